#!/usr/bin/env python3
"""The session in README.md is what the program prints.

  readme_test.py ENTENTE            runs each "$ entente ..." of the console block and compares
  readme_test.py ENTENTE --update   writes what it prints into README.md, for a look and a commit
"""
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
README = ROOT / 'README.md'
BLOCK = re.compile(r'```console\n(.*?)```', re.S)
# How long it took and how large it is differs from run to run.
VARIES = re.compile(r'[\d.]+ s, [\d.,]+ articles/s|(?<=bytes on disk)\s+\d+|(?<=by extractor )\S+')


def run(program, command, folder):
    """Output of one command as a person sees it; files it names without a folder go to `folder`."""
    words = shlex.split(command)[1:]
    words = [str(folder / w) if re.fullmatch(r'[\w-]+\.(db|graphml)', w) else w for w in words]
    done = subprocess.run([program, *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return ''.join(line.rstrip() + '\n' for line in done.stdout.splitlines()).replace(str(folder) + '/', '')


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    readme = README.read_text(encoding='utf-8')
    shown = BLOCK.search(readme).group(1)
    commands = [line[2:] for line in shown.splitlines() if line.startswith('$ ')]
    with tempfile.TemporaryDirectory() as folder:
        session = '\n'.join(f'$ {c}\n{run(program, c, pathlib.Path(folder))}' for c in commands)
    if '--update' in sys.argv:
        README.write_text(readme.replace(shown, session), encoding='utf-8')
        return 0
    same = VARIES.sub('#', shown) == VARIES.sub('#', session)
    if not same:
        import difflib
        print('\n'.join(difflib.unified_diff(shown.splitlines(), session.splitlines(), 'README.md', 'program', lineterm='')))
        print('after a look: tests/house/readme_test.py build/release/tools/entente --update')
    print('1 passed, 0 failed' if same else '0 passed, 1 failed')
    return 0 if same else 1


if __name__ == '__main__':
    sys.exit(main())
