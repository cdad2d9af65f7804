"""Scores CoNLL-U written by entente_annotate_conllu against a treebank (same tokens), and its names.

  score.py GOLD.conllu SYSTEM.conllu [--names IOB2 | --gum-names --shared ../shared] [--where sent_id prefix]
"""
import argparse
import json

from batch import Vocabulary
from data import BIO, ENTITY_TYPES, IGNORE, UNER, load_demonyms, load_gum, load_iob, read_conllu
from evaluate import Counts

SHORT = {'PERSON': 'PERSON', 'ORG': 'ORG', 'ORGANIZATION': 'ORG', 'PLACE': 'PLACE', 'NORP': 'NORP', 'NATIONALITY': 'NORP', 'EVENT': 'EVENT'}


def system_names(misc):
    out = []
    for m in misc:
        k = 0
        for field in m.split('|'):
            if field.startswith('Entity='):
                kind, name = field[7:].split('-', 1)
                k = BIO.index(kind + '-' + SHORT[name.upper()])
        out.append(k)
    return out


def main():
    a = argparse.ArgumentParser()
    a.add_argument('gold')
    a.add_argument('system')
    a.add_argument('--names')
    a.add_argument('--gum-names', action='store_true')
    a.add_argument('--shared', default='../shared')
    a.add_argument('--where', default='')
    args = a.parse_args()
    gold = [s for s, _ in read_conllu(args.gold)]
    system = list(read_conllu(args.system))
    if len(gold) != len(system):
        raise SystemExit('%d gold sentences, %d of the system' % (len(gold), len(system)))
    names = None
    if args.names:
        by_words = {tuple(s.forms): s for s in load_iob(args.names, UNER, (), 2)}
        names = [by_words.get(tuple(s.forms)) for s in gold]  # the two sets are of different releases of the treebank
        print('%d of %d sentences have gold names' % (sum(s is not None for s in names), len(names)))
    elif args.gum_names:
        names = load_gum(args.gold, load_demonyms(args.shared))
    tags = sorted({t for s, _ in system for t in s.tags} | {t for s in gold for t in s.tags})
    labels = sorted({r for s, _ in system for r in s.rels} | {r for s in gold for r in s.rels})
    vocab = Vocabulary(tags, [], labels)
    counts = Counts()
    for i, (s, (y, misc)) in enumerate(zip(gold, system)):
        if s.forms != y.forms:
            raise SystemExit('sentence %d differs: %s' % (i + 1, s.forms))
        if not s.sid.startswith(args.where):
            continue
        counts.add_tree(s, [vocab.tag_of[t] for t in y.tags], y.lemmas, y.heads, [vocab.label_of[r] for r in y.rels], vocab)
        if names and names[i] is not None:
            got = system_names(misc)
            if args.names:  # this set has neither nationalities nor events
                got = [0 if k > 0 and ENTITY_TYPES[(k - 1) // 2] in ('NORP', 'EVENT') else k for k in got]
            counts.add_names(names[i].ner, got)
    print(json.dumps(counts.report()))


if __name__ == '__main__':
    main()
