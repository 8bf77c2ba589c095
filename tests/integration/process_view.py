#!/usr/bin/env python3
"""The process view over a real municipal log counts what receipt.expected.json counts, each figure
opens to its cases, and exports are valid, hold what was imported, and go in again.

process_view.py BIN_DIR    What needs ../shared/data, xmllint or jsonschema is skipped without, and
says so.
"""
import collections
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

import server

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
DATA = ROOT.parent / "shared" / "data"
RECEIPT = DATA / "eventlogs" / "receipt.xes.gz"
EXPECTED = DATA / "eventlogs" / "receipt.expected.json"


def traces_of(xes):
    """Of each trace its activities: name, time, lifecycle and resource, in order."""
    traces = []
    for trace in xml.etree.ElementTree.parse(xes).getroot().iter("trace"):
        events = []
        for event in trace.iter("event"):
            of = {part.get("key"): part.get("value") for part in event}
            events.append((of["concept:name"], of["time:timestamp"],
                           of.get("lifecycle:transition", ""), of.get("org:resource", "")))
        traces.append(tuple(events))
    return traces


class ProcessViewTest(unittest.TestCase):
    bin_dir = None

    @classmethod
    def setUpClass(cls):
        cls.running = cls.enterClassContext(server.running(cls.bin_dir))
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))

    def ask(self, tenant, *words):
        """The answers, one object a line."""
        lines = self.running.cli(tenant, "-o", "json", *words).splitlines()
        return [json.loads(line) for line in lines]

    def one(self, tenant, *words):
        return self.ask(tenant, *words)[0]

    def cases(self, tenant, *words):
        """How many cases a figure opens to; each once."""
        listed = [case["name"] for case in self.ask(tenant, "process", "cases", *words)]
        self.assertEqual(len(listed), len(set(listed)))
        return len(listed)

    def export(self, tenant, name, *words):
        path = self.folder / name
        path.write_text(self.running.cli(tenant, "process", "export", *words), encoding="utf-8")
        return path

    def check_xes(self, path):
        schema = DATA / "schemas" / "xes-ieee-1849.xsd"
        if shutil.which("xmllint") is None or not schema.exists():
            print("not validated: xmllint or ../shared/data/schemas is not there")
            return
        done = subprocess.run(["xmllint", "--noout", "--huge", "--schema", schema, path],
                              stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr[:2000])

    def check_ocel(self, path):
        schema = DATA / "schemas" / "schema_ocel2.json"
        try:
            import jsonschema
        except ImportError:
            print("not validated: python3-jsonschema is not installed")
            return
        if not schema.exists():
            print("not validated: ../shared/data/schemas is not there")
            return
        jsonschema.validate(json.loads(path.read_text(encoding="utf-8")),
                            json.loads(schema.read_text(encoding="utf-8")))


