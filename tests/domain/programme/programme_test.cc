#include "domain/programme/programme.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "domain/history/refusals.h"
#include "domain/programme/built_in_template.h"
#include "tests/domain/programme/programme_fixture.h"

namespace framdrift::programme {
namespace {

using testing::Given;
using testing::Past;
using testing::Proto;

constexpr char kStart[] =
    "title: 'Spread' originator: 'Origo' from_date { year: 2023 month: 1 day: 1 } "
    "until_date { year: 2024 month: 1 day: 1 } ";

TEST(ProgrammeTest, StartsWithTheTemplateThatComesWithTheSystemAndSixMeetings) {
  const auto decided = Given<ProgrammeDecider>({}).When(Proto<v1::StartProgrammeRequest>(kStart));
  ASSERT_TRUE(decided.result().ok()) << decided.result().status();
  const Programme started = decided.After();
  EXPECT_EQ(started.allowed_meetings(), 6);
  EXPECT_EQ(started.template_in_force()->blocks_size(), 9);
  EXPECT_EQ(started.template_in_force()->SerializeAsString(),
            BuiltInTemplate().SerializeAsString());
}

TEST(ProgrammeTest, StartsWithATemplateOfItsOwn) {
  Given<ProgrammeDecider>({})
      .At("2023-01-01")
      .When(Proto<v1::StartProgrammeRequest>(
          absl::StrCat(kStart, "planned_meetings: 2 template { ", kTemplate, "}")))
      .Then({Started().event});
}

TEST(ProgrammeTest, RefusesAProgrammeThatCannotBe) {
  GivenProgramme().When(Proto<v1::StartProgrammeRequest>(kStart)).ThenRefuse({kProgrammeExists});
  Given<ProgrammeDecider>({})
      .When(Proto<v1::StartProgrammeRequest>(
          "title: 'S' originator: 'O' from_date { year: 2024 month: 1 day: 1 } "
          "until_date { year: 2024 month: 1 day: 1 } planned_meetings: 51 "
          "template { report_months: 25 blocks { code: 'a' title: 'A' weight: 1001 } "
          "blocks { code: 'a' title: 'B' weight: 1 } "
          "milestones { code: 'm' title: 'M' block: 'b' months: 3 "
          "status: BUILDING_BLOCK_STATUS_TESTED } }"))
      .ThenRefuse({history::kDatesOutOfOrder,
                   kLearningMeetingsOutOfRange,
                   kTemplateInvalid,
                   kTemplateInvalid,
                   kTemplateInvalid,
                   kTemplateInvalid});
}

TEST(ProgrammeTest, LastsTwentyYearsAtMost) {
  for (const char* span :
       {"from_date { year: 1989 month: 12 day: 31 } until_date { year: 1991 month: 1 day: 1 }",
        "from_date { year: 2023 month: 1 day: 1 } until_date { year: 2043 month: 1 day: 2 }"}) {
    Given<ProgrammeDecider>({})
        .When(Proto<v1::StartProgrammeRequest>(absl::StrCat("title: 'S' originator: 'O' ", span)))
        .ThenRefuse({history::kDatesOutOfOrder});
  }
}

TEST(ProgrammeTest, EveryOtherCommandNeedsAProgramme) {
  Given<ProgrammeDecider>({})
      .When(v1::JoinProgrammeRequest(), Fresh())
      .ThenRefuse({kProgrammeNotFound});
  GivenProgramme()
      .When(Proto<v1::EndProgrammeRequest>("occurred { date { year: 2022 month: 12 day: 1 } }"))
      .ThenRefuse({kProgrammeNotFound});
}

TEST(ProgrammeTest, AMunicipalityJoinsOnce) {
  const auto command = Proto<v1::JoinProgrammeRequest>(
      "display_name: 'B' municipality_code: '9902' tenant: 'b' population: 30000");
  GivenProgramme()
      .When(command, Fresh())
      .Then({absl::StrCat("member_joined { member_id: '",
                          kPart,
                          "' display_name: 'B' municipality_code: '9902' tenant: 'b' "
                          "population: 30000 }")});
  auto again = command;
  again.set_municipality_code("9901");
  GivenProgramme().When(again, Fresh()).ThenRefuse({kMunicipalityJoined});
  EXPECT_TRUE(GivenProgramme({Left("2023-03-01", kA)}).When(again, Fresh()).result().ok());
  again.set_municipality_code("114");
  again.set_population(-1);
  GivenProgramme()
      .When(again, Fresh())
      .ThenRefuse({kMunicipalityCodeInvalid, kPopulationOutOfRange});
}

TEST(ProgrammeTest, TheOriginatorIsNoMember) {
  Past started = Started();
  started.event = absl::StrReplaceAll(
      started.event,
      {{"originator: 'Origo'", "originator: 'O' originator_municipality_code: '9909'"}});
  Given<ProgrammeDecider>({started})
      .At("2023-02-01 12:00")
      .When(Proto<v1::JoinProgrammeRequest>("display_name: 'O' municipality_code: '9909'"), Fresh())
      .ThenRefuse({kOriginatorJoins});
  Given<ProgrammeDecider>({})
      .When(Proto<v1::StartProgrammeRequest>(
          "title: 'S' originator: 'O' originator_municipality_code: '12' "
          "from_date { year: 2023 month: 1 day: 1 } until_date { year: 2024 month: 1 day: 1 }"))
      .ThenRefuse({kMunicipalityCodeInvalid});
}

TEST(ProgrammeTest, AMemberThatLeftStaysInHistoryAndIsAskedNothingMore) {
  const auto leave = Proto<v1::LeaveProgrammeRequest>("member: '9901' reason: 'Resurs'");
  GivenProgramme().When(leave).Then({Left("").event});
  const auto left = GivenProgramme({Set("2023-03-01", "plan", "TESTED"), Left("2023-04-01")});
  left.When(leave).ThenRefuse({kMemberNotJoined});
  EXPECT_EQ(StatusOf(left.state().members[0], "plan"), v1::BUILDING_BLOCK_STATUS_TESTED);
  auto set = Proto<v1::SetBuildingBlockRequest>(
      "member: '9901' block: 'plan' status: BUILDING_BLOCK_STATUS_IN_OPERATION evidence: 'E'");
  left.When(set).ThenRefuse({kMemberNotJoined});
  *set.mutable_occurred() = Proto<type::v1::When>("date { year: 2023 month: 3 day: 15 }");
  EXPECT_TRUE(left.When(set).result().ok()) << "it took part then";
  set.set_member("9999");
  left.When(set).ThenRefuse({kMemberNotFound});
}

TEST(ProgrammeTest, AnEndedProgrammeOnlyLooksBack) {
  const auto ended = GivenProgramme({Ended("2023-12-20")});
  ended.When(v1::EndProgrammeRequest()).ThenRefuse({kProgrammeEnded});
  ended.When(Proto<v1::RequestSupportRequest>("member: '9901'"), Fresh())
      .ThenRefuse({kProgrammeEnded});
  EXPECT_TRUE(ended.When(Proto<v1::AddResearchNoteRequest>("text: 'N'"), Fresh()).result().ok());
  ended
      .When(Proto<v1::EvaluateProgrammeRequest>(
          "verdict: SPREAD_VERDICT_REUSABLE conclusion: 'Ja' lessons: 'Tid'"))
      .Then({"programme_evaluated { verdict: SPREAD_VERDICT_REUSABLE conclusion: 'Ja' "
             "lessons: 'Tid' }"});
  ended.When(v1::EvaluateProgrammeRequest()).ThenRefuse({kSpreadVerdictUnknown});
  GivenProgramme().When(v1::EndProgrammeRequest()).Then({"programme_ended {}"});
}

TEST(ProgrammeTest, LooksAtWhatLastsAfterSixAndTwelveMonthsOnce) {
  const auto check = Proto<v1::CheckSustainmentRequest>("member: '9901' months: 6 blocks: 'plan'");
  auto ended = GivenProgramme({Ended("2023-12-20")});
  const std::string checked =
      absl::StrCat("sustainment_checked { member_id: '", kA, "' months: 6 blocks: 'plan' }");
  ended.At("2024-06-20 12:00").When(check).Then({checked});
  ended.At("2024-06-19 12:00").When(check).ThenRefuse({kSustainmentTooEarly});
  GivenProgramme().When(check).ThenRefuse({kProgrammeNotEnded});
  GivenProgramme({Ended("2023-12-20"), {"2024-07-01", checked}})
      .When(Proto<v1::CheckSustainmentRequest>("member: '9901' months: 6 blocks: 'x'"))
      .ThenRefuse({kSustainmentChecked, kBuildingBlockUnknown});
  ended.When(Proto<v1::CheckSustainmentRequest>("member: '9901' months: 7"))
      .ThenRefuse({kSustainmentMonthsUnknown});
}

TEST(ProgrammeTest, TheSteeringGroupChangesHowLongAndHowOften) {
  const auto decide = [](const std::string& text) {
    return Proto<v1::MakeSteeringDecisionRequest>(text);
  };
  const auto more = decide(
      "title: 'Fler' learning_meetings: 3 "
      "until_date { year: 2024 month: 5 day: 1 }");
  const auto decided = GivenProgramme().When(more, Fresh());
  decided.Then({absl::StrCat("steering_decision_made { decision_id: '",
                             kPart,
                             "' title: 'Fler' learning_meetings: 3 "
                             "until_date { year: 2024 month: 5 day: 1 } }")});
  EXPECT_EQ(decided.After().allowed_meetings(), 3);
  EXPECT_EQ(decided.After().until(), absl::CivilDay(2024, 5, 1));
  GivenProgramme({Met("2023-03-01", 1, {kA}), Met("2023-05-01", 2, {kA})})
      .When(decide("learning_meetings: 1 until_date { year: 2023 month: 1 day: 1 }"), Fresh())
      .ThenRefuse({kLearningMeetingsOutOfRange, history::kDatesOutOfOrder});
}

TEST(ProgrammeTest, CarriesWhatItLearnedToTheNextProgramme) {
  auto publish = Proto<v1::PublishTemplateRequest>(
      absl::StrCat("learned: 'Börja med planen' template { ", kTemplate, "}"));
  GivenProgramme().When(publish).ThenRefuse({kTemplateUnchanged});
  publish.mutable_template_()->mutable_blocks(0)->set_title("Plan för alla");
  const auto published = GivenProgramme().When(publish);
  ASSERT_TRUE(published.result().ok()) << published.result().status();
  const Programme source = published.After();
  EXPECT_EQ(source.template_in_force()->version(), 2);
  publish.mutable_template_()->set_report_months(4);
  GivenProgramme().When(publish).ThenRefuse({kTemplateInvalid});

  const v1::AdoptTemplateRequest adopt;
  const TemplateSource of_next{"nasta", *ParseUuid(kPart), FindToTakeOver(source, 0, true)};
  const auto adopted = GivenProgramme().When(adopt, of_next);
  ASSERT_TRUE(adopted.result().ok()) << adopted.result().status();
  EXPECT_EQ(adopted.After().templates.back().learned, "Börja med planen");
  EXPECT_EQ(adopted.After().templates.back().source_tenant, "nasta");
  EXPECT_EQ(adopted.After().templates.back().source.ToString(), kPart);
  EXPECT_EQ(adopted.After().template_in_force()->blocks(0).title(), "Plan för alla");
  GivenProgramme().When(adopt, TemplateSource{}).ThenRefuse({kTemplateSourceNotFound});
}

TEST(ProgrammeTest, ATemplateThatSaysTheSameIsTakenOverForWhatWasLearned) {
  TemplateSource source{"nasta", *ParseUuid(kPart), GivenProgramme().state().templates.front()};
  const v1::AdoptTemplateRequest adopt;
  GivenProgramme().When(adopt, source).ThenRefuse({kTemplateUnchanged});
  source.version->learned = "Mät tidigt";
  EXPECT_TRUE(GivenProgramme().When(adopt, source).result().ok());
}

TEST(ProgrammeTest, AnotherTenantIsToldOnlyWhatWasPublishedOrEvaluated) {
  EXPECT_TRUE(FindToTakeOver(GivenProgramme().state(), 0, false));
  EXPECT_FALSE(FindToTakeOver(GivenProgramme().state(), 0, true)) << "nothing is published";
  const std::string evaluated =
      "programme_evaluated { verdict: SPREAD_VERDICT_REUSABLE conclusion: 'Ja' "
      "lessons: 'Mät tidigt' lessons: 'Träffas' }";
  const std::string published =
      absl::StrCat("template_published { learned: 'Börja med planen' template { ",
                   absl::StrReplaceAll(kTemplate, {{"version: 1", "version: 2"}}),
                   "} }");
  const auto given = GivenProgramme({{"2023-06-01", evaluated}, {"2023-07-01", published}});
  const auto first = FindToTakeOver(given.state(), 1, true);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->learned, "Mät tidigt\nTräffas");
  const auto last = FindToTakeOver(given.state(), 0, true);
  ASSERT_TRUE(last);
  EXPECT_EQ(last->from.content.version(), 2);
  EXPECT_EQ(last->learned, "Börja med planen");
  EXPECT_FALSE(FindToTakeOver(given.state(), 3, true));
}

}  // namespace
}  // namespace framdrift::programme
