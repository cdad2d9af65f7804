"""Scores names where no treebank comes with them, and how far two readers of one text agree.

  score_names.py conllu CROSSNER.txt                 the set's sentences, for entente_annotate_conllu
  score_names.py crossner CROSSNER.txt SYSTEM.conllu
  score_names.py marks GOLD.conllu MARKS.tsv SYSTEM.conllu --shared ../shared    against our own marks
  score_names.py readers GOLD.conllu MARKS.tsv UNER.iob2                         our marks against those of Universal NER
  score_names.py readers GUM.conllu MARKS.tsv                                    our marks against the names of GUM's entity layer
"""
import argparse
import json

from data import CROSSNER, ENTITY_TYPES, UNER, attach_marked_names, load_demonyms, load_gum, load_iob, read_conllu
from evaluate import Counts
from score import system_names


def print_conllu(sentences):
    for s in sentences:
        for i, w in enumerate(s.forms):
            print(i + 1, w, '_', 'X', 'X', '_', min(i, 1), 'dep' if i else 'root', '_', '_', sep='\t')
        print()


def only(types, labels):
    return [k if k > 0 and ENTITY_TYPES[(k - 1) // 2] in types else 0 for k in labels]


def report(pairs):
    counts = Counts()
    for gold, got in pairs:
        counts.add_names(gold, got)
    for t in ENTITY_TYPES:
        gold, got, hit = (counts.c[w + ' name ' + t] for w in ('gold', 'got', 'hit'))
        if gold:
            print(json.dumps({'type': t, 'P': round(100 * hit / max(1, got), 1), 'R': round(100 * hit / gold, 1), 'F1': counts.f1('name ' + t), 'gold': gold}))


def main():
    a = argparse.ArgumentParser()
    a.add_argument('what', choices=('conllu', 'crossner', 'marks', 'readers'))
    a.add_argument('files', nargs='+')
    a.add_argument('--shared', default='../shared')
    args = a.parse_args()
    if args.what in ('conllu', 'crossner'):
        gold = load_iob(args.files[0], CROSSNER, load_demonyms(args.shared), 1)
    else:
        gold = [s for s, _ in read_conllu(args.files[0])]
        attach_marked_names(gold, args.files[1], () if len(args.files) == 3 and args.what == 'readers' else load_demonyms(args.shared))
    if args.what == 'conllu':
        print_conllu(gold)
    elif args.what == 'readers' and len(args.files) == 2:
        report((s.ner, mine.ner) for s, mine in zip(load_gum(args.files[0], load_demonyms(args.shared)), gold))
    elif args.what == 'readers':
        by_words = {tuple(s.forms): s for s in load_iob(args.files[2], UNER, (), 2)}
        report((by_words[tuple(s.forms)].ner, only(('PERSON', 'ORG', 'PLACE'), s.ner)) for s in gold if tuple(s.forms) in by_words)
    else:
        report((s.ner, system_names(misc)) for s, (_, misc) in zip(gold, read_conllu(args.files[-1]), strict=True))


if __name__ == '__main__':
    main()
