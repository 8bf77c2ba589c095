// One who watches indicators: what they have been told, and what to tell them of what happens.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "absl/time/time.h"
#include "framdrift/indicator/v1/indicator_service.pb.h"
#include "services/indicator/board.h"
#include "services/runtime.h"
#include "services/watch/watch_stream.h"
#include "services/watch/watcher.h"

namespace framdrift::services {

// What became of facts, looked up once for all who watch: null where no figure changes by it.
struct IndicatorNews final : WatchNews {
  std::shared_ptr<const IndicatorBoard> board;
};

// Thread-safe.
class IndicatorTopic final : public WatchTopic {
 public:
  // What is borrowed must outlive it.
  IndicatorTopic(Runtime& runtime, std::shared_ptr<FactsAsked> facts, const TenantEntry& tenant)
      : runtime_(runtime), facts_(std::move(facts)), tenant_(tenant) {}

  // Null while facts or definitions have not come to the end of `written`.
  absl::StatusOr<std::shared_ptr<const WatchNews>> LookUp(
      const projections::RowsWritten& written) override;
  int64_t LagAt(eventstore::Position position) const override;

 private:
  Runtime& runtime_;
  const std::shared_ptr<FactsAsked> facts_;
  const TenantEntry& tenant_;
};

// Puts `next` into `waiting`, so that a reader who takes only that has the same figures and every
// alert. False for what must stay two messages: snapshots.
bool MergeIndicatorMessages(indicator::v1::WatchIndicatorsResponse& waiting,
                            indicator::v1::WatchIndicatorsResponse& next);

// Not thread-safe: Begin on one thread, then the hub's.
class IndicatorWatcher final : public Watcher {
 public:
  using Message = indicator::v1::WatchIndicatorsResponse;
  using Stream = WatchStream<Message>;

  // `request` is checked; what is borrowed outlives the stream.
  IndicatorWatcher(Runtime& runtime, std::shared_ptr<FactsAsked> facts, const TenantEntry& tenant,
                   const indicator::v1::WatchIndicatorsRequest& request,
                   std::shared_ptr<Stream> stream);

  // Sends all as it stands, or what changed since the position to resume after. The watch ends
  // where that fails.
  void Begin();

  void Take(const WatchNews& news, absl::Time now) override;
  void Wake(absl::Time now) override;
  absl::Time next_wake() const override { return next_wake_; }
  void Beat(int64_t lag_events, absl::Time now) override;
  absl::Duration beat_interval() const override { return beat_interval_; }
  absl::Duration last_sent() const override { return last_sent_; }
  eventstore::Position position() const override { return position_; }
  absl::Time evaluated_at() const override { return evaluated_at_; }
  bool ended() const override { return stream_->ended(); }
  void End(const std::function<absl::Status(const WatchPlace& sent)>& status) override {
    stream_->End(status);
  }

 private:
  // What the reader has of one indicator.
  struct Told {
    size_t hash = 0;
    indicator::v1::Standing standing;
  };

  absl::Status BeginOrResume();
  void Remember(const IndicatorBoard& board);
  bool IsWatched(const indicator::v1::Indicator& indicator) const;
  void SendSnapshot(const IndicatorBoard& board);
  // Sends what the board has otherwise than the reader; false where there is nothing.
  bool SendChanges(const IndicatorBoard& board);
  void Tell(Message message);
  Message NewMessage() const;
  void Fail(const absl::Status& status);

  Runtime& runtime_;
  const std::shared_ptr<FactsAsked> facts_;
  const TenantEntry& tenant_;
  const indicator::v1::WatchIndicatorsRequest request_;
  const std::set<std::string> codes_;
  const std::shared_ptr<Stream> stream_;
  const absl::Duration beat_interval_;
  eventstore::Position position_ = 0;
  absl::Time evaluated_at_ = absl::InfinitePast();
  absl::Time next_wake_ = absl::InfiniteFuture();
  absl::Duration last_sent_;
  // By name.
  std::map<std::string, Told> told_;
};

}  // namespace framdrift::services
