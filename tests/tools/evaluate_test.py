#!/usr/bin/env python3
"""entente evaluate: figures worked out by hand, agreement with the reference scorer, errors."""
import json
import os
import random
import subprocess
import sys
import unittest

import harness

LABELS = os.path.join(harness.SOURCE, "tests", "tools", "labels")
SHARED = os.path.join(harness.SOURCE, "..", "shared")
SCORER = os.path.join(SHARED, "eval", "score.py")
needs_scorer = unittest.skipUnless(os.path.exists(SCORER),
                                   "SKIPPED: the reference scorer ../shared/eval/score.py is not here")


def labels(name):
    return os.path.join(LABELS, name)


class Evaluate(harness.EntenteTest):
    def evaluate(self, *arguments):
        done = self.run_entente("evaluate", *arguments)
        self.assertEqual(done.code, 0, done.err)
        return done

    def figures(self, *arguments):
        rows = json.loads(self.evaluate(*arguments, "--format", "json").out)
        return {row["figure"]: row for row in rows}

    def assert_figures(self, figures, **expected):
        for name, (percent, right, of) in expected.items():
            row = figures[name if name in figures else name.replace("_", " ")]
            self.assertEqual((row["percent"], row["right"], row["of"]), (percent, right, of), name)


class ByHand(Evaluate):
    def test_events_are_counted_as_documented(self):
        figures = self.figures(labels("events.jsonl"), "--predictions",
                               labels("events-predicted.jsonl"))
        # e6 has no type and is not scored; the statement of e2 and the record of e3 are no events
        # of a labelled sentence.
        self.assert_figures(
            figures, sentences=(None, None, 4), with_a_relation=(75, 3, 4),
            relations=(None, None, 4), TYPE_precision=(75, 3, 4), TYPE_recall=(75, 3, 4),
            TYPE_F1=(75, None, None), PAIR_precision=(50, 2, 4), PAIR_recall=(50, 2, 4),
            empty_kept_empty=(0, 0, 1), DYAD_pair_found=(66.7, 2, 3),
            DYAD_pair_and_type_found=(66.7, 2, 3))
        self.assert_figures(figures, **{"GIVEN_PAIR type right": (100, 3, 3),
                                        "GIVEN_PAIR direction right": (50, 1, 2)})

    def test_triples_are_counted_as_documented(self):
        figures = self.figures(labels("triples.jsonl"), "--predictions",
                               labels("triples-predicted.jsonl"))
        # The optional triple counts for precision only; the article's second record is the first
        # one again; the unlabelled office lowers the precision of roles.
        self.assert_figures(
            figures, passages=(None, None, 2), EVENT_precision=(100, 4, 4),
            EVENT_recall=(100, 3, 3), ROLE_precision=(50, 1, 2), ROLE_recall=(100, 1, 1),
            ROLE_F1=(66.7, None, None), polarity_right=(75, 3, 4), modality_right=(75, 3, 4))

    def test_unsure_records_can_be_left_out(self):
        figures = self.figures(labels("events.jsonl"), "--predictions",
                               labels("events-predicted.jsonl"), "--min-confidence", "0.5")
        self.assert_figures(figures, empty_kept_empty=(100, 1, 1))

    def test_types_are_counted_apart(self):
        done = self.evaluate(labels("events.jsonl"), "--predictions",
                             labels("events-predicted.jsonl"), "--by-type", "--format", "tsv")
        self.assertIn(["ACCUSE", "2", "1", "50", "2", "1", "50"], done.rows())
        self.assertIn(["SUPPORT", "1", "1", "100", "1", "1", "100"], done.rows())

    def test_errors_are_listed_with_their_sentence(self):
        done = self.evaluate(labels("events.jsonl"), "--predictions",
                             labels("events-predicted.jsonl"), "--errors", "9", "--format", "jsonl")
        self.assertEqual([(e["error"], e["article"]) for e in done.records()],
                         [("not labelled", "e3"), ("missed", "e4"), ("wrong direction", "e4"),
                          ("not labelled", "e4"), ("missed", "e5")])
        self.assertEqual(done.records()[3]["sentence"], "Japan criticized Hungary.")
        self.assertEqual(done.records()[1]["labelled"], "Japan | SUPPORT | Canada")
        self.assertIn("TYPE precision", done.err)

    def test_errors_of_status_are_listed(self):
        done = self.evaluate(labels("triples.jsonl"), "--predictions",
                             labels("triples-predicted.jsonl"), "--errors", "9", "--format", "tsv")
        self.assertEqual([row[:2] for row in done.rows()],
                         [["wrong polarity", "t1"], ["wrong modality", "t1"],
                          ["not labelled", "t1"]])

    def test_number_of_errors_bounds_misses_and_false_alarms_apart(self):
        done = self.evaluate(labels("events.jsonl"), "--predictions",
                             labels("events-predicted.jsonl"), "--errors", "1", "--format", "tsv")
        self.assertEqual([row[0] for row in done.rows()], ["not labelled", "missed"])

    def test_records_of_other_texts_are_said(self):
        done = self.evaluate(labels("events.jsonl"), "--predictions",
                             labels("events-predicted.jsonl"))
        self.assertIn("records of 1 articles", done.err)

    def test_extracts_by_itself(self):
        figures = self.figures(labels("events.jsonl"))
        self.assert_figures(figures, TYPE_recall=(100, 4, 4), empty_kept_empty=(100, 1, 1))
        triples = self.figures(labels("triples.jsonl"))
        self.assert_figures(triples, EVENT_recall=(100, 3, 3), polarity_right=(100, 3, 3),
                            modality_right=(100, 3, 3))


