#!/usr/bin/env python3
"""The commands deploy/quickstart.sh prints work as printed, on the cases it loads.

quickstart.py BIN_DIR    Runs every `framdrift` line of its last words; one marked `refused` must be.
"""
import pathlib
import re
import subprocess
import sys

import server

ROOT = pathlib.Path(__file__).resolve().parents[2]
TENANT = "demo"
REFUSED = 4


def main():
    script = (ROOT / "deploy/quickstart.sh").read_text(encoding="utf-8")
    choice = re.search(r'^case_id=\$\("\$bin/framdrift" (.*)\)$', script, re.M).group(1)
    # What stands after a column of spaces, or alone on the next line, says what to expect.
    printed = re.findall(r"^  (framdrift .*?)(?: {3,}(.*))?$(?:\n {20,}(.*)$)?", script, re.M)
    if len(printed) < 5:
        raise SystemExit("the quickstart prints no commands")
    with server.running(sys.argv[1]) as running:
        def run(command):
            return subprocess.run(["bash", "-c", command], cwd=ROOT, text=True, check=False,
                                  capture_output=True, env=running.environment(TENANT))

        loaded = run("framdrift -o json import csv deploy/demo/cases.csv"
                     " --mapping deploy/demo/mapping.yaml")
        if loaded.returncode != 0 or '"deviations":0' not in loaded.stdout:
            raise SystemExit(f"the demonstration does not load: {loaded.stdout}{loaded.stderr}")
        case_id = run(f"framdrift {choice}").stdout.strip()
        for command, beside, below in printed:
            done = run(command.replace("$case_id", case_id))
            expected = REFUSED if (beside or below).startswith("refused") else 0
            print(f"{done.returncode}  {command}")
            if done.returncode != expected:
                raise SystemExit(f"expected {expected}: {done.stdout[:2000]}{done.stderr}")


main()
