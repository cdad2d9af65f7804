#!/usr/bin/env python3
"""Measures a whole ingest: wall and processor time, articles and megabytes a second, peak memory,
store size, and the re-run that finds nothing to do.

  tests/bench/ingest_bench.py ENTENTE PATH [PATH ...] [-- INGEST-OPTION ...]

PATH is what `entente ingest` reads; *.sgm.gz files of the Reuters-21578 collection are converted
first (not counted in the times). The store lives in a temporary folder. Prints one Markdown row per
run; everything the program says goes to stderr.
"""
import os
import subprocess
import sys
import tempfile
import time

CONVERT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools", "convert",
                       "reuters_sgml_to_jsonl.py")


def size_of(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name))
               for folder, _, names in os.walk(path) for name in names)


def ingest(entente, paths, store, options):
    begin = time.monotonic()
    process = subprocess.Popen([entente, "ingest", *paths, "--db", store, *options])
    _, status, usage = os.wait4(process.pid, 0)
    return (time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024,
            os.waitstatus_to_exitcode(status))


def status(entente, store):
    out = subprocess.run([entente, "status", "--db", store, "--format", "tsv"], check=True,
                         capture_output=True, text=True).stdout
    return dict(line.split("\t") for line in out.splitlines()[1:])


def converted(paths, folder):
    sgml = [path for path in paths if path.endswith((".sgm", ".sgm.gz"))]
    if not sgml:
        return paths
    target = os.path.join(folder, "reuters.jsonl")
    with open(target, "wb") as file:
        subprocess.run([sys.executable, CONVERT, *sgml], stdout=file, check=True)
    return [path for path in paths if path not in sgml] + [target]


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    entente, paths, options = arguments[0], arguments[1:cut], arguments[cut + 1:]
    with tempfile.TemporaryDirectory() as folder:
        paths = converted(paths, folder)
        megabytes = sum(map(size_of, paths)) / 1e6
        store = os.path.join(folder, "store")
        print("| run | exit | wall s | processor s | articles/s | MB/s | peak MiB | articles "
              "| relations | store MB |")
        print("|---|---|---|---|---|---|---|---|---|---|")
        for run in ("first", "again"):
            wall, cpu, peak, code = ingest(entente, paths, store, options)
            facts = status(entente, store)
            print(f"| {run} | {code} | {wall:.1f} | {cpu:.1f} | {int(facts['articles']) / wall:.0f} "
                  f"| {megabytes / wall:.2f} | {peak:.0f} | {facts['articles']} "
                  f"| {facts['relations']} | {size_of(store) / 1e6:.1f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
