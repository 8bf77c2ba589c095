#!/usr/bin/env python3
"""One row an event: what becomes of every column, what a second run adds, what the report says."""
import csv
import gzip

import importing
from importing import number

ANNA = number("19910214", "980")
KIM = number("19840703", "981")

MAPPING = """
source: old-system
case: dnr
person: pnr
code: code
time: { column: at, format: "%d/%m/%Y %H:%M", zone: Europe/Helsinki }
open:
  target_group: { column: group, values: { U: young, A: unemployed-on-income-support } }
  unit_id: { column: unit, names: unit }
events:
  - when: { code: assigned }
    event: case_assigned
    set: { caseworker_id: { column: who, names: staff }, unit_id: { column: unit, names: unit } }
  - when: { code: [met, visited] }
    event: first_contact_held
    set: { mode: { constant: visit } }
    sealed: { text: words }
  - when: { code: certificate }
    event: milestone_recorded
    set: { code: { constant: certificate }, resource: who }
    sealed: { text: words }
  - when: { code: wage }
    event: livelihood_set
    of: person
    set:
      state: { constant: unsubsidised-work }
      from_date: day
      monthly_gross_ore: { column: amount, amount: kronor }
attributes: { area: area }
sealed: [words]
"""
HEADER = "dnr;pnr;unit;who;at;code;group;amount;day;words;area\n"
ROWS = [
    f"1;{ANNA};North;Kim;02/01/2024 10:00;applied;U;;;;N\n",
    f"1;{ANNA};North;Kim;02/01/2024 11:00;assigned;U;;;;N\n",
    f"1;{ANNA};North;Kim;03/01/2024 09:00;met;U;;;wants to cook;N\n",
    f"1;{ANNA};North;Lo;04/01/2024 09:00;certificate;U;;;level B;N\n",
    f"1;{ANNA};North;Lo;05/01/2024 09:00;wage;U;12 500,50;2024-01-05;;N\n",
    f"1;{ANNA};North;Lo;06/01/2024 09:00;phoned;U;;;no answer;N\n",
    f"2;{KIM};South;Kim;02/02/2024 10:00;applied;A;;;;S\n",
    f"2;{KIM};North;Kim;02/02/2024 11:00;assigned;A;;;;S\n",
]
FILE = HEADER + "".join(ROWS)

PLAIN = "source: s\ncase: id\ncode: code\ntime: at\n"


