#!/usr/bin/env python3
"""Builds data/actors/{actors,offices,memberships}.tsv, the table that ActorTable reads.

    build_actors.py                      hand-kept files + committed facts -> the table
    build_actors.py --extract WORLD      first refresh data/actors/facts/ from the sources in WORLD

Inputs under data/actors/: hand/ (written for this project) and facts/ (names, codes and dates carried
over from the sources that data/README.md lists). Output is sorted; the same input gives the same bytes.
Python standard library only.
"""
import argparse
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import actor_facts  # noqa: E402
import actor_names  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
ACTORS = ROOT / "data" / "actors"
HAND = ACTORS / "hand"
FACTS = ACTORS / "facts"

TITLES = {"P": "president", "M": "prime minister", "C": "chancellor", "E": "emir", "S": "sultan",
          "G": "general secretary", "A": "leader"}
SECTOR_OF_TITLE = {"speaker": "LEG", "army chief": "MIL", "intelligence chief": "SPY", "pope": "REL",
                   "opposition leader": "OPP", "defence minister": "GOVMIL", "deputy defence minister": "GOVMIL",
                   "prosecutor": "JUD",
                   "justice minister": "GOVJUD"}
HEADS = {"president", "prime minister", "chancellor", "king", "queen", "emir", "sultan", "emperor", "leader",
         "general secretary", "supreme leader", "pope", "head of state", "captain regent", "state counsellor", "secretary-general"}
MINISTERS = {"foreign minister", "defence minister", "vice president", "secretary-general", "crown prince",
             "director-general", "managing director", "national security adviser", "chairperson",
             "chief executive", "high commissioner", "opposition leader"}


class Actor:
    """One row of actors.tsv while it is being put together."""

    def __init__(self, ident, kind, name):
        self.id, self.kind, self.name = ident, kind, name
        self.country = self.code = self.gender = self.start = self.end = ""
        self.rank = 0
        self.names = {}  # (kind letter, name) -> ambiguous

    def add_name(self, letter, name, ambiguous=False):
        name = " ".join(name.split())
        if name.startswith("!"):
            name, ambiguous = name[1:], True
        if name[1:2] == ":":  # "d:European": another kind of name
            letter, name = name[0], name[2:]
        if not name or (letter, name) in self.names:
            return
        self.names[(letter, name)] = ambiguous
        if self.kind == "person" and letter in "ns":
            for variant in actor_names.variants(name):
                self.names.setdefault((letter, variant), ambiguous or actor_names.is_word(variant))

    def row(self):
        names = "|".join(f"{k}{'!' if bad else ''}={n}" for (k, n), bad in self.names.items())
        return "\t".join([self.id, self.kind, self.name, self.country, self.code, self.gender, self.start,
                          self.end, str(self.rank), names])


class Table:
    def __init__(self):
        self.actors = {}
        self.offices = set()
        self.members = set()

    def actor(self, ident, kind, name):
        if ident not in self.actors:
            self.actors[ident] = Actor(ident, kind, name)
        return self.actors[ident]


