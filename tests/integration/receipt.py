#!/usr/bin/env python3
"""A real municipal log goes in whole, once, and is counted as receipt.expected.json counts it.

receipt.py BIN_DIR    Skips, and says so, where ../shared/data is not beside the project.
"""
import json
import pathlib
import sys

import server

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "eventlogs"
SKIPPED = 77


def expect(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"{what}: {seen}, expected {expected}")
    print(f"{what}: {seen}")


def main():
    if not (DATA / "receipt.xes.gz").exists():
        print("skipped: ../shared/data/eventlogs/receipt.xes.gz is not there")
        return SKIPPED
    expected = json.loads((DATA / "receipt.expected.json").read_text(encoding="utf-8"))
    with server.running(sys.argv[1]) as running:
        def cli(*words):
            return json.loads(running.cli("receipt", "-o", "json", *words))

        def count(condition):
            return int(cli("case", "count", "--filter", condition)["count"])

        words = ("import", "xes", str(DATA / "receipt.xes.gz"),
                 "--mapping", str(ROOT / "docs/examples/receipt.yaml"))
        first = cli(*words)
        expect("cases", first["cases"], expected["cases"])
        expect("events", first["events"], expected["events"])
        expect("added", first["added"], expected["events"])
        expect("refused", first["refused"], 0)
        expect("added a second time", cli(*words)["added"], 0)
        listed = running.cli("receipt", "-o", "ids", "case", "list").split()
        expect("listed", len(set(listed)), expected["cases"])
        expect("counted", int(cli("case", "count")["count"]), expected["cases"])
        for year, cases in expected["opened_by_year_local"].items():
            span = f"open_date >= {year}-01-01 AND open_date < {int(year) + 1}-01-01"
            expect(f"opened in {year}", count(span), cases)
        for activity, cases in expected["last_activity"].items():
            expect(f"last: {activity}", count(f'last_activity_label = "{activity}"'), cases)
    return 0


sys.exit(main())
