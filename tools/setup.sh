#!/usr/bin/env bash
# Installs what is missing on Debian 12 (as root).
#   tools/setup.sh           to build and run
#   tools/setup.sh --tests   also to test: readers of other programs, clang tools, node packages
set -euo pipefail
cd "$(dirname "$0")/.."

build=(g++ cmake ninja-build pkg-config git ca-certificates python3
  librocksdb-dev libboost-dev libboost-graph-dev nlohmann-json3-dev libicu-dev libcli11-dev
  libfmt-dev libxml2-dev libarchive-dev libuchardet-dev libcld2-dev)
tests=(libgtest-dev libgmock-dev libbenchmark-dev ccache time
  clang-14 clang-tidy-14 clang-format-14 libclang-rt-14-dev lld-14
  python3-networkx python3-igraph libxml2-utils)

wanted=("${build[@]}")
if [[ "${1:-}" == --tests ]]; then
  wanted+=("${tests[@]}")
  command -v npm >/dev/null || wanted+=(nodejs npm)
fi

missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if ((${#missing[@]})); then
  echo "installing: ${missing[*]}"
  if ((EUID != 0)); then
    echo "tools/setup.sh: run it as root, or install these packages first: ${missing[*]}" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if [[ "${1:-}" == --tests && -f tests/export/package-lock.json && ! -d tests/export/node_modules ]]; then
  (cd tests/export && npm ci --ignore-scripts --no-audit --no-fund --silent)
fi
