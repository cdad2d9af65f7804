#!/usr/bin/env bash
# What must pass before a commit: format, include direction, clang-tidy on changed files, fast tests.
#   tools/check.sh             changed = the working tree and the commits since origin/main
#   ENTENTE_BASE=REV tools/check.sh    changed = since REV
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== format"
git ls-files -z '*.h' '*.cpp' | xargs -0 -r clang-format-14 --dry-run --Werror

echo "== include direction"
python3 tools/check_includes.py

echo "== build"
cmake --preset dev >/dev/null
cmake --build --preset dev

echo "== clang-tidy on changed files"
base=${ENTENTE_BASE:-$(git merge-base HEAD origin/main 2>/dev/null || true)}
if [[ -z "$base" || "$base" == "$(git rev-parse HEAD)" ]]; then
  base=$(git rev-parse --verify --quiet HEAD~1 || git rev-parse HEAD)
fi
# Only what the build compiles: the training kernel is built by its own script.
mapfile -t changed < <(git diff --name-only --diff-filter=d "$base" -- '*.cpp' ':!tests' |
  while read -r file; do grep -q "/$file\"" build/dev/compile_commands.json && echo "$file"; done)
if ((${#changed[@]})); then
  printf '%s\n' "${changed[@]}" | xargs -P "$(nproc)" -n 1 clang-tidy-14 --quiet -p build/dev
else
  echo "no source file changed since ${base:0:9}"
fi

echo "== fast tests"
ctest --preset dev -LE slow -j "$(nproc)"
