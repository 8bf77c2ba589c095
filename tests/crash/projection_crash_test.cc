// Goal: kill -9 at any moment, rebuilds and rollbacks among them, leaves one generation that
// answers and at most one kept, with rows that follow from the log up to their checkpoint, and that
// go on from there to those of a new build. Method: a loader appends, rebuilds and rolls back; it
// is killed after a random time, at times while it opens; then everything is opened and compared.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "eventstore/event_store.h"
#include "projections/all_projections.h"
#include "projections/cases.h"
#include "projections/directory.h"
#include "projections/projector.h"
#include "tests/projections/case_log.h"
#include "tests/projections/expect_rows.h"
#include "tests/testing/temp_dir.h"

namespace framdrift::projections {
namespace {

constexpr int kRounds = 40;
constexpr int kLongestLifeMs = 900;

void LoadAndKill(const std::string& directory, uint64_t seed, std::chrono::milliseconds life) {
  const char* folder = std::getenv("FRAMDRIFT_BIN_DIR");
  const std::string loader = std::string(folder == nullptr ? "." : folder) + "/projection_loader";
  const std::string number = std::to_string(seed);
  std::vector<char*> arguments = {const_cast<char*>(loader.c_str()),
                                  const_cast<char*>(directory.c_str()),
                                  const_cast<char*>(number.c_str()),
                                  nullptr};
  pid_t child = 0;
  ASSERT_EQ(::posix_spawn(&child, loader.c_str(), nullptr, nullptr, arguments.data(), environ), 0)
      << loader;
  std::this_thread::sleep_for(life);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the loader ended by itself";
}

// One answers and at most one is kept, which is rolled back to with rows that are equal.
void CheckGenerations(Projector& projector) {
  for (const std::string& name : projector.names()) {
    const auto status = projector.Get("lund", name);
    ASSERT_TRUE(status.ok()) << status.status();
    ASSERT_FALSE(status->generations.empty()) << name;
    EXPECT_LE(status->generations.size(), 2u) << name;
    EXPECT_EQ(status->generations.front().state, Generations::State::kAnswering) << name;
    if (status->generations.size() < 2) continue;
    EXPECT_EQ(status->generations.back().state, Generations::State::kKept) << name;
    const auto rolled_back =
        projector.RollBack(name, 0, [](const RebuildProgress&) { return true; });
    ASSERT_TRUE(rolled_back.ok()) << rolled_back.status();
    for (const RebuildResult& result : *rolled_back) {
      ASSERT_TRUE(result.before.has_value());
      EXPECT_EQ(result.before->hash, result.after.hash) << name;
    }
  }
}

void Check(const std::string& directory) {
  eventstore::Options options;
  options.data_dir = directory + "/data";
  const auto store = eventstore::EventStore::Open(options);
  ASSERT_TRUE(store.ok()) << store.status();
  ASSERT_TRUE((*store)->FoundTenant("lund").ok());
  ProjectorOptions projector_options;
  projector_options.directory = directory + "/projections";
  projector_options.zone_of = [](absl::string_view) {
    return absl::StatusOr<absl::TimeZone>(Stockholm());
  };
  const auto projector = Projector::Open(**store, AllProjections(), projector_options);
  ASSERT_TRUE(projector.ok()) << projector.status();
  // Whatever position the rows hold for by now.
  ExpectRowsFollowFromTheLog(**store, "lund", **(*projector)->Read("lund", kCases));
  const eventstore::Position head = (*store)->Head("lund", eventstore::LogNumber::kMain).value();
  for (const std::string& name : (*projector)->names()) {
    ASSERT_TRUE((*projector)->WaitUntil("lund", name, head, absl::Minutes(1)).ok());
  }
  ExpectRowsFollowFromTheLog(**store, "lund", **(*projector)->Read("lund", kCases));
  CheckGenerations(**projector);
  ExpectRowsFollowFromTheLog(**store, "lund", **(*projector)->Read("lund", kCases));
  const auto rebuilt =
      (*projector)->Rebuild((*projector)->names(), [](const RebuildProgress&) { return true; });
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  for (const RebuildResult& result : *rebuilt) {
    ASSERT_TRUE(result.before.has_value());
    EXPECT_EQ(result.before->hash, result.after.hash) << result.projection;
  }
}

TEST(ProjectionCrashTest, RowsFollowFromTheLogWheneverTheProcessIsKilled) {
  testing::TempDir directory;
  std::mt19937_64 random(20240301);
  for (int round = 0; round < kRounds && !::testing::Test::HasFailure(); ++round) {
    const std::chrono::milliseconds life(random() % kLongestLifeMs);
    SCOPED_TRACE("round " + std::to_string(round) + ", killed after " +
                 std::to_string(life.count()) + " ms");
    LoadAndKill(directory.path(), static_cast<uint64_t>(round), life);
    Check(directory.path());
  }
}

}  // namespace
}  // namespace framdrift::projections