class Errors(Evaluate):
    def test_bad_labels_are_named_with_line_and_value(self):
        good = '{"id":"a","text":"b","events":[]}\n'
        for content, words in [
                (good + "{", [":2:", "no JSON object"]),
                (good + good, [":2:", "'a'"]),
                ('{"id":"a","text":"b"}', [":1:", "'events' nor 'triples'"]),
                ('{"id":"a","events":[]}', ["'text' is missing"]),
                ('{"id":"a","text":"b","events":[{"plover":"HUG"}]}', ["'HUG'", "docs/labels.md"]),
                ('{"id":"a","text":"b","events":[{"code":"990"}]}', ["'990'"]),
                ('{"id":"a","text":"b","events":[],"dyads":["POL"]}', ["'dyads'"]),
                ('{"id":"a","text":"b","triples":[{"subject":"x","type":"AID"}]}', ["'object'"]),
                ('{"id":"a","text":"b","triples":[{"subject":"x","object":"y","type":"AID",'
                 '"modality":"wished"}]}', ["'wished'"]),
                ('{"id":"a","text":"b","triples":[{"subject":"x","object":"y","type":"AID",'
                 '"polarity":"yes"}]}', ["'yes'"]),
                ("\n", ["no labelled text"])]:
            done = self.run_entente("evaluate", self.write("bad.jsonl", content))
            self.assert_fails(done, 1, "bad.jsonl", *words)
            self.assertEqual(done.out, "")

    def test_wrong_usage_says_what_would_do(self):
        self.assert_fails(self.run_entente("evaluate", "-"), 2, "name a file")
        self.assert_fails(self.run_entente("evaluate", "no-such.jsonl"), 1, "'no-such.jsonl'")
        self.assert_fails(self.run_entente("evaluate", labels("events.jsonl"),
                                           "--min-confidence", "7"), 2, "0 to 1, not 7")

    def test_bad_records_are_named(self):
        bad = self.write("p.jsonl", '{"article":"e1","subject":{"name":"x"},"type":"AID"}\n')
        done = self.run_entente("evaluate", labels("events.jsonl"), "--predictions", bad)
        self.assert_fails(done, 1, "p.jsonl:1", "'object' is missing")


WORDS = ["Ada North", "B\u00e9la S\u00fcd", "the U.S.", "Washington", "Mr. Xi", "Erdo\u011fan", "Sm\u00f8r Land",
         "O'Neil-Ray", "\u0141ukasz", "\u4e60\u8fd1\u5e73", "a \u2026b", "", "United States"]
TYPES = ["AGREE", "CONSULT", "SUPPORT", "RETREAT", "CONCEDE", "ACCUSE", "ASSAULT", "AID"]


def random_end(chance):
    return {"name": chance.choice(WORDS), "text": chance.choice(WORDS), "country": chance.choice(
        ["USA", "CHN", None]), "aliases": chance.sample(WORDS, chance.randrange(3))}


def random_record(chance, article):
    return {"article": article, "subject": random_end(chance), "object": random_end(chance),
            "relation": "x", "type": chance.choice(TYPES + ["ROLE", "STATEMENT"]), "cameo": None,
            "negated": chance.random() < 0.3, "reciprocal": chance.random() < 0.3,
            "modality": chance.choice(["asserted", "planned"]), "confidence": 0.5}


