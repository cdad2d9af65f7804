#!/usr/bin/env python3
"""Full and read-only disks: small file systems of their own, where mounting is permitted."""
import os
import random
import string
import subprocess
import unittest

import harness


@harness.needs_root_mounts
class Disks(harness.EntenteTest):
    def mount(self, name, *arguments):
        folder = self.path(name)
        os.makedirs(folder, exist_ok=True)
        subprocess.run(["mount", *arguments, folder], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", folder], check=True)
        return folder

    def mount_small(self, name, mebibytes):
        return self.mount(name, "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs")

    def remount(self, folder, options):
        subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)

    def test_full_disk_during_ingest(self):
        small = self.mount_small("small", 3)
        store = os.path.join(small, "store")
        articles = list(harness.made_up_articles(400, sentences=1))
        chance = random.Random(7)
        for article in articles:  # much to store, little to analyse
            article["title"] = "".join(chance.choices(string.ascii_letters, k=8000))
            article["source"] = "".join(chance.choices(string.ascii_letters, k=8000))
        self.write_jsonl("a.jsonl", articles)
        done = self.run_entente("ingest", "a.jsonl", "--db", store)
        self.assert_fails(done, 1, store, "no space left on the disk")
        # With room again the same command goes on; nothing is lost or doubled.
        self.remount(small, "size=400m")
        status = self.status(db=store)
        # What was taken in and not yet read when the disk filled up is read now.
        waiting = int(status.get("articles not read yet (entente reextract --changed)", 0))
        before = int(status["articles"]) - waiting
        again = self.run_entente("ingest", "a.jsonl", "--db", store)
        self.assertEqual(again.code, 0, again.err)
        self.assertIn(f"{before} unchanged", again.err)
        self.assertEqual(self.status(db=store)["articles"], str(len(articles)))
        undisturbed = self.path("undisturbed")
        self.run_entente("ingest", "a.jsonl", "--db", undisturbed)
        self.assertEqual(self.ask("export", "--format", "jsonl", db=store).out,
                         self.ask("export", "--format", "jsonl", db=undisturbed).out)

    def test_full_disk_during_export_leaves_no_half_file(self):
        self.write_jsonl("a.jsonl", harness.made_up_articles(200, sentences=30))
        self.run_entente("ingest", "a.jsonl", "--db", self.db)
        if self.status()["relations"] == "0":
            self.skipTest("SKIPPED: the extractor of this build finds no relations")
        small = self.mount_small("small", 1)
        done = self.run_entente("export", "--db", self.db, "--out", os.path.join(small, "g.graphml"))
        self.assert_fails(done, 1, "g.graphml", "No space left on device")
        self.assertEqual(os.listdir(small), [])

    def test_read_only_store_can_be_read_but_not_written(self):
        disk = self.mount_small("disk", 64)
        store = os.path.join(disk, "store")
        self.write_jsonl("a.jsonl", harness.made_up_articles(5))
        self.write("b.txt", "Putin met Xi.")
        self.assertEqual(self.run_entente("ingest", "a.jsonl", "--db", store).code, 0)
        expected = self.ask("export", "--format", "jsonl", db=store).out
        self.remount(disk, "ro")
        self.assertEqual(self.status(db=store)["articles"], "5")
        self.assertEqual(self.ask("export", "--format", "jsonl", db=store).out, expected)
        self.assert_fails(self.run_entente("ingest", "b.txt", "--db", store), 1, store,
                          "cannot be written")

    def test_new_store_on_a_read_only_disk(self):
        disk = self.mount_small("disk", 4)
        self.remount(disk, "ro")
        self.write("b.txt", "Putin met Xi.")
        done = self.run_entente("ingest", "b.txt", "--db", os.path.join(disk, "store"))
        self.assert_fails(done, 1, "Read-only file system")


if __name__ == "__main__":
    harness.main()
