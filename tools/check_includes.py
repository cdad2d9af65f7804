#!/usr/bin/env python3
"""Fails when a file includes what its layer must not see.

  tools/check_includes.py [ROOT]

Checks three rules of docs/architecture.md: the direction of includes between folders, the order of
the stages inside ingest/, and the fences around heavy packages. Prints one line a violation.
"""
import pathlib
import re
import sys

# A folder may include itself and the folders named here.
ALLOWED = {
    'core': set(),
    'graph': {'core'},
    'ingest': {'core', 'graph'},
    'storage': {'core', 'graph'},
    'query': {'core', 'graph', 'storage'},
    'tools': {'core', 'graph', 'ingest', 'storage', 'query'},
    'examples': {'core', 'graph', 'ingest', 'storage', 'query'},
    'tests': {'core', 'graph', 'ingest', 'storage', 'query', 'tools'},
}
STAGES = ['reader', 'table', 'text', 'parse', 'mention', 'actor', 'event']
# Heavy packages and the places that may include them; a header needs to be named in full.
FENCES = {
    'boost/': ('graph/',),
    'rocksdb/': ('storage/',),
    'nlohmann/': ('graph/export/', 'graph/', 'ingest/reader/', 'ingest/table/', 'ingest/actor/', 'ingest/event/', 'query/', 'tools/'),
    'unicode/': ('core/unicode', 'ingest/text/', 'ingest/reader/'),
    'CLI/': ('tools/',),
    'archive': ('ingest/reader/',),
    'cld2/': ('ingest/reader/',),
    'libxml/': ('ingest/reader/', 'graph/export/'),
}
HEAVY_IN_HEADERS = {'graph/boost_view.h', 'storage/rocks_options.h'}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')


def violations_of(path, name):
    folder = name.split('/')[0]
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quote, target = match.groups()
        where = f'{name}:{number}'
        if quote == '"':
            yield from layer_violations(where, name, folder, target)
        elif folder != 'tests':
            yield from fence_violations(where, name, target)


def layer_violations(where, name, folder, target):
    parts = target.split('/')
    if len(parts) < 2:
        yield f'{where}: include "{target}" by its path from the repository root'
        return
    if parts[0] != folder and parts[0] not in ALLOWED.get(folder, set()):
        yield f'{where}: {folder}/ must not include {parts[0]}/ ("{target}")'
    own, other = name.split('/'), parts
    if folder == 'ingest' and other[0] == 'ingest' and own[1] in STAGES and other[1] in STAGES:
        if STAGES.index(other[1]) > STAGES.index(own[1]):
            yield f'{where}: stage {own[1]} must not include the later stage {other[1]} ("{target}")'


def fence_violations(where, name, target):
    for prefix, homes in FENCES.items():
        if not target.startswith(prefix):
            continue
        if not name.startswith(homes):
            yield f'{where}: <{target}> stays behind its fence ({", ".join(homes)})'
        elif name.endswith('.h') and name not in HEAVY_IN_HEADERS:
            yield f'{where}: <{target}> belongs in a .cpp file'


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent)
    found, files = [], 0
    for folder in ALLOWED:
        for path in sorted((root / folder).rglob('*')):
            if path.suffix in ('.h', '.cpp') and 'node_modules' not in path.parts:
                files += 1
                found += violations_of(path, path.relative_to(root).as_posix())
    print('\n'.join(found) if found else f'include direction holds in {files} files')
    return 1 if found or not files else 0


if __name__ == '__main__':
    sys.exit(main())
