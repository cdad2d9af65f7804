"""Writes a checkpoint as the runtime's model file, and optionally reference analyses for the equality test.

  /usr/bin/python3 tools/train/export.py --shared ../shared --checkpoint build/train/checkpoint.pt --out data/model/english.entm
"""
import argparse
import json
import os
import struct

import torch

import features
from batch import Featurizer, Vocabulary
from data import BIO, load_vectors
from model import DIM, Analyser

FLOAT, HALF, INT8, TEXT, UNSIGNED = range(5)
VERSION = 1


def checksum(data):
    h, mask = 0x9E3779B97F4A7C15, (1 << 64) - 1
    data = data + b'\0' * (-len(data) % 8)
    for (w,) in struct.iter_unpack('<Q', data):
        h = ((h ^ w) * 0xFF51AFD7ED558CCD) & mask
        h ^= h >> 32
    return h


class Writer:
    def __init__(self):
        self.sections = []

    def matrix(self, name, tensor, kind):
        t = tensor.detach()
        if t.dim() == 1:
            t = t[None]
        code = {FLOAT: torch.float32, HALF: torch.float16, INT8: torch.int8}[kind]
        self.sections.append((name, kind, t.shape[0], t.shape[1], t.to(code).contiguous().numpy().tobytes()))

    def table(self, name, q, scale):
        self.matrix(name + '.rows', q, INT8)
        self.matrix(name + '.scales', scale, FLOAT)

    def unsigned(self, name, values):
        self.sections.append((name, UNSIGNED, 1, len(values), struct.pack('<%dI' % len(values), *values)))

    def text(self, name, lines):
        raw = ''.join(x + '\n' for x in lines).encode('utf-8')
        self.sections.append((name, TEXT, 1, len(raw), raw))

    def save(self, path):
        offset = 32 + 56 * len(self.sections)
        entries, body = b'', b''
        for name, kind, rows, cols, raw in self.sections:
            pad = -(offset + len(body)) % 64
            body += b'\0' * pad
            entries += struct.pack('<24sIIIIQQ', name.encode(), kind, rows, cols, 0, offset + len(body), len(raw))
            body += raw
        payload = entries + body
        header = struct.pack('<8sIIQQ', b'ENTEMODL', VERSION, len(self.sections), 32 + len(payload), checksum(payload))
        with open(path + '.tmp', 'wb') as f:
            f.write(header + payload)
        os.replace(path + '.tmp', path)
        return 32 + len(payload)


# The sentences that were learned hold more names than texts do; this is taken off the scores. Chosen on GUM dev as a reader marked it.
SURPLUS = {'ORG': 1.5, 'PERSON': 0.5, 'PLACE': 0.5}


def quantise(t):
    scale = t.abs().max(dim=1).values.clamp(min=1e-8) / 127
    return torch.round(t / scale[:, None]).to(torch.int8), scale


def load_model(path, shared, which='average'):
    """The network of a checkpoint with its weights rounded as they are shipped."""
    c = torch.load(path)
    vocab = Vocabulary(c['tags'], c['scripts'], c['labels'])
    index, q, scale = load_vectors(shared, c['vectors'])
    model = Analyser(q, scale, len(vocab.tags), len(vocab.scripts), len(BIO), len(vocab.labels))
    model.load_state_dict(c[which], strict=False)
    with torch.no_grad():
        for table in (model.form, model.affix):
            r, s = quantise(table.weight)
            table.weight.copy_(r.float() * s[:, None])
        for name, p in model.named_parameters():
            if p.dim() == 2 and not any(x in name for x in ('form.', 'affix.', 'shape.', 'arc_u')):
                p.copy_(p.half().float())
        for i, label in enumerate(BIO):
            model.name_out.bias[i] -= SURPLUS.get(label[2:], 0)
    model.eval()
    return model, vocab, Featurizer(index), index, c


def write_vectors(w, index, q, scale):
    """Rows in the order of the hash of their word; of two words with one hash the more frequent stays."""
    by_key = {}
    for word, i in index.items():
        k = features.hash32(40, word)
        if k not in by_key or i < by_key[k]:
            by_key[k] = i
    keys = sorted(by_key)
    rows = torch.tensor([by_key[k] for k in keys])
    w.unsigned('vector.keys', keys)
    w.table('vector', q[rows], scale[rows])


