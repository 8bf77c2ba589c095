// Staff and costs as figures take them: events become facts and facts the figures of R1 and R2,
// worked out by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/domain/indicators/histories.h"

namespace framdrift::indicators {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::Optional;
using ::testing::Pair;

constexpr int kOwnUnit = 501;
constexpr int kOtherUnit = 502;

Past Registered(const std::string& when, int unit) {
  return {when, absl::StrCat("staff_registered { unit_id: '", Uuid(unit), "' }")};
}
Past Works(const std::string& when, int percent) {
  return {when, absl::StrCat("capacity_set { fte_percent: ", percent, " }")};
}
std::string DateText(const std::string& day) {
  return absl::StrCat("{ year: ",
                      std::stoi(day.substr(0, 4)),
                      " month: ",
                      std::stoi(day.substr(5, 2)),
                      " day: ",
                      std::stoi(day.substr(8)),
                      " }");
}
Past Booked(const std::string& when, int64_t kronor, const std::string& from,
            const std::string& until) {
  return {when,
          absl::StrCat("cost_booked { amount_ore: ",
                       kronor * 100,
                       " account: '4010' from_date ",
                       DateText(from),
                       " until_date ",
                       DateText(until),
                       " }")};
}
Past OpenedIn(const std::string& when, int unit) {
  return {when, absl::StrCat("case_opened { unit_id: '", Uuid(unit), "' }")};
}
Past AssignedTo(const std::string& when, int caseworker, int unit) {
  return {
      when,
      absl::StrCat(
          "case_assigned { caseworker_id: '", Uuid(caseworker), "' unit_id: '", Uuid(unit), "' }")};
}

class StaffFactsTest : public ::testing::Test {
 protected:
  // 601 works full time, 602 half and then three quarters, 603 not at all, 604 left, 605 has no
  // case and the default capacity.
  void Employ() {
    histories_.Staff(601,
                     {Registered("2023-01-02 08:00", kOwnUnit), Works("2023-01-02 09:00", 100)});
    histories_.Staff(602,
                     {Registered("2023-01-02 08:00", kOtherUnit),
                      Works("2024-02-01", 50),
                      Works("2024-04-10", 75)});
    histories_.Staff(603, {Registered("2023-01-02 08:00", kOwnUnit), Works("2023-01-03", 0)});
    histories_.Staff(
        604, {Registered("2023-01-02 08:00", kOwnUnit), {"2024-03-20 16:00", "staff_ended {}"}});
    histories_.Staff(605, {Registered("2024-03-31 08:00", kOwnUnit)});
  }
  void Carry(int caseworker, int unit, int cases) {
    for (int i = 0; i < cases; ++i) {
      std::vector<Past> past = {OpenedIn("2024-01-08 09:00", unit)};
      if (caseworker != 0) past.push_back(AssignedTo("2024-01-08 10:00", caseworker, unit));
      histories_.Case(++cases_, past);
    }
  }
  void EmployAndCarry() {
    Employ();
    Carry(601, kOwnUnit, 6);
    Carry(602, kOtherUnit, 6);
    Carry(604, kOwnUnit, 1);
    Carry(0, kOwnUnit, 1);
  }

