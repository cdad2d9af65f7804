"""Reads the training material: CoNLL-U trees, GUM's entity layer, IOB2 files, word vectors."""
import os
import re
import struct

import torch

from features import word_features

FREE_GUM_GENRES = {'academic', 'bio', 'conversation', 'court', 'interview', 'news', 'speech', 'textbook', 'vlog', 'voyage'}
ENTITY_TYPES = ['PERSON', 'ORG', 'PLACE', 'NORP', 'EVENT']
BIO = ['O'] + [p + t for t in ENTITY_TYPES for p in ('B-', 'I-')]
IGNORE = -1

TITLES = set('''president vice prime minister premier chancellor king queen prince princess emperor empress pope sultan sheikh
emir senator sen. rep. representative congressman congresswoman governor gov. mayor secretary chairman chairwoman chair director
general gen. colonel col. major maj. captain capt. lieutenant lt. sergeant sgt. admiral adm. commander judge justice ambassador mr.
mrs. ms. miss mr mrs ms dr. dr professor prof. prof sir lord lady dame saint st. father sister brother rev. reverend bishop
archbishop cardinal imam ayatollah mullah spokesman spokeswoman foreign defense deputy attorney chief executive officer ceo
uncle aunt detective agent coach administrator mp md'''.split())
JOINERS = {'of', 'for', 'and', '&', 'the', 'on', 'in', "'s", '-', 'de', 'del', 'la', 'al', 'von', 'van', 'bin', 'ibn', 'der', 'to', ','}


class Sentence:
    __slots__ = ('forms', 'tags', 'lemmas', 'heads', 'rels', 'ner', 'doc', 'text', 'sid')

    def __init__(self):
        self.forms, self.tags, self.lemmas, self.heads, self.rels, self.ner = [], [], [], [], [], None
        self.doc = self.text = self.sid = ''

    def without_tree(self):
        self.tags, self.lemmas, self.heads, self.rels = [], [], [], []
        return self


def read_conllu(path):
    """Yields sentences; `tags` are (UPOS, XPOS, FEATS). MISC is returned beside for the entity layer."""
    s, misc, doc = Sentence(), [], ''
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if not line:
            if s.forms:
                yield s, misc
            s, misc = Sentence(), []
        elif line[0] == '#':
            if line.startswith('# newdoc id = '):
                doc = line[14:]
            elif line.startswith('# sent_id = '):
                s.sid = line[12:]
            elif line.startswith('# text = '):
                s.text = line[9:]
            s.doc = doc
        else:
            f = line.split('\t')
            if '-' in f[0] or '.' in f[0]:
                continue
            s.forms.append(f[1])
            s.lemmas.append(f[2])
            s.tags.append((f[3], f[4], f[5]))
            s.heads.append(int(f[6]))
            s.rels.append(f[7])
            misc.append(f[9])
    if s.forms:
        yield s, misc


def gum_entities(misc, open_spans, base, out):
    """GUM's bracketed Entity layer -> (begin, end, type, identity); a span may cross sentences, so state is kept."""
    for i, m in enumerate(misc):
        e = re.search(r'(?:^|\|)Entity=([^|]*)', m)
        if not e:
            continue
        for piece in re.findall(r'\([^()]*\)?|[^()]+\)', e.group(1)):
            if piece[0] == '(':
                f = piece.strip('()').split('-')
                if len(f) < 7 or '[' in f[0]:
                    continue
                entry = (base + i, f[1], '-'.join(f[7:]))
                if piece[-1] == ')':
                    out.append((base + i, base + i, f[1], entry[2]))
                else:
                    open_spans.setdefault(f[0], []).append(entry)
            elif open_spans.get(piece[:-1]):
                b, t, ident = open_spans[piece[:-1]].pop()
                out.append((b, base + i, t, ident))


def is_name(tag):
    return tag[1] in ('NNP', 'NNPS')


