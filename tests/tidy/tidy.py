#!/usr/bin/env python3
"""Holds the source to the house rules that a compiler does not: prints each breach, fails on any.

usage: tidy.py SOURCE_FOLDER
"""
import os
import re
import sys

sys.dont_write_bytecode = True

import cpp

# What each folder may include besides the C++ standard library; architecture.md has the table.
# A word is the first part of an included path, or the whole of one without parts.
MAY_INCLUDE = {
    "base": {"absl", "base", "sys"},
    "domain": {"absl", "base", "domain", "framdrift", "google"},
    "eventstore": {"absl", "base", "eventstore", "openssl", "rocksdb", "sodium", "sys", "zstd.h",
                   "fcntl.h", "unistd.h"},
    "projections": {"absl", "base", "domain", "eventstore", "framdrift", "google", "projections",
                    "rocksdb"},
    "services": {"CLI", "absl", "base", "domain", "eventstore", "framdrift", "google", "grpc",
                 "grpcpp", "projections", "services", "sys", "unistd.h"},
}
# What the other end of the wire may not know.
CLIENTS_MAY_NOT_INCLUDE = {"domain", "eventstore", "projections", "rocksdb", "services"}
# The domain has no clock, thread, log or input and output: it can only answer or refuse.
DOMAIN_MAY_NOT_INCLUDE = {
    "absl/synchronization/mutex.h", "absl/synchronization/notification.h", "absl/time/clock.h",
    "atomic", "base/clock.h", "base/log.h", "base/mutex.h", "base/random.h", "chrono",
    "condition_variable", "cstdio", "ctime", "filesystem", "fstream", "future", "iostream",
    "mutex", "random", "thread",
}

FOLDERS = ("base", "bench", "clients", "cmake", "deploy", "docs", "domain", "eventstore",
           "projections", "proto", "services", "tests", "tools")
# Where a reason may be made.
REASON_FOLDERS = ("base/", "domain/", "eventstore/", "projections/", "services/")

MOST_FUNCTION_LINES = 70
MOST_FILE_LINES = 450
# A test reads from top to bottom, and a script has nowhere to be split into.
MOST_TEST_LINES = 650
# 150 is the aim; a template has its body in the header.
MOST_HEADER_LINES = 300

BANNED_WORDS = re.compile("|".join([r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b",
                                    r"\bHA" + r"CK\b", r"(?i:\bnot " + r"implemented\b)",
                                    r"/wo" + r"rk/"]))