class ReceiptTest(ProcessViewTest):

    @classmethod
    def setUpClass(cls):
        if not RECEIPT.exists():
            raise unittest.SkipTest("../shared/data/eventlogs/receipt.xes.gz is not there")
        super().setUpClass()
        cls.expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
        cls.running.cli("receipt", "-o", "json", "import", "xes", str(RECEIPT), "--mapping",
                        str(EXAMPLES / "receipt.yaml"))

    def test_counts_what_directly_follows_what(self):
        answer = self.one("receipt", "process", "map", "--source", "receipt")
        steps = {f'{step["activity"]} -> {step["next_activity"]}': step
                 for step in answer["steps"]}
        self.assertEqual(len(steps), self.expected["directly_follows_pairs"])
        for pair, count in self.expected["directly_follows_top"].items():
            self.assertEqual(steps[pair]["count"], count, pair)
        self.assertEqual(answer["activity_count"], self.expected["events"])
        self.assertEqual(answer["case_count"], self.expected["cases"])
        self.assertEqual(answer["empty_case_count"], 0)
        self.assertEqual(len(answer["activities"]), self.expected["activities"])
        for name, field in (("first_activity", "first_count"), ("last_activity", "last_count")):
            self.assertEqual({activity["activity"]: activity[field]
                              for activity in answer["activities"] if activity[field]},
                             self.expected[name])
        counts = {activity["activity"]: activity["count"] for activity in answer["activities"]}
        for activity, count in self.expected["activity_counts_top"].items():
            self.assertEqual(counts[activity], count, activity)

    def test_opens_each_step_to_its_cases(self):
        answer = self.one("receipt", "process", "map", "--source", "receipt")
        for step in (*answer["steps"][:3], *answer["steps"][-3:]):
            self.assertEqual(self.cases("receipt", "--source", "receipt", "--activity",
                                        step["activity"], "--next-activity",
                                        step["next_activity"]), step["case_count"])
        for activity in answer["activities"][-3:]:
            self.assertEqual(self.cases("receipt", "--source", "receipt", "--activity",
                                        activity["activity"]), activity["case_count"])

    def test_lists_the_ways_that_cases_go(self):
        variants = self.ask("receipt", "process", "variants", "--source", "receipt")
        self.assertEqual(len(variants), self.expected["variants"])
        self.assertEqual(round(variants[0]["share"], 6), self.expected["top_variant_share"])
        self.assertEqual(sum(variant["case_count"] == 1 for variant in variants),
                         self.expected["singleton_variants"])
        self.assertAlmostEqual(variants[-1]["cumulative_share"], 1)
        for variant in (variants[0], variants[5], variants[-1]):
            self.assertEqual(self.cases("receipt", "--source", "receipt", "--variant",
                                        variant["variant"]), variant["case_count"])

    def test_lists_variants_page_by_page(self):
        whole = [variant["variant"] for variant in
                 self.ask("receipt", "process", "variants", "--source", "receipt")]
        paged, token = [], ""
        while True:
            page = self.one("receipt", "api", "ProcessService.ListProcessVariants", json.dumps(
                {"parent": "tenants/receipt", "source": "receipt", "page_size": 50,
                 "page_token": token}))
            self.assertEqual(page["total_size"], len(whole))
            paged += [variant["variant"] for variant in page["variants"]]
            token = page.get("next_page_token", "")
            if not token:
                break
        self.assertEqual(paged, whole)

    def test_says_how_long_cases_last(self):
        answer = self.one("receipt", "process", "throughput", "--source", "receipt", "--period",
                          "year")
        duration = self.expected["duration_days"]
        self.assertEqual(answer["case_count"], duration["n"])
        for field in ("median", "mean", "p90", "max"):
            self.assertEqual(round(answer[f"{field}_days"], 6), duration[field], field)
        self.assertEqual(answer["zero_count"], duration["zero"])
        years = {str(period["start_date"]["year"]): period for period in answer["periods"]}
        for field, expected in (("started_count", "opened_by_year_local"),
                                ("finished_count", "closed_by_year_local")):
            self.assertEqual({year: period[field] for year, period in years.items()},
                             self.expected[expected])
        for year, started in self.expected["opened_by_year_local"].items():
            self.assertEqual(
                self.cases("receipt", "--source", "receipt", "--start-date", f"{year}-01-01",
                           "--end-date", f"{int(year) + 1}-01-01"), started)
            self.assertEqual(
                self.cases("receipt", "--source", "receipt", "--finish-start-date",
                           f"{year}-01-01", "--finish-end-date", f"{int(year) + 1}-01-01"),
                self.expected["closed_by_year_local"][year])

    def test_says_how_things_stood(self):
        for instant, expected in self.expected["as_of"].items():
            words = ("--source", "receipt", "--status-time", instant)
            answer = self.one("receipt", "process", "status", *words)
            self.assertEqual(answer["started_count"], expected["started"], instant)
            self.assertEqual(answer["under_way_count"], expected["open"], instant)
            self.assertEqual(answer["finished_count"], expected["finished"], instant)
            self.assertEqual(answer["activity_count"], expected["events"], instant)
            lasts = {last["activity"]: last["case_count"] for last in answer["last_activities"]}
            self.assertLessEqual(expected["last_activity"].items(), lasts.items())
            self.assertEqual(sum(lasts.values()), expected["started"])
            self.assertEqual(self.cases("receipt", *words, "--state", "under-way"),
                             expected["open"])
            last = answer["last_activities"][0]
            self.assertEqual(self.cases("receipt", *words, "--last-activity", last["activity"]),
                             last["case_count"])

    def test_limits_by_filter_period_and_instant(self):
        whole = self.one("receipt", "process", "map", "--source", "receipt")
        desk = self.one("receipt", "process", "map", "--source", "receipt", "--filter",
                        'attr.channel = "Desk"')
        other = self.one("receipt", "process", "map", "--source", "receipt", "--filter",
                         'NOT attr.channel = "Desk"')
        self.assertGreater(desk["case_count"], 0)
        self.assertEqual(desk["case_count"] + other["case_count"], whole["case_count"])
        instant, expected = next(iter(self.expected["as_of"].items()))
        then = self.one("receipt", "process", "map", "--source", "receipt", "--valid-time", instant)
        self.assertEqual(then["activity_count"], expected["events"])
        self.assertEqual(then["case_count"], expected["started"])
        lasts = {activity["activity"]: activity["last_count"] for activity in then["activities"]}
        self.assertLessEqual(expected["last_activity"].items(), lasts.items())

    def test_exports_xes_that_goes_in_again(self):
        first = self.export("receipt", "first.xes", "--source", "receipt")
        self.check_xes(first)
        traces = traces_of(first)
        self.assertEqual(len(traces), self.expected["cases"])
        self.assertEqual(sum(map(len, traces)), self.expected["events"])
        report = self.one("again", "import", "xes", str(first), "--mapping",
                          str(EXAMPLES / "exported.yaml"))
        self.assertEqual(report["added"], self.expected["events"])
        self.assertEqual(report["refused"], 0)
        second = self.export("again", "second.xes", "--source", "exported")
        self.assertEqual(collections.Counter(traces_of(second)), collections.Counter(traces))

    def test_exports_ocel_with_the_same_events(self):
        path = self.export("receipt", "receipt.ocel.json", "--source", "receipt", "--format",
                           "ocel")
        self.check_ocel(path)
        log = json.loads(path.read_text(encoding="utf-8"))
        self.assertEqual(len(log["events"]), self.expected["events"])
        self.assertEqual(len({event["id"] for event in log["events"]}), len(log["events"]))
        self.assertEqual(len(log["eventTypes"]), self.expected["activities"])
        cases = {thing["id"] for thing in log["objects"] if thing["type"] == "case"}
        self.assertEqual(len(cases), self.expected["cases"])
        self.assertEqual({relation["objectId"] for event in log["events"]
                          for relation in event["relationships"]}, cases)


