"""Known properties of tools/train/score_raw.py: a treebank scored against itself gives 100, and each planted error costs what it must."""
import importlib.util
import io
import json
import os
import sys
import tempfile
import unittest
from contextlib import redirect_stdout

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../../tools/train/score_raw.py')
spec = importlib.util.spec_from_file_location('score_raw', PATH)
score_raw = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score_raw)

GOLD = '''# newpar
1	Envoys	envoy	NOUN	_	_	4	nsubj	_	_
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	_	_	4	aux	_	_
3	n't	not	PART	_	_	4	advmod	_	_
4	meet	meet	VERB	_	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	_	_	4	punct	_	_

1	Talks	talk	NOUN	_	_	2	nsubj:pass	_	_
2	failed	fail	VERB	_	_	0	root	_	_

'''


def word(i, form, upos, head, rel, begin):
    return '\t'.join([str(i), form, '_', upos, '_', '_', str(head), rel, '_', 'Bytes=%d:%d' % (begin, begin + len(form))]) + '\n'


SYSTEM = [('Envoys', 'NOUN', 4, 'nsubj', 0), ('did', 'AUX', 4, 'aux', 7), ("n't", 'PART', 4, 'advmod', 10), ('meet', 'VERB', 0, 'root', 14),
          ('.', 'PUNCT', 4, 'punct', 18), ('Talks', 'NOUN', 2, 'nsubj', 20), ('failed', 'VERB', 0, 'root', 26)]


class Score(unittest.TestCase):
    def score(self, system):
        out = ''
        for part in (system[:5], system[5:]):
            out += ''.join(word(i + 1, *w) for i, w in enumerate(part)) + '\n'
        with tempfile.TemporaryDirectory() as d:
            paths = [os.path.join(d, n) for n in ('gold.conllu', 'system.conllu')]
            for path, text in zip(paths, (GOLD, out)):
                with open(path, 'w', encoding='utf-8') as f:
                    f.write(text)
            self.assertEqual(score_raw.gold_text(paths[0])[0], "Envoys didn't meet. Talks failed\n")
            old, sys.argv = sys.argv, ['score_raw.py', 'score'] + paths
            try:
                with redirect_stdout(io.StringIO()) as f:
                    score_raw.main()
            finally:
                sys.argv = old
        return json.loads(f.getvalue())

    def test_the_same_gives_100_and_subtypes_do_not_count(self):
        self.assertEqual(set(self.score(SYSTEM).values()), {100.0})

    def test_a_wrong_head_costs_one_of_seven_arcs(self):
        bad = list(SYSTEM)
        bad[1] = ('did', 'AUX', 1, 'aux', 7)
        r = self.score(bad)
        self.assertEqual((r['words'], r['upos'], r['uas'], r['las']), (100.0, 100.0, 85.71, 85.71))

    def test_a_wrong_label_costs_only_las(self):
        bad = list(SYSTEM)
        bad[0] = ('Envoys', 'NOUN', 4, 'obj', 0)
        r = self.score(bad)
        self.assertEqual((r['uas'], r['las']), (100.0, 85.71))

    def test_a_wrong_boundary_costs_the_words_and_the_arcs_to_them(self):
        bad = list(SYSTEM)
        bad[6] = ('faile', 'VERB', 0, 'root', 26)
        r = self.score(bad)
        self.assertEqual((r['words'], r['las'], r['sentences']), (85.71, 71.43, 50.0))


if __name__ == '__main__':
    unittest.main()
