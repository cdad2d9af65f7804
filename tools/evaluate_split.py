#!/usr/bin/env python3
"""Splits labelled sentences into the part that rules are tuned on and the part set aside.

  tools/evaluate_split.py ../shared/data/events/dev.jsonl build/eval

writes build/eval/tuned.jsonl and build/eval/held.jsonl: a random fifth of the ids with a fixed seed is held. With --ids the
held ids are printed instead. The held part is scored, never read.
"""
import argparse
import json
import os
import random

SEED = 20221115


def held_ids(ids):
    ids = sorted(ids)
    random.Random(SEED).shuffle(ids)
    return set(ids[:len(ids) // 5])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('gold')
    parser.add_argument('out', nargs='?')
    parser.add_argument('--ids', action='store_true')
    args = parser.parse_args()
    with open(args.gold, encoding='utf-8') as lines:
        gold = [line for line in lines if line.strip()]
    held = held_ids([json.loads(line)['id'] for line in gold])
    if args.ids:
        print('\n'.join(sorted(held)))
        return
    os.makedirs(args.out, exist_ok=True)
    for name, wanted in (('tuned', False), ('held', True)):
        with open(os.path.join(args.out, name + '.jsonl'), 'w', encoding='utf-8') as out:
            out.writelines(line for line in gold if (json.loads(line)['id'] in held) == wanted)


if __name__ == '__main__':
    main()