def rows(path, separator, width):
    """Lines of a hand-kept file as lists of exactly `width` fields; comments and blanks skipped."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split(separator)]
        if len(fields) > width:
            sys.exit(f"{path}:{number}: {len(fields)} fields instead of at most {width}")
        yield fields + [""] * (width - len(fields))


def split_names(field):
    return [name for name in field.split("|") if name]


def add_states(table):
    for code, name, adjectives, peoples, capitals, others, start, end in rows(HAND / "states.tsv", "\t", 8):
        state = table.actor("state:" + code, "state", name.lstrip("!"))
        state.country = state.code = code
        state.start, state.end = start, end
        state.rank = 3 if code in actor_names.GREAT_POWERS else 2
        state.add_name("n", name)
        for other in split_names(others):
            acronym = re.fullmatch(r"[A-Z.]{2,7}", other.lstrip("!"))
            state.add_name("i" if acronym else "n", other)
        for letter, field in (("d", adjectives), ("p", peoples), ("c", capitals)):
            for word in split_names(field):
                state.add_name(letter, word)
        for word in split_names(peoples):  # "Russians" -> "a Russian"
            if word.endswith("s") and not word.endswith("ss"):
                state.add_name("p", word[:-1])
    for code, towns, regions in rows(HAND / "cities.tsv", "\t", 3):
        state = table.actors["state:" + code]
        for letter, field in (("t", towns), ("r", regions)):
            for word in split_names(field):
                name, _, adjective = word.partition("=")
                state.add_name(letter, name)
                if adjective:
                    state.add_name("a", f"{adjective}>{name}")
    for file in (HAND / "own_names.tsv", FACTS / "cldr_names.tsv"):
        for code, names in rows(file, "\t", 2):
            for word in split_names(names):
                table.actors["state:" + code].add_name("x", word)
    for code, names, _sector in rows(HAND / "metonyms.tsv", "\t", 3):
        for word in split_names(names):
            table.actors["state:" + code].add_name("m", word)


def add_bodies(table, file, prefix, kind):
    for short, name, acronyms, others, country, sector, later in rows(HAND / file, ";", 7):
        body = table.actor(f"{prefix}:{short}", kind, re.sub(r" \(.*\)$", "", name))
        body.country = country
        body.code = country + sector if country else sector
        body.rank = 2 if sector.startswith("IGO") else 1
        if "(" not in name:
            body.add_name("n", name)
        for letter, field in (("i", acronyms), ("n", others)):
            for word in split_names(field):
                body.add_name(letter, word)
        changes = sorted(change.split("=") for change in split_names(later))
        for i, (day, role) in enumerate(changes):  # the Taliban: rebels, then the government
            until = changes[i + 1][0] if i + 1 < len(changes) else ""
            title = {"GOV": "government", "REB": "rebel group", "PTY": "party"}[role]
            table.offices.add((body.id, title, country, "", day, until, ""))
        if not body.names:  # "Vox (Spain)": the plain word is all there is
            body.add_name("n", body.name, True)


PERSON = re.compile(r"(\+?)([^={;]+?)(?:\{([^}]*)\})?((?:=[^=;]+?)*)(?:\s+(\d{4}-\d\d-\d\d))?$")


def parse_people(path):
    """Yields (where, title or -SECTOR, leader, [(gender, name, surname, aliases, start)])."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        head, _, body = line.partition(": ")
        where, _, title = head.partition(" ")
        leader = title.endswith("*")
        title = title.rstrip("*")
        people = []
        for item in body.split("; "):
            item = item.strip()
            if item.startswith("- "):
                people.append(("", "", "", [], item[2:].strip()))
                continue
            found = PERSON.match(item)
            if not found:
                sys.exit(f"{path}:{number}: cannot read '{item}'")
            female, name, surname, aliases, start = found.groups()
            people.append(("f" if female else "m", name.strip(), surname or "",
                           [a for a in aliases.split("=") if a], start or ""))
        yield where, title, leader, people


def add_person(table, where, gender, name, surname, aliases, sector):
    ident = "person:" + actor_names.slug(name)
    person = table.actor(ident, "person", name)
    country = "" if where.startswith("org:") else where
    if not person.names:
        person.gender = gender
        person.add_name("n", name)
    if gender == "f":
        person.gender = "f"
    if country and not person.country:
        person.country = country
    if not person.code or person.code.startswith("IGO"):
        person.code = person.country + sector if person.country else table.actors[where].code
    for alias in aliases:
        person.add_name("n" if " " in alias or alias.isupper() else "s", alias)
    for short in actor_names.short_forms(name):
        person.add_name("n", short)
    if surname:
        person.add_name("s", surname, actor_names.is_word(surname))
    elif not any(k == "s" for k, _ in person.names):
        guess = actor_names.surname(name, person.country)
        if guess and guess != name:
            person.add_name("s", guess, actor_names.is_word(guess))
        elif guess:
            person.names[("n", name)] = actor_names.is_word(name)
    return person


def title_of(mark, gender):
    if mark == "K":
        return "queen" if gender == "f" else "king"
    return TITLES.get(mark, mark)


def add_people(table, file):
    for where, mark, leader, people in parse_people(HAND / file):
        if where.startswith("org:") and where not in table.actors:
            sys.exit(f"{file}: unknown organisation {where}")
        if not where.startswith("org:") and "state:" + where not in table.actors:
            sys.exit(f"{file}: unknown state {where}")
        for i, (gender, name, surname, aliases, start) in enumerate(people):
            if not name:
                continue
            title = title_of(mark, gender)
            sector = mark[1:] if mark.startswith("-") else SECTOR_OF_TITLE.get(title, "GOV")
            person = add_person(table, where, gender, name, surname, aliases, sector)
            if mark.startswith("-"):
                person.rank = max(person.rank, 1)
                continue
            person.rank = max(person.rank, 3 if title in HEADS else 2 if title in MINISTERS else 1)
            until = people[i + 1][4] if i + 1 < len(people) else ""
            country, org = ("", where) if where.startswith("org:") else (where, "")
            table.offices.add((person.id, title, country, org, start, until, "1" if leader else ""))


def add_native_names(table):
    """What leaders are called in their own script."""
    for person, names in rows(HAND / "native_names.tsv", "\t", 2):
        if "person:" + person not in table.actors:
            sys.exit(f"native_names.tsv: unknown person {person}")
        for name in split_names(names):
            table.actors["person:" + person].add_name("x", name)


def add_state_leader(table, code, name, gender, start, end, title):
    """A leader that only the facts know; the title is "leader" where the source gives none."""
    person = add_person(table, code, gender, name, "", [], "GOV")
    person.rank = 3
    table.offices.add((person.id, title, code, "", start, end, "1"))


