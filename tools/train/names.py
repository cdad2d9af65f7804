"""Name labels where no one annotated them: rules that mark what is clear and leave the rest out of the loss."""
import os
import re
from collections import Counter, defaultdict

from data import ENTITY_TYPES, IGNORE, TITLES, is_name, mark_demonyms

PERSON, ORG, PLACE = (ENTITY_TYPES.index(t) for t in ('PERSON', 'ORG', 'PLACE'))
# Nouns that end the name of an organisation ("Harvard University") or begin it ("Ministry of Justice").
ORG_NOUNS = set('''inc inc. corp corp. co co. ltd ltd. llc llp plc ag gmbh company corporation university college institute institution
bank ministry department committee commission council agency association party foundation organization organisation congress senate
parliament court board bureau society federation league airlines airways group fund laboratory laboratories authority administration
coalition alliance front brigade brigades police army navy command times journal magazine tribune herald news hospital academy
partners associates industries systems technologies services enterprises studios records press network service'''.split())
ORG_BEGINS = set('''ministry department university bank bureau office institute college council committee commission board court house
organization organisation association society federation league academy church chamber'''.split())
# Words that go on after a title without naming anybody ("Minister Plenipotentiary").
OFFICE_WORDS = set('plenipotentiary extraordinary resident consul affairs office conference assembly department'.split())
CALENDAR = set('''January February March April May June July August September October November December Jan. Feb. Mar. Apr. Jun. Jul.
Aug. Sep. Sept. Oct. Nov. Dec. Monday Tuesday Wednesday Thursday Friday Saturday Sunday'''.split())


def spans_of(s):
    """Names of a labelled sentence: (begin, end, type index)."""
    i = 0
    while i < len(s.ner):
        k = s.ner[i]
        if k > 0 and k % 2 == 1:
            j = i + 1
            while j < len(s.ner) and s.ner[j] == k + 1:
                j += 1
            yield i, j, (k - 1) // 2
            i = j
        else:
            i += 1


def organisation(forms, name, i, j):
    """The span of the organisation that begins in the run i..j of name words and shows itself by its noun; or None."""
    b = i
    if forms[b].lower() == 'the' and b + 1 < j:
        b += 1
    if any(c in CALENDAR or '@' in c for c in forms[b:j]):
        return None
    if forms[j - 1].lower() in ORG_NOUNS and j - b >= 2 and forms[b].lower() not in TITLES:
        e = j
        if forms[j - 1].lower() in ORG_BEGINS and j + 1 < len(forms) and forms[j].lower() == 'of' and name[j + 1]:
            e = j + 1
            while e < len(forms) and name[e]:
                e += 1
        return b, e
    if forms[j - 1].lower() in ORG_BEGINS and j + 1 < len(forms) and forms[j].lower() in ('of', 'for') and name[j + 1]:
        e = j + 1
        while e < len(forms) and (name[e] or forms[e].lower() in ('and', '&') and e + 1 < len(forms) and name[e + 1]):
            e += 1
        return b, e
    return None


