// National definitions and yearly outcomes: from events to the figure worked out by hand.
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

Past Enrolled(const std::string& when, const std::string& by) {
  return {when, absl::StrCat("enrolment_started { referred_by: REFERRED_BY_", by, " }")};
}
Past Ended(const std::string& when, const std::string& reason) {
  return {when, absl::StrCat("enrolment_ended { reason: EXIT_REASON_", reason, " }")};
}
Past Job(const std::string& when, int number) {
  return {when,
          absl::StrCat("job_started { job_id: '", Uuid(number), "' subsidy: JOB_SUBSIDY_NONE }")};
}
Past JobOver(const std::string& when, int number) {
  return {when, absl::StrCat("job_ended { job_id: '", Uuid(number), "' }")};
}
// `2024-01-10`.
std::string DateOf(const std::string& text) {
  return absl::StrCat("{ year: ",
                      text.substr(0, 4),
                      " month: ",
                      std::stoi(text.substr(5, 2)),
                      " day: ",
                      std::stoi(text.substr(8)),
                      " }");
}
std::string Date(int year, int month, int day) {
  return absl::StrCat("{ date { year: ", year, " month: ", month, " day: ", day, " } }");
}

class NationalTest : public ::testing::Test {
 protected:
  // Months `first` to `last` of 2024 with support, and somebody of that birth year.
  void Supported(int person, int first, int last, int birth_year,
                 const std::vector<Past>& more = {}) {
    std::vector<Past> past = {Opened("2023-12-01 09:00")};
    for (int month = first; month <= last; ++month) {
      past.push_back(PaidFor(absl::StrFormat("2024-%02d", month)));
    }
    past.insert(past.end(), more.begin(), more.end());
    histories_.Case(person, past);
    histories_.Person(person,
                      {{"2023-12-01",
                        absl::StrCat("person_registered { birth_date { year: ",
                                     birth_year,
                                     " month: 12 day: 31 } sex: SEX_FEMALE }")}});
  }
  double Value(absl::string_view code, absl::string_view day = "2024-06-01",
               absl::string_view as_of = "2025-06-30") const {
    return histories_.Whole(code, day, as_of).value.value_or(-1);
  }

  Histories histories_;
};

TEST_F(NationalTest, WhatEnrolmentsEndedWith) {
  const Past opened = Opened("2023-01-09 09:00");
  // 1: A, the job lasted. 2: a job of three weeks is E. 3: B. 4: C. 5: D. 6: moved, E.
  histories_.Case(1,
                  {opened,
                   Enrolled("2023-02-01", "SELF"),
                   Job("2024-03-01", 501),
                   Ended("2024-03-01", "WORK_UNSUBSIDISED")});
  histories_.Case(2,
                  {opened,
                   Enrolled("2023-02-01", "SELF"),
                   Job("2024-03-01", 502),
                   Ended("2024-03-01", "WORK_SUBSIDISED"),
                   JobOver("2024-03-22", 502)});
  histories_.Case(
      3, {opened, Enrolled("2023-02-01", "SELF"), Ended("2024-04-01", "STUDY_WITH_STUDY_AID")});
  histories_.Case(4, {opened, Enrolled("2023-02-01", "SELF"), Ended("2024-04-01", "PENSION")});
  histories_.Case(
      5, {opened, Enrolled("2023-02-01", "SELF"), Ended("2024-04-01", "ASSIGNMENT_COMPLETED")});
  histories_.Case(6, {opened, Enrolled("2023-02-01", "SELF"), Ended("2024-04-01", "MOVED")});
  // 7: twice in the year, the latter a municipal job: one person, E. 8: work from 20 December.
  histories_.Case(7,
                  {opened,
                   Enrolled("2023-02-01", "SELF"),
                   Ended("2024-02-01", "OTHER_AUTHORITY"),
                   Enrolled("2024-03-01", "SELF"),
                   Ended("2024-09-01", "MUNICIPAL_LABOUR_MARKET_JOB")});
  histories_.Case(8,
                  {opened,
                   Enrolled("2023-02-01", "SELF"),
                   Job("2024-12-20", 508),
                   Ended("2024-12-20", "OWN_BUSINESS")});
  // At the end of the year the eighth is not yet observable: 7 below the line.
  const Figure early = histories_.Whole("U40406", "2024-06-01", "2024-12-31");
  EXPECT_THAT(early.value, Optional(DoubleNear(1.0 / 7, 1e-12)));
  EXPECT_EQ(Skipped(early, Skip::kNotYetObservable), 1u);
  EXPECT_EQ(Value("U40450", "2024-06-01", "2024-12-31"), 1);
  EXPECT_EQ(Value("U40406"), 2.0 / 8);
  EXPECT_EQ(Value("U40409"), 1.0 / 8);
  EXPECT_EQ(Value("U40412"), 1.0 / 8);
  EXPECT_EQ(Value("U40415"), 1.0 / 8);
  EXPECT_EQ(Value("U40418"), 3.0 / 8);
  EXPECT_EQ(Value("U40455"), 3.0 / 8);
  EXPECT_EQ(Value("N40450"), 8);
  EXPECT_EQ(Value("U40450"), 2);
  EXPECT_EQ(Value("U40451"), 1);
}