def random_event(chance):
    some = lambda: chance.sample(WORDS, chance.randrange(3))
    return {"plover": chance.choice(TYPES + ["YIELD", "DEMAND", "FIGHT", "INVESTIGATE", None]),
            "source_text": some(), "target_text": some(),
            **({"reciprocal_text": some()} if chance.random() < 0.3 else {}),
            **({"reciprocal": True} if chance.random() < 0.2 else {})}


def random_triple(chance):
    return {"subject": chance.choice(WORDS[:-2]), "object": chance.choice(WORDS[:-2]), "relation": "x",
            "type": chance.choice(TYPES + ["ATTR", "01"]), "polarity": chance.choice("+-"),
            "modality": chance.choice(["asserted", "planned"]),
            **({"optional": True} if chance.random() < 0.3 else {}),
            **({"reciprocal": True} if chance.random() < 0.3 else {}),
            **({"alt_type": ["SUPPORT"], "alt_object": ["Washington"], "alt_modality": ["reported"]}
               if chance.random() < 0.3 else {})}


@needs_scorer
class Differential(Evaluate):
    """The same figures as the reference scorer, to the printed decimal."""

    NAMES = {"TYPE": ("precision", "recall", "F1"), "QUAD": ("precision", "recall", "F1"),
             "PAIR": ("precision", "recall", "F1"), "EVENT": ("precision", "recall", "F1"),
             "ROLE": ("precision", "recall", "F1")}

    def compare(self, gold, records):
        done = subprocess.run([sys.executable, SCORER, gold, records, "--json"], check=True,
                              capture_output=True, text=True)
        theirs = json.loads(done.stdout)
        ours = self.figures(gold, "--predictions", records)
        percent = lambda name: ours[name]["percent"]
        for name in self.NAMES:
            if name in theirs:
                self.assertEqual([theirs[name][key] for key in ("P", "R", "F1")],
                                 [percent(f"{name} {part}") for part in self.NAMES[name]], name)
        flat = {"GIVEN_PAIR": {"type_right": "GIVEN_PAIR type right",
                               "direction_right": "GIVEN_PAIR direction right"},
                "DYAD": {"dyad": "DYAD pair found", "dyad+type": "DYAD pair and type found"}}
        for group, keys in flat.items():
            for key, name in keys.items():
                if group in theirs:
                    self.assertEqual(theirs[group][key], percent(name), name)
        for key, name in [("with_relation", "with a relation"), ("polarity_right", "polarity right"),
                          ("modality_right", "modality right")]:
            if key in theirs:
                self.assertEqual(theirs[key], percent(name), name)
        for key in ("sentences", "relations", "passages"):
            if key in theirs:
                self.assertEqual(theirs[key], ours[key]["of"], key)
        if "empty_kept_empty" in theirs:
            row = ours["empty kept empty"]
            self.assertEqual(theirs["empty_kept_empty"], f"{row['right']}/{row['of']}")
        return ours

    def compare_extracted(self, name):
        gold = os.path.join(SHARED, "data", "events", name)
        if not os.path.exists(gold):
            self.skipTest(f"SKIPPED: {gold} is not here")
        records = self.write("records.jsonl", self.run_entente("extract", gold).out)
        self.assertEqual(self.compare(gold, records), self.figures(gold))

    def test_sentences_with_events(self):
        self.compare_extracted("dev.jsonl")

    def test_passages_with_triples(self):
        self.compare_extracted("seed.jsonl")

    def test_article_with_triples(self):
        self.compare_extracted("seed-article.jsonl")

    def test_random_labels(self):
        for seed in range(20):
            chance = random.Random(seed)
            lines = []
            for number in range(40):
                line = {"id": str(number), "text": "x"}
                if seed % 2 == 0:
                    line["events"] = [random_event(chance) for _ in range(chance.randrange(3))]
                    line["dyads"] = [["USA", "CHN"]] if chance.random() < 0.5 else []
                else:
                    line["triples"] = [random_triple(chance) for _ in range(chance.randrange(4))]
                    line.update({"unit": "article"} if chance.random() < 0.3 else {})
                    line["triples"] = [t for t in line["triples"] if t["subject"] and t["object"]]
                lines.append(line)
            records = [random_record(chance, str(chance.randrange(40))) for _ in range(80)]
            with self.subTest(seed=seed):
                self.compare(self.write_jsonl("gold.jsonl", lines),
                             self.write_jsonl("records.jsonl", records))


if __name__ == "__main__":
    harness.main()
