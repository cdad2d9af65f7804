#!/usr/bin/env python3
"""The same story printed again: copies add their source and no relations, whichever comes first, in
one run or several, with any number of threads; what was decided can be seen and undone."""
import json
import os
import random
import re
import unittest

import harness

NEWS = os.path.join(harness.SOURCE, "..", "shared", "data", "articles", "newscluster2017")
STORY = (
    "Foreign Minister Ada Meyer met her Norwegian counterpart in Geneva on Monday to prepare the "
    "autumn conference on river shipping. Angela Merkel criticized Vladimir Putin for the closing "
    "of two ports in the estuary. The harbour masters had counted 214 barges before the gates were "
    "shut. Emmanuel Macron thanked Xi Jinping for the offer to send engineers. A spokesman of the "
    "shipping board said that the repair would take until the end of November, and that the costs "
    "were shared by all members of the convention. Joe Biden accused Vladimir Putin of breaking the "
    "agreement of Lisbon.")
OTHER = (
    "Farmers of the northern valleys sold their wool early this year because the merchants of the "
    "coast had offered better prices than ever since the great drought. Narendra Modi met Justin "
    "Trudeau in Vienna on Friday. The two spoke about tariffs for wool and timber, about students, "
    "and about a bridge that neither of their countries wants to pay for alone.")


def article(number, text=STORY, **fields):
    return {"id": f"a{number}", "text": text, "date": "2022-09-12", "source": f"Paper {number}",
            "title": f"Headline {number}", **fields}


def light_edit(text, share, chance):
    """The text with this share of its words replaced by others."""
    words = text.split(" ")
    for place in chance.sample(range(len(words)), int(share * len(words))):
        if words[place].islower():
            words[place] = "reportedly"
    return " ".join(words)


