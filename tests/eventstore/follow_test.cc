#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "base/refusal.h"
#include "tests/eventstore/store_fixture.h"

namespace framdrift::eventstore {
namespace {

// What a wait ended with, for a thread that waits for it.
class Outcome {
 public:
  WaitCallback Callback() {
    return [this](const absl::StatusOr<Position>& result) {
      MutexLock lock(mutex_);
      EXPECT_FALSE(result_.has_value()) << "called twice";
      result_ = result;
      changed_.NotifyAll();
    };
  }
  bool called() {
    MutexLock lock(mutex_);
    return result_.has_value();
  }
  absl::StatusOr<Position> Await() {
    MutexLock lock(mutex_);
    while (!result_.has_value()) changed_.Wait(mutex_);
    return *result_;
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  std::optional<absl::StatusOr<Position>> result_ ABSL_GUARDED_BY(mutex_);
};

class FollowTest : public StoreTest {
 protected:
  void SetUp() override { MustOpen(); }
  void Wait(Position position, absl::Duration timeout, Outcome& outcome) {
    store_->WaitBeyond(kTenant, LogNumber::kMain, position, timeout, outcome.Callback());
  }
};

TEST_F(FollowTest, AWaitForWhatIsThereEndsAtOnce) {
  Fill(1, 3);
  Outcome outcome;
  Wait(2, absl::ZeroDuration(), outcome);
  ASSERT_TRUE(outcome.called());
  EXPECT_EQ(outcome.Await().value(), 3u);
}

TEST_F(FollowTest, AWaitEndsWhenTheLogHasGrownThatFar) {
  Outcome first;
  Outcome third;
  Wait(0, absl::InfiniteDuration(), first);
  Wait(2, absl::InfiniteDuration(), third);
  EXPECT_FALSE(first.called());
  Fill(1, 1);
  EXPECT_EQ(first.Await().value(), 1u);
  EXPECT_FALSE(third.called());
  Fill(2, 3);
  EXPECT_EQ(third.Await().value(), 3u);
}

TEST_F(FollowTest, AWaitEndsAtItsDeadline) {
  Outcome outcome;
  Wait(0, absl::Milliseconds(1), outcome);
  const absl::Status status = outcome.Await().status();
  EXPECT_TRUE(absl::IsDeadlineExceeded(status));
  EXPECT_EQ(RefusalsOf(status).at(0).reason, kPositionNotReached);
}

TEST_F(FollowTest, AWaitEndsWhenTheStoreCloses) {
  Outcome outcome;
  Wait(0, absl::InfiniteDuration(), outcome);
  store_.reset();
  EXPECT_TRUE(absl::IsUnavailable(outcome.Await().status()));
}

TEST_F(FollowTest, AWaitForAnUnknownTenantIsNotFound) {
  Outcome outcome;
  store_->WaitBeyond("nobody", LogNumber::kMain, 0, absl::InfiniteDuration(), outcome.Callback());
  EXPECT_TRUE(absl::IsNotFound(outcome.Await().status()));
}

TEST_F(FollowTest, WhoeverWaitsForAnAppendSeesIt) {
  for (uint64_t i = 1; i <= 200; ++i) {
    Outcome outcome;
    std::thread reader([&] { Wait(i - 1, absl::InfiniteDuration(), outcome); });
    Fill(i, i);
    EXPECT_GE(outcome.Await().value(), i);
    reader.join();
  }
}

TEST_F(FollowTest, ASubscriptionStartsWhereItIsTold) {
  Fill(1, 20);
  Subscription subscription = store_->Subscribe(kTenant, LogNumber::kMain, 15).value();
  EXPECT_EQ(subscription.lag(), 5u);
  const Page page = subscription.Next(3).value();
  ASSERT_EQ(page.events().size(), 3u);
  EXPECT_EQ(page.events()[0].position, 16u);
  EXPECT_EQ(subscription.position(), 18u);
  EXPECT_EQ(subscription.lag(), 2u);
  EXPECT_EQ(subscription.Next(100).value().events().size(), 2u);
  EXPECT_TRUE(subscription.Next(100).value().empty());
}

TEST_F(FollowTest, ASubscriptionReadsWhatHasLeftTheRing) {
  options_.ring_bytes = 2000;
  MustOpen();
  Fill(1, 300);
  Subscription subscription = store_->Subscribe(kTenant, LogNumber::kMain, 0).value();
  Position last = 0;
  while (last < 300) {
    const Page page = subscription.Next(7).value();
    ASSERT_FALSE(page.empty());
    for (const EventView& event : page.events()) EXPECT_EQ(event.position, ++last);
  }
}

// Follows from the start while others write, with a ring so small that the reader falls off it and
// catches up again and again.
void Follow(EventStore& store, uint64_t events, size_t max, uint64_t& seen) {
  Subscription subscription = store.Subscribe(kTenant, LogNumber::kMain, 0).value();
  while (seen < events) {
    const Page page = subscription.Next(max).value();
    for (const EventView& event : page.events()) ASSERT_EQ(event.position, ++seen);
    if (!page.empty()) continue;
    Outcome outcome;
    store.WaitBeyond(kTenant,
                     LogNumber::kMain,
                     subscription.position(),
                     absl::InfiniteDuration(),
                     outcome.Callback());
    ASSERT_TRUE(outcome.Await().ok());
  }
}

TEST_F(FollowTest, SubscriptionsHaveNoGapAndNothingTwiceUnderConcurrentWrites) {
  options_.ring_bytes = 4000;
  MustOpen();
  constexpr uint64_t kWriters = 4;
  constexpr uint64_t kCommits = 300;
  constexpr uint64_t kEvents = kWriters * kCommits * 3;
  uint64_t slow = 0;
  uint64_t quick = 0;
  std::thread slow_reader([&] { Follow(*store_, kEvents, 2, slow); });
  std::thread quick_reader([&] { Follow(*store_, kEvents, 1000, quick); });
  std::vector<std::thread> writers;
  for (uint64_t writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([this, writer] {
      for (uint64_t i = 0; i < kCommits; ++i) {
        const StreamId own = StreamOf(writer);
        EXPECT_TRUE(Append(CommitOf(writer * kCommits + i, {own, StreamOf(50), own})).ok());
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  slow_reader.join();
  quick_reader.join();
  EXPECT_EQ(slow, kEvents);
  EXPECT_EQ(quick, kEvents);
}

}  // namespace
}  // namespace framdrift::eventstore
