#!/usr/bin/env python3
"""kill -9 at random moments of an ingest, twenty times in a row (ENTENTE_KILLS), then a plain re-run: the
store says what an undisturbed run's store says, byte for byte."""
import os
import random
import time
import unittest

import harness

KILLS = int(os.environ.get("ENTENTE_KILLS", "20"))
ARTICLES = max(300, 15 * KILLS)


class Kill(harness.EntenteTest):
    def measure(self):
        """Seconds of one article (start included) and of all of them, undisturbed."""
        begin = time.monotonic()
        self.run_entente("ingest", "a.jsonl", "--limit", "1", "--db", self.path("one"))
        one = time.monotonic() - begin
        begin = time.monotonic()
        done = self.run_entente("ingest", "a.jsonl", "--db", self.path("undisturbed"))
        self.assertEqual(done.code, 0, done.err)
        return one, time.monotonic() - begin

    def test_kills_in_a_row_lose_and_double_nothing(self):
        seed = int(os.environ.get("ENTENTE_SEED", "20"))
        print(f"seed {seed} (ENTENTE_SEED sets another)")
        chance = random.Random(seed)
        self.write_jsonl("a.jsonl", harness.made_up_articles(ARTICLES, sentences=30))
        one, whole = self.measure()
        work = max(whole - one, 0.2)
        stored, hits = [], 0
        for _ in range(KILLS):
            process = self.start("ingest", "a.jsonl", "--db", self.db, "--quiet")
            # Also during start and recovery; on average less than a twentieth of the work gets done.
            time.sleep(chance.uniform(0, one + 1.3 * work / KILLS))
            hits += process.poll() is None
            process.kill()
            process.wait()
            done = self.run_entente("status", "--db", self.db)
            if done.code == 0:
                stored.append(int(dict(done.rows())["articles"]))
            else:
                self.assertEqual(stored, [], done.err)  # only before the store was made
        self.assertEqual(stored, sorted(stored), "a kill lost articles that were stored before")
        print(f"{hits} of {KILLS} kills hit an ingest at work; articles after each: {stored}")
        self.assertLess(stored[0], ARTICLES)
        done = self.run_entente("ingest", "a.jsonl", "--db", self.db)
        self.assertEqual(done.code, 0, done.err)
        undisturbed = self.path("undisturbed")
        for kind in ("jsonl", "graphml"):
            self.assertEqual(self.ask("export", "--format", kind).out,
                             self.ask("export", "--format", kind, db=undisturbed).out)
        for fact in ("articles", "sentences", "actors", "relations"):
            self.assertEqual(self.status()[fact], self.status(db=undisturbed)[fact])
        again = self.run_entente("ingest", "a.jsonl", "--db", self.db)
        self.assertIn(f"0 added, {ARTICLES} unchanged", again.err)


if __name__ == "__main__":
    harness.main()
