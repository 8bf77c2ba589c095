#!/usr/bin/env python3
"""A later export that holds all the source knows: what was added, corrected and voided since."""
import importing
from importing import number

ANNA = number("19910214", "980")

EVENTS = """
source: s
case: id
code: code
time: at
known_at: known
label: label
sealed: [note]
attributes: { area: area }
open: { target_group: { column: group, values: { U: young, A: unemployed-on-income-support } } }
events:
  - when: { code: met }
    event: first_contact_held
    set: { mode: { column: label, values: { v: visit, p: phone } } }
    sealed: { text: note }
"""
HEADER = "id,code,at,known,label,note,area,group\n"
A = "7,call,2024-01-10 08:00,2024-01-10 08:00,first,a,N,U\n"
B = "7,call,2024-01-10 08:00,2024-01-10 08:00,first,b,N,U\n"
MET = "7,met,2024-01-12 08:00,2024-01-12 09:00,v,talked,N,U\n"
OTHER = "8,call,2024-01-20 08:00,2024-01-20 08:00,first,z,S,A\n"


class SnapshotTest(importing.ImportTest):
    def snapshot(self, *rows, mapping=EVENTS, header=HEADER):
        return self.take(header + "".join(rows), mapping, "--snapshot")

    def acts(self, *flags):
        shown = self.ask("case", "show", self.case, *flags)[0]["case"]
        return [act.get("attributes", {}).get("note") for act in shown.get("acts", [])]

    @property
    def case(self):
        return next(case["name"].rsplit("/", 1)[1] for case in
                    self.ask("case", "list", "--filter", "attr.area = N"))

    def amendments(self):
        return [event["kind"] for event in self.history(self.case)
                if event["kind"].startswith("Event")]

    def test_the_same_export_again_changes_nothing(self):
        self.assert_counts(self.snapshot(A, B, MET, OTHER), cases=2, events=4, added=4)
        head = self.head()
        self.assert_counts(self.snapshot(OTHER, MET, B, A), cases=2, events=4, unchanged=4)
        self.assertEqual(self.head(), head)

    def test_what_is_new_changed_and_gone_is_added_corrected_and_voided_once(self):
        self.snapshot(A, B, MET, OTHER)
        changed = (A, MET.replace("talked", "listened"),
                   "7,left,2024-02-01 08:00,2024-02-01 08:00,x,,N,U\n")
        self.assert_counts(self.snapshot(*changed), cases=1, events=3, added=1, unchanged=1,
                           corrected=1, voided=1)
        self.assertEqual(sorted(self.amendments()), ["EventCorrected", "EventVoided"])
        self.assertEqual(self.acts(), ["a", None])
        episode = self.ask("case", "show", self.case)[0]["case"]["episodes"][0]
        self.assertEqual(episode["contacts"][0]["text"], "listened")
        history = self.history(self.case)
        voided = [event for event in history if event["kind"] == "EventVoided"][0]
        struck = [event for event in history
                  if event["position"] == voided["event"]["event_voided"]["position"]][0]
        self.assertEqual(struck["sealed"]["act_recorded"]["attributes"]["note"], "b")
        self.assertEqual(voided["actor_kind"], "ACTOR_KIND_IMPORT")
        head = self.head()
        self.assert_counts(self.snapshot(*changed), cases=1, events=3, unchanged=3)
        self.assertEqual(self.head(), head)
        self.assertEqual(len(self.cases()), 2, "a case that is not in the export is left alone")

    def test_equal_code_and_instant_are_compared_as_multisets(self):
        self.snapshot(A, B)
        self.assert_counts(self.snapshot(B), cases=1, events=1, unchanged=1, voided=1)
        self.assertEqual(self.acts(), ["b"])
        self.assert_counts(self.snapshot(B, B), cases=1, events=2, added=1, unchanged=1)
        self.assertEqual(self.acts(), ["b", "b"])
        self.assert_counts(self.snapshot(A, B), cases=1, events=2, unchanged=1, corrected=1)
        self.assertEqual(sorted(self.acts()), ["a", "b"])

    def test_what_went_and_came_back_stands_again_once(self):
        self.snapshot(A, MET)
        self.assert_counts(self.snapshot(A), cases=1, events=1, unchanged=1, voided=1)
        self.assertNotIn("contacts", self.ask("case", "show", self.case)[0]["case"]["episodes"][0])
        self.assert_counts(self.snapshot(A, MET), cases=1, events=2, added=1, unchanged=1)
        episode = self.ask("case", "show", self.case)[0]["case"]["episodes"][0]
        self.assertEqual([contact["text"] for contact in episode["contacts"]], ["talked"])
        self.assert_counts(self.snapshot(A, MET), cases=1, events=2, unchanged=2)
        self.assert_counts(self.snapshot(A), cases=1, events=1, unchanged=1, voided=1)

    def test_a_column_that_the_opening_or_the_attributes_are_read_from_corrects_its_row(self):
        self.snapshot(A, MET)
        moved = A.replace(",N,U", ",M,A")
        self.assert_counts(self.snapshot(moved, MET), cases=1, events=2, unchanged=1, corrected=1)
        case = self.cases()[0]
        shown = self.ask("case", "show", case)[0]["case"]
        self.assertEqual(shown["episodes"][0]["target_group"],
                         "TARGET_GROUP_UNEMPLOYED_ON_INCOME_SUPPORT")
        self.assertEqual(self.ask("case", "count", "--filter", "attr.area = M")[0]["count"], 1)
        self.assert_counts(self.snapshot(moved, MET), cases=1, events=2, unchanged=2)

    def test_an_earlier_first_row_moves_the_opening(self):
        self.snapshot(A, MET)
        early = "7,letter,2024-01-02 08:00,2024-01-02 08:00,x,c,N,U\n"
        self.assert_counts(self.snapshot(early, A, MET), cases=1, events=3, added=1, unchanged=2)
        shown = self.ask("case", "show", self.case)[0]["case"]
        self.assertEqual([episode["opened"]["time"] for episode in shown["episodes"]],
                         ["2024-01-02T07:00:00Z"])
        self.assert_counts(self.snapshot(A, MET), cases=1, events=2, unchanged=2, voided=1)
        shown = self.ask("case", "show", self.case)[0]["case"]
        self.assertEqual([episode["opened"]["time"] for episode in shown["episodes"]],
                         ["2024-01-10T07:00:00Z"])

    def test_a_row_that_becomes_another_kind_of_event_is_one_and_not_both(self):
        self.snapshot(A, MET)
        remapped = EVENTS.replace("code: met", "code: never")
        self.assert_counts(self.snapshot(A, MET, mapping=remapped), cases=1, events=2, unchanged=1,
                           corrected=1)
        shown = self.ask("case", "show", self.case)[0]["case"]
        self.assertNotIn("contacts", shown["episodes"][0])
        self.assertEqual([act["code"] for act in shown["acts"]], ["call", "met"])
        self.assert_counts(self.snapshot(A, MET, mapping=remapped), cases=1, events=2, unchanged=2)
        self.assert_counts(self.snapshot(A, MET), cases=1, events=2, unchanged=1, corrected=1)

    def test_what_was_known_before_the_correction_stays_what_was_known(self):
        self.snapshot(A, MET)
        self.snapshot(A.replace(",a,", ",changed,"), MET)
        self.assertEqual(self.acts("--known-time", "2024-03-01"), ["a"])
        self.assertEqual(self.acts(), ["changed"])
        later = "7,call,2024-01-10 08:00,2024-05-01 08:00,first,again,N,U\n"
        self.snapshot(later, MET)
        self.assertEqual(self.acts("--known-time", "2024-03-01"), ["a"])
        self.assertEqual(self.acts(), ["again"])

    def test_what_people_set_right_since_stands_unless_the_source_changed_the_row(self):
        self.snapshot(A, MET)
        call = next(event for event in self.history(self.case) if event["kind"] == "ActRecorded")
        done = self.framdrift("case", "void", self.case, "--position", str(call["position"]),
                              "--reason-code", "mistake")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_counts(self.snapshot(A, MET), cases=1, events=2, unchanged=2)
        self.assertEqual(self.acts(), [])
        self.assert_counts(self.snapshot(A, MET.replace("talked", "sang")), cases=1, events=2,
                           unchanged=1, corrected=1)
        self.assert_counts(self.snapshot(MET.replace("talked", "sang")), cases=1, events=1,
                           unchanged=1)

    def test_two_cases_of_one_person_are_two_snapshots(self):
        mapping = "source: s\ncase: id\nperson: pnr\ncode: code\ntime: at\n"
        header = "id,pnr,code,at\n"
        one = f"1,{ANNA},call,2024-01-10\n"
        two = f"2,{ANNA},call,2024-02-10\n"
        self.snapshot(one, two, mapping=mapping, header=header)
        head = self.head()
        self.assert_counts(self.snapshot(one, two, mapping=mapping, header=header), cases=2,
                           events=2, unchanged=2)
        self.assert_counts(self.snapshot(two, mapping=mapping, header=header), cases=1, events=1,
                           unchanged=1)
        self.assertEqual(self.head(), head)

    def test_another_sources_rows_are_left_alone(self):
        self.snapshot(A, MET)
        other = EVENTS.replace("source: s", "source: another")
        self.assert_counts(self.snapshot(A, mapping=other), cases=1, events=1, added=1)
        self.assert_counts(self.snapshot(A, MET), cases=1, events=2, unchanged=2)

    def test_the_mapping_can_say_that_every_export_is_a_snapshot(self):
        mapping = EVENTS + "mode: snapshot\n"
        self.take(HEADER + A + B, mapping)
        self.assert_counts(self.take(HEADER + A, mapping), cases=1, events=1, unchanged=1, voided=1)

    def test_without_it_a_changed_or_missing_row_changes_nothing(self):
        self.take(HEADER + A + B, EVENTS)
        self.assert_counts(self.take(HEADER + A.replace(",a,", ",c,"), EVENTS), cases=1, events=1,
                           unchanged=1)
        self.assertEqual(self.acts(), ["a", "b"])

    def test_a_spell_that_ended_since_is_closed_where_it_was_censored(self):
        mapping = ("source: s\nshape: spells\ncase: id\nspell: { opened: start, closed: end, "
                   "exit_reason: { constant: no-new-application }, extracted_on: 2021-06-30 }\n")
        header = "id,start,end\n"
        self.assert_counts(self.snapshot("1,2020-01-01,\n", "2,2020-02-01,\n", mapping=mapping,
                                         header=header), cases=2, events=2, added=2)
        later = mapping.replace("2021-06-30", "2022-06-30")
        self.assert_counts(self.snapshot("1,2020-01-01,2021-12-01\n", "2,2020-02-01,\n",
                                         mapping=later, header=header),
                           cases=2, events=2, added=2, voided=2)
        self.assertEqual(self.ask("case", "count", "--filter", "phase = EXITED")[0]["count"], 1)
        self.assert_counts(self.snapshot("1,2020-01-01,2021-12-01\n", "2,2020-02-01,\n",
                                         mapping=later, header=header),
                           cases=2, events=2, unchanged=2)
        self.assert_counts(self.snapshot("1,2020-01-15,2021-12-01\n", mapping=later, header=header),
                           cases=1, events=1, corrected=1)

    def test_a_livelihood_state_that_the_source_changed_is_corrected(self):
        mapping = ("source: s\nshape: livelihood\nperson: pnr\ntime: day\nlivelihood:\n"
                   "  state: { column: st, values: { A: unsubsidised-work, F: income-support } }\n")
        header = "pnr,day,st\n"
        self.snapshot(f"{ANNA},2024-01-01,F\n", f"{ANNA},2024-03-01,A\n", mapping=mapping,
                      header=header)
        self.assert_counts(self.snapshot(f"{ANNA},2024-01-01,A\n", mapping=mapping, header=header),
                           cases=1, events=1, corrected=1, voided=1)
        person = self.ask("person", "find", "--personal-number", ANNA)[0]["person"]
        self.assertEqual(self.head(), int(self.history(person["name"], "person")[-1]["position"]))


if __name__ == "__main__":
    importing.main()