def write_model(model, vocab, index, lemmas, out):
    w = Writer()
    write_vectors(w, index, model.vectors, model.scales)
    w.matrix('unknown', model.unknown, FLOAT)
    w.table('form', *quantise(model.form.weight))
    w.table('affix', *quantise(model.affix.weight))
    w.matrix('shape.rows', model.shape.weight, FLOAT)
    for i, lstm in ((1, model.lstm1), (2, model.lstm2)):
        for side, suffix in (('f', ''), ('b', '_reverse')):
            p = {k: getattr(lstm, k + '_l0' + suffix) for k in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')}
            w.matrix('lstm%d.%s.in' % (i, side), p['weight_ih'], HALF)
            w.matrix('lstm%d.%s.rec' % (i, side), p['weight_hh'], HALF)
            w.matrix('lstm%d.%s.bias' % (i, side), p['bias_ih'] + p['bias_hh'], FLOAT)
    w.matrix('root', model.root, FLOAT)
    heads = [model.arc_dep, model.arc_head, model.tag_hidden, model.name_hidden, model.label_dep, model.label_head]
    w.matrix('hidden.weight', torch.cat([h.weight for h in heads]), HALF)
    w.matrix('hidden.bias', torch.cat([h.bias for h in heads]), FLOAT)
    scale = 1.0 / DIM['arc'] ** 0.5
    w.matrix('arc.weight', model.arc_u[:-1].t() * scale, FLOAT)
    w.matrix('arc.bias', model.arc_u[-1] * scale, FLOAT)
    for name, layer in (('label', model.label_out), ('tag', model.tag_out), ('lemma', model.lemma_out), ('name', model.name_out)):
        w.matrix(name + '.weight', layer.weight, HALF)
        w.matrix(name + '.bias', layer.bias, FLOAT)
    w.text('tags', ['\t'.join(t) for t in vocab.tags])
    rules, table = lemmas
    w.text('scripts', rules)
    keys = sorted(table)
    w.unsigned('lemma.keys', keys)
    w.unsigned('lemma.values', [table[k] for k in keys])
    w.text('labels', vocab.labels)
    w.text('names', BIO)
    return w.save(out)


def lemma_table(shared, scripts):
    """Rules (the classes of the network first, then rarer ones) and the rule of every word of the training trees: the one that most of its spellings obey."""
    from collections import Counter, defaultdict
    from data import FREE_GUM_GENRES, apply_script, edit_scripts, read_conllu
    seen = defaultdict(Counter)
    for path, genres in (('UD_English-EWT/en_ewt-ud-train.conllu', None), ('UD_English-GUM/en_gum-ud-train.conllu', FREE_GUM_GENRES)):
        for s, _ in read_conllu(os.path.join(shared, 'data/parse', path)):
            if genres and s.doc.split('_')[1] not in genres:
                continue
            for f, l, t in zip(s.forms, s.lemmas, s.tags):
                seen[features.lower(features.plain(f)) + '\t' + t[1]][f, l] += 1
    rules, table = list(scripts), {}
    index = {r: i for i, r in enumerate(rules)}
    for word, c in sorted(seen.items()):
        right = Counter()
        for script in {x for f, l in c for x in edit_scripts(f, l)}:
            right[script] = sum(n for (f, l), n in c.items() if apply_script(script, f) == l)
        plain = {} if '\tNNP' in word else {x: 2 for x in right if x[0] == 'l' and x == x.lower()}  # a heading or two are no proof
        script = max(right, key=lambda x: (right[x] + plain.get(x, 0), x in index, -len(x), x))
        n = right[script]
        if n * 4 < sum(c.values()) * 3:
            continue
        if script not in index:
            index[script] = len(rules)
            rules.append(script)
        table[features.hash32(50, word)] = index[script]
    return rules, table


def main():
    a = argparse.ArgumentParser()
    a.add_argument('--shared', default='../shared')
    a.add_argument('--checkpoint', default='build/train/checkpoint.pt')
    a.add_argument('--out', default='data/model/english.entm')
    args = a.parse_args()
    torch.set_num_threads(1)
    model, vocab, _, index, c = load_model(args.checkpoint, args.shared)
    lemmas = lemma_table(args.shared, vocab.scripts)
    size = write_model(model, vocab, index, lemmas, args.out)
    print('wrote', args.out, size, 'bytes, epoch', c['epoch'], 'lemma rules', len(lemmas[0]), 'known words', len(lemmas[1]))


if __name__ == '__main__':
    main()
