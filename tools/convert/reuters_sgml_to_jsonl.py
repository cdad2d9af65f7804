#!/usr/bin/env python3
"""Converts the Reuters-21578 collection (SGML, plain or gzipped) to JSON Lines for entente.

  tools/convert/reuters_sgml_to_jsonl.py FILE.sgm[.gz] ... > reuters.jsonl

One object an item, in the order of the files: id (reuters-NEWID), title, date, source, language,
text. The files are latin-1; numeric character references are resolved, control characters among them
dropped. Items without a body (brief headlines) have their title as text; one item has neither, and
entente reports it as skipped.
"""
import gzip
import html
import json
import re
import sys

ITEM = re.compile(r'<REUTERS\b[^>]*\bNEWID="(\d+)"[^>]*>(.*?)</REUTERS>', re.S)
REFERENCE = re.compile(r"&#(\d+);")
MONTHS = {name: number for number, name in enumerate(
    "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}


def element(name, item):
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", item, re.S)
    return found.group(1) if found else ""


def readable(text):
    text = REFERENCE.sub(lambda found: chr(int(found.group(1))) if int(found.group(1)) >= 32 else "",
                         text)
    return html.unescape(text)


def published(item):
    found = re.search(r"(\d{1,2})-([A-Z]{3})-(\d{4})", element("DATE", item))
    if not found or found.group(2) not in MONTHS:
        return None
    day, month, year = found.groups()
    return f"{year}-{MONTHS[month]:02}-{int(day):02}"


def body_of(item):
    """The running text: the body, or the whole of an unformatted item without its headings."""
    body = element("BODY", item)
    if not body and 'TYPE="UNPROC"' in item:
        body = re.sub(r"<[^>]*>", " ", element("TEXT", item))
    dateline = readable(element("DATELINE", item)).strip()
    text = readable(body).strip()
    text = re.sub(r"\s*\bReuter\s*$", "", text, flags=re.I)
    # Lines are broken at 65 columns; a paragraph begins with an indent.
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n(?=\s{3,}\S)", text)]
    text = "\n\n".join(part for part in paragraphs if part)
    return f"{dateline} {text}" if dateline and text else text


def articles(name):
    opener = gzip.open if name.endswith(".gz") else open
    with opener(name, "rt", encoding="latin-1") as file:
        for number, item in ITEM.findall(file.read()):
            title = " ".join(readable(element("TITLE", item)).split())
            yield {"id": f"reuters-{number}", "title": title or None, "date": published(item),
                   "source": "Reuters", "language": "en", "text": body_of(item) or title}


def main(names):
    if not names:
        sys.exit(__doc__)
    written = 0
    for name in names:
        for article in articles(name):
            print(json.dumps(article, ensure_ascii=False))
            written += 1
    print(f"{written} items written", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
