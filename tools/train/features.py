"""Word features of the analyser; ingest/parse/features.cpp computes exactly the same numbers.

Every feature is a function of the written form alone (plus one case class of the sentence), so that the
runtime can cache a form. Hashes are 32-bit FNV-1a over a kind byte and UTF-8 bytes, then murmur's finaliser.
"""

FORM_ROWS = 16384
AFFIX_ROWS = 32768
SHAPE_ROWS = 1024
MAX_CHARS = 24  # letters of a form that n-grams look at

_PUNCT = {0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'", 0x201C: '"', 0x201D: '"', 0x201E: '"', 0x00AB: '"', 0x00BB: '"',
          0x2010: '-', 0x2011: '-', 0x2012: '-', 0x2013: '-', 0x2014: '-', 0x2015: '-', 0x2212: '-', 0x2026: '.', 0x00A0: ' '}


def lower_char(c):
    """Lower case of one code point for the scripts the runtime knows; everything else stays."""
    if 0x41 <= c <= 0x5A or (0xC0 <= c <= 0xDE and c != 0xD7) or 0x391 <= c <= 0x3A9 or 0x410 <= c <= 0x42F:
        return c + 32
    if 0x100 <= c <= 0x137 or 0x14A <= c <= 0x177:
        return c | 1
    if 0x139 <= c <= 0x148 or 0x179 <= c <= 0x17E:
        return c + 1 if c % 2 == 1 else c
    if 0x400 <= c <= 0x40F:
        return c + 80
    return c


def is_upper(c):
    return lower_char(c) != c


def is_lower(c):
    return (0x61 <= c <= 0x7A or 0xDF <= c <= 0xFF and c != 0xF7 or 0x100 <= c <= 0x17F or 0x3AC <= c <= 0x3CE
            or 0x430 <= c <= 0x45F) and not is_upper(c)


def plain(form):
    """Typographic quotes and dashes as ASCII."""
    return form.translate(_PUNCT)


def lower(form):
    return ''.join(chr(lower_char(ord(c))) for c in form)


def hash32(kind, text):
    h = 2166136261
    for b in bytes([kind]) + text.encode('utf-8'):
        h = ((h ^ b) * 16777619) & 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & 0xFFFFFFFF
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & 0xFFFFFFFF
    return h ^ (h >> 16)


def shape(form):
    """Letters and digits by class, runs cut to two: McDonald-2 -> XxXxx-d."""
    out = []
    for c in form:
        o = ord(c)
        k = 'X' if is_upper(o) else 'x' if is_lower(o) else 'd' if 0x30 <= o <= 0x39 else c if o < 128 else 'u'
        if len(out) < 2 or out[-1] != k or out[-2] != k:
            out.append(k)
        if len(out) >= 10:
            break
    return ''.join(out)


def row(kind, text, rows):
    return 1 + hash32(kind, text) % (rows - 1)  # row 0 is kept for "dropped"


def word_features(form):
    """(lower form for the vectors, form row, shape row, affix rows, n-gram rows)"""
    p = plain(form)
    w = lower(p)
    n = len(w)
    affixes = [row(k, w[:k], AFFIX_ROWS) for k in range(1, 5) if k <= n]
    affixes += [row(10 + k, w[n - k:], AFFIX_ROWS) for k in range(1, 5) if k <= n]
    b = '^' + w[:MAX_CHARS] + '$'
    grams = [row(23, b[i:i + 3], AFFIX_ROWS) for i in range(len(b) - 2)]
    grams += [row(24, b[i:i + 4], AFFIX_ROWS) for i in range(len(b) - 3)]
    return w, row(30, w, FORM_ROWS), row(31, shape(p), SHAPE_ROWS - 8) + 7, affixes, grams


def case_class(forms):
    """0 ordinary, 1 all capitals, 2 no capitals, 3 Headline Style; decided over the words of a sentence."""
    words = up = low = long_words = long_cap = 0
    for i, form in enumerate(forms):
        cs = [ord(c) for c in form]
        has_up, has_low = any(map(is_upper, cs)), any(map(is_lower, cs))
        if not (has_up or has_low):
            continue
        words += 1
        up += has_up and not has_low
        low += not has_up
        if len(cs) >= 4 and i > 0:
            long_words += 1
            long_cap += is_upper(cs[0])
    if words >= 2 and up == words:
        return 1
    if words >= 3 and low == words:
        return 2
    if long_words >= 3 and long_cap * 10 >= long_words * 9:
        return 3
    return 0
