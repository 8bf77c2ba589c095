// An event store in a temporary directory, and commits to put into it.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "eventstore/event_store.h"

namespace framdrift::eventstore {

inline constexpr char kTenant[] = "lund";

// Thread-safe. Says what it was told; monotonic time goes along unless the wall clock leaps.
class FakeClock : public Clock {
 public:
  absl::Time Now() const override {
    MutexLock lock(mutex_);
    return now_;
  }
  absl::Duration Monotonic() const override {
    MutexLock lock(mutex_);
    return monotonic_;
  }
  void Advance(absl::Duration by) {
    MutexLock lock(mutex_);
    now_ += by;
    monotonic_ += by;
  }
  void Leap(absl::Duration by) {
    MutexLock lock(mutex_);
    now_ += by;
  }

 private:
  mutable Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_) = absl::FromUnixSeconds(1'750'000'000);
  absl::Duration monotonic_ ABSL_GUARDED_BY(mutex_) = absl::Hours(5);
};

inline Id16 IdOf(uint64_t number) {
  Id16 id{};
  for (int i = 0; i < 8; ++i) {
    id[static_cast<size_t>(15 - i)] = static_cast<uint8_t>(number >> (8 * i));
  }
  id[0] = 1;
  return id;
}

inline StreamId StreamOf(uint64_t number) { return {.kind = 7, .id = IdOf(number)}; }

inline Hash DigestOf(uint8_t byte) {
  Hash digest;
  digest.fill(byte);
  return digest;
}

inline NewEvent EventOf(const StreamId& stream, std::string text = "public") {
  NewEvent event;
  event.stream = stream;
  event.type = 7001;
  event.occurred_at = absl::FromUnixSeconds(1'700'000'000);
  event.public_part = std::move(text);
  return event;
}

// A commit with id `number` of one event for each of `streams`.
inline NewCommit CommitOf(uint64_t number, const std::vector<StreamId>& streams) {
  NewCommit commit;
  commit.commit_id = IdOf(number);
  commit.request_digest = DigestOf(1);
  commit.actor = {.pseudonym = IdOf(99), .role = "caseworker", .kind = ActorKind::kHuman};
  for (const StreamId& stream : streams) commit.events.push_back(EventOf(stream));
  return commit;
}

inline StreamCondition AtRevision(const StreamId& stream, Revision revision) {
  return {stream, StreamCondition::Kind::kRevision, revision};
}
inline StreamCondition Exists(const StreamId& stream) {
  return {stream, StreamCondition::Kind::kExists, 0};
}

class StoreTest : public ::testing::Test {
 protected:
  StoreTest() {
    static std::atomic<int> count = 0;
    directory_ = std::filesystem::path(::testing::TempDir()) /
                 ("es_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
    std::filesystem::remove_all(directory_);
    options_.data_dir = directory_.string();
    options_.clock = &clock_;
    options_.free_bytes = [this] { return free_bytes_.load(); };
  }
  ~StoreTest() override {
    store_.reset();
    std::filesystem::remove_all(directory_);
  }

  // Opens, or closes and opens again.
  absl::Status Open() {
    store_.reset();
    absl::StatusOr<std::unique_ptr<EventStore>> opened = EventStore::Open(options_);
    if (!opened.ok()) return opened.status();
    store_ = *std::move(opened);
    return store_->FoundTenant(kTenant);
  }
  void MustOpen() {
    const absl::Status status = Open();
    ASSERT_TRUE(status.ok()) << status;
  }
  absl::StatusOr<CommitResult> Append(NewCommit commit) {
    return store_->AppendAndWait(kTenant, std::move(commit));
  }
  // Appends commits `first` to `last`, of one event each, over ten streams.
  void Fill(uint64_t first, uint64_t last) {
    for (uint64_t i = first; i <= last; ++i) {
      const absl::StatusOr<CommitResult> result = Append(CommitOf(i, {StreamOf(i % 10)}));
      ASSERT_TRUE(result.ok()) << result.status();
    }
  }
  Position Head() { return store_->Head(kTenant, LogNumber::kMain).value(); }
  absl::Status Verify() {
    return store_->Verify(kTenant, LogNumber::kMain, [](Position) {});
  }

  std::filesystem::path directory_;
  FakeClock clock_;
  std::atomic<uint64_t> free_bytes_ = uint64_t{100} << 30;
  Options options_;
  std::unique_ptr<EventStore> store_;
};

}  // namespace framdrift::eventstore