TEST_F(NationalTest, HowLongEnrolmentsLasted) {
  const auto put = [&](int person, const std::string& from, const std::string& to) {
    histories_.Case(person,
                    {Opened("2022-01-10 09:00"), Enrolled(from, "SELF"), Ended(to, "PENSION")});
  };
  put(1, "2024-01-15", "2024-07-15");  // 6 months to the day
  put(2, "2024-01-15", "2024-07-16");  // a day more
  put(3, "2023-02-28", "2024-02-28");  // 12 to the day
  put(4, "2022-07-01", "2024-07-01");  // 24 to the day
  put(5, "2022-07-01", "2024-07-02");  // more than 24
  EXPECT_EQ(Value("N40828"), 0.2);
  EXPECT_EQ(Value("N40829"), 0.4);
  EXPECT_EQ(Value("N40830"), 0.2);
}

TEST_F(NationalTest, HowLongPersonsHadBeenWithoutWork) {
  const auto put = [&](int person, const std::string& background, const std::vector<Past>& more) {
    std::vector<Past> past = {Opened("2023-01-09 09:00")};
    past.insert(past.end(), more.begin(), more.end());
    past.push_back(Enrolled("2024-03-01", "SELF"));
    histories_.Case(person, past);
    histories_.Person(person,
                      {{"2023-01-09", "person_registered {}"},
                       {"2023-01-10", "background_set { " + background + " }"}});
  };
  // The last job ended on 2 September: 5 months and 28 days.
  put(1, "last_job_end_date " + Date(2023, 9, 2), {});
  // A job of just a month is none: the one before it, a year to the day.
  put(2,
      "last_job_end_date " + Date(2023, 3, 1),
      {Job("2023-11-01", 502), JobOver("2023-12-01", 502)});
  // A day longer and it counts: 3 months less a day.
  put(3,
      "last_job_end_date " + Date(2022, 3, 1),
      {Job("2023-11-01", 503), JobOver("2023-12-02", 503)});
  // Never in work: from the permit, which is later than the education: 13 months.
  put(4, "education_date " + Date(2015, 6, 1) + " residence_permit_date " + Date(2023, 2, 1), {});
  // 24 months and a day.
  put(5, "education_date " + Date(2022, 2, 28), {});
  put(6, "", {});  // nothing is known
  EXPECT_EQ(Value("U40817"), 2.0 / 5);
  EXPECT_EQ(Value("N40826"), 1.0 / 5);
  EXPECT_EQ(Value("N40827"), 1.0 / 5);
  EXPECT_EQ(Value("U40819"), 1.0 / 5);
  EXPECT_EQ(Skipped(histories_.Whole("U40817", "2024-06-01", "2025-06-30"), Skip::kMissing), 1u);
}

TEST_F(NationalTest, WhoWasEnrolledByEducationAndReferral) {
  const auto put = [&](int person, const std::string& level, const std::vector<Past>& enrolments) {
    std::vector<Past> past = {Opened("2022-01-10 09:00")};
    past.insert(past.end(), enrolments.begin(), enrolments.end());
    histories_.Case(person, past);
    histories_.Person(
        person,
        {{"2023-01-09", "person_registered {}"},
         {"2023-01-10",
          absl::StrCat(
              "background_set { education_level { level: EDUCATION_LEVEL_", level, " } }")}});
  };
  put(1, "DOCTORAL", {Enrolled("2023-05-01", "SELF")});
  put(2, "UPPER_SECONDARY", {Enrolled("2024-05-01", "EMPLOYMENT_SERVICE")});
  put(3,
      "COMPULSORY",
      {Enrolled("2024-05-01", "SOCIAL_SERVICES"),
       Ended("2024-06-01", "PENSION"),
       Enrolled("2024-08-01", "SCHOOL")});
  put(4, "UNDER_NINE_YEARS", {Enrolled("2024-12-31", "INSURANCE_AGENCY")});
  put(5,
      "POST_SECONDARY_UNDER_TWO_YEARS",
      {Enrolled("2022-05-01", "SELF"), Ended("2023-12-31", "PENSION")});  // out before the year
  EXPECT_EQ(Value("U40813"), 0.25);
  EXPECT_EQ(Value("U40814"), 0.25);
  EXPECT_EQ(Value("U40815"), 0.25);
  EXPECT_EQ(Value("U40816"), 0.25);
  // Four enrolments began in the year; the third person counts twice.
  EXPECT_EQ(Value("U40806"), 0.25);
  EXPECT_EQ(Value("U40807"), 0.25);
  EXPECT_EQ(Value("U40808"), 0);
  EXPECT_EQ(Value("U40809"), 0.25);
  EXPECT_EQ(Value("U40810"), 0.25);
  EXPECT_EQ(Value("U40824"), 0);
}

