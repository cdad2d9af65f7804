#!/usr/bin/env python3
"""Whether relations point the right way, over everything labelled that they are matched with.

  tests/eval/direction.py [ENTENTE] [--errors]

Each part counts found relations between the two actors of a label, in whatever order, where neither side means it symmetrically, and
how many of them have the label's order. `dev` are the labelled sentences (any type, as GIVEN_PAIR of ../shared/eval/score.py),
`seed-article` the triples of the sample article (same type, events and roles), `re3d` the relations of tests/eval/re3d.py. Visits
(tests/eval/visits.py) are meetings: they have no direction. `all` pools the parts.
"""
import argparse
import collections
import importlib.util
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / 'shared'


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    out = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(out)
    return out


def load(program, gold):
    """Labels, and the relations found in them by article."""
    with open(gold, encoding='utf-8') as lines:
        labels = [json.loads(line) for line in lines if line.strip()]
    found = collections.defaultdict(list)
    for line in subprocess.run([program, 'extract', '--format', 'jsonl', str(gold)], stdout=subprocess.PIPE, check=True).stdout.splitlines():
        r = json.loads(line)
        found[r['article']].append(r)
    return labels, found


def sentences(program, gold, score):
    """(right, relation, labels) of each relation between the two actors of an event."""
    labels, found = load(program, gold)
    for g in labels:
        events = [e for e in g['events'] if score.plover(e.get('plover') or e.get('code'))]
        for r in found[g['id']]:
            if score.pred_type(r) in (None, 'ROLE'):
                continue
            joined = right = symmetric = False
            for e in events:
                mutual = score.as_list(e.get('reciprocal_text'))
                s, t = score.as_list(e.get('source_text')) + mutual, score.as_list(e.get('target_text')) + mutual
                forward = score.overlaps(r['subject'], s) and score.overlaps(r['object'], t)
                backward = score.overlaps(r['subject'], t) and score.overlaps(r['object'], s)
                if forward or backward:
                    joined = True
                    right |= forward
                    symmetric |= bool(r['reciprocal'] or mutual or e.get('reciprocal'))
            if joined and not symmetric:
                yield right, r, events


def triples(program, gold, score):
    labels, found = load(program, gold)
    for g in labels:
        for t in g['triples']:
            if t.get('reciprocal'):
                continue
            ends = [[score.words(x) for x in [t[e]] + score.as_list(t.get('alt_' + e))] for e in ('subject', 'object')]
            types = {score.plover(x) or '01' for x in [t['type']] + score.as_list(t.get('alt_type'))}

            def same(actor, golds):
                return any(n == w or (n & w and (n <= w or w <= n)) for n in score.names(actor) for w in golds)

            ways = []
            for r in found[g['id']]:
                fits = r['type'] == 'ROLE' if t['type'] == 'ATTR' else (score.pred_type(r) or '01') in types
                if r['reciprocal'] or not fits:
                    continue
                forward = same(r['subject'], ends[0]) and same(r['object'], ends[1])
                if forward or (same(r['subject'], ends[1]) and same(r['object'], ends[0])):
                    ways.append((forward, r))
            if ways:
                yield any(w for w, _ in ways), ways[0][1], t


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('entente', nargs='?', default=str(ROOT / 'build' / 'release' / 'tools' / 'entente'))
    parser.add_argument('--errors', action='store_true', help='print what points the wrong way')
    args = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f'{SHARED} is missing: nothing measured')
    score = module(SHARED / 'eval' / 'score.py')
    counts = {}
    for name, ways in (('dev', sentences), ('seed-article', triples)):
        counts[name] = collections.Counter()
        for right, r, label in ways(args.entente, SHARED / 'data' / 'events' / (name + '.jsonl'), score):
            counts[name].update(all=1, right=right)
            if args.errors and not right:
                print('WRONG WAY', name, r['subject']['text'], '|', r['relation'], '|', r['object']['text'], '|', r['evidence']['text'])
    counts['re3d'] = module(ROOT / 'tests' / 'eval' / 're3d.py').measure(args.entente)[1]
    counts['all'] = sum(counts.values(), collections.Counter())
    for name, c in counts.items():
        print(f'{name:14} {c["right"]:4} of {c["all"]:4} point the right way ({100 * c["right"] / max(1, c["all"]):.1f} %)')


if __name__ == '__main__':
    main()
