"""Trains the analyser. One thread, deterministic for a given seed; resumes from its checkpoint.

  cmake --build --preset release --target entente_annotate_conllu   # splits plain text into words
  OMP_NUM_THREADS=1 /usr/bin/python3 tools/train/train.py --shared ../shared --out build/train
  ... --start MODEL.entm --rate 1.8e-3 --epochs 16 --hold 0.4                   # goes on from a model file, also a narrower one

From --self-from of the way on, the averaged network labels plain text, and the sentences it is surest of are trained on as well.
"""
import argparse
import json
import math
import os
import random
import time
from collections import Counter

import torch
from torch.nn import functional as F

from batch import Featurizer, Vocabulary, augment, batches, make_batch
from data import (BIO, CROSSNER, FREE_GUM_GENRES, IGNORE, attach_marked_names, edit_script, load_demonyms, load_gum, load_iob, load_marked_text,
                  load_own_news, load_vectors, read_conllu)
from evaluate import label_plain, score_batchwise
from free_text import load_essays, load_re3d
from model import Analyser
from names import DistantNames, name_pools
from read_model import read_sections, read_vocabulary, start_from


def load_training(shared, demonyms, with_dev=False):
    parse, entities = os.path.join(shared, 'data/parse'), os.path.join(shared, 'data/entities')
    ewt = [s for s, _ in read_conllu(parse + '/UD_English-EWT/en_ewt-ud-train.conllu')]
    here = os.path.dirname(os.path.abspath(__file__))
    dev = [s if with_dev else s.without_tree() for s, _ in read_conllu(parse + '/UD_English-EWT/en_ewt-ud-dev.conllu')]
    attach_marked_names(ewt + dev, os.path.join(here, 'ewt_names.tsv'), demonyms)
    gum = load_gum(parse + '/UD_English-GUM/en_gum-ud-train.conllu', demonyms, FREE_GUM_GENRES)
    attach_marked_names(gum, os.path.join(here, 'gum_names.tsv'), demonyms, listed_only=True)
    if with_dev:
        gum_dev = load_gum(parse + '/UD_English-GUM/en_gum-ud-dev.conllu', demonyms, FREE_GUM_GENRES)
        for s in gum_dev:
            s.ner = [IGNORE] * len(s.forms)  # the correction of the scores of names is chosen on this part
        gum += gum_dev
    news = load_own_news(os.path.join(here, 'news.conllu'), demonyms)
    names = dev + load_marked_text(os.path.join(here, 'named_sentences.txt'), demonyms)
    for part in ('train', 'dev'):
        names += load_iob(entities + '/CrossNER/ner_data__politics__%s.txt' % part, CROSSNER, demonyms, 1)
    return ewt, gum, news, names


def build_vocabulary(trees):
    tags, scripts, labels = Counter(), Counter(), Counter()
    for s in trees:
        tags.update(s.tags)
        labels.update(s.rels)
        scripts.update(x for x in (edit_script(f, l) for f, l in zip(s.forms, s.lemmas)) if x)
    best = lambda c, least: [k for k, v in sorted(c.items(), key=lambda x: (-x[1], x[0])) if v >= least]
    return Vocabulary(best(tags, 5), best(scripts, 4), best(labels, 5))


def losses(model, b):
    out = model(b)
    n = len(b.order)
    parts = {}
    if bool((b.tag != IGNORE).any()):
        parts['tag'] = F.cross_entropy(out['tag'], b.tag, ignore_index=IGNORE, label_smoothing=0.02)
        parts['lemma'] = 0.4 * F.cross_entropy(out['lemma'], b.lem, ignore_index=IGNORE) if bool((b.lem != IGNORE).any()) else 0.0 * out['lemma'].sum()
        position = torch.tensor([t for _, t in b.order])
        scores = out['arcs'][b.sentence, position]
        parts['arc'] = F.cross_entropy(scores, b.head, ignore_index=IGNORE)
        gold_head = b.head_grid[b.sentence, b.head.clamp(min=0)]
        parts['label'] = F.cross_entropy(model.label_scores(out['lab_dep'], out['lab_head'][gold_head]), b.rel, ignore_index=IGNORE)
    named = int((b.name != IGNORE).sum())
    if named:
        parts['name'] = 2.0 * named / n * F.cross_entropy(out['name'], b.name, ignore_index=IGNORE)
    return parts


