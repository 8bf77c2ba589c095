#!/usr/bin/env python3
"""The commands deploy/quickstart.sh prints work as printed, on what it loads.

quickstart.py BIN_DIR    Runs every `framdrift` line of its last words, after the demo and after the
                         sixty cases; one marked `refused` must be.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import server

ROOT = pathlib.Path(__file__).resolve().parents[2]
DAY = "2026-03-02"
REFUSED = 4
INVENTED = "Invented data: nobody in it exists."
SCRIPT = (ROOT / "deploy/quickstart.sh").read_text(encoding="utf-8")


class Session:
    """A shell in the repository, beside a server, with one tenant."""

    def __init__(self, running, tenant):
        self.environment = running.environment(tenant)

    def run(self, command, **values):
        return subprocess.run(["bash", "-c", command], cwd=ROOT, text=True, check=False,
                              capture_output=True, env={**self.environment, **values})

    def output(self, command, **values):
        done = self.run(command, **values)
        if done.returncode != 0 or not done.stdout:
            raise SystemExit(f"{command}: {done.stdout[:2000]}{done.stderr}")
        return done.stdout.strip()


def printed(words):
    """Command and what stands after a column of spaces, or alone on the next line."""
    found = re.findall(r"^  (framdrift .*?)(?: {3,}(.*))?$(?:\n {20,}(.*)$)?", words, re.M)
    return [(command, beside or below) for command, beside, below in found]


def words_of(content):
    """What is printed for `content`: its own branch and what stands after both."""
    branches = SCRIPT[SCRIPT.index("Framdrift is running"):]
    demo, rest = branches.split("\nelse\n", 1)
    cases, common = rest.split("\nfi\n", 1)
    return (demo if content == "demo" else cases) + common


def choice(variable, content):
    """The command by which the script sets `variable` for `content`."""
    found = re.findall(rf'^ +{variable}=\$\((.*)\)$', SCRIPT, re.M)
    return found[0 if content == "demo" else -1].replace('"$bin/framdrift"', "framdrift")


def try_all(session, content, values):
    commands = printed(words_of(content))
    if len(commands) < 8:
        raise SystemExit(f"the quickstart prints no commands for {content}")
    for command, expected in commands:
        for name, value in values.items():
            command = command.replace(f"${name}", value)
        done = session.run(command)
        code = REFUSED if expected.startswith("refused") else 0
        print(f"{done.returncode}  {command}")
        if done.returncode != code:
            raise SystemExit(f"expected {code}: {done.stdout[:2000]}{done.stderr}")


def try_demo(running, folder):
    session = Session(running, "trelleborg")
    flags = re.search(r" demo (--[^\\]*)", SCRIPT).group(1)
    table = session.output(f"framdrift -o table demo {flags} --today {DAY}")
    print(table)
    if table.splitlines()[0] != INVENTED or len(table.splitlines()) != 21:
        raise SystemExit("the demo does not show eighteen municipalities")
    values = {"data_dir": folder}
    pathlib.Path(folder, "demo.txt").write_text(table, encoding="utf-8")
    values["caseworker_id"] = session.output(choice("caseworker_id", "demo"), **values)
    values["case_id"] = session.output(choice("case_id", "demo"), **values)
    for name in ("programme_id", "evaluation_id", "place_id"):
        values[name] = session.output(choice(name, "demo"), **values)
    shown = session.output("framdrift -o table case show $case_id", **values)
    if shown.splitlines()[0] != INVENTED:
        raise SystemExit(f"the case does not say that it is invented: {shown}")
    listed = re.search(r'^ +"\$bin/framdrift" (-o table .* worklist)$', SCRIPT, re.M).group(1)
    worklist = session.output(f"framdrift {listed}", **values)
    print(worklist)
    if worklist.splitlines()[0] != INVENTED or len(worklist.splitlines()) < 4:
        raise SystemExit("the caseworker named has nothing to do")
    try_all(session, "demo", values)


def try_cases(running):
    session = Session(running, "demo")
    loaded = session.output("framdrift -o json import csv deploy/demo/cases.csv"
                            " --mapping deploy/demo/mapping.yaml")
    if '"deviations":0' not in loaded:
        raise SystemExit(f"the demonstration does not load: {loaded}")
    try_all(session, "cases", {"case_id": session.output(choice("case_id", "cases"))})


def main():
    with server.running(sys.argv[1]) as running, tempfile.TemporaryDirectory() as folder:
        try_demo(running, folder)
        try_cases(running)


main()
