// framdriftd as a process: what it says when it starts, how it stops, what it survives.
#include <filesystem>
#include <fstream>
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

namespace fs = std::filesystem;
namespace v1 = organisation::v1;
using testing::CallError;
using testing::CallFails;
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

TEST(ProcessTest, RefusesCommandsButNoQueriesBeforeTheDiskIsFull) {
  TempDir directory;
  {
    ServerProcess server(directory.path());
    ASSERT_TRUE(server.Start()) << server.errors();
    Organisation stub(server.Connect());
    CallOk(stub, &Organisation::CreateBoard, NewBoard());
    EXPECT_EQ(server.Stop(), 0);
  }
  {
    ServerProcess full(directory.path(), {"--free-space-watermark", "1000000TB"});
    ASSERT_TRUE(full.Start()) << full.errors();
    Organisation stub(full.Connect());
    v1::CreateBoardRequest another = NewBoard();
    another.set_name("tenants/kungsbacka/boards/-");
    const CallError error = CallFails(stub, &Organisation::CreateBoard, another);
    EXPECT_EQ(error.code, grpc::StatusCode::RESOURCE_EXHAUSTED);
    EXPECT_EQ(error.info.reason(), "DISK_ALMOST_FULL");
    EXPECT_TRUE(error.has_retry);
    EXPECT_EQ(CallOk(stub, &Organisation::GetBoard, Board()).board().display_name(), "Nämnden");
    EXPECT_EQ(full.Stop(), 0);
  }
  ServerProcess server(directory.path());
  ASSERT_TRUE(server.Start()) << server.errors();
  Organisation stub(server.Connect());
  v1::CreateBoardRequest another = NewBoard();
  another.set_name("tenants/kungsbacka/boards/-");
  CallOk(stub, &Organisation::CreateBoard, another);
}

// Flips one bit in the middle of the newest write-ahead log.
void DamageNewestLog(const std::string& data_dir) {
  fs::path newest;
  for (const auto& entry : fs::directory_iterator(data_dir + "/log")) {
    const fs::path& path = entry.path();
    if (path.extension() != ".log" || fs::file_size(path) == 0) continue;
    if (newest.empty() || path.filename() > newest.filename()) newest = path;
  }
  std::fstream file(newest, std::ios::in | std::ios::out | std::ios::binary);
  const auto middle = static_cast<std::streamoff>(fs::file_size(newest) / 2);
  file.seekg(middle);
  const int byte = file.get();
  file.seekp(middle);
  file.put(static_cast<char>(byte ^ 0x10));
}

TEST(ProcessTest, StartsNothingOnADamagedLogAndNamesWhatIsDamaged) {
  TempDir directory;
  ServerProcess server(directory.path());
  ASSERT_TRUE(server.Start()) << server.errors();
  {
    Organisation stub(server.Connect());
    for (int i = 0; i < 50; ++i) {
      v1::CreateBoardRequest board = NewBoard();
      board.set_name("tenants/kungsbacka/boards/-");
      CallOk(stub, &Organisation::CreateBoard, board);
    }
  }
  server.Kill();
  DamageNewestLog(server.data_dir());
  EXPECT_FALSE(server.Start());
  EXPECT_EQ(server.exit_code(), 65) << server.errors();
  EXPECT_THAT(server.errors(), HasSubstr(server.data_dir()));
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
