#!/usr/bin/env bash
# The README's first command: installs what is missing, builds, and runs the main job on the example
# articles: a store, who met whom, and a GraphML file. Results go to build/demo.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/setup.sh
cmake --preset release -DENTENTE_TESTS=OFF -DENTENTE_BENCH=OFF >/dev/null
cmake --build --preset release --target entente

entente=build/release/tools/entente
out=build/demo
rm -rf "$out"
mkdir -p "$out"

show() {
  printf '\n$ entente %s\n' "$*"
  "$entente" "$@"
}
show ingest examples/articles --db "$out/store"
show who-met --leaders --db "$out/store" --format table
show relations --type ACCUSE --evidence --db "$out/store" --format table
show export --format graphml --out "$out/graph.graphml" --db "$out/store"
show status --db "$out/store"
printf '\nThe store is in %s, the graph in %s.\n' "$out/store" "$out/graph.graphml"
