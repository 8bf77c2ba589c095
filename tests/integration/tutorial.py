#!/usr/bin/env python3
"""Runs the guides: every command in them against a fresh server, and compares what it prints.

tutorial.py BIN_DIR [--update] [DOCUMENT…]    --update writes what was printed into the documents.

In a ```console block a line that begins with "$ " is a command (continued by a trailing backslash)
and the lines after it are its output. Ids, times and hashes may differ from run to run.
"""
import difflib
import pathlib
import re
import subprocess
import sys

import server

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Each with the tenant it is about and what its shell has set besides.
DOCUMENTS = {"docs/tutorial.md": ("1284", {"FRAMDRIFT_OUTPUT": "table"}), "docs/cli.md": ("demo", {}),
             "docs/morning.md": ("trelleborg", {"FRAMDRIFT_OUTPUT": "table"}),
             "docs/balance.md": ("trelleborg", {"FRAMDRIFT_OUTPUT": "table"}),
             "docs/evaluation.md": ("trelleborg", {"FRAMDRIFT_OUTPUT": "table"}),
             "docs/group-work.md": ("1284", {"FRAMDRIFT_OUTPUT": "table"}),
             "docs/manager.md": ("trelleborg", {"FRAMDRIFT_OUTPUT": "table"}),
             "docs/place.md": ("ljusdal", {"FRAMDRIFT_OUTPUT": "table"}),
             "docs/process.md": ("trelleborg", {"FRAMDRIFT_OUTPUT": "table"}),
             "docs/programme.md": ("spridning", {"FRAMDRIFT_OUTPUT": "table"})}
SENTINEL = "framdrift-tutorial-command-ended"
VARYING = [
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<id>"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "<hash>"),
    (re.compile(r"(?<=Computed )\d{4}-\d\d-\d\d \d\d:\d\d"), "<time>"),
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"), "<time>"),
]


class Shell:
    """One bash for the whole document, so that variables live on."""

    def __init__(self, environment):
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            errors="replace", env=environment, cwd=ROOT)

    def run(self, command):
        self.process.stdin.write(f"{command}\nprintf '%s\\n' {SENTINEL}\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.rstrip("\n").endswith(SENTINEL):
                tail = line.rstrip("\n")[: -len(SENTINEL)]
                return lines + ([tail] if tail else [])
            lines.append(line.rstrip("\n"))
        raise SystemExit(f"the shell ended at: {command}")


def normalised(lines):
    text = "\n".join(lines)
    for pattern, name in VARYING:
        text = pattern.sub(name, text)
    # A table's columns are as wide as its ids are long and no wider: widths follow the values.
    return [re.sub(r" {2,}", "  ", line).rstrip() for line in text.split("\n")]


def blocks(text):
    """(before, block, after) parts: console blocks and what stands between them."""
    return re.split(r"(?ms)^```console\n(.*?)^```$", text)


def commands_of(block):
    """[(command lines, output lines)] of a console block."""
    commands = []
    lines = block.rstrip("\n").split("\n")
    while lines:
        line = lines.pop(0)
        if line.startswith("$ "):
            command = [line]
            while command[-1].endswith("\\"):
                command.append(lines.pop(0))
            commands.append((command, []))
        elif commands:
            commands[-1][1].append(line)
        else:
            raise SystemExit(f"output before any command: {line}")
    return commands


def run(document, bin_dir, update):
    """How many commands of the document were run, and how many printed something else."""
    path = ROOT / document
    tenant, environment = DOCUMENTS[document]
    parts = blocks(path.read_text(encoding="utf-8"))
    failures = ran = 0
    with server.running(bin_dir) as running:
        shell = Shell({**running.environment(tenant), "TZ": "UTC", **environment})
        for index in range(1, len(parts), 2):
            rewritten = []
            for command, expected in commands_of(parts[index]):
                printed = shell.run("\n".join(command)[2:])
                ran += 1
                rewritten += command + printed
                if normalised(printed) == normalised(expected):
                    continue
                failures += 1
                if not update:
                    print("\n".join(command))
                    print("\n".join(difflib.unified_diff(
                        normalised(expected), normalised(printed), "document", "printed", "", "",
                        3, "")))
            parts[index] = "```console\n" + "\n".join(rewritten) + "\n```"
    if update:
        path.write_text("".join(parts), encoding="utf-8")
    return ran, failures


def main():
    update = "--update" in sys.argv[2:]
    wrong = 0
    chosen = [word for word in sys.argv[2:] if word in DOCUMENTS]
    for document in chosen or DOCUMENTS:
        ran, failures = run(document, sys.argv[1], update)
        print(f"{document}: {ran} commands, {failures} {'updated' if update else 'differ'}")
        wrong += failures
    if wrong and not update:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
