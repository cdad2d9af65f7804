#!/usr/bin/python3
"""Ingests the example articles and has every reader open their GraphML.

  tests/export/examples_test.py ENTENTE BOOST_READER

The readers must agree with each other on every attribute (readers.py), and with the JSON Lines export
on the number of edges, their sentences and their ends.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import readers

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f'{" ".join(map(str, command))}: exit code {done.returncode}\n{done.stdout}{done.stderr}')
    return done.stdout


def facts_of_records(lines):
    for line in lines.splitlines():
        record = json.loads(line)
        yield (record['subject']['name'], record['relation'], record['object']['name'],
               record['date'] or '', ' '.join(record['evidence']['text'].split()))


def facts_of_graph(nodes, edges):
    for edge in edges.values():
        yield (nodes[edge['@source']]['label'], edge['relation'], nodes[edge['@target']]['label'],
               edge.get('date', ''), ' '.join(edge['evidence'].split()))


def main():
    entente, boost_reader = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix='entente-export-') as folder:
        store, graph = f'{folder}/store', f'{folder}/graph.graphml'
        run(entente, 'ingest', ROOT / 'examples' / 'articles', '--db', store)
        run(entente, 'export', '--db', store, '--format', 'graphml', '--out', graph)
        records = sorted(facts_of_records(run(entente, 'export', '--db', store, '--format', 'jsonl')))
        print(run('/usr/bin/python3', ROOT / 'tests' / 'export' / 'readers.py', graph,
                  '--boost', boost_reader), end='')
        edges = sorted(facts_of_graph(*readers.read_networkx(graph)))
        if not records or edges != records:
            sys.exit(f'GraphML has {len(edges)} edges, JSON Lines {len(records)} records; first '
                     f'difference: {next((p for p in zip(edges, records) if p[0] != p[1]), None)}')
        print(f'{len(edges)} edges are the {len(records)} records of the JSON Lines export')


if __name__ == '__main__':
    main()