def name_span(s, b, e, etype, ident):
    """The bare name inside a mention, without determiners, titles and modifiers; None when it has none."""
    inside = [i for i in range(b, e + 1) if not b <= s.heads[i] - 1 <= e]
    if not inside:
        return None
    head = inside[0]
    if not is_name(s.tags[head]):
        return None
    wide = etype in ('organization', 'event')
    ident_words = set(re.split(r'[_ ,]', ident.lower()))

    def joins(i):
        w = s.forms[i].lower()
        if w not in JOINERS:
            return False
        if w in ('-', 'de', 'del', 'la', 'al', 'von', 'van', 'bin', 'ibn', 'der'):
            return True
        if etype == 'person' or w == ',':
            return False
        if ident:
            return w in ident_words or w == "'s" and "'s" in ident
        return wide and w in ('of', 'for', '&') or w == 'of'

    def run(head):
        lo = hi = head
        while True:
            i = lo - 1
            while i >= b and joins(i):
                i -= 1
            if i < b or not is_name(s.tags[i]):
                break
            lo = i
        while True:
            i = hi + 1
            while i <= e and joins(i):
                i += 1
            if i > e or not (is_name(s.tags[i]) or i == hi + 1 and etype in ('event', 'organization') and s.tags[i][1] == 'CD'):
                break
            hi = i
        if etype == 'person':
            lo = max([lo] + [i + 1 for i in range(lo, hi + 1) if s.forms[i].lower() in TITLES])
        return (lo, hi) if lo <= hi else None

    span = run(head)
    if span and etype == 'person' and span[0] == span[1] > b and s.tags[span[0] - 1][0] == 'DET':
        return None  # "the President", "the Earl": an office, not a name
    if span is None:
        for i in range(b, e + 1):
            if is_name(s.tags[i]) and s.heads[i] - 1 == head and s.rels[i].split(':')[0] in ('flat', 'appos') and s.forms[i].lower() not in TITLES:
                return run(i)
    return span


GUM_TYPE = {'person': 'PERSON', 'organization': 'ORG', 'place': 'PLACE', 'event': 'EVENT'}


def attach_gum_names(s, spans, demonyms):
    """Longest names win; capitalised words that are names of other things stay O."""
    ner = [0] * len(s.forms)
    found = {}
    for b, e, t, ident in spans:
        if t not in GUM_TYPE:
            continue
        n = name_span(s, b, e, t, ident)
        if n and (n not in found or t != 'person'):
            found[n] = GUM_TYPE[t]
    for (lo, hi), t in sorted(found.items(), key=lambda x: (x[0][0] - x[0][1], x[0])):
        if any(ner[lo:hi + 1]):
            continue
        k = ENTITY_TYPES.index(t)
        for i in range(lo, hi + 1):
            ner[i] = 1 + 2 * k + (i > lo)
    mark_demonyms(s.forms, ner, demonyms)
    s.ner = ner


def mark_demonyms(forms, ner, demonyms):
    k = 1 + 2 * ENTITY_TYPES.index('NORP')
    for i, w in enumerate(forms):
        alone = ner[i] == 1 and (i + 1 == len(ner) or ner[i + 1] != 2)  # "Americans" as persons
        if w in demonyms and (ner[i] in (0, IGNORE) or alone):
            ner[i] = k


def load_gum(path, demonyms, genres=None):
    result, open_spans, spans, base, doc, pending = [], {}, [], 0, None, []

    def flush():
        for s, b in pending:
            mine = [(x - b, y - b, t, i) for x, y, t, i in spans if b <= x and y < b + len(s.forms)]
            attach_gum_names(s, mine, demonyms)
            result.append(s)

    for s, misc in read_conllu(path):
        if s.doc != doc:
            flush()
            open_spans, spans, base, pending, doc = {}, [], 0, [], s.doc
        pending.append((s, base))
        gum_entities(misc, open_spans, base, spans)
        base += len(s.forms)
    flush()
    if genres:
        result = [s for s in result if s.doc.split('_')[1] in genres]
    return result


