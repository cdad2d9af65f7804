#!/usr/bin/env python3
"""Bad input, bad moments and second parties: the message, the exit code, and what the store holds."""
import json
import os
import signal
import subprocess
import time
import unittest

import harness

GOOD = json.dumps({"id": "good", "text": "Angela Merkel met Emmanuel Macron in Lyon."}) + "\n"
MEBIBYTE = 1 << 20
# The program with its model, the store's buffers and one article in work; far below the input's
# size times its copies.
MEMORY_LIMIT = harness.memory_limit(200)


class BadInput(harness.EntenteTest):
    def ingest(self, *paths, **options):
        return self.run_entente("ingest", *paths, "--db", self.db, **options)

    def test_missing_file(self):
        self.assert_fails(self.ingest("no-such.txt"), 1, "no file or folder 'no-such.txt'",
                          "check the spelling")

    def test_missing_file_beside_a_good_one_stops_before_anything_is_read(self):
        self.write("good.jsonl", GOOD)
        self.assert_fails(self.ingest("good.jsonl", "no-such.txt"), 1, "'no-such.txt'")
        self.assertFalse(os.path.exists(self.db))

    def test_empty_file(self):
        self.write("empty.txt", "")
        self.assert_fails(self.ingest("empty.txt"), 1, "empty.txt: the file is empty",
                          "no article in the input")

    def test_empty_file_beside_a_good_one(self):
        self.write("empty.txt", "")
        self.write("good.jsonl", GOOD)
        self.assert_fails(self.ingest("empty.txt", "good.jsonl"), 3, "empty.txt: the file is empty",
                          "1 added", "1 skipped")

    def test_folder_without_articles(self):
        os.makedirs(self.path("folder/inner"))
        self.assert_fails(self.ingest("folder"), 1, "folder: the folder holds no files",
                          "no article in the input")

    def test_invalid_json_line(self):
        self.write("a.jsonl", GOOD + '{"id": "bad", "text": oops}\n' + '{"text": "Putin met Xi."}\n')
        self.assert_fails(self.ingest("a.jsonl"), 3, "a.jsonl:2: not valid JSON at column",
                          "2 added", "1 skipped")

    def test_skips_can_be_read_by_programs(self):
        self.write("a.jsonl", GOOD + "{broken}\n{}\n")
        self.ingest("a.jsonl", "--skipped", "skipped.jsonl")
        with open(self.path("skipped.jsonl")) as file:
            skips = [json.loads(line) for line in file]
        self.assertEqual([(skip["path"], skip["line"]) for skip in skips],
                         [("a.jsonl", 2), ("a.jsonl", 3)])
        self.assertIn("--map text=FIELD", skips[1]["reason"])

    def test_invalid_utf8_is_repaired_and_counted(self):
        self.write("a.jsonl", b'{"id":"a","text":"Merkel met \xff\xfe Macron.\\u0007"}\n')
        done = self.ingest("a.jsonl")
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("1 with invalid UTF-8 or control characters, repaired", done.err)

    def test_fifty_megabytes_in_one_json_line(self):
        with open(self.path("a.jsonl"), "wb") as file:
            file.write(b'{"id":"big","text":"' + b"Merkel met Macron. " * (50 * MEBIBYTE // 19) + b'"}\n')
            file.write(GOOD.encode())
        done = self.run_measured("ingest", "a.jsonl", "--db", self.db)
        self.assert_fails(done, 3, "a.jsonl:1: line of 50.0 MiB exceeds the limit", "1 added")
        self.assertLess(done.peak_bytes, MEMORY_LIMIT)

    def test_fifty_megabytes_in_one_line_of_text(self):
        with open(self.path("a.txt"), "wb") as file:
            file.write(b"word " * (10 * MEBIBYTE))
        done = self.run_measured("ingest", "a.txt", "--db", self.db)
        self.assert_fails(done, 1, "a.txt: text of 50.0 MiB exceeds the limit of 2.0 MiB",
                          "split it")
        self.assertLess(done.peak_bytes, MEMORY_LIMIT)

    def test_limit_of_length_can_be_changed(self):
        self.write("a.txt", "Merkel met Macron. " * 80000)
        self.assert_fails(self.ingest("a.txt", "--max-article", "1"), 1, "exceeds the limit of 1.0 MiB")
        self.assert_fails(self.ingest("a.txt", "--max-article", "0"), 2, "--max-article")

    def test_files_of_other_kinds_are_named_with_a_remedy(self):
        self.write("folder/a.pdf", b"%PDF-1.7\n")
        self.write("folder/b.bin", os.urandom(1000) + b"\0" * 100)
        self.write("folder/c.jsonl", GOOD)
        self.assert_fails(self.ingest("folder"), 3, "pdftotext", "binary data", "1 added, ",
                          "2 skipped")

    def test_extract_and_analyze_report_skips_too(self):
        self.write("a.jsonl", GOOD + "{broken}\n")
        for command in ("extract", "analyze"):
            self.assert_fails(self.run_entente(command, "a.jsonl"), 3, "a.jsonl:2: not valid JSON")

    def test_output_that_cannot_be_written_is_an_error(self):
        self.write("good.jsonl", GOOD)
        self.ingest("good.jsonl")
        with open("/dev/full", "wb") as full:
            done = self.run_entente("export", "--db", self.db, stdout=full)
        self.assert_fails(done, 1, "cannot write to standard output")
        self.assert_fails(self.run_entente("export", "--db", self.db, "--out", "/no/such/file"), 1,
                          "'/no/such/file'")


class BadStores(harness.EntenteTest):
    def test_no_store_there(self):
        done = self.run_entente("status", "--db", self.db)
        self.assert_fails(done, 1, "no store in", "entente ingest")
        self.assertFalse(os.path.exists(self.db))

    def test_store_path_is_a_file(self):
        self.write("store", "not a store")
        self.write("good.jsonl", GOOD)
        for arguments in (["status"], ["ingest", "good.jsonl"]):
            done = self.run_entente(*arguments, "--db", self.db)
            self.assert_fails(done, 1, "store")
        with open(self.db) as file:
            self.assertEqual(file.read(), "not a store")

    def test_folder_with_other_things_is_not_made_a_store(self):
        self.write("store/thesis.txt", "three years of work")
        self.write("good.jsonl", GOOD)
        self.assert_fails(self.run_entente("ingest", "good.jsonl", "--db", self.db), 1, "store")
        self.assertEqual(os.listdir(self.db), ["thesis.txt"])


class SecondParties(harness.EntenteTest):
    def start_waiting_ingest(self):
        """An ingest that has stored one article and waits for more of its standard input."""
        process = self.start("ingest", "-", "--db", self.db, stdin=subprocess.PIPE,
                             stderr=subprocess.PIPE)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        process.stdin.write(GOOD.encode())
        process.stdin.flush()
        for _ in range(300):
            done = self.run_entente("status", "--db", self.db)
            if done.code == 0 and "articles\t1\n" in done.out:
                return process
            time.sleep(0.1)
        self.fail("the first article was not stored within 30 seconds: " + done.err)

    def test_second_writer_is_told_that_the_store_is_taken(self):
        first = self.start_waiting_ingest()
        self.write("other.txt", "Putin met Xi.")
        self.assert_fails(self.run_entente("ingest", "other.txt", "--db", self.db), 1, self.db,
                          "is being written by process", "wait until it is done")
        _, err = first.communicate(b'{"id":"last","text":"Modi met Trudeau."}\n')
        self.assertEqual(first.returncode, 0, err)
        self.assertEqual(self.status()["articles"], "2")
        self.assertEqual(self.run_entente("ingest", "other.txt", "--db", self.db).code, 0)
        self.assertEqual(self.status()["articles"], "3")

    def test_readers_work_beside_a_writer(self):
        self.start_waiting_ingest()
        for command in (["status"], ["who-met"], ["export"], ["top"]):
            self.ask(*command)

    def test_interrupt_finishes_the_article_and_keeps_it(self):
        process = self.start_waiting_ingest()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        self.assertEqual(process.returncode, 130)
        self.assertIn(b"interrupted; run the same command again", process.stderr.read())
        self.assertEqual(self.status()["articles"], "1")

    def test_interrupted_ingest_goes_on_where_it_was(self):
        self.write_jsonl("a.jsonl", harness.made_up_articles(300))
        process = self.start("ingest", "a.jsonl", "--db", self.db, stderr=subprocess.PIPE)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertIn(process.returncode, (0, 130), err)
        done = self.run_entente("ingest", "a.jsonl", "--db", self.db)
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(self.status()["articles"], "300")


if __name__ == "__main__":
    harness.main()
