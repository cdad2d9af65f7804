#!/usr/bin/env bash
# Runs every libFuzzer target for SECONDS (default 60) on its seeds; stops at the first finding.
#   tools/fuzz.sh [SECONDS [TARGET...]]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true
[[ -f build/fuzz/build.ninja ]] || cmake --preset fuzz >/dev/null
targets=("$@")
((${#targets[@]})) || mapfile -t targets < <(cd tests/fuzz && find . -name '*_fuzz.cpp' | sed 's|^\./||; s|\.cpp$||' | sort)
for target in "${targets[@]}"; do
  flat=${target//\//_}
  cmake --build --preset fuzz --target "$flat" >/dev/null
  corpus=build/fuzz/corpus/$flat
  mkdir -p "$corpus"
  seeds=tests/fuzz/seeds/${target%_fuzz}
  echo "-- $target"
  # Weighing the entries of a large corpus takes half of the time; so do, for short inputs, the stacks of every allocation and a
  # large quarantine. To see the stack of an allocation in a finding, run the target on the file that it wrote.
  weigh=1
  (($(find "$corpus" -type f | wc -l) > 500)) && weigh=0
  ASAN_OPTIONS=detect_leaks=0:malloc_context_size=0:quarantine_size_mb=1:thread_local_quarantine_size_kb=64 \
    "build/fuzz/tests/fuzz/$(dirname "$target")/$flat" -max_total_time="$seconds" -rss_limit_mb=2048 -entropic=$weigh \
    -print_final_stats=1 -verbosity=0 -artifact_prefix=build/fuzz/ "$corpus" $([[ -d $seeds ]] && echo "$seeds")
done
