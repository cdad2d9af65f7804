#!/usr/bin/env python3
"""Fits the confidence of relations to labelled sentences, and says how far it can be believed.

  tools/train/fit_confidence.py [FEATURES] [--write]

FEATURES is the program relation_features (build/release/tests/eval/relation_features). Right is a relation whose type and both
actors agree with a label of its sentence, as ../shared/eval/score.py decides; the labels name one event a sentence, so true
relations that nobody marked count as wrong, and the fitted confidence is a lower bound.

A logistic model with a ridge penalty on the part of events/dev.jsonl that tools/evaluate_split.py does not hold back. Reported are
five folds of that part, each by a model fitted on the other four, and the held fifth by the model fitted on the whole part.
--write puts the weights into ingest/event/confidence.cpp. "Before" is the product of trusts that the model replaced.
"""
import argparse
import collections
import importlib.util
import json
import math
import pathlib
import random
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / 'shared'
GOLD = SHARED / 'data' / 'events' / 'dev.jsonl'
SOURCE = ROOT / 'ingest' / 'event' / 'confidence.cpp'
RIDGE = 2.0
FOLDS = 5
BINS = 10


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    out = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(out)
    return out


def is_right(record, sentence, score):
    """Type and both ends agree with one label: the hit of PAIR precision."""
    for e in sentence['events']:
        recip = score.as_list(e.get('reciprocal_text'))
        s, t = score.as_list(e.get('source_text')) + recip, score.as_list(e.get('target_text')) + recip
        forward = score.overlaps(record['subject'], s) and score.overlaps(record['object'], t)
        mutual = record['reciprocal'] or recip or e.get('reciprocal')
        backward = mutual and score.overlaps(record['subject'], t) and score.overlaps(record['object'], s)
        if (forward or backward) and score.pred_type(record) == score.plover(e.get('plover') or e.get('code')):
            return True
    return False


def load(program):
    """Rows (sentence, features, right, product) of labelled sentences."""
    score = module(SHARED / 'eval' / 'score.py')
    with open(GOLD, encoding='utf-8') as lines:
        gold = {g['id']: g for g in map(json.loads, filter(str.strip, lines))}
    done = subprocess.run([program, GOLD], stdout=subprocess.PIPE, check=True)
    rows = []
    for line in done.stdout.splitlines():
        item = json.loads(line)
        record, x = item['record'], item['features']
        sentence = gold[record['article']]
        labelled = any(score.plover(e.get('plover') or e.get('code')) for e in sentence['events'])
        if not labelled or score.pred_type(record) in (None, 'ROLE'):
            continue
        product = 0.95 * math.exp(x[1] + x[3] + x[4]) * (0.5 + 0.5 * math.exp(x[2]))
        rows.append((record['article'], x, is_right(record, sentence, score), product))
    return rows


def probability(weights, x):
    return 1 / (1 + math.exp(-max(-7.0, min(7.0, sum(w * v for w, v in zip(weights, x))))))


def solve(matrix, right):
    """Gaussian elimination for a symmetric positive definite matrix."""
    n = len(right)
    rows = [list(matrix[i]) + [right[i]] for i in range(n)]
    for i in range(n):
        for k in range(i + 1, n):
            factor = rows[k][i] / rows[i][i]
            if factor:
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
    out = [0.0] * n
    for i in reversed(range(n)):
        out[i] = (rows[i][n] - sum(rows[i][k] * out[k] for k in range(i + 1, n))) / rows[i][i]
    return out


def fit(rows):
    """Newton's method; the constant is not penalised."""
    n = len(rows[0][1])
    weights = [0.0] * n
    for _ in range(12):
        gradient = [0.0 if i == 0 else RIDGE * w for i, w in enumerate(weights)]
        hessian = [[(0.0 if i == 0 else RIDGE) if i == k else 0.0 for k in range(n)] for i in range(n)]
        for _, x, right, _ in rows:
            p = probability(weights, x)
            used = [(i, v) for i, v in enumerate(x) if v]
            for i, v in used:
                gradient[i] += (p - right) * v
                line, scaled = hessian[i], p * (1 - p) * v
                for k, u in used:
                    line[k] += scaled * u
        step = solve(hessian, gradient)
        weights = [w - s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


def figures(pairs):
    """Brier score, expected calibration error and the bins (number, mean confidence, share right)."""
    bins = collections.defaultdict(list)
    for p, right in pairs:
        bins[min(BINS - 1, int(p * BINS))].append((p, right))
    brier = sum((p - right) ** 2 for p, right in pairs) / len(pairs)
    table = {b: (len(v), sum(p for p, _ in v) / len(v), sum(r for _, r in v) / len(v)) for b, v in sorted(bins.items())}
    error = sum(n * abs(mean - share) for n, mean, share in table.values()) / len(pairs)
    return brier, error, table


def report(name, before, after):
    print(f'{name}: {len(after)} relations, {100 * sum(r for _, r in after) / len(after):.1f} % right')
    tables = []
    for words, pairs in (('before', before), ('after', after)):
        brier, error, table = figures(pairs)
        tables.append(table)
        print(f'  {words:6}  Brier {brier:.3f}  ECE {error:.3f}')
    print('  confidence   before: n, mean, right    after: n, mean, right')
    for b in range(BINS):
        cells = [f'{t[b][0]:5} {t[b][1]:.2f} {t[b][2]:.2f}' if b in t else ' ' * 15 for t in tables]
        print(f'  {b / BINS:.1f} to {(b + 1) / BINS:.1f}   ' + '           '.join(cells))


def write(weights):
    text = SOURCE.read_text(encoding='utf-8')
    block = ('// weights begin\n// clang-format off\nconstexpr std::array<double, kConfidenceFeatures> kWeights = {\n'
             + ''.join('    ' + ', '.join(f'{w:.4f}' for w in weights[i:i + 10]) + ',\n' for i in range(0, len(weights), 10))
             + '};\n// clang-format on\n// weights end')
    SOURCE.write_text(re.sub(r'// weights begin.*?// weights end', block, text, flags=re.S), encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('features', nargs='?', default=str(ROOT / 'build' / 'release' / 'tests' / 'eval' / 'relation_features'))
    parser.add_argument('--write', action='store_true')
    args = parser.parse_args()
    if not GOLD.is_file():
        sys.exit(f'{GOLD} is missing: nothing fitted')
    rows = load(args.features)
    held_ids = module(ROOT / 'tools' / 'evaluate_split.py').held_ids
    with open(GOLD, encoding='utf-8') as lines:
        held = held_ids([json.loads(line)['id'] for line in lines if line.strip()])
    tuned = [r for r in rows if r[0] not in held]
    ids = sorted({r[0] for r in tuned})
    random.Random(5).shuffle(ids)
    fold = {name: i % FOLDS for i, name in enumerate(ids)}
    crossed = []
    for k in range(FOLDS):
        weights = fit([r for r in tuned if fold[r[0]] != k])
        crossed += [(probability(weights, r[1]), r[2]) for r in tuned if fold[r[0]] == k]
    report('folds', [(r[3], r[2]) for r in tuned], crossed)
    weights = fit(tuned)
    test = [r for r in rows if r[0] in held]
    report('held', [(r[3], r[2]) for r in test], [(probability(weights, r[1]), r[2]) for r in test])
    if args.write:
        write(weights)


if __name__ == '__main__':
    main()
