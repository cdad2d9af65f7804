"""Scores analyses: tags, lemmas, arcs (all tokens, CoNLL 2018 relations without subtypes), names; gold tokens."""
import time
from collections import Counter

import torch

import tree
from batch import batches, make_batch
from data import BIO, ENTITY_TYPES, Sentence, apply_script


def name_spans(labels):
    """Typed spans of an integer BIO sequence; an I that continues nothing opens a span."""
    spans, start, kind = [], None, None
    for i, k in enumerate(list(labels) + [0]):
        t = (k - 1) // 2 if k > 0 else None
        if start is not None and (k <= 0 or k % 2 == 1 or t != kind):
            spans.append((start, i, kind))
            start = None
        if k > 0 and start is None:
            start, kind = i, t
    return set(spans)


def best_names(scores):
    """The best sequence of name classes in which every I continues a name of its type (Viterbi)."""
    count = len(scores[0])
    total, back = [s if k == 0 or k % 2 == 1 else -1e9 for k, s in enumerate(scores[0])], []
    for row in scores[1:]:
        top = max(range(count), key=total.__getitem__)
        step, nxt = [], []
        for k in range(count):
            prev = top
            if k and k % 2 == 0:
                prev = k if total[k] >= total[k - 1] else k - 1
            step.append(prev)
            nxt.append(total[prev] + row[k])
        back.append(step)
        total = nxt
    k = max(range(count), key=total.__getitem__)
    path = [k]
    for step in reversed(back):
        k = step[k]
        path.append(k)
    return path[::-1]


def predict(model, b, vocab, out=None):
    """Per sentence of the batch: (tag ids, lemmas, heads, labels, name ids)."""
    with torch.no_grad():
        out = out or model(b)
        tags = out['tag'].argmax(1).tolist()
        order = out['lemma'].topk(4, dim=1).indices.tolist()
        names = torch.log_softmax(out['name'], dim=1).tolist()
        where = b.grid.tolist()
        result = []
        for i, s in enumerate(b.sentences):
            n = len(s.forms)
            heads = tree.decode(out['arcs'][i, :n, :n + 1].tolist())
            rows = where[i][:n]
            hrow = b.head_grid[i, torch.tensor(heads)]
            lab = model.label_scores(out['lab_dep'][torch.tensor(rows)], out['lab_head'][hrow])
            root = vocab.label_of['root']
            lab[:, root] = -1e9
            labels = lab.argmax(1).tolist()
            labels = [root if h == 0 else l for h, l in zip(heads, labels)]
            lemmas = []
            for t, r in enumerate(rows):
                lemma = next((x for x in (apply_script(vocab.scripts[k], s.forms[t]) for k in order[r]) if x), s.forms[t].lower())
                lemmas.append(lemma)
            result.append(([tags[r] for r in rows], lemmas, heads, labels, best_names([names[r] for r in rows])))
    return result


class Counts:
    def __init__(self):
        self.c = Counter()

    def add_tree(self, s, tags, lemmas, heads, labels, vocab):
        c = self.c
        for t in range(len(s.forms)):
            c['n'] += 1
            tag = vocab.tags[tags[t]]
            c['upos'] += tag[0] == s.tags[t][0]
            c['xpos'] += tag[1] == s.tags[t][1]
            c['feats'] += tag[2] == s.tags[t][2]
            c['lemma'] += lemmas[t] == s.lemmas[t]
            gold, got = s.rels[t], vocab.labels[labels[t]]
            arc = heads[t] == s.heads[t]
            c['uas'] += arc
            c['las'] += arc and gold.split(':')[0] == got.split(':')[0]
            c['las_full'] += arc and gold == got
            c['gold ' + gold.split(':')[0]] += 1
            c['got ' + got.split(':')[0]] += 1
            c['hit ' + gold.split(':')[0]] += arc and gold.split(':')[0] == got.split(':')[0]

    def add_names(self, gold, got):
        masked = {i for i, k in enumerate(gold) if k < 0}
        got = [0 if i in masked else k for i, k in enumerate(got)]
        g, p = name_spans(gold), name_spans(got)
        for x in g:
            self.c['gold name ' + ENTITY_TYPES[x[2]]] += 1
        for x in p:
            self.c['got name ' + ENTITY_TYPES[x[2]]] += 1
        for x in g & p:
            self.c['hit name ' + ENTITY_TYPES[x[2]]] += 1

    def f1(self, what):
        total = self.c['gold ' + what] + self.c['got ' + what]
        return round(200.0 * self.c['hit ' + what] / total, 2) if total else None

    def report(self, relations=('nsubj', 'obj', 'obl', 'conj', 'nmod', 'appos', 'flat', 'advcl')):
        n = max(1, self.c['n'])
        r = {k: round(100.0 * self.c[k] / n, 2) for k in ('upos', 'xpos', 'feats', 'lemma', 'uas', 'las', 'las_full')} if self.c['n'] else {}
        if self.c['n']:
            r.update({k: self.f1(k) for k in relations})
            core = [sum(self.c[w + ' ' + k] for k in ('nsubj', 'obj')) for w in ('hit', 'gold', 'got')]
            r['nsubj+obj'] = round(200.0 * core[0] / max(1, core[1] + core[2]), 2)
        r.update({t: self.f1('name ' + t) for t in ENTITY_TYPES if self.c['gold name ' + t]})
        return r


def score_batchwise(model, sentences, featurize, vocab):
    model.eval()
    counts, began = Counts(), time.time()
    for group in batches(sentences, 2000):
        b = make_batch(group, featurize, None)
        for s, (tags, lemmas, heads, labels, names) in zip(b.sentences, predict(model, b, vocab)):
            if s.heads:
                counts.add_tree(s, tags, lemmas, heads, labels, vocab)
            if s.ner is not None:
                counts.add_names(s.ner, names)
    r = counts.report()
    r['seconds'] = round(time.time() - began, 1)
    return r


def label_plain(model, sentences, featurize, vocab, share):
    """The network's own analyses of unlabelled sentences; the `share` of them it is surest of (mean log probability of arcs and tags)."""
    model.eval()
    found = []
    for group in batches(sentences, 2000):
        b = make_batch(group, featurize, None)
        with torch.no_grad():
            out = model(b)
            arcs = torch.log_softmax(out['arcs'], dim=2)
            tag = torch.log_softmax(out['tag'], dim=1).max(dim=1).values
        for i, (s, (tags, lemmas, heads, labels, _)) in enumerate(zip(b.sentences, predict(model, b, vocab, out))):
            n = len(s.forms)
            sure = arcs[i, torch.arange(n), torch.tensor(heads)].mean() + tag[b.grid[i, :n]].mean()
            y = Sentence()
            y.forms, y.doc, y.lemmas, y.heads = s.forms, s.doc, lemmas, heads
            y.tags, y.rels = [vocab.tags[t] for t in tags], [vocab.labels[k] for k in labels]
            found.append((-float(sure), ' '.join(s.forms), y))
    found.sort(key=lambda x: x[:2])
    return [y for _, _, y in found[:int(share * len(found))]]
