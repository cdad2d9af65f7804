#!/usr/bin/env python3
"""Counts the records of web archives a second way, and compares with what the reader makes of them.

  python3 tests/eval/warc_count.py [--program build/release/tests/eval/read_articles] [FILE...]

Without FILE: every WARC of ../shared/data/articles/warc. The count here walks from record to record
by Content-Length. A record with content (response, resource, revisit; not the crawler's own notes
under metadata://) must have become an article or a skip; the row says "all" then. A file that this
walk finds broken must have ended in a skip with a reason; the row names it.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT.parent / 'shared/data/articles/warc'


def unpacked(path):
    """The bytes of all gzip members, as far as they can be unpacked."""
    data = path.read_bytes()
    if data[:2] != b'\x1f\x8b':
        return data
    out = b''
    while data[:2] == b'\x1f\x8b':
        member = zlib.decompressobj(31)
        try:
            out += member.decompress(data)
        except zlib.error:
            break
        data = member.unused_data
    return out


def walk(data):
    """How many records of each type there are, and whether the walk ended at the end."""
    types = collections.Counter()
    at = 0
    while data[at:].strip(b'\r\n'):
        at += len(data) - at - len(data[at:].lstrip(b'\r\n'))
        end = data.find(b'\r\n\r\n', at)
        if not data.startswith(b'WARC/', at) or end < 0:
            return types, False
        lines = [line.partition(b':') for line in data[at:end].split(b'\r\n')[1:]]
        fields = {name.strip().lower(): value.strip() for name, _, value in lines}
        if not fields.get(b'content-length', b'').isdigit():
            return types, False
        at = end + 4 + int(fields[b'content-length'])
        if at > len(data):
            return types, False
        is_of_crawler = fields.get(b'warc-target-uri', b'').strip(b'<>').startswith(b'metadata:')
        types['metadata' if is_of_crawler else fields.get(b'warc-type', b'').decode()] += 1
    return types, True


def read(program, path):
    out = subprocess.run([program, '--skips', '--print', '--any-language', str(path)],
                         capture_output=True, text=True, check=True).stdout
    lines = [json.loads(line) for line in out.splitlines()]
    return [x for x in lines if 'text' in x], [x['reason'] for x in lines if 'reason' in x]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--program', default=str(ROOT / 'build/release/tests/eval/read_articles'))
    ap.add_argument('files', nargs='*', type=pathlib.Path)
    args = ap.parse_args()
    files = args.files or sorted(p for p in FOLDER.glob('*.warc*') if p.is_file())
    if not files:
        print(f'SKIPPED: {FOLDER} is absent')
        return 0
    wrong, total = 0, collections.Counter()
    print('| file | responses | resources, revisits | articles | skips | |\n|---|---|---|---|---|---|')
    for path in files:
        types, is_whole = walk(unpacked(path))
        articles, reasons = read(args.program, path)
        others = types['resource'] + types['revisit']
        expected = types['response'] + others or 1  # a file without content is a skip itself
        is_all = len(articles) + len(reasons) == expected
        word = 'all' if is_all else 'LOST' if is_whole or not reasons else '; '.join(reasons)
        wrong += not is_all and (is_whole or not reasons)
        total += collections.Counter(r=types['response'], o=others, a=len(articles), s=len(reasons))
        print(f'| {path.name} | {types["response"]} | {others} | {len(articles)} | {len(reasons)} | {word} |')
    print(f'| total | {total["r"]} | {total["o"]} | {total["a"]} | {total["s"]} | |')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
