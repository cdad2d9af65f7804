#!/usr/bin/python3
"""The mean of the weights of a training run and of the model file that it started from, as a checkpoint for export.py and reference.py.

  /usr/bin/python3 tools/train/mean.py --shared $SHARED --checkpoint build/train5/checkpoint.pt --model START.entm --out build/mean/checkpoint.pt

Both must have the same shape and inventories. A run of few epochs forgets some of what the longer ones before it learned; the mean of
both is better on all test parts than either (docs/evaluation.md).
"""
import argparse
import os

import torch

from batch import Vocabulary
from data import BIO, load_vectors
from export import SURPLUS
from model import Analyser
from read_model import read_sections, read_vocabulary, start_from


def main():
    a = argparse.ArgumentParser()
    a.add_argument('--shared', default='../shared')
    a.add_argument('--checkpoint', required=True)
    a.add_argument('--model', required=True)
    a.add_argument('--out', required=True)
    args = a.parse_args()
    c = torch.load(args.checkpoint)
    sections = read_sections(args.model)
    old = read_vocabulary(sections)
    vocab = Vocabulary(c['tags'], c['scripts'], c['labels'])
    if (old.tags, old.scripts, old.labels) != (vocab.tags, vocab.scripts, vocab.labels):
        raise SystemExit('%s has other tags, lemma rules or labels than %s' % (args.model, args.checkpoint))
    _, q, scale = load_vectors(args.shared, c['vectors'])
    model = Analyser(q, scale, len(vocab.tags), len(vocab.scripts), len(BIO), len(vocab.labels))
    start_from(model, sections)
    with torch.no_grad():
        for i, label in enumerate(BIO):  # export.py takes it off again
            model.name_out.bias[i] += SURPLUS.get(label[2:], 0)
        for name, p in model.named_parameters():
            c['average'][name].lerp_(p, 0.5)
    os.makedirs(os.path.dirname(os.path.abspath(args.out)), exist_ok=True)
    torch.save(c, args.out)


if __name__ == '__main__':
    main()
