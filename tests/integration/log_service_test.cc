// A tenant's log over the wire: followed, measured, checked.
#include <string>
#include <vector>

#include "framdrift/log/v1/log_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

using testing::CallError;
using testing::CallFails;
using testing::CallOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Log = log::v1::LogService::Stub;
using Organisation = organisation::v1::OrganisationService::Stub;

constexpr char kTenant[] = "tenants/kungsbacka";

class LogServiceTest : public ::testing::Test {
 protected:
  LogServiceTest() : log_(server_.channel()), organisation_(server_.channel()) {}

  void CreateBoard(const std::string& display_name) {
    organisation::v1::CreateBoardRequest request;
    request.set_name("tenants/kungsbacka/boards/-");
    request.set_display_name(display_name);
    CallOk(organisation_, &Organisation::CreateBoard, request);
  }

  std::vector<log::v1::LogEvent> Tail(log::v1::TailRequest request) {
    request.set_parent(kTenant);
    grpc::ClientContext context;
    testing::SetDeadline(context);
    const auto reader = log_.Tail(&context, request);
    std::vector<log::v1::LogEvent> events;
    log::v1::TailResponse response;
    while (reader->Read(&response)) events.push_back(response.event());
    EXPECT_TRUE(reader->Finish().ok());
    return events;
  }

  testing::TestServer server_;
  Log log_;
  Organisation organisation_;
};

TEST_F(LogServiceTest, ShowsEventsWithWhatTheySayInPublic) {
  CreateBoard("Nämnden");
  const std::vector<log::v1::LogEvent> events = Tail({});
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].position(), 1);
  EXPECT_EQ(events[0].type_name(), "framdrift.tenant.v1.TenantFounded");
  EXPECT_THAT(events[0].public_json(), HasSubstr("Europe/Stockholm"));
  EXPECT_EQ(events[1].position(), 2);
  EXPECT_EQ(events[1].type(), 15001);
  EXPECT_EQ(events[1].type_name(), "framdrift.organisation.v1.BoardCreated");
  EXPECT_EQ(events[1].public_json(), R"({"display_name":"Nämnden"})");
  EXPECT_EQ(events[1].actor_role(), "developer");
  EXPECT_EQ(events[1].actor_kind(), "human");
  EXPECT_EQ(events[1].revision(), 1);
  EXPECT_TRUE(events[1].occurred().has_time());
}

TEST_F(LogServiceTest, StartsAfterAPositionOrWithTheLastEvents) {
  for (int i = 0; i < 300; ++i) CreateBoard("Nämnd");
  log::v1::TailRequest request;
  request.set_after_position(298);
  EXPECT_EQ(Tail(request).size(), 3u);
  request.set_after_position(0);
  request.set_last(2);
  EXPECT_EQ(Tail(request).front().position(), 300);
  request.set_last(1000);
  EXPECT_EQ(Tail(request).size(), 301u);
}

TEST_F(LogServiceTest, FollowsWhatIsRecordedLaterUntilItIsCancelled) {
  CreateBoard("Nämnden");
  grpc::ClientContext context;
  testing::SetDeadline(context);
  log::v1::TailRequest request;
  request.set_parent(kTenant);
  request.set_after_position(2);
  request.set_follow(true);
  const auto reader = log_.Tail(&context, request);
  CreateBoard("Socialnämnden");
  log::v1::TailResponse response;
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.event().position(), 3);
  context.TryCancel();
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(LogServiceTest, SaysHowLongTheLogIsAndWhatItsRootIs) {
  CreateBoard("Nämnden");
  log::v1::GetStatsRequest request;
  request.set_parent(kTenant);
  const auto stats = CallOk(log_, &Log::GetStats, request);
  EXPECT_EQ(stats.position(), 2);
  EXPECT_EQ(stats.root().size(), 64u);
  EXPECT_EQ(stats.commits(), 2);
  EXPECT_EQ(stats.events(), 2);
  EXPECT_GE(stats.last_record_time().seconds(), stats.first_record_time().seconds());
}

TEST_F(LogServiceTest, ChecksTheWholeLog) {
  CreateBoard("Nämnden");
  log::v1::VerifyRequest request;
  request.set_parent(kTenant);
  grpc::ClientContext context;
  testing::SetDeadline(context);
  const auto reader = log_.Verify(&context, request);
  log::v1::VerifyResponse response;
  while (reader->Read(&response)) {
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_TRUE(response.complete());
  EXPECT_EQ(response.position(), 2);
  log::v1::GetStatsRequest stats;
  stats.set_parent(kTenant);
  EXPECT_EQ(response.root(), CallOk(log_, &Log::GetStats, stats).root());
}

TEST_F(LogServiceTest, KnowsNoTenantThatWasNotFounded) {
  log::v1::GetStatsRequest request;
  request.set_parent(kTenant);
  EXPECT_EQ(CallFails(log_, &Log::GetStats, request).info.reason(), "TENANT_NOT_FOUND");
  log::v1::TailRequest tail;
  tail.set_parent(kTenant);
  grpc::ClientContext context;
  testing::SetDeadline(context);
  EXPECT_EQ(CallError(log_.Tail(&context, tail)->Finish()).info.reason(), "TENANT_NOT_FOUND");
}

}  // namespace
}  // namespace framdrift
