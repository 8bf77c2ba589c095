// Goal: kill -9 in the middle of a load loses no acknowledged command and splits no commit.
// Method: clients register members of staff, four events each in one commit; the server is killed
// once a random number was acknowledged, with others under way, and started again; every command is
// sent once more and must be answered as it was. FRAMDRIFT_CRASH_ROUNDS and FRAMDRIFT_CRASH_SEED
// repeat a run.
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "base/strong_id.h"
#include "framdrift/log/v1/log_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/server_process.h"
#include "tests/testing/temp_dir.h"

namespace framdrift {
namespace {

namespace v1 = organisation::v1;
using testing::Call;
using testing::CallOk;
using Organisation = v1::OrganisationService::Stub;
using Staff = v1::StaffService::Stub;

constexpr uint64_t kRounds = 200;
constexpr int kClients = 4;
constexpr int kMostAcknowledged = 120;
constexpr int kEventsOfOne = 4;
constexpr char kBoardId[] = "0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kUnitId[] = "0190b2c8-5b0e-7c3a-9f00-000000000002";

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

v1::RegisterStaffRequest NewStaff() {
  v1::RegisterStaffRequest request;
  request.set_name("tenants/kungsbacka/staff/-");
  request.set_request_id(FormatUuid(NewUuidV4()));
  request.set_unit_id(kUnitId);
  request.set_display_name("Somebody");
  request.add_roles(v1::ROLE_CASEWORKER);
  request.add_roles(v1::ROLE_MANAGER);
  request.add_roles(v1::ROLE_AUDITOR);
  return request;
}

// What clients asked for and what they were answered. Thread-safe.
class Asked {
 public:
  struct One {
    v1::RegisterStaffRequest request;
    // 0 while it is unknown whether it was done.
    int64_t position = 0;
    std::string name;
  };

  void Add(One one) {
    MutexLock lock(mutex_);
    acknowledged_ += one.position > 0;
    all_.push_back(std::move(one));
  }
  int acknowledged() const {
    MutexLock lock(mutex_);
    return acknowledged_;
  }
  std::vector<One> Take() {
    MutexLock lock(mutex_);
    acknowledged_ = 0;
    return std::exchange(all_, {});
  }

 private:
  mutable Mutex mutex_;
  std::vector<One> all_ ABSL_GUARDED_BY(mutex_);
  int acknowledged_ ABSL_GUARDED_BY(mutex_) = 0;
};

// Asks until a call fails.
void AskUntilItFails(const testing::ServerProcess& server, Asked& asked) {
  Staff stub(server.Connect());
  while (true) {
    Asked::One one{NewStaff(), 0, ""};
    v1::RegisterStaffResponse response;
    const bool ok = Call(stub, &Staff::RegisterStaff, one.request, response).ok();
    if (ok) {
      one.position = response.position();
      one.name = response.staff().name();
    }
    asked.Add(std::move(one));
    if (!ok) return;
  }
}

// Loads the server and kills it once `acknowledged` commands were, with others under way.
void LoadAndKill(testing::ServerProcess& server, int acknowledged, Asked& asked) {
  std::vector<std::thread> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.emplace_back([&] { AskUntilItFails(server, asked); });
  }
  while (asked.acknowledged() < acknowledged) std::this_thread::yield();
  server.Kill();
  for (std::thread& client : clients) client.join();
}

// Every command, sent again, is answered as it was, or is done now.
void AskAgain(const testing::ServerProcess& server, const std::vector<Asked::One>& before) {
  Staff stub(server.Connect());
  for (const Asked::One& one : before) {
    const auto response = CallOk(stub, &Staff::RegisterStaff, one.request);
    if (one.position == 0) continue;
    EXPECT_TRUE(response.duplicate()) << one.name;
    EXPECT_EQ(response.position(), one.position);
    EXPECT_EQ(response.staff().name(), one.name);
  }
}

// Positions without gaps, and of each registration all four events, side by side.
void ExpectWholeCommits(const testing::ServerProcess& server) {
  log::v1::LogService::Stub stub(server.Connect());
  grpc::ClientContext context;
  log::v1::TailRequest request;
  request.set_parent("tenants/kungsbacka");
  const auto reader = stub.Tail(&context, request);
  log::v1::TailResponse response;
  int64_t last = 0;
  int left_of_commit = 0;
  std::string commit_id;
  while (reader->Read(&response)) {
    const log::v1::LogEvent& event = response.event();
    EXPECT_EQ(event.position(), last + 1);
    last = event.position();
    if (event.event_index() == 0) {
      EXPECT_EQ(left_of_commit, 0) << "before position " << last;
      commit_id = event.commit_id();
      left_of_commit = event.type() == 7001 ? kEventsOfOne : 1;
    }
    EXPECT_EQ(event.commit_id(), commit_id);
    --left_of_commit;
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(left_of_commit, 0);
}

void CreateUnit(const testing::ServerProcess& server) {
  Organisation stub(server.Connect());
  v1::CreateBoardRequest board;
  board.set_name(std::string("tenants/kungsbacka/boards/") + kBoardId);
  board.set_display_name("Board");
  CallOk(stub, &Organisation::CreateBoard, board);
  v1::CreateUnitRequest unit;
  unit.set_name(std::string("tenants/kungsbacka/units/") + kUnitId);
  unit.set_board_id(kBoardId);
  unit.set_municipality_code("1384");
  unit.set_display_name("Unit");
  CallOk(stub, &Organisation::CreateUnit, unit);
}

TEST(ServerCrashTest, KillingTheServerLosesNoAcknowledgedCommandAndSplitsNoCommit) {
  const uint64_t seed = FromEnvironment("FRAMDRIFT_CRASH_SEED", std::random_device{}());
  const uint64_t rounds = FromEnvironment("FRAMDRIFT_CRASH_ROUNDS", kRounds);
  SCOPED_TRACE("FRAMDRIFT_CRASH_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<int> acknowledged(0, kMostAcknowledged);
  testing::TempDir directory;
  testing::ServerProcess server(directory.path());
  ASSERT_TRUE(server.Start()) << server.errors();
  CreateUnit(server);
  Asked asked;
  for (uint64_t round = 0; round < rounds && !::testing::Test::HasFailure(); ++round) {
    LoadAndKill(server, acknowledged(random), asked);
    ASSERT_TRUE(server.Start()) << server.errors();
    AskAgain(server, asked.Take());
  }
  ExpectWholeCommits(server);
  EXPECT_EQ(server.Stop(), 0) << server.errors();
}

}  // namespace
}  // namespace framdrift
