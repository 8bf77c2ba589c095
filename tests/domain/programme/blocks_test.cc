#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/domain/programme/programme_fixture.h"

namespace framdrift::programme {
namespace {

using testing::Proto;

v1::SetBuildingBlockRequest SetTo(const std::string& status, const std::string& more = "") {
  return Proto<v1::SetBuildingBlockRequest>(absl::StrCat(
      "member: '9901' block: 'plan' status: BUILDING_BLOCK_STATUS_", status, " ", more));
}

TEST(BlocksTest, GoesIntoOperationOnlyWithEvidence) {
  GivenProgramme().When(SetTo("IN_OPERATION")).ThenRefuse({kEvidenceMissing});
  GivenProgramme()
      .When(SetTo("IN_OPERATION", "evidence: '40 planer'"))
      .Then({absl::StrCat("building_block_status_set { member_id: '",
                          kA,
                          "' block: 'plan' status: BUILDING_BLOCK_STATUS_IN_OPERATION "
                          "evidence: '40 planer' }")});
}

TEST(BlocksTest, FallsBackOnlyWithAReason) {
  const auto given = GivenProgramme({Set("2023-03-01", "plan", "TESTED")});
  given.When(SetTo("DESIGNED")).ThenRefuse({kFallBackReasonMissing});
  EXPECT_TRUE(given.When(SetTo("DESIGNED", "reason: 'Ny chef'")).result().ok());
  given.When(SetTo("TESTED")).ThenRefuse({kBuildingBlockUnchanged});
  GivenProgramme().When(SetTo("NOT_BEGUN")).ThenRefuse({kBuildingBlockUnchanged});
}

TEST(BlocksTest, IsOneOfTheTemplateInForce) {
  GivenProgramme()
      .When(Proto<v1::SetBuildingBlockRequest>("member: '9901' block: 'x'"))
      .ThenRefuse({kBuildingBlockUnknown, kBuildingBlockStatusUnknown});
}

v1::SubmitProgressReportRequest Submit(const std::string& text) {
  return Proto<v1::SubmitProgressReportRequest>(
      absl::StrCat("member: '9901' answers { question: 'done' text: 'Mycket' } ", text));
}

testing::Past Submitted(const std::string& when, int period) {
  return {when,
          absl::StrCat("progress_report_submitted { report_id: '",
                       kPart,
                       "' member_id: '",
                       kA,
                       "' period: ",
                       period,
                       " template_version: 1 answers { question: 'done' text: 'Mycket' } }")};
}

TEST(ReportsTest, AnswerTheFormInForceAndComeInOrder) {
  GivenProgramme().When(Submit(""), Fresh()).Then({Submitted("", 1).event});
  const auto first = GivenProgramme({Submitted("2023-03-30", 1)}).At("2023-05-01 12:00");
  first.When(Submit(""), Fresh()).Then({Submitted("", 2).event});
  first.When(Submit("period: 1"), Fresh()).ThenRefuse({kReportPeriodOutOfOrder});
  first.When(Submit("period: 3"), Fresh())
      .ThenRefuse({kReportPeriodOutOfOrder, kReportPeriodNotBegun});
  first.When(Submit("period: 5"), Fresh()).ThenRefuse({kReportPeriodUnknown});
  first.When(Submit("period: 2000000000"), Fresh()).ThenRefuse({kReportPeriodUnknown});
  first.When(Submit("template_version: 2"), Fresh()).ThenRefuse({kReportTemplateNotInForce});
  first
      .When(Proto<v1::SubmitProgressReportRequest>("member: '9901' answers { question: 'x' }"),
            Fresh())
      .ThenRefuse({kReportQuestionUnknown, kReportAnswerMissing});
}

TEST(ReportsTest, BeginWithThePeriodInWhichTheMemberJoined) {
  const auto late =
      testing::Given<ProgrammeDecider>({Started(), Joined("2023-05-10")}).At("2023-05-11");
  late.When(Submit(""), Fresh()).Then({Submitted("", 2).event});
}

TEST(ReportsTest, AreRefusedAfterTheProgrammesPeriod) {
  GivenProgramme()
      .At("2024-01-01 08:00")
      .When(Submit("period: 1"), Fresh())
      .ThenRefuse({kReportAfterProgramme});
  GivenProgramme(
      {{"2023-12-01", "steering_decision_made { until_date { year: 2024 month: 3 day: 1 } }"}})
      .At("2024-01-01 08:00")
      .When(Submit("period: 1"), Fresh())
      .Then({Submitted("", 1).event});
}

TEST(ReportsTest, AreCommented) {
  const auto comment =
      Proto<v1::CommentProgressReportRequest>("member: '9901' period: 1 comment: 'Bra'");
  const auto said = [](const std::string& author) {
    return absl::StrCat("progress_report_commented { report_id: '",
                        kPart,
                        "' comment: 'Bra' author: '",
                        author,
                        "' }");
  };
  const auto given = GivenProgramme({Submitted("2023-03-30", 1)});
  given.When(comment).Then({said(given.context().actor.role)});
  auto by = comment;
  by.set_author("Processtöd");
  const auto decided = given.When(by);
  decided.Then({said("Processtöd")});
  const auto comments = decided.After().reports[0].comments;
  ASSERT_EQ(comments.size(), 1);
  EXPECT_EQ(comments[0].day, absl::CivilDay(2023, 3, 30));
  EXPECT_EQ(comments[0].content.author(), "Processtöd");
  GivenProgramme().When(comment).ThenRefuse({kProgressReportNotFound});
}

TEST(ReportsTest, ResearchAddsNotes) {
  GivenProgramme()
      .When(Proto<v1::AddResearchNoteRequest>("member: '9901' text: 'Tydlig ledning'"), Fresh())
      .Then({absl::StrCat("research_note_added { note_id: '",
                          kPart,
                          "' member_id: '",
                          kA,
                          "' text: 'Tydlig ledning' }")});
  GivenProgramme()
      .When(Proto<v1::AddResearchNoteRequest>("member: '9903' text: 'T'"), Fresh())
      .ThenRefuse({kMemberNotFound});
}

std::string Linked() {
  return absl::StrCat("measure_linked { member_id: '",
                      kA,
                      "' indicator_id: '",
                      kPart,
                      "' tenant: 'k9901' title: 'T1' }");
}

TEST(MeasuresTest, AMemberShowsAnIndicatorOfItsTenantOnce) {
  const auto link = Proto<v1::LinkMeasureRequest>("member: '9901' indicator: 'T1'");
  const IndicatorAsked found{*ParseUuid(kPart), true, "T1"};
  GivenProgramme().When(link, found).Then({Linked()});
  GivenProgramme({{"2023-02-01", Linked()}}).When(link, found).ThenRefuse({kMeasureLinked});
  GivenProgramme().When(link, IndicatorAsked{}).ThenRefuse({"INDICATOR_NOT_FOUND"});
  testing::Past homeless = Joined("2023-01-12", kB, "9902");
  homeless.event.replace(homeless.event.find("tenant: 'k9902'"), 15, "");
  GivenProgramme({homeless})
      .When(Proto<v1::LinkMeasureRequest>("member: '9902' indicator: 'T1'"), found)
      .ThenRefuse({kMemberWithoutTenant});
}

TEST(MeasuresTest, APublishedFigureIsCarriedOnceAndOnlyWhileItsMeasureIsLinked) {
  const std::string content = absl::StrCat("member_id: '",
                                           kA,
                                           "' indicator_id: '",
                                           kPart,
                                           "' tenant: 'k9901' source_position: 9 "
                                           "whole { value: 0.5 }");
  const auto figure = Proto<v1::MeasurePublished>(content);
  const PublishedAt published{testing::Instant("2023-01-20")};
  const std::string event = absl::StrCat("measure_published { ", content, " }");
  const testing::Past linked{"2023-02-01", Linked()};
  GivenProgramme({linked}).When(figure, published).Then({event});
  GivenProgramme().When(figure, published).ThenRefuse({kMeasureNotLinked});
  GivenProgramme({linked, {"2023-02-02", event}})
      .When(figure, published)
      .ThenRefuse({kMeasureCarried});
  const PublishedAt later{testing::Instant("2023-02-03")};
  GivenProgramme({linked, Left("2023-02-02")}).When(figure, later).ThenRefuse({kMemberNotJoined});
  GivenProgramme({linked, Ended("2023-02-02")}).When(figure, later).ThenRefuse({kProgrammeEnded});
  GivenProgramme({linked, Ended("2023-02-02"), Left("2023-02-02")})
      .When(figure, published)
      .Then({event});
}

}  // namespace
}  // namespace framdrift::programme
