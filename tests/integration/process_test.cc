// framdriftd as a process: what it says when it starts, how it stops, what it survives.
#include <string>

#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/server_process.h"
#include "tests/testing/temp_dir.h"

namespace framdrift {
namespace {

namespace v1 = organisation::v1;
using testing::CallOk;
using ::testing::HasSubstr;
using testing::ServerProcess;
using testing::TempDir;
using Organisation = v1::OrganisationService::Stub;

constexpr char kBoard[] = "tenants/kungsbacka/boards/0190b2c8-5b0e-7c3a-9f00-000000000001";

v1::CreateBoardRequest NewBoard() {
  v1::CreateBoardRequest request;
  request.set_name(kBoard);
  request.set_display_name("Nämnden");
  return request;
}

v1::GetBoardRequest Board() {
  v1::GetBoardRequest request;
  request.set_name(kBoard);
  return request;
}

TEST(ProcessTest, SaysWhereItListensAndWhomItBelieves) {
  TempDir directory;
  ServerProcess server(directory.path());
  ASSERT_TRUE(server.Start()) << server.errors();
  EXPECT_THAT(server.ready_line(), HasSubstr(server.address()));
  EXPECT_THAT(server.ready_line(), HasSubstr("development sign-in"));
  EXPECT_EQ(server.Stop(), 0);
}

TEST(ProcessTest, FindsItsEventsAfterAStopAndAfterAKill) {
  TempDir directory;
  ServerProcess server(directory.path());
  ASSERT_TRUE(server.Start()) << server.errors();
  {
    Organisation stub(server.Connect());
    CallOk(stub, &Organisation::CreateBoard, NewBoard());
  }
  EXPECT_EQ(server.Stop(), 0) << server.errors();
  ASSERT_TRUE(server.Start()) << server.errors();
  {
    Organisation stub(server.Connect());
    EXPECT_EQ(CallOk(stub, &Organisation::GetBoard, Board()).board().display_name(), "Nämnden");
  }
  server.Kill();
  ASSERT_TRUE(server.Start()) << server.errors();
  Organisation stub(server.Connect());
  EXPECT_EQ(CallOk(stub, &Organisation::GetBoard, Board()).position(), 2);
}

TEST(ProcessTest, WillNotTakeAnAddressOrADirectoryFromAnother) {
  TempDir directory;
  ServerProcess first(directory.path());
  ASSERT_TRUE(first.Start()) << first.errors();
  ServerProcess same_address(directory.path());
  EXPECT_FALSE(same_address.Start());
  EXPECT_EQ(same_address.exit_code(), 69);
  TempDir elsewhere;
  ServerProcess same_data(elsewhere.path(), {"--data-dir", first.data_dir()});
  EXPECT_FALSE(same_data.Start());
  EXPECT_EQ(same_data.exit_code(), 75) << same_data.errors();
}

TEST(ProcessTest, ListensOnThisMachineOnly) {
  TempDir directory;
  ServerProcess server(directory.path(), {"--listen", "0.0.0.0:0"});
  EXPECT_FALSE(server.Start());
  EXPECT_EQ(server.exit_code(), 2);
  EXPECT_THAT(server.errors(), HasSubstr("this machine only"));
}

TEST(ProcessTest, KnowsAFlagItDoesNotKnow) {
  TempDir directory;
  ServerProcess server(directory.path(), {"--fast"});
  EXPECT_FALSE(server.Start());
  EXPECT_EQ(server.exit_code(), 2);
}

}  // namespace
}  // namespace framdrift
