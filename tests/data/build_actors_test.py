#!/usr/bin/env python3
"""The tables of actors come out of the committed inputs byte for byte, whatever the hash seed."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLES = ['actors.tsv', 'offices.tsv', 'memberships.tsv']


def build(folder, seed):
    """A copy of the tool and its inputs in `folder`, run with that hash seed; the bytes of the tables."""
    for part in ('tools/data', 'data/actors/hand', 'data/actors/facts'):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns('__pycache__'))
    subprocess.run([sys.executable, str(folder / 'tools/data/build_actors.py')], check=True,
                   env={**os.environ, 'PYTHONHASHSEED': seed}, stdout=subprocess.DEVNULL)
    return [(folder / 'data/actors' / name).read_bytes() for name in TABLES]


def main():
    failed = 0
    for seed in ('1', '4242'):
        with tempfile.TemporaryDirectory() as folder:
            for name, made in zip(TABLES, build(pathlib.Path(folder), seed)):
                if made != (ROOT / 'data/actors' / name).read_bytes():
                    print(f'hash seed {seed}: {name} differs from the committed file; run tools/data/build_actors.py')
                    failed += 1
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
