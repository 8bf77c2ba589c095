// Every built-in indicator can be computed, and comes to the figure worked out by hand.
#include "domain/indicators/library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "tests/domain/indicators/facts.h"

namespace framdrift::indicators {
namespace {

using ::testing::DoubleNear;
using ::testing::Optional;

// The whole of the period with `day`, as of the end of `as_of`.
Figure Told(Facts& facts, absl::string_view code, absl::string_view day, absl::string_view as_of) {
  const indicator::v1::Definition* definition = FindBuiltIn(code);
  FD_CHECK(definition != nullptr);
  return facts.AskOne(definition->ShortDebugString(), day, as_of);
}

TEST(LibraryTest, EveryDefinitionNamesOnlyFieldsThatThereAre) {
  std::set<std::string> codes;
  for (const indicator::v1::Definition& definition : BuiltInDefinitions()) {
    const Fields fields(SubjectOf(definition));
    const auto plan = Compile(definition, fields, Stockholm());
    EXPECT_TRUE(plan.ok()) << definition.code() << ": " << plan.status();
    EXPECT_TRUE(codes.insert(definition.code()).second) << definition.code();
    EXPECT_FALSE(definition.explanation().empty()) << definition.code();
    EXPECT_NE(definition.direction(), indicator::v1::DIRECTION_UNSPECIFIED) << definition.code();
  }
  EXPECT_EQ(FindBuiltIn("T0"), nullptr);
}

TEST(LibraryTest, EveryDefinitionStandsInTheManualAndInSwedish) {
  const char* source = std::getenv("FRAMDRIFT_SOURCE_DIR");
  const std::string root = source == nullptr ? "." : source;
  const auto content = [&](const std::string& path) {
    std::ifstream file(root + path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  };
  const std::string manual = content("/docs/indicators.md");
  const std::string swedish = content("/clients/cli/texts/sv.po");
  for (const indicator::v1::Definition& one : BuiltInDefinitions()) {
    EXPECT_THAT(manual, ::testing::HasSubstr("| " + one.code() + " | " + one.title() + " | "));
    EXPECT_THAT(manual, ::testing::HasSubstr(" | " + one.explanation() + " |\n"));
    for (const std::string& words : {one.title(), one.explanation()}) {
      EXPECT_THAT(swedish, ::testing::HasSubstr("\nmsgid \"" + words + "\"\n"));
    }
  }
}

TEST(LibraryTest, FirstContactInTimeLeavesOutWhatIsNotYetDue) {
  Facts facts(Subject::kEpisode);
  const auto put =
      [&](int person, const std::string& due, const std::string& offered, const std::string& held) {
        std::map<std::string, std::string> row = {{"opened", "2024-03-04 10:00"},
                                                  {"first_contact_due", due}};
        if (!offered.empty()) row["first_offered"] = offered;
        if (!held.empty()) row["first_contact"] = held;
        facts.Put(person, 1, row);
      };
  put(1, "2024-03-05 10:00", "2024-03-05 09:00", "2024-03-05 10:00");  // on time, to the minute
  put(2, "2024-03-05 10:00", "2024-03-05 09:00", "2024-03-05 10:01");  // offered in time, held late
  put(3, "2024-03-05 10:00", "", "");                                  // due and not held
  put(4, "2024-03-29 10:00", "", "");                                  // not yet due
  const Figure held = Told(facts, "T1", "2024-03-01", "2024-03-20");
  EXPECT_EQ(held.below, 3u);
  EXPECT_THAT(held.value, Optional(DoubleNear(1.0 / 3, 1e-12)));
  EXPECT_THAT(Told(facts, "T1-offered", "2024-03-01", "2024-03-20").value,
              Optional(DoubleNear(2.0 / 3, 1e-12)));
}

TEST(LibraryTest, ApplicationsByTheirWaitingAndChannel) {
  Facts facts(Subject::kApplication);
  facts.Put(1,
            1,
            {{"received", "2024-03-01 08:00"},
             {"completed", "2024-03-04 15:00"},
             {"decision_due", "2024-03-05 23:59"},
             {"decided", "2024-03-05 16:00"},
             {"channel", "E_SERVICE"},
             {"kind", "NEW"}});
  facts.Put(2,
            1,
            {{"received", "2024-03-01 08:00"},
             {"completed", "2024-03-01 08:00"},
             {"decision_due", "2024-03-04 23:59"},
             {"decided", "2024-03-11 16:00"},
             {"channel", "VISIT"},
             {"kind", "RENEWAL"}});
  facts.Put(
      3,
      1,
      {{"received", "2024-03-20 08:00"}, {"kind", "GENERAL_ENQUIRY"}, {"channel", "E_SERVICE"}});
  // One of two; waits of 4 and 10 days.
  EXPECT_THAT(Told(facts, "T2", "2024-03-01", "2024-04-01").value, Optional(0.5));
  EXPECT_THAT(Told(facts, "T3", "2024-03-01", "2024-04-01").value, Optional(7.0));
  EXPECT_THAT(Told(facts, "T3-mean", "2024-03-01", "2024-04-01").value, Optional(7.0));
  EXPECT_THAT(Told(facts, "T7", "2024-03-01", "2024-04-01").value, Optional(0.5));
}

TEST(LibraryTest, TimeToWorkPlan) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-01 09:00"}, {"planned", "2024-01-05"}});
  facts.Put(2, 1, {{"opened", "2024-01-01 09:00"}, {"exited", "2024-01-03 09:00"}});
  facts.Put(3, 1, {{"opened", "2024-01-01 09:00"}, {"planned", "2024-01-11"}});
  // Day 2: one leaves of three; day 4: 1/2 of two. The median is 4.
  const Figure figure = Told(facts, "T4", "2024-01-01", "2024-06-01");
  EXPECT_THAT(figure.value, Optional(4.0));
  EXPECT_THAT(figure.numerator, Optional(2.0));
}

TEST(LibraryTest, WhatStandsAtTheEndOfTheMonth) {
  Facts facts(Subject::kEpisode);
  // Reviewed 28 days before the end of March; main flow; contact that day.
  facts.Put(1,
            1,
            {{"opened", "2024-01-08"},
             {"first_contact", "2024-01-09 10:00"},
             {"planned", "2024-01-10"},
             {"reviews", "2024-01-10;2024-03-03"},
             {"contacts", "2024-01-09;2024-03-17"},
             {"flow", "2024-01-08=MAIN"}});
  // Adopted 29 days before; no contact ever; 29 days in the phase.
  facts.Put(2,
            1,
            {{"opened", "2024-02-01"},
             {"planned", "2024-03-02"},
             {"reviews", "2024-03-02"},
             {"flow", "2024-02-01=OTHER"}});
  // No plan; opened 14 days before.
  facts.Put(3, 1, {{"opened", "2024-03-17"}, {"flow", "2024-03-20=MAIN"}});
  // Exempt; out on the last day.
  facts.Put(4, 1, {{"opened", "2024-01-08"}, {"exempt", "2024-02-01=true;2024-05-01=false"}});
  facts.Put(5, 1, {{"opened", "2024-01-08"}, {"exited", "2024-03-31 08:00"}});
  const auto told = [&](absl::string_view code) {
    return Told(facts, code, "2024-03-01", "2024-06-01");
  };
  EXPECT_THAT(told("T5").value, Optional(0.25));
  EXPECT_THAT(told("T6").value, Optional(0.5));
  // Of 1 (81 days planned), 2 (29) and 3 (14 in intake) two are stuck.
  EXPECT_THAT(told("S1").value, Optional(DoubleNear(2.0 / 3, 1e-12)));
  EXPECT_EQ(told("S1").below, 3u);
  // 2 and 4 have waited longer than 14 days; 1 and 3 exactly 14.
  EXPECT_THAT(told("S2").value, Optional(0.5));
}

TEST(LibraryTest, SessionsAttendedAndAtAWorkplace) {
  Facts facts(Subject::kSession);
  const auto put = [&](int ordinal,
                       const std::string& attendance,
                       const std::string& minutes,
                       const std::string& workplace) {
    facts.Put(1,
              ordinal,
              {{"held", "2024-03-04"},
               {"attendance", attendance},
               {"minutes", minutes},
               {"workplace", workplace}});
  };
  put(1, "PRESENT", "120", "true");
  put(2, "LATE", "60", "false");
  put(3, "ABSENT_INVALID", "0", "true");
  put(4, "SICK_CERTIFIED", "0", "true");
  put(5, "CANCELLED_BY_PROVIDER", "0", "false");
  EXPECT_THAT(Told(facts, "A1", "2024-03-01", "2024-04-01").value,
              Optional(DoubleNear(120.0 / 180, 1e-12)));
  const Figure attendance = Told(facts, "A2", "2024-03-01", "2024-04-01");
  EXPECT_THAT(attendance.value, Optional(DoubleNear(2.0 / 3, 1e-12)));
  EXPECT_EQ(attendance.below, 3u);
}

void PutExit(Facts& facts, int person, std::map<std::string, std::string> row) {
  row.try_emplace("opened", "2023-01-02");
  row.try_emplace("exited", "2023-02-01");
  row.try_emplace("exit_observable", "2023-02-01");
  facts.Put(person, 1, row);
}

TEST(LibraryTest, WhatExitsLeadTo) {
  Facts facts(Subject::kEpisode);
  PutExit(facts,
          1,
          {{"exit_reason", "WORK_UNSUBSIDISED"},
           {"exit_letter", "A"},
           {"exit_class", "RESULT"},
           {"exit_verified", "2023-02-03"}});
  PutExit(
      facts,
      2,
      {{"exit_reason", "STUDY_WITH_STUDY_AID"}, {"exit_letter", "B"}, {"exit_class", "RESULT"}});
  PutExit(
      facts,
      3,
      {{"exit_reason", "WORK_UNSUBSIDISED"}, {"exit_letter", "E"}, {"exit_class", "NO_RESULT"}});
  PutExit(facts, 4, {{"exit_reason", "MOVED"}, {"exit_letter", "E"}, {"exit_class", "EXCLUDED"}});
  // Work that began on 15 March: known in a month.
  PutExit(facts,
          5,
          {{"exited", "2023-03-15"},
           {"exit_observable", "2023-04-15"},
           {"exit_reason", "WORK_UNSUBSIDISED"},
           {"exit_letter", "A"},
           {"exit_class", "RESULT"}});
  const auto told = [&](absl::string_view code) {
    return Told(facts, code, "2023-01-01", "2023-04-14");
  };
  EXPECT_THAT(told("O1").value, Optional(0.5));
  EXPECT_EQ(told("O1").skipped[static_cast<size_t>(Skip::kNotYetObservable)], 1u);
  EXPECT_THAT(told("O2").value, Optional(0.25));
  EXPECT_THAT(told("O3").value, Optional(DoubleNear(1.0 / 3, 1e-12)));
  EXPECT_EQ(Told(facts, "O1", "2023-01-01", "2023-04-15").below, 5u);
}

TEST(LibraryTest, WhoIsStillSelfSupportingAfterWorkAndHowManyAnswered) {
  Facts facts(Subject::kEpisode);
  const auto put = [&](int person, std::map<std::string, std::string> row) {
    row.insert(
        {{"exit_observable", "2023-03-01"}, {"exit_letter", "A"}, {"exit_verified", "2023-03-02"}});
    PutExit(facts, person, row);
  };
  put(1, {{"follow_up_6", "YES"}, {"follow_up_12", "YES"}});
  put(2, {{"follow_up_6", "YES"}, {"follow_up_12", "NO"}});
  put(3, {{"follow_up_6", "NO"}, {"follow_up_12", "NO_ANSWER"}});
  put(4, {{"follow_up_6", "NO_ANSWER"}, {"follow_up_12", "NO_ANSWER"}});
  put(5, {});                                                         // nobody has asked
  put(6, {{"exit_letter", "B"}, {"follow_up_6", "YES"}});             // to study
  put(7, {{"observation_ended", "2023-07-31"}});                      // a day before the mark
  put(8, {{"exited", "2023-03-31"}, {"follow_up_6", "YES"}});         // the mark is on 30 September
  PutExit(facts, 9, {{"exit_letter", "A"}, {"follow_up_6", "YES"}});  // not verified
  const auto told = [&](absl::string_view code, absl::string_view as_of) {
    return Told(facts, code, "2023-01-01", as_of);
  };
  const auto share = [&](absl::string_view code, absl::string_view as_of) {
    return told(code, as_of).value.value_or(-1);
  };
  // Of 1 to 5 three have answered, two of them yes.
  const Figure six = told("O11-6", "2023-09-29");
  EXPECT_THAT(six.value, Optional(DoubleNear(2.0 / 3, 1e-12)));
  EXPECT_EQ(six.skipped[static_cast<size_t>(Skip::kMissing)], 1u);
  EXPECT_EQ(six.skipped[static_cast<size_t>(Skip::kNotYetObservable)], 2u);
  EXPECT_DOUBLE_EQ(share("O11-6-answered", "2023-09-29"), 0.6);
  EXPECT_DOUBLE_EQ(share("O11-6-low", "2023-09-29"), 0.4);
  EXPECT_DOUBLE_EQ(share("O11-6-high", "2023-09-29"), 0.8);
  // A day later the eighth is among them.
  EXPECT_DOUBLE_EQ(share("O11-6", "2023-09-30"), 0.75);
  EXPECT_DOUBLE_EQ(share("O11-6-low", "2023-09-30"), 0.5);
  // Twelve months after 1 February: of 1 to 5 two have answered, one of them yes.
  EXPECT_EQ(told("O11-12", "2024-01-31").below, 0u);
  EXPECT_DOUBLE_EQ(share("O11-12", "2024-02-01"), 0.5);
  EXPECT_DOUBLE_EQ(share("O11-12-answered", "2024-02-01"), 0.4);
  EXPECT_DOUBLE_EQ(share("O11-12-low", "2024-02-01"), 0.2);
  EXPECT_DOUBLE_EQ(share("O11-12-high", "2024-02-01"), 0.8);
}

TEST(LibraryTest, WhoComesBackAndWhen) {
  Facts facts(Subject::kEpisode);
  const std::map<std::string, std::string> result = {{"exit_class", "RESULT"}};
  const auto put = [&](int person, const char* field, const char* day) {
    std::map<std::string, std::string> row = result;
    if (field != nullptr) row[field] = day;
    PutExit(facts, person, row);
  };
  put(1, nullptr, nullptr);
  put(2, "returned_to_support", "2023-06-01");  // day 120
  put(3, "reopened", "2024-01-31");             // day 364, inside 12 months
  put(4, "reopened", "2024-02-01");             // day 365, 12 months to the day
  PutExit(facts, 5, {{"exit_class", "NO_RESULT"}, {"reopened", "2023-03-01"}});
  const auto told = [&](absl::string_view code) {
    return Told(facts, code, "2023-01-01", "2025-03-01").value;
  };
  EXPECT_THAT(told("O8"), Optional(0.5));
  EXPECT_THAT(told("O9-180"), Optional(0.25));
  EXPECT_THAT(told("O9-365"), Optional(0.5));
  EXPECT_THAT(told("O9-730"), Optional(0.0));
}

TEST(LibraryTest, DaysToSelfSupport) {
  Facts facts(Subject::kEpisode);
  const auto put = [&](int person, const char* exited, const char* exit_class) {
    facts.Put(
        person, 1, {{"opened", "2023-01-01"}, {"exited", exited}, {"exit_class", exit_class}});
  };
  put(1, "2023-01-31", "RESULT");     // day 30 of 4: 3/4
  put(2, "2023-02-20", "NO_RESULT");  // day 50 competes
  put(3, "2023-03-02", "EXCLUDED");   // day 60 is censored
  put(4, "2023-04-11", "RESULT");     // day 100 of 1: 0
  EXPECT_THAT(Told(facts, "O10", "2023-01-01", "2024-06-01").value, Optional(100.0));
  // 1/4 + 3/4 · 2/3.
  EXPECT_THAT(Told(facts, "O10-incidence", "2023-01-01", "2024-06-01").value,
              Optional(DoubleNear(0.75, 1e-12)));
}

TEST(LibraryTest, MissingDataOfClosedEpisodes) {
  Facts facts(Subject::kEpisode);
  const std::map<std::string, std::string> whole = {{"opened", "2023-01-01"},
                                                    {"exited", "2023-02-01"},
                                                    {"closed", "2024-03-01"},
                                                    {"exit_reason", "PENSION"},
                                                    {"exit_verified", "2023-02-02"},
                                                    {"obstacle_found", "true"}};
  std::map<std::string, std::string> unverified = whole;
  unverified.erase("exit_verified");
  facts.Put(1, 1, whole);
  facts.Put(2, 1, unverified);
  EXPECT_THAT(Told(facts, "Q2", "2024-03-01", "2024-06-01").value, Optional(0.5));
}

}  // namespace
}  // namespace framdrift::indicators