BANNED_NAME = re.compile(r"(Manager|Helper|Helpers|Util|Utils|Impl|Data|Info)$")
BANNED_FILE = re.compile(r"(^|_)(common|helper|helpers|impl|manager|misc|util|utils)\.(h|cc)$")
REASON = re.compile(r'"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"')
LITERAL_WORD = re.compile(r'"([A-Z][A-Z0-9_]*)"')
DOCUMENTED_REASON = re.compile(r"^\| `([A-Z0-9_]+)` \| ([A-Z_]+) \|", re.M)
PROMISED_REASON = re.compile(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`")
# A link to a place of ours, and a file of ours by its path.
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)")
NAMED_FILE = re.compile(r"`((?:%s)/[\w./-]+\.[a-z]+)`" % "|".join(FOLDERS))
STATUS_CODES = {"INVALID_ARGUMENT", "NOT_FOUND", "ALREADY_EXISTS", "FAILED_PRECONDITION", "ABORTED",
                "RESOURCE_EXHAUSTED", "UNAVAILABLE", "DEADLINE_EXCEEDED", "DATA_LOSS",
                "PERMISSION_DENIED", "UNAUTHENTICATED", "INTERNAL"}


class Source:
    """The text of a repository's files by path, and the breaches found in them."""

    def __init__(self, files):
        self.files = files
        self.breaches = []

    @staticmethod
    def read(folder):
        files = {}
        for name in os.listdir(folder):
            if name.endswith(".md"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    files[name] = file.read()
        for top in FOLDERS:
            for at, folders, names in os.walk(os.path.join(folder, top)):
                folders[:] = [f for f in folders if f not in ("__pycache__", "node_modules")]
                for name in names:
                    path = os.path.join(at, name)
                    try:
                        with open(path, encoding="utf-8") as file:
                            files[os.path.relpath(path, folder)] = file.read()
                    except UnicodeDecodeError:
                        # Bytes are no source, but documents may name them.
                        files[os.path.relpath(path, folder)] = ""
        return Source(files)

    def ending(self, *ends):
        return [(p, t) for p, t in sorted(self.files.items()) if p.endswith(ends)]

    def breach(self, path, line, message):
        self.breaches.append(f"{path}:{line}: {message}")


def check_includes(source):
    rocksdb_users = []
    for path, text in source.ending(".h", ".cc"):
        folder = path.split("/")[0]
        for line, included in cpp.includes(text):
            if included.split("/")[0] == "rocksdb" and folder == "projections":
                rocksdb_users.append((path, line))
            if not may_include(folder, included):
                source.breach(path, line, f"{folder} may not include {included}")
    files = sorted({path for path, _ in rocksdb_users})
    if len(files) > 1:
        for path, line in rocksdb_users:
            source.breach(path, line, "one file of projections may include RocksDB, not "
                          + " and ".join(files))


def may_include(folder, included):
    first = included.split("/")[0]
    if folder == "domain" and included in DOMAIN_MAY_NOT_INCLUDE:
        return False
    if included.endswith(".grpc.pb.h") and folder not in ("services", "clients", "tests", "bench"):
        return False
    if folder == "clients":
        return first not in CLIENTS_MAY_NOT_INCLUDE
    if folder not in MAY_INCLUDE or ("/" not in included and "." not in included):
        return True
    return first in MAY_INCLUDE[folder]


def check_headers(source):
    for path, text in source.ending(".h"):
        lines = text.split("\n")
        if not re.match(r"// [^ ].*[^ ]$", lines[0]):
            source.breach(path, 1, "line 1 of a header says its purpose in one sentence")
        purpose = 1
        while purpose < len(lines) and lines[purpose].startswith("//"):
            purpose += 1
        if not lines[purpose - 1].endswith((".", "?")):
            source.breach(path, purpose, "the purpose of a header is a whole sentence")
        if purpose >= len(lines) or lines[purpose] != "#pragma once":
            source.breach(path, purpose + 1, "#pragma once follows the purpose of a header")


def check_lengths(source):
    for path, text in source.ending(".h", ".cc", ".py", ".sh"):
        count = text.count("\n")
        most = MOST_FILE_LINES
        if path.startswith(("tests/", "bench/")) or path.endswith((".py", ".sh")):
            most = MOST_TEST_LINES
        elif path.endswith(".h"):
            most = MOST_HEADER_LINES
        if count > most:
            source.breach(path, count, f"{count} lines; a file of this kind has at most {most}")
    for path, text in source.ending(".h", ".cc"):
        for name, first, last in cpp.functions(text):
            if last - first + 1 > MOST_FUNCTION_LINES:
                source.breach(path, first, f"{name} has {last - first + 1} lines; a function has "
                              f"at most {MOST_FUNCTION_LINES}")


def check_words(source):
    for path, text in source.ending(".h", ".cc", ".proto", ".py", ".sh", ".txt", ".cmake", ".md"):
        for number, line in enumerate(text.split("\n"), 1):
            found = BANNED_WORDS.search(line)
            if found:
                source.breach(path, number, f"`{found.group()}` has no place here")


def check_names(source):
    for path, text in source.ending(".h", ".cc"):
        if BANNED_FILE.search(os.path.basename(path)):
            source.breach(path, 1, "name a file after what is in it")
        for line, name in cpp.type_names(text):
            if BANNED_NAME.search(name):
                source.breach(path, line, f"name {name} after what it is")


def check_cmake(source):
    listed = {}
    for path, text in source.ending("CMakeLists.txt", ".cmake"):
        for number, line in enumerate(text.split("\n"), 1):
            if re.search(r"\bfile\s*\(\s*GLOB", line, re.I):
                source.breach(path, number, "every file is listed, none is globbed")
        folder = os.path.dirname(path)
        for word in re.findall(r"[\w./-]+\.cc\b", re.sub(r"#.*", "", text)):
            listed[os.path.normpath(os.path.join(folder, word))] = path
    for path, _ in source.ending(".cc"):
        if path not in listed:
            source.breach(path, 1, "no CMakeLists.txt lists this file")


def check_refusals(source):
    catalogue = source.files.get("docs/refusals.md", "")
    documented = {}
    for found in DOCUMENTED_REASON.finditer(catalogue):
        line = catalogue.count("\n", 0, found.start()) + 1
        if found.group(1) in documented:
            source.breach("docs/refusals.md", line, f"{found.group(1)} stands twice")
        if found.group(2) not in STATUS_CODES:
            source.breach("docs/refusals.md", line, f"{found.group(2)} is no status code")
        documented[found.group(1)] = line
    used = set()
    for path, text in source.ending(".h", ".cc"):
        if not path.startswith(REASON_FOLDERS + ("clients/",)):
            continue
        for number, line in enumerate(cpp.without_comments(text).split("\n"), 1):
            used.update(word for word in LITERAL_WORD.findall(line) if word in documented)
            # A client may name an environment variable; it makes reasons for its own reports only.
            for reason in [] if path.startswith("clients/") else REASON.findall(line):
                if reason not in documented:
                    source.breach(path, number, f"docs/refusals.md does not list {reason}")
                if len(reason) > 63:
                    source.breach(path, number, f"{reason} has more than 63 characters")
    for reason, line in documented.items():
        if reason not in used:
            source.breach("docs/refusals.md", line, f"nothing refuses with {reason}")
    for path, text in source.ending("_service.proto"):
        for number, line in enumerate(text.split("\n"), 1):
            if not line.lstrip().startswith("//"):
                continue
            for reason in PROMISED_REASON.findall(line):
                if reason not in documented and reason not in STATUS_CODES:
                    source.breach(path, number, f"docs/refusals.md does not list {reason}")


def check_documents(source):
    places = set(source.files)
    for path in source.files:
        while path := os.path.dirname(path):
            places.add(path)
    for path, text in source.ending(".md"):
        for number, line in enumerate(text.split("\n"), 1):
            named = [os.path.normpath(os.path.join(os.path.dirname(path), link))
                     for link in LINK.findall(line)] + NAMED_FILE.findall(line)
            for place in named:
                if place not in places:
                    source.breach(path, number, f"there is no {place}")


CHECKS = (check_includes, check_headers, check_lengths, check_words, check_names, check_cmake,
          check_refusals, check_documents)


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    source = Source.read(sys.argv[1])
    for check in CHECKS:
        check(source)
    print("\n".join(source.breaches) or f"{len(source.files)} files keep the rules")
    return 1 if source.breaches else 0


if __name__ == "__main__":
    sys.exit(main())
