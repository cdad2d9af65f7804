#!/usr/bin/env python3
"""Scores main-text extraction on the two sets of pages in ../shared.

  tests/eval/html_score.py [--program build/release/tests/eval/html_text] [--worst N]

First the article-extraction-benchmark pages, as a whole; then the pages of the readability test set,
one by one, against the text of their expected.html, with what is found of their metadata.

Prints precision, recall and F1 in two ways: over single tokens, and over 4-token shingles as the
benchmark itself does (there trafilatura has 0.958, newspaper4k 0.949, readability 0.947); each page
weighs the same, and the figures are averages of shares TP/(TP+FP+FN) and so on as in the benchmark.
"""
import argparse
import collections
import gzip
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DATA = ROOT.parent / 'shared/data/articles/html_scrapinghub'
READABILITY = ROOT.parent / 'shared/data/articles/html_readability'
TOKEN = re.compile(r'\w+', re.UNICODE)


def shingles(text, n):
    tokens = TOKEN.findall(text or '')
    n = min(n, max(1, len(tokens)))
    return collections.Counter(tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1))


def counts(gold, found, n):
    """True and false positives and false negatives as shares of their sum."""
    a, b = shingles(gold, n), shingles(found, n)
    tp = sum((a & b).values())
    fp, fn = sum(b.values()) - tp, sum(a.values()) - tp
    total = tp + fp + fn
    return (tp / total, fp / total, fn / total) if total else (0, 0, 0)


def f1(rows):
    tp, fp, fn = (sum(r[i] for r in rows) for i in range(3))
    p, r = tp / (tp + fp), tp / (tp + fn)
    return p, r, 2 * p * r / (p + r)


def extract(program, paths):
    out = subprocess.run([program, *map(str, paths)], capture_output=True, text=True, check=True).stdout
    return {r['id']: r for r in map(json.loads, out.splitlines())}


class VisibleText(html.parser.HTMLParser):
    """The text of a page without scripts and styles."""

    def __init__(self):
        super().__init__()
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ('script', 'style', 'noscript')
        self.parts.append(' ' if tag in ('p', 'div', 'br', 'li', 'td', 'h1', 'h2', 'h3', 'figcaption') else '')

    def handle_endtag(self, tag):
        self.hidden -= tag in ('script', 'style', 'noscript')

    def handle_data(self, data):
        if self.hidden <= 0:
            self.parts.append(data)


def visible_text(path):
    parser = VisibleText()
    parser.feed(path.read_text(encoding='utf-8'))
    return ''.join(parser.parts)


def words(text):
    return ' '.join(TOKEN.findall(text or '')).lower()


def found_of(want, have):
    """How a field of the metadata was found: same, other, or missing; '-' if none is expected."""
    if not want:
        return '-'
    return 'same' if have and words(want) in words(have) else 'other' if have else 'missing'


def score_readability(program):
    if not READABILITY.exists():
        print(f'SKIPPED: {READABILITY} is absent')
        return
    pages = sorted(READABILITY.glob('*/source.html'))
    found = extract(program, pages)
    print('\n| page | precision | recall | F1 | title | site | language | day |\n|---|---|---|---|---|---|---|---|')
    scores = []
    for page in pages:
        have = found[str(page)]
        p, r, f = prf(counts(visible_text(page.parent / 'expected.html'), have['text'], 1))
        scores.append(f)
        meta = json.loads((page.parent / 'expected-metadata.json').read_text())
        fields = [found_of(meta.get('title'), have['title']), found_of(meta.get('siteName'), have['source']),
                  found_of(meta.get('lang'), have['language']),
                  found_of((meta.get('publishedTime') or '')[:10], have['published'])]
        print(f'| {page.parent.name} | {p:.3f} | {r:.3f} | {f:.3f} | {" | ".join(fields)} |')
    print(f'| mean of {len(scores)} | | | {sum(scores) / len(scores):.3f} | | | | |')


def prf(row):
    tp, fp, fn = row
    if not tp:
        return 0.0, 0.0, 0.0
    p, r = tp / (tp + fp), tp / (tp + fn)
    return p, r, 2 * p * r / (p + r)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--program', default=str(ROOT / 'build/release/tests/eval/html_text'))
    ap.add_argument('--worst', type=int, default=0)
    args = ap.parse_args()
    if not DATA.exists():
        print(f'SKIPPED: {DATA} is absent')
        return 0
    truth = json.loads((DATA / 'ground-truth.json').read_text())
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for key in sorted(truth):
            path = pathlib.Path(folder) / f'{key}.html'
            path.write_bytes(gzip.decompress((DATA / f'html/{key}.html.gz').read_bytes()))
            names[str(path)] = key
        found = {names[k]: r for k, r in extract(args.program, names).items()}
    for n, label in ((1, 'tokens'), (4, '4-shingles')):
        rows = {k: counts(truth[k]['articleBody'], found[k]['text'], n) for k in truth}
        p, r, f = f1(list(rows.values()))
        print(f'{label:11} precision {p:.3f} recall {r:.3f} F1 {f:.3f} on {len(rows)} pages')
    for key in sorted(rows, key=lambda k: rows[k][0])[:args.worst]:
        tp, fp, fn = rows[key]
        print(f'{tp:.2f} false+ {fp:.2f} missed {fn:.2f} {key} {truth[key]["url"]}')
    score_readability(args.program)
    return 0


if __name__ == '__main__':
    sys.exit(main())
