// Rebuilt rows are the live ones, while a real server takes imports and commands and after it was
// killed in the middle of a rebuild.
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "framdrift/migration/v1/migration_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/projection/v1/projection_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "tests/integration/systems.h"
#include "tests/testing/call.h"
#include "tests/testing/server_process.h"
#include "tests/testing/temp_dir.h"

namespace framdrift {
namespace {

namespace org = organisation::v1;
namespace projection = projection::v1;
using migration::v1::ImportCasesRequest;
using migration::v1::ImportCasesResponse;
using migration::v1::ImportPlan;
using Projections = projection::ProjectionService::Stub;
using testing::Call;
using testing::CallOk;
using testing::ServerProcess;

constexpr char kTenant[] = "tenants/kungsbacka";
constexpr int kRounds = 4;
constexpr int kKills = 6;

std::string NameOf(const std::string& read_model) {
  return absl::StrCat(kTenant, "/projections/", read_model);
}

void AddRow(migration::v1::ImportedCase& imported, int day) {
  auto& row = *imported.add_rows();
  row.set_line(imported.rows_size());
  row.set_code(absl::StrCat("T", day));
  row.mutable_occurred()->mutable_time()->set_seconds(1'600'000'000 + day * 86'400);
  if (day == 0) {
    row.mutable_case_event()->mutable_case_opened();
  } else {
    row.mutable_case_event()->mutable_act_recorded()->set_code(row.code());
  }
}

// The `number`th message of an import. Every case comes twice. The second time an appending import
// has one more row, of a day before the others; a snapshot has another last row, so that one is
// voided and one added.
void SetCase(ImportPlan::Mode mode, int number, migration::v1::ImportedCase& imported) {
  const bool again = number % 2 == 1;
  imported.set_key(absl::StrCat("case-", number / 2));
  AddRow(imported, 0);
  if (again && mode == ImportPlan::MODE_APPEND) AddRow(imported, 1);
  AddRow(imported, 2);
  AddRow(imported, again && mode == ImportPlan::MODE_SNAPSHOT ? 5 : 3);
}

// Clients that write until they are ended, or until the server is gone.
class Writers {
 public:
  explicit Writers(const ServerProcess& server) : server_(server) {
    threads_.emplace_back([this] { Import("one", ImportPlan::MODE_APPEND); });
    threads_.emplace_back([this] { Import("other", ImportPlan::MODE_APPEND); });
    threads_.emplace_back([this] { Import("whole", ImportPlan::MODE_SNAPSHOT); });
    threads_.emplace_back([this] { CreateBoards(); });
    threads_.emplace_back([this] {
      testing::WriteSystems(server_.Connect(), kTenant, [this] {
        ++answers_;
        return !stop_;
      });
    });
  }
  ~Writers() {
    if (!threads_.empty()) End();
  }

  void End() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  int answers() const { return answers_; }

 private:
  void Import(const std::string& source, ImportPlan::Mode mode) {
    migration::v1::MigrationService::Stub stub(server_.Connect());
    grpc::ClientContext context;
    testing::SetDeadline(context);
    const auto stream = stub.ImportCases(&context);
    ImportCasesRequest request;
    request.mutable_plan()->set_parent(kTenant);
    request.mutable_plan()->set_source(source);
    request.mutable_plan()->set_mode(mode);
    ImportCasesResponse response;
    bool going = stream->Write(request);
    for (int number = 0; going && !stop_; ++number) {
      request.Clear();
      SetCase(mode, number, *request.mutable_imported_case());
      going = stream->Write(request) && stream->Read(&response);
      if (!going) break;
      EXPECT_EQ(response.refused_size(), 0) << response.DebugString();
      ++answers_;
    }
    stream->WritesDone();
    static_cast<void>(stream->Finish());
  }

  void CreateBoards() {
    org::OrganisationService::Stub stub(server_.Connect());
    org::CreateBoardRequest request;
    org::CreateBoardResponse response;
    request.set_name(absl::StrCat(kTenant, "/boards/-"));
    request.set_display_name("Nämnden");
    while (!stop_ &&
           Call(stub, &org::OrganisationService::Stub::CreateBoard, request, response).ok()) {
      ++answers_;
    }
  }

