#!/usr/bin/env python3
"""How often the extractor finds politics where there is none.

  tests/eval/false_alarms.py [ENTENTE] [--set NAME]      the rate, and what has no verdict yet

Two hundred AG News items of each drawn part (business, sports, science; fixed seeds) and the Wikinews texts that are not about
politics go through `entente extract`. Every relation is looked up in false_alarms.tsv, which holds the verdicts of a reader:

  political  the text says so, and it is politics: a state, public body, office holder, international organisation or armed
             group is at one of its ends in that capacity
  civil      the text says so, but the ends are companies, clubs, private persons
  false      the text does not say so (wrong ends, wrong type, sport or market talk taken for deeds)

Counted as alarms are `false` and `civil`; the strict reading of a false *political* relation. Relations without a verdict are
printed with their sentence, ready to be appended, and counted apart. Exit status 1 if any is left without a verdict.
The verdicts name an item by its row in the source and a relation by its ends and type; no text is kept.
"""
import argparse
import collections
import csv
import html
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / 'shared' / 'data' / 'articles'
VERDICTS = pathlib.Path(__file__).with_suffix('.tsv')
SAMPLES = {'ag-tuned': 20040914, 'ag-held': 20041120}  # rules were made on the first; the second was labelled afterwards
PER_SAMPLE = 200
# Wikinews texts without politics: by their titles, before anything was extracted.
WIKINEWS = ['interview_' + n for n in ('ants', 'brotherhood', 'cocktail', 'cyclone', 'daly', 'dungeon', 'gaming', 'herrick', 'mcguire',
                                       'mckenzie', 'messina', 'onion', 'stardust')] + \
           ['news_' + n for n in ('clock', 'crane', 'expo', 'homeopathic', 'ie9', 'iodine', 'lanterns', 'nasa', 'soccer', 'stampede',
                                  'warhol', 'warming')]


def clean(text):
    """AG News lost the ampersands of its entities and writes line ends as backslashes."""
    text = re.sub(r'\s?#(\d+);', r'&#\1;', text.replace('\\', ' '))
    text = re.sub(r'\b(quot|amp|lt|gt);', r'&\1;', text)
    return re.sub(r'\s+', ' ', re.sub(r'<[^>]*>', ' ', html.unescape(html.unescape(text)))).strip()


def ag_news():
    """Drawn items of all samples, none twice: name of the sample -> articles."""
    with open(SHARED / 'agnews_test2004' / 'test.csv', encoding='utf-8', errors='replace', newline='') as lines:
        rows = list(csv.reader(lines))
    left = [number for number, row in enumerate(rows, 1) if row[0] in '234']
    out = {}
    for name, seed in SAMPLES.items():
        drawn = sorted(random.Random(seed).sample(left, PER_SAMPLE))
        left = [number for number in left if number not in set(drawn)]
        out[name] = [{'id': f'ag{number}', 'date': '2004-09-01', 'title': clean(rows[number - 1][1]), 'text': clean(rows[number - 1][2])}
                     for number in drawn]
    return out


def wikinews():
    out = []
    for name in WIKINEWS:
        root = ElementTree.parse(SHARED / 'wikinews_gum' / f'GUM_{name}.xml').getroot()
        paragraphs = []
        for block in root.iter():
            if block.tag not in ('p', 'head', 'item', 'sp', 'quote', 'caption'):
                continue
            sentences = []
            for s in block.findall('.//s') if block.tag != 'sp' else []:
                words = [line.split('\t')[0] for line in ''.join(s.itertext()).splitlines() if line.strip()]
                text = re.sub(r' ([.,;:!?%)\]]|n\'t|\'\w+\b)', r'\1', ' '.join(words))
                sentences.append(re.sub(r'([(\[$]) ', r'\1', text))
            if sentences:
                paragraphs.append(' '.join(sentences))
        seen = set()
        text = '\n\n'.join(p for p in paragraphs if not (p in seen or seen.add(p)))
        out.append({'id': name, 'date': root.get('dateCreated'), 'text': text})
    return out


def extract(program, articles, extra):
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as file:
        file.writelines(json.dumps(article, ensure_ascii=False) + '\n' for article in articles)
        file.flush()
        done = subprocess.run([program, 'extract', file.name, *extra], stdout=subprocess.PIPE, check=True)
        counted = subprocess.run([program, 'analyze', file.name], stdout=subprocess.PIPE, check=True)
    sentences = sum(line == b'' for line in counted.stdout.split(b'\n')) - 1
    return [json.loads(line) for line in done.stdout.splitlines()], sentences


def plain(actor):
    """The id without what tells actors of the same name apart: a country, or a mark of the article."""
    return re.sub(r'-([0-9a-f]{8}|[a-z]{3})$', '', actor)


def key_of(r):
    ends = [plain(r['subject']['id']), plain(r['object']['id'])]
    if r['reciprocal']:
        ends.sort()
    return (r['article'], ends[0], ('not ' if r['negated'] else '') + r['type'], ends[1])


def load_verdicts():
    verdicts = {}
    with open(VERDICTS, encoding='utf-8') as lines:
        for line in lines:
            if line.strip() and not line.startswith('#'):
                item, subject, kind, target, verdict = line.rstrip('\n').split('\t')
                verdicts[item, plain(subject), kind, plain(target)] = verdict
    return verdicts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('entente', nargs='?', default=str(ROOT / 'build' / 'release' / 'tools' / 'entente'))
    parser.add_argument('--set', dest='only', help='ag-tuned, ag-held or wikinews')
    parser.add_argument('--min-confidence', type=float, default=0.0)
    parser.add_argument('--alarms', action='store_true', help='print the alarms with their sentences')
    args = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f'{SHARED} is missing: nothing measured')
    verdicts = load_verdicts()
    open_ones = 0
    for name, articles in {**ag_news(), 'wikinews': wikinews()}.items():
        if args.only and name != args.only:
            continue
        relations, sentences = extract(args.entente, articles, [])
        relations = [r for r in relations if r['type'] != 'ROLE' and r['confidence'] >= args.min_confidence]
        tally = collections.Counter()
        for r in relations:
            verdict = verdicts.get(key_of(r), 'open')
            tally[verdict] += 1
            if verdict == 'open' or (args.alarms and verdict in ('false', 'civil')):
                print('\t'.join(key_of(r)) + f'\t{verdict}\n    {r["confidence"]:.2f} {r["relation"]} {r["modality"]} | {r["evidence"]["text"]}')
        open_ones += tally['open']
        alarms = tally['false'] + tally['civil']
        print(f'{name}: {sentences} sentences, {len(relations)} relations: {tally["political"]} political, {tally["civil"]} civil, '
              f'{tally["false"]} false, {tally["open"]} open; {20 * tally["false"] / sentences:.2f} false, '
              f'{20 * alarms / sentences:.2f} false or civil in 20 sentences')
    sys.exit(1 if open_ones else 0)


if __name__ == '__main__':
    main()
