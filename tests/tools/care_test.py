#!/usr/bin/env python3
"""The care for a store: entente doctor, backup, restore, beside a writer and after damage."""
import glob
import os
import shutil
import subprocess
import time
import unittest

import harness

ARTICLES = 40


class Care(harness.EntenteTest):
    def setUp(self):
        super().setUp()
        self.saved = self.path("saved")
        self.write_jsonl("a.jsonl", harness.made_up_articles(ARTICLES))

    def ingest(self):
        done = self.run_entente("ingest", "a.jsonl", "--db", self.db)
        self.assertEqual(done.code, 0, done.err)
        return self.export()

    def export(self, db=None):
        return self.ask("export", "--format", "jsonl", db=db).out

    def doctor(self, *arguments, db=None):
        return self.run_entente("doctor", *arguments, "--db", db or self.db)

    def tables(self, db=None):
        return sorted(glob.glob(os.path.join(db or self.db, "*.sst")))

    def test_backup_and_restore_give_the_same_store(self):
        exported = self.ingest()
        done = self.run_entente("backup", self.saved, "--db", self.db)
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("the store was saved", done.err)
        self.assertEqual(self.export(self.saved), exported)
        shutil.rmtree(self.db)
        done = self.run_entente("restore", self.saved, "--db", self.db)
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("restored and sound", done.err)
        self.assertEqual(self.export(), exported)
        again = self.run_entente("ingest", "a.jsonl", "--db", self.db)
        self.assertIn(f"0 added, {ARTICLES} unchanged", again.err)
        self.assertEqual(sorted(os.listdir(self.folder)), ["a.jsonl", "saved", "store"])

    def test_a_backup_shares_no_bytes_with_the_store(self):
        exported = self.ingest()
        self.assertEqual(self.run_entente("backup", self.saved, "--db", self.db).code, 0)
        for path in self.tables():
            with open(path, "r+b") as file:
                file.write(b"DAMAGED")
        self.assertEqual(self.export(self.saved), exported)

    def test_backup_of_a_store_that_cannot_be_written(self):
        exported = self.ingest()
        shutil.rmtree(self.saved, ignore_errors=True)
        os.chmod(self.db, 0o555)
        self.addCleanup(os.chmod, self.db, 0o755)
        self.assertEqual(self.run_entente("backup", "saved/", "--db", self.db).code, 0)
        self.assertEqual(self.export(self.saved), exported)

    def test_backups_while_a_writer_works_are_whole(self):
        self.write_jsonl("many.jsonl", harness.made_up_articles(1500, sentences=4))
        writer = self.start("ingest", "many.jsonl", "--db", self.db, "--quiet")
        self.addCleanup(writer.wait)
        self.addCleanup(writer.kill)
        while self.run_entente("status", "--db", self.db).code != 0:
            time.sleep(0.05)
        counts = []
        while writer.poll() is None and len(counts) < 6:
            target = self.path(f"saved{len(counts)}")
            done = self.run_entente("backup", target, "--db", self.db)
            self.assertEqual(done.code, 0, done.err)
            checked = self.doctor(db=target)
            self.assertEqual(checked.code, 0, checked.out + checked.err)
            counts.append(int(self.status(db=target)["articles"]))
        self.assertGreater(len(counts), 0)
        self.assertEqual(counts, sorted(counts))

    def test_what_is_there_is_never_overwritten(self):
        self.ingest()
        self.write("saved/thesis.txt", "years of work")
        self.assert_fails(self.run_entente("backup", self.saved, "--db", self.db), 1, self.saved,
                          "holds something already")
        self.assertEqual(os.listdir(self.saved), ["thesis.txt"])
        self.assertEqual(self.run_entente("backup", self.path("b"), "--db", self.db).code, 0)
        self.assert_fails(self.run_entente("restore", "b", "--db", self.db), 1, self.db,
                          "holds something already")
        self.assert_fails(self.run_entente("restore", "nothing", "--db", self.path("n")), 1,
                          "no store in 'nothing'")
        self.assertFalse(os.path.exists(self.path("n")))
        self.assertFalse(os.path.exists(self.path("n.partial")))

    def test_a_damaged_backup_is_not_restored(self):
        self.ingest()
        self.assertEqual(self.run_entente("backup", self.saved, "--db", self.db).code, 0)
        for path in self.tables(self.saved):
            with open(path, "r+b") as file:
                file.seek(5)
                file.write(b"DAMAGED")
        done = self.run_entente("restore", self.saved, "--db", self.path("new"))
        self.assert_fails(done, 1, self.saved, "damaged")
        self.assertFalse(os.path.exists(self.path("new")))
        self.assertFalse(os.path.exists(self.path("new.partial")))

    def test_damage_is_told_with_its_remedy(self):
        exported = self.ingest()
        self.assertEqual(self.doctor().out, "the store is sound\n")
        self.assertEqual(self.doctor("--repair").out, "the store is sound\n")
        repaired = 0
        for number in range(len(self.tables())):
            for kind in ("flipped", "truncated", "missing"):
                copy = self.path(f"{kind}{number}")
                shutil.copytree(self.db, copy)
                self.damage(self.tables(copy)[number], kind)
                done = self.doctor(db=copy)
                self.assert_fails(done, 1, copy, "damaged", "entente restore BACKUP --db")
                done = self.doctor("--repair", db=copy)
                if done.code == 0:
                    repaired += 1
                    self.assertEqual(self.export(copy), exported)
                    self.assertEqual(self.doctor(db=copy).out, "the store is sound\n")
                else:
                    self.assert_fails(done, 1, copy, "entente restore BACKUP --db")
                shutil.rmtree(copy)
        self.assertGreater(repaired, 4, "indexes with a flipped byte are made anew")

    @staticmethod
    def damage(path, kind):
        if kind == "missing":
            os.remove(path)
        elif kind == "truncated":
            os.truncate(path, os.path.getsize(path) // 2)
        else:
            with open(path, "r+b") as file:
                file.seek(7)
                byte = file.read(1)[0]
                file.seek(7)
                file.write(bytes([byte ^ 0x10]))

    def test_repair_beside_a_writer_is_refused(self):
        self.ingest()
        writer = self.start("ingest", "-", "--db", self.db, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(writer.communicate)
        self.addCleanup(writer.kill)
        writer.stdin.write(b'{"id":"one more","text":"Modi met Trudeau in Lyon on Monday."}\n')
        writer.stdin.flush()
        for _ in range(300):
            if self.status()["articles"] == str(ARTICLES + 1):
                break
            time.sleep(0.1)
        self.assert_fails(self.doctor("--repair"), 1, "is being written by process " + str(writer.pid))


if __name__ == "__main__":
    harness.main()
