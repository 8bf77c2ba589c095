#!/usr/bin/env python3
"""Over the demo, every figure of every built-in indicator opens to as many rows as it says, whole and
in each group of every breakdown.

drill_down.py BIN_DIR
"""
import concurrent.futures
import datetime
import json
import pathlib
import sys

import server

TENANT = "trelleborg"
TODAY = "2025-03-03"
DEMO = ("demo", "--tenants", "1", "--persons", "60", "--years", "3", "--seed", "6", "--today", TODAY)
PERIODS = "60"
# What the demo does not have: a month of support that another municipality paid.
MAPPING = """
source: moved-here
case: case
person: person
code: code
time: { column: month, format: "%Y-%m-%d" }
open: { target_group: { constant: young } }
events:
  - when: { code: elsewhere }
    event: aid_month_elsewhere
    set: { month: month, municipality_code: { constant: "1284" } }
  - when: { code: here }
    event: aid_month_set
    set: { month: month, paid_ore: { constant: "900000" } }
"""
ROWS = """case;person;month;code
1;19910214-9805;2024-01-01;applied
1;19910214-9805;2024-01-01;elsewhere
1;19910214-9805;2024-02-01;here
"""


def load(running):
    """The demo, and what it lacks: that month, an approved level, a deadline that was exempt, costs."""
    running.cli(TENANT, *DEMO)
    folder = pathlib.Path(running.folder)
    (folder / "rows.csv").write_text(ROWS, encoding="utf-8")
    (folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    running.cli(TENANT, "import", "csv", str(folder / "rows.csv"), "--mapping",
                str(folder / "mapping.yaml"))
    active = running.cli(TENANT, "-o", "ids", "--limit", "1", "case", "list", "--filter",
                         "phase = ACTIVE").strip()
    running.cli(TENANT, "assessment", "approve", active, "--area", "arbetsvana", "--level", "3",
                "--occurred", "2025-03-01T10:00")
    running.cli(TENANT, "deadline", "exempt", active, "--deadline", "contact", "--code", "health",
                "--until-date", "2025-03-20", "--occurred", "2025-03-01T10:00")
    for noun in ("activity", "staff"):
        ids = running.cli(TENANT, "-o", "ids", "--limit", "2", noun, "list").split()
        for number, booked in enumerate(ids):
            running.cli(TENANT, f"{noun}-cost", "book", booked, "--amount-ore",
                        str(1000000 + number), "--from-date", f"202{3 + number}-01-01",
                        "--until-date", "2025-03-01", "--account", "4010")


class Indicators:
    """What the command line says of the tenant's indicators."""

    def __init__(self, running):
        self.running = running

    def ask(self, verb, *words):
        """The rows of all pages, one object a line."""
        said = self.running.cli(TENANT, "-o", "json", "indicator", verb, *words)
        return [json.loads(line) for line in said.splitlines()]

    def adopt_all(self):
        """Each built-in's code with its breakdowns."""
        definitions = {one["code"]: one.get("breakdowns", []) for one in self.ask("library")}
        for code in definitions:
            self.ask("define", "--made-from", code)
        return definitions

    def figures(self, code, to_date, periods, breakdown=None):
        words = [code, "--to-date", to_date, "--periods", periods]
        return self.ask("series", *words, *(["--breakdown", breakdown] if breakdown else []))

    def listed(self, code, figure, breakdown, part):
        """How many rows are in the list behind the figure; each once."""
        words = [code, "--period-date", last_day(figure), "--part", part]
        if breakdown:
            words += ["--breakdown", breakdown]
        if breakdown or figure.get("group"):
            words += ["--group", figure.get("group", "")]
        rows = [(row["case"], row["ordinal"]) for row in self.ask("cases", *words)]
        if len(rows) != len(set(rows)):
            raise SystemExit(f"{code}: a row stands twice in the list of {part}")
        return len(rows)


def skipped(figure):
    return sum(some["count"] for some in figure.get("skipped", []))


def told(figure):
    """How many rows the figure says that there are of each part."""
    return {"denominator": figure["denominator_rows"], "numerator": figure["numerator_rows"],
            "skipped": skipped(figure)}


def end_of(figure):
    return datetime.date(**figure["to_date"]).isoformat()


def last_day(figure):
    """A rolling period is named by a day of its last unit."""
    return (datetime.date(**figure["to_date"]) - datetime.timedelta(days=1)).isoformat()


def periods_to_open(figures):
    """The latest period of which something is told, and the latest of which something is left out."""
    latest = {}
    for figure in figures:
        if figure["denominator_rows"] > 0:
            latest["told"] = figure
        if skipped(figure) > 0:
            latest["skipped"] = figure
    return list({end_of(figure): figure for figure in latest.values()}.values())


def differences(indicators, code, breakdowns):
    """How many figures were opened, and what was wrong with any."""
    opened, wrong = 0, []
    told_of = indicators.figures(code, TODAY, PERIODS)
    whole = periods_to_open([figure for figure in told_of if not figure.get("group")])
    if not whole:
        wrong.append(f"{code}: there is none of it")
    for period in whole:
        # A spread tells its groups without being asked for a breakdown.
        groups = [("", figure) for figure in told_of if end_of(figure) == end_of(period)]
        for breakdown in breakdowns:
            groups += [(breakdown, figure)
                       for figure in indicators.figures(code, end_of(period), "1", breakdown)]
        for breakdown, figure in groups:
            opened += 1
            listed = {part: indicators.listed(code, figure, breakdown, part)
                      for part in told(figure)}
            if listed != told(figure):
                wrong.append(f"{code} {breakdown} {figure.get('group', '')} until "
                             f"{end_of(figure)}: lists {listed}, figure {told(figure)}")
    return opened, wrong


def main():
    with server.running(sys.argv[1]) as running:
        load(running)
        indicators = Indicators(running)
        definitions = indicators.adopt_all()
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda one: differences(indicators, *one), definitions.items()))
    wrong = [line for _, lines in found for line in lines]
    print(f"{len(definitions)} indicators, {sum(count for count, _ in found)} figures opened")
    if wrong or len(definitions) < 94:
        raise SystemExit("\n".join(wrong) or "the library is small")


main()
