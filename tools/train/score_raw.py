"""Scores the whole way from raw text: sentences, words, tags and trees, aligned by characters as in the CoNLL 2018 shared task.

  score_raw.py text GOLD.conllu > raw.txt           writes the treebank as running text
  score_raw.py score GOLD.conllu SYSTEM.conllu      F1 of what entente_annotate_conllu made of that text
"""
import json
import re
import sys


def read(path):
    """Sentences of (form, upos, head, relation, space after, multiword form or None), with paragraph marks."""
    sentences, cur, new_par, mwt_end, mwt_space = [], [], False, 0, True
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if not line:
            if cur:
                sentences.append((new_par, cur))
            cur, new_par = [], False
        elif line[0] == '#':
            new_par = new_par or line.startswith('# newpar') or line.startswith('# newdoc')
        else:
            f = line.split('\t')
            if '.' in f[0]:
                continue
            space = 'SpaceAfter=No' not in f[9].split('|')
            if '-' in f[0]:
                first, last = map(int, f[0].split('-'))
                mwt_end, mwt_space, mwt = last, space, f[1]
                cur.append(['mwt', first, last, mwt, space])
                continue
            cur.append(['word', f[1], f[3], int(f[6]), f[7].split(':')[0], space, f[9]])
    if cur:
        sentences.append((new_par, cur))
    return sentences


def gold_text(path):
    """The running text, and per sentence its words with character spans in it (None if a multiword token hides them)."""
    text, result = '', []
    for new_par, rows in read(path):
        if text:
            text = text.rstrip(' ') + ('\n\n' if new_par else ' ')
        words, i = [], 0
        while i < len(rows):
            if rows[i][0] == 'mwt':
                _, first, last, form, space = rows[i]
                inner = rows[i + 1:i + 2 + last - first]
                at = len(text)
                text += form
                if ''.join(w[1] for w in inner) == form:
                    for w in inner:
                        words.append((at, at + len(w[1]), w))
                        at += len(w[1])
                else:
                    words += [(at, -k, w) for k, w in enumerate(inner)]
                i += 1 + len(inner)
            else:
                w, space = rows[i], rows[i][5]
                words.append((len(text), len(text) + len(w[1]), w))
                text += w[1]
                i += 1
            text += ' ' if space else ''
        result.append(words)
    return text.rstrip(' ') + '\n', result


def system_words(path, text):
    """The same of the system's file, whose byte spans become character spans."""
    raw, char_at, n = text.encode('utf-8'), {}, 0
    for i, c in enumerate(text):
        char_at[n] = i
        n += len(c.encode('utf-8'))
    char_at[n] = len(text)
    result = []
    for _, rows in read(path):
        words = []
        for w in rows:
            b, e = map(int, re.search(r'Bytes=(\d+):(\d+)', w[6]).groups())
            words.append((char_at[b], char_at[e], w))
        result.append(words)
    return result


def f1(hits, gold, system):
    return round(200.0 * hits / max(1, gold + system), 2)


def main():
    if sys.argv[1] == 'text':
        sys.stdout.write(gold_text(sys.argv[2])[0])
        return
    text, gold = gold_text(sys.argv[2])
    system = system_words(sys.argv[3], text)
    bounds = lambda ss: {(s[0][0], max(w[1] for w in s)) for s in ss}
    g, y = bounds(gold), bounds(system)
    index = lambda ss: {w[:2]: (s, w[2]) for s in ss for w in s}
    gi, yi = index(gold), index(system)
    both = gi.keys() & yi.keys()
    n, m = sum(map(len, gold)), sum(map(len, system))

    def head(s, w):
        return 'root' if w[3] == 0 else s[w[3] - 1][:2]
    upos = uas = las = 0
    for k in both:
        (gs, gw), (ys, yw) = gi[k], yi[k]
        upos += gw[2] == yw[2]
        same = head(gs, gw) == head(ys, yw)
        uas += same
        las += same and gw[4] == yw[4]
    print(json.dumps({'sentences': f1(len(g & y), len(g), len(y)), 'words': f1(len(both), n, m), 'upos': f1(upos, n, m), 'uas': f1(uas, n, m),
                      'las': f1(las, n, m)}))


if __name__ == '__main__':
    main()
