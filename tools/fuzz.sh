#!/usr/bin/env bash
# Runs every libFuzzer target for SECONDS (default 60) on its seeds; stops at the first finding.
#   tools/fuzz.sh [--fast EXECUTIONS] [SECONDS [TARGET...]]
# --fast: a build without sanitizers and without tracing of comparisons makes the executions, up to EXECUTIONS a target; then the
# inputs that are left of those that reached something new are run under the sanitizers. A first run without --fast, which traces
# comparisons, leaves it more to begin with.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=fuzz executions=-1
if [[ ${1:-} == --fast ]]; then
  preset=fuzz-fast executions=${2:?--fast wants a number of executions}
  shift 2
fi
seconds=${1:-60}
shift || true
targets=("$@")
((${#targets[@]})) || mapfile -t targets < <(cd tests/fuzz && find . -name '*_fuzz.cpp' | sed 's|^\./||; s|\.cpp$||' | sort)
# Stacks of every allocation and a large quarantine take much of the time of short inputs. To see the stack of an allocation in a
# finding, run the target on the file that it wrote.
export ASAN_OPTIONS=detect_leaks=0:malloc_context_size=0:quarantine_size_mb=1:thread_local_quarantine_size_kb=64
# Giving memory back to the system after each input takes up to a quarter of the time.
export GLIBC_TUNABLES=glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=1073741824:glibc.malloc.top_pad=16777216

build() {  # PRESET TARGET: prints the program
  local flat=${2//\//_}
  [[ -f build/$1/build.ninja ]] || cmake --preset "$1" >/dev/null
  cmake --build --preset "$1" --target "$flat" >/dev/null
  echo "build/$1/tests/fuzz/$(dirname "$2")/$flat"
}

for target in "${targets[@]}"; do
  program=$(build "$preset" "$target")
  corpus=build/fuzz/corpus/${target//\//_}
  mkdir -p "$corpus"
  seeds=tests/fuzz/seeds/${target%_fuzz}
  [[ -d $seeds ]] || seeds=
  echo "-- $target"
  weigh=1  # weighing the entries of a large corpus takes up to half of the time
  if [[ $preset == fuzz-fast ]] || (($(find "$corpus" -type f | wc -l) > 500)); then weigh=0; fi
  limits=(-rss_limit_mb=2048 -verbosity=0 -artifact_prefix=build/fuzz/)
  [[ $preset == fuzz-fast ]] && limits+=(-max_len=1024)  # long inputs are left to the runs under the sanitizers
  "$program" -max_total_time="$seconds" -runs="$executions" -entropic=$weigh -print_final_stats=1 "${limits[@]}" "$corpus" $seeds
  if [[ $preset == fuzz-fast ]]; then
    echo "under the sanitizers: $(find "$corpus" -type f | wc -l) inputs"
    "$(build fuzz "$target")" -runs=0 "${limits[@]}" "$corpus" $seeds
  fi
done
