#!/usr/bin/env python3
"""Counts what the table of actors covers and prints the table of data/README.md.

    actor_coverage.py            print the figures
    actor_coverage.py --check    fail if data/README.md shows other figures

Python standard library only. ISO 3166 codes are written down here; they change once in years.
"""
import collections
import datetime
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import actor_names  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
ACTORS = ROOT / "data" / "actors"
README = ROOT / "data" / "README.md"
BEGIN, END = "<!-- coverage -->\n", "<!-- end of coverage -->\n"

ISO = """ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM
BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE
DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC
GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR
KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ
MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT
PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC
SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM
YEM ZAF ZMB ZWE""".split()
# Not members of the United Nations: dependencies, Taiwan, and the observers Palestine and the Holy See.
OUTSIDE_UN = """ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN
IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PSE PYF REU SGS SHN SJM SPM SXM TCA TKL TWN UMI VAT VGB VIR WLF""".split()
SINCE, LAST = "1988-01-01", "9999"
SHORTEST = 45  # days; REIGN knows only the month in which a shorter rule ended
HEADS = {"president", "prime minister", "chancellor", "king", "queen", "emir", "sultan", "leader", "head of state"}


def rows(name):
    lines = (ACTORS / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def leaders_by_date(actors, offices):
    """(agreeing, asked): leaders of REIGN since 1988, by the table's heads of state and government of one day each."""
    names = {row[0]: {actor_names.skeleton(word) for name in row[9].split("|") for word in actor_names.words(name[2:])}
             for row in actors if row[1] == "person"}
    heads = collections.defaultdict(list)
    for office in offices:
        if office[6] or office[1] in HEADS:
            heads[office[2]].append(office)
    agreeing = asked = 0
    for code, name, start, end, _gender in rows("facts/reign.tsv"):
        first, last = (datetime.date.fromisoformat(day) for day in (max(start, SINCE), end or "2021-03-01"))
        if (last - first).days < SHORTEST:
            continue
        day = (first + (last - first) / 2).isoformat()
        words = {actor_names.skeleton(word) for word in actor_names.words(name) if len(word) > 1}
        asked += 1
        agreeing += any((o[4] or SINCE) <= day <= (o[5] or LAST) and words & names.get(o[0], set()) for o in heads[code])
    return agreeing, asked


def figures():
    """(what, count, of or None) line by line."""
    actors = rows("actors.tsv")
    offices = rows("offices.tsv")
    ids = {row[0] for row in actors}
    kinds = collections.Counter(row[1] for row in actors)
    un = sorted(set(ISO) - set(OUTSIDE_UN))
    now = [code for code in un if any(o[2] == code and o[6] and not o[5] for o in offices)]
    recent = [o for o in offices if not o[5] or o[5] >= SINCE]
    ministers = [o for o in recent if o[1].endswith("minister") and o[1] != "prime minister"]
    memberships = rows("memberships.tsv")
    members = {row[0] for row in memberships}
    parties = [row for row in actors if row[1] == "organization" and row[4].endswith("PTY")]
    persons = [row for row in actors if row[1] == "person"]
    agreeing, asked = leaders_by_date(actors, recent)
    codes = {row[0][6:] for row in actors if row[1] == "state"}
    return [
        ("members of the United Nations", sum("state:" + code in ids for code in un), len(un)),
        ("codes of ISO 3166-1", sum("state:" + code in ids for code in ISO), len(ISO)),
        ("former and disputed states beyond them", len(codes - set(ISO)), None),
        ("names of states, their peoples, towns and seats of power",
         sum(row[9].count("|") + 1 for row in actors if row[1] == "state"), None),
        ("members of the United Nations whose leader of today is known", len(now), len(un)),
        ("persons who led a state since 1988", len({o[0] for o in recent if o[6]}), None),
        ("leaders in REIGN (to 2021) who on the middle day of their time have that office here", agreeing, asked),
        ("terms of ministers since 1988", len(ministers), None),
        ("states with a foreign minister by date", len({o[2] for o in ministers if o[1] == "foreign minister"}), None),
        ("terms of office in all", len(offices), None),
        ("persons", kinds["person"], None),
        ("persons also known by a name in another script", sum("|x=" in row[9] for row in persons), None),
        ("organisations", kinds["organization"], None),
        ("organisations between states or with members",
         len(members | {row[0] for row in actors if row[1] == "organization" and row[4].startswith("IGO")}), None),
        ("organisations whose members are known", len(members), None),
        ("memberships", len(memberships), None),
        ("memberships that began or ended on a known day", sum(bool(row[2] or row[3]) for row in memberships), None),
        ("parties", len(parties), None),
        ("armed groups, movements, peoples", kinds["group"], None),
        ("names of all actors", sum(row[9].count("|") + 1 for row in actors), None),
    ]


def shown():
    lines = ["| what the table holds | count | of |\n", "|---|---|---|\n"]
    for what, count, of in figures():
        lines.append(f"| {what} | {count:,} | {'' if of is None else format(of, ',')} |\n")
    return "".join(lines)


def main():
    text = shown()
    if sys.argv[1:] != ["--check"]:
        print(text, end="")
        return 0
    kept = README.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    if kept != text:
        print("data/README.md shows other figures than tools/data/actor_coverage.py:\n" + text, end="")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
