#!/usr/bin/env python3
"""entente explain: what it shows of an article, for people and for programs.

  explain_test.py ENTENTE            compares with tests/tools/explain/article.expected
  explain_test.py ENTENTE --update   writes what the program prints there, for a look and a commit
"""
import json
import os
import re
import sys
import unittest

import harness

FOLDER = os.path.join(harness.SOURCE, "tests", "tools", "explain")
ARTICLE = os.path.join(FOLDER, "article.json")
EXPECTED = os.path.join(FOLDER, "article.expected")
TEXT = json.load(open(ARTICLE))["text"].encode()
# Confidences and lines of the lexicon move with every change of model and lexicon.
VARIES = re.compile(r"\b[01]\.\d\d\b|(?<=\.tsv:)\d+")
UPDATE = "--update" in sys.argv and not sys.argv.remove("--update")


class Explain(harness.EntenteTest):
    def explain(self, *arguments, **options):
        done = self.run_entente("explain", *arguments, **options)
        self.assertEqual(done.code, 0, done.err)
        return done.out

    def relations(self, *arguments, **options):
        article = json.loads(self.explain(*arguments, "--format", "jsonl", **options))
        return [relation for sentence in article["sentences"] for relation in sentence["relations"]]

    def find(self, relations, subject, object_):
        found = [r for r in relations if (r["subject"], r["object"]) == (subject, object_)]
        self.assertEqual(len(found), 1, relations)
        return found[0]

    def test_readable_view_is_as_expected(self):
        shown = VARIES.sub("#", self.explain(ARTICLE))
        if UPDATE:
            with open(EXPECTED, "w") as file:
                file.write(shown)
        with open(EXPECTED) as file:
            self.assertEqual(shown, file.read(), "after a look: explain_test.py ENTENTE --update")

    def test_spans_are_those_of_the_article(self):
        def check(node):
            if isinstance(node, dict):
                if {"text", "begin", "end"} <= set(node):
                    self.assertEqual(TEXT[node["begin"]:node["end"]].decode(), node["text"])
                node = list(node.values())
            for child in node if isinstance(node, list) else []:
                check(child)
        article = json.loads(self.explain(ARTICLE, "--format", "jsonl"))
        self.assertGreaterEqual(len(article["sentences"]), 5)
        check(article)

    def test_rule_is_the_line_of_the_lexicon_that_fired(self):
        thanks = self.find(self.relations(ARTICLE), "person:emmanuel-macron", "person:jonas-gahr-store")
        with open(os.path.join(harness.SOURCE, "data", "relations", thanks["rule"]["file"])) as file:
            line = file.read().splitlines()[thanks["rule"]["line"] - 1]
        self.assertEqual(line.split("\t")[0], "thank")
        self.assertEqual(thanks["rule"]["pattern"], " ".join(line.split("\t")[:-1]))
        self.assertEqual(thanks["rule"]["example"], line.split("\t")[-1])
        self.assertEqual(thanks["words"]["predicate"]["text"], "thanked")

    def test_status_names_rule_and_word(self):
        relations = self.relations(ARTICLE)
        refused = self.find(relations, "state:HUN", "state:RUS")
        self.assertTrue(refused["negated"])
        self.assertIn("refused", [note["text"] for note in refused["status"]])
        asked = self.find(relations, "state:POL", "state:BLR")
        self.assertEqual(asked["modality"], "hypothetical")
        self.assertEqual([(note["rule"], note["text"]) for note in asked["status"]], [("question", "?")])

    def test_date_names_its_words_or_the_publication(self):
        relations = self.relations(ARTICLE)
        thanks = self.find(relations, "person:emmanuel-macron", "person:jonas-gahr-store")
        self.assertEqual((thanks["date"]["date"], thanks["date"]["basis"], thanks["date"]["words"]["text"]),
                         ("2022-03-15", "text", "Tuesday"))
        refused = self.find(relations, "state:HUN", "state:RUS")
        self.assertEqual((refused["date"]["basis"], refused["date"]["words"]), ("publication", None))

    def test_relations_are_those_that_extract_finds(self):
        records = self.run_entente("extract", ARTICLE).records()
        key = lambda r, end: r[end]["id"] if isinstance(r[end], dict) else r[end]
        facts = lambda rs: [(key(r, "subject"), r["relation"], key(r, "object"), r["type"], r["negated"],
                             r["modality"], r["confidence"]) for r in rs]
        self.assertEqual(facts(self.relations(ARTICLE)), facts(records))

    def test_mention_without_actor_lists_candidates(self):
        text = b"Angela Merkel met Theresa May. She thanked her."
        article = json.loads(self.explain("-", "--format", "jsonl", stdin=text))
        mentions = [m for s in article["sentences"] for m in s["mentions"] if not m["actors"]]
        self.assertTrue(all(m["candidates"] for m in mentions if m["text"] in ("She", "her")))
        for mention in [m for s in article["sentences"] for m in s["mentions"] if m["actors"]]:
            self.assertEqual(mention["candidates"], [])
            self.assertIsNotNone(mention["why"])

    def test_articles_of_a_store_by_id(self):
        self.run_entente("ingest", ARTICLE, "--db", self.db)
        shown = self.explain(ARTICLE)
        self.assertEqual(self.explain("explain-1", "--db", self.db), shown)
        self.assertEqual(self.explain("explain-1", env={"ENTENTE_DB": self.db}), shown)
        self.assert_fails(self.run_entente("explain", "no-such", "--db", self.db), 1, "'no-such'")

    def test_several_articles_are_an_array_of_json(self):
        self.write("a.txt", "Macron met Merkel.")
        self.write("b.txt", "Putin met Xi.")
        out = json.loads(self.explain("a.txt", "b.txt", "--format", "json"))
        self.assertEqual(len(out), 2)
        self.assertEqual(json.loads(self.explain("a.txt", "b.txt", "--format", "json", "--limit", "1")),
                         out[:1])

    def test_bad_words_are_named_with_what_would_do(self):
        self.assert_fails(self.run_entente("explain", ARTICLE, "--format", "csv"), 2, "'csv'", "jsonl")
        self.assert_fails(self.run_entente("explain", "no-such"), 1, "'no-such'", "--db")
        self.assert_fails(self.run_entente("explain"), 2, "ARTICLE is required")


if __name__ == "__main__":
    harness.main()
