#!/usr/bin/env python3
"""kill -9 in the middle of entente load: while a chunk is written, while RocksDB merges files, at any
moment. After every kill the store is sound and has lost nothing; a plain re-run completes it, and what
it then exports is what an undisturbed load's store exports, byte for byte.

ENTENTE_KILLS sets how many kills must hit a load at work (default 6), ENTENTE_SEED the moments.
"""
import collections
import os
import random
import signal
import time
import unittest

import harness

ROWS = 40_000
CHUNK = "1000"  # forty chunks a load: their files overlap, so that RocksDB merges them all the time
PLACES = ["chunk", "merge", "any"]


def written_files(pid):
    """Paths of the files that a process has open for writing."""
    paths = []
    try:
        for number in os.listdir(f"/proc/{pid}/fd"):
            with open(f"/proc/{pid}/fdinfo/{number}", encoding="ascii") as info:
                flags = next(line for line in info if line.startswith("flags:"))
            if int(flags.split()[1], 8) & (os.O_WRONLY | os.O_RDWR):
                paths.append(os.readlink(f"/proc/{pid}/fd/{number}"))
    except (OSError, StopIteration):
        pass  # the file was closed, or the process is gone
    return paths


def place_of(pid):
    """What a load is at: writing the files of a chunk, merging files of the store, or something else."""
    tables = [path for path in written_files(pid) if path.endswith(".sst")]
    in_chunk = any(os.path.basename(os.path.dirname(path)) == "load" for path in tables)
    is_merge = any(os.path.basename(os.path.dirname(path)) != "load" for path in tables)
    return "merge" if is_merge else "chunk" if in_chunk else "any"


class LoadKill(harness.EntenteTest):
    def kill_at(self, place, process, longest):
        """Kills the load at such a moment; what it was at, None if it had ended before."""
        end = time.monotonic() + self.chance.uniform(0, longest)
        while time.monotonic() < end and process.poll() is None:
            time.sleep(0.001)
        while place != "any" and process.poll() is None and place_of(process.pid) != place:
            pass
        if process.poll() is None:
            process.send_signal(signal.SIGSTOP)
            found = place_of(process.pid)
            process.kill()
            if process.wait() == -signal.SIGKILL:
                return found
        return None

    def check(self, stored):
        """Sound, and with no fewer relations than after the kill before."""
        done = self.run_entente("status", "--db", self.db)
        if done.code != 0:
            self.assertEqual(stored, 0, done.err)  # only before the store was made
            return 0
        now = int(dict(done.rows())["relations"])
        self.assertGreaterEqual(now, stored, "a kill lost relations that were stored before")
        sound = self.run_entente("doctor", "--db", self.db)
        self.assertEqual(sound.code, 0, sound.out + sound.err)
        return now

    def assert_complete(self):
        done = self.run_entente("load", "t.tsv", "--db", self.db)
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(self.check(0), ROWS)
        self.assertEqual([self.ask("export", "--format", kind).out for kind in self.expected],
                         list(self.expected.values()))
        self.assertFalse(os.path.exists(os.path.join(self.db, "load")))

    def test_kills_in_the_middle_of_a_load_lose_and_double_nothing(self):
        seed = int(os.environ.get("ENTENTE_SEED", "6"))
        kills = int(os.environ.get("ENTENTE_KILLS", "6"))
        self.chance = random.Random(seed)
        rows = ["subject\tobject\ttype\tdate\tarticle\tsentence"]
        for i in range(ROWS):
            rows.append(f"p{self.chance.randrange(5000)}\tp{self.chance.randrange(5000)}\tACCUSE\t"
                        f"2020-01-{1 + i % 28:02}\ta{i // 7}\t{i % 7}")
        self.write("t.tsv", "\n".join(rows) + "\n")
        undisturbed = self.path("undisturbed")
        begin = time.monotonic()
        done = self.run_entente("load", "t.tsv", "--db", undisturbed, "--chunk", CHUNK)
        whole = time.monotonic() - begin
        self.assertEqual(done.code, 0, done.err)
        self.expected = {kind: self.ask("export", "--format", kind, db=undisturbed).out
                         for kind in ("jsonl", "graphml")}
        hits, stores, stored, part = collections.Counter(), 0, [], 0.5
        while sum(hits.values()) < kills:
            place = PLACES[sum(hits.values()) % len(PLACES)]
            process = self.start("load", "t.tsv", "--db", self.db, "--quiet", "--chunk", CHUNK)
            hit = self.kill_at(place, process, whole * part)
            stored.append(self.check(stored[-1] if stored else 0))
            if hit is not None:
                hits[hit] += 1
            if hit is None or stored[-1] == ROWS:  # this store is full: on with a new one
                part = max(part * 0.8, 0.05)
            if hit is None or stored[-1] == ROWS or sum(hits.values()) == kills:
                self.assert_complete()
                print(f"relations after each kill: {stored}")
                self.db, stored, stores = self.path(f"store{stores}"), [], stores + 1
        print(f"seed {seed}: {kills} kills of a load at work, over {stores} stores: "
              f"{hits['chunk']} while a chunk was written, {hits['merge']} while files were merged, "
              f"{hits['any']} at other moments")


if __name__ == "__main__":
    harness.main()
