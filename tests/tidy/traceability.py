#!/usr/bin/env python3
"""Holds docs/traceability.md to the tree: every statement stands once, and what it names is there.

usage: traceability.py SOURCE_FOLDER
"""
import os
import re
import sys

sys.dont_write_bytecode = True

DOCUMENT = "docs/traceability.md"
# `T1–T11, K1–K12`
RANGE = re.compile(r"\b([A-Z])(\d+)–\1(\d+)\b")
ROW = re.compile(r"^\| ([A-Z]\d+) \|(.*)\|$")
TEST = re.compile(r"`(\w+)` `(\w+)\.(\w+)`")
ENTRY = re.compile(r"`(\w+)`(?! `)")
COMMAND = re.compile(r"`framdrift ([a-z-]+ [a-z-]+)[^`]*`")
VERB = re.compile(r'^msgctxt "verb"\nmsgid "([a-z -]+)"', re.M)
STATEMENT = re.compile(r"^([A-Z]\d+) |(?<=\. )([A-Z]\d+) ", re.M)
STATUSES = ("met", "partly", "not yet")


def ids_listed(text):
    """The ids that the document says there are."""
    head = text.split("\n| ", 1)[0]
    return [f"{letter}{n}" for letter, first, last in RANGE.findall(head)
            for n in range(int(first), int(last) + 1)]


def rows(text):
    """Of each row of a statement its line, its id and its cells."""
    for number, line in enumerate(text.split("\n"), 1):
        found = ROW.match(line)
        if found:
            yield number, found.group(1), [cell.strip() for cell in found.group(2).split("|")]


def tests_in(files):
    """The entries of ctest, and of each test program the names of its tests."""
    entries = {}
    for path, text in files.items():
        if os.path.basename(path) != "CMakeLists.txt":
            continue
        folder = os.path.dirname(path)
        for name, listed in re.findall(r"framdrift_test\((\w+)(.*?)\bDEPS\b", text, re.S):
            names = entries.setdefault(name, set())
            for source in re.findall(r"[\w/]+\.cc", listed):
                names.update(cases(files.get(os.path.normpath(os.path.join(folder, source)), "")))
        for name in re.findall(r"add_test\(NAME (\w+)", text):
            entries.setdefault(name, set())
        # The scripts of a list are entries by their names.
        for line in re.findall(r"foreach\(\w+ (?:IN ITEMS )?([\w ]+)\)", text):
            entries.update({name: entries.get(name, set()) for name in line.split()})
        for line in re.findall(r"set\(guides ([^)]+)\)", text):
            entries.update({f"guide_{name}": set() for name in line.split()})
    return entries


def cases(code):
    pairs = re.findall(r"^(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP|RC_GTEST_FIXTURE_PROP)\(\s*(\w+),\s*(\w+)",
                       code, re.M)
    return {".".join(pair) for pair in pairs}


def check(text, files, statements=None):
    """The breaches of the document. `statements` are the ids of the sources, where they are there."""
    breaches = []
    listed = ids_listed(text)
    seen = {}
    entries = tests_in(files)
    verbs = set(VERB.findall(files.get("clients/cli/texts/sv.po", "")))
    for number, name, cells in rows(text):
        def breach(message, number=number):
            breaches.append(f"{DOCUMENT}:{number}: {message}")
        if name in seen:
            breach(f"{name} stands twice")
        seen[name] = number
        if name not in listed:
            breach(f"{name} is none of the ids above the tables")
        if len(cells) != 4 or not cells[3].startswith(STATUSES):
            breach(f"{name} has a statement, what meets it, a test, and met, partly or not yet")
            continue
        for entry, suite, case in TEST.findall(cells[2]):
            if f"{suite}.{case}" not in entries.get(entry, set()):
                breach(f"{entry} has no test {suite}.{case}")
        for entry in ENTRY.findall(TEST.sub("", cells[2])):
            if entry not in entries:
                breach(f"ctest has no {entry}")
        if cells[3].startswith("met") and not ENTRY.search(TEST.sub(r"`\1`", cells[2])):
            breach(f"{name} is met, and no test shows it")
    for number, line in enumerate(text.split("\n"), 1):
        for command in COMMAND.findall(line):
            if command not in verbs:
                breaches.append(f"{DOCUMENT}:{number}: there is no command {command}")
    breaches += [f"{DOCUMENT}:1: {name} is missing" for name in listed if name not in seen]
    if statements is not None:
        breaches += [f"{DOCUMENT}:1: the sources have {name}, which is not listed"
                     for name in sorted(set(statements) - set(listed))]
        breaches += [f"{DOCUMENT}:1: the sources have no {name}"
                     for name in sorted(set(listed) - set(statements))]
    return breaches


def statements_of(sources):
    """The ids of the statements in the text of the sources."""
    return {first or second for first, second in STATEMENT.findall(sources)}


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = sys.argv[1]
    files = {}
    for top in ("tests", "clients/cli/texts"):
        for at, _, names in os.walk(os.path.join(folder, top)):
            for name in names:
                if name.endswith((".cc", ".txt", ".po")):
                    path = os.path.join(at, name)
                    with open(path, encoding="utf-8") as file:
                        files[os.path.relpath(path, folder)] = file.read()
    with open(os.path.join(folder, DOCUMENT), encoding="utf-8") as file:
        text = file.read()
    statements = None
    sources = os.path.join(folder, "..", "shared", "design", "sources.md")
    if os.path.exists(sources):
        with open(sources, encoding="utf-8") as file:
            statements = statements_of(file.read())
    else:
        print("skipped: the sources are not there, so no id of theirs is looked for")
    breaches = check(text, files, statements)
    print("\n".join(breaches) or f"{len(ids_listed(text))} statements, each with what it names")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
