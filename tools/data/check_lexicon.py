#!/usr/bin/env python3
"""Checks the relation lexicon and counts what it holds.

  tools/data/check_lexicon.py [--stats] [FOLDER]

Reads every *.tsv of FOLDER (default data/relations) and checks: columns, known CAMEO code of the type
that the file is named after, slots that parse, known flags and effects, an example that holds the trigger,
ends in "=> Subject | Object" and names both, no frame twice. One line a fault; exit 1 if there is one.
--stats prints patterns and predicates by type. The format is described in data/relations/README.md.
"""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
POS = {'v', 'n', 'a'}
ROLES = {'S', 'T', 'M'}
FLAGS = {'recip', 'neg', 'planned', 'direct', 'swap', 'weak'}
FUNCTIONS = {'subj', 'obj', 'iobj', 'poss', 'comp', 'inf', 'appos', 'purpose'}
CONSTRAINED = {'subj', 'obj', 'iobj', 'poss', 'xcomp', 'ccomp', 'advcl', 'amod', 'comp', 'particle', 'nmod'}
PREPOSITIONS = set('''about above across after against ahead along alongside among around as at atop away before behind
    below beneath beside between beyond by down during for from in inside into near of off on onto opposite out out_of outside over
    past round since through throughout to toward towards under until up upon versus via with within without'''.split())
COMPLEMENTS = {'inf', 'ing', 'that', 'obj-inf', 'n:to-inf'} | {p + '-ing' for p in PREPOSITIONS}
EFFECTS = set('''agree refuse threaten request accuse deny plan try cause help begin continue stop fail promise say
    allow prevent praise'''.split())
# CAMEO codes whose PLOVER type is not that of their root (CAMEO2PLOVER 2021, graph/event_type.cpp).
SPECIAL = {'087': 'retreat', '084': 'retreat', '085': 'retreat', '086': 'retreat', '0813': 'retreat', '0814': 'retreat',
           '163': 'coerce', '1712': 'assault', '175': 'assault'}
BY_ROOT = dict(zip([f'{n:02}' for n in range(1, 21)],
                   '''statement request agree consult support cooperate aid concede accuse request accuse reject threaten
                   protest mobilize sanction coerce assault assault assault'''.split()))


def known_codes(root):
    table = (root / 'graph' / 'cameo_table.inc').read_text(encoding='utf-8')
    return set(re.findall(r'^\{"(\d+)"', table, re.M))


def type_of(code):
    for length in (4, 3, 2):
        if len(code) >= length and code[:length] in SPECIAL:
            return SPECIAL[code[:length]]
    return BY_ROOT.get(code[:2])


def fault_of_slot(slot, classes):
    role = re.fullmatch(r'([STM])\??:(\S+)', slot)
    if role:
        for function in re.split(r'[,|]', role.group(2)):
            if function not in FUNCTIONS and function not in PREPOSITIONS:
                return f'unknown function "{function}" in slot "{slot}"'
        return None
    kind = re.fullmatch(r'([a-z|]+)@actor', slot)
    word = re.fullmatch(r"([a-z|,_]+)=!?(\*|[\w<>$\u20ac\u00a3'+-]+(\|[\w<>$\u20ac\u00a3'+-]+)*)", slot)
    found = kind or word
    if not found:
        return f'slot "{slot}" does not parse'
    for name in re.findall(r'<(.*?)>', slot):
        if name not in classes:
            return f'no word class "{name}" in classes.tsv'
    for function in found.group(1).split('|'):
        if function not in CONSTRAINED and function not in PREPOSITIONS:
            return f'unknown function "{function}" in slot "{slot}"'
    return None


def stems(word):
    """Beginnings that an inflected form of the word may have."""
    word = word.lower()
    out = {word}
    if word[-1] in 'ey':
        out.add(word[:-1])
    return out


