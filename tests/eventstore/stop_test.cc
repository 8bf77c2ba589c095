// When the store must not write: a clock that leaps, a disk that fills up, a log that fails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/refusal.h"
#include "tests/eventstore/store_fixture.h"
#include "tests/eventstore/wrapped_backend.h"

namespace framdrift::eventstore {
namespace {

class StopTest : public StoreTest {
 protected:
  void SetUp() override { MustOpen(); }
  absl::Time Recorded(uint64_t number) {
    return Append(CommitOf(number, {StreamOf(1)})).value().recorded_at;
  }
};

TEST_F(StopTest, RecordsTheTimeOfTheClockInMicroseconds) {
  clock_.Advance(absl::Nanoseconds(1234567));
  EXPECT_EQ(Recorded(1), absl::FromUnixMicros(absl::ToUnixMicros(clock_.Now())));
}

TEST_F(StopTest, RecordsStrictlyRisingTimesWhileTheClockStands) {
  const absl::Time first = Recorded(1);
  EXPECT_EQ(Recorded(2), first + absl::Microseconds(1));
  EXPECT_EQ(Recorded(3), first + absl::Microseconds(2));
}

TEST_F(StopTest, GoesOnRisingWhenTheClockIsSetBackAndAfterARestart) {
  const absl::Time first = Recorded(1);
  clock_.Leap(-absl::Hours(30));
  EXPECT_EQ(Recorded(2), first + absl::Microseconds(1));
  MustOpen();
  EXPECT_EQ(Recorded(3), first + absl::Microseconds(2));
  clock_.Advance(absl::Hours(31));
  EXPECT_EQ(Recorded(4), first + absl::Hours(1));
}

TEST_F(StopTest, TakesAClockThatIsSetBackAndThenRight) {
  Recorded(1);
  clock_.Leap(-absl::Hours(2));
  Recorded(2);
  clock_.Leap(absl::Hours(2));
  EXPECT_TRUE(Append(CommitOf(3, {StreamOf(1)})).ok());
}

TEST_F(StopTest, StopsWritingWhenTheClockLeapsUntilItIsConfirmed) {
  Recorded(1);
  clock_.Leap(absl::Minutes(59));
  Recorded(2);
  clock_.Leap(absl::Minutes(61));
  const absl::Status status = Append(CommitOf(3, {StreamOf(1)})).status();
  EXPECT_TRUE(absl::IsUnavailable(status));
  EXPECT_EQ(RefusalsOf(status).at(0).reason, kClockJumped);
  EXPECT_FALSE(Append(CommitOf(3, {StreamOf(1)})).ok());
  EXPECT_EQ(Head(), 2u);
  EXPECT_TRUE(Append(CommitOf(1, {StreamOf(1)})).value().duplicate);
  store_->ConfirmClock();
  EXPECT_EQ(Recorded(3), clock_.Now());
  EXPECT_TRUE(Append(CommitOf(4, {StreamOf(1)})).ok());
}

TEST_F(StopTest, DoesNotMindAClockThatGoesOnForHours) {
  Recorded(1);
  clock_.Advance(absl::Hours(100));
  EXPECT_EQ(Recorded(2), clock_.Now());
}

TEST_F(StopTest, RefusesToWriteOnAnAlmostFullDiskAndReadsOn) {
  Fill(1, 5);
  free_bytes_ = options_.min_free_bytes - 1;
  const absl::Status status = Append(CommitOf(6, {StreamOf(1)})).status();
  EXPECT_TRUE(absl::IsResourceExhausted(status));
  EXPECT_EQ(RefusalsOf(status).at(0).reason, kDiskAlmostFull);
  EXPECT_EQ(store_->ReadLog(kTenant, LogNumber::kMain, 1, Direction::kForward, 9)->events().size(),
            5u);
  MustOpen();
  EXPECT_EQ(Head(), 5u);
  EXPECT_FALSE(Append(CommitOf(6, {StreamOf(1)})).ok());
  free_bytes_ = options_.min_free_bytes;
  EXPECT_FALSE(Append(CommitOf(6, {StreamOf(1)})).value().duplicate);
}

class FailingBackend final : public WrappedBackend {
 public:
  FailingBackend(std::unique_ptr<LogBackend> inner, const std::atomic<bool>& failing)
      : WrappedBackend(std::move(inner)), failing_(failing) {}
  absl::Status Append(absl::Span<const LogAdvance> logs, uint64_t epoch,
                      RecordBatch& batch) override {
    if (failing_) return absl::InternalError("the disk is gone");
    return inner_->Append(logs, epoch, batch);
  }

 private:
  const std::atomic<bool>& failing_;
};

class FailureTest : public StoreTest {
 protected:
  void SetUp() override {
    options_.backend = [this](const std::string& directory) {
      absl::StatusOr<std::unique_ptr<LogBackend>> inner = OpenRocksDbBackend(directory);
      EXPECT_TRUE(inner.ok());
      return std::make_unique<FailingBackend>(*std::move(inner), failing_);
    };
  }
  std::atomic<bool> failing_ = false;
};

TEST_F(FailureTest, NeverWritesAgainAfterAFailedWriteAndSaysTheOutcomeIsUnknown) {
  std::atomic<int> failures = 0;
  options_.on_failure = [&](const absl::Status& status) {
    EXPECT_EQ(status.message(), "the disk is gone");
    ++failures;
  };
  MustOpen();
  Fill(1, 3);
  failing_ = true;
  const absl::Status first = Append(CommitOf(4, {StreamOf(1)})).status();
  failing_ = false;
  const absl::Status second = Append(CommitOf(5, {StreamOf(1)})).status();
  for (const absl::Status& status : {first, second}) {
    EXPECT_TRUE(absl::IsUnavailable(status));
    EXPECT_EQ(RefusalsOf(status).at(0).reason, kStoreStopped);
  }
  EXPECT_EQ(failures, 1);
  EXPECT_EQ(Head(), 3u);
  EXPECT_EQ(store_->ReadLog(kTenant, LogNumber::kMain, 0, Direction::kBackward, 9)->head(), 3u);
  MustOpen();
  EXPECT_TRUE(Append(CommitOf(4, {StreamOf(1)})).ok());
}

using FailureDeathTest = FailureTest;

TEST_F(FailureDeathTest, LeavesTheProcessWhenTheLogCannotBeWritten) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        MustOpen();
        failing_ = true;
        const absl::Status ignored = Append(CommitOf(1, {StreamOf(1)})).status();
      },
      ::testing::ExitedWithCode(kExitLogFailed),
      "the log cannot be written");
}

}  // namespace
}  // namespace framdrift::eventstore
