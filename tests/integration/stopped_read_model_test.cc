// A real server whose log holds an event that one of its read models cannot take in.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "domain/history/streams.h"
#include "eventstore/event_store.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/projection/v1/projection_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/server_process.h"
#include "tests/testing/temp_dir.h"

namespace framdrift {
namespace {

namespace org = organisation::v1;
namespace proj = projection::v1;
using testing::CallFails;
using testing::CallOk;
using ::testing::HasSubstr;
using testing::ServerProcess;
using Organisation = org::OrganisationService::Stub;
using Projections = proj::ProjectionService::Stub;

constexpr char kTenant[] = "tenants/kungsbacka";
// Of no event there is.
constexpr uint32_t kNewerType = 999;

int64_t CreateBoard(const ServerProcess& server) {
  Organisation stub(server.Connect());
  org::CreateBoardRequest request;
  request.set_name(absl::StrCat(kTenant, "/boards/-"));
  request.set_display_name("Nämnden");
  return CallOk(stub, &Organisation::CreateBoard, request).position();
}

// The first event of a case as a newer program would have written it. Its position.
eventstore::Position AppendNewerEvent(const std::string& data_dir) {
  eventstore::Options options;
  options.data_dir = data_dir;
  const auto store = eventstore::EventStore::Open(options);
  EXPECT_TRUE(store.ok()) << store.status();
  eventstore::NewCommit commit;
  commit.commit_id = Id16{1};
  commit.actor = {.pseudonym = Id16{3}, .role = "caseworker"};
  eventstore::NewEvent& newer = commit.events.emplace_back();
  newer.stream = {static_cast<uint16_t>(history::StreamKind::kCase), Id16{2}};
  newer.type = newer.stream.kind * 1000u + kNewerType;
  newer.occurred_at = absl::FromUnixSeconds(1'700'000'000);
  const auto appended = (*store)->AppendAndWait("kungsbacka", std::move(commit));
  EXPECT_TRUE(appended.ok()) << appended.status();
  return appended.ok() ? appended->last_position : 0;
}

proj::Projection Find(const ServerProcess& server, const std::string& name) {
  Projections stub(server.Connect());
  proj::GetProjectionRequest request;
  request.set_name(absl::StrCat(kTenant, "/projections/", name));
  return CallOk(stub, &Projections::GetProjection, request).projection();
}

TEST(StoppedReadModelTest, StopsAloneAndTheServerSaysAtWhichEventAndWhy) {
  testing::TempDir directory;
  ServerProcess server(directory.path());
  ASSERT_TRUE(server.Start()) << server.errors();
  CreateBoard(server);
  ASSERT_EQ(server.Stop(), 0) << server.errors();
  const auto planted = static_cast<int64_t>(AppendNewerEvent(server.data_dir()));

  ASSERT_TRUE(server.Start()) << server.errors();
  const int64_t position = CreateBoard(server);
  EXPECT_GT(position, planted) << "commands go on";
  casework::v1::CaseService::Stub cases(server.Connect());
  casework::v1::ListCasesRequest list;
  list.set_parent(kTenant);
  const auto refused = CallFails(cases, &casework::v1::CaseService::Stub::ListCases, list);
  EXPECT_EQ(refused.code, grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(refused.info.reason(), "PROJECTION_STOPPED");
  EXPECT_THAT(refused.details.message(), HasSubstr(absl::StrCat("stopped at position ", planted)));

  const proj::Projection stopped = Find(server, "cases");
  EXPECT_EQ(stopped.state(), proj::Projection::STATE_STOPPED);
  EXPECT_EQ(stopped.stopped_position(), planted);
  EXPECT_THAT(stopped.stopped_reason(), HasSubstr("which this program does not know"));
  EXPECT_EQ(stopped.position(), planted - 1);
  // Another read model has come to the head.
  Projections projections(server.Connect());
  proj::DigestProjectionRequest digest;
  digest.set_name(absl::StrCat(kTenant, "/projections/directory"));
  digest.set_min_position(position);
  EXPECT_EQ(CallOk(projections, &Projections::DigestProjection, digest).digest().position(),
            position);
  EXPECT_EQ(Find(server, "directory").state(), proj::Projection::STATE_LIVE);
  const std::string said = server.errors();
  const std::string line = "\"message\":\"projection stopped\",\"projection\":\"cases\"";
  const size_t first = said.find(line);
  ASSERT_NE(first, std::string::npos) << said;
  EXPECT_EQ(said.find(line, first + 1), std::string::npos) << "said twice:\n" << said;
  EXPECT_EQ(server.Stop(), 0) << server.errors();
}

}  // namespace
}  // namespace framdrift