def add_facts(table):
    people = actor_names.Directory(table)
    for code, name, start, end, gender in rows(FACTS / "reign.tsv", "\t", 5):
        known = people.find(code, name, start)
        if known is not None:
            known.add_name("n" if " " in name else "s", name, actor_names.is_word(name))
        elif " " in name and "state:" + code in table.actors:
            add_state_leader(table, code, name, gender, start, end, "leader")
            people = actor_names.Directory(table)
    for code, title, name, start in rows(FACTS / "factbook.tsv", "\t", 4):
        known = people.find(code, name, start)
        if known is not None:
            known.add_name("n", name)
            if known.country != code:  # the king of several realms
                table.offices.add((known.id, title, code, "", start, "", ""))
        else:
            person = add_person(table, code, "", name, "", [], "GOV")
            person.rank = 3
            table.offices.add((person.id, title, code, "", start, "", ""))
            people = actor_names.Directory(table)
    for code, name, title, day in rows(FACTS / "visits.tsv", "\t", 4):
        known = people.find(code, name, day)
        if known is not None:
            known.add_name("n", name)
        elif " " in name:
            person = add_person(table, code, "", name, "", [], "GOV")
            person.rank = max(person.rank, 2)
            people = actor_names.Directory(table)
    for name, gender in rows(FACTS / "legislators.tsv", "\t", 2):
        ident = "person:" + actor_names.slug(name)
        if ident not in table.actors:
            person = table.actor(ident, "person", name)
            person.country, person.code, person.gender = "USA", "USALEG", gender
            person.add_name("n", name)


class Memberships:
    """Who belongs to which body: the lines of hand/memberships.txt, and the factbook's where there is none."""

    def __init__(self, table):
        self.table = table
        self.facts, self.hand, self.done = {}, {}, {}
        for org, code in rows(FACTS / "memberships.tsv", "\t", 2):
            self.facts.setdefault(org, []).append(code)
        for org, words in rows(HAND / "memberships.txt", ": ", 2):
            if org in self.hand:
                sys.exit(f"memberships.txt: {org} has two lines")
            self.hand[org] = words.split()

    def of(self, org):
        """{member id: (from, to)}"""
        if "org:" + org not in self.table.actors:
            sys.exit(f"memberships of {org}, which is not in organisations.txt")
        if org not in self.done:
            self.done[org] = members = {}
            for word in self.hand.get(org, ["@facts:" + org]):
                self.apply(word, members)
        return self.done[org]

    def apply(self, word, members):
        if word.startswith("@facts:"):
            members.update((self.actor(code), ("", "")) for code in self.facts[word[7:]])
        elif word.startswith("@now:"):
            members.update((who, ("", "")) for who, (_, until) in self.of(word[5:]).items() if not until)
        elif word.startswith("@"):
            members.update(self.of(word[1:]))
        elif word.startswith("-"):
            del members[self.actor(word[1:])]
        else:
            found = re.fullmatch(r"([^<>]+)(?:>(\d{4}-\d\d-\d\d))?(?:<(\d{4}-\d\d-\d\d))?", word)
            if not found:
                sys.exit(f"memberships.txt: cannot read '{word}'")
            members[self.actor(found.group(1))] = (found.group(2) or "", found.group(3) or "")

    def actor(self, word):
        ident = word if ":" in word else "state:" + word
        if ident not in self.table.actors:
            sys.exit(f"memberships.txt: unknown member {word}")
        return ident


def add_memberships(table):
    memberships = Memberships(table)
    for org in sorted(set(memberships.facts) | set(memberships.hand)):
        for member, (start, end) in memberships.of(org).items():
            table.members.add(("org:" + org, member, start, end))


def write(path, header, lines):
    path.write_text(header + "".join(line + "\n" for line in lines), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--extract", metavar="WORLD", help="refresh data/actors/facts from this folder first")
    options = parser.parse_args()
    if options.extract:
        actor_facts.extract(pathlib.Path(options.extract), FACTS, rows(HAND / "states.tsv", "\t", 8))
    table = Table()
    add_states(table)
    add_bodies(table, "organisations.txt", "org", "organization")
    add_bodies(table, "groups.txt", "group", "group")
    add_people(table, "heads.txt")
    add_people(table, "persons.txt")
    add_facts(table)
    add_native_names(table)
    add_memberships(table)
    generated = "# Written by tools/data/build_actors.py; do not edit. "
    write(ACTORS / "actors.tsv", generated + "id kind name country code gender from to rank names\n",
          (table.actors[key].row() for key in sorted(table.actors)))
    write(ACTORS / "offices.tsv", generated + "person title country organization from to leader\n",
          ("\t".join(office) for office in sorted(table.offices)))
    write(ACTORS / "memberships.tsv", generated + "organization member from to\n",
          ("\t".join(member) for member in sorted(table.members)))
    print(f"{len(table.actors)} actors, {len(table.offices)} terms of office, {len(table.members)} memberships")


if __name__ == "__main__":
    main()
