#!/usr/bin/env python3
"""entente load: each kind of table, what is wrong with a line, the same table twice."""
import json
import unittest

import harness

ICEWS = "\t".join(["Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
                   "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
                   "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude"])
POLECAT = "\t".join(["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
                     "Actor Name", "Actor Country", "Actor COW", "Recipient Name", "Recipient Country",
                     "Recipient COW", "Placename", "Publication Date"])


def icews_row(event, source, source_country, code, target, target_country, story, sentence=1, day="2015-03-02"):
    return "\t".join([str(event), day, source, "Government", source_country, "text", code, "1.0", target, "Government",
                      target_country, str(story), str(sentence), "A Paper", "Geneva", "", "", "Switzerland", "46", "6"])


def gdelt_row(event, actor1, name1, actor2, name2, code, url, day="20150301", added="20150302"):
    row = [""] * 61
    row[0], row[1], row[2], row[3] = str(event), day, day[:6], day[:4]
    row[5], row[6], row[15], row[16] = actor1, name1, actor2, name2
    row[26], row[52], row[59], row[60] = code, "Vienna, Wien, Austria", added + "001500", url
    return "\t".join(row)


def phoenix_row(event, source, target, code, url):
    row = [""] * 26
    row[0], row[1], row[5], row[9], row[13] = event, "20150302", source, target, code
    row[20], row[24] = "Minsk", url + ";http://example.org/2"
    return "\t".join(row)


