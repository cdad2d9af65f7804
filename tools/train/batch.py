"""Turns sentences into the flat tensors that the network takes; casing and name augmentation for training."""
import random

import torch

import features
from data import BIO, ENTITY_TYPES, IGNORE, Sentence


class Vocabulary:
    """Class inventories, fixed before training and stored with every checkpoint."""

    def __init__(self, tags, scripts, labels):
        self.tags, self.scripts, self.labels = tags, scripts, labels
        self.tag_of = {t: i for i, t in enumerate(tags)}
        self.script_of = {t: i for i, t in enumerate(scripts)}
        self.label_of = {t: i for i, t in enumerate(labels)}
        self.by_pos = {}
        for t, i in self.tag_of.items():
            self.by_pos.setdefault(t[:2], i)
            self.by_pos.setdefault(t[0], i)

    def tag(self, t):
        return self.tag_of.get(t, self.by_pos.get(t[:2], self.by_pos.get(t[0], IGNORE)))

    def label(self, r):
        return self.label_of.get(r, self.label_of.get(r.split(':')[0], IGNORE))


class Featurizer:
    def __init__(self, index):
        self.index, self.cache = index, {}

    def __call__(self, form):
        f = self.cache.get(form)
        if f is None:
            w, form_row, shape_row, affixes, grams = features.word_features(form)
            weights = [1.0] * len(affixes) + [1.0 / max(1, len(grams))] * len(grams)
            f = self.cache[form] = (self.index.get(w, -1), form_row, shape_row, affixes, grams, weights)
        return f


class Batch:
    pass


def make_batch(sentences, featurize, vocab, drop_form=0.0, rng=random):
    from data import edit_script
    sentences = sorted(sentences, key=lambda s: -len(s.forms))
    b = Batch()
    b.sentences = sentences
    b.lengths = [len(s.forms) for s in sentences]
    longest = b.lengths[0]
    order, sizes = [], []
    for t in range(longest):
        k = 0
        for i, n in enumerate(b.lengths):
            if n <= t:
                break
            order.append((i, t))
            k += 1
        sizes.append(k)
    b.batch_sizes = torch.tensor(sizes)
    b.order = order
    b.sentence = torch.tensor([i for i, _ in order])
    unique, rows, vec, form, shape, case = {}, [], [], [], [], []
    affix, aoff, aweight = [], [], []
    classes = [features.case_class(s.forms) for s in sentences]
    for i, t in order:
        w = sentences[i].forms[t]
        f = featurize(w)
        vec.append(f[0])
        form.append(0 if drop_form and rng.random() < drop_form else f[1])
        shape.append(f[2])
        case.append(1 + classes[i])
        k = unique.get(w)
        if k is None:
            k = unique[w] = len(unique)
            aoff.append(len(affix))
            affix.extend(f[3])
            affix.extend(f[4])
            aweight.extend(f[5])
        rows.append(k)
    b.vector, b.form, b.shape, b.case = map(torch.tensor, (vec, form, shape, case))
    b.unique = torch.tensor(rows)
    b.affix, b.affix_offsets, b.affix_weights = torch.tensor(affix), torch.tensor(aoff), torch.tensor(aweight)
    total, n = len(order), len(sentences)
    grid = torch.full((n, longest), total, dtype=torch.long)
    for k, (i, t) in enumerate(order):
        grid[i, t] = k
    b.grid = grid
    b.head_grid = torch.cat([torch.zeros(n, 1, dtype=torch.long), grid + 1], dim=1)
    b.head_pad = torch.cat([torch.zeros(n, 1, dtype=torch.bool), grid == total], dim=1)
    if vocab:
        tag, lem, head, rel, name, at = [], [], [], [], [], []
        for i, t in order:
            s = sentences[i]
            name.append(s.ner[t] if s.ner is not None else IGNORE)
            if s.heads:
                tag.append(vocab.tag(s.tags[t]))
                lem.append(vocab.script_of.get(edit_script(s.forms[t], s.lemmas[t]), IGNORE) if s.lemmas else IGNORE)
                head.append(s.heads[t])
                rel.append(vocab.label(s.rels[t]))
            else:
                tag.append(IGNORE), lem.append(IGNORE), head.append(IGNORE), rel.append(IGNORE)
        b.tag, b.lem, b.head, b.rel, b.name = map(torch.tensor, (tag, lem, head, rel, name))
    return b


