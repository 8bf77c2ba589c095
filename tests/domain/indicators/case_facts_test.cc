// Facts follow from the history as the domain folds it: corrected, voided, late, reopened.
#include "domain/indicators/case_facts.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "domain/indicators/fact_tables.h"
#include "domain/policy/policy.h"
#include "tests/domain/cases/episode_testing.h"

namespace framdrift::indicators {
namespace {

using cases::kContacted;
using cases::kExited;
using cases::kOpened;
using cases::kPlanned;
using cases::kStarted;
using facts::v1::FactCase;
using facts::v1::FactEpisode;
using testing::Past;
using testing::Stockholm;
using GivenHistory = testing::Given<CaseHistoryDecider>;

FactCase FactsAfter(const std::vector<Past>& past, const policy::PolicyHistory& policies = {}) {
  return FactsOf(GivenHistory(past).state(), deadlines::PolicyTerms(policies, Stockholm()));
}

std::string Written(Moment moment) {
  return absl::FormatTime("%Y-%m-%d %H:%M", TimeOf(moment, Stockholm()), Stockholm());
}

// "2024-03-01 09:00 OPENED".
std::vector<std::string> Reached(const FactEpisode& episode) {
  std::vector<std::string> lines;
  for (const auto& one : episode.reached()) {
    lines.push_back(absl::StrCat(
        Written(one.at().moment()),
        " ",
        facts::v1::FactMilestone_Name(one.milestone()).substr(sizeof("FACT_MILESTONE_") - 1)));
  }
  return lines;
}

std::vector<std::string> Phases(const FactEpisode& episode) {
  std::vector<std::string> lines;
  for (const auto& one : episode.standings()) {
    lines.push_back(
        absl::StrCat(Written(one.since().moment()),
                     " ",
                     casework::v1::Phase_Name(one.phase()).substr(sizeof("PHASE_") - 1)));
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(CaseFactsTest, AnEpisodeHasItsMilestonesAndWhatHeldBetweenThem) {
  const FactCase facts = FactsAfter({kOpened, kContacted, kPlanned, kStarted});
  ASSERT_EQ(facts.episodes_size(), 1);
  EXPECT_EQ(Reached(facts.episodes(0)),
            (Lines{"2024-03-01 09:00 OPENED",
                   "2024-03-04 10:00 FIRST_CONTACT",
                   "2024-03-05 13:00 PLAN_ADOPTED",
                   "2024-03-11 08:00 STEP_STARTED"}));
  EXPECT_EQ(Phases(facts.episodes(0)),
            (Lines{"2024-03-01 09:00 INTAKE",
                   "2024-03-04 10:00 ASSESSMENT",
                   "2024-03-05 13:00 PLANNED",
                   "2024-03-11 08:00 ACTIVE"}));
  EXPECT_EQ(facts.episodes(0).target_group(), codes::v1::TARGET_GROUP_YOUNG);
  EXPECT_EQ(facts.episodes(0).standings(2).track(), casework::v1::PLAN_TRACK_WORK);
}

TEST(CaseFactsTest, ACorrectionAVoidingAndALateEntryChangeThem) {
  const Past moved{"2024-03-12 08:00",
                   "event_corrected { position: 2 occurred { time { seconds: 1709290800 } } "
                   "replacement { [type.googleapis.com/framdrift.casework.v1.CaseEvent] { "
                   "first_contact_held {} } } }"};
  const Past voided{"2024-03-12 09:00", "event_voided { position: 3 }"};
  const Past late{"2024-03-04 15:00", "contact_held { mode: CONTACT_MODE_PHONE }"};
  const FactCase facts = FactsAfter({kOpened, kContacted, kPlanned, moved, voided, late});
  ASSERT_EQ(facts.episodes_size(), 1);
  EXPECT_EQ(Reached(facts.episodes(0)),
            (Lines{"2024-03-01 09:00 OPENED", "2024-03-01 12:00 FIRST_CONTACT"}));
  EXPECT_EQ(Phases(facts.episodes(0)),
            (Lines{"2024-03-01 09:00 INTAKE", "2024-03-01 12:00 ASSESSMENT"}));
  ASSERT_EQ(facts.episodes(0).contacts_size(), 2);
  EXPECT_EQ(CivilDayOf(facts.episodes(0).contacts(1).day()), absl::CivilDay(2024, 3, 4));
}

TEST(CaseFactsTest, AReopenedCaseHasTwoEpisodesAndPlacesFactsInThem) {
  const FactCase facts =
      FactsAfter({kOpened,
                  kContacted,
                  kExited,
                  {"2024-05-02", "job_started { job_id: 'j' subsidy: JOB_SUBSIDY_NONE }"},
                  {"2024-09-01 10:00", "case_reopened { channel: CHANNEL_E_SERVICE }"},
                  {"2024-09-02 10:00", "first_contact_held {}"}});
  ASSERT_EQ(facts.episodes_size(), 2);
  EXPECT_EQ(Reached(facts.episodes(0)),
            (Lines{"2024-03-01 09:00 OPENED",
                   "2024-03-04 10:00 FIRST_CONTACT",
                   "2024-05-01 00:00 EXITED",
                   "2024-05-02 00:00 JOB_STARTED"}));
  EXPECT_EQ(Reached(facts.episodes(1)),
            (Lines{"2024-09-01 10:00 OPENED", "2024-09-02 10:00 FIRST_CONTACT"}));
}

TEST(CaseFactsTest, AnExitCountsAsItsJobTurnsOut) {
  const Past job{"2024-05-01", "job_started { job_id: 'j' subsidy: JOB_SUBSIDY_NONE }"};
  const facts::v1::FactExit lasted =
      FactsAfter({kOpened, kContacted, job, kExited}).episodes(0).exit();
  EXPECT_EQ(lasted.letter(), codes::v1::NATIONAL_LETTER_A);
  EXPECT_EQ(CivilDayOf(lasted.observable_day()), absl::CivilDay(2024, 6, 1));
  const facts::v1::FactExit broken =
      FactsAfter({kOpened, kContacted, job, kExited, {"2024-05-20", "job_ended { job_id: 'j' }"}})
          .episodes(0)
          .exit();
  EXPECT_EQ(broken.letter(), codes::v1::NATIONAL_LETTER_E);
  EXPECT_EQ(broken.exit_class(), codes::v1::EXIT_CLASS_NO_RESULT);
}

TEST(CaseFactsTest, DeadlinesFollowThePolicyAndSayNothingOfLateness) {
  const FactCase facts = FactsAfter({kOpened, kContacted});
  std::vector<std::string> lines;
  for (const auto& one : facts.episodes(0).deadlines()) {
    lines.push_back(absl::StrCat(casework::v1::Deadline_Name(one.rule()).substr(9),
                                 " ",
                                 Written(one.due()),
                                 " ",
                                 facts::v1::FactDeadlineState_Name(one.state()).substr(20)));
  }
  EXPECT_EQ(lines,
            (Lines{"FIRST_CONTACT 2024-03-04 09:00 MET_LATE",
                   "WORK_PLAN 2024-03-15 23:59 PENDING",
                   "CONTACT 2024-03-15 23:59 MET",
                   "CONTACT 2024-03-18 23:59 PENDING"}));
}

std::vector<Past> PaidIn(const std::vector<int>& months) {
  std::vector<Past> past = {kOpened};
  for (const int month : months) {
    past.push_back({absl::StrCat("2024-12-", 10 + month),
                    absl::StrCat("aid_month_set { household_id: "
                                 "'00000000-0000-4000-8000-0000000000d1' paid_ore: 100 "
                                 "reversed_ore: ",
                                 month == 7 ? 100 : 0,
                                 " month { year: 2024 month: ",
                                 month,
                                 " day: 1 } }")});
  }
  return past;
}

std::vector<std::string> Spells(const FactCase& facts) {
  std::vector<std::string> lines;
  for (const auto& one : facts.support_spells()) {
    lines.push_back(absl::StrCat(one.first_month() - MonthNumberOf(absl::CivilMonth(2024, 1)) + 1,
                                 "-",
                                 one.end_month() - MonthNumberOf(absl::CivilMonth(2024, 1)) + 1,
                                 " of ",
                                 one.months()));
  }
  return lines;
}

TEST(CaseFactsTest, ASupportSpellEndsAfterThePolicysMonthsWithout) {
  // July was taken back whole: it is no support month.
  const std::vector<Past> past = PaidIn({1, 2, 4, 7, 8});
  EXPECT_EQ(Spells(FactsAfter(past)), (Lines{"1-3 of 2", "4-5 of 1", "8-9 of 1"}));
  policy::PolicyHistory policies;
  policies.versions.emplace_back();
  policies.versions.back().version = 1;
  policies.versions.back().effective = absl::CivilDay(2020, 1, 1);
  policies.versions.back().support_spell_gap_months = 2;
  EXPECT_EQ(Spells(FactsAfter(past, policies)), (Lines{"1-5 of 3", "8-9 of 1"}));
}

class FactTablesTest : public ::testing::Test {
 protected:
  FactTablesTest() : tables_(facts::v1::FactTerms()) {}

  void Put(const std::vector<Past>& past) {
    rows_.of_case = FactsAfter(past);
    tables_.Replace(kPerson, rows_);
  }
  DayNumber Day(FieldId field, int32_t ordinal) const {
    const FactTable& table = tables_.table(Subject::kEpisode);
    return table.DayOfField(field, *table.Find({kPerson, ordinal}));
  }

  static constexpr Id16 kPerson = {7};
  PersonRows rows_;
  FactTables tables_;
};

TEST_F(FactTablesTest, APersonsRowsReplaceThoseThatWereThere) {
  const Past again{"2024-09-01 10:00", "case_reopened {}"};
  Put({kOpened, kContacted, kExited, again});
  EXPECT_EQ(tables_.table(Subject::kEpisode).size(), 2u);
  EXPECT_EQ(Day(episode::kReopened, 1), DayNumberOf(absl::CivilDay(2024, 9, 1)));
  EXPECT_EQ(Day(episode::kOpened, 2), DayNumberOf(absl::CivilDay(2024, 9, 1)));
  Put({kOpened, kContacted, kExited, again, {"2024-09-01 11:00", "event_voided { position: 4 }"}});
  EXPECT_EQ(tables_.table(Subject::kEpisode).size(), 1u);
  EXPECT_EQ(Day(episode::kReopened, 1), kNoDay);
}

TEST_F(FactTablesTest, WhatChangesIsTrueOnItsDay) {
  rows_.person.set_birth_day(DayNumberOf(absl::CivilDay(1990, 2, 3)));
  rows_.person.set_country_of_birth("SE");
  Put({kOpened,
       {"2024-03-02",
        "obstacle_set { code: OBSTACLE_LANGUAGE from_date { year: 2024 month: 3 day: "
        "2 } to_date { year: 2024 month: 4 day: 1 } }"},
       {"2024-03-03", "flow_assigned { flow: FLOW_MAIN }"},
       {"2024-03-04 10:00", "flow_assigned { flow: FLOW_OTHER }"},
       {"2024-03-04 11:00", "flow_assigned { flow: FLOW_MAIN }"},
       {"2024-03-06", "flow_assigned { flow: FLOW_OTHER }"}});
  const FactTable& table = tables_.table(Subject::kEpisode);
  const RowId row = *table.Find({kPerson, 1});
  const auto on = [&](FieldId field, int day) {
    return table.ValueOn(field, row, DayNumberOf(absl::CivilDay(2024, 3, day)));
  };
  EXPECT_EQ(on(episode::kFlow, 2), 0u);
  EXPECT_EQ(on(episode::kFlow, 4), uint32_t{casework::v1::FLOW_MAIN});
  EXPECT_EQ(on(episode::kFlow, 6), uint32_t{casework::v1::FLOW_OTHER});
  EXPECT_EQ(table.changes(episode::kFlow).Get(row).size(), 2u);
  EXPECT_EQ(on(episode::kObstacle, 1), 0u);
  EXPECT_EQ(on(episode::kObstacle, 31), 1u << codes::v1::OBSTACLE_LANGUAGE);
  EXPECT_EQ(on(episode::kObstacle, 32), 0u);
  EXPECT_EQ(table.NameOf(episode::kOrigin, on(episode::kOrigin, 1)), "SWEDEN");
  EXPECT_EQ(Day(episode::kBirthDate, 1), DayNumberOf(absl::CivilDay(1990, 2, 3)));
}

}  // namespace
}  // namespace framdrift::indicators
