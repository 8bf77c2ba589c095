// A stream folded in memory, with the texts of its sealed parts: what commands decide on and
// queries answer from.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "domain/history/recorded.h"
#include "domain/history/timeline.h"
#include "eventstore/event.h"
#include "services/kept_answers.h"

namespace framdrift::services {

// What the cache knows of a snapshot of any stream. Constant once others can see it, but for
// `current_at`.
class SnapshotBase {
 public:
  SnapshotBase() = default;
  SnapshotBase(const SnapshotBase& other)
      : bytes_(other.bytes_), current_at_(other.current_at_.load(std::memory_order_relaxed)) {}
  SnapshotBase& operator=(const SnapshotBase&) = delete;
  virtual ~SnapshotBase() = default;

  virtual eventstore::Revision revision() const = 0;
  // About how much memory it takes.
  size_t bytes() const { return bytes_ + kept_.bytes(); }
  // Encoded answers that follow from this state of the stream.
  KeptAnswers& kept() const { return kept_; }
  // A position of the log up to which the snapshot is known to hold all of its stream.
  eventstore::Position current_at() const { return current_at_.load(std::memory_order_relaxed); }
  void SetCurrentAt(eventstore::Position position) const {
    eventstore::Position known = current_at();
    while (known < position && !current_at_.compare_exchange_weak(known, position)) {
    }
  }

 protected:
  size_t bytes_ = 0;

 private:
  mutable std::atomic<eventstore::Position> current_at_{0};
  mutable KeptAnswers kept_;
};

template <typename Decider>
class Snapshot : public SnapshotBase {
 public:
  using Event = typename Decider::Event;
  using Sealed = typename Decider::Sealed;
  using Parts = std::vector<history::SealedPart<Sealed>>;

  explicit Snapshot(absl::TimeZone zone) : timeline_(zone) { bytes_ = sizeof(*this); }

  void Add(history::Recorded<Event> entry, Parts parts) {
    kept().Clear();
    // The state is taken to be as large as the events it follows from.
    bytes_ += sizeof(entry) + 2 * entry.event.SpaceUsedLong();
    if (!parts.empty()) {
      const int64_t position = entry.envelope.position;
      if (entry.event.has_event_corrected()) Keep(position, ReplacementsIn(parts), replacements_);
      Keep(position, std::move(parts), parts_);
    }
    timeline_.Add(std::move(entry));
  }

  eventstore::Revision revision() const override {
    return static_cast<eventstore::Revision>(timeline_.revision());
  }
  const history::Timeline<Decider>& timeline() const { return timeline_; }
  const typename Decider::State& state() const { return timeline_.current(); }

  // The parts recorded with the event at `position`, as they were recorded.
  const Parts& RecordedParts(int64_t position) const { return Find(position, parts_); }
  // What the correction recorded at `position` puts in place of the parts of the event it corrects.
  const Parts& ReplacedParts(int64_t position) const { return Find(position, replacements_); }

 private:
  using PartsByPosition = absl::flat_hash_map<int64_t, Parts>;

  static const Parts& Find(int64_t position, const PartsByPosition& parts) {
    static const Parts* const kNone = new Parts;
    const auto it = parts.find(position);
    return it == parts.end() ? *kNone : it->second;
  }

  static Parts ReplacementsIn(const Parts& parts) {
    Parts replacements;
    for (const auto& part : parts) {
      history::SealedPart<Sealed> replacement{part.subject, part.role, {}};
      if (part.content.event_corrected().has_replacement() &&
          part.content.event_corrected().replacement().UnpackTo(&replacement.content)) {
        replacements.push_back(std::move(replacement));
      }
    }
    return replacements;
  }

  void Keep(int64_t position, Parts parts, PartsByPosition& kept) {
    for (const auto& part : parts) bytes_ += sizeof(part) + part.content.SpaceUsedLong();
    kept.emplace(position, std::move(parts));
  }

  history::Timeline<Decider> timeline_;
  PartsByPosition parts_;
  PartsByPosition replacements_;
};

}  // namespace framdrift::services
