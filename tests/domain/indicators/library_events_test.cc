// Events become facts and facts the figures of the built-in indicators, worked out by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/domain/indicators/facts.h"
#include "tests/domain/indicators/histories.h"

namespace framdrift::indicators {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::Optional;
using ::testing::Pair;

// The steps of the tests are numbered by person and place.
std::string Step(int number, double hours) {
  return absl::StrCat("steps { step_id: '",
                      Uuid(number),
                      "' activity_type: ACTIVITY_TYPE_INTERNSHIP hours_per_week: ",
                      hours,
                      " }");
}
Past Adopted(const std::string& when, const std::string& steps, double required = 0) {
  return {when,
          absl::StrCat("work_plan_adopted { terms { track: PLAN_TRACK_WORK "
                       "hours_per_week_required: ",
                       required,
                       " } ",
                       steps,
                       " }")};
}
Past StartedStep(const std::string& when, int number) {
  return {when, absl::StrCat("step_started { step_id: '", Uuid(number), "' }")};
}
Past Absent(const std::string& day, int step) {
  return {day,
          absl::StrCat("attendance_recorded { step_id: '",
                       Uuid(step),
                       "' code: ATTENDANCE_CODE_ABSENT_INVALID }")};
}

std::vector<Past> Applied(int application, const std::string& when, const std::string& kind,
                          const std::string& applicants) {
  return {
      {when,
       absl::StrCat("application_received { application_id: '",
                    Uuid(application),
                    "' application_kind: APPLICATION_KIND_",
                    kind,
                    " ",
                    applicants,
                    " channel: CHANNEL_E_SERVICE benefit_month { year: 2024 month: 3 day: 1 } }")},
      {when, absl::StrCat("application_completed { application_id: '", Uuid(application), "' }")}};
}
Past Decided(int decision, int application, const std::string& when, const std::string& by) {
  return {when,
          absl::StrCat("aid_decision_recorded { decision_id: '",
                       Uuid(decision),
                       "' application_id: '",
                       Uuid(application),
                       "' applicant_ids: '",
                       Uuid(1),
                       "' benefit_month { year: 2024 month: 3 day: 1 } outcome: "
                       "AID_OUTCOME_GRANTED decided_by: DECIDED_BY_",
                       by,
                       " }")};
}

class LibraryEventsTest : public ::testing::Test {
 protected:
  // Three applications of one person: decided after 3, 20 and no days.
  void Apply() {
    const std::string one = absl::StrCat("applicant_ids: '", Uuid(1), "'");
    std::vector<Past> past = {{"2024-02-01", "household_formed {}"}};
    const auto add = [&](const std::vector<Past>& more) {
      past.insert(past.end(), more.begin(), more.end());
    };
    add(Applied(701, "2024-03-01 10:00", "NEW", one));
    add({Decided(801, 701, "2024-03-04 09:00", "RULE")});
    add(Applied(702, "2024-03-05 10:00", "NEW", one));
    add({Decided(802, 702, "2024-03-25 09:00", "PERSON")});
    add({{"2024-03-26",
          absl::StrCat("aid_decision_changed { decision_id: '",
                       Uuid(801),
                       "' outcome: AID_OUTCOME_REFUSED decided_by: DECIDED_BY_PERSON }")}});
    add(Applied(703, "2024-03-27 10:00", "NEW", one));
    histories_.Household(past);
    histories_.Case(1, {Opened("2024-02-28 09:00"), {"2024-03-02 09:00", "first_contact_held {}"}});
  }

