// One who watches a worklist: what they have been shown, and what to tell them of what happens.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "domain/history/recorded.h"
#include "framdrift/worklist/v1/worklist_service.pb.h"
#include "services/runtime.h"
#include "services/watch/watch_stream.h"
#include "services/watch/watcher.h"
#include "services/worklist/listed_items.h"
#include "services/worklist/scope.h"
#include "services/worklist/worklist_topic.h"

namespace framdrift::services {

// Farther back than this a watch does not resume: reading so much takes longer than a snapshot.
inline constexpr eventstore::Position kFarthestResume = 10000;

// Not thread-safe: Begin on one thread, then the hub's.
class WorklistWatcher final : public Watcher {
 public:
  using Message = worklist::v1::WatchWorklistResponse;
  using Stream = WatchStream<Message>;

  // `request` is checked but for its filter; what is borrowed outlives the stream.
  WorklistWatcher(Runtime& runtime, const TenantEntry& tenant, history::Actor actor,
                  worklist::v1::WatchWorklistRequest request, std::shared_ptr<Stream> stream);

  // Sends the list as the rows have it, or what happened since the position to resume after. The
  // watch ends where that fails.
  void Begin(const std::shared_ptr<const projections::RowView>& rows);

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
  // An item that was sent: its key within the case, and a hash of what it said.
  using SentItem = std::pair<std::string, size_t>;
  // What the reader has of one case.
  struct SentCase {
    std::vector<SentItem> items;
    // When one of the case's items stands elsewhere, shown or not.
    absl::Time next_change = absl::InfiniteFuture();
  };
  using Delta = worklist::v1::WorklistDelta;
  using Items = std::vector<worklist::v1::WorkItem>;

  absl::Status BeginWith(const std::shared_ptr<const projections::RowView>& rows);
  absl::Status SendSnapshot(CaseItems& items, worklist::v1::WorklistSnapshot::Reason reason);
  absl::Status Resume(const projections::RowView& rows, CaseItems& items,
                      eventstore::Position after);
  absl::Status TakeNews(const WorklistNews& news, absl::Time now);
  absl::Status WakeAt(absl::Time now);
  // What the viewer keeps, and whose list it is, as of `position`.
  absl::Status ReadScope(eventstore::Position position);
  // Sets the delta's items to the difference between what was sent and what the cases, or the whole
  // list, show now.
  absl::Status Refresh(CaseItems& items, const std::set<Id16>& cases, Delta& delta);
  absl::Status RefreshAll(CaseItems& items, Delta& delta);
  void Show(const Id16& case_id, Items items, Delta& delta);
  // Whether another day has begun, or the clock was set back.
  bool IsNewDay(absl::Time now) const;
  std::set<Id16> DueCases(absl::Time now) const;
  // Has their items sent again when they are looked at next.
  void ForgetSent(const std::set<Id16>& persons);
  void AddChanges(const LogStretch& log, eventstore::Position after, Delta& delta) const;
  // Sends the delta, if there is anything in it.
  absl::Status Send(Delta delta);
  void Tell(Message message);
  absl::Status AddTextsTo(google::protobuf::RepeatedPtrField<worklist::v1::WorkItem>& items);
  Message NewMessage() const;
  void Fail(const absl::Status& status);
  void SetNextWake();

  Runtime& runtime_;
  const TenantEntry& tenant_;
  const history::Actor actor_;
  const worklist::v1::WatchWorklistRequest request_;
  const std::shared_ptr<Stream> stream_;
  absl::Duration beat_interval_;
  ItemQuery query_;
  WorklistScope scope_;
  eventstore::Position position_ = 0;
  absl::Time evaluated_at_ = absl::InfinitePast();
  absl::Time next_wake_ = absl::InfiniteFuture();
  absl::Duration last_sent_;
  // Of the last message.
  WatchPlace told_;
  absl::flat_hash_map<Id16, SentCase> sent_;
};

}  // namespace framdrift::services