class Duplicates(harness.EntenteTest):
    def ingest(self, *articles, db=None, arguments=()):
        self.write_jsonl("in.jsonl", articles)
        done = self.run_entente("ingest", "in.jsonl", "--db", db or self.db, *arguments)
        self.assertEqual(done.code, 0, done.err)
        return done

    def copies(self, db=None):
        rows = self.ask("duplicates", "--format", "tsv", db=db).rows()
        return {row[1]: (row[0], row[2]) for row in rows}

    def relations(self, db=None):
        """Who did what to whom, without where it stands."""
        rows = self.ask("relations", "--format", "tsv", db=db).rows()
        return sorted(tuple(row[:7]) for row in rows)

    def test_printings_of_a_story_are_copies(self):
        printings = [
            (STORY, "exact"),
            (STORY.replace(". ", ".\n\n").upper(), "exact"),  # other spacing and case
            (light_edit(STORY, 0.05, random.Random(7)), "near"),
            ("GENEVA (Agency) - " + STORY + " Reporting by the agency.", "near"),
            (". ".join(STORY.split(". ")[:4]) + ".", "near"),  # cut
        ]
        self.ingest(article(1))
        before = self.relations()
        self.assertGreater(len(before), 2)
        numbers = range(2, 2 + len(printings))
        done = self.ingest(*[article(n, text) for n, (text, _) in zip(numbers, printings)],
                           article(9, OTHER))
        self.assertIn("1 added, 0 unchanged, 5 copies of others", done.err)
        self.assertEqual(self.copies(),
                         {f"a{n}": ("a1", kind) for n, (_, kind) in zip(numbers, printings)})
        self.assertEqual(set(before), set(self.relations()) & set(before))
        rows = self.ask("relations", "--evidence", "--object", "Putin", "--format",
                        "jsonl").records()
        self.assertTrue(rows)
        self.assertEqual({row["also_in"] for row in rows},
                         {"; ".join(f"Paper {number}" for number in numbers)})

    def test_a_much_fuller_text_takes_the_lead(self):
        cut = STORY[:STORY.index("Emmanuel Macron")]
        for number, order in enumerate([(1, 2), (2, 1)]):
            db = self.path(f"store{number}")
            for which in order:
                done = self.ingest(article(1) if which == 1 else article(2, cut), db=db)
            self.assertEqual(self.copies(db), {"a2": ("a1", "near")})
        self.assertIn("1 lead from now on in place of shorter or older printings", done.err)
        self.assertEqual(self.relations(self.path("store0")), self.relations(self.path("store1")))
        self.assertEqual(self.ask("export", "--format", "jsonl", db=self.path("store0")).out,
                         self.ask("export", "--format", "jsonl", db=self.path("store1")).out)

    def test_other_news_of_one_series_are_no_copies(self):
        notice = ("The central bank said on {day} that it had bought {sum} million of short bills in "
                  "the morning round, after forecasting a shortage of around {all} million in the "
                  "money market. Dealers said that overnight money was trading at {rate} percent "
                  "when the bank began its temporary and direct supply of reserves to the banks.")
        self.ingest(article(1, notice.format(day="Monday", sum=312, all=700, rate="6.31")),
                    article(2, notice.format(day="Tuesday", sum=285, all=650, rate="6.18")))
        self.assertEqual(self.copies(), {})

    def test_a_corrected_version_replaces_the_older_one(self):
        url = "https://www.paper.example/2022/09/story.html"
        corrected = STORY.replace("criticized", "thanked").replace("214", "241")
        old, new = article(1, url=url), article(2, corrected, url=url, date="2022-09-14")
        for number, order in enumerate([(old, new), (new, old)]):
            db = self.path(f"store{number}")
            for one in order:
                self.ingest(one, db=db)
            self.assertEqual(self.copies(db), {"a1": ("a2", "version")})
            self.assertEqual(self.status(db=db)["articles that are older versions"], "1")
        self.assertEqual(self.relations(self.path("store0")), self.relations(self.path("store1")))

    def test_an_older_version_under_the_same_id_is_left_out(self):
        self.ingest(article(1, date="2022-09-14"))
        before = self.ask("export", "--format", "jsonl").out
        done = self.ingest(article(1, STORY.replace("criticized", "met")))
        self.assertIn("1 older versions", done.err)
        self.assertEqual(self.ask("export", "--format", "jsonl").out, before)

    def test_a_front_page_is_not_the_next_days_front_page(self):
        self.ingest(article(1, url="https://paper.example/"))
        self.ingest(article(2, OTHER, url="https://paper.example/", date="2022-09-13"))
        self.assertEqual(self.copies(), {})

    def test_a_second_run_changes_nothing(self):
        articles = [article(1), article(2), article(3, OTHER), article(4, STORY + " It rained.")]
        self.ingest(*articles)
        before = self.ask("export", "--format", "jsonl").out, self.copies()
        done = self.ingest(*articles)
        self.assertIn("0 added, 4 unchanged, 0 skipped; 0 relations", done.err)
        self.assertEqual((self.ask("export", "--format", "jsonl").out, self.copies()), before)

    def test_threads_do_not_change_the_outcome(self):
        chance = random.Random(3)
        articles = []
        for number, made in enumerate(harness.made_up_articles(20, sentences=8, seed=5)):
            base = made["text"] + " " + " ".join(f"word{number}x{i}" for i in range(60))
            for copy in range(3):
                text = base if copy == 0 else light_edit(base, 0.04 * copy, chance)
                text = text[:int(len(text) * chance.choice([1, 1, 0.6]))]
                articles.append({**made, "id": f"{number}-{copy}", "text": text})
        chance.shuffle(articles)
        outcomes = []
        for threads in ("1", "2", "7"):
            db = self.path("store" + threads)
            self.ingest(*articles, db=db, arguments=["--threads", threads])
            outcomes.append((self.ask("duplicates", "--format", "tsv", db=db).out,
                             self.ask("export", "--format", "jsonl", db=db).out))
        self.assertGreater(len(outcomes[0][0].splitlines()), 10)
        self.assertEqual(outcomes[0], outcomes[1])
        self.assertEqual(outcomes[0], outcomes[2])

    def test_a_decision_can_be_undone_and_that_too(self):
        self.ingest(article(1), article(2))
        joined = self.ask("export", "--format", "jsonl").out
        done = self.ask("duplicates", "--separate", "a2")
        self.assertIn("'a2' is no copy of 'a1' any more", done.err)
        self.assertEqual(self.copies(), {})
        self.assertEqual(len(self.relations()), 2 * len(joined.splitlines()))
        self.assertEqual([row[:3] for row in self.ask("duplicates", "--log").rows()],
                         [["a1", "a2", "exact"]])
        done = self.ingest(article(1), article(2), article(3))  # the objection stands
        self.assertIn("2 unchanged", done.err)
        self.assertEqual(self.copies(), {"a3": ("a1", "exact")})
        self.ask("duplicates", "--rejoin", "a2")
        self.assertEqual(self.copies(), {"a2": ("a1", "exact"), "a3": ("a1", "exact")})
        self.assertEqual(self.ask("export", "--format", "jsonl").out, joined)
        self.assertEqual(self.ask("duplicates", "--log").rows(), [])
        self.assert_fails(self.run_entente("duplicates", "--separate", "a1", "--db", self.db), 1,
                          "'a1' is no copy")
        self.assert_fails(self.run_entente("duplicates", "--rejoin", "b", "--db", self.db), 1, "'b'")

    def test_the_next_copy_takes_the_place_of_a_deleted_article(self):
        self.ingest(article(1), article(2), article(3))
        before = self.relations()
        done = self.ask("delete", "a1")
        self.assertIn("1 articles deleted", done.err)
        self.assertEqual(self.copies(), {"a3": ("a2", "exact")})
        self.assertEqual(self.relations(), before)
        self.ask("delete", "--source", "Paper 2")
        self.ask("delete", "--source", "Paper 3")
        self.assertEqual((self.status()["articles"], self.status()["actors"]), ("0", "0"))
        self.assert_fails(self.run_entente("delete", "a9", "--db", self.db), 1, "'a9'")
        self.assert_fails(self.run_entente("delete", "--db", self.db), 2, "--source")

    def test_status_counts_copies_and_sources(self):
        self.ingest(article(1), article(2), article(3, OTHER))
        status = self.status()
        self.assertEqual((status["articles"], status["articles that are copies"],
                          status["sources"]), ("3", "1", "3"))

    def test_since_and_dry_run(self):
        articles = [article(1), article(2, OTHER, date="2022-10-01")]
        done = self.ingest(*articles, arguments=["--dry-run"])
        self.assertIn("2 would be looked at as new", done.err)
        self.assertFalse(os.path.exists(self.db))
        done = self.ingest(*articles, arguments=["--since", "2022-09-20"])
        self.assertIn("1 published before 2022-09-20 left out", done.err)
        self.assertEqual(self.status()["articles"], "1")
        done = self.ingest(*articles, arguments=["--dry-run"])
        self.assertIn("1 would be looked at as new, 0 would be read again, 1 unchanged", done.err)
        done = self.run_entente("ingest", "in.jsonl", "--since", "soon", "--db", self.db)
        self.assert_fails(done, 2, "'soon'")

    @unittest.skipUnless(os.path.isdir(NEWS), "SKIPPED: no ../shared/data")
    def test_forty_repeated_articles_add_no_relation(self):
        folders = [os.path.join(NEWS, name) for name in ("json_40er", "json_40er")]
        done = self.run_entente("ingest", *folders, "--db", self.db)
        self.assertEqual(done.code, 0, done.err)
        copies = int(re.search(r"(\d+) copies of others", done.err).group(1))
        self.assertGreaterEqual(copies, 40)
        relations = self.status()["relations"]
        done = self.run_entente("ingest", folders[0], "--db", self.db)
        self.assertIn("0 added, 40 unchanged, 0 skipped; 0 relations", done.err)
        self.assertEqual(self.status()["relations"], relations)


if __name__ == "__main__":
    harness.main()
