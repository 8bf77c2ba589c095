// One stream as it stood when the log held a given number of events: state, history and texts.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "domain/history/recorded.h"
#include "domain/history/timeline.h"
#include "eventstore/event.h"
#include "services/snapshot.h"

namespace framdrift::services {

// Borrows the snapshot. Not thread-safe. Made for every decider that services/streams names.
template <typename Decider>
class StreamView {
 public:
  using Sealed = typename Decider::Sealed;
  using State = typename Decider::State;
  static constexpr int64_t kNow = std::numeric_limits<int64_t>::max();

  StreamView(const Id16& id, const Snapshot<Decider>& snapshot, int64_t until = kNow);

  const Id16& id() const { return id_; }
  // The answer kept under `key` for exactly this state of the stream; null where there is none.
  std::shared_ptr<const std::string> kept(absl::string_view key) const {
    return past_ ? nullptr : snapshot_->kept().Find(key);
  }
  // Null for a stream as it stood before its last event.
  const Snapshot<Decider>* latest() const { return past_ ? nullptr : snapshot_; }
  const State& state() const { return past_ ? *past_ : snapshot_->state(); }
  // How many events the stream held; its etag is this, quoted.
  eventstore::Revision revision() const { return revision_; }
  const absl::TimeZone& zone() const { return snapshot_->timeline().zone(); }
  // The events as recorded, amendments among them: the first revision() of the timeline's.
  const history::Timeline<Decider>& timeline() const { return snapshot_->timeline(); }
  const std::vector<history::SealedPart<Sealed>>& RecordedParts(int64_t position) const {
    return snapshot_->RecordedParts(position);
  }
  // What the correction recorded at `position` puts in place of what it corrects.
  const std::vector<history::SealedPart<Sealed>>& ReplacedParts(int64_t position) const {
    return snapshot_->ReplacedParts(position);
  }
  // The position of the voiding in force of the event at `position`; 0: none.
  int64_t VoidedBy(int64_t position) const { return Find(voidings_, position); }
  // The position of the correction in force of the event at `position`; 0: none.
  int64_t CorrectedBy(int64_t position) const { return Find(corrections_, position); }

  // What holds now of the text recorded at `position` in `role`: the latest correction's, where
  // one replaced it. Null where there is none or it is erased.
  const Sealed* Text(int64_t position, uint16_t role = 0) const {
    const Sealed* replaced = InRole(role, snapshot_->ReplacedParts(CorrectedBy(position)));
    return replaced != nullptr ? replaced : InRole(role, RecordedParts(position));
  }

 private:
  using Amendments = absl::flat_hash_map<int64_t, int64_t>;

  static const Sealed* InRole(uint16_t role,
                              const std::vector<history::SealedPart<Sealed>>& parts) {
    for (const auto& part : parts) {
      if (part.role == role) return &part.content;
    }
    return nullptr;
  }

  static int64_t Find(const Amendments& amendments, int64_t position) {
    const auto it = amendments.find(position);
    return it == amendments.end() ? 0 : it->second;
  }

  // From the last to the first, so that a voided voiding or correction has no effect itself.
  void FindAmendments();

  Id16 id_;
  const Snapshot<Decider>* snapshot_;
  eventstore::Revision revision_ = 0;
  std::optional<State> past_;
  Amendments voidings_;
  Amendments corrections_;
};

}  // namespace framdrift::services
