#!/usr/bin/env python3
"""Whether `confidence` means what it says: tests/eval/reliability.py GOLD.jsonl RECORDS.jsonl

Of the relations that `entente extract` printed for labelled sentences, the share that agrees with a label (type and both ends, by
../shared/eval/score.py), in ten steps of confidence; then the expected calibration error and the Brier score.
"""
import collections
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / 'shared' / 'eval'))
import score  # noqa: E402


def agrees(record, event):
    both = score.as_list(event.get('reciprocal_text'))
    source, target = (score.as_list(event.get(end)) + both for end in ('source_text', 'target_text'))
    forth = score.overlaps(record['subject'], source) and score.overlaps(record['object'], target)
    back = score.overlaps(record['subject'], target) and score.overlaps(record['object'], source)
    same_type = score.pred_type(record) == score.plover(event.get('plover') or event.get('code'))
    return same_type and (forth or (back and bool(record.get('reciprocal') or both or event.get('reciprocal'))))


def main():
    gold, records = ([json.loads(line) for line in open(path, encoding='utf-8')] for path in sys.argv[1:3])
    events = {g['id']: [e for e in g['events'] if score.plover(e.get('plover') or e.get('code'))] for g in gold}
    judged = [(r['confidence'], any(agrees(r, e) for e in events[r['article']])) for r in records
              if events.get(r['article']) and score.pred_type(r) not in (None, 'ROLE')]
    steps = collections.defaultdict(list)
    for confidence, right in judged:
        steps[min(int(confidence * 10), 9)].append((confidence, right))
    error = 0
    for step, points in sorted(steps.items()):
        mean, share = (sum(column) / len(points) for column in zip(*points))
        error += len(points) * abs(mean - share)
        print(f'{step / 10:.1f} to {step / 10 + 0.1:.1f}: {len(points)} relations, mean {mean:.2f}, right {share:.2f}')
    brier = sum((c - r) ** 2 for c, r in judged) / len(judged)
    print(f'{len(judged)} relations, {sum(r for _, r in judged) / len(judged):.1%} right, '
          f'expected calibration error {error / len(judged):.3f}, Brier {brier:.3f}')


if __name__ == '__main__':
    main()
