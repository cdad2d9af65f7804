"""Further text that may be learned from: re3d's names, and unlabelled essays that the network labels for itself.

Both are split into words by the product's own splitter (entente_annotate_conllu MODEL FILE split).
"""
import glob
import json
import os
import re
import subprocess
import tempfile

from data import ENTITY_TYPES, IGNORE, JOINERS, Sentence, TITLES, mark_demonyms, read_conllu
from names import CALENDAR

# The BBC's part of re3d is non-commercial and stays out.
RE3D = ('Australian Department of Foreign Affairs', 'CENTCOM', 'Delegation of the European Union to Syria', 'Wikipedia')
RE3D_TYPE = {'Organisation': 'ORG', 'Location': 'PLACE', 'Person': 'PERSON'}


def split(text, splitter, model):
    with tempfile.NamedTemporaryFile('w', suffix='.txt', encoding='utf-8') as f:
        f.write(text)
        f.flush()
        lines = subprocess.run([splitter, model, f.name, 'split'], check=True, capture_output=True).stdout.decode('utf-8')
    with tempfile.NamedTemporaryFile('w', suffix='.conllu', encoding='utf-8') as f:
        f.write(re.sub(r'(?m)^(\d+\t[^\t]*)\t.*$', '\\1\tx\tX\tX\t_\t0\tdep\t_\t_', lines))
        f.flush()
        return [s.without_tree() for s, _ in read_conllu(f.name)]


def bare_name(forms, b, e, kind):
    """A mention without article, titles and what does not belong to its name; None where no name is left."""
    while b < e and (forms[b].lower() in ('the', 'a', 'an') or kind == 'PERSON' and forms[b].lower() in TITLES):
        b += 1
    if e - b > 1 and forms[e - 1] in ("'s", "\u2019s"):
        e -= 1
    if b < e and forms[b][0].isupper() and forms[e - 1][0].isupper() and all(w[0].isupper() or w.lower() in JOINERS for w in forms[b:e]):
        return b, e
    return None


def label_mentions(s, at, mentions, demonyms):
    """Names of re3d's mentions; capitalised words that are in no clear name are left out of the loss."""
    s.ner = [IGNORE if i and w[0].isupper() and w not in CALENDAR else 0 for i, w in enumerate(s.forms)]
    taken = set()
    for begin, end, kind in sorted(mentions, key=lambda m: (m[0] - m[1], m)):
        inside = [i for i, (x, y) in enumerate(at) if begin <= x and y <= end]
        if not inside:
            continue
        name = bare_name(s.forms, inside[0], inside[-1] + 1, kind)
        if name is None:
            for i in inside:
                if s.forms[i][0].isupper() and i not in taken:
                    s.ner[i] = IGNORE
        elif not taken & set(range(*name)):
            k = 1 + 2 * ENTITY_TYPES.index(kind)
            for i in range(*name):
                s.ner[i] = k + (i > name[0])
                taken.add(i)
    mark_demonyms(s.forms, s.ner, demonyms)


def load_re3d(shared, demonyms, splitter, model):
    result = []
    for part in RE3D:
        base = os.path.join(shared, 'data/events/re3d', part)
        mentions = {}
        for line in open(base + '/entities.json', encoding='utf-8'):
            m = json.loads(line)
            if m['type'] in RE3D_TYPE:
                mentions.setdefault(m['documentId'], []).append((m['begin'], m['end'], RE3D_TYPE[m['type']]))
        for line in open(base + '/documents.json', encoding='utf-8'):
            d = json.loads(line)
            position = 0
            for s in split(d['text'], splitter, model):
                at = []
                for w in s.forms:
                    found = d['text'].find(w, position)
                    position = found + len(w) if found >= 0 else position
                    at.append((found, position))
                if len(s.forms) > 2 and min(x for x, _ in at) >= 0:
                    label_mentions(s, at, mentions.get(d['_id'], []), demonyms)
                    result.append(s)
    return result


def load_essays(shared, splitter, model):
    """Sentences of the US Office of the Historian's essays (public domain), without labels; a document is one essay."""
    result, seen, known = [], set(), set()
    for path in sorted(glob.glob(os.path.join(shared, 'data/articles/historyatstate/*-*/*.xml'))):
        text, paragraphs = open(path, encoding='utf-8').read(), []
        for p in re.findall(r'<p\b[^>]*>(.*?)</p>', text, re.S):
            p = re.sub(r'<!--.*?-->|<[^>]*>', '', p, flags=re.S)
            p = re.sub(r'\s+', ' ', p.replace('&amp;', '&').replace('&lt;', '<').replace('&gt;', '>')).strip()
            if len(p) > 60 and p not in seen:
                seen.add(p)
                paragraphs.append(p)
        for s in split('\n\n'.join(paragraphs), splitter, model) if paragraphs else ():
            key = ' '.join(s.forms)
            if 5 <= len(s.forms) <= 50 and key not in known and s.forms[-1] in '.?!':
                known.add(key)
                s.doc = os.path.basename(path)
                result.append(s)
    return result
