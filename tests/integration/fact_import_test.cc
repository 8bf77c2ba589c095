// Facts of any streams through the server: the demo's, and what a log's content digest says of
// them.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/demo/calendar.h"
#include "clients/demo/tenant_load.h"
#include "framdrift/log/v1/log_service.grpc.pb.h"
#include "framdrift/migration/v1/migration_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

using demo::TenantLoad;
using migration::v1::ImportFactsRequest;
using migration::v1::ImportFactsResponse;
using migration::v1::MigrationService;
using testing::CallError;

// The clock of a test's server stands on 1 March 2024.
constexpr demo::Settings kSettings = {11, 12, 1, absl::CivilDay(2024, 3, 1)};
// Ljusdal: a real code, so that nothing at all deviates.
constexpr uint64_t kLjusdal = 2;
constexpr char kTenant[] = "tenants/ljusdal";

// One call of ImportFacts.
class Import {
 public:
  Import(const testing::TestServer& server, const std::string& source) : stub_(server.channel()) {
    testing::SetDeadline(context_);
    stream_ = stub_.ImportFacts(&context_);
    ImportFactsRequest request;
    request.mutable_plan()->set_parent(kTenant);
    request.mutable_plan()->set_source(source);
    Send(request);
  }

  ImportFactsResponse Send(const ImportFactsRequest& request) {
    ImportFactsResponse response;
    stream_->Write(request);
    stream_->Read(&response);
    return response;
  }
  ImportFactsResponse Send(const migration::v1::FactCommit& commit) {
    ImportFactsRequest request;
    *request.mutable_commit() = commit;
    return Send(request);
  }
  ImportFactsResponse Found(const migration::v1::TenantFounding& founding) {
    ImportFactsRequest request;
    *request.mutable_founding() = founding;
    return Send(request);
  }
  grpc::Status Finish() {
    stream_->WritesDone();
    return stream_->Finish();
  }

 private:
  MigrationService::Stub stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<ImportFactsRequest, ImportFactsResponse>> stream_;
};

// Sends all of it; the answers to its commits.
std::vector<ImportFactsResponse> LoadAll(const testing::TestServer& server,
                                         const demo::Settings& settings = kSettings) {
  TenantLoad load(settings, kLjusdal);
  Import import(server, load.source());
  import.Found(load.Founding());
  std::vector<ImportFactsResponse> answers;
  while (const auto commit = load.Next()) {
    answers.push_back(import.Send(*commit));
    load.Answered(answers.back().first_position());
  }
  EXPECT_TRUE(import.Finish().ok());
  return answers;
}

log::v1::DigestResponse DigestOf(const testing::TestServer& server) {
  log::v1::LogService::Stub stub(server.channel());
  grpc::ClientContext context;
  testing::SetDeadline(context);
  log::v1::DigestRequest request;
  request.set_parent(kTenant);
  request.set_content(true);
  const auto reader = stub.Digest(&context, request);
  log::v1::DigestResponse last;
  while (reader->Read(&last)) {
  }
  EXPECT_TRUE(reader->Finish().ok());
  return last;
}

std::string RootOf(const testing::TestServer& server) {
  log::v1::LogService::Stub stub(server.channel());
  log::v1::GetStatsRequest request;
  request.set_parent(kTenant);
  return testing::CallOk(stub, &log::v1::LogService::Stub::GetStats, request).root();
}

migration::v1::FactCommit BoardCommit(const std::string& id, const std::string& display_name) {
  migration::v1::FactCommit commit;
  commit.set_commit_id(id);
  migration::v1::Fact& fact = *commit.add_facts();
  fact.set_stream_id("018e0000-0000-7000-8000-00000000000b");
  *fact.mutable_occurred() = demo::WhenOn(absl::CivilDay(2023, 5, 1));
  fact.mutable_board_event()->mutable_board_created()->set_display_name(display_name);
  return commit;
}

constexpr char kCommit[] = "018e0000-0000-7000-8000-000000000001";

TEST(FactImportTest, RecordsTheDemoWithoutADeviation) {
  const testing::TestServer server;
  for (const ImportFactsResponse& answer : LoadAll(server)) {
    EXPECT_EQ(answer.refused_size(), 0) << answer.DebugString();
    EXPECT_EQ(answer.deviations_size(), 0) << answer.DebugString();
    EXPECT_GT(answer.first_position(), 1);
    EXPECT_FALSE(answer.duplicate());
  }
}

TEST(FactImportTest, GivesEqualContentOfEqualFlagsUnderOtherKeys) {
  const testing::TestServer one;
  const testing::TestServer other;
  LoadAll(one);
  LoadAll(other);
  const log::v1::DigestResponse digest = DigestOf(one);
  EXPECT_EQ(digest.digest().size(), 64U);
  EXPECT_EQ(digest.done(), digest.total());
  EXPECT_EQ(digest.erased(), 0);
  EXPECT_EQ(DigestOf(other).digest(), digest.digest());
  EXPECT_NE(RootOf(other), RootOf(one));
}

