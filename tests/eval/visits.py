#!/usr/bin/env python3
"""Who met which US president, against the State Department's list of visits of foreign leaders.

  tests/eval/visits.py [ENTENTE] [--errors]

Each description of world/us-meetings/visits.tsv that begins "Met with" becomes an article of its own: "VISITOR of FROM met with
...", published on the first day of the visit. Of those that name a president of the United States, the share whose meeting of visitor
and president is found, with the president of that day; then the articles go into a store and `who-met --leaders` is asked for all
pairs, which must be those of the table.
"""
import argparse
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
VISITS = ROOT.parent / 'shared' / 'data' / 'world' / 'us-meetings' / 'visits.tsv'
# Presidents of the United States from 1933, each until the next one's first day.
PRESIDENTS = [('1933-03-04', 'Franklin D. Roosevelt'), ('1945-04-12', 'Harry S. Truman'), ('1953-01-20', 'Dwight D. Eisenhower'),
              ('1961-01-20', 'John F. Kennedy'), ('1963-11-22', 'Lyndon B. Johnson'), ('1969-01-20', 'Richard Nixon'),
              ('1974-08-09', 'Gerald Ford'), ('1977-01-20', 'Jimmy Carter'), ('1981-01-20', 'Ronald Reagan'),
              ('1989-01-20', 'George H. W. Bush'), ('1993-01-20', 'Bill Clinton'), ('2001-01-20', 'George W. Bush'),
              ('2009-01-20', 'Barack Obama'), ('2017-01-20', 'Donald Trump'), ('2021-01-20', 'Joe Biden')]


def words(text):
    text = unicodedata.normalize('NFKD', text)
    return set(re.findall(r'[a-z]{2,}', ''.join(c for c in text if not unicodedata.combining(c)).lower())) - {
        'president', 'prime', 'minister', 'king', 'queen', 'chancellor', 'premier', 'crown', 'prince', 'sultan', 'emir', 'general', 'of',
        'the', 'al', 'el', 'bin', 'de', 'sheikh', 'chairman', 'pope', 'emperor', 'taoiseach', 'secretary', 'and', 'amir', 'captain', 'colonel'}


def president_on(day):
    held = [name for since, name in PRESIDENTS if since <= day]
    return held[-1] if held else None


def visits():
    out = []
    with open(VISITS, encoding='utf-8', newline='') as lines:
        for row in csv.DictReader(lines, delimiter='\t', quoting=csv.QUOTE_NONE):
            if not row['description'].startswith('Met with'):
                continue
            president = president_on(row['start'])
            first = re.split(r'(?<=[a-z)])\.\s', row['description'])[0]
            if not president or not re.match(rf'Met with (?:U\.S\. )?President {president.split()[-1]}\b', first):
                president = None  # a vice president, a secretary, or the president of another day
            # "China, People's Republic of" as a sentence would have it
            country = re.sub(r'^(.*), (.* of)$', r'the \2 \1', row['from'])
            out.append({'id': 'visit' + row['id'], 'date': row['start'], 'visitor': row['visitor'], 'from': country, 'president': president,
                        'text': f'{row["visitor"]} of {country} met{row["description"][3:]}'})
    return out


def same_president(actor, president):
    return words(actor) >= words(president.replace('H. W.', '').replace('W.', '')) and \
        (president[:8] != 'George H' or 'H. W.' in actor or 'H.W.' in actor) and \
        (president != 'George W. Bush' or 'H.' not in actor)


def is_visitor(actor, visit):
    names = [actor['name'], actor['text'], *(actor.get('aliases') or [])]
    return any(words(name) & words(visit['visitor']) for name in names)


def found_meeting(visit, relations):
    for r in relations:
        if r['type'] != 'CONSULT' or r['negated'] or not r['reciprocal']:
            continue
        for a, b in ((r['subject'], r['object']), (r['object'], r['subject'])):
            if is_visitor(a, visit) and b['kind'] == 'person' and same_president(b['name'], visit['president']):
                return a['name'], b['name']
    return None


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('entente', nargs='?', default=str(ROOT / 'build' / 'release' / 'tools' / 'entente'))
    parser.add_argument('--errors', action='store_true')
    args = parser.parse_args()
    if not VISITS.is_file():
        sys.exit(f'{VISITS} is missing: nothing measured')
    articles = visits()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / 'visits.jsonl'
        with open(path, 'w', encoding='utf-8') as out:
            out.writelines(json.dumps({k: a[k] for k in ('id', 'date', 'text')}, ensure_ascii=False) + '\n' for a in articles)
        relations = collections.defaultdict(list)
        for line in run(args.entente, 'extract', str(path)).splitlines():
            r = json.loads(line)
            relations[r['article']].append(r)
        run(args.entente, 'ingest', str(path), '--db', folder + '/db')
        answer = [json.loads(line) for line in
                  run(args.entente, 'who-met', '--leaders', '--format', 'jsonl', '--db', folder + '/db').splitlines()]
    named = [a for a in articles if a['president']]
    hits, called = 0, collections.defaultdict(set)
    for a in named:
        meeting = found_meeting(a, relations[a['id']])
        hits += meeting is not None
        if meeting:
            called[meeting[0]].add(a['visitor'])
        elif args.errors:
            print('MISSED', a['date'], a['text'], [(r['subject']['id'], r['relation'], r['type'], r['object']['id']) for r in relations[a['id']]])
    print(f'{len(articles)} descriptions, {len(named)} name the president of the day: meeting found in {hits} ({100 * hits / len(named):.1f} %)')
    # The answer of who-met against the table itself: visitors by name, presidents by date.
    answered, wrong = 0, []
    for row in answer:
        ends = [row['actor'], row['met']]
        count = 0
        for a, b in (ends, ends[::-1]):
            count += sum((bool(words(a) & words(v['visitor'])) or v['visitor'] in called[a]) and same_president(b, v['president'])
                         for v in named)
        answered += min(count, row['articles'])
        if count == 0:
            wrong.append((row['actor'], row['met'], row['articles']))
    print(f'who-met --leaders: {len(answer)} pairs; they hold {answered} of the {len(named)} meetings ({100 * answered / len(named):.1f} %); '
          f'{len(wrong)} pairs that the table does not have')
    if args.errors:
        for row in wrong:
            print('NOT IN TABLE', row)


if __name__ == '__main__':
    main()
