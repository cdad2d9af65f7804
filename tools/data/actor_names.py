"""Names of persons: surnames, short forms, and finding the person behind another source's spelling."""
import difflib
import functools
import re
import unicodedata

GREAT_POWERS = {"USA", "RUS", "CHN", "GBR", "FRA", "DEU", "IND", "JPN"}

PARTICLES = {"de", "da", "do", "dos", "del", "della", "di", "van", "von", "der", "den", "la", "le", "du", "ter",
             "bin", "ben", "ibn", "al", "el", "zu", "st", "y", "arap", "ould", "wa"}

# Surnames that are also English words or unpolitical names; a match needs support from its context.
WORDS = set("""may brown major rice king young hunt day price bishop cook straw key little gore bell burns long good
white black green gray grey fox wolf hope rose page will mark chase short west church banks field stone woods waters
park moon ma he so an do to in sun hu ban le maas ford carter baker english french german jordan israel miller bush
state smith lee li wang chen hill house law case read ross reed bond bird song han yang kim an no ng mora lake rivers
bolton powell cohen hart love strong sharp swift lord prince duke pope abbot abbott archer barber butler carpenter
charles clark clay cole cross dean drew duncan dunn english fisher frost gates glass golding grant guy hall hand harper
harry head henry holder hood jean john johnson jones joseph judge keating kelly kirk knight lance lane lange le leave
lewis lincoln lloyd lott march martin mason max michael mitchell monday moore morales nelson north orr page palmer paul
peace penny perry peter pike pitt pole pound power randall rich richard robin roman rush sachs sand santos saw scott
seal see senate simon snow solomon spring stuart taylor thomas thompson trent tsar tudor turner victor victoria wade
walker wall ward washington webb weber wells wilson wise wong wood wright york yun ye yu hague ashton perez castro
work england deb sai pul george das pan yi francis victor xi putin moon mora dai than so ho ri lo su u win ba bah musk ali khan singh ahmed mohammed muhammad hassan
hussein abdullah salman ibrahim omar osman yusuf taylor king prime first reading sky gore berger noon dole quick ridge
thank bar sharon rock sata tong tung trong dung sang phuc quang triet khai chinh thuong bio guei rene taya vall friday saturday sunday gold stock
store plant pilot parts fan cousin craft pot royal wine panic pace top note figures sessions younger barbecue noble""".split())
WORDS -= {"putin", "xi", "castro", "trent", "abbott", "major", "sharon"}
WORDS |= {"major"}

FAMILY_FIRST = {"CHN", "PRK", "KOR", "TWN", "HKG", "SGP"}


@functools.lru_cache(maxsize=None)
def fold(text):
    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in text if not unicodedata.combining(c))


def slug(name):
    """The same as slug() in graph/actor.cpp."""
    out = []
    for c in fold(name):
        if c.isascii() and c.isalnum():
            out.append(c)
        elif not c.isascii():
            out.append(c)
        elif c not in "'." and out and out[-1] != "-":
            out.append("-")
    return "".join(out).strip("-")


@functools.lru_cache(maxsize=None)
def words(name):
    return [w for w in re.split(r"[\s\-]+", fold(name).replace("'", "").replace(".", "")) if w]


def is_word(surname):
    return fold(surname) in WORDS


def surname(name, country):
    """The part of a name that is used alone, by the habits of its country."""
    parts = name.replace(",", "").split()
    while len(parts) > 1 and parts[-1].rstrip(".") in {"Jr", "Sr", "II", "III", "IV", "V", "VI"}:
        parts.pop()
    if len(parts) == 1:
        return parts[0]
    if country in FAMILY_FIRST and not is_western(parts):
        return parts[0]
    start = len(parts) - 1
    while start > 1 and parts[start - 1].lower() in PARTICLES:
        start -= 1
    return " ".join(parts[start:])


def is_western(parts):
    """Carrie Lam, William Lai, Tony Tan: given name first although the family's habit is the other."""
    return len(parts) == 2 and "-" not in parts[1] and fold(parts[0]) in {
        "carrie", "donald", "john", "william", "tony", "eric", "terry", "joseph", "david", "james", "vincent",
        "martin", "joshua", "jimmy", "agnes", "nathan", "benny", "anson", "jack", "lawrence", "george", "frank",
        "annette", "halimah", "vivian", "chris", "tharman"}


def short_forms(name):
    """First and last word of a longer name: George Walker Bush -> George Bush; none if that says too little."""
    parts = name.split()
    plain = all(re.fullmatch(r"[^\W\d_][\w'.\-]*", part) for part in parts)
    if len(parts) != 3 or not plain or parts[1].lower() in PARTICLES or len(parts[1].rstrip(".")) > 2:
        return []
    return [f"{parts[0]} {parts[2]}"] if len(parts[0].rstrip(".")) > 2 else []