  Histories histories_;
  int cases_ = 0;
};

TEST_F(StaffFactsTest, CasesByFullTimeEquivalents) {
  EmployAndCarry();
  // 14 cases; 1 + 0.5 + 1 at the end of March.
  const Figure march = histories_.Whole("R1", "2024-03-01", "2024-06-01");
  EXPECT_THAT(march.value, Optional(DoubleNear(5.6, 1e-12)));
  EXPECT_EQ(march.above, 14u);
  EXPECT_EQ(march.below, 3u);
  // In February the fifth had not begun and the fourth was there: 1 + 0.5 + 1.
  EXPECT_THAT(histories_.Whole("R1", "2024-02-01", "2024-06-01").denominator, Optional(2.5));
  EXPECT_THAT(histories_.Whole("R1", "2024-04-01", "2024-06-01").denominator, Optional(2.75));
  // As of a day within the month: that day.
  EXPECT_THAT(histories_.Whole("R1", "2024-04-01", "2024-04-09").denominator, Optional(2.5));
  EXPECT_THAT(histories_.Groups("R1", "2024-03-01", "2024-06-01"),
              ElementsAre(Pair("", DoubleNear(5.6, 1e-12)),
                          Pair(Uuid(kOwnUnit), 4.0),
                          Pair(Uuid(kOtherUnit), 12.0)));
}

TEST_F(StaffFactsTest, EvennessIsOverThoseWithACapacityAlsoWithoutCases) {
  EmployAndCarry();
  // 6, 12 and 0: differences of 6, 6 and 12, each twice, by 2 · 9 · 6; 12 by 6.
  const Figure even = histories_.Whole("R1-gini", "2024-03-01", "2024-06-01");
  EXPECT_THAT(even.value, Optional(DoubleNear(48.0 / 108, 1e-12)));
  ASSERT_TRUE(even.spread.has_value());
  EXPECT_EQ(even.spread->groups, 3u);
  EXPECT_THAT(even.spread->max_over_median, Optional(2.0));
  // Who left has a case and no capacity; who has no case and none is no group.
  EXPECT_THAT(even.spread->without_value, ElementsAre(Uuid(604)));
  // Pooled are the twelve cases of those three.
  EXPECT_THAT(even.spread->pooled, Optional(DoubleNear(12 / 2.5, 1e-12)));
  EXPECT_THAT(histories_.Whole("R1-max", "2024-03-01", "2024-06-01").value, Optional(2.0));
}

class CostTest : public StaffFactsTest {
 protected:
  void Book() {
    const auto open = [](int unit) {
      return Past{"2023-12-01 08:00",
                  absl::StrCat("activity_opened { unit_id: '", Uuid(unit), "' }")};
    };
    // 100 a day for the 91 days of the quarter, and 10 a day for the 366 of the year.
    histories_.Activity(701,
                        {open(kOwnUnit), Booked("2024-01-10", 9100, "2024-01-01", "2024-04-01")});
    histories_.Activity(702,
                        {open(kOtherUnit), Booked("2024-01-10", 3660, "2024-01-01", "2025-01-01")});
    // 3100 for March, of which 1000 was taken back, and April.
    histories_.Staff(601,
                     {Registered("2023-01-02 08:00", kOwnUnit),
                      Booked("2024-03-25", 3100, "2024-03-01", "2024-04-01"),
                      Booked("2024-04-02", -1000, "2024-03-01", "2024-04-01"),
                      Booked("2024-04-25", 5000, "2024-04-01", "2024-05-01")});
    Exit(1, kOwnUnit, "2024-02-01", "WORK_UNSUBSIDISED", "");
    Exit(2, kOtherUnit, "2024-03-11", "WORK_UNSUBSIDISED", "");
    Exit(3, kOwnUnit, "2024-03-11", "STUDY_WITH_STUDY_AID", "");
    Exit(4, kOwnUnit, "2024-02-01", "WORK_UNSUBSIDISED", "2024-02-20");
  }
  // With a job from the day of exit, that ended where a day is given.
  void Exit(int person, int unit, const std::string& day, const std::string& reason,
            const std::string& ended) {
    std::vector<Past> past = {
        OpenedIn("2024-01-08 09:00", unit),
        {day, "job_started { job_id: 'j' subsidy: JOB_SUBSIDY_NONE }"},
        {day, absl::StrCat("exit_recorded { reason: EXIT_REASON_", reason, " }")}};
    if (!ended.empty()) past.push_back({ended, "job_ended { job_id: 'j' }"});
    histories_.Case(person, past);
  }
};

TEST_F(CostTest, CostsOfTheDaysOfThePeriodByExitsToWork) {
  Book();
  // 9100 + 91 · 10 + 3100 − 1000 by two exits.
  const Figure quarter = histories_.Whole("R2", "2024-01-01", "2024-12-31");
  EXPECT_THAT(quarter.numerator, Optional(DoubleNear(12'110, 1e-9)));
  EXPECT_THAT(quarter.value, Optional(DoubleNear(6'055, 1e-9)));
  EXPECT_EQ(quarter.above, 4u);
  EXPECT_EQ(quarter.below, 2u);
  EXPECT_THAT(histories_.Groups("R2", "2024-01-01", "2024-12-31"),
              ElementsAre(Pair("", DoubleNear(6'055, 1e-9)),
                          Pair(Uuid(kOwnUnit), DoubleNear(11'200, 1e-9)),
                          Pair(Uuid(kOtherUnit), DoubleNear(910, 1e-9))));
}

TEST_F(CostTest, OfAPeriodUnderWayOnlyTheDaysUntilThenCount) {
  Book();
  // 60 days of 100 and of 10; the first exit is known a month later, on 1 March.
  const Figure february = histories_.Whole("R2", "2024-01-01", "2024-02-29");
  EXPECT_EQ(february.value, std::nullopt);
  EXPECT_THAT(february.numerator, Optional(DoubleNear(6'600, 1e-9)));
  // 61 days of each, and a day of March.
  const Figure march = histories_.Whole("R2", "2024-01-01", "2024-03-01");
  EXPECT_THAT(march.value, Optional(DoubleNear(61 * 110 + 2'100.0 / 31, 1e-9)));
}

TEST_F(CostTest, WithoutAnyCostThereIsNoValueAndWithoutAnyExitNeither) {
  Book();
  EXPECT_EQ(histories_.Whole("R2", "2023-10-01", "2024-12-31").value, std::nullopt);
  const Figure third = histories_.Whole("R2", "2024-07-01", "2024-12-31");
  EXPECT_EQ(third.value, std::nullopt);
  EXPECT_EQ(third.denominator, std::nullopt);
  EXPECT_THAT(third.numerator, Optional(DoubleNear(920, 1e-9)));
  // The April cost, and three months of ten a day, are in the second quarter and not in the first.
  EXPECT_THAT(histories_.Whole("R2", "2024-04-01", "2024-12-31").numerator,
              Optional(DoubleNear(5'910, 1e-9)));
}

TEST_F(CostTest, WhatWasVoidedOrSetRightCountsSo) {
  histories_.Activity(
      701,
      {{"2023-12-01 08:00", absl::StrCat("activity_opened { unit_id: '", Uuid(kOwnUnit), "' }")},
       Booked("2024-01-10", 9100, "2024-01-01", "2024-04-01"),
       Booked("2024-01-11", 500, "2024-01-01", "2024-04-01"),
       {"2024-01-12", "event_voided { position: 3 }"},
       {"2024-01-12",
        absl::StrCat("event_corrected { position: 2 replacement { "
                     "[type.googleapis.com/framdrift.activity.v1.ActivityEvent] { cost_booked { "
                     "amount_ore: 45500 "
                     "account: '4010' from_date ",
                     DateText("2024-01-01"),
                     " until_date ",
                     DateText("2024-04-01"),
                     " } } } }")}});
  EXPECT_THAT(histories_.Whole("R2", "2024-01-01", "2024-12-31").numerator,
              Optional(DoubleNear(455, 1e-9)));
}

}  // namespace
}  // namespace framdrift::indicators
