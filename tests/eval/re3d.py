#!/usr/bin/env python3
"""Relations between actors in the documents of re3d: how many are found, and whether they point the right way.

  tests/eval/re3d.py [ENTENTE] [--errors]

Gold are the relations CommWith, FightingAgainst, AlliesOf, Likes and Dislikes with a confidence of 0.7 or more whose ends
are both persons, organisations or nationalities (entities.json, confidence 0.5 or more). One of ours matches if its ends overlap
the gold ends in the same document, either way round. `any type` counts every match, `its type` those whose quad class or
type goes with the gold type. Direction is judged on matches of its type that neither side means symmetrically. The documents are
not all labelled throughout, so precision cannot be told from them.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RE3D = ROOT.parent / 'shared' / 'data' / 'events' / 're3d'
VERBAL = {'STATEMENT', 'CONSULT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'SUPPORT', 'AGREE', 'COOPERATE', 'PROTEST'}
FRIENDLY = {'AGREE', 'CONSULT', 'SUPPORT', 'COOPERATE', 'AID', 'CONCEDE', 'ROLE'}
FITTING = {'CommWith': VERBAL,
           'FightingAgainst': {'ASSAULT', 'COERCE', 'MOBILIZE', 'THREATEN', 'SANCTION', 'PROTEST', 'RETREAT'},
           'AlliesOf': FRIENDLY,
           'Likes': FRIENDLY,
           'Dislikes': {'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'COERCE', 'ASSAULT', 'REQUEST'}}
ACTORS = {'Person', 'Organisation', 'Nationality'}


def load(path):
    with open(path, encoding='utf-8') as lines:
        return [json.loads(line) for line in lines if line.strip()]


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def gold_of(folder):
    ends = collections.defaultdict(list)
    for e in load(folder / 'entities.json'):
        if e['type'] in ACTORS and float(e.get('confidence', 0)) >= 0.5:
            ends[e['documentId']].append((e['begin'], e['end']))
    out = []
    for r in load(folder / 'relations.json'):
        if r['type'] not in FITTING or float(r.get('confidence', 0)) < 0.7:
            continue
        s, t = (r['sourceBegin'], r['sourceEnd']), (r['targetBegin'], r['targetEnd'])
        if all(any(overlap(end, e) for e in ends[r['documentId']]) for end in (s, t)):
            out.append((r['documentId'], r['type'], s, t, r['source'].strip(), r.get('value', ''), r['target'].strip()))
    return out


def extract(program, documents):
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as file:
        file.writelines(json.dumps({'id': d['_id'], 'text': d['text']}, ensure_ascii=False) + '\n' for d in documents)
        file.flush()
        done = subprocess.run([program, 'extract', file.name], stdout=subprocess.PIPE, check=True)
    found = collections.defaultdict(list)
    for line in done.stdout.splitlines():
        r = json.loads(line)
        found[r['article']].append(r)
    return found


def spans(relation, text):
    """Byte spans of both ends, as characters of the document."""
    raw = text.encode()
    return [tuple(len(raw[:relation[end][side]].decode(errors='ignore')) for side in ('begin', 'end'))
            for end in ('subject', 'object')]


def measure(program, errors=False):
    """By kind of gold relation: how many, found with any type, found with its type; and of the directed ones, all and right."""
    tally, way = collections.defaultdict(collections.Counter), collections.Counter()
    for folder in sorted(p for p in RE3D.iterdir() if p.is_dir()):
        documents = load(folder / 'documents.json')
        text = {d['_id']: d['text'] for d in documents}
        found = extract(program, documents)
        for document, kind, s, t, source, words, target in gold_of(folder):
            matches = []
            for r in found[document]:
                a, b = spans(r, text[document])
                forward, backward = overlap(a, s) and overlap(b, t), overlap(a, t) and overlap(b, s)
                if forward or backward:
                    matches.append((r, forward))
            fitting = [m for m in matches if m[0]['type'] in FITTING[kind]]
            tally[kind]['gold'] += 1
            tally[kind]['any'] += bool(matches)
            tally[kind]['type'] += bool(fitting)
            directed = [forward for r, forward in fitting if not r['reciprocal'] and r['type'] != 'ROLE']
            if directed and kind != 'AlliesOf':
                way['all'] += 1
                way['right'] += any(directed)
            if errors and (not fitting or (directed and not any(directed))):
                print('WRONG WAY' if fitting else 'MISSED', kind, '|', source, '|', words, '|', target, '|',
                      [(r['subject']['text'], r['relation'], r['type'], r['object']['text']) for r, _ in matches])
    return tally, way


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('entente', nargs='?', default=str(ROOT / 'build' / 'release' / 'tools' / 'entente'))
    parser.add_argument('--errors', action='store_true', help='print what is missed and what points the wrong way')
    args = parser.parse_args()
    if not RE3D.is_dir():
        sys.exit(f'{RE3D} is missing: nothing measured')
    tally, way = measure(args.entente, args.errors)
    total = collections.Counter()
    for kind, c in sorted(tally.items()):
        total.update(c)
        print(f'{kind:16} {c["gold"]:4} gold, found with any type {c["any"]:3}, with its type {c["type"]:3} ({100 * c["type"] / c["gold"]:.1f} %)')
    print(f'{"all":16} {total["gold"]:4} gold, found with any type {total["any"]:3}, with its type {total["type"]:3} '
          f'({100 * total["type"] / max(1, total["gold"]):.1f} %)')
    print(f'direction right: {way["right"]} of {way["all"]} ({100 * way["right"] / max(1, way["all"]):.1f} %)')


if __name__ == '__main__':
    main()
