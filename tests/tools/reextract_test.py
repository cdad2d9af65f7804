#!/usr/bin/env python3
"""entente reextract reads stored articles again after a change of the program's data; interrupted or
killed it goes on where it was, and needs none of the input files."""
import os
import signal
import subprocess
import time
import unittest

import harness

DATA = os.path.join(harness.SOURCE, "data")
ARTICLES = 60


class Reextract(harness.EntenteTest):
    def changed_data(self):
        """The program's data, with one relation pattern less."""
        folder = self.path("data")
        os.makedirs(os.path.join(folder, "relations"))
        for name in os.listdir(DATA):
            if name != "relations":
                os.symlink(os.path.join(DATA, name), os.path.join(folder, name))
        for name in os.listdir(os.path.join(DATA, "relations")):
            with open(os.path.join(DATA, "relations", name), encoding="utf-8") as source:
                lines = [line for line in source if not line.startswith("thank\t")]
            self.write(f"data/relations/{name}", "".join(lines))
        return {"ENTENTE_DATA": folder}

    def fill(self, **options):
        self.write_jsonl("a.jsonl", harness.made_up_articles(ARTICLES, **options))
        done = self.run_entente("ingest", "a.jsonl", "--db", self.db)
        self.assertEqual(done.code, 0, done.err)
        os.remove(self.path("a.jsonl"))

    def exported(self):
        return self.ask("export", "--format", "jsonl").out

    def test_what_another_version_has_read_is_read_again(self):
        self.fill()
        before = self.exported()
        self.assertIn('"thank"', before)
        env = self.changed_data()
        done = self.run_entente("reextract", "--changed", "--dry-run", "--db", self.db, env=env)
        self.assertIn(f"{ARTICLES} articles would be read again", done.err)
        done = self.run_entente("reextract", "--article", "made-up-000003", "--db", self.db, env=env)
        self.assertIn("1 articles read again", done.err)
        done = self.run_entente("reextract", "--changed", "--db", self.db, env=env)
        self.assertEqual(done.code, 0, done.err)
        self.assertIn(f"{ARTICLES - 1} articles read again", done.err)
        self.assertNotIn('"thank"', self.exported())
        done = self.run_entente("reextract", "--changed", "--db", self.db, env=env)
        self.assertIn("0 articles read again", done.err)
        self.ask("reextract", "--changed")  # and back, with the program's own data
        self.assertEqual(self.exported(), before)

    def test_only_what_was_asked_for(self):
        self.write_jsonl("a.jsonl", [
            {"id": "x", "text": "Angela Merkel thanked Xi Jinping.", "source": "Daily Sun"},
            {"id": "y", "text": "Joe Biden thanked Narendra Modi.", "url": "https://b.example/1"}])
        self.run_entente("ingest", "a.jsonl", "--db", self.db)
        env = self.changed_data()
        for source in ("Daily Sun", "b.example"):
            done = self.run_entente("reextract", "--source", source, "--db", self.db, env=env)
            self.assertIn("1 articles read again", done.err)
        self.assert_fails(self.run_entente("reextract", "--db", self.db), 2, "--changed")
        self.assert_fails(self.run_entente("reextract", "--article", "z", "--db", self.db), 1, "'z'")

    def test_killed_and_interrupted_runs_are_gone_on_with(self):
        self.fill(sentences=40)
        env = self.changed_data()
        for stop in (signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGKILL):
            process = self.start("reextract", "--changed", "--db", self.db, "--quiet",
                                 env=self.environment(env), stderr=subprocess.PIPE)
            time.sleep(0.35)
            process.send_signal(stop)
            process.communicate(timeout=60)
            if stop == signal.SIGINT:
                self.assertIn(process.returncode, (0, 130, -signal.SIGINT))
        self.assertEqual(self.status()["articles"], str(ARTICLES))
        self.assertEqual(
            self.run_entente("reextract", "--changed", "--db", self.db, env=env).code, 0)
        once = self.path("once")
        self.write_jsonl("a.jsonl", harness.made_up_articles(ARTICLES, sentences=40))
        self.run_entente("ingest", "a.jsonl", "--db", once, env=env)
        self.assertEqual(self.exported(), self.ask("export", "--format", "jsonl", db=once).out)


class Interrupt(harness.EntenteTest):
    def test_a_second_interrupt_stops_at_once(self):
        text = " ".join(a["text"] for a in harness.made_up_articles(2000))
        self.write("long.txt", text[:1900000])
        process = self.start("ingest", "long.txt", "--db", self.db, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:  # until it is stored, which is before it is read
            done = self.run_entente("status", "--db", self.db, "--format", "tsv")
            if done.code == 0 and "articles\t1" in done.out:
                break
            time.sleep(0.1)
        self.assertIsNone(process.poll(), "the article was read too fast for this test")
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        self.assertIsNone(process.poll(), "the article in hand was not finished")
        process.send_signal(signal.SIGINT)
        process.wait(timeout=2)
        process.stderr.close()
        self.assertEqual(process.returncode, 130)
        self.assertEqual(self.status()["relations"], "0")


if __name__ == "__main__":
    harness.main()
