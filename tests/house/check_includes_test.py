"""tools/check_includes.py finds each kind of violation, and nothing in a clean tree."""
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parent.parent.parent
CASES = [
    ('core/a.cpp', '#include "graph/actor.h"', 'core/ must not include graph/'),
    ('ingest/text/a.cpp', '#include "ingest/event/b.h"', 'later stage event'),
    ('ingest/text/a.cpp', '#include "storage/store.h"', 'ingest/ must not include storage/'),
    ('query/a.cpp', '#include <rocksdb/db.h>', 'stays behind its fence'),
    ('storage/a.h', '#include <rocksdb/db.h>', 'belongs in a .cpp file'),
    ('graph/a.cpp', '#include "actor.h"', 'by its path from the repository root'),
    ('ingest/event/a.cpp', '#include "ingest/text/b.h"', None),
]


def run(name, line):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / name
        path.parent.mkdir(parents=True)
        path.write_text(line + '\n')
        return subprocess.run([sys.executable, ROOT / 'tools/check_includes.py', folder],
                              capture_output=True, text=True)


failed = 0
for name, line, words in CASES:
    out = run(name, line)
    good = out.returncode == 0 if words is None else out.returncode == 1 and words in out.stdout
    failed += not good
    if not good:
        print(f'{name}: {line}: {out.stdout}')
print(f'{len(CASES) - failed} passed, {failed} failed')
sys.exit(failed > 0)
