#!/usr/bin/env python3
"""One row a spell, and one row a livelihood state: what opens, closes and censors."""
import datetime

import importing
from importing import number

ANNA = number("19910214", "980")
KIM = number("19840703", "981")

DATED = """
source: register
shape: spells
case: id
open: { target_group: { constant: young }, channel: { constant: other } }
spell:
  opened: start
  closed: end
  exit_reason: { column: why, values: { job: work-unsubsidised, study: other-study } }
  complete: { column: done, values: { "1": "true", "0": "false", "": "" } }
  observed_until: seen
%s
attributes: { town: town }
"""
EXTRACTED = DATED % "  extracted_on: 2021-06-30"
HEADER = "id,start,end,why,done,seen,town\n"

DURATIONS = """
source: study
shape: spells
case: id
spell:
  opened: { constant: "2019-10-31" }
  duration: length
  unit: %s
  complete: { column: done, values: { yes: "true", no: "false" } }
  exit_reason: { constant: moved }
"""

LIVELIHOOD = """
source: ledger
shape: livelihood
person: pnr
time: day
livelihood:
  state: { column: st, values: { A: unsubsidised-work, F: income-support } }
  extent_percent: pct
  source: { constant: import }
"""


def day(date):
    return f"{date['year']:04}-{date['month']:02}-{date['day']:02}"