def main():
    a = argparse.ArgumentParser()
    a.add_argument('--shared', default='../shared')
    a.add_argument('--out', default='build/train')
    a.add_argument('--epochs', type=float, default=34)
    a.add_argument('--hold', type=float, default=0.5, help='share of training at full rate before the linear fall')
    a.add_argument('--minutes', type=float, help='instead of epochs: from now on let the rate fall to zero within this time, then stop')
    a.add_argument('--rate', type=float, default=2.5e-3)
    a.add_argument('--tokens', type=int, default=900)
    a.add_argument('--vectors', type=int, default=100000)
    a.add_argument('--self-from', type=float, default=0.35, help='share of training after which plain text is labelled; 1 = never')
    a.add_argument('--splitter', default='build/release/tools/train/entente_annotate_conllu')
    a.add_argument('--splitter-model', default='data/model/english.entm', help='any model file; the splitter wants one, but its weights are not used')
    a.add_argument('--seed', type=int, default=7)
    a.add_argument('--with-dev', action='store_true', help='learn the trees of the dev parts too; what is printed for them then says nothing')
    a.add_argument('--start', help='a model file whose weights and inventories are gone on from; without it a new network')
    args = a.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    os.makedirs(args.out, exist_ok=True)
    demonyms = load_demonyms(args.shared)
    ewt, gum, news, names = load_training(args.shared, demonyms, args.with_dev)
    names += load_re3d(args.shared, demonyms, args.splitter, args.splitter_model)
    labelled = ewt + gum + news + names
    distant = DistantNames(labelled, name_pools(args.shared), demonyms)
    pools = name_pools(args.shared, labelled)
    plain, silver = load_essays(args.shared, args.splitter, args.splitter_model), []
    train = labelled + news  # twice: they alone are news as it is printed
    start = read_sections(args.start) if args.start else None
    vocab = read_vocabulary(start) if start else build_vocabulary(ewt + gum)
    index, q, scale = load_vectors(args.shared, args.vectors)
    featurize = Featurizer(index)
    dev_ewt = [s for s, _ in read_conllu(args.shared + '/data/parse/UD_English-EWT/en_ewt-ud-dev.conllu')]
    dev_gum = load_gum(args.shared + '/data/parse/UD_English-GUM/en_gum-ud-dev.conllu', demonyms)
    model = Analyser(q, scale, len(vocab.tags), len(vocab.scripts), len(BIO), len(vocab.labels))
    if start:
        start_from(model, start)
    print('sentences', len(ewt), len(gum), len(news), len(names), 'plain', len(plain), 'tags', len(vocab.tags), 'scripts', len(vocab.scripts), 'labels', len(vocab.labels),
          'parameters', sum(p.numel() for p in model.parameters()), 'pools', {k: len(v) for k, v in pools.items()}, flush=True)
    tables = [model.form.weight, model.affix.weight]  # only the rows of a batch are touched
    dense = [p for p in model.parameters() if all(p is not t for t in tables)]
    opts = [torch.optim.AdamW(dense, lr=args.rate, betas=(0.9, 0.98), weight_decay=1e-4), torch.optim.SparseAdam(tables, lr=args.rate, betas=(0.9, 0.98))]
    average = {k: v.detach().clone() for k, v in model.named_parameters()}
    path, epoch, step = os.path.join(args.out, 'checkpoint.pt'), 0, 0
    if os.path.exists(path):
        c = torch.load(path)
        model.load_state_dict(c['model'], strict=False)
        for o, state in zip(opts, c['opts']):
            o.load_state_dict(state)
        average, epoch, step, silver = c['average'], c['epoch'], c['step'], c['silver']
        rng.setstate(c['rng'])
        torch.set_rng_state(c['torch_rng'])
        print('resumed at epoch', epoch, flush=True)
    every, started, over = 4, time.time(), False
    relabel = {math.ceil(args.epochs * x) for x in (args.self_from, (1 + args.self_from) / 2) if x < 1}
    while epoch < args.epochs and not over:
        began, sums, tokens = time.time(), Counter(), 0
        model.train()
        if epoch in relabel:
            keep = {k: v.detach().clone() for k, v in model.named_parameters()}
            model.load_state_dict(average, strict=False)
            silver = label_plain(model, plain, featurize, vocab, 0.4)
            model.load_state_dict(keep, strict=False)
            distant.label(silver)
            model.train()
            print('labelled', len(silver), 'plain sentences,', sum(len(x.forms) for x in silver), 'words', flush=True)
        some = silver if len(silver) < 2 else rng.sample(silver, len(silver) * 2 // 3)
        groups = batches(augment(train + some, pools, rng), args.tokens, rng)
        for gi, group in enumerate(groups):
            progress = (epoch + gi / len(groups)) / args.epochs
            if args.minutes:
                progress = args.hold + (1 - args.hold) * (time.time() - started) / (60 * args.minutes)
                if progress >= 1:
                    over = True
                    break
            rate = args.rate * min(1.0, (step + 1) / 100) * (1.0 if progress < args.hold else max(0.02, (1 - progress) / (1 - args.hold)))
            for o in opts:
                o.param_groups[0]['lr'] = rate
            b = make_batch(group, featurize, vocab, drop_form=0.15, rng=rng)
            parts = losses(model, b)
            loss = sum(parts.values())
            if not math.isfinite(float(loss)):
                raise SystemExit('loss is not finite at step %d' % step)
            for o in opts:
                o.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(dense, 2.0)
            for o in opts:
                o.step()
            step += 1
            tokens += len(b.order)
            for k, v in parts.items():
                sums[k] += float(v) * len(b.order)
            if step % every == 0:
                decay = min(0.995, (1 + step / every) / (10 + step / every)) if step > 400 else 0.9
                with torch.no_grad():
                    for k, v in model.named_parameters():
                        average[k].lerp_(v, 1 - decay)
            if step % 100 == 0:
                print('  step %d  %.0f tok/s  %s' % (step, tokens / (time.time() - began), ' '.join('%s %.3f' % (k, v / tokens) for k, v in sums.items())), flush=True)
        epoch += 1
        train_seconds = time.time() - began
        keep = {k: v.detach().clone() for k, v in model.named_parameters()}
        c = dict(model=keep, average=average, opts=[o.state_dict() for o in opts], epoch=epoch, step=step, rng=rng.getstate(), torch_rng=torch.get_rng_state(),
                 silver=silver, tags=vocab.tags, scripts=vocab.scripts, labels=vocab.labels, vectors=args.vectors)
        torch.save(c, path + '.tmp')
        os.replace(path + '.tmp', path)
        if epoch % 2 == 0 or epoch >= args.epochs or over:
            model.load_state_dict(average, strict=False)
            report = {'epoch': epoch, 'seconds': round(train_seconds), 'rate': rate}
            for name, dev in (('ewt', dev_ewt), ('gum', dev_gum)):
                report[name] = score_batchwise(model, dev, featurize, vocab)
            model.load_state_dict(keep, strict=False)
            print(json.dumps(report), flush=True)
        else:
            print('epoch', epoch, 'seconds', round(train_seconds), flush=True)


if __name__ == '__main__':
    main()