TEST_F(NationalTest, MonthsWithSupportInTheYear) {
  const auto elsewhere = [](const std::string& month) {
    return Past{
        month + "-28",
        absl::StrCat(
            "aid_month_elsewhere { municipality_code: '1280' month ", MonthOf(month), " }")};
  };
  Supported(1, 1, 12, 1990);
  Supported(2, 1, 9, 1990, {elsewhere("2024-11")});   // 10 months, the last paid elsewhere
  Supported(3, 4, 12, 1990, {elsewhere("2024-02")});  // 10 months, the last paid here
  Supported(4, 5, 6, 2006);                           // 18 on 31 December
  Supported(5, 1, 12, 2007);                          // 17
  // Of 1, 2, 3 and 4: 12, 10, 10 and 2 months.
  EXPECT_EQ(Value("O5"), 0.75);
  EXPECT_EQ(Value("O7"), 34.0 / 4);
  EXPECT_EQ(Value("O6"), 0);
  // At the end of June the last 12 months hold 6, 6 and 4; the fourth is not 18 yet.
  EXPECT_EQ(Value("O7-live", "2024-06-01", "2024-06-30"), 16.0 / 3);
  // The second is another municipality's; of 1, 3 and 4 two have 10, one a month elsewhere.
  EXPECT_EQ(Value("N31814"), 2.0 / 3);
  EXPECT_EQ(Value("N31814-elsewhere"), 1);
  EXPECT_EQ(Value("N31816-persons"), 2);
}

TEST_F(NationalTest, VeryLongTermSupportCountsThreeYears) {
  const auto put = [&](int person, int months) {
    std::vector<Past> past = {Opened("2020-01-01 09:00")};
    // The last of them is December 2024; one more lies before the 36.
    for (int i = 0; i < months; ++i) {
      past.push_back(PaidFor(absl::FormatCivilTime(absl::CivilMonth(2024, 12) - i)));
    }
    past.push_back(PaidFor("2021-12"));
    histories_.Case(person, past);
    histories_.Person(person,
                      {{"2020-01-01",
                        "person_registered { birth_date { year: 1980 "
                        "month: 1 day: 1 } }"}});
  };
  put(1, 27);
  put(2, 26);
  EXPECT_EQ(Value("O6"), 0.5);
}

TEST_F(NationalTest, NotBackAYearAfterSupport) {
  const auto apply = [&](int person, const std::string& when, const std::string& kind) {
    histories_.Household({{"2023-01-01", "household_formed {}"},
                          {when,
                           absl::StrCat("application_received { application_id: '",
                                        Uuid(700 + person),
                                        "' application_kind: APPLICATION_KIND_",
                                        kind,
                                        " applicant_ids: '",
                                        Uuid(99),
                                        "' applicant_ids: '",
                                        Uuid(person),
                                        "' benefit_month { year: 2024 month: 12 day: 1 } }")}});
  };
  // Support to March: it ended on 1 April 2024, known in May.
  for (int person = 1; person <= 4; ++person) Supported(person, 1, 3, 1990);
  apply(1, "2025-03-31 10:00", "RENEWAL");          // within the year, as a co-applicant
  apply(2, "2025-04-01 10:00", "NEW");              // a year to the day: not within it
  apply(3, "2024-09-01 10:00", "GENERAL_ENQUIRY");  // an enquiry
  Supported(5, 1, 3, 2008);                         // no adult
  Supported(6, 1, 8, 1990);                         // ended in September
  EXPECT_EQ(Value("U31462", "2024-06-01", "2025-03-30"), -1);
  const Figure figure = histories_.Whole("U31462", "2024-06-01", "2025-06-30");
  EXPECT_THAT(figure.value, Optional(0.75));
  EXPECT_EQ(figure.below, 4u);
}

