"""The network: word features -> two BiLSTM layers -> tags, lemma scripts, names, biaffine arcs, arc labels."""
import torch
from torch import nn
from torch.nn import functional as F

import fast_lstm
from features import AFFIX_ROWS, FORM_ROWS, SHAPE_ROWS

DIM = dict(vector=100, form=48, affix=56, shape=20, hidden=192, arc=128, label=80, tag=128, name=48)
DIM['input'] = DIM['vector'] + DIM['form'] + DIM['affix'] + DIM['shape']


def shared_mask(rows, width, keep, sentence_of):
    """Variational dropout: one mask a sentence."""
    return torch.empty(rows, width).bernoulli_(keep).div_(keep)[sentence_of]


class Analyser(nn.Module):
    def __init__(self, vectors, scales, tags, scripts, names, labels, drop=0.33, drop_recurrent=0.2):
        super().__init__()
        d = DIM
        self.register_buffer('vectors', vectors, persistent=False)
        self.register_buffer('scales', scales, persistent=False)
        self.unknown = nn.Parameter(torch.zeros(d['vector']))
        self.form = nn.Embedding(FORM_ROWS, d['form'], sparse=True)
        self.affix = nn.EmbeddingBag(AFFIX_ROWS, d['affix'], mode='sum', sparse=True)
        self.shape = nn.Embedding(SHAPE_ROWS, d['shape'])
        nn.init.normal_(self.form.weight, std=0.1)
        nn.init.normal_(self.affix.weight, std=0.1)
        nn.init.normal_(self.shape.weight, std=0.1)
        h = d['hidden']
        self.lstm1 = nn.LSTM(d['input'], h, bidirectional=True)
        self.lstm2 = nn.LSTM(2 * h, h, bidirectional=True)
        for lstm in (self.lstm1, self.lstm2):
            for name, p in lstm.named_parameters():
                if 'weight_hh' in name:
                    for k in range(4):
                        nn.init.orthogonal_(p.data[k * h:(k + 1) * h])
                elif 'bias' in name:
                    p.data.zero_()
                    if 'bias_ih' in name:
                        p.data[h:2 * h] = 1
        self.root = nn.Parameter(torch.randn(2 * h) * 0.1)
        self.arc_dep = nn.Linear(2 * h, d['arc'])
        self.arc_head = nn.Linear(2 * h, d['arc'])
        self.arc_u = nn.Parameter(torch.zeros(d['arc'] + 1, d['arc']))
        self.label_dep = nn.Linear(2 * h, d['label'])
        self.label_head = nn.Linear(2 * h, d['label'])
        self.label_out = nn.Linear(2 * d['label'], labels)
        self.tag_hidden = nn.Linear(2 * h, d['tag'])
        self.tag_out = nn.Linear(d['tag'], tags)
        self.lemma_out = nn.Linear(d['tag'], scripts)
        self.name_hidden = nn.Linear(2 * h, d['name'])
        self.name_out = nn.Linear(d['name'], names)
        self.drop, self.drop_recurrent = drop, drop_recurrent

    def embed(self, b):
        known = (b.vector >= 0)
        idx = b.vector.clamp(min=0)
        v = self.vectors[idx].float() * self.scales[idx][:, None]
        v = torch.where(known[:, None], v, self.unknown)
        if self.training:
            v = v * (torch.rand(len(idx), 1) > 0.08)
        a = self.affix(b.affix, b.affix_offsets, per_sample_weights=b.affix_weights)[b.unique]
        s = self.shape(b.shape) + self.shape(b.case)
        return torch.cat([v, self.form(b.form), a, s], dim=1)

    def encode(self, b):
        x = self.embed(b)
        n = len(b.lengths)
        if self.training:
            x = x * shared_mask(n, x.shape[1], 0.8, b.sentence)
        x = fast_lstm.run(self.lstm1, x, b.batch_sizes, self.drop_recurrent if self.training else 0.0)
        if self.training:
            x = x * shared_mask(n, x.shape[1], 1 - self.drop, b.sentence)
        x = fast_lstm.run(self.lstm2, x, b.batch_sizes, self.drop_recurrent if self.training else 0.0)
        if self.training:
            x = x * shared_mask(n, x.shape[1], 1 - self.drop, b.sentence)
        return x

    def mlp(self, layer, x, p=0.25):
        return F.dropout(F.leaky_relu(layer(x), 0.1), p, self.training)

    def forward(self, b):
        """Per-token scores in packed order, and arc scores (sentences, L, L+1) with head 0 = root."""
        x = self.encode(b)
        t = self.mlp(self.tag_hidden, x)
        name = self.name_out(self.mlp(self.name_hidden, x))
        pad = torch.cat([self.root[None], x, x.new_zeros(1, x.shape[1])])
        dep = self.mlp(self.arc_dep, x)
        head = self.mlp(self.arc_head, pad)
        dep = torch.cat([dep, dep.new_zeros(1, dep.shape[1])])
        left = (F.linear(dep, self.arc_u[:-1].t()) + self.arc_u[-1])[b.grid]
        right = head[b.head_grid]
        arcs = torch.bmm(left, right.transpose(1, 2)) / DIM['arc'] ** 0.5
        arcs = arcs.masked_fill(b.head_pad[:, None, :], -1e9)
        lab_dep = F.dropout(self.label_dep(x), 0.25, self.training)
        lab_head = F.dropout(self.label_head(pad), 0.25, self.training)
        return dict(tag=self.tag_out(t), lemma=self.lemma_out(t), name=name, arcs=arcs, lab_dep=lab_dep, lab_head=lab_head)

    def label_scores(self, dep, head):
        both = dep + head
        return self.label_out(torch.cat([F.leaky_relu(both, 0.1), dep * head], dim=1))