  const ServerProcess& server_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> answers_ = 0;
  std::vector<std::thread> threads_;
};

// The first event of the tenant, so that it is known.
void Found(const ServerProcess& server) {
  org::OrganisationService::Stub stub(server.Connect());
  org::CreateBoardRequest request;
  request.set_name(absl::StrCat(kTenant, "/boards/-"));
  request.set_display_name("Nämnden");
  CallOk(stub, &org::OrganisationService::Stub::CreateBoard, request);
}

std::vector<std::string> ReadModels(const ServerProcess& server) {
  Projections stub(server.Connect());
  projection::ListProjectionsRequest request;
  request.set_parent(kTenant);
  const auto response = CallOk(stub, &Projections::ListProjections, request);
  std::vector<std::string> names;
  for (const auto& one : response.projections()) {
    names.push_back(one.name().substr(NameOf("").size()));
  }
  return names;
}

// Calls `seen` with every answer; says how the call ended.
grpc::Status Rebuild(
    const ServerProcess& server, const std::string& name,
    const std::function<void(const projection::RebuildProjectionResponse&)>& seen) {
  Projections stub(server.Connect());
  grpc::ClientContext context;
  testing::SetDeadline(context);
  projection::RebuildProjectionRequest request;
  request.set_name(NameOf(name));
  const auto stream = stub.RebuildProjection(&context, request);
  for (projection::RebuildProjectionResponse next; stream->Read(&next);) seen(next);
  return stream->Finish();
}

// Rolls back to the generation kept and expects rows equal to those that answered before.
void ExpectRolledBackEqual(const ServerProcess& server, const std::string& name) {
  Projections stub(server.Connect());
  grpc::ClientContext context;
  testing::SetDeadline(context);
  projection::RollbackProjectionRequest request;
  request.set_name(NameOf(name));
  const auto stream = stub.RollbackProjection(&context, request);
  projection::RollbackProjectionResponse last;
  for (projection::RollbackProjectionResponse next; stream->Read(&next);) last = next;
  const grpc::Status status = stream->Finish();
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(last.stage(), projection::RebuildProjectionResponse::STAGE_DONE);
  ASSERT_EQ(last.results_size(), 1);
  EXPECT_TRUE(last.results(0).equal()) << last.DebugString();
  EXPECT_TRUE(last.results(0).has_before());
}

// Rebuilds, and expects `results` read models with rows equal to those that answered before.
void ExpectRebuiltEqual(const ServerProcess& server, const std::string& name, size_t results) {
  projection::RebuildProjectionResponse last;
  const grpc::Status status = Rebuild(server, name, [&](const auto& next) { last = next; });
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(last.stage(), projection::RebuildProjectionResponse::STAGE_DONE);
  EXPECT_EQ(static_cast<size_t>(last.results_size()), results);
  for (const auto& result : last.results()) {
    EXPECT_TRUE(result.equal()) << result.DebugString();
    EXPECT_TRUE(result.has_before()) << result.projection();
    // Nobody takes part in an activity here.
    EXPECT_EQ(result.after().rows() > 0, result.projection() != "participation")
        << result.projection();
  }
}

// By read model, of a server that nobody writes to.
std::map<std::string, std::string> Digests(const ServerProcess& server) {
  Projections stub(server.Connect());
  std::map<std::string, std::string> digests;
  for (const std::string& name : ReadModels(server)) {
    projection::ListProjectionsRequest list;
    list.set_parent(kTenant);
    projection::DigestProjectionRequest request;
    request.set_name(NameOf(name));
    request.set_min_position(CallOk(stub, &Projections::ListProjections, list).position());
    const auto response = CallOk(stub, &Projections::DigestProjection, request);
    digests[name] = response.digest().DebugString();
  }
  return digests;
}

// Of the systems around the case work, all that is recorded.
std::string Systems(const ServerProcess& server) {
  Projections stub(server.Connect());
  projection::ListProjectionsRequest request;
  request.set_parent(kTenant);
  const int64_t position = CallOk(stub, &Projections::ListProjections, request).position();
  return testing::ListSystems(server.Connect(), kTenant, position);
}

TEST(DigestTest, RebuiltRowsAreTheLiveOnesUnderConcurrentWrites) {
  testing::TempDir directory;
  ServerProcess server(directory.path());
  ASSERT_TRUE(server.Start()) << server.errors();
  Found(server);
  const std::vector<std::string> read_models = ReadModels(server);
  Writers writers(server);
  while (writers.answers() < 100) std::this_thread::yield();
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    const int before = writers.answers();
    for (const std::string& name : read_models) ExpectRebuiltEqual(server, name, 1);
    ExpectRebuiltEqual(server, "-", read_models.size());
    EXPECT_GT(writers.answers(), before) << "nobody wrote while the read models were rebuilt";
  }
  writers.End();
  const auto live = Digests(server);
  const std::string systems = Systems(server);
  EXPECT_EQ(server.Stop(), 0) << server.errors();
  // Built from nothing, they are the same again.
  std::filesystem::remove_all(server.data_dir() + "/projections");
  ASSERT_TRUE(server.Start()) << server.errors();
  EXPECT_EQ(Digests(server), live);
  EXPECT_EQ(Systems(server), systems);
}

TEST(DigestTest, RebuildsAtTheSameTimeAndRollbacksEndWithTheLiveRowsUnderConcurrentWrites) {
  testing::TempDir directory;
  ServerProcess server(directory.path());
  ASSERT_TRUE(server.Start()) << server.errors();
  Found(server);
  const std::vector<std::string> read_models = ReadModels(server);
  Writers writers(server);
  while (writers.answers() < 100) std::this_thread::yield();
  std::vector<std::thread> rebuilders;
  for (const std::string& name : read_models) {
    rebuilders.emplace_back([&server, &name] {
      for (int round = 0; round < kRounds && !::testing::Test::HasFailure(); ++round) {
        ExpectRebuiltEqual(server, name, 1);
        ExpectRolledBackEqual(server, name);
        // And what was rolled back from is kept likewise.
        ExpectRolledBackEqual(server, name);
      }
    });
  }
  for (std::thread& rebuilder : rebuilders) rebuilder.join();
  writers.End();
  const auto live = Digests(server);
  for (const std::string& name : read_models) ExpectRolledBackEqual(server, name);
  EXPECT_EQ(Digests(server), live);
  EXPECT_EQ(server.Stop(), 0) << server.errors();
}

TEST(DigestTest, ARebuildThatIsKilledLeavesRowsThatAreRight) {
  testing::TempDir directory;
  ServerProcess server(directory.path());
  ASSERT_TRUE(server.Start()) << server.errors();
  Found(server);
  const size_t read_models = ReadModels(server).size();
  for (int kill = 0; kill < kKills && !HasFailure(); ++kill) {
    SCOPED_TRACE(absl::StrCat("kill ", kill));
    {
      Writers writers(server);
      while (writers.answers() < 50) std::this_thread::yield();
      // Each time one answer later: while folding, catching up, comparing, and in between.
      std::atomic<int> answers = 0;
      std::atomic<bool> failed = false;
      std::thread rebuilder([&] {
        while (Rebuild(server, "-", [&](const auto&) { ++answers; }).ok()) {
        }
        failed = true;
      });
      while (answers < 1 + kill && !failed) std::this_thread::yield();
      EXPECT_FALSE(failed);
      server.Kill();
      rebuilder.join();
    }
    ASSERT_TRUE(server.Start()) << server.errors();
    const auto recovered = Digests(server);
    ExpectRebuiltEqual(server, "-", read_models);
    EXPECT_EQ(Digests(server), recovered);
  }
  EXPECT_EQ(server.Stop(), 0) << server.errors();
}

}  // namespace
}  // namespace framdrift
