#!/usr/bin/env python3
"""Files that others wrote: counted here from their own text, and by the importer.

Skips, and says so, where ../shared/data is not beside the project.
"""
import collections
import csv
import datetime
import io
import sys
import tarfile
import xml.etree.ElementTree as xml

import importing

SPELLS = importing.DATA / "microdata" / "unemployment_romeo_452.csv"
XES_TESTS = importing.DATA / "eventlogs" / "xes_importer_tests.tar.gz"
EXAMPLE = importing.DATA / "eventlogs" / "running-example"
ATTRIBUTES = {"string", "date", "int", "float", "boolean", "id", "list", "container"}

# The samples have no times of their own.
XES_MAPPING = """
source: xes
case: case:instance
code: concept:name
time: { constant: "2020-01-01T00:00:00Z" }
resource: org:resource
"""
EXAMPLE_MAPPING = """
source: example
case: case:concept:name
code: concept:name
time: time:timestamp
resource: org:resource
"""


def is_no_xes(text):
    """Why a file is no XES log at all; None when it is one."""
    try:
        root = xml.fromstring(text)
    except xml.ParseError as error:
        return str(error)
    if root.tag != "log":
        return "no log"
    for parent in root.iter():
        for child in parent:
            if child.tag == "trace" and parent.tag != "log":
                return "a trace outside the log"
            if child.tag == "event" and parent.tag not in ("log", "trace"):
                return "an event outside log and traces"
            if child.tag in ATTRIBUTES and "key" not in child.attrib:
                return "no key"
            if child.tag in ATTRIBUTES - {"list", "container"} and "value" not in child.attrib:
                return "no value"
    return None


def counts_of_xes(text):
    """events, of those in a trace with a case key, and the distinct keys."""
    root = xml.fromstring(text)
    events = sum(1 for _ in root.iter("event"))
    keys = [next((item.get("value") for item in trace if item.get("key") == "instance"), None)
            for trace in root.iter("trace") for _ in trace.iter("event")]
    keyed = [key for key in keys if key is not None]
    return events, len(keyed), len(set(keyed))