  Histories histories_;
};

TEST_F(LibraryEventsTest, DecisionsTheirWaitingAndWhoMadeThem) {
  Apply();
  // Friday 1 March → due Monday 4: in time. Tuesday 5 → due Wednesday 6: late. The third came on
  // Wednesday 27 and is due on Thursday 28: not yet observable on the 27th, missed on the 28th.
  const Figure early = histories_.Whole("T2", "2024-03-01", "2024-03-27");
  EXPECT_THAT(early.value, Optional(0.5));
  EXPECT_EQ(Skipped(early, Skip::kNotYetObservable), 1u);
  EXPECT_THAT(histories_.Whole("T2", "2024-03-01", "2024-03-28").value,
              Optional(DoubleNear(1.0 / 3, 1e-12)));
  // From 1 March to 4, and 5 to 25: 3 and 20 days. From the contact on 2 March: 2 and 23.
  EXPECT_THAT(histories_.Whole("T3", "2024-03-01", "2024-03-28").value, Optional(11.5));
  EXPECT_THAT(histories_.Whole("T3-contact", "2024-03-01", "2024-03-28").value, Optional(12.5));
  EXPECT_THAT(histories_.Whole("T3-contact-mean", "2024-03-01", "2024-03-28").value,
              Optional(12.5));
  // One of two by rule; a person changed it afterwards, which it stays a rule's for.
  EXPECT_THAT(histories_.Whole("T8", "2024-03-01", "2024-03-28").value, Optional(0.5));
  EXPECT_THAT(histories_.Whole("T8-changed", "2024-03-01", "2024-03-25").value, Optional(0.0));
  EXPECT_THAT(histories_.Whole("T8-changed", "2024-03-01", "2024-03-28").value, Optional(1.0));
}

TEST_F(LibraryEventsTest, NewApplicantsWaitingByNationalDefinition) {
  Apply();
  // 3 and 20 days; the third is not decided. The year has a figure when it is over.
  EXPECT_EQ(histories_.Whole("U31402", "2024-03-01", "2024-12-30").value, std::nullopt);
  const Figure mean = histories_.Whole("U31402", "2024-03-01", "2024-12-31");
  EXPECT_THAT(mean.value, Optional(11.5));
  EXPECT_EQ(Skipped(mean, Skip::kNotEnded), 1u);
  EXPECT_THAT(histories_.Whole("U31403", "2024-03-01", "2024-12-31").value, Optional(11.5));
  const Figure late = histories_.Whole("U31463", "2024-03-01", "2024-12-31");
  EXPECT_THAT(late.value, Optional(0.5));
  EXPECT_EQ(Skipped(late, Skip::kMissing), 1u);
}

TEST_F(LibraryEventsTest, RepeatedInvalidAbsence) {
  const auto put = [&](int person, const std::vector<std::string>& days) {
    std::vector<Past> past = {Opened("2024-01-08 09:00"),
                              {"2024-01-09 09:00", "first_contact_held {}"},
                              Adopted("2024-01-10", Step(100 + person, 20)),
                              StartedStep("2024-01-15", 100 + person)};
    for (const std::string& day : days) past.push_back(Absent(day, 100 + person));
    histories_.Case(person, past);
  };
  put(1, {"2024-02-25", "2024-03-10"});                // 14 days apart, the later in March
  put(2, {"2024-02-24", "2024-03-10"});                // 15 days apart
  put(3, {"2024-02-01", "2024-02-05"});                // both in February
  put(4, {"2024-03-05", "2024-03-05", "2024-04-01"});  // one day in March, twice entered
  histories_.Case(5, {Opened("2024-03-01 09:00")});    // no step has started
  EXPECT_THAT(histories_.Whole("A3", "2024-03-01", "2024-05-01").value, Optional(0.25));
  EXPECT_THAT(histories_.Whole("A3", "2024-02-01", "2024-05-01").value, Optional(0.25));
  EXPECT_THAT(histories_.Whole("A3", "2024-04-01", "2024-05-01").value, Optional(0.0));
}

TEST_F(LibraryEventsTest, PlannedHoursAgainstTheRequirement) {
  const auto put = [&](int person, double hours, double required, const std::vector<Past>& more) {
    std::vector<Past> past = {Opened("2024-01-08 09:00"),
                              {"2024-01-09 09:00", "first_contact_held {}"},
                              Adopted("2024-01-10", Step(100 + person, hours), required)};
    past.insert(past.end(), more.begin(), more.end());
    histories_.Case(person, past);
  };
  put(1, 20, 40, {});
  put(2, 40, 40, {});
  put(3, 20, 0, {});  // nothing is required
  put(4, 0, 40, {{"2024-01-11", "deadline_exempted { code: DEADLINE_EXEMPTION_HEALTH }"}});
  put(5, 10, 40, {ExitedTo("2024-02-01", "PENSION")});
  // In the last week of January 20 + 40 + 10 hours of 120; a week later 60 of 80.
  EXPECT_THAT(histories_.Whole("A4", "2024-01-22", "2024-06-01").value,
              Optional(DoubleNear(70.0 / 120, 1e-12)));
  EXPECT_THAT(histories_.Whole("A4", "2024-01-29", "2024-06-01").value,
              Optional(DoubleNear(60.0 / 80, 1e-12)));
  EXPECT_THAT(histories_.Whole("A4-met", "2024-01-29", "2024-06-01").value, Optional(0.5));
}

TEST_F(LibraryEventsTest, TimeToActivityAfterThreeMonthsWithSupport) {
  const auto put =
      [&](int person, const std::vector<std::string>& months, const std::vector<Past>& more) {
        std::vector<Past> past = {Opened("2023-12-01 09:00"),
                                  {"2023-12-02 09:00", "first_contact_held {}"},
                                  Adopted("2023-12-03", Step(100 + person, 20))};
        for (const std::string& month : months) past.push_back(PaidFor(month));
        past.insert(past.end(), more.begin(), more.end());
        histories_.Case(person, past);
      };
  const std::vector<std::string> three = {"2024-01", "2024-02", "2024-03"};
  put(1, three, {StartedStep("2024-02-10", 101)});  // in activity before: 0
  put(2, three, {StartedStep("2024-04-11", 102)});  // 10 days after 1 April
  put(3, three, {});                                // none yet
  put(4, {"2024-01", "2024-02", "2024-04"}, {});    // never three in a row
  put(5, {"2024-01", "2024-02", "2024-03", "2024-04"}, {StartedStep("2024-04-21", 105)});
  // 0, 10 and 20 days.
  const Figure days = histories_.Whole("A5", "2024-04-01", "2024-12-01");
  EXPECT_THAT(days.value, Optional(10.0));
  EXPECT_EQ(Skipped(days, Skip::kNotEnded), 1u);
  EXPECT_THAT(histories_.Whole("A5-at-once", "2024-04-01", "2024-12-01").value, Optional(0.25));
}

TEST_F(LibraryEventsTest, PersonsWithAPlanByObstacle) {
  const auto obstacle = [](const std::string& code) {
    return Past{
        "2024-01-09 12:00",
        absl::StrCat(
            "obstacle_set { code: OBSTACLE_", code, " from_date { year: 2024 month: 1 day: 9 } }")};
  };
  const Past contact{"2024-01-09 09:00", "first_contact_held {}"};
  histories_.Case(1,
                  {Opened("2024-01-08 09:00"),
                   contact,
                   obstacle("LANGUAGE"),
                   obstacle("LACKS_CHILDCARE"),
                   Adopted("2024-01-10", "")});
  histories_.Case(
      2, {Opened("2024-01-08 09:00"), contact, obstacle("LANGUAGE"), Adopted("2024-05-10", "")});
  histories_.Case(3,
                  {Opened("2024-01-08 09:00"),
                   contact,
                   Adopted("2024-01-10", ""),
                   ExitedTo("2024-03-31", "PENSION")});
  // In the second quarter the first and the second have a plan; the third was out on 31 March.
  EXPECT_THAT(histories_.Groups("A6", "2024-04-01", "2024-12-01"),
              ElementsAre(Pair("", 2), Pair("LACKS_CHILDCARE", 1), Pair("LANGUAGE", 2)));
  // In the first the first and the third, looked at on the day they came, when nothing was known.
  EXPECT_THAT(histories_.Groups("A6", "2024-01-01", "2024-12-01"),
              ElementsAre(Pair("", 2), Pair("missing", 2)));
}

TEST_F(LibraryEventsTest, FollowUpsOfWorkThatLasted) {
  const auto put = [&](int person, const std::vector<std::string>& answers) {
    std::vector<Past> past = {
        Opened("2023-01-02 09:00"),
        {"2023-02-01", "job_started { job_id: 'j' subsidy: JOB_SUBSIDY_NONE }"},
        {"2023-02-01", "exit_recorded { reason: EXIT_REASON_WORK_UNSUBSIDISED verified: true }"}};
    for (const std::string& answer : answers) {
      past.push_back({"2023-08-02 10:00",
                      absl::StrCat("follow_up_recorded { exit_position: 3 month: 6 answer: "
                                   "STILL_SELF_SUPPORTING_",
                                   answer,
                                   " }")});
    }
    histories_.Case(person, past);
  };
  put(1, {"YES"});
  put(2, {"NO_ANSWER", "NO"});
  put(3, {"NO_ANSWER"});               // may be tried again: no answer yet
  put(4, {"NO_ANSWER", "NO_ANSWER"});  // closed without
  const Figure answered = histories_.Whole("O11-6", "2023-02-01", "2023-08-02");
  EXPECT_THAT(answered.value, Optional(0.5));
  EXPECT_EQ(Skipped(answered, Skip::kMissing), 1u);
  EXPECT_THAT(histories_.Whole("O11-6-answered", "2023-02-01", "2023-08-02").value, Optional(0.5));
  EXPECT_THAT(histories_.Whole("O11-6-low", "2023-02-01", "2023-08-02").value, Optional(0.25));
  EXPECT_THAT(histories_.Whole("O11-6-high", "2023-02-01", "2023-08-02").value, Optional(0.75));
  EXPECT_EQ(histories_.Whole("O11-6-high", "2023-02-01", "2023-07-31").below, 0u);
}

TEST_F(LibraryEventsTest, DeadlinesInTime) {
  // Friday 1 March at 09:00: a first contact is due on Monday at 09:00.
  histories_.Case(1, {Opened("2024-03-01 09:00"), {"2024-03-04 09:00", "first_contact_held {}"}});
  histories_.Case(2, {Opened("2024-03-01 09:00"), {"2024-03-04 10:00", "first_contact_held {}"}});
  histories_.Case(3,
                  {Opened("2024-03-01 09:00"),
                   {"2024-03-01 10:00",
                    "deadline_exempted { deadline: DEADLINE_FIRST_CONTACT code: "
                    "DEADLINE_EXEMPTION_HEALTH }"}});
  const std::map<std::string, double> groups = histories_.Groups("S3", "2024-03-01", "2024-03-05");
  EXPECT_EQ(groups.at("FIRST_CONTACT"), 0.5);
  EXPECT_THAT(histories_.Groups("S3-exempt", "2024-03-01", "2024-03-05"),
              ElementsAre(Pair("", 1), Pair("HEALTH", 1)));
  // What falls due later is not counted before.
  EXPECT_EQ(histories_.Whole("S3", "2024-03-01", "2024-03-03").below, 0u);
}

}  // namespace
}  // namespace framdrift::indicators