def batches(sentences, tokens, rng=None):
    """Groups of similar length with about `tokens` tokens; shuffled when rng is given."""
    order = list(range(len(sentences)))
    if rng:
        rng.shuffle(order)
        order.sort(key=lambda i: len(sentences[i].forms) + rng.random() * 6)
    else:
        order.sort(key=lambda i: len(sentences[i].forms))
    result, cur, size = [], [], 0
    for i in order:
        n = len(sentences[i].forms)
        if cur and size + n > tokens:
            result.append(cur)
            cur, size = [], 0
        cur.append(sentences[i])
        size += n
    if cur:
        result.append(cur)
    if rng:
        rng.shuffle(result)
    return result


SMALL_WORDS = set('a an the of in on at to for and or but by as with from vs is'.split())


def recase(s, rng):
    """A copy in capitals, without capitals or in Headline Style (lemmas keep the old spelling)."""
    kind = rng.random()
    out = Sentence()
    out.tags, out.lemmas, out.heads, out.rels, out.ner = s.tags, [], s.heads, s.rels, s.ner
    if kind < 0.35:
        out.forms = [w.upper() for w in s.forms]
    elif kind < 0.6:
        out.forms = [w.lower() for w in s.forms]
    else:
        out.forms = [w if i and w.lower() in SMALL_WORDS or w.startswith("'") or w == "n't" else w[:1].upper() + w[1:] for i, w in enumerate(s.forms)]
    return out


def drop_final_stop(s):
    n = len(s.forms) - 1
    if n < 3 or s.forms[n] not in '.!' or not s.heads or (n + 1) in s.heads:
        return s
    out = Sentence()
    out.forms, out.tags, out.lemmas, out.heads, out.rels = s.forms[:n], s.tags[:n], s.lemmas[:n], s.heads[:n], s.rels[:n]
    out.ner = s.ner[:n] if s.ner is not None else None
    return out


def pool_key(kind, words):
    """Names that may stand for each other in a tree: same type, same length, small words at the same places."""
    return kind, len(words), tuple(i for i, w in enumerate(words) if w.islower())


def swap_names(s, pools, rng):
    """Names replaced by others of the same type and number of tokens, so that the tree stays as it is."""
    out = Sentence()
    out.forms, out.tags, out.lemmas, out.heads, out.rels, out.ner = list(s.forms), s.tags, list(s.lemmas), s.heads, s.rels, s.ner
    i = 0
    while i < len(out.forms):
        k = s.ner[i]
        if k > 0 and k % 2 == 1:
            j = i + 1
            while j < len(s.ner) and s.ner[j] == k + 1:
                j += 1
            pool = pools.get(pool_key(ENTITY_TYPES[(k - 1) // 2], out.forms[i:j]))
            if pool and rng.random() < 0.5 and not any(c in ".'-" for w in out.forms[i:j] for c in w):
                for p, w in enumerate(rng.choice(pool)):
                    out.forms[i + p] = w
                    if out.lemmas:
                        out.lemmas[i + p] = w
            i = j
        else:
            i += 1
    return out


def augment(sentences, pools, rng):
    result = []
    for s in sentences:
        if s.ner is not None and any(k > 0 for k in s.ner) and rng.random() < 0.5:
            s = swap_names(s, pools, rng)
        if rng.random() < 0.04:
            s = drop_final_stop(s)
        if rng.random() < 0.10:
            s = recase(s, rng)
        result.append(s)
    return result