class DistantNames:
    """Names of trees without name labels, where something says so clearly; the rest is left out of the loss.

    What says so: a title in front, a first name known from labelled text or a table of leaders, a name that labelled text or a
    table of countries always gives one type, a surname that the same document has shown in full and that is the name of nothing else ("Washington").
    """

    def __init__(self, labelled, pools, demonyms):
        seen, first = defaultdict(Counter), Counter()
        for s in labelled:
            for b, e, t in spans_of(s):
                seen[' '.join(s.forms[b:e])][t] += 1
                if t == PERSON and e - b > 1:
                    first[s.forms[b]] += 1
        for (kind, n, _), names in pools.items():
            for words in names:
                if kind == 'PLACE':
                    seen[' '.join(words)][PLACE] += 5
                elif kind == 'ORG' and (n > 1 or words[0].isupper() and len(words[0]) > 1):
                    seen[' '.join(words)][ORG] += 5
                elif kind == 'PERSON' and n == 2:
                    first[words[0]] += 1
        self.known = {k: max(c, key=c.get) for k, c in seen.items() if len(c) == 1 and sum(c.values()) >= 2 and len(k) > 1 and k[0].isupper()}
        self.first = {w for w in first if w not in seen and w not in demonyms and len(w) > 2 and w.lower() not in TITLES}
        self.other = {k for k, c in seen.items() if set(c) - {PERSON}}
        self.demonyms = demonyms

    def label(self, sentences):
        surnames = {}
        for s in sentences:
            self.label_sentence(s, surnames.setdefault(s.doc, set()), False)
        for s in sentences:
            self.label_sentence(s, surnames[s.doc], True)

    def label_sentence(self, s, surnames, use_surnames):
        n = len(s.forms)
        name = [is_name(t) for t in s.tags]
        s.ner = [IGNORE if name[i] or any(name[max(0, i - 2):i]) and any(name[i + 1:i + 3]) else 0 for i in range(n)]

        def mark(b, e, t):
            for i in range(b, e):
                s.ner[i] = 1 + 2 * t + (i > b)
        i = 0
        while i < n:
            if not name[i]:
                i += 1
                continue
            j = i
            while j < n and name[j]:
                j += 1
            b = i
            while b < j and s.forms[b].lower() in TITLES:
                b += 1
            run = s.forms[b:j]
            org = organisation(s.forms, name, i, j)
            if org and ' '.join(run) not in self.known:
                for k in range(i, org[1]):
                    s.ner[k] = 0
                mark(*org, ORG)
                j = max(j, org[1])
            elif not run:
                pass
            elif all(w in CALENDAR for w in run):
                for k in range(b, j):
                    s.ner[k] = 0
            elif b > i and any(w.lower() in OFFICE_WORDS for w in run):
                pass
            elif b > i and j - b <= 3 and all(w[0].isalpha() for w in run):
                for k in range(i, b):
                    s.ner[k] = 0
                mark(b, j, PERSON)
                surnames.add(run[-1])
            elif ' '.join(run) in self.known:
                mark(b, j, self.known[' '.join(run)])
            elif 2 <= len(run) <= 3 and run[0] in self.first and all(r.startswith('flat') for r in s.rels[b + 1:j]):
                mark(b, j, PERSON)
                surnames.add(run[-1])
            elif use_surnames and len(run) == 1 and run[0] in surnames and run[0] not in self.other:
                mark(b, j, PERSON)
            i = j
        mark_demonyms(s.forms, s.ner, self.demonyms)


def name_pools(shared, labelled=()):
    """Names to swap in: leaders, legislators, countries, the project's organisations, and those that labelled text shows."""
    import csv
    import json
    from batch import pool_key
    pools, seen = {}, set()

    def add(kind, words):
        words = tuple(words)
        if (words and (kind, words) not in seen and words[0][0].isupper() and len(words) <= 6
                and all(re.match(r"^(?:[^\W\d_]+|&|[A-Z]\.(?:[A-Z]\.)+)$", w) for w in words)):
            seen.add((kind, words))
            pools.setdefault(pool_key(kind, words), []).append(words)

    def person(name):
        add('PERSON', name.split())
        add('PERSON', name.split()[-1:])
    world = os.path.join(shared, 'data/world')
    for row in csv.DictReader(open(os.path.join(world, 'world-leaders-2021/wikidata.csv'), encoding='utf-8')):
        person(row['officeholderLabel'])
    for row in csv.DictReader(open(os.path.join(world, 'reign/leaderlist_3_21.csv'), encoding='latin-1')):
        if row.get('leader'):
            add('PERSON', row['leader'].split())
    for line in open(os.path.join(world, 'us-officials/legislators-current.yaml'), encoding='utf-8'):
        m = re.match(r"\s+official_full: (.*)", line)
        if m:
            person(m.group(1).strip("'\""))
    for c in json.load(open(os.path.join(world, 'mledoze-countries/countries.json'), encoding='utf-8')):
        add('PLACE', c['name']['common'].split())
        for cap in c.get('capital', []):
            add('PLACE', cap.split())
    here = os.path.dirname(os.path.abspath(__file__))
    for line in open(os.path.join(here, '../../data/actors/actors.tsv'), encoding='utf-8'):
        f = line.rstrip('\n').split('\t')
        if len(f) >= 10 and f[1] in ('organization', 'group'):
            for name in f[-1].split('|'):
                if name[:2] in ('n=', 'i=') and name[2:3].isupper():
                    add('ORG', name[2:].split())
    for s in labelled:
        for b, e, t in spans_of(s):
            if ENTITY_TYPES[t] in ('PERSON', 'ORG', 'PLACE'):
                add(ENTITY_TYPES[t], s.forms[b:e])
    return {k: sorted(v) for k, v in pools.items() if len(v) >= 8}
