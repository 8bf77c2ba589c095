// What the process view says of a few cases, counted by hand.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "domain/process/map.h"
#include "domain/process/rules.h"
#include "domain/process/spread.h"
#include "domain/process/throughput.h"
#include "domain/process/variants.h"
#include "tests/domain/process/given_path.h"

namespace framdrift::process {
namespace {

using cases::kContacted;
using cases::kOpened;
using cases::kPlanned;
using cases::kStarted;
using testing::Instant;
using testing::Stockholm;

const Past kExited{"2024-05-01 10:00", "exit_recorded { reason: EXIT_REASON_WORK_UNSUBSIDISED }"};
const Past kNote{"2024-03-04 11:00", "note_added { note_kind: NOTE_KIND_RECORD }"};

std::vector<v1::CasePath> ThreeCases() {
  return {PathOf(Letters{"abc", {0, 24, 72}}),
          PathOf(Letters{"abc", {24, 36, 60}}),
          PathOf(Letters{"aa", {48, 48}})};
}

TEST(PathTest, HasWhatHappenedInOrderWithoutTalkAndPaper) {
  const std::vector<Past> past = {kOpened, kNote, kContacted, kPlanned, kStarted, kExited};
  EXPECT_EQ(Traces({PathOf(past)}).Written(0),
            "CaseOpened FirstContactHeld WorkPlanAdopted StepStarted ExitRecorded");
  EXPECT_EQ(Traces({PathOf(past)}, {.source = "", .all = true, .activities = {}}).Written(0),
            "CaseOpened FirstContactHeld NoteAdded WorkPlanAdopted StepStarted ExitRecorded");
  EXPECT_EQ(
      Traces({PathOf(past)}, {.source = "", .all = false, .activities = {"NoteAdded"}}).Written(0),
      "NoteAdded");
}

TEST(PathTest, TakesAnActUnderItsOwnCodeAndOnlyOfTheSystemAskedFor) {
  const std::vector<Past> past = {
      kOpened,
      {"2024-03-02 10:00", "act_recorded { source: 'viva' code: 'B1' label: 'Beslut' }"},
      {"2024-03-03 10:00", "act_recorded { source: 'procapita' code: 'B1' }"}};
  EXPECT_EQ(Traces({PathOf(past)}).Written(0), "CaseOpened B1 B1");
  const Traces viva({PathOf(past)}, {.source = "viva", .all = false, .activities = {}});
  EXPECT_EQ(viva.Written(0), "B1");
  EXPECT_EQ(viva.alphabet.label(0), "Beslut");
}

TEST(PathTest, NeverGoesBackInTimeWhereADayIsAllThatIsKnown) {
  const v1::CasePath path =
      PathOf({kOpened,
              kContacted,
              {"2024-03-04", "milestone_recorded { code: 'm' lifecycle: 'complete' }"}});
  ASSERT_EQ(path.gaps_us_size(), 3);
  EXPECT_EQ(path.gaps_us(2), 0);
}

TEST(PathTest, LeavesOutWhatWasStruckThrough) {
  const v1::CasePath path =
      PathOf({kOpened, kContacted, {"2024-03-05", "event_voided { position: 2 }"}});
  EXPECT_EQ(Traces({path}).Written(0), "CaseOpened");
}

TEST(PathTest, IsCutAfterAnInstant) {
  v1::CasePath path = PathOf(Letters{"abc", {0, 24, 72}});
  CutAfter(int64_t{24} * 3'600'000'000, path);
  EXPECT_EQ(Traces({path}).Written(0), "a b");
  CutAfter(-1, path);
  EXPECT_EQ(Traces({path}).Written(0), "");
}

TEST(MapTest, CountsWhatDirectlyFollowsWhatAndTheTimesBetween) {
  const Traces traces(ThreeCases());
  MapFold fold;
  for (const Trace& trace : traces.all) fold.Add(trace);
  const ProcessMap map = fold.Finish(traces.alphabet);
  ASSERT_EQ(map.steps.size(), 3u);
  EXPECT_EQ(traces.alphabet.code(map.steps[0].from), "a");
  EXPECT_EQ(traces.alphabet.code(map.steps[0].to), "b");
  EXPECT_EQ(map.steps[0].count, 2);
  EXPECT_DOUBLE_EQ(map.steps[0].times.median, 0.75);
  EXPECT_EQ(traces.alphabet.code(map.steps[2].to), "a");
  EXPECT_EQ(map.steps[2].cases, 1);
  ASSERT_EQ(map.activities.size(), 3u);
  EXPECT_EQ(map.activities[0].count, 4);
  EXPECT_EQ(map.activities[0].cases, 3);
  EXPECT_EQ(map.activities[0].first, 3);
  EXPECT_EQ(map.activities[0].last, 1);
}

TEST(VariantTest, IsTheOrderOfActivitiesWhateverTheTimes) {
  const Traces traces(ThreeCases());
  VariantFold fold;
  for (const Trace& trace : traces.all) fold.Add(trace);
  const std::vector<Variant> variants = fold.Finish(traces.alphabet);
  ASSERT_EQ(variants.size(), 2u);
  EXPECT_EQ(variants[0].times.count, 2);
  EXPECT_DOUBLE_EQ(variants[0].times.median, 2.25);
  EXPECT_EQ(variants[0].name, VariantOf(traces.all[1], traces.alphabet));
  EXPECT_NE(variants[0].name, variants[1].name);
}

TEST(VariantTest, HasTheSameNameWhateverWasMetBefore) {
  const Traces alone({PathOf(Letters{"cab", {1, 2, 3}})});
  const Traces after({PathOf(Letters{"abc", {1, 2, 3}}), PathOf(Letters{"cab", {5, 6, 7}})});
  EXPECT_EQ(VariantOf(alone.all[0], alone.alphabet), VariantOf(after.all[1], after.alphabet));
}

TEST(SpreadTest, HasTheMeanOfTheTwoMiddleValuesAndTheNinthOfTen) {
  const int64_t day = 86'400'000'000;
  std::vector<int64_t> values;
  for (int64_t i = 10; i > 0; --i) values.push_back(i * day);
  Spread spread = SpreadOf(values);
  EXPECT_DOUBLE_EQ(spread.median, 5.5);
  EXPECT_DOUBLE_EQ(spread.mean, 5.5);
  EXPECT_DOUBLE_EQ(spread.p90, 9);
  values.push_back(0);
  spread = SpreadOf(values);
  EXPECT_DOUBLE_EQ(spread.median, 5);
  EXPECT_DOUBLE_EQ(spread.p90, 9);
  EXPECT_EQ(spread.zeros, 1);
  values.clear();
  EXPECT_EQ(SpreadOf(values).count, 0);
}

TEST(ThroughputTest, CountsWhatBeginsAndEndsAndThePeriodsBetween) {
  const int64_t january = (Instant("2024-01-31 12:00") - absl::UnixEpoch()) / absl::Hours(1);
  const Traces traces(
      {PathOf(Letters{"ab", {january, january + 60 * 24}}), PathOf(Letters{"a", {january + 24}})});
  ThroughputFold fold(v1::PROCESS_PERIOD_MONTH, Stockholm());
  for (const Trace& trace : traces.all) fold.Add(trace);
  const std::vector<PeriodCounts> periods = fold.Finish(10);
  ASSERT_EQ(periods.size(), 3u);
  EXPECT_EQ(periods[0].start, absl::CivilDay(2024, 1, 1));
  EXPECT_EQ(periods[0].under_way, 1);
  EXPECT_EQ(periods[1].started, 1);
  EXPECT_EQ(periods[1].finished, 1);
  EXPECT_EQ(periods[1].under_way, 1);
  EXPECT_EQ(periods[2].start, absl::CivilDay(2024, 3, 1));
  EXPECT_EQ(periods[2].finished, 1);
  EXPECT_EQ(periods[2].under_way, 0);
  EXPECT_EQ(fold.Finish(1).front().start, absl::CivilDay(2024, 3, 1));
}

TEST(StatusTest, SaysWhatHadHappenedLastAndWhetherMoreCame) {
  const Traces traces(ThreeCases());
  StatusCounts counts;
  for (const Trace& trace : traces.all) AddStatus(trace, int64_t{48} * 3'600'000'000, counts);
  EXPECT_EQ(counts.started, 3);
  EXPECT_EQ(counts.under_way, 2);
  EXPECT_EQ(counts.finished, 1);
  EXPECT_EQ(counts.activities, 6);
  uint32_t b = 0;
  while (traces.alphabet.code(b) != "b") ++b;
  EXPECT_EQ(counts.last.at(b).under_way, 2);
}

TEST(StatusTest, ACaseIsOpenUntilItsExit) {
  const v1::CasePath path = PathOf({kOpened, kContacted, kExited});
  const auto open = [&](const std::string& when) {
    return IsOpenAt(path, absl::ToUnixMicros(Instant(when)));
  };
  EXPECT_FALSE(open("2024-03-01 08:59"));
  EXPECT_TRUE(open("2024-03-01 09:00"));
  EXPECT_TRUE(open("2024-05-01 09:59"));
  EXPECT_FALSE(open("2024-05-01 10:00"));
}

// The rules a history breaks, each as often as it does.
std::vector<v1::ProcessRule> Broken(const std::vector<Past>& past) {
  std::vector<v1::ProcessRule> broken;
  const Breaches breaches = BreachesIn(PathOf(past));
  for (size_t rule = 0; rule < breaches.size(); ++rule) {
    broken.insert(
        broken.end(), static_cast<size_t>(breaches[rule]), static_cast<v1::ProcessRule>(rule));
  }
  return broken;
}

using Rules = std::vector<v1::ProcessRule>;
const Past kGranted{
    "2024-03-02 10:00",
    "aid_month_set { month { year: 2024 month: 3 day: 1 } applied: true granted_ore: 100 }"};

TEST(RulesTest, AHistoryInTheModelsOrderBreaksNone) {
  EXPECT_EQ(Broken({kOpened, kContacted, kPlanned, kStarted, cases::kCompleted, kExited}), Rules{});
}

TEST(RulesTest, ADecisionComesAfterFirstContact) {
  EXPECT_EQ(Broken({kOpened, kGranted}), Rules{v1::PROCESS_RULE_DECISION_BEFORE_FIRST_CONTACT});
  EXPECT_EQ(Broken({kOpened, {"2024-03-02 10:00", "aid_month_set { applied: true }"}}), Rules{});
}

TEST(RulesTest, APlanComesAfterFirstContactAndAStepAfterThePlan) {
  EXPECT_EQ(Broken({kOpened, kPlanned}), Rules{v1::PROCESS_RULE_PLAN_BEFORE_FIRST_CONTACT});
  EXPECT_EQ(Broken({kOpened, kContacted, kStarted}), Rules{v1::PROCESS_RULE_STEP_BEFORE_PLAN});
}

TEST(RulesTest, AnExitComesAfterContactAndPlanAndNoWorkAfterIt) {
  EXPECT_EQ(
      Broken({kOpened, kExited}),
      (Rules{v1::PROCESS_RULE_EXIT_WITHOUT_PLAN, v1::PROCESS_RULE_EXIT_WITHOUT_FIRST_CONTACT}));
  EXPECT_EQ(
      Broken({kOpened, kContacted, kPlanned, kExited, {"2024-05-02 10:00", "contact_held {}"}}),
      Rules{v1::PROCESS_RULE_WORK_AFTER_EXIT});
}

TEST(RulesTest, ANewEpisodeBeginsAnew) {
  const Past reopened{"2024-06-01 10:00", "case_reopened {}"};
  EXPECT_EQ(Broken({kOpened,
                    kContacted,
                    kPlanned,
                    kExited,
                    reopened,
                    {"2024-06-02 10:00", "contact_held {}"},
                    {"2024-06-03 10:00", "follow_up_recorded { month: 1 }"}}),
            Rules{});
  EXPECT_EQ(
      Broken(
          {kOpened, kContacted, kPlanned, kExited, reopened, {"2024-06-05 13:00", kPlanned.event}}),
      Rules{v1::PROCESS_RULE_PLAN_BEFORE_FIRST_CONTACT});
}

TEST(RulesTest, WhatComesBeforeTheOpeningIsSaidOnce) {
  EXPECT_EQ(Broken({{"2024-02-20 10:00", kPlanned.event}, kOpened}),
            Rules{v1::PROCESS_RULE_WORK_BEFORE_OPENING});
}

TEST(RulesTest, EveryRuleOfTheContractIsThereOnce) {
  const std::vector<OrderRule>& rules = OrderRules();
  ASSERT_EQ(rules.size() + 1, static_cast<size_t>(v1::ProcessRule_ARRAYSIZE));
  for (size_t i = 0; i < rules.size(); ++i) EXPECT_EQ(static_cast<size_t>(rules[i].rule), i + 1);
}

}  // namespace
}  // namespace framdrift::process
