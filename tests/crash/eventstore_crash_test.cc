// Goal: kill -9 at any moment loses no acknowledged commit and leaves none in part.
// Method: a loader appends and says what was acknowledged; it is killed after a random time,
// counted from its start (so at times while it opens) or from the first acknowledgement (so that on
// the slowest machine something was acknowledged); then the store is opened and compared with what
// was said. FRAMDRIFT_CRASH_ROUNDS and FRAMDRIFT_CRASH_SEED repeat a run.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "eventstore/event_store.h"
#include "tests/crash/load.h"

namespace framdrift::eventstore::crash {
namespace {

constexpr int kRounds = 200;
constexpr int kFullChecks = 20;
constexpr int kLongestLifeMs = 250;
constexpr uint64_t kNumbersARound = 1'000'000;

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

enum class From { kStart, kFirstAcknowledgement };

// Runs the loader, kills it after `life`, and returns what it had written by then.
std::string LoadAndKill(const std::string& directory, uint64_t first, From from,
                        std::chrono::milliseconds life) {
  const char* folder = std::getenv("FRAMDRIFT_BIN_DIR");
  const std::string loader = std::string(folder == nullptr ? "." : folder) + "/eventstore_loader";
  int pipe_ends[2];
  EXPECT_EQ(::pipe2(pipe_ends, O_CLOEXEC), 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
  const std::string number = std::to_string(first);
  std::vector<char*> arguments = {const_cast<char*>(loader.c_str()),
                                  const_cast<char*>(directory.c_str()),
                                  const_cast<char*>(number.c_str()),
                                  nullptr};
  pid_t child = 0;
  EXPECT_EQ(::posix_spawn(&child, loader.c_str(), &actions, nullptr, arguments.data(), environ), 0)
      << loader;
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe_ends[1]);

  std::string written;
  char buffer[1 << 16];
  std::optional<std::chrono::steady_clock::time_point> death;
  if (from == From::kStart) death = std::chrono::steady_clock::now() + life;
  bool killed = false;
  while (true) {
    int wait_ms = -1;
    if (death && !killed) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          *death - std::chrono::steady_clock::now());
      killed = left.count() <= 0;
      if (killed) ::kill(child, SIGKILL);
      if (!killed) wait_ms = static_cast<int>(left.count());
    }
    pollfd wait = {.fd = pipe_ends[0], .events = POLLIN, .revents = 0};
    if (::poll(&wait, 1, wait_ms) <= 0) continue;
    const ssize_t size = ::read(pipe_ends[0], buffer, sizeof(buffer));
    if (size <= 0) break;
    written.append(buffer, static_cast<size_t>(size));
    if (!death) death = std::chrono::steady_clock::now() + life;
  }
  ::close(pipe_ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the loader ended by itself";
  return written;
}

struct Checked {
  Position head = 0;
  Hash root{};
};

class CrashTest : public ::testing::Test {
 protected:
  CrashTest()
      : directory_(std::filesystem::path(::testing::TempDir()) /
                   ("crash_" + std::to_string(::getpid()))) {}
  ~CrashTest() override { std::filesystem::remove_all(directory_); }

  // Everything acknowledged is there, where it was said to be.
  void CheckAcknowledged(const EventStore& store, const std::string& written) {
    std::istringstream lines(written);
    uint64_t number = 0;
    CommitResult said;
    while (lines >> number >> said.first_position >> said.last_position) {
      const absl::StatusOr<std::optional<CommitFound>> found =
          store.FindCommit(TenantOf(number), LogNumber::kMain, CommitIdOf(number));
      ASSERT_TRUE(found.ok()) << found.status();
      ASSERT_TRUE(found->has_value()) << "lost commit " << number;
      EXPECT_EQ((*found)->result.first_position, said.first_position);
      EXPECT_EQ((*found)->result.last_position, said.last_position);
      ++acknowledged_;
    }
  }

  // What was there before is unchanged, and every commit since is whole.
  void CheckLog(const EventStore& store, const std::string& tenant, bool fully) {
    if (!store.HasTenant(tenant)) return;
    Checked& checked = checked_[tenant];
    const Position head = store.Head(tenant, LogNumber::kMain).value();
    ASSERT_GE(head, checked.head);
    if (checked.head > 0) {
      EXPECT_EQ(store.RootAt(tenant, LogNumber::kMain, checked.head).value(), checked.root);
    }
    std::map<Id16, uint64_t> events;
    const absl::StatusOr<Position> last =
        store.Scan(tenant, LogNumber::kMain, checked.head, head, [&](const EventView& event) {
          ++events[event.commit_id];
          for (const PartView& part : event.parts) {
            EXPECT_TRUE(store.Unseal(tenant, event, part).ok());
          }
          return true;
        });
    ASSERT_TRUE(last.ok()) << last.status();
    ASSERT_EQ(*last, head);
    for (const auto& [id, count] : events) {
      uint64_t number = 0;
      for (size_t i = 8; i < 16; ++i) number = number << 8 | id[i];
      EXPECT_EQ(count, EventsOf(number)) << "split commit " << number;
    }
    checked = {head, store.RootAt(tenant, LogNumber::kMain, head).value()};
    if (!fully) return;
    const absl::Status verified = store.Verify(tenant, LogNumber::kMain, [](Position) {});
    EXPECT_TRUE(verified.ok()) << verified;
  }

  const std::filesystem::path directory_;
  std::map<std::string, Checked> checked_;
  uint64_t acknowledged_ = 0;
};

TEST_F(CrashTest, LosesNothingAcknowledgedAndSplitsNoCommit) {
  const uint64_t rounds = FromEnvironment("FRAMDRIFT_CRASH_ROUNDS", kRounds);
  const uint64_t seed = FromEnvironment("FRAMDRIFT_CRASH_SEED", std::random_device()());
  std::printf("FRAMDRIFT_CRASH_SEED=%llu\n", static_cast<unsigned long long>(seed));
  std::mt19937_64 random(seed);
  for (uint64_t round = 1; round <= rounds; ++round) {
    const std::chrono::milliseconds life(random() % kLongestLifeMs);
    const From from = random() % 2 == 0 ? From::kStart : From::kFirstAcknowledgement;
    const std::string written =
        LoadAndKill(directory_.string(), round * kNumbersARound, from, life);
    EXPECT_TRUE(from == From::kStart || !written.empty()) << "round " << round;
    Options options;
    options.data_dir = directory_.string();
    const absl::StatusOr<std::unique_ptr<EventStore>> store = EventStore::Open(options);
    ASSERT_TRUE(store.ok()) << "round " << round << ": " << store.status();
    ASSERT_NO_FATAL_FAILURE(CheckAcknowledged(**store, written)) << "round " << round;
    const bool fully = round == rounds || round % (1 + rounds / kFullChecks) == 0;
    for (uint64_t i = 0; i < kTenants; ++i) {
      ASSERT_NO_FATAL_FAILURE(CheckLog(**store, TenantOf(i), fully)) << "round " << round;
    }
  }
  std::printf("%llu commits acknowledged in %llu rounds\n",
              static_cast<unsigned long long>(acknowledged_),
              static_cast<unsigned long long>(rounds));
}

}  // namespace
}  // namespace framdrift::eventstore::crash