TEST(FactImportTest, GivesOtherContentOfAnotherSeed) {
  const testing::TestServer one;
  const testing::TestServer other;
  LoadAll(one);
  demo::Settings settings = kSettings;
  settings.seed = 12;
  LoadAll(other, settings);
  EXPECT_NE(DigestOf(other).digest(), DigestOf(one).digest());
}

TEST(FactImportTest, RecordsNothingTwice) {
  const testing::TestServer server;
  const auto first = LoadAll(server);
  const std::string digest = DigestOf(server).digest();
  const auto again = LoadAll(server);
  ASSERT_EQ(again.size(), first.size());
  for (size_t i = 0; i < again.size(); ++i) {
    EXPECT_TRUE(again[i].duplicate());
    EXPECT_EQ(again[i].first_position(), first[i].first_position());
  }
  EXPECT_EQ(DigestOf(server).digest(), digest);
}

TEST(FactImportTest, LeavesATenantOfOtherOriginAlone) {
  const testing::TestServer server;
  LoadAll(server);
  demo::Settings settings = kSettings;
  settings.seed = 12;
  TenantLoad load(settings, kLjusdal);
  Import import(server, load.source());
  import.Found(load.Founding());
  const CallError error(import.Finish());
  EXPECT_EQ(error.code, grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(error.info.reason(), "TENANT_EXISTS");
}

TEST(FactImportTest, AnswersWhatAFactBreaksAndRecordsItAllTheSame) {
  const testing::TestServer server;
  Import import(server, "test");
  EXPECT_EQ(import.Send(BoardCommit(kCommit, "Nämnden")).deviations_size(), 0);
  const ImportFactsResponse answer =
      import.Send(BoardCommit("018e0000-0000-7000-8000-000000000002", "Nämnden igen"));
  ASSERT_EQ(answer.deviations_size(), 1);
  EXPECT_EQ(answer.deviations(0).reason(), "BOARD_EXISTS");
  EXPECT_EQ(answer.deviations(0).line(), 1);
  EXPECT_EQ(answer.position(), 3);
}

TEST(FactImportTest, HoldsACommitBackForOneFactThatCannotBeTaken) {
  const testing::TestServer server;
  Import import(server, "test");
  migration::v1::FactCommit commit = BoardCommit(kCommit, "Nämnden");
  migration::v1::Fact& future = *commit.add_facts();
  future = commit.facts(0);
  *future.mutable_occurred() = demo::WhenOn(absl::CivilDay(2031, 1, 1));
  migration::v1::Fact& voiding = *commit.add_facts();
  voiding.set_stream_id(commit.facts(0).stream_id());
  *voiding.mutable_occurred() = demo::WhenOn(absl::CivilDay(2023, 6, 1));
  voiding.mutable_board_event()->mutable_event_voided()->set_position(2);
  const ImportFactsResponse answer = import.Send(commit);
  ASSERT_EQ(answer.refused_size(), 2);
  EXPECT_EQ(answer.refused(0).line(), 2);
  EXPECT_EQ(answer.refused(0).reason(), "OCCURRED_IN_FUTURE");
  EXPECT_EQ(answer.refused(1).line(), 3);
  EXPECT_EQ(answer.refused(1).reason(), "EVENT_NOT_FOUND");
  EXPECT_EQ(answer.first_position(), 0);
}

TEST(FactImportTest, TakesOfAnIndicatorOnlyWhatCanBeComputedAndNothingItsFiguresWouldSay) {
  const testing::TestServer server;
  migration::v1::FactCommit commit;
  commit.set_commit_id(kCommit);
  const auto add = [&]() -> indicator::v1::IndicatorEvent& {
    migration::v1::Fact& fact = *commit.add_facts();
    fact.set_stream_id("018e0000-0000-7000-8000-00000000000c");
    *fact.mutable_occurred() = demo::WhenOn(absl::CivilDay(2023, 5, 1));
    return *fact.mutable_indicator_event();
  };
  indicator::v1::Definition& definition = *add().mutable_indicator_defined()->mutable_definition();
  definition.set_code("in-time");
  definition.set_title("I tid");
  definition.set_span(indicator::v1::SPAN_EPISODE);
  definition.mutable_measure()->mutable_share()->set_numerator("no_such_field = 1");
  definition.mutable_anchor()->set_milestone("opened");
  definition.mutable_period()->set_unit(indicator::v1::PERIOD_UNIT_YEAR);
  add().mutable_indicator_published()->set_version(1);
  Import import(server, "test");
  const ImportFactsResponse answer = import.Send(commit);
  ASSERT_EQ(answer.refused_size(), 2) << answer.DebugString();
  EXPECT_EQ(answer.refused(0).reason(), "DEFINITION_INVALID");
  EXPECT_EQ(answer.refused(1).reason(), "ROW_INCOMPLETE");
  commit.mutable_facts()->DeleteSubrange(1, 1);
  commit.mutable_facts(0)
      ->mutable_indicator_event()
      ->mutable_indicator_defined()
      ->mutable_definition()
      ->mutable_measure()
      ->mutable_share()
      ->set_numerator("first_contact <= first_contact_due");
  const ImportFactsResponse taken = import.Send(commit);
  EXPECT_EQ(taken.refused_size(), 0) << taken.DebugString();
  EXPECT_GT(taken.first_position(), 0);
}

TEST(FactImportTest, TakesInventedMunicipalitiesOfInventedDataOnly) {
  const testing::TestServer server;
  migration::v1::FactCommit commit;
  commit.set_commit_id(kCommit);
  migration::v1::Fact& fact = *commit.add_facts();
  fact.set_stream_id("018e0000-0000-7000-8000-00000000000c");
  *fact.mutable_occurred() = demo::WhenOn(absl::CivilDay(2023, 5, 1));
  fact.mutable_unit_event()->mutable_unit_created()->set_municipality_code("9901");
  EXPECT_EQ(Import(server, "test").Send(commit).deviations(0).reason(),
            "MUNICIPALITY_CODE_UNKNOWN");
  const testing::TestServer other;
  Import invented(other, "test");
  invented.Found(TenantLoad(kSettings, kLjusdal).Founding());
  EXPECT_EQ(invented.Send(commit).deviations_size(), 0);
}

bool SaysInvented(const testing::TestServer& server) {
  log::v1::LogService::Stub stub(server.channel());
  log::v1::GetStatsRequest request;
  request.set_parent(kTenant);
  return testing::CallOk(stub, &log::v1::LogService::Stub::GetStats, request).invented();
}

TEST(FactImportTest, MarksATenantInWhichNobodyExists) {
  const testing::TestServer demo;
  LoadAll(demo);
  EXPECT_TRUE(SaysInvented(demo));
  const testing::TestServer other;
  Import(other, "test").Send(BoardCommit(kCommit, "Nämnden"));
  EXPECT_FALSE(SaysInvented(other));
}

TEST(FactImportTest, GivesANumberToOnePersonOnly) {
  const testing::TestServer server;
  migration::v1::FactCommit commit;
  commit.set_commit_id(kCommit);
  for (const char* id :
       {"018e0000-0000-7000-8000-00000000000e", "018e0000-0000-7000-8000-00000000000f"}) {
    migration::v1::Fact& fact = *commit.add_facts();
    fact.set_stream_id(id);
    *fact.mutable_occurred() = demo::WhenOn(absl::CivilDay(2023, 5, 1));
    fact.mutable_person_event()->mutable_person_registered();
    fact.add_parts()->mutable_person_sealed()->mutable_person_registered()->set_personal_number(
        "199102142388");
  }
  const ImportFactsResponse answer = Import(server, "test").Send(commit);
  ASSERT_EQ(answer.refused_size(), 1) << answer.DebugString();
  EXPECT_EQ(answer.refused(0).reason(), "PERSON_EXISTS");
  EXPECT_EQ(answer.refused(0).line(), 2);
}

TEST(FactImportTest, BeginsWithThePlan) {
  const testing::TestServer server;
  MigrationService::Stub stub(server.channel());
  grpc::ClientContext context;
  testing::SetDeadline(context);
  const auto stream = stub.ImportFacts(&context);
  ImportFactsRequest request;
  *request.mutable_commit() = BoardCommit(kCommit, "Nämnden");
  stream->Write(request);
  ImportFactsResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST(LogDigestTest, AsksForTheContentByName) {
  const testing::TestServer server;
  LoadAll(server);
  log::v1::LogService::Stub stub(server.channel());
  grpc::ClientContext context;
  testing::SetDeadline(context);
  log::v1::DigestRequest request;
  request.set_parent(kTenant);
  const auto reader = stub.Digest(&context, request);
  log::v1::DigestResponse response;
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_EQ(CallError(reader->Finish()).fields(), std::vector<std::string>{"content"});
}

TEST(LogDigestTest, ChangesWithEveryEvent) {
  const testing::TestServer server;
  LoadAll(server);
  const log::v1::DigestResponse before = DigestOf(server);
  organisation::v1::OrganisationService::Stub stub(server.channel());
  organisation::v1::CreateBoardRequest request;
  request.set_name(absl::StrCat(kTenant, "/boards/-"));
  request.set_display_name("En nämnd till");
  testing::CallOk(stub, &organisation::v1::OrganisationService::Stub::CreateBoard, request);
  const log::v1::DigestResponse after = DigestOf(server);
  EXPECT_EQ(after.total(), before.total() + 1);
  EXPECT_NE(after.digest(), before.digest());
}

}  // namespace
}  // namespace framdrift
