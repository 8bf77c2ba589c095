// A programme over a server: its commands, its board of any date, and what members publish.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "framdrift/programme/v1/programme_service.grpc.pb.h"
#include "tests/integration/indicator_fixture.h"

namespace framdrift::testing {
namespace {

namespace pv = programme::v1;
using Programmes = pv::ProgrammeService::Stub;

constexpr char kProgramme[] = "tenants/spridning/programmes/0190b2c8-5b0e-7c3a-9f00-000000000900";

class ProgrammeServiceTest : public IndicatorTest {
 protected:
  ProgrammeServiceTest() : programmes_(std::make_unique<Programmes>(server_.channel())) {
    CallOk(*programmes_,
           &Programmes::StartProgramme,
           Asked<pv::StartProgrammeRequest>(
               "title: 'Spridning' originator: 'Origo' from_date { year: 2024 month: 1 day: 1 } "
               "until_date { year: 2025 month: 5 day: 1 } "
               "occurred { date { year: 2024 month: 1 day: 1 } }"));
    joined_ = CallOk(*programmes_,
                     &Programmes::JoinProgramme,
                     Asked<pv::JoinProgrammeRequest>(
                         "display_name: 'Lund' municipality_code: '1281' tenant: 'lund' "
                         "population: 130000 occurred { date { year: 2024 month: 1 day: 8 } }"))
                  .programme();
  }

  template <typename Request>
  static Request Asked(const std::string& text) {
    return Named<Request>(kProgramme, text);
  }
  // Where the log stands when it is done.
  int64_t Set(const std::string& status, const std::string& date, const std::string& more = "") {
    return CallOk(*programmes_,
                  &Programmes::SetBuildingBlock,
                  Asked<pv::SetBuildingBlockRequest>(absl::StrCat(
                      "member: '1281' block: 'work-plan' status: BUILDING_BLOCK_STATUS_",
                      status,
                      " occurred { date { ",
                      date,
                      " } } ",
                      more)))
        .position();
  }
  int64_t Link(const std::string& code) {
    return CallOk(*programmes_,
                  &Programmes::LinkMeasure,
                  Asked<pv::LinkMeasureRequest>(
                      absl::StrCat("member: '1281' indicator: '", code, "'")))
        .position();
  }
  // Once the log of the programme's tenant holds so many events.
  pv::Programme Get(int64_t min_position) {
    auto request = Asked<pv::GetProgrammeRequest>("");
    request.set_min_position(min_position);
    return CallOk(*programmes_, &Programmes::GetProgramme, request).programme();
  }
  report::v1::Report Board(const std::string& text) {
    return CallOk(*programmes_,
                  &Programmes::GetProgrammeBoard,
                  Asked<pv::GetProgrammeBoardRequest>(text))
        .report();
  }
  void Restart() {
    server_.Restart();
    indicators_ = std::make_unique<Indicators>(server_.channel());
    programmes_ = std::make_unique<Programmes>(server_.channel());
  }
  // Seven cases opened in March, and the month over.
  void CasesOfMarch() {
    for (int person = 11; person <= 17; ++person) OpenCase(person);
    server_.clock().Advance(absl::Hours(24 * 40));
  }

  // Where the publication of March stands in the member's log.
  int64_t PublishMarch() {
    Define(kOpened);
    CasesOfMarch();
    return Publish("opened").indicator().publications(0).position();
  }
  void SetBaseline(const std::string& point) {
    CallOk(*indicators_,
           &Indicators::SetBaseline,
           Asking<iv::SetBaselineRequest>("opened", absl::StrCat("baseline { ", point, " }")));
  }
  void StrikeThrough(int64_t position) {
    auto voiding = Asking<iv::VoidEventRequest>("opened", "reason_code: 'typing-error'");
    voiding.set_position(position);
    CallOk(*indicators_, &Indicators::VoidEvent, voiding);
  }