UNER = {'PER': 'PERSON', 'ORG': 'ORG', 'LOC': 'PLACE', 'EVT': 'EVENT'}  # EVT: our own marks only
CROSSNER = {'politician': 'PERSON', 'person': 'PERSON', 'politicalparty': 'ORG', 'organisation': 'ORG', 'country': 'PLACE',
            'location': 'PLACE', 'event': 'EVENT', 'election': 'EVENT'}


def load_iob(path, mapping, demonyms, column):
    """IOB2 lines, tab separated; a type that the mapping lacks is left out of the loss."""
    result, s = [], Sentence()

    def done():
        nonlocal s
        if s.forms:
            mark_demonyms(s.forms, s.ner, demonyms)
            result.append(s)
        s = Sentence()
        s.ner = []
    done()
    for line in open(path, encoding='utf-8'):
        f = line.rstrip('\n').split('\t')
        if len(f) <= column:
            if not line.startswith('#'):
                done()
            continue
        label = f[column]
        s.forms.append(f[column - 1])
        if label == 'O':
            s.ner.append(0)
        elif label[2:] in mapping:
            s.ner.append(1 + 2 * ENTITY_TYPES.index(mapping[label[2:]]) + (label[0] == 'I'))
        else:
            s.ner.append(IGNORE)
    done()
    return result


def attach_marked_names(sentences, path, demonyms, listed_only=False):
    """Our own marks: `sent_id TAB first-last TYPE TAB ...`, words counted from 1; a sentence without a line has no names, or keeps those it has."""
    marks = {}
    for line in open(path, encoding='utf-8'):
        if line[0] != '#':
            f = line.rstrip('\n').split('\t')
            marks[f[0]] = f[1:]
    known = {s.sid for s in sentences}
    strange = [sid for sid in marks if sid not in known]
    if strange:
        raise SystemExit('%s marks a sentence that the treebank lacks: %s' % (path, strange[0]))
    for s in sentences:
        if listed_only and s.sid not in marks:
            continue
        s.ner = [0] * len(s.forms)
        for mark in marks.get(s.sid, ()):
            span, kind = mark.split(' ')
            first, last = map(int, span.split('-'))
            for i in range(first - 1, last):
                s.ner[i] = 1 + 2 * ENTITY_TYPES.index(kind) + (i >= first)
        mark_demonyms(s.forms, s.ner, demonyms)


def load_own_news(path, demonyms):
    """Sentences that we wrote, with trees and, in the last column, names (`Entity=B-ORG`)."""
    result = []
    for s, misc in read_conllu(path):
        s.ner = [BIO.index(m[7:]) if m.startswith('Entity=') else 0 for m in misc]
        mark_demonyms(s.forms, s.ner, demonyms)
        result.append(s)
    return result


def load_marked_text(path, demonyms):
    """Sentences that we wrote, split into words by blanks, names as `[ORG African Union]`."""
    result = []
    for line in open(path, encoding='utf-8'):
        s, kind = Sentence(), None
        s.ner = []
        for word in line.split() if line[0] != '#' else ():
            if word[0] == '[' and word[1:] in UNER:
                kind = 1 + 2 * ENTITY_TYPES.index(UNER[word[1:]])
                continue
            ends = kind is not None and word[-1] == ']'
            s.forms.append(word[:-1] if ends else word)
            s.ner.append(kind or 0)
            if kind and kind % 2 == 1:
                kind += 1
            if ends:
                kind = None
        if s.forms:
            mark_demonyms(s.forms, s.ner, demonyms)
            result.append(s)
    return result