class SpellsTest(importing.ImportTest):
    def spells(self):
        """(kind, day) of each event of the one case, opening first."""
        return [(event["kind"], day(event["occurred"]["date"]))
                for event in self.history(self.cases()[0]) if event["kind"] != "AttributesSet"]

    def test_a_spell_with_an_end_is_an_opening_and_an_exit(self):
        self.assert_counts(self.take(HEADER + "1,2020-01-15,2020-03-02,job,,,N\n", EXTRACTED),
                           cases=1, events=1, added=1)
        self.assertEqual(self.spells(), [("CaseOpened", "2020-01-15"),
                                         ("ExitRecorded", "2020-03-02")])
        history = self.history(self.cases()[0])
        self.assertEqual(history[0]["event"]["case_opened"]["target_group"], "TARGET_GROUP_YOUNG")
        self.assertEqual(history[1]["event"]["attributes_set"]["attributes"], {"town": "N"})
        self.assertEqual(history[2]["event"]["exit_recorded"]["reason"],
                         "EXIT_REASON_WORK_UNSUBSIDISED")

    def test_a_flag_says_that_a_spell_with_an_end_is_not_complete(self):
        self.take(HEADER + "1,2020-01-15,2020-03-02,,0,,N\n", EXTRACTED)
        self.assertEqual(self.spells(), [("CaseOpened", "2020-01-15"),
                                         ("ObservationEnded", "2020-03-02")])

    def test_a_spell_without_an_end_is_censored_where_it_was_last_seen(self):
        self.take(HEADER + "1,2020-01-15,,,,2020-11-30,N\n", EXTRACTED)
        self.assertEqual(self.spells(), [("CaseOpened", "2020-01-15"),
                                         ("ObservationEnded", "2020-11-30")])

    def test_a_spell_with_neither_is_censored_at_the_extraction_date_and_never_today(self):
        self.take(HEADER + "1,2020-01-15,,,,,N\n", EXTRACTED)
        self.assertEqual(self.spells(), [("CaseOpened", "2020-01-15"),
                                         ("ObservationEnded", "2021-06-30")])
        today = datetime.date.today().isoformat()
        self.assertNotIn(today, [when for _, when in self.spells()])

    def test_a_spell_with_neither_is_refused_where_no_extraction_date_is_stated(self):
        rows = HEADER + "1,2020-01-15,2020-02-15,job,,,N\n2,2020-01-15,,,,,N\n"
        ran = self.take(rows, DATED % "")
        self.assert_counts(ran, cases=2, events=2, added=1, refused=1, cases_refused=1)
        self.assertEqual(ran.reasons(), [(3, "ROW_UNREADABLE")])
        self.assertIn("extracted_on", ran.report["refused_rows"][0]["message"])
        self.assertEqual(ran.exit_code, 1)

    def test_an_extraction_date_before_the_opening_or_after_today_is_refused(self):
        ran = self.take(HEADER + "1,2022-01-15,,,,,N\n", EXTRACTED)
        self.assertEqual(ran.reasons(), [(2, "ROW_UNREADABLE")])
        ran = self.take(HEADER + "1,2020-01-15,,,,,N\n", DATED % "  extracted_on: 2100-01-01")
        self.assertEqual(ran.reasons(), [(2, "OCCURRED_IN_FUTURE")])

    def test_what_a_spell_cannot_be_is_refused_with_its_line(self):
        rows = HEADER + (
            "1,2020-03-01,2020-02-01,job,,,N\n"     # ends before it opens
            "2,2020-03-01,2020-04-01,prison,,,N\n"  # unknown exit
            "3,2020-03-01,,job,1,,N\n"              # complete without an end
            "4,,2020-03-01,job,,,N\n"               # no opening
            "5,2020-02-30,2020-03-01,job,,,N\n"     # no such day
            "6,2020-03-01,2020-03-01,job,,,N\n")    # opened and closed on one day: taken
        ran = self.take(rows, EXTRACTED)
        self.assertEqual(ran.reasons(), [(2, "ROW_UNREADABLE"), (3, "CODE_UNKNOWN"),
                                         (4, "ROW_UNREADABLE"), (5, "ROW_UNREADABLE"),
                                         (6, "ROW_UNREADABLE")])
        self.assertEqual(ran.report["added"], 1)

    def test_spells_of_one_case_reopen_it_in_order_of_time(self):
        rows = HEADER + ("1,2021-01-10,2021-05-01,study,,,N\n" "1,2019-01-10,2019-05-01,job,,,N\n"
                         "1,2022-01-10,,,,2022-06-01,N\n")
        ran = self.take(rows, EXTRACTED)
        self.assert_counts(ran, cases=1, events=3, added=3)
        self.assertEqual(self.spells(),
                         [("CaseOpened", "2019-01-10"), ("ExitRecorded", "2019-05-01"),
                          ("CaseReopened", "2021-01-10"), ("ExitRecorded", "2021-05-01"),
                          ("CaseReopened", "2022-01-10"), ("ObservationEnded", "2022-06-01")])
        self.assert_counts(self.take(rows, EXTRACTED), cases=1, events=3, unchanged=3)

    def test_a_constant_origin_and_a_duration_in_each_unit_give_the_end(self):
        for unit, length, end in (("days", 3, "2019-11-03"), ("weeks", 4, "2019-11-28"),
                                  ("months", 4, "2020-02-29"), ("years", 1, "2020-10-31"),
                                  ("weeks", 0, "2019-10-31")):
            self.setUp()
            rows = f"id,length,done\n1,{length},yes\n2,{length},no\n"
            self.assert_counts(self.take(rows, DURATIONS % unit), cases=2, events=2, added=2)
            ends = {event["type_name"].rsplit(".", 1)[1]: day(event["occurred"]["date"])
                    for event in self.tail() if "date" in event["occurred"]}
            self.assertEqual(ends["CaseOpened"], "2019-10-31")
            self.assertEqual((ends["ExitRecorded"], ends["ObservationEnded"]), (end, end), unit)

    def test_a_duration_that_is_no_whole_number_is_refused(self):
        rows = ("id,length,done\n1,4.5,yes\n2,-1,yes\n3,many,no\n4,,yes\n5,99999999999,no\n"
                "6,9000000,no\n")
        ran = self.take(rows, DURATIONS % "weeks")
        self.assertEqual(ran.reasons(), [(line, "ROW_UNREADABLE") for line in range(2, 8)])
        self.assertEqual(ran.report["added"], 0)

    def test_a_livelihood_state_holds_from_its_day(self):
        rows = ("pnr,day,st,pct\n"
                f"{ANNA},2024-02-01,F,\n{ANNA},2024-06-01,A,75\n{KIM},2023-11-01,F,\n")
        self.assert_counts(self.take(rows, LIVELIHOOD), cases=2, events=3, added=3)
        self.assert_counts(self.take(rows, LIVELIHOOD), cases=2, events=3, unchanged=3)
        anna = self.ask("person", "find", "--personal-number", ANNA)[0]["person"]["name"]
        states = [event["event"]["livelihood_set"] for event in self.history(anna, "person")
                  if event["kind"] == "LivelihoodSet"]
        self.assertEqual([(state["state"], day(state["from_date"]), state.get("extent_percent"))
                          for state in states],
                         [("LIVELIHOOD_STATE_INCOME_SUPPORT", "2024-02-01", None),
                          ("LIVELIHOOD_STATE_UNSUBSIDISED_WORK", "2024-06-01", 75)])
        self.assertEqual(self.cases(), [], "a case was opened")

    def test_livelihood_that_is_unknown_or_of_nobody_is_refused(self):
        rows = ("pnr,day,st,pct\n" f"{ANNA},2024-02-01,X,\n" ",2024-02-01,A,\n"
                f"{KIM},2100-01-01,A,\n" "19910214-9800,2024-02-01,A,\n")
        ran = self.take(rows, LIVELIHOOD)
        self.assertEqual(ran.reasons(), [(2, "CODE_UNKNOWN"), (3, "ROW_UNREADABLE"),
                                         (4, "OCCURRED_IN_FUTURE"),
                                         (5, "PERSONAL_NUMBER_CHECK_DIGIT")])

    def test_two_states_of_one_day_are_two_facts(self):
        mapping = LIVELIHOOD.replace("time: day", 'time: { column: day, format: "%Y-%m-%d %H:%M" }')
        rows = f"pnr,day,st,pct\n{ANNA},2024-02-01 08:00,F,\n{ANNA},2024-02-01 09:00,A,\n"
        self.assert_counts(self.take(rows, mapping), cases=1, events=2, added=2)
        for flags in ([], ["--snapshot"]):
            self.assert_counts(self.take(rows, mapping, *flags), cases=1, events=2, unchanged=2)


if __name__ == "__main__":
    importing.main()
