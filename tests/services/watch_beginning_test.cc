// A watch begins once the rows it tells of are there.
#include "services/watch/watch_beginning.h"

#include <latch>
#include <memory>
#include <utility>
#include <vector>

#include "projections/directory.h"
#include "projections/projector.h"
#include "services/watch/watch_hub.h"
#include "tests/services/runtime_fixture.h"

namespace framdrift::services {
namespace {

using eventstore::Position;

// Counts how often somebody looks whether it has ended.
class LookedAtWatcher final : public Watcher {
 public:
  explicit LookedAtWatcher(int looks) : looks_(looks), looked_(looks) {}

  void AwaitLooks() { looked_.wait(); }

  void Take(const WatchNews&, absl::Time) override {}
  void Wake(absl::Time) override {}
  absl::Time next_wake() const override { return absl::InfiniteFuture(); }
  void Beat(int64_t, absl::Time) override {}
  absl::Duration beat_interval() const override { return absl::Hours(1); }
  absl::Duration last_sent() const override { return absl::ZeroDuration(); }
  Position position() const override { return 0; }
  absl::Time evaluated_at() const override { return absl::InfinitePast(); }
  bool ended() const override {
    MutexLock lock(mutex_);
    if (looks_ > 0) {
      --looks_;
      looked_.count_down();
    }
    return ended_;
  }
  void End(const std::function<absl::Status(const WatchPlace&)>&) override {
    MutexLock lock(mutex_);
    ended_ = true;
  }

 private:
  mutable Mutex mutex_;
  mutable int looks_ ABSL_GUARDED_BY(mutex_);
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  mutable std::latch looked_;
};

class NoTopic final : public WatchTopic {
 public:
  absl::StatusOr<std::shared_ptr<const WatchNews>> LookUp(
      const projections::RowsWritten&) override {
    return std::shared_ptr<const WatchNews>();
  }
  int64_t LagAt(Position) const override { return 0; }
};

class WatchBeginningTest : public RuntimeTest {
 protected:
  WatchBeginningTest() {
    std::vector<std::unique_ptr<projections::Projection>> all;
    all.push_back(projections::DirectoryProjection());
    auto projector = projections::Projector::Open(*store_, std::move(all), Options());
    FD_CHECK(projector.ok());
    projector_ = *std::move(projector);
    hub_ = std::make_unique<WatchHub>(
        *projector_, WatchHub::Options{.projections = {kDirectory}, .clock = &clock_});
    runtime_->projector = projector_.get();
    runtime_->watches = hub_.get();
  }
  // Returns once the one worker has done what it was given.
  void AwaitWorker() {
    const auto done = std::make_shared<std::latch>(1);
    workers_.Run([done] { done->count_down(); });
    done->wait();
  }
  projections::ProjectorOptions Options() {
    projections::ProjectorOptions options;
    options.directory = directory_ / "projections";
    options.zone_of = [](absl::string_view) {
      return absl::StatusOr<absl::TimeZone>(testing::Stockholm());
    };
    return options;
  }
  Position Head() const { return *store_->Head(kTenant, eventstore::LogNumber::kMain); }

  static constexpr const char* kDirectory = projections::kDirectory;
  std::unique_ptr<projections::Projector> projector_;
  std::unique_ptr<WatchHub> hub_;
};

TEST_F(WatchBeginningTest, AWatchThatResumesWaitsUntilTheRowsAreWhereItsReaderIs) {
  const auto watcher = std::make_shared<LookedAtWatcher>(3);
  ASSERT_TRUE(
      hub_->Add({kTenant, kDirectory}, watcher, [] { return std::make_unique<NoTopic>(); }).ok());
  Position begun_at = 0;
  std::latch begun(1);
  const Position next = Head() + 1;
  BeginWatch({.runtime = *runtime_,
              .tenant = kTenant,
              .read_models = {kDirectory},
              .watcher = watcher,
              .begin =
                  [&] {
                    const auto rows = projector_->Read(kTenant, kDirectory);
                    if (rows.ok()) begun_at = (*rows)->checkpoint().position;
                    begun.count_down();
                  },
              .wanted = next,
              .needed = next,
              .patience = absl::Milliseconds(1)});
  // It has looked for its reader thrice, and each time the rows were not there yet.
  watcher->AwaitLooks();
  EXPECT_EQ(Append(EventOf(kRegistered, kMaria)), next);
  begun.wait();
  AwaitWorker();
  EXPECT_GE(begun_at, next);
}

TEST_F(WatchBeginningTest, AWatchThatBeginsAnewBeginsAfterAMoment) {
  const auto watcher = std::make_shared<LookedAtWatcher>(1);
  ASSERT_TRUE(
      hub_->Add({kTenant, kDirectory}, watcher, [] { return std::make_unique<NoTopic>(); }).ok());
  std::latch begun(1);
  BeginWatch({.runtime = *runtime_,
              .tenant = kTenant,
              .read_models = {kDirectory, kDirectory},
              .watcher = watcher,
              .begin = [&] { begun.count_down(); },
              .wanted = Head() + 1,
              .patience = absl::Milliseconds(1)});
  begun.wait();
  AwaitWorker();
}

}  // namespace
}  // namespace framdrift::services