def load_demonyms(shared):
    """Adjectives and nouns of nationality from the public-domain factbook and the country table."""
    import json
    names, countries = set(), {'Christmas'}
    for c in json.load(open(os.path.join(shared, 'data/world/mledoze-countries/countries.json'), encoding='utf-8')):
        countries.add(c['name']['common'])
        for v in c.get('demonyms', {}).get('eng', {}).values():
            names.add(v)
    for root, _, files in os.walk(os.path.join(shared, 'data/world/factbook')):
        for f in files:
            if f.endswith('.json'):
                try:
                    d = json.load(open(os.path.join(root, f), encoding='utf-8'))
                    n = d.get('People and Society', {}).get('Nationality', {})
                except (ValueError, AttributeError):
                    continue
                for k in ('noun', 'adjective'):
                    for w in re.findall(r'[A-Z][a-z]{3,}', n.get(k, {}).get('text', '') if isinstance(n.get(k), dict) else ''):
                        names.add(w)
    bad = {'The', 'Islander', 'Island', 'Islands', 'Saint', 'Costa', 'South', 'North', 'Central', 'Congo', 'Hong', 'United', 'States', 'Puerto', 'New'}
    names = {n for n in names if ' ' not in n and n not in bad and len(n) >= 4}
    names |= {'European', 'Europeans', 'Arab', 'Arabs', 'African', 'Africans', 'Asian', 'Asians', 'Kurdish', 'Kurds', 'Kurd', 'Chechen', 'Soviet',
              'Soviets', 'Jewish', 'Muslim', 'Muslims', 'Christian', 'Christians', 'Jews', 'Jew', 'Islamic', 'Democrat', 'Democrats', 'Republican',
              'Republicans', 'Western', 'Sunni', 'Shiite', 'Shia', 'Sunnis', 'Shiites', 'Tamil', 'Latino', 'Hindu', 'Hindus', 'Buddhist', 'Catholic'}
    names |= {n + 's' for n in names if n.endswith('an')}
    names -= countries
    return names


def load_vectors(shared, count):
    """GloVe rows quantised to int8 with one scale a row, exactly as they are shipped."""
    base = os.path.join(shared, 'data/words/GloVe-wink/glove6B.100d.top150k')
    words = open(base + '.words.txt', encoding='utf-8').read().split('\n')[:count]
    raw = bytearray(open(base + '.f16.bin', 'rb').read(count * 200))
    table = torch.frombuffer(raw, dtype=torch.float16).reshape(count, 100).float()
    scale = table.abs().max(dim=1).values.clamp(min=1e-6) / 127
    q = torch.round(table / scale[:, None]).to(torch.int8)
    index = {}
    for i, w in enumerate(words):
        index.setdefault(w, i)
    return index, q, scale


def edit_scripts(form, lemma):
    """How the lower-cased form becomes the lemma: cut k letters at the end, add a suffix; or keep/title the spelling.

    '=k+s' works on the written form, 'lk+s' on the lower-cased one, 'tk+s' on the Title-cased one.
    """
    result = []
    for mode, w in (('l', form.lower()), ('=', form), ('t', form[:1].upper() + form[1:].lower())):
        n = 0
        while n < min(len(w), len(lemma)) and w[n] == lemma[n]:
            n += 1
        result.append('%s%d+%s' % (mode, len(w) - n, lemma[n:]))
    return result


def edit_script(form, lemma):
    """The shortest of them; None for words that share no beginning, but for short ones."""
    fits = [s for s in edit_scripts(form, lemma) if int(s[1:].split('+')[0]) < len(form) or len(form) <= 5]
    return min(fits, key=len) if fits else None


def apply_script(script, form):
    """None when the script does not fit the form."""
    w = form if script[0] == '=' else form.lower()
    if script[0] == 't':
        w = form[:1].upper() + w[1:]
    cut, suffix = script[1:].split('+', 1)
    cut = int(cut)
    if cut > len(w) or len(w) - cut + len(suffix) == 0:
        return None
    return w[:len(w) - cut] + suffix