class SmallTest(ProcessViewTest):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.small = json.loads(cls.running.cli(
            "liten", "-o", "json", "import", "csv", str(EXAMPLES / "events.csv"), "--mapping",
            str(EXAMPLES / "events.yaml")))

    def test_opens_each_broken_rule_to_its_cases(self):
        deviations = self.ask("liten", "process", "deviations")
        self.assertEqual(len({deviation["rule"] for deviation in deviations}), 11)
        for deviation in deviations:
            rule = deviation["rule"].removeprefix("PROCESS_RULE_").lower().replace("_", "-")
            self.assertEqual(self.cases("liten", "--rule", rule), deviation["case_count"], rule)

    def test_counts_a_case_without_an_activity_as_empty(self):
        answer = self.one("liten", "process", "map", "--activities", "NoSuchThing")
        self.assertEqual(answer["case_count"], 0)
        self.assertEqual(answer["empty_case_count"], self.small["cases"])

    def test_exports_nothing_that_is_sealed(self):
        rows = (EXAMPLES / "events.csv").read_text(encoding="utf-8").splitlines()
        names = rows[0].split(";")
        sealed = {row.split(";")[names.index(name)] for row in rows[1:]
                  for name in ("pnr", "anteckning")} - {""}
        self.assertTrue(sealed)
        for form in ("xes", "ocel"):
            path = self.export("liten", f"small.{form}", "--format", form, "--detail", "all")
            text = path.read_text(encoding="utf-8")
            for words in sealed:
                self.assertNotIn(words, text)
            (self.check_xes if form == "xes" else self.check_ocel)(path)

    def refused(self, *words, role="caseworker"):
        """What a command of the process view says that is refused, and sends nothing."""
        environment = {**self.running.environment("liten"), "FRAMDRIFT_AS": f"role={role}"}
        done = subprocess.run([self.running.bin_dir / "framdrift", "process", *words], text=True,
                              env=environment, check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        self.assertNotEqual(done.returncode, 0, words)
        self.assertEqual(done.stdout, "", words)
        return done.stderr

    def access_log(self):
        told = self.ask("liten", "log", "tail", "--log", "access")
        return [message["event"] for message in told if "event" in message]

    def test_exports_identifiers_only_for_a_reason_that_is_kept(self):
        rows = (EXAMPLES / "events.csv").read_text(encoding="utf-8").splitlines()
        place = rows[0].split(";").index("pnr")
        numbers = {row.split(";")[place] for row in rows[1:]} - {""}
        asked = ("export", "--with-identifiers")
        self.assertIn("--reason", self.refused(*asked))
        self.assertIn("--reason", self.refused("export", "--reason", "no identifiers"))
        self.assertIn("CASE_ACCESS_MISSING",
                      self.refused(*asked, "--reason", "evaluation", role="evaluator"))
        self.assertEqual(self.access_log(), [])
        reason = "Begäran av tillsynsmyndigheten, dnr 17/2026"
        for form in ("xes", "ocel"):
            path = self.export("liten", f"named.{form}", "--format", form, "--with-identifiers",
                               "--reason", reason, "--filter", 'phase:*')
            text = path.read_text(encoding="utf-8")
            for number in numbers:
                self.assertTrue(number.replace("-", "") in text, number)
            (self.check_xes if form == "xes" else self.check_ocel)(path)
        kept = self.access_log()
        self.assertEqual([entry["type_name"] for entry in kept],
                         ["framdrift.access.v1.ExportMade"] * 2)
        said = [json.loads(entry["public_json"]) for entry in kept]
        self.assertEqual([one["format"] for one in said], ["xes", "ocel"])
        self.assertEqual({one["reason"] for one in said}, {reason})
        self.assertEqual({one["main_position"] for one in said},
                         {str(self.one("liten", "log", "stats")["position"])})
        self.assertTrue(all(entry["actor_id"] for entry in kept))
        self.assertFalse(any("phase" in entry["public_json"] for entry in kept))

    def test_exports_of_a_tenant_go_in_again_as_they_are(self):
        first = self.export("liten", "own.xes")
        report = self.one("kopia", "import", "xes", str(first), "--mapping",
                          str(EXAMPLES / "exported.yaml"))
        self.assertEqual(report["refused"], 0)
        second = self.export("kopia", "copy.xes", "--source", "exported")
        self.assertEqual(collections.Counter(traces_of(second)),
                         collections.Counter(traces_of(first)))

    def test_refuses_what_makes_no_sense(self):
        for words in (("map", "--filter", "phasse = ACTIVE"),
                      ("variants", "--start-date", "2024-02-01", "--end-date", "2024-01-01"),
                      ("throughput", "--max-periods", "-1"),
                      ("export", "--filter", "(phase = ACTIVE")):
            self.refused(*words)


def load_tests(loader, _, __):
    return unittest.TestSuite(map(loader.loadTestsFromTestCase, (ReceiptTest, SmallTest)))


if __name__ == "__main__":
    ProcessViewTest.bin_dir = sys.argv[1]
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