class Load(harness.EntenteTest):
    def load(self, *arguments, **options):
        return self.run_entente("load", *arguments, "--db", self.db, **options)

    def relations(self, *arguments):
        return [dict(zip(row_names, row)) for row_names, row in self.rows_with_names(*arguments)]

    def rows_with_names(self, *arguments):
        lines = self.ask("relations", "--evidence", "--format", "tsv", *arguments).out.splitlines()
        return [(lines[0].split("\t"), line.split("\t")) for line in lines[1:]]

    def assert_sound(self):
        done = self.run_entente("doctor", "--db", self.db)
        self.assertEqual(done.code, 0, done.out + done.err)

    def test_icews(self):
        rows = [ICEWS, icews_row(1, "Vladimir Putin", "Russian Federation", "043", "Xi Jinping", "China", 77),
                icews_row(2, "Citizen (Iran)", "Iran", "42", "Nobody Known", "Chile", 77, 2)]
        self.write("events.2015.tab", "\n".join(rows) + "\n")
        done = self.load("events.2015.tab")
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("2 relations loaded", done.err)
        found = self.relations("--subject", "Putin")
        self.assertEqual(len(found), 1)
        self.assertEqual(found[0]["object"], "Xi Jinping")
        self.assertEqual(found[0]["type"], "CONSULT")
        self.assertEqual(found[0]["cameo"], "043")
        self.assertEqual(found[0]["date"], "2015-03-02")
        self.assertEqual(found[0]["article"], "icews:77")
        self.assertEqual(found[0]["evidence"], "")
        self.assertEqual(self.relations("--object", "Nobody Known")[0]["cameo"], "042")
        self.assertEqual(self.status()["reports loaded from icews"], "1")
        self.assert_sound()

    def test_polecat(self):
        rows = [POLECAT, "\t".join(["E1", "2021-05-04", "CONSULT", "visit", "1.5", "VERBAL COOPERATION", "diplomatic",
                                    "Emmanuel Macron", "FRA", "220", "", "DEU", "255", "Berlin", "2021-05-05"])]
        self.write("p.txt", "\n".join(rows) + "\n")
        self.assertEqual(self.load("p.txt").code, 0)
        found = self.relations()
        self.assertEqual([(row["subject"], row["relation"], row["object"], row["type"]) for row in found],
                         [("Emmanuel Macron", "consult visit", "Germany", "CONSULT")])

    def test_gdelt_export(self):
        rows = [gdelt_row(1, "RUS", "RUSSIA", "USAGOV", "WHITE HOUSE", "112", "https://example.org/a"),
                gdelt_row(2, "RUS", "RUSSIA", "", "", "112", "https://example.org/b")]
        self.write("20150302.export.CSV", "\n".join(rows) + "\n")
        done = self.load("20150302.export.CSV")
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("1 relations loaded", done.err)
        self.assertIn("1 lines name no two actors", done.err)
        found = self.relations()
        self.assertEqual((found[0]["subject"], found[0]["object"], found[0]["type"], found[0]["article"],
                          found[0]["date_basis"], found[0]["origin"]),
                         ("Russia", "USAGOV", "ACCUSE", "gdelt:1", "text", "https://example.org/a"))
        self.assertEqual(len(self.relations("--object", "White House")), 1)

    def test_phoenix_and_petrarch(self):
        self.write("phoenix.txt", phoenix_row("20150302_1", "IRN", "IRQGOV", "042", "http://example.org/1") + "\n")
        self.write("petrarch.txt", "20080801\tIGOUNO\tSDN\t0234\tAFP-3\tAFP\n20080801\t---\tSDN\t0234\tAFP-4\tAFP\n")
        self.assertEqual(self.load("phoenix.txt").code, 0)
        self.assertEqual(self.load("petrarch.txt").code, 0)
        self.assertEqual([(row["subject"], row["object"], row["article"]) for row in self.relations()],
                         [("IGOUNO", "Sudan", "petrarch:AFP-3"), ("Iran", "IRQGOV", "phoenix:20150302_1")])

    def test_comma_table_with_quotes(self):
        self.write("mine.csv", 'subject,object,type,date,article\n"Doe, Jane","Roe ""R"" Rob",ACCUSE,2020-01,x\n')
        self.assertEqual(self.load("mine.csv").code, 0)
        self.assertEqual([(row["subject"], row["object"], row["date"]) for row in self.relations()],
                         [("Doe, Jane", 'Roe "R" Rob', "2020-01")])

    def test_own_records_come_back_as_they_were(self):
        self.write_jsonl("a.jsonl", harness.made_up_articles(20))
        self.assertEqual(self.run_entente("ingest", "a.jsonl", "--db", self.path("own")).code, 0)
        exported = self.ask("export", "--format", "jsonl", db=self.path("own"))
        self.write("records.jsonl", exported.out)
        done = self.load("-", "--source", "copy", stdin=exported.out.encode())
        self.assertEqual(done.code, 0, done.err)
        self.assert_sound()

        def facts(record):
            kept = {key: value for key, value in record.items() if key not in ("evidence", "article", "title")}
            for end in ("subject", "object"):
                kept[end] = {key: value for key, value in record[end].items() if key not in ("text", "begin", "end")}
            return json.dumps([record["article"].removeprefix("copy:"), record["sentence"], kept], sort_keys=True)
        copied = self.ask("export", "--format", "jsonl").records()
        self.assertGreater(len(copied), 20)
        self.assertEqual(sorted(map(facts, copied)), sorted(map(facts, exported.records())))
        self.assertEqual({record["evidence"]["text"] for record in copied} - {None, ""}, set())

    def test_bad_lines_are_reported_with_their_number(self):
        self.write("t.tsv", "subject\tobject\ttype\tdate\nA\tB\tACCUSE\t2020-01-01\nA\t\tACCUSE\t2020-01-01\n"
                            "A\tB\tHUG\t2020-01-01\nA\tB\tAID\t2020-13-01\n\nA\tC\tAID\t2020-01-01\n")
        done = self.load("t.tsv", "--skipped", "s.jsonl")
        self.assert_fails(done, 3, "t.tsv:3: no subject or no object", "t.tsv:4: no event type: 'HUG'",
                          "t.tsv:5: no date: '2020-13-01'", "2 relations loaded", "3 lines skipped")
        with open(self.path("s.jsonl")) as file:
            self.assertEqual([json.loads(line)["line"] for line in file], [3, 4, 5])

    def test_a_reason_is_cut_between_characters(self):
        self.write("t.tsv", "subject\tobject\ttype\nA\tB\tx" + 30 * "\u0416" + "\nA\tC\tAID\n")
        self.assert_fails(self.load("t.tsv"), 3, "t.tsv:2: no event type: 'x" + 19 * "\u0416" + "'")

    def test_a_confidence_that_is_none_is_a_bad_line_in_every_kind_of_table(self):
        self.write("t.tsv", "subject\tobject\ttype\tconfidence\nA\tB\tAID\t5.93\nA\tC\tAID\t1\n")
        self.assert_fails(self.load("t.tsv"), 3, "t.tsv:2: no confidence between 0 and 1: '5.93'", "1 relations loaded")
        record = {"article": "a", "sentence": 0, "type": "AID", "subject": {"id": "A"}, "object": {"id": "B"}}
        lines = [json.dumps(record | {"confidence": value}) for value in (5.93, -0.1, 0, 1)]
        self.write("r.jsonl", "\n".join(lines) + "\n")
        self.assert_fails(self.load("r.jsonl"), 3, "r.jsonl:1: no confidence between 0 and 1",
                          "r.jsonl:2: no confidence", "2 relations loaded")
        self.assert_sound()

    def test_latin_1_and_control_characters_are_repaired(self):
        self.write("t.tsv", b"subject\tobject\ttype\nJos\xe9\tA\x01b\tAID\n")
        self.assertEqual(self.load("t.tsv").code, 0)
        self.assertEqual(self.relations()[0]["object"], "Ab")
        self.assert_sound()

    def test_a_line_of_many_megabytes_is_passed_over(self):
        self.write("t.tsv", b"subject\tobject\ttype\nA\tB\tAID\n" + b"x" * (30 << 20) + b"\nA\tC\tAID\n")
        done = self.run_measured("load", "t.tsv", "--db", self.db)
        self.assert_fails(done, 3, "t.tsv:3: line of", "2 relations loaded")
        self.assertLess(done.peak_bytes, 300 << 20)

    def test_what_cannot_be_loaded_is_refused_with_a_remedy(self):
        self.write("prose.txt", "Angela Merkel met Emmanuel Macron in Lyon.\n")
        self.assert_fails(self.load("prose.txt"), 1, "prose.txt: is no table of relations", "--columns")
        self.assert_fails(self.load("prose.txt", "--format", "xls"), 2, "'xls'", "icews")
        self.assert_fails(self.load("no.tsv"), 1, "no file 'no.tsv'")
        self.assert_fails(self.load("-"), 2, "--source")
        self.write("packed.tsv.gz", b"\x1f\x8b\x08\x00")
        self.assert_fails(self.load("packed.tsv.gz"), 1, "zcat")

    def test_the_same_table_again_adds_nothing_and_a_longer_one_the_rest(self):
        rows = [ICEWS] + [icews_row(i, f"A{i % 7}", "Iran", "043", f"B{i % 5}", "Iraq", i // 3) for i in range(300)]
        self.write("a.tab", "\n".join(rows) + "\n")
        self.assertEqual(self.load("a.tab").code, 0)
        again = self.load("a.tab")
        self.assertIn("0 relations loaded", again.err)
        self.assertIn("1 of 1 tables were loaded before, unchanged", again.err)
        rows += [icews_row(i, "A1", "Iran", "043", "B1", "Iraq", i // 3) for i in range(300, 310)]
        self.write("a.tab", "\n".join(rows) + "\n")
        longer = self.load("a.tab")
        self.assertIn("10 relations loaded, 0 there already", longer.err)
        self.write("part.tab", "\n".join([ICEWS] + rows[150:]) + "\n")
        self.assertIn("0 relations loaded, 161 there already", self.load("part.tab").err)
        self.assertEqual(self.status()["relations"], "310")
        self.assert_sound()


if __name__ == "__main__":
    harness.main()
