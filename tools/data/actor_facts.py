"""Carries facts (names, codes, dates, memberships) over from the public sources; no texts.

Sources and licences: see data/README.md. Each function writes one file of data/actors/facts/.
"""
import csv
import html
import json
import re
import unicodedata

SINCE = 1988  # terms that ended earlier are left out

# Correlates of War abbreviations that differ from ISO 3166 alpha-3; former states keep ours.
COW = dict(pair.split("=") for pair in """BHM=BHS HAI=HTI TRI=TTO BAR=BRB GRN=GRD SLU=LCA SVG=VCT AAB=ATG SKN=KNA GUA=GTM
HON=HND SAL=SLV COS=CRI PAR=PRY URU=URY UKG=GBR IRE=IRL NTH=NLD BEL=BEL FRN=FRA MNC=MCO LIE=LIE SWZ=CHE SPN=ESP POR=PRT
GMY=DEU GFR=DEU GDR=DDR AUS=AUT CZE=CSK CZR=CZE SLO=SVK SNM=SMR MNG=MNE MAC=MKD CRO=HRV BOS=BIH SLV=SVN BUL=BGR
MLD=MDA RUM=ROU ROM=ROU LAT=LVA LIT=LTU BLR=BLR GRG=GEO SWD=SWE DEN=DNK ICE=ISL CAP=CPV STP=STP GNB=GNB EQG=GNQ GAM=GMB
MAA=MRT NIR=NER CDI=CIV GUI=GIN BFO=BFA SIE=SLE TOG=TGO CAO=CMR NIG=NGA GAB=GAB CEN=CAF CHA=TCD CON=COG DRC=COD
TAZ=TZA BUI=BDI DJI=DJI ANG=AGO MZM=MOZ ZAM=ZMB ZIM=ZWE MAW=MWI SAF=ZAF LES=LSO BOT=BWA SWA=SWZ MAG=MDG MAS=MUS
SEY=SYC MOR=MAR ALG=DZA SUD=SDN SSD=SSD SYR=SYR LEB=LBN UAE=ARE OMA=OMN BAH=BHR KUW=KWT YAR=YAR YEM=YEM YPR=YMD
TAJ=TJK KYR=KGZ MON=MNG TAW=TWN PRK=PRK ROK=KOR BHU=BTN BNG=BGD MYA=MMR SRI=LKA MAD=MDV NEP=NPL THI=THA CAM=KHM
LAO=LAO DRV=VNM RVN=RVN MAL=MYS SIN=SGP BRU=BRN PHI=PHL INS=IDN ETM=TLS AUL=AUS NEW=NZL VAN=VUT SOL=SLB KIR=KIR
TUV=TUV FIJ=FJI TON=TON NAU=NRU MSI=MHL PAL=PLW FSM=FSM WSM=WSM KOS=XKX YUG=YUG RUS=RUS EGY=EGY AND=AND USR=SUN
LUX=LUX MLT=MLT KZK=KAZ LIB=LBY""".split())

TITLE_WORDS = re.compile(
    r"^(?:(?:transition(?:al)?|interim|acting|caretaker|executive|vice|deputy|state|first|former|overall|co-chiefs? of state|"
    r"GNU|CNSP|presidential leadership council|sovereign council|chairperson|chairman|chair|"
    r"president of the national council for the safeguard of the homeland \(CNSP\)|"
    r"president of the swiss confederation|president of council of ministers|president of the government of spain"
    r"(?: \(prime minister-equivalent\))?|president, presidential council,|of the presidency|of the council of ministers|"
    r"and commander-in-chief of the sudanese armed forces|president|prime minister|premier|chancellor|king|queen|emperor|"
    r"amir|emir|sultan and prime minister|sultan|prince|grand duke|crown prince and prime minister|crown prince|"
    r"prime minister and co-vice president|prime minister and foreign minister|and co-vice president|and foreign minister|"
    r"pope|supreme leader|taoiseach \(prime minister\)|taoiseach|captains regent|general secretary|co-prince|minister of state|"
    r"secretary of state for foreign and political affairs|taliban leader|chief minister|lord of mann|general|gen\.|col\.|"
    r"capt\.|dr\.|sr\.|governor|chief executive|of china|of the cabinet of ministers|supreme people's assembly|"
    r"(?:state )?affairs commission|commissioner|mayor and chairman of the island council|of the government|of french polynesia|of territorial council|administrator|"
    r"of the territorial assembly|of the|sir|dame|ratu|ayatollah|sheikh|archbishop|marshal|lt\.)\s+)+", re.I)


