// What is computed of members, from histories small enough to count by hand.
#include "domain/programme/progress.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "domain/programme/spread.h"
#include "tests/domain/programme/programme_fixture.h"

namespace framdrift::programme {
namespace {

using testing::Past;

constexpr absl::CivilDay kDay(2023, 7, 15);

Past Contact(const std::string& when, int minutes) {
  return {when,
          absl::StrCat("support_contact_logged { member_id: '",
                       kA,
                       "' channel: SUPPORT_CHANNEL_PHONE minutes: ",
                       minutes,
                       " }")};
}

Past Agreed(const std::string& when, const std::string& id, int meeting) {
  return {when,
          absl::StrCat("action_agreed { action_id: '",
                       id,
                       "' member_id: '",
                       kA,
                       "' meeting_number: ",
                       meeting,
                       " title: 'Skriv rutin' }")};
}

Past Done(const std::string& when, const std::string& id) {
  return {when, absl::StrCat("action_done { action_id: '", id, "' }")};
}

Past Published(const std::string& when, int month, double value, int version = 1) {
  return {when,
          absl::StrCat("measure_published { member_id: '",
                       kA,
                       "' indicator_id: '",
                       kPart,
                       "' tenant: 'k' source_position: ",
                       month * 10 + version,
                       " definition_version: ",
                       version,
                       " from_date { year: 2023 month: ",
                       month,
                       " day: 1 } to_date { year: 2023 month: ",
                       month + 1,
                       " day: 1 } whole { value: ",
                       value,
                       " } baseline { value: 0.4 date { year: 2023 month: 2 day: 1 } } target { "
                       "value: 0.8 } }")};
}

const Past kLinked{"2023-01-20",
                   absl::StrCat("measure_linked { member_id: '", kA, "' indicator_id: '", kPart,
                                "' tenant: 'k' title: 'T1' }")};

constexpr char kFirst[] = "0190b2c8-5b0e-7c3a-9f00-0000000000d1";
constexpr char kSecond[] = "0190b2c8-5b0e-7c3a-9f00-0000000000d2";

TEST(ProgressTest, CountsMeetingsSupportAndShadowing) {
  const auto given = GivenProgramme({
      Met("2023-02-10", 1, {kA}),
      Agreed("2023-02-10", kFirst, 1),
      Agreed("2023-02-10", kSecond, 1),
      Contact("2023-02-20", 30),
      Contact("2023-02-21", 15),
      Contact("2023-04-03", 60),
      {"2023-04-10",
       absl::StrCat("shadowing_done { guest_member_id: '", kA, "' days: 2 persons: 3 }")},
      Done("2023-05-09", kFirst),
      Met("2023-05-10", 2, {}),
      Done("2023-05-10", kSecond),
  });
  const auto members = ProgressOfMembers(given.state(), kDay);
  ASSERT_EQ(members.size(), 1);
  const Support& support = members[0].support;
  EXPECT_EQ(support.meetings_attended, 1);
  EXPECT_EQ(support.meetings_held, 2);
  EXPECT_EQ(support.contacts, 3);
  EXPECT_EQ(support.minutes, 105);
  ASSERT_EQ(support.months.size(), 7) << "January to July";
  EXPECT_EQ(support.months[1].contacts, 2);
  EXPECT_EQ(support.months[1].minutes, 45);
  EXPECT_DOUBLE_EQ(support.contacts_per_month(), 3.0 / 7);
  EXPECT_EQ(support.shadow_days, 6);
  EXPECT_EQ(support.actions_done, 2);
  EXPECT_EQ(support.actions_followed, 2);
  EXPECT_EQ(support.actions_done_in_time, 1) << "the other was done on the day itself";
}

TEST(ProgressTest, ContactsAMonthEndWithTheProgrammeOrTheMembersLeaving) {
  const auto months = [](const std::vector<Past>& events, absl::CivilDay day) {
    const auto given = GivenProgramme(events);
    const Support support = SupportOf(given.state(), given.state().members[0], day);
    return std::pair(support.months.size(), support.contacts_per_month());
  };
  const absl::CivilDay later(2025, 6, 1);
  const Past contact = Contact("2023-02-20", 30);
  EXPECT_EQ(months({contact}, later), std::pair(size_t{12}, 1.0 / 12)) << "as was planned";
  EXPECT_EQ(months({contact, Ended("2023-05-10")}, later), std::pair(size_t{5}, 0.2));
  EXPECT_EQ(months({contact, Left("2023-05-01")}, later), std::pair(size_t{4}, 0.25));
  EXPECT_EQ(months({contact, Ended("2024-02-10")}, later), std::pair(size_t{14}, 1.0 / 14));
  EXPECT_EQ(months({contact, Contact("2024-03-01", 5)}, later), std::pair(size_t{12}, 1.0 / 12))
      << "one after the programme's last day is of none of its months";
}

TEST(ProgressTest, MeasuresAreMeasurableWithThreePointsUnderOneDefinition) {
  std::vector<Past> past = {kLinked,
                            Published("2023-03-05", 2, 0.4),
                            Published("2023-04-05", 3, 0.5),
                            Published("2023-05-05", 4, 0.6)};
  const auto of = [](const std::vector<Past>& events) {
    const auto given = GivenProgramme(events);
    const MeasureNow now = MeasureOf(given.state().measures[0]);
    return std::tuple(now.points, now.measurable, now.attainment.value_or(-9));
  };
  EXPECT_EQ(std::get<0>(of(past)), 3);
  EXPECT_TRUE(std::get<1>(of(past)));
  EXPECT_DOUBLE_EQ(std::get<2>(of(past)), 0.5) << "half of the way from 0.4 to 0.8";
  past.push_back(Published("2023-06-05", 5, 0.3, 2));
  EXPECT_EQ(std::get<0>(of(past)), 1) << "the definition is another";
  EXPECT_FALSE(std::get<1>(of(past)));
  EXPECT_DOUBLE_EQ(std::get<2>(of(past)), -0.25) << "signed";
  EXPECT_FALSE(std::get<1>(of({kLinked}))) << "nothing is published";
}

TEST(ProgressTest, NothingIsComputedFromABaselineThatIsNotTold) {
  std::vector<Past> past = {
      kLinked, Published("2023-04-05", 3, 0.5), Published("2023-05-05", 4, 0.6)};
  for (Past& one : past) {
    one.event = absl::StrReplaceAll(one.event,
                                    {{"baseline { value: 0.4 date { year: 2023 month: 2 day: 1 } }",
                                      "baseline_withheld: true"}});
  }
  const auto withheld = GivenProgramme(past);
  const MeasureNow now = MeasureOf(withheld.state().measures[0]);
  EXPECT_FALSE(now.attainment);
  EXPECT_TRUE(now.goal->baseline_withheld());
  // The period of the baseline is published at last, so that it is told.
  past.push_back(Published("2023-06-05", 2, 0.4));
  past.back().event =
      absl::StrReplaceAll(past.back().event, {{"source_position: 21", "source_position: 60"}});
  const auto told = GivenProgramme(past);
  const MeasureNow then = MeasureOf(told.state().measures[0]);
  EXPECT_TRUE(then.measurable);
  ASSERT_TRUE(then.attainment);
  EXPECT_DOUBLE_EQ(*then.attainment, 0.5) << "of the latest period, with what was told last";
  // What had told it is struck through: another figure is all that is left of the period.
  past.back().event =
      absl::StrReplaceAll(past.back().event, {{"whole { value: 0.4 }", "whole { value: 0.7 }"}});
  const auto gone = GivenProgramme(past);
  EXPECT_FALSE(MeasureOf(gone.state().measures[0]).attainment);
}

TEST(ProgressTest, SaysWhatAMemberIsBehindWith) {
  const auto given = GivenProgramme({Met("2023-02-10", 1, {kA}),
                                     Agreed("2023-02-10", kFirst, 1),
                                     Met("2023-05-10", 2, {kA}),
                                     Set("2023-06-01", "plan", "DESIGNED")});
  const auto behind = BehindOf(given.state(), given.state().members[0], kDay);
  std::vector<std::pair<v1::BehindWith, std::string>> found;
  for (const Behind& one : behind) {
    found.emplace_back(one.with, absl::FormatCivilTime(one.since));
  }
  EXPECT_EQ(found,
            (std::vector<std::pair<v1::BehindWith, std::string>>{
                {v1::BEHIND_WITH_INTRODUCTION_PLAN, "2023-02-10"},
                {v1::BEHIND_WITH_EXPECTATION, "2023-02-10"},
                {v1::BEHIND_WITH_REPORT, "2023-04-01"},
                {v1::BEHIND_WITH_ACTION, "2023-05-10"},
                {v1::BEHIND_WITH_MILESTONE, "2023-07-01"},
                {v1::BEHIND_WITH_REPORT, "2023-07-01"}}));
  const auto tested = GivenProgramme({Set("2023-06-01", "plan", "TESTED")});
  EXPECT_EQ(BehindOf(tested.state(), tested.state().members[0], kDay).size(), 2)
      << "only the reports of two periods";
}

TEST(ProgressTest, ComparesWithOthersOfLikeSize) {
  Past large = Joined("2023-01-13", kPart, "9903");
  large.event.replace(large.event.find("12000"), 5, "90000");
  const auto given = GivenProgramme({Joined("2023-01-12", kB, "9902"),
                                     large,
                                     Set("2023-03-01", "plan", "IN_OPERATION"),
                                     Set("2023-03-01", "plan", "IN_OPERATION", kPart)});
  const auto members = ProgressOfMembers(given.state(), kDay);
  ASSERT_EQ(members.size(), 3);
  EXPECT_EQ(members[1].peers, 1);
  EXPECT_DOUBLE_EQ(*members[1].progress_of_peers, 2.0 / 3);
  EXPECT_EQ(members[2].peers, 0);
  EXPECT_FALSE(members[2].progress_of_peers);
}

TEST(SpreadTest, FollowsAdoptionMonthByMonth) {
  const auto given = GivenProgramme({Joined("2023-02-12", kB, "9902"),
                                     Set("2023-03-01", "plan", "IN_OPERATION"),
                                     Left("2023-05-20", kB)});
  const auto curve = AdoptionOf(given.state(), absl::CivilDay(2023, 5, 25));
  ASSERT_EQ(curve.size(), 5);
  EXPECT_EQ(curve[0].members, 1);
  EXPECT_EQ(curve[1].members, 2);
  EXPECT_DOUBLE_EQ(curve[1].in_operation, 0);
  EXPECT_DOUBLE_EQ(curve[2].in_operation, 0.25) << "one of two blocks of two members";
  EXPECT_DOUBLE_EQ(curve[2].progress, 1.0 / 3);
  EXPECT_EQ(curve[4].members, 1) << "one has left";
  EXPECT_DOUBLE_EQ(curve[4].in_operation, 0.5);
}

TEST(SpreadTest, SaysWhatEachMeetingChanged) {
  const auto given = GivenProgramme({kLinked,
                                     Joined("2023-01-12", kB, "9902"),
                                     Published("2023-02-05", 1, 0.4),
                                     Met("2023-02-10", 1, {kA}),
                                     Set("2023-02-20", "plan", "TESTED"),
                                     Set("2023-03-20", "plan", "DESIGNED", kA, "Ny chef"),
                                     Published("2023-05-05", 4, 0.6),
                                     Met("2023-05-10", 2, {kA, kB}),
                                     Set("2023-06-01", "plan", "IN_OPERATION", kB)});
  const auto changes = ChangesOfMeetings(given.state(), kDay);
  ASSERT_EQ(changes.size(), 2);
  EXPECT_EQ(changes[0].until, absl::CivilDay(2023, 5, 9));
  EXPECT_EQ(changes[0].attended, 1);
  EXPECT_DOUBLE_EQ(*changes[0].before, 0);
  EXPECT_DOUBLE_EQ(*changes[0].after, 2.0 / 9) << "a third of the weight of two thirds";
  EXPECT_DOUBLE_EQ(*changes[0].others_after, 0);
  EXPECT_EQ(changes[0].steps_forward, 1);
  EXPECT_EQ(changes[0].steps_back, 1);
  ASSERT_EQ(changes[0].measures.size(), 1);
  EXPECT_DOUBLE_EQ(changes[0].measures[0].before, 0.4);
  EXPECT_DOUBLE_EQ(changes[0].measures[0].after, 0.6);
  EXPECT_FALSE(changes[1].others_before) << "all came";
  EXPECT_DOUBLE_EQ(*changes[1].after, 4.0 / 9) << "the mean of 2/9 and 6/9";
}

TEST(SpreadTest, SaysHowBlocksCameIntoOperation) {
  const auto given = GivenProgramme({Joined("2023-01-20", kB, "9902"),
                                     Met("2023-02-10", 1, {kA}),
                                     Contact("2023-02-11", 20),
                                     Set("2023-03-11", "plan", "IN_OPERATION"),
                                     Set("2023-04-20", "plan", "IN_OPERATION", kB)});
  const auto spread = SpreadOfBlocks(given.state(), kDay);
  ASSERT_EQ(spread.size(), 2);
  EXPECT_EQ(spread[0].members, 2);
  EXPECT_EQ(spread[0].in_operation, 2);
  EXPECT_DOUBLE_EQ(*spread[0].median_days, 75) << "between 60 and 90 days from joining";
  EXPECT_EQ(spread[0].fastest_days, 60);
  EXPECT_EQ(spread[0].slowest_days, 90);
  EXPECT_DOUBLE_EQ(spread[0].meetings_before, 0.5);
  EXPECT_DOUBLE_EQ(spread[0].contacts_before, 0.5);
  EXPECT_EQ(spread[1].in_operation, 0);
  EXPECT_FALSE(spread[1].median_days);
}

}  // namespace
}  // namespace framdrift::programme
