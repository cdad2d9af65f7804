#!/usr/bin/env python3
"""Measures `entente load` from end to end: a generated table into a new store that then answers.

  tests/bench/load_bench.py ENTENTE [--rows N] [--actors N] [--threads N] [--profile]

The table has the columns subject, object, type, date, article, sentence; a few actors are in most
relations, reports have seven relations, days span eight years. Prints one Markdown row: relations a
second by the clock of the whole process (start, sorting, writing and closing included), processor
time, keys a relation, bytes a relation, peak memory, and the seconds of a question and of
`entente doctor` afterwards. --profile runs it under `perf record` and lists where the time goes.
"""
import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time

TYPES = ["CONSULT", "AGREE", "ACCUSE", "THREATEN", "AID", "SANCTION", "ASSAULT", "COOPERATE"]


def write_table(path, rows, actors):
    chance = random.Random(5)
    days = [f"{2015 + n // 336}-{1 + n // 28 % 12:02}-{1 + n % 28:02}" for n in range(8 * 336)]
    draw, draw_type, draw_day = chance.random, len(TYPES), len(days)
    with open(path, "w", encoding="ascii", buffering=1 << 20) as file:
        file.write("subject\tobject\ttype\tdate\tarticle\tsentence\n")
        for row in range(rows):
            file.write(f"actor {int(draw() ** 3 * actors)}\tactor {int(draw() ** 3 * actors)}\t"
                       f"{TYPES[int(draw() * draw_type)]}\t{days[int(draw() * draw_day)]}\t"
                       f"r{row // 7}\t{row % 7}\n")


def timed(command, **options):
    begin = time.monotonic()
    process = subprocess.Popen(command, **options)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def size_of(folder):
    return sum(entry.stat().st_size for entry in os.scandir(folder) if entry.is_file())


def main():
    options = argparse.ArgumentParser(description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("entente")
    options.add_argument("--rows", type=int, default=5_000_000)
    options.add_argument("--actors", type=int, default=50_000)
    options.add_argument("--threads", type=int, default=0)
    options.add_argument("--profile", action="store_true")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table, store = os.path.join(folder, "t.tsv"), os.path.join(folder, "store")
        said = os.path.join(folder, "said")
        write_table(table, asked.rows, asked.actors)
        load = [asked.entente, "load", table, "--db", store]
        if asked.threads:
            load += ["--threads", str(asked.threads)]
        profile = os.path.join(folder, "perf.data")
        if asked.profile:
            load = ["perf", "record", "-q", "-g", "-o", profile, *load]
        with open(said, "w", encoding="utf-8") as err:
            wall, cpu, peak = timed(load, stderr=err)
        with open(said, encoding="utf-8") as err:
            words = err.read()
        sys.stderr.write(words)
        keys = re.search(r"([0-9.]+) a relation", words).group(1)
        out = {"stdout": subprocess.DEVNULL}
        ask, _, _ = timed([asked.entente, "timeline", "actor 0", "actor 1", "--db", store], **out)
        check, _, _ = timed([asked.entente, "doctor", "--db", store], **out)
        print("| relations | wall s | relations/s | processor s | keys a relation | bytes a relation "
              "| peak MiB | a question s | doctor s |")
        print("|---|---|---|---|---|---|---|---|---|")
        print(f"| {asked.rows:,} | {wall:.1f} | {asked.rows / wall:,.0f} | {cpu:.1f} | {keys} "
              f"| {size_of(store) / asked.rows:.0f} | {peak:.0f} | {ask:.2f} | {check:.1f} |")
        if asked.profile:
            subprocess.run(["perf", "report", "-i", profile, "--stdio", "--no-children", "-g",
                            "none", "--percent-limit", "1.5"], check=True)


if __name__ == "__main__":
    main()