  std::unique_ptr<Programmes> programmes_;
  pv::Programme joined_;
};

TEST_F(ProgrammeServiceTest, ShowsWhatWasRecordedOfAProgramme) {
  ASSERT_EQ(joined_.members_size(), 1);
  EXPECT_EQ(joined_.members(0).display_name(), "Lund");
  EXPECT_EQ(joined_.template_().blocks_size(), 9);
  EXPECT_EQ(joined_.state(), pv::Programme::STATE_RUNNING);
  const auto refused =
      CallFails(*programmes_,
                &Programmes::SetBuildingBlock,
                Asked<pv::SetBuildingBlockRequest>("member: '1281' block: 'work-plan' "
                                                   "status: BUILDING_BLOCK_STATUS_IN_OPERATION"));
  EXPECT_EQ(refused.refusals(), std::vector<std::string>{"EVIDENCE_MISSING"});
  auto listing = Text<pv::ListProgrammesRequest>("parent: 'tenants/spridning'");
  listing.set_min_position(Get(0).members_size() + 2);
  const auto listed = CallOk(*programmes_, &Programmes::ListProgrammes, listing);
  ASSERT_EQ(listed.programmes_size(), 1);
  EXPECT_EQ(listed.programmes(0).title(), "Spridning");
  EXPECT_FALSE(listed.programmes(0).has_template_());
}

TEST_F(ProgrammeServiceTest, TheBoardIsThatOfTheDateAskedForAndOfWhatWasKnown) {
  const int64_t designed = Set("DESIGNED", "year: 2024 month: 1 day: 20");
  Set("IN_OPERATION", "year: 2024 month: 2 day: 10", "evidence: '40 planer'");
  const auto status_on = [&](const std::string& text) {
    return Board(text).sections(0).blocks(0).board().rows(0).codes(3);
  };
  EXPECT_EQ(status_on(""), "BUILDING_BLOCK_STATUS_IN_OPERATION");
  EXPECT_EQ(status_on("valid_time { seconds: 1706745600 }"), "BUILDING_BLOCK_STATUS_DESIGNED")
      << "1 February";
  EXPECT_EQ(status_on(absl::StrCat("as_of_position: ", designed)),
            "BUILDING_BLOCK_STATUS_DESIGNED");
  EXPECT_EQ(CallFails(*programmes_,
                      &Programmes::GetProgrammeBoard,
                      Asked<pv::GetProgrammeBoardRequest>("valid_time { seconds: 1 }"))
                .code,
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(ProgrammeServiceTest, AProgrammeIsThatOfTheDateAskedForAndOfWhatWasKnown) {
  const int64_t designed = Set("DESIGNED", "year: 2024 month: 1 day: 20");
  const int64_t operating =
      Set("IN_OPERATION", "year: 2024 month: 2 day: 10", "evidence: '40 planer'");
  const auto get = [&](const std::string& text) {
    return CallOk(*programmes_, &Programmes::GetProgramme, Asked<pv::GetProgrammeRequest>(text))
        .programme();
  };
  const auto status = [&](const std::string& text) {
    return get(text).building_blocks(0).status();
  };
  EXPECT_EQ(status(""), pv::BUILDING_BLOCK_STATUS_IN_OPERATION);
  EXPECT_EQ(status("valid_time { seconds: 1706745600 }"), pv::BUILDING_BLOCK_STATUS_DESIGNED)
      << "1 February";
  EXPECT_EQ(status(absl::StrCat("as_of_position: ", designed)), pv::BUILDING_BLOCK_STATUS_DESIGNED);
  EXPECT_EQ(get("valid_time { seconds: 1704412800 }").members_size(), 0) << "5 January";
  const auto code = [&](const std::string& text) {
    return CallFails(*programmes_, &Programmes::GetProgramme, Asked<pv::GetProgrammeRequest>(text))
        .code;
  };
  EXPECT_EQ(code("valid_time { seconds: 1 }"), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(code(absl::StrCat("as_of_position: ", operating + 9)),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ProgrammeServiceTest, TheHistoryShowsWhatWasStruckThrough) {
  const int64_t designed = Set("DESIGNED", "year: 2024 month: 1 day: 20");
  auto voiding = Asked<pv::VoidProgrammeEventRequest>("reason_code: 'typing-error' text: 'Fel'");
  voiding.set_position(designed);
  const int64_t voided = CallOk(*programmes_, &Programmes::VoidProgrammeEvent, voiding).position();
  auto request = Asked<pv::GetProgrammeHistoryRequest>("page_size: 3");
  const auto first = CallOk(*programmes_, &Programmes::GetProgrammeHistory, request);
  ASSERT_EQ(first.entries_size(), 3);
  EXPECT_EQ(first.entries(0).kind(), "ProgrammeStarted");
  EXPECT_EQ(first.entries(2).kind(), "BuildingBlockStatusSet");
  EXPECT_EQ(first.entries(2).voided_by_position(), voided);
  request.set_page_token(first.next_page_token());
  const auto rest = CallOk(*programmes_, &Programmes::GetProgrammeHistory, request);
  ASSERT_EQ(rest.entries_size(), 1);
  EXPECT_EQ(rest.entries(0).sealed().event_voided().text(), "Fel");
  EXPECT_EQ(rest.next_page_token(), "");
}

TEST_F(ProgrammeServiceTest, ALinkedFigureOnTheBoardIsTheMembersOwn) {
  Define(kOpened);
  CasesOfMarch();
  const iv::Publication published = Publish("opened").indicator().publications(0);
  const int64_t linked = Link("opened");
  const pv::Programme carried = Get(linked + 1);
  ASSERT_EQ(carried.measures_size(), 1);
  ASSERT_EQ(carried.measures(0).figures_size(), 1);
  const pv::MeasurePublished& figure = carried.measures(0).figures(0);
  EXPECT_EQ(figure.whole().DebugString(), published.content().values(0).DebugString());
  EXPECT_EQ(figure.source_position(), published.position());
  EXPECT_EQ(figure.title(), "Öppnade ärenden");
  const report::v1::Table table = Board("").sections(1).blocks(1).table();
  ASSERT_EQ(table.rows_size(), 1);
  double shown = 0;
  ASSERT_TRUE(absl::SimpleAtod(table.rows(0).cells(4), &shown));
  EXPECT_EQ(shown, published.content().values(0).value());
}

TEST_F(ProgrammeServiceTest, WhatAMemberHasNotPublishedIsNotTold) {
  Define(kOpened);
  const pv::Programme linked = Get(Link("opened"));
  ASSERT_EQ(linked.measures_size(), 1);
  EXPECT_EQ(linked.measures(0).content().title(), "opened") << "as it was asked for";
  EXPECT_EQ(linked.measures(0).figures_size(), 0);
}

TEST_F(ProgrammeServiceTest, WhatAMemberHidIsHiddenInTheProgramme) {
  Define(kExitShare);
  for (int person = 11; person <= 17; ++person) OpenCase(person);
  Exit(11);
  server_.clock().Advance(absl::Hours(24 * 40));
  Publish("exit-share");
  const pv::Programme carried = Get(Link("exit-share") + 1);
  const auto& whole = carried.measures(0).figures(0).whole();
  EXPECT_TRUE(whole.suppressed());
  EXPECT_FALSE(whole.has_value());
  EXPECT_FALSE(whole.has_denominator());
  EXPECT_EQ(Board("").sections(1).blocks(1).table().rows(0).cells(9), "Hidden: too few persons");
}

TEST_F(ProgrammeServiceTest, ABaselineOfAPeriodThatIsNotPublishedStaysWithTheMember) {
  const int64_t published = PublishMarch();
  SetBaseline("value: 3 date { year: 2024 month: 1 day: 31 }");
  const int64_t first = Link("opened") + 1;
  const pv::MeasurePublished withheld = Get(first).measures(0).figures(0);
  EXPECT_FALSE(withheld.has_baseline());
  EXPECT_TRUE(withheld.baseline_withheld());
  SetBaseline("value: 7 date { year: 2024 month: 3 day: 31 }");
  server_.clock().Advance(absl::Hours(24 * 30));
  Publish("opened");
  const pv::LinkedMeasure told = Get(first + 1).measures(0);
  ASSERT_EQ(told.figures_size(), 2);
  EXPECT_GT(told.figures(1).source_position(), published);
  EXPECT_EQ(told.figures(1).baseline().value(), 7) << "it is what March was published as";
  EXPECT_FALSE(told.figures(1).baseline_withheld());
}

TEST_F(ProgrammeServiceTest, CarriesAPublicationOnceWhateverIsRestarted) {
  Define(kOpened);
  Define(kExits);
  CasesOfMarch();
  Publish("opened");
  const int64_t carried = Link("opened") + 1;
  EXPECT_EQ(Get(carried).measures(0).figures_size(), 1);
  Restart();
  Restart();
  Publish("exits");
  // The second measure is carried by the server that looked at the first again.
  const int64_t both = Link("exits") + 1;
  const pv::Programme after = Get(both);
  EXPECT_EQ(both, carried + 2) << "nothing else was appended";
  ASSERT_EQ(after.measures_size(), 2);
  EXPECT_EQ(after.measures(0).figures_size(), 1);
  EXPECT_EQ(after.measures(1).figures_size(), 1);
}

TEST_F(ProgrammeServiceTest, WhatAMemberStrikesThroughIsStruckThroughInTheProgramme) {
  const int64_t published = PublishMarch();
  const int64_t carried = Link("opened") + 1;
  Get(carried);
  StrikeThrough(published);
  EXPECT_EQ(Get(carried + 1).measures(0).figures_size(), 0);
}

TEST_F(ProgrammeServiceTest, WhatAMemberThatHasLeftStrikesThroughIsStruckThroughToo) {
  const int64_t published = PublishMarch();
  Get(Link("opened") + 1);
  server_.clock().Advance(absl::Hours(1));
  const int64_t left = CallOk(*programmes_,
                              &Programmes::LeaveProgramme,
                              Asked<pv::LeaveProgrammeRequest>("member: '1281' reason: 'Resurs'"))
                           .position();
  server_.clock().Advance(absl::Hours(24 * 30));
  Publish("opened");  // which the programme is not told
  StrikeThrough(published);
  EXPECT_EQ(Get(left + 1).measures(0).figures_size(), 0);
}

TEST_F(ProgrammeServiceTest, WhatIsStruckThroughAfterTheProgrammesEndIsStruckThroughToo) {
  const int64_t published = PublishMarch();
  Get(Link("opened") + 1);
  server_.clock().Advance(absl::Hours(1));
  const int64_t ended =
      CallOk(*programmes_, &Programmes::EndProgramme, Asked<pv::EndProgrammeRequest>(""))
          .position();
  StrikeThrough(published);
  EXPECT_EQ(Get(ended + 1).measures(0).figures_size(), 0);
}

TEST_F(ProgrammeServiceTest, TakesOverATemplateOfAnotherTenantOnceThatIsPublished) {
  const std::string next = "tenants/nasta/programmes/0190b2c8-5b0e-7c3a-9f00-000000000901";
  CallOk(*programmes_,
         &Programmes::StartProgramme,
         Named<pv::StartProgrammeRequest>(
             next,
             "title: 'Nästa' originator: 'Lund' from_date { year: 2024 month: 3 day: 1 } "
             "until_date { year: 2025 month: 5 day: 1 } "
             "occurred { date { year: 2024 month: 3 day: 1 } }"));
  auto adopt = Named<pv::AdoptTemplateRequest>(next, "");
  adopt.set_source(kProgramme);
  EXPECT_EQ(CallFails(*programmes_, &Programmes::AdoptTemplate, adopt).info.reason(),
            "TEMPLATE_SOURCE_NOT_FOUND")
      << "it runs, and has published nothing";
  auto publish = Asked<pv::PublishTemplateRequest>("learned: 'Mät tidigt'");
  *publish.mutable_template_() = joined_.template_();
  publish.mutable_template_()->mutable_blocks(0)->set_title("Förhållningssätt");
  CallOk(*programmes_, &Programmes::PublishTemplate, publish);
  const pv::Programme adopted = CallOk(*programmes_, &Programmes::AdoptTemplate, adopt).programme();
  EXPECT_EQ(adopted.template_().blocks(0).title(), "Förhållningssätt");
  ASSERT_EQ(adopted.templates_size(), 2);
  EXPECT_EQ(adopted.templates(1).learned(), "Mät tidigt");
  EXPECT_EQ(adopted.templates(1).source(), kProgramme);
  adopt.set_source(next);
  EXPECT_EQ(CallFails(*programmes_, &Programmes::AdoptTemplate, adopt).info.reason(),
            "TEMPLATE_SOURCE_NOT_FOUND")
      << "it is its own";
  adopt.set_source(kProgramme);
  adopt.set_source_version(1);
  EXPECT_EQ(CallFails(*programmes_, &Programmes::AdoptTemplate, adopt).info.reason(),
            "TEMPLATE_SOURCE_NOT_FOUND")
      << "that version was never published";
  adopt.set_source("tenants/ingen/programmes/0190b2c8-5b0e-7c3a-9f00-000000000900");
  EXPECT_EQ(CallFails(*programmes_, &Programmes::AdoptTemplate, adopt).info.reason(),
            "TEMPLATE_SOURCE_NOT_FOUND");
  adopt.set_source("0190b2c8-5b0e-7c3a-9f00-000000000900");
  EXPECT_EQ(CallFails(*programmes_, &Programmes::AdoptTemplate, adopt).code,
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ProgrammeServiceTest, FreezesTheReportThatIsSent) {
  Set("DESIGNED", "year: 2024 month: 1 day: 20");
  const auto sent = CallOk(*programmes_,
                           &Programmes::SendStatusReport,
                           Asked<pv::SendStatusReportRequest>("recipient: 'Styrgruppen'"));
  ASSERT_EQ(sent.programme().status_reports_size(), 1);
  const auto report = [&](const std::string& id) {
    auto request = Asked<pv::GetStatusReportRequest>("");
    request.set_report_id(id);
    return CallOk(*programmes_, &Programmes::GetStatusReport, request).report();
  };
  const std::string& id = sent.programme().status_reports(0).report_id();
  const std::string frozen = report(id).SerializeAsString();
  Set("TESTED", "year: 2024 month: 2 day: 20");
  EXPECT_EQ(report(id).SerializeAsString(), frozen);
  EXPECT_NE(report("").SerializeAsString(), frozen);
  auto unknown = Asked<pv::GetStatusReportRequest>("");
  unknown.set_report_id(Uuid(77));
  EXPECT_EQ(CallFails(*programmes_, &Programmes::GetStatusReport, unknown).info.reason(),
            "STATUS_REPORT_NOT_FOUND");
}

TEST_F(ProgrammeServiceTest, ComputesTheProgressOfMembers) {
  Set("TESTED", "year: 2024 month: 2 day: 20");
  const auto progress = CallOk(
      *programmes_, &Programmes::GetProgrammeProgress, Asked<pv::GetProgrammeProgressRequest>(""));
  ASSERT_EQ(progress.members_size(), 1);
  EXPECT_DOUBLE_EQ(progress.members(0).progress(), 2.0 / 27);
}

// The kinds of streams that the programme's service reads.
TEST(ProgrammeSourcesTest, NothingInTheServiceReadsACase) {
  const std::filesystem::path source = std::getenv("FRAMDRIFT_SOURCE_DIR");
  for (const auto& entry : std::filesystem::directory_iterator(source / "services/programme")) {
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    for (const char* other : {"domain/cases",
                              "domain/person",
                              "domain/household",
                              "CaseDecider",
                              "ReadLog",
                              "Subscribe",
                              "Scan("}) {
      EXPECT_FALSE(absl::StrContains(text.str(), other)) << entry.path() << " has " << other;
    }
  }
}

}  // namespace
}  // namespace framdrift::testing
