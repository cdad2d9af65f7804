"""Analyses of the test sentences by PyTorch, which the runtime must equal (tests/ingest/parse/analyser_test.cpp).

  /usr/bin/python3 tools/train/reference.py --shared ../shared --checkpoint build/train/checkpoint.pt
"""
import argparse

import torch

import tree
from batch import make_batch
from data import BIO, Sentence
from evaluate import predict
from export import load_model


def main():
    a = argparse.ArgumentParser()
    a.add_argument('--shared', default='../shared')
    a.add_argument('--checkpoint', default='build/train/checkpoint.pt')
    a.add_argument('--sentences', default='tests/ingest/parse/sentences.txt')
    a.add_argument('--out', default='tests/ingest/parse/reference.tsv')
    args = a.parse_args()
    torch.set_num_threads(1)
    model, vocab, featurize, _, _ = load_model(args.checkpoint, args.shared)
    with open(args.out, 'w', encoding='utf-8') as out:
        for line in open(args.sentences, encoding='utf-8'):
            s = Sentence()
            s.forms = line.split()
            b = make_batch([s], featurize, None)
            tags, _, heads, labels, names = predict(model, b, vocab)[0]
            with torch.no_grad():
                arcs = model(b)['arcs'][0]
            for i, form in enumerate(s.forms):
                row = arcs[i, :len(s.forms) + 1].clone()
                row[i + 1] = -1e9
                p = float(torch.softmax(row, 0)[heads[i]])
                tag = vocab.tags[tags[i]]
                out.write('\t'.join([form, tag[0], tag[1], str(heads[i]), vocab.labels[labels[i]], BIO[names[i]], '%.5f' % p]) + '\n')
            out.write('\n')


if __name__ == '__main__':
    main()