IRREGULAR = {
    'beat': 'beaten', 'become': 'became', 'begin': 'began|begun', 'break': 'broke', 'bring': 'brought', 'build': 'built',
    'buy': 'bought', 'catch': 'caught', 'choose': 'chose', 'come': 'came', 'deal': 'dealt', 'draw': 'drew',
    'drive': 'drove', 'eat': 'ate', 'fall': 'fell', 'feel': 'felt', 'fight': 'fought', 'find': 'found', 'fly': 'flew|flown',
    'forbid': 'forbade', 'forgive': 'forgave', 'forget': 'forgot', 'forgo': 'forwent', 'freeze': 'froze', 'get': 'got',
    'give': 'gave', 'go': 'went|gone', 'grow': 'grew', 'hang': 'hung', 'have': 'had', 'hear': 'heard', 'hide': 'hid',
    'hold': 'held', 'keep': 'kept', 'know': 'knew', 'lay': 'laid', 'lead': 'led', 'leave': 'left', 'lend': 'lent',
    'lose': 'lost', 'make': 'made', 'mean': 'meant', 'meet': 'met', 'mislead': 'misled', 'overrun': 'overran',
    'override': 'overrode', 'oversee': 'oversaw', 'overthrow': 'overthrew', 'pay': 'paid', 'retake': 'retook',
    'ride': 'rode', 'ring': 'rang', 'rise': 'rose', 'run': 'ran', 'say': 'said', 'see': 'saw', 'seek': 'sought',
    'sell': 'sold', 'send': 'sent', 'shake': 'shook', 'shoot': 'shot', 'sink': 'sank', 'sit': 'sat', 'slay': 'slew',
    'speak': 'spoke', 'spend': 'spent', 'stand': 'stood', 'steal': 'stole', 'stick': 'stuck', 'strike': 'struck',
    'swear': 'swore', 'sweep': 'swept', 'take': 'took', 'teach': 'taught', 'tear': 'tore', 'tell': 'told',
    'think': 'thought', 'throw': 'threw', 'understand': 'understood', 'undertake': 'undertook', 'undergo': 'underwent',
    'uphold': 'upheld', 'win': 'won', 'withdraw': 'withdrew', 'withhold': 'withheld', 'write': 'wrote', 'dig': 'dug',
    'cling': 'clung', 'fling': 'flung', 'wind': 'wound', 'forsake': 'forsook', 'foresee': 'foresaw', 'bind': 'bound',
    'bear': 'bore', 'tie': 'tying', 'rebuild': 'rebuilt', 'rewrite': 'rewrote', 'blow': 'blew', 'be': 'was|were|is|are',
    'swim': 'swam', 'stab': 'stabb', 'do': 'did', 'weep': 'wept', 'wake': 'woke', 'sleep': 'slept', 'foreswear': 'foreswore',
    'life': 'lives', 'wring': 'wrung', 'arise': 'arose', 'string': 'strung', 'mishear': 'misheard', 'lie': 'lay|lied|lying'}


def holds(sentence, lemma):
    words = re.findall(r"[a-z0-9'-]+", sentence.lower())
    heads = stems(lemma)
    heads.update(IRREGULAR.get(lemma.lower(), '').split('|'))
    heads.discard('')
    return any(word.startswith(tuple(heads)) for word in words)


def fault_of_example(example, triggers):
    sentence, arrow, ends = example.partition(' => ')
    if not arrow or ends.count(' | ') != 1:
        return 'the example does not end in "=> Subject | Object"'
    for end in ends.split(' | '):
        if end != '-' and end not in sentence:
            return f'the example does not name "{end}"'
    if not sentence.endswith(('.', '?', '!', '"')):
        return 'the example is not a sentence'
    for trigger in triggers:
        if all(holds(sentence, part) for part in trigger.replace('_', '+').split('+')):
            return None
    return f'the example does not hold "{triggers[0]}"'


def faults_of_flags(flags):
    for flag in flags.split(','):
        if flag != '-' and flag not in FLAGS and not flag.startswith('topic='):
            yield f'unknown flag "{flag}"'


def faults_of_pattern(cells, codes, wanted, classes):
    trigger, pos, slots, code, flags, label, example = cells
    if pos not in POS:
        yield f'unknown part of speech "{pos}"'
    parts = slots.split(' ')
    for part in parts:
        fault = fault_of_slot(part, classes)
        if fault:
            yield fault
    roles = [part.split(':')[0].rstrip('?') for part in parts if re.match(r'[STM]\??:', part)]
    if 'S' not in roles:
        yield 'no slot for the source'
    if len(set(roles)) != len(roles):
        yield 'a role has two slots'
    if wanted == 'role':
        if code != 'role':
            yield f'"{code}" where "role" is due'
    elif code not in codes:
        yield f'CAMEO has no code "{code}"'
    elif type_of(code) != wanted:
        yield f'code {code} is {type_of(code)}, not {wanted}'
    yield from faults_of_flags(flags)
    if not label:
        yield 'no label'
    fault = fault_of_example(example, trigger.split('|'))
    if fault:
        yield fault