TEST_F(NationalTest, ASpellHasEndedWhenThePolicysMonthsWithoutHavePassed) {
  Supported(1, 1, 3, 1990);
  EXPECT_EQ(histories_.Whole("U31462", "2024-06-01", "2024-04-30").skipped,
            (std::array<size_t, kSkips>{}));
  EXPECT_EQ(
      Skipped(histories_.Whole("U31462", "2024-06-01", "2024-05-01"), Skip::kNotYetObservable), 1u);
}

TEST_F(NationalTest, TheObstacleHeldMostMonths) {
  const auto obstacle =
      [](const std::string& code, const std::string& from, const std::string& to) {
        return Past{from,
                    absl::StrCat("obstacle_set { code: OBSTACLE_",
                                 code,
                                 " from_date ",
                                 DateOf(from),
                                 " to_date ",
                                 DateOf(to),
                                 " }")};
      };
  // Language in January to May, social reasons in June and July.
  Supported(1,
            1,
            2,
            1990,
            {obstacle("LANGUAGE", "2024-01-10", "2024-05-02"),
             obstacle("SOCIAL_REASONS", "2024-06-01", "2024-08-01")});
  // Two months each: the later counts.
  Supported(2,
            1,
            2,
            1990,
            {obstacle("LANGUAGE", "2024-01-10", "2024-03-01"),
             obstacle("SOCIAL_REASONS", "2024-06-01", "2024-08-01")});
  Supported(3, 1, 2, 1990);
  EXPECT_THAT(
      histories_.Groups("O16", "2024-06-01", "2025-06-30"),
      ElementsAre(Pair("", 3), Pair("LANGUAGE", 1), Pair("SOCIAL_REASONS", 1), Pair("missing", 1)));
}

TEST_F(NationalTest, InWorkInAQuarterAfterExit) {
  const auto put = [&](int person, const std::vector<Past>& livelihood) {
    histories_.Case(person, {Opened("2023-01-09 09:00"), ExitedTo("2024-01-15", "OTHER_INCOME")});
    std::vector<Past> past = {{"2023-01-09", "person_registered {}"}};
    past.insert(past.end(), livelihood.begin(), livelihood.end());
    histories_.Person(person, past);
  };
  const auto lives = [](const std::string& day, const std::string& state) {
    return Past{
        day,
        absl::StrCat(
            "livelihood_set { state: LIVELIHOOD_STATE_", state, " from_date ", DateOf(day), " }")};
  };
  // The second quarter is 15 April to 14 July, the fourth 15 October to 14 January.
  put(1, {lives("2024-01-15", "INCOME_SUPPORT"), lives("2024-07-14", "UNSUBSIDISED_WORK")});
  put(2,
      {lives("2024-01-15", "INCOME_SUPPORT"),
       lives("2024-07-15", "UNSUBSIDISED_WORK"),
       lives("2024-10-15", "PENSION")});
  put(3, {});
  EXPECT_EQ(Value("O12-2"), -1);
  const Figure second = histories_.Whole("O12-2", "2024-01-01", "2025-06-30");
  EXPECT_THAT(second.value, Optional(0.5));
  EXPECT_EQ(Skipped(second, Skip::kMissing), 1u);
  EXPECT_EQ(Skipped(histories_.Whole("O12-2", "2024-01-01", "2024-07-13"), Skip::kNotYetObservable),
            3u);
  EXPECT_EQ(Value("O12-4", "2024-01-01"), 0.5);
}

TEST_F(NationalTest, LevelsAreCountedAndNeverAveraged) {
  const auto level = [](const std::string& when, const std::string& area, int number) {
    return Past{when,
                absl::StrCat("assessment_approved { area: '", area, "' level: ", number, " }")};
  };
  histories_.Case(1,
                  {Opened("2024-01-08 09:00"),
                   {"2024-01-09 09:00", "first_contact_held {}"},
                   level("2024-02-01 09:00", "language", 2),
                   level("2024-03-01 09:00", "language", 3),
                   level("2024-03-01 09:00", "health", 2),
                   level("2024-04-01 09:00", "health", 5)});
  const Figure figure = histories_.Whole("O17", "2024-01-01", "2024-12-31");
  EXPECT_THAT(figure.bands, ElementsAre(0, 2, 1, 0, 0, 0));
  EXPECT_EQ(figure.value, std::nullopt);
  EXPECT_EQ(figure.below, 3u);
}

}  // namespace
}  // namespace framdrift::indicators