def write(path, header, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# " + header + "\n" + "".join("\t".join(line) + "\n" for line in sorted(set(lines))),
                    encoding="utf-8")


def proper_case(name):
    """PUTIN -> Putin, but III, J.R. and particles stay; "Hilda C. HEINE" -> "Hilda C. Heine"."""
    def word(match):
        text = match.group(0)
        if text in {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XIV", "XVI"} or len(text) == 1:
            return text
        return text[0] + text[1:].lower()
    return re.sub(r"[^\W\d_]+", lambda m: word(m) if m.group(0).isupper() else m.group(0), name)


MONTHS = {m: i + 1 for i, m in enumerate(["january", "february", "march", "april", "may", "june", "july", "august",
                                           "september", "october", "november", "december"])}


def day_of(text):
    found = re.search(r"since\s+(?:(\d{1,2})\s+)?(?:([A-Za-z]+)\s+)?(\d{4})", text)
    if not found:
        return ""
    day, month, year = found.groups()
    number = next((n for m, n in MONTHS.items() if month and m.startswith(month.lower()[:3])), 1)
    return f"{year}-{number:02d}-{int(day or 1):02d}"


def plain(text):
    return " ".join(re.sub(r"<[^>]*>", " ", html.unescape(text or "")).replace("\u2019", "'").split())


def leader_of(text):
    """(name, since) of the first person of a factbook line; none for vacancies."""
    text = plain(text)
    if not text or "(vacant)" in text:
        return None
    if "Pontifical Commission" in text:
        text = re.sub(r"^.*Vatican City State ", "", text)
    text = re.sub(r" is the \[so-called\].*", "", re.sub(r"^overall ", "", text))
    name = re.split(r"\s*\(since|\s*\(\d|;|, represented|\(chairperson| of the Netherlands| of Denmark| of Norway", text)[0]
    name = re.sub(r"\(Col\.\)|\([^)]*\)", " ", TITLE_WORDS.sub("", name.strip()))
    name = re.sub(r'"[^"]*"', " ", name).replace("\u201c", "")
    name = proper_case(" ".join(name.split())).strip(" ,")
    return (name, day_of(text)) if name else None


def factbook(world, out, states):
    """Chief of state and head of government of every state in the CIA World Factbook (CC0)."""
    codes = {}
    for code, name, _a, _p, _c, others, *_ in states:
        for key in [name] + others.split("|"):
            if key:
                codes[key.lstrip("!").lower()] = code
    codes.update({"burma": "MMR", "turkey (turkiye)": "TUR", "cote d'ivoire": "CIV", "cabo verde": "CPV",
                  "holy see (vatican city)": "VAT", "bahamas, the": "BHS", "gambia, the": "GMB",
                  "congo, democratic republic of the": "COD", "congo, republic of the": "COG",
                  "korea, north": "PRK", "korea, south": "KOR", "micronesia, federated states of": "FSM",
                  "holy see": "VAT", "congo (brazzaville)": "COG", "congo (kinshasa)": "COD",
                  "sao tome and principe": "STP", "curacao": "CUW"})
    leaders, members = [], []
    for path in sorted(world.glob("factbook/*/*.json")):
        data = json.loads(path.read_text(encoding="utf-8")).get("Government", {})
        branch = data.get("Executive branch", {})
        names = data.get("Country name", {})
        keys = [plain(names.get(k, {}).get("text", "")) for k in
                ("conventional short form", "conventional long form")]
        code = next((codes[k.lower()] for k in keys if k.lower() in codes), None)
        if not code:
            continue
        for role, title in (("chief of state", "head of state"), ("head of government", "head of government")):
            found = leader_of(branch.get(role, {}).get("text"))
            if found:
                leaders.append((code, title, found[0], found[1]))
        joined = plain(data.get("International organization participation", {}).get("text"))
        for name in re.split(r",\s*(?![^(]*\))", joined):
            org = MEMBERSHIPS.get(MEMBER_TOO.sub("", name.strip()))
            if org:
                members.append((org, code))
    write(out / "factbook.tsv", "CIA World Factbook, snapshot of 2026-05: code, role, name, since", leaders)
    write(out / "memberships.tsv", "CIA World Factbook, snapshot of 2026-05: organisation, member", members)


MEMBERSHIPS = dict(pair.split("=") for pair in """UN=united-nations;NATO=nato;EU=european-union;AU=african-union;
ECOWAS=ecowas;SADC=sadc;OPEC=opec;ASEAN=asean;APEC=apec;SAARC=saarc;SCO=sco;CSTO=csto;CIS=cis;EAEU=eaeu;BRICS=brics;
G-7=g7;G-8=g8;G-20=g20;G-77=g77;OAS=oas;CELAC=celac;Mercosur=mercosur;OECD=oecd;OSCE=osce;CE=council-of-europe;
OIC=oic;LAS=arab-league;GCC=gcc;NAM=non-aligned-movement;Caricom=caricom;IAEA=iaea;IMF=imf;WTO=wto;WHO=who;
Interpol=interpol;OPCW=opcw;ICCt=icc;EAC=eac;BIMSTEC=bimstec;PIF=pacific-islands-forum;Arctic Council=arctic-council;
AIIB=aiib;EBRD=ebrd;ADB=adb;AfDB=african-development-bank;IEA=iea;EFTA=efta;UNESCO=unesco;ILO=ilo;FAO=fao;
C=commonwealth;OIF=francophonie;IGAD=igad;EAS=east-asia-summit;Schengen Convention=schengen-area;
IDA=ida;IBRD=world-bank;IFC=ifc;MIGA=miga;WCO=wco;UNIDO=unido;IFAD=ifad;IPU=ipu;UNWTO=un-tourism;ITSO=itso;IMSO=imso;IHO=iho;
PCA=permanent-court-of-arbitration;ACP=oacps;BIS=bis;NSG=nuclear-suppliers-group;Wassenaar Arrangement=wassenaar;
Australia Group=australia-group;ZC=zangger-committee;FATF=fatf;NEA=nea;IOM=iom;Francophonie=francophonie;ICCT=icc;
Commonwealth of Nations=commonwealth""".replace("\n", "").split(";"))


# What follows the name of a body whose member the state is nevertheless.
MEMBER_TOO = re.compile(r"^.*Taliban representatives do not participate: | \((suspended|nonregional members?|Chinese Taipei|2024)\)$")


def last_day(year, month):
    return f"{year}-{month:02d}-28"


def reign(world, out):
    """Effective leaders by month, REIGN (MIT), to March 2021."""
    lines = []
    with open(world / "reign" / "leaderlist_3_21.csv", encoding="latin-1") as file:
        for row in csv.DictReader(file):
            if row["eyear"].strip() and int(row["eyear"]) < SINCE:
                continue
            code = COW.get(row["stateabb"], row["stateabb"])
            start = f"{int(row['syear']):04d}-{int(row['smonth']):02d}-{int(row['sdate'] or 1):02d}"
            end = last_day(int(row["eyear"]), int(row["emonth"])) if row["eyear"].strip() else ""
            name = re.sub(r"\(.*?\)", "", row["leader"]).replace("\u00c5\u00bc", "a").replace("Marrino Nicardi", "Marino Riccardi").strip()
            name = re.sub(r"[^\x20-\x7e]", "", name)
            if name.count(",") == 1:
                name = " ".join(reversed(name.split(",")))
            gender = {"1": "m", "0": "f"}.get(row["gender"], "")
            for one in re.split(r"\s+(?:and|&)\s+", name.replace(".", ". ")):
                one = " ".join(w for w in one.split() if len(w.rstrip(".")) > 1)  # no initials
                lines.append((code, one, start, end, gender))
    write(out / "reign.tsv", "REIGN leader list, March 2021: code, name, from, to (month known), gender", lines)


def visits(world, out, states):
    """Names of foreign leaders that visited the United States since 1990 (State Department, public domain)."""
    codes = {}
    for code, name, _a, _p, _c, others, *_ in states:
        for key in [name] + others.split("|"):
            codes[key.lstrip("!").lower()] = code
    titles = re.compile(r"^(?:(?:acting|interim|transitional|president|prime minister|chancellor|king|queen|crown prince|"
                        r"premier|prince|princess|emir|amir|sultan|general|sheikh|chairman|pope|deputy|vice|first|"
                        r"federal|designate|-|elect)\b[\s-]*)+", re.I)
    title_of = re.compile(r"(president|prime minister|chancellor|king|crown prince|emir|amir|sultan)", re.I)
    lines = []
    with open(world / "us-meetings" / "visits.tsv", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            code = codes.get(plain(row["from"]).split(",")[0].split("(")[0].strip().lower())
            if row["start"] < "1990" or not code:
                continue
            for part in re.split(r"\s+and\s+|;", plain(row["visitor"])):
                found = title_of.search(part)
                name = titles.sub("", part).strip(" ,.")
                if found and len(name.split()) >= 2 and " of " not in name and "," not in name:
                    lines.append((code, name, found.group(1).lower(), row["start"]))
    write(out / "visits.tsv", "Visits of foreign leaders, US Department of State: code, name, title, day", lines)


def legislators(world, out):
    """Members of the United States Congress (congress-legislators, CC0)."""
    text = (world / "us-officials" / "legislators-current.yaml").read_text(encoding="utf-8")
    lines = []
    for block in re.split(r"^- id:", text, flags=re.M)[1:]:
        name = re.search(r"official_full: '?([^'\n]+?)'?\n", block)
        gender = re.search(r"gender: (\w)", block)
        if name:
            full = re.sub(r"\s+[A-Z]\.\s+", " ", name.group(1)).replace(", Jr.", " Jr.")
            lines.append((full, gender.group(1).lower() if gender else ""))
    write(out / "legislators.tsv", "Members of the US Congress: name, gender", lines)


# Languages whose names for states are carried over: the official ones of the United Nations and those with most speakers.
CLDR_LANGUAGES = """ar bn de el es fa fr he hi id it ja ko nl pl pt ru sv ta th tr uk ur vi zh zh_Hant""".split()
# Words, persons and towns of an English text.
CLDR_OTHER_MEANINGS = set("island maurice granada grenade chili dominique suede inde cile".split())


def plain_letters(name):
    """The name in lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def cldr(out, states):
    """What other languages call the states, from CLDR by way of ICU (Debian: python3-icu); Unicode licence."""
    try:
        import icu
    except ImportError:
        print("facts/cldr_names.tsv is left as it is: it needs Debian's python3-icu")
        return
    taken = {plain_letters(name.lstrip("!")) for row in states for field in row[1:6] for name in field.split("|")}
    taken |= CLDR_OTHER_MEANINGS
    codes = {icu.Locale("", two).getISO3Country(): two for two in icu.Locale.getISOCountries()}
    codes["XKX"] = "XK"
    names, owners = {}, {}
    for code, *_ in states:
        for language in CLDR_LANGUAGES if code in codes else ():
            name = icu.Locale("", codes[code]).getDisplayCountry(icu.Locale.createFromName(language))
            if name == codes[code] or plain_letters(name) in taken or re.search(r"[()\[|,:]", name):
                continue
            names.setdefault(code, {})[name] = None
            owners.setdefault(name, set()).add(code)
    lines = []
    for code in sorted(names):
        shown = ["!" * is_latin(name) + name for name in names[code] if len(owners[name]) == 1]
        if shown:
            lines.append((code, "|".join(shown)))
    write(out / "cldr_names.tsv", "Names of states in other languages (CLDR): code, names; ! marks those in Latin letters", lines)


def is_latin(name):
    return unicodedata.name(name[0], "").startswith("LATIN")


def extract(world, out, states):
    states = list(states)
    cldr(out, states)
    factbook(world, out, states)
    reign(world, out)
    visits(world, out, states)
    legislators(world, out)