def faults_of_composition(cells, codes):
    trigger, pos, complement, doer, effect, code, flags, label, example = cells
    if pos not in POS:
        yield f'unknown part of speech "{pos}"'
    if complement not in COMPLEMENTS:
        yield f'unknown complement "{complement}"'
    if doer not in ('subj', 'obj'):
        yield f'"{doer}" is neither subj nor obj'
    if effect not in EFFECTS:
        yield f'unknown effect "{effect}"'
    if code != '-' and code not in codes:
        yield f'CAMEO has no code "{code}"'
    yield from faults_of_flags(flags)
    if not label:
        yield 'no label'
    fault = fault_of_example(example, trigger.split('|'))
    if fault:
        yield fault


def classes_of(path, faults):
    """Names of the word classes."""
    names = set()
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines() if path.is_file() else [], 1):
        if not line.strip() or line.startswith('#'):
            continue
        cells = line.split('\t')
        words = cells[1].split('|') if len(cells) == 3 else []
        if not words or '' in words or len(words) != len(set(words)) or cells[0] in names:
            faults.append(f'{path.name}:{number}: three columns, a new name and different words are due')
        names.add(cells[0])
    return names


def check(folder, codes):
    """Returns faults and, by file, the cells of its patterns."""
    faults, tables, seen = [], {}, {}
    classes = classes_of(folder / 'classes.tsv', faults)
    for path in sorted(folder.glob('*.tsv')):
        if path.name == 'classes.tsv':
            continue
        kind = path.stem
        rows = tables.setdefault(kind, [])
        if kind not in ('composition', 'role') and kind not in BY_ROOT.values() and kind not in SPECIAL.values():
            faults.append(f'{path.name}: no type has this name')
            continue
        for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
            if not line.strip() or line.startswith('#'):
                continue
            cells = line.split('\t')
            width = 9 if kind == 'composition' else 7
            where = f'{path.name}:{number}'
            if len(cells) != width or any(cell != cell.strip() or not cell for cell in cells):
                faults.append(f'{where}: {len(cells)} columns where {width} filled ones are due')
                continue
            found = faults_of_composition(cells, codes) if kind == 'composition' else faults_of_pattern(cells, codes, kind, classes)
            faults.extend(f'{where}: {fault}' for fault in found)
            frame = tuple(cells[:4]) if kind == 'composition' else tuple(cells[:3])
            if frame in seen:
                faults.append(f'{where}: the frame of {seen[frame]} again')
            seen.setdefault(frame, where)
            rows.append(cells)
    return faults, tables


def predicate_of(cells):
    """A predicate sense: trigger, part of speech and the words that its slots ask for."""
    return cells[0], cells[1], tuple(part for part in cells[2].split(' ') if '=' in part)


def print_stats(tables):
    print(f'{"type":<12}{"predicates":>11}{"patterns":>10}{"pieces>=2":>11}')
    everything, patterns, multi_all = set(), 0, 0
    for kind, rows in sorted(tables.items()):
        predicates = {predicate_of(cells) if kind != 'composition' else (cells[0], cells[1], (cells[4],)) for cells in rows}
        multi = sum(kind == 'composition' or '+' in c[0] or '=' in c[2]
                    or bool(re.search(r'T\??:(?!subj|obj|iobj|poss|comp)', c[2])) for c in rows)
        print(f'{kind:<12}{len(predicates):>11}{len(rows):>10}{multi:>11}')
        everything |= predicates
        patterns += len(rows)
        multi_all += multi
    print(f'{"all":<12}{len(everything):>11}{patterns:>10}{multi_all:>11}')
    lemmas = collections.Counter(part for cells in sum(tables.values(), []) for part in cells[0].split('|'))
    print(f'{len(lemmas)} different triggers')


def main(arguments):
    stats = '--stats' in arguments
    rest = [a for a in arguments if a != '--stats']
    folder = pathlib.Path(rest[0]) if rest else ROOT / 'data' / 'relations'
    if not folder.is_dir():
        print(f'{folder} is not a folder; name the one that holds the lexicon')
        return 2
    faults, tables = check(folder, known_codes(ROOT))
    for fault in faults:
        print(fault)
    if stats:
        print_stats(tables)
    print(f'{sum(map(len, tables.values()))} patterns in {len(tables)} files, {len(faults)} faults')
    return 1 if faults or not tables else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
