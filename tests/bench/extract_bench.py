#!/usr/bin/env python3
"""Speed of the whole extraction on one core: text in, relations as JSON Lines out.

  tests/bench/extract_bench.py [ENTENTE] [ARTICLES.jsonl ...]

Without files: all AG News items of the test set and the labelled sentences of events/dev.jsonl, from ../shared. `entente extract`
is pinned to one core; loading (an empty article) is measured first and taken off. Times are processor time, the best of three, so
that other work on the machine counts little; wall time stands beside. Sentences are counted by `entente analyze`.
"""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / 'shared' / 'data'
RUNS = 3


def timed(command):
    """Processor and wall seconds of a command on one core, the best of RUNS each."""
    core = min(os.sched_getaffinity(0))
    best = [float('inf')] * 2
    for _ in range(RUNS):
        begin = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   preexec_fn=lambda: os.sched_setaffinity(0, {core}))
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f'{command} failed')
        best = [min(a, b) for a, b in zip(best, (usage.ru_utime + usage.ru_stime, time.monotonic() - begin))]
    return best


def sentences_of(program, path):
    done = subprocess.run([program, 'analyze', path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return sum(line.startswith(b'1\t') for line in done.stdout.split(b'\n'))


def shared_files(folder):
    source = SHARED / 'articles' / 'agnews_test2004' / 'test.csv'
    if not source.is_file():
        sys.exit(f'{source} is missing: nothing measured')
    path = os.path.join(folder, 'agnews.jsonl')
    with open(source, encoding='utf-8', errors='replace', newline='') as rows, open(path, 'w', encoding='utf-8') as out:
        for number, row in enumerate(csv.reader(rows)):
            out.write(json.dumps({'id': f'ag{number}', 'title': row[1], 'text': row[2]}) + '\n')
    return [path, str(SHARED / 'events' / 'dev.jsonl')]


def main():
    arguments = sys.argv[1:]
    program = arguments.pop(0) if arguments else str(ROOT / 'build' / 'release' / 'tools' / 'entente')
    with tempfile.TemporaryDirectory() as folder:
        empty = os.path.join(folder, 'empty.jsonl')
        pathlib.Path(empty).write_text('{"id":"none","text":"Nothing."}\n', encoding='utf-8')
        loading = timed([program, 'extract', empty])
        print(f'loading: {loading[0]:.2f} s of processor time')
        for path in arguments or shared_files(folder):
            cpu, wall = timed([program, 'extract', path])
            cpu, wall = cpu - loading[0], wall - loading[1]
            with open(path, 'rb') as lines:
                articles = sum(1 for line in lines if line.strip())
            sentences = sentences_of(program, path)
            print(f'{os.path.basename(path)}: {articles} articles, {sentences} sentences, {cpu:.2f} s: {sentences / cpu:.0f} sentences/s, '
                  f'{articles / cpu:.0f} articles/s (wall {wall:.2f} s, {sentences / wall:.0f} sentences/s)')


if __name__ == '__main__':
    main()