def variants(name):
    """Other usual spellings that follow by rule: al-Assad -> Assad, Koehler -> Kohler, H. W. -> H.W."""
    found = []
    without = re.sub(r"(^|\s)(?:al|el|Al|El|as|ash|an)-", r"\1", name)
    without = without[:1].upper() + without[1:]
    if without != name and len(without) > 3:
        found.append(without)
    joined = re.sub(r"\b([A-Z])\. (?=[A-Z]\.)", r"\1.", name)
    if joined != name:
        found.append(joined)
    plain = re.sub(r"(?<=[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z])([aou])e(?=[b-df-hj-np-tv-z])", r"\1", name)
    if plain != name and re.search(r"oe|ue|ae", name):
        found.append(plain)
    return found


@functools.lru_cache(maxsize=None)
def skeleton(word):
    word = re.sub(r"(kh|q|ck)", "k", word)
    word = re.sub(r"(gh)", "g", word)
    word = re.sub(r"(dh)", "d", word)
    word = re.sub(r"(th)", "t", word)
    word = re.sub(r"(sch|sh|sz|z)", "s", word)
    word = re.sub(r"(tch|ch|ts|c)", "k", word)
    word = re.sub(r"(w)", "v", word)
    word = re.sub(r"(ph)", "f", word)
    word = re.sub(r"[jyi]", "", word)
    return re.sub(r"(.)\1+", r"\1", word[:1] + re.sub(r"[aeouh]", "", word[1:]))


GIVEN = {"mohamed", "mohammed", "muhammad", "mohammad", "ahmed", "ali", "abdul", "abdel", "al", "el", "de", "jose",
         "juan", "carlos", "da", "dos", "bin", "ibn", "the", "of", "sir", "maria", "luis", "john", "haji", "van", "ould"}


def is_close(known, word, same):
    """A skeleton of one letter says little: Mamau is Maamau, but Tito is not Teatao."""
    return len(same) > 1 or difflib.SequenceMatcher(None, known, word).ratio() >= 0.75


class Directory:
    """Persons of a table by country, to recognise a name in another source's spelling."""

    def __init__(self, table):
        self.by_country = {}
        self.terms = {}
        for person, _title, country, _org, start, end, _leader in sorted(table.offices):
            self.terms.setdefault(person, []).append((start or "0000", end or "9999"))
            if country:
                self.by_country.setdefault(country, {})[person] = table.actors[person]
        self.by_name = {}
        for person in table.actors.values():
            if person.kind == "person":
                for _letter, name in person.names:
                    self.by_name.setdefault(fold(name), person)
            if person.kind == "person" and person.country:
                self.by_country.setdefault(person.country, {})[person.id] = person

    def find(self, country, name, day):
        """The person of that country whose name shares enough with `name`; who was in office then wins."""
        wanted = [(w, skeleton(w)) for w in words(name) if len(w) > 1]
        strong = {same for w, same in wanted if w not in GIVEN and len(w) > 2}
        best, best_score = None, (0,)
        for ident in sorted(self.by_country.get(country, {})):
            person = self.by_country[country][ident]
            in_office = any(a[:4] <= day[:4] <= b[:4] for a, b in self.terms.get(ident, []))
            score = max((self.score(wanted, strong, letter, known, in_office) for letter, known in person.names),
                        default=(0,))
            if score > best_score:
                best, best_score = person, score
        return best or self.by_name.get(fold(name))

    @staticmethod
    def score(wanted, strong, letter, known, in_office):
        """How well one known name fits, as a tuple to compare; (0,) if it does not."""
        have = words(known)
        same = {skeleton(w) for w in have}
        if not strong & same:
            return (0,)
        shared = exact = 0
        left = list(have)
        for word, wish in wanted:  # each known word answers once: Sabah Sabah is not Jaber Sabah
            found = next((w for w in left if w == word), None)
            exact += found is not None
            found = found or next((w for w in left if skeleton(w) == wish and is_close(w, word, wish)), None)
            if found is not None:
                left.remove(found)
                shared += 1
        needed = min(2, len(wanted), max(1, len([w for w in have if len(w) > 1])))
        whole = shared >= needed and shared > 0 and (letter == "n" or in_office)
        if not whole and not (shared >= 1 and in_office and len(wanted) == 1):
            return (0,)
        first = skeleton(have[0]) == wanted[0][1]
        # Four shared words say it; of long chains of fathers the first name decides.
        return (min(shared, 4) * 2 + (3 if in_office else 0), first, exact, -abs(len(have) - len(wanted)))
