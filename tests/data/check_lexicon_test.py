#!/usr/bin/env python3
"""The lexicon check accepts a good line and names the fault of each bad one."""
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHECK = ROOT / 'tools' / 'data' / 'check_lexicon.py'
GOOD = 'meet\tv\tS:subj T:obj\t040\trecip\tmeet\tNorway met Peru in Lima. => Norway | Peru'
BAD = {
    'CAMEO has no code': GOOD.replace('040', '0499'),
    'is accuse, not consult': GOOD.replace('040', '111'),
    'unknown function': GOOD.replace('T:obj', 'T:object'),
    'does not parse': GOOD.replace('T:obj', 'T:obj obj='),
    'no slot for the source': GOOD.replace('S:subj ', ''),
    'does not hold "meet"': GOOD.replace('Norway met', 'Norway saw'),
    'does not name "Peru"': GOOD.replace('met Peru', 'met Chile'),
    'does not end in': GOOD.replace(' => Norway | Peru', ''),
    'no word class "arms"': GOOD.replace('T:obj', 'T:obj with=<arms>'),
    'columns where 7': GOOD.replace('\t040', ''),
    'unknown flag': GOOD.replace('recip', 'mutual'),
    'again': GOOD + '\n' + GOOD,
}


def run(text):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, 'consult.tsv').write_text('## sense: meet\n' + text + '\n', encoding='utf-8')
        done = subprocess.run([sys.executable, str(CHECK), folder], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


def main():
    failed = 0
    code, out = run(GOOD)
    if code != 0:
        print('a good line is refused:', out)
        failed += 1
    for fault, text in BAD.items():
        code, out = run(text)
        if code == 0 or fault not in out:
            print(f'no "{fault}" in: {out}')
            failed += 1
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
