#!/usr/bin/env python3
"""Fits the weights of the pronoun rules (ingest/mention/pronoun_weights.inc).

  coreference_eval features gap GAP.tsv > a.feat
  coreference_eval --raw features ontogum DIR FILE.conllu PREFIX... > b.feat
  tools/train/pronouns.py a.feat b.feat > ingest/mention/pronoun_weights.inc

A log-linear choice among the candidates of a pronoun and "none of them", one set of weights each
for persons (he, she), things (it) and many (they). Deterministic.
"""
import math
import random
import sys

EPOCHS = 30
RATE = 0.2
DECAY = 0.0003  # pulls weights to zero, so that rare features stay harmless
CLASSES = (('p', 'kPersonWeights'), ('t', 'kThingWeights'), ('m', 'kPluralWeights'))


def read_pronouns(path):
    """Yields (class, [(is_right, {feature: value})])."""
    kind, candidates = None, []
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            fields = line.split()
            if not fields:
                if candidates:
                    yield kind, candidates
                candidates = []
                continue
            kind = fields[0]
            values = {i: float(v) for i, v in enumerate(fields[2:]) if float(v) != 0}
            candidates.append((fields[1] == '1', values, len(fields) - 2))



def probabilities(weights, none, candidates):
    scores = [sum(weights[i] * v for i, v in values.items()) for _, values, _ in candidates] + [none]
    best = max(scores)
    powers = [math.exp(s - best) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]


def fit(pronouns, size):
    weights, none = [0.0] * size, 0.0
    sums, none_sum = [1e-6] * size, 1e-6
    shuffle = random.Random(1)
    for _ in range(EPOCHS):
        shuffle.shuffle(pronouns)
        for candidates in pronouns:
            now = probabilities(weights, none, candidates)
            right = [p if candidates[k][0] else 0.0 for k, p in enumerate(now[:-1])]
            mass = sum(right)
            target = [r / mass for r in right] + [0.0] if mass > 0 else [0.0] * len(right) + [1.0]
            gradient = {}
            for k, (_, values, _) in enumerate(candidates):
                for i, v in values.items():
                    gradient[i] = gradient.get(i, 0.0) + (target[k] - now[k]) * v
            for i, g in gradient.items():
                g -= DECAY * weights[i]
                sums[i] += g * g
                weights[i] += RATE * g / math.sqrt(sums[i])
            g = target[-1] - now[-1]
            none_sum += g * g
            none += RATE * g / math.sqrt(none_sum)
    return weights, none


def accuracy(pronouns, weights, none):
    right = answered = 0
    for candidates in pronouns:
        now = probabilities(weights, none, candidates)
        best = max(range(len(now) - 1), key=lambda k: now[k])
        right += candidates[best][0]
        answered += 1
    return right / max(answered, 1)


def main():
    groups = {}
    size = 0
    for path in sys.argv[1:]:
        for kind, candidates in read_pronouns(path):
            size = candidates[0][2]
            groups.setdefault(kind, []).append(candidates)
    print('// Written by tools/train/pronouns.py. The score of "none", then one value a PronounFeature, in\n'
          '// its order.')
    for kind, name in CLASSES:
        pronouns = groups.get(kind, [])
        weights, none = fit(pronouns, size)
        print(f'{kind}: {len(pronouns)} pronouns, best candidate right '
              f'{100 * accuracy(pronouns, weights, none):.1f} %', file=sys.stderr)
        values = ', '.join(f'{w:.3f}F' for w in weights)
        print(f'constexpr Weights {name} = {{{none:.3f}F, {{{values}}}}};')


if __name__ == '__main__':
    main()