class EventsTest(importing.ImportTest):
    def case_of(self, personal_number):
        found = self.ask("person", "find", "--personal-number", personal_number)[0]
        return found["person"]["name"].rsplit("/", 1)[1]

    def staff(self):
        """The names of all staff: every registration in the log, and whom it is about."""
        ids = [event["stream_id"] for event in self.tail()
               if event["type_name"].endswith(".StaffRegistered")]
        return sorted(self.ask("staff", "show", staff)[0]["staff"]["display_name"]
                      for staff in ids)

    def test_every_column_becomes_what_the_mapping_says(self):
        self.assert_counts(self.take(FILE, MAPPING), cases=2, events=8, added=8)
        anna = self.case_of(ANNA)
        history = self.history(anna)
        self.assertEqual([event["kind"] for event in history],
                         ["CaseOpened", "AttributesSet", "ActRecorded", "CaseAssigned",
                          "FirstContactHeld", "MilestoneRecorded", "ActRecorded"])
        self.assertEqual({event["actor_kind"] for event in history}, {"ACTOR_KIND_IMPORT"})
        self.assertEqual(history[0]["occurred"]["time"], "2024-01-02T08:00:00Z")  # Helsinki
        self.assertEqual(history[0]["event"]["case_opened"]["target_group"], "TARGET_GROUP_YOUNG")
        self.assertEqual(history[1]["event"]["attributes_set"]["attributes"], {"area": "N"})
        self.assertEqual(history[4]["sealed"]["first_contact_held"]["text"], "wants to cook")
        self.assertEqual(history[5]["event"]["milestone_recorded"],
                         {"code": "certificate", "resource": "Lo"})
        self.assertEqual(history[6]["event"]["act_recorded"]["code"], "phoned")
        self.assertEqual(history[6]["sealed"]["act_recorded"]["attributes"],
                         {"words": "no answer"})
        wages = [event for event in self.history(anna, "person")
                 if event["kind"] == "LivelihoodSet"]
        self.assertEqual(wages[0]["event"]["livelihood_set"]["monthly_gross_ore"], 1250050)
        self.assertEqual(self.ask("case", "count", "--filter", "attr.area = N")[0]["count"], 1)

    def test_a_unit_and_a_member_of_staff_are_made_once_for_each_name(self):
        self.take(FILE, MAPPING)
        self.take(FILE, MAPPING, "--snapshot")
        self.assertEqual(sorted(unit["display_name"] for unit in self.ask("unit", "list")),
                         ["North", "South"])
        self.assertEqual(self.staff(), ["Kim"])

    def test_many_cases_of_the_same_new_unit_and_staff_go_in_side_by_side(self):
        rows = "".join(f"{case};{number('19900101', f'{case:03}')};U{case % 7};S{case % 5};"
                       "02/01/2024 10:00;assigned;U;;;;\n" for case in range(1, 300))
        self.assert_counts(self.take(HEADER + rows, MAPPING), cases=299, events=299, added=299)
        self.assertEqual(len(self.ask("unit", "list")), 7)
        self.assertEqual(self.staff(), [f"S{i}" for i in range(5)])

    def test_many_cases_of_one_person_go_in_side_by_side(self):
        rows = "".join(f"{case};{ANNA};U;S;02/01/2024 10:{case % 60:02};phoned;U;;;;\n"
                       for case in range(200))
        ran = self.take(HEADER + rows, MAPPING)
        self.assertEqual((ran.report["cases"], ran.report["added"]), (200, 200), ran.errors)
        self.assertEqual(len(self.cases()), 1)

    def test_a_second_run_adds_nothing_and_writes_nothing(self):
        self.take(FILE, MAPPING)
        head = self.head()
        for flags in ([], ["--snapshot"]):
            self.assert_counts(self.take(FILE, MAPPING, *flags), cases=2, events=8, unchanged=8)
        self.assertEqual(self.head(), head)

    def test_a_longer_later_export_adds_only_the_new_rows_wherever_they_stand(self):
        self.take(FILE, MAPPING)
        bo = number("19700303", "100")
        longer = (HEADER + ROWS[7] + f"3;{bo};;;01/03/2024 08:00;applied;U;;;;\n" + "".join(ROWS[:7])
                  + f"1;{ANNA};North;Lo;07/01/2024 09:00;phoned;U;;;;N\n")
        self.assert_counts(self.take(longer, MAPPING), cases=3, events=10, added=2, unchanged=8)
        self.assert_counts(self.take(longer, MAPPING), cases=3, events=10, unchanged=10)

    def test_an_earlier_row_in_a_later_export_moves_the_opening_and_a_part_of_it_does_not(self):
        late = "7,call,2024-05-01 10:00\n"
        self.take("id,code,at\n" + late, PLAIN)
        early = "7,letter,2024-04-01 10:00\n"
        ran = self.take("id,code,at\n" + early + late, PLAIN)
        self.assert_counts(ran, cases=1, events=2, added=1, unchanged=1)
        case = self.cases()[0]
        for rows in (early + late, late, "7,letter,2024-06-01 10:00\n"):
            self.assertEqual(self.take("id,code,at\n" + rows, PLAIN).report["deviations"], 0)
            episodes = self.ask("case", "show", case)[0]["case"]["episodes"]
            self.assertEqual([episode["opened"]["time"] for episode in episodes],
                             ["2024-04-01T08:00:00Z"])
        head = self.head()
        self.take("id,code,at\n" + early + late, PLAIN)
        self.assertEqual(self.head(), head)

    def test_equal_rows_are_as_many_facts(self):
        rows = "id,code,at,note\n" + "7,call,2024-05-01 10:00,a\n" * 3
        mapping = PLAIN + "sealed: [note]\n"
        self.assert_counts(self.take(rows, mapping), cases=1, events=3, added=3)
        self.assert_counts(self.take(rows, mapping), cases=1, events=3, unchanged=3)
        longer = "id,code,at,note\n7,call,2024-05-01 10:00,new\n" + rows.split("\n", 1)[1]
        self.assert_counts(self.take(longer, mapping), cases=1, events=4, added=1, unchanged=3)
        notes = [event["sealed"]["act_recorded"]["attributes"]["note"]
                 for event in self.history(self.cases()[0]) if event["kind"] == "ActRecorded"]
        self.assertEqual(notes, ["a", "a", "a", "new"])

    def test_rows_of_a_day_are_equal_whatever_clock_the_file_shows(self):
        mapping = PLAIN.replace("time: at", "time: { column: at, precision: day }")
        rows = "id,code,at\n7,call,2024-05-01 08:00\n7,call,2024-05-01 09:00\n"
        self.assert_counts(self.take(rows, mapping), cases=1, events=2, added=2)
        self.assert_counts(self.take(rows, mapping, "--snapshot"), cases=1, events=2, unchanged=2)
        self.assertIn("date", self.history(self.cases()[0])[0]["occurred"])

    def test_a_format_without_a_clock_is_known_to_the_day(self):
        mapping = PLAIN.replace("time: at", 'time: { column: at, format: "%d/%m/%Y" }')
        self.take("id,code,at\n7,call,31/12/2023\n", mapping)
        self.assertEqual(self.history(self.cases()[0])[0]["occurred"],
                         {"date": {"year": 2023, "month": 12, "day": 31}})

    def test_what_the_source_knew_answers_what_was_known_then(self):
        mapping = PLAIN + "known_at: known\n"
        self.take("id,code,at,known\n7,applied,2024-01-10 08:00,2024-01-10 08:00\n"
                  "7,phoned,2024-01-12 08:00,2024-02-20 12:00\n", mapping)
        case = self.cases()[0]
        history = self.history(case)
        self.assertEqual([event["source_record_time"] for event in history],
                         ["2024-01-10T07:00:00Z", "2024-01-10T07:00:00Z", "2024-02-20T11:00:00Z"])
        for known, acts in (("2024-02-01", ["applied"]), ("2024-03-01", ["applied", "phoned"])):
            shown = self.ask("case", "show", case, "--known-time", known)[0]["case"]
            self.assertEqual([act["code"] for act in shown["acts"]], acts, known)
        shown = self.ask("case", "show", case, "--valid-time", "2024-01-11")[0]["case"]
        self.assertEqual([act["code"] for act in shown["acts"]], ["applied"])

    def test_a_dry_run_reports_as_a_real_one_and_writes_nothing(self):
        rows = FILE + f"4;{ANNA[:-1]}x;N;K;02/02/2024 10:00;applied;A;;;;S\n"
        dry = self.take(rows, MAPPING, "--dry-run")
        self.assertEqual(self.framdrift("case", "list").returncode, 3, "the tenant was founded")
        wet = self.take(rows, MAPPING)
        self.assertEqual({**dry.report, "position": 0, "dry_run": False},
                         {**wet.report, "position": 0})
        self.assertEqual(dry.exit_code, wet.exit_code)
        head = self.head()
        changed = FILE.replace("no answer", "an answer").replace(ROWS[2], "")
        dry = self.take(changed, MAPPING, "--snapshot", "--dry-run")
        self.assertEqual(self.head(), head)
        wet = self.take(changed, MAPPING, "--snapshot")
        self.assertEqual(dry.counts(), wet.counts())
        self.assert_counts(dry, cases=2, events=7, unchanged=6, corrected=1, voided=1)

    def test_what_breaks_an_order_is_a_deviation_and_no_refusal(self):
        rows = ("id,code,at\n7,left,2024-05-01\n7,left,2024-06-01\n")
        mapping = PLAIN + ("events:\n  - when: { code: left }\n    event: exit_recorded\n"
                           "    set: { reason: { constant: work-unsubsidised } }\n")
        ran = self.take(rows, mapping)
        self.assertEqual(ran.exit_code, 0)
        self.assertEqual(ran.report["added"], 2)
        self.assertEqual(ran.report["refused"], 0)
        self.assertIn((3, "CASE_NOT_OPEN"), [(row["line"], row["reason"])
                                             for row in ran.report["deviation_rows"]])

    def test_gzip_is_read_as_the_file_in_it(self):
        self.assert_counts(self.take(gzip.compress(FILE.encode()), MAPPING), cases=2, events=8,
                           added=8)

    def test_all_of_a_case_or_nothing_and_every_row_at_fault_is_named(self):
        future = "01/01/2100 10:00"
        rows = FILE + (
            "5;;N;K;yesterday;applied;U;;;;\n"            # line 10
            "5;;N;K;02/02/2024 10:00;phoned;U;;;;\n"      # held back
            "5;;N;K;02/02/2024 10:00;wage;U;much;;;\n"    # line 12
            "6;;N;K;02/02/2024 10:00;applied;X;;;;\n"     # line 13
            f"7;;N;K;{future};applied;U;;;;\n"            # line 14
            ";;N;K;02/02/2024 10:00;applied;U;;;;\n"      # line 15
            "8;19910214-9800;N;K;02/02/2024 10:00;applied;U;;;;\n"  # line 16
            f"9;{ANNA};N;K;02/02/2024 10:00;applied;U;;;;\n"
            f"9;{KIM};N;K;02/02/2024 11:00;applied;U;;;;\n")        # line 18
        report = self.folder / f"{self.tenant}-report.csv"
        ran = self.take(rows, MAPPING, "--report", report)
        self.assertEqual(ran.exit_code, 1)
        self.assert_counts(ran, cases=7, events=17, added=8, refused=9, cases_refused=5)
        expected = [(10, "ROW_UNREADABLE"), (11, "CASE_HELD_BACK"), (12, "ROW_UNREADABLE"),
                    (13, "CODE_UNKNOWN"), (14, "OCCURRED_IN_FUTURE"), (15, "ROW_UNREADABLE"),
                    (16, "PERSONAL_NUMBER_CHECK_DIGIT"), (17, "CASE_HELD_BACK"),
                    (18, "PERSON_DIFFERS")]
        self.assertEqual(ran.reasons(), expected)
        with report.open(encoding="utf-8", newline="") as file:
            written = list(csv.DictReader(file))
        self.assertEqual([(int(row["line"]), row["reason"]) for row in written], expected)
        self.assertIn("at=yesterday", written[0]["row"])
        self.assertIn("yesterday", written[0]["message"])
        self.assertEqual(ran.report["refused_rows"][0]["row"], written[0]["row"])
        self.assertEqual(len(self.cases()), 2, "a part of a refused case was recorded")
        table = self.framdrift("-o", "table", "import", "csv", self.folder / f"{self.tenant}-rows",
                               "--mapping", self.folder / f"{self.tenant}-map.yaml").stdout
        self.assertRegex(table, r"refused +9\n")
        self.assertIn("line 13: refused: ", table)
        self.assertIn("[CODE_UNKNOWN]\n    dnr=6; pnr=; unit=N", table)

    def test_a_mended_file_brings_in_what_was_held_back(self):
        bad = FILE.replace("03/01/2024 09:00", "03/13/2024 09:00")
        ran = self.take(bad, MAPPING)
        self.assert_counts(ran, cases=2, events=8, added=2, refused=6, cases_refused=1)
        self.assert_counts(self.take(FILE, MAPPING), cases=2, events=8, added=6, unchanged=2)

    def test_what_the_source_knows_later_than_now_is_refused(self):
        ran = self.take("id,code,at,known\n7,call,2024-01-10,2100-01-01\n",
                        PLAIN + "known_at: known\n")
        self.assertEqual(ran.reasons(), [(2, "KNOWN_IN_FUTURE")])

    def test_a_person_with_a_name_and_no_number_is_taken_in(self):
        mapping = PLAIN + "given_name: first\nfamily_name: last\n"
        self.assert_counts(self.take("id,code,at,first,last\n7,call,2024-01-10,Bo,Ek\n", mapping),
                           cases=1, events=1, added=1)
        registered = self.history(self.cases()[0], "person")[0]
        self.assertEqual(registered["sealed"]["person_registered"]["family_name"], "Ek")

    def test_a_number_that_only_a_later_row_of_the_case_has_is_the_cases(self):
        mapping = PLAIN + "person: pnr\n"
        self.take(f"id,code,at,pnr\n7,call,2024-01-10,\n7,call,2024-01-11,{ANNA}\n", mapping)
        self.assertEqual(self.cases(), [self.case_of(ANNA)])

    def test_a_case_larger_than_any_is_refused_alone(self):
        rows = "id,code,at\n1,call,2024-01-10\n" + "".join(
            f"2,call,2024-01-10 10:{i % 60:02}:{i // 60 % 60:02}\n" for i in range(4001))
        ran = self.take(rows, PLAIN)
        self.assertEqual((ran.report["added"], ran.report["refused"]), (1, 4001))
        self.assertEqual(ran.reasons()[0], (3, "CASE_TOO_LARGE"))
        wide = "id,code,at,note\n1,call,2024-01-10,\n" + "".join(
            f"2,call,2024-01-10 10:00:{i % 60:02},{'x' * 20000}\n" for i in range(300))
        ran = self.take(wide, PLAIN + "sealed: [note]\n")
        self.assertEqual((ran.report["unchanged"], ran.report["refused"]), (1, 300))
        long_text = f"id,code,at,note\n3,call,2024-01-10,{'x' * 70000}\n4,call,2024-01-10,y\n"
        ran = self.take(long_text, PLAIN + "sealed: [note]\n")
        self.assertEqual((ran.report["added"], ran.report["refused"]), (1, 1))


if __name__ == "__main__":
    importing.main()
