#!/usr/bin/env bash
# The README's second command: installs what is missing, builds, and runs every test: the checks of
# tools/check.sh, the slow tests, the sanitizers, and a short run of every fuzz target.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/setup.sh --tests
tools/check.sh

echo "== slow tests"
ctest --preset dev -L slow --no-tests=ignore

echo "== AddressSanitizer and UndefinedBehaviorSanitizer (clang), then fuzzing, ${ENTENTE_FUZZ_SECONDS:=5} s a target"
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz
ctest --preset fuzz -LE 'slow|no_sanitizer' -j "$(nproc)"
tools/fuzz.sh "$ENTENTE_FUZZ_SECONDS"

echo "== ThreadSanitizer, on the tests that use threads"
cmake --preset tsan >/dev/null
cmake --build --preset tsan --target thread_tests
ctest --preset tsan -L threads --no-tests=error

echo "== every test once more, for the closing line"
ctest --preset dev -LE slow -j "$(nproc)" 2>&1 | tail -n 3