class DataTest(importing.ImportTest):
    def need(self, path):
        if not path.exists():
            self.skipTest(f"{path.name} is not in ../shared/data")

    def test_every_well_or_ill_formed_xes_file_is_counted_or_refused_with_a_reason(self):
        self.need(XES_TESTS)
        with tarfile.open(XES_TESTS) as archive:
            files = {member.name: archive.extractfile(member).read()
                     for member in archive.getmembers() if member.name.endswith(".xes")}
        self.assertEqual(len(files), 71)
        taken = 0
        for name, text in sorted(files.items()):
            with self.subTest(name):
                self.setUp()
                ran = self.take(text, XES_MAPPING, kind="xes")
                fault = is_no_xes(text)
                if fault is not None:
                    self.assertEqual(ran.exit_code, 2, fault + ran.output)
                    self.assertRegex(ran.errors, r"^Line \d+: this is no XES log: \w.+\.\n$")
                    continue
                events, keyed, cases = counts_of_xes(text)
                self.assertEqual([ran.report[count] for count in ("events", "added", "cases",
                                                                  "refused")],
                                 [events, keyed, cases, events - keyed], ran.output)
                for row in ran.report["refused_rows"]:
                    self.assertIn("names no case", row["message"])
                self.assertEqual(ran.exit_code, 1 if events > keyed else 0)
                taken += keyed
        self.assertGreater(taken, 0)

    def test_one_log_as_xes_and_as_csv_is_the_same_facts(self):
        self.need(EXAMPLE.with_suffix(".xes"))
        facts = []
        for kind in ("xes", "csv"):
            path = EXAMPLE.with_suffix(f".{kind}")
            self.setUp()
            self.assert_counts(self.take(path, EXAMPLE_MAPPING, kind=kind), cases=6, events=42,
                               added=42)
            facts.append(collections.Counter(
                (event["occurred"]["time"], event["type_name"]) for event in self.tail()
                if not event["type_name"].endswith("TenantFounded")))
        self.assertEqual(facts[0], facts[1])
        with EXAMPLE.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        times = collections.Counter(
            datetime.datetime.fromisoformat(row["time:timestamp"]).astimezone(datetime.timezone.utc)
            .strftime("%Y-%m-%dT%H:%M:%SZ") for row in rows)
        recorded = collections.Counter()
        for (time, kind), count in facts[1].items():
            if kind.endswith("ActRecorded"):
                recorded[time] += count
        self.assertEqual(recorded, times)

    def test_spells_of_a_study_open_end_and_are_censored_as_the_file_says(self):
        self.need(SPELLS)
        mapping = importing.EXAMPLES / "unemployment_romeo.yaml"
        with SPELLS.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assert_counts(self.take(SPELLS, mapping), cases=len(rows), events=len(rows),
                           added=len(rows))
        origin = datetime.date(1986, 1, 6)
        expected = collections.Counter({("CaseOpened", origin): len(rows)})
        for row in rows:
            kind = "ExitRecorded" if row["spell"] == "1" else "ObservationEnded"
            expected[kind, origin + datetime.timedelta(weeks=int(row["duration"]))] += 1
        recorded = collections.Counter()
        for event in self.tail():
            kind = event["type_name"].rsplit(".", 1)[1]
            if kind in ("CaseOpened", "ExitRecorded", "ObservationEnded"):
                recorded[kind, datetime.date(**event["occurred"]["date"])] += 1
        self.assertEqual(recorded, expected)

        def count(condition):
            return int(self.ask("case", "count", "--filter", condition)[0]["count"])

        complete = sum(row["spell"] == "1" for row in rows)
        self.assertEqual(count("phase = EXITED"), complete)
        self.assertEqual(count("exit_reason = NO_NEW_APPLICATION"), complete)
        for name in ("pubemp", "search", "reason"):
            for value, cases in collections.Counter(row[name] for row in rows).items():
                self.assertEqual(count(f"attr.{name} = {value}"), cases, (name, value))
        for flags in ([], ["--snapshot"]):
            self.assert_counts(self.take(SPELLS, mapping, *flags), cases=len(rows),
                               events=len(rows), unchanged=len(rows))

    def test_spells_of_a_study_have_their_published_survival(self):
        self.need(SPELLS)
        self.take(SPELLS, importing.EXAMPLES / "unemployment_romeo.yaml")
        self.ask("policy", "adopt", "--rules",
                 f"@{importing.EXAMPLES / 'unemployment_romeo_policy.yaml'}")
        median = (importing.EXAMPLES / "unemployment_romeo_survival.yaml").read_text("utf-8")
        at_26 = median.replace("survival-quantile", "survival-at").replace("percent: 50", "at: 26")
        agency = 'population: "attr.pubemp = yes"'

        def figure(definition):
            path = self.write("definition.yaml", definition)
            return self.ask("indicator", "preview", "--definition", f"@{path}", "--from-date",
                            "1986-01-06", "--to-date", "1986-01-07")[0]

        for population, spells, complete, weeks, share in (
                ("", 452, 256, 18, 0.418094),
                (agency, 92, 46, 39, 0.507287),
                (agency.replace("yes", "no"), 360, 210, 16, 0.393098)):
            half = figure(median.replace(agency, population))
            self.assertEqual([half[name] for name in ("denominator", "numerator", "value")],
                             [spells, complete, weeks])
            self.assertAlmostEqual(figure(at_26.replace(agency, population))["value"], share, 6)

    def test_a_snapshot_of_a_real_file_finds_what_was_changed_in_it(self):
        self.need(SPELLS)
        mapping = importing.EXAMPLES / "unemployment_romeo.yaml"
        with SPELLS.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.take(SPELLS, mapping)
        longer = [row for row in rows if row["spell"] == "0"][:20]
        for row in longer:  # watched three weeks more
            row["duration"] = str(int(row["duration"]) + 3)
        moved = [row for row in rows if row["spell"] == "1" and row["pubemp"] == "no"][:7]
        for row in moved:
            row["pubemp"] = "yes"
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        expected = {"cases": 452, "events": 452, "added": 20, "voided": 20, "corrected": 7,
                    "unchanged": 425}
        for flags in (["--dry-run"], []):
            self.assert_counts(self.take(text.getvalue(), mapping, "--snapshot", *flags),
                               **expected)
        self.assert_counts(self.take(text.getvalue(), mapping, "--snapshot"), cases=452, events=452,
                           unchanged=452)


if not importing.DATA.exists():
    print("skipped: ../shared/data is not there")
    sys.exit(importing.SKIPPED)
if __name__ == "__main__":
    importing.main()
