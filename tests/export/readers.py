#!/usr/bin/python3
"""Opens a GraphML export in NetworkX, igraph, Boost and graphology, or a GEXF export in graphology,
and compares what they read.

  tests/export/readers.py FILE [--expect FILE.json] [--boost PROGRAM]

All must report the same nodes and edges with the same attributes, and those of FILE.json if given; a
reader that is not installed is named as SKIPPED. Exit status 1 if any two disagree.
"""
import argparse
import json
import math
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def text(value):
    return f'{value:.6g}' if isinstance(value, (int, float)) else str(value)


def plain(attributes):
    """Attributes as text; what a reader fills in for a missing value is left out."""
    empty = lambda v: v is None or v == '' or (isinstance(v, float) and math.isnan(v))
    return {k: text(v) for k, v in attributes.items() if k != 'id' and not empty(v)}


def read_networkx(path):
    import networkx
    graph = networkx.read_graphml(path, force_multigraph=True)
    nodes = {n: plain(d) for n, d in graph.nodes(data=True)}
    edges = {d.get('id', k): dict(plain(d), **{'@source': s, '@target': t})
             for s, t, k, d in graph.edges(keys=True, data=True)}
    return nodes, edges


def read_igraph(path):
    import igraph
    graph = igraph.Graph.Read_GraphML(path)
    nodes = {v['id']: plain(v.attributes()) for v in graph.vs}
    edges = {e['id']: dict(plain(e.attributes()), **{'@source': graph.vs[e.source]['id'],
                                                    '@target': graph.vs[e.target]['id']}) for e in graph.es}
    return nodes, edges


def read_graphology(path):
    if not (HERE / 'node_modules').is_dir() or not shutil.which('node'):
        raise ImportError('node or tests/export/node_modules')
    out = subprocess.run(['node', HERE / 'readers.mjs', path], capture_output=True, text=True, check=True).stdout
    read = json.loads(out)
    return read['nodes'], read['edges']


def read_boost(path, program, reference):
    """Boost drops the ids: they are given back in the order of the file, which is the reference's."""
    out = subprocess.run([program, path], capture_output=True, text=True, check=True).stdout
    read = json.loads(out)
    names = list(reference[0])
    edge_order = {}
    for key, edge in reference[1].items():
        edge_order.setdefault((edge['@source'], edge['@target']), []).append(key)
    nodes = {names[i]: plain(a) for i, a in enumerate(read['nodes'])}
    edges = {}
    for edge in read['edges']:
        ends = names[edge['@source']], names[edge['@target']]
        attributes = {k: v for k, v in edge.items() if not k.startswith('@')}
        edges[edge_order[ends].pop(0)] = dict(plain(attributes), **{'@source': ends[0], '@target': ends[1]})
    return nodes, edges


def same_numbers(value):
    """One spelling for a number, however its reader printed it. Boost makes every run of white space
    one blank, so line ends inside of a sentence do not count as a difference."""
    try:
        return f'{float(value):.6g}'
    except ValueError:
        return ' '.join(value.split())


def difference(a, b):
    for part, (x, y) in zip(('nodes', 'edges'), zip(a, b)):
        if set(x) != set(y):
            return f'{part} differ: {sorted(set(x) ^ set(y))[:5]}'
        for key in x:
            p, q = ({k: same_numbers(v) for k, v in side[key].items()} for side in (x, y))
            if p != q:
                return f'{part[:-1]} {key}: {sorted(set(p.items()) ^ set(q.items()))[:6]}'
    return None


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('file')
    ap.add_argument('--boost', help='the boost_reader program of the build tree')
    ap.add_argument('--expect', help='what must be found: {"nodes": {id: attributes}, "edges": ...}')
    args = ap.parse_args()
    readers = {'NetworkX': read_networkx, 'igraph': read_igraph, 'graphology': read_graphology}
    if args.file.endswith('.gexf'):
        readers = {'graphology': read_graphology}  # NetworkX reads GEXF 1.3 from 3.0 on, igraph never
    results, failed = {}, 0
    if args.expect:
        wanted = json.loads(pathlib.Path(args.expect).read_text(encoding='utf-8'))
        results['expected'] = wanted['nodes'], wanted['edges']
    for name, read in readers.items():
        try:
            results[name] = read(args.file)
        except ImportError as missing:
            print(f'SKIPPED {name}: {missing} is not installed')
    if args.boost and results:
        results['Boost'] = read_boost(args.file, args.boost, next(iter(results.values())))
    reference = next(iter(results), None)
    for name, result in results.items():
        problem = difference(results[reference], result)
        failed += problem is not None
        if name == reference and args.expect:
            continue
        print(f'{name}: {len(result[0])} nodes, {len(result[1])} edges'
              + (f'; differs from {reference}: {problem}' if problem else ', all attributes equal'))
    return 1 if failed or (len(results) < 2 and not args.expect) else 0


if __name__ == '__main__':
    sys.exit(main())
