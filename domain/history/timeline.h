// state(D, K): what was true on D as known at K, folded from a stream with its corrections applied.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "base/check.h"
#include "domain/history/fold_order.h"
#include "domain/history/recorded.h"
#include "domain/history/when.h"

namespace framdrift::history {

// The two clocks of a question, and the provable prefix: an event counts when it happened by
// `valid`, was known by `known` and stands at or before `position`.
struct AsOf {
  absl::Time valid = absl::InfiniteFuture();
  absl::Time known = absl::InfiniteFuture();
  int64_t position = std::numeric_limits<int64_t>::max();
};

// The events of one stream in order of recording, and the states that follow from them.
// `Decider` names Event (a oneof with event_corrected and event_voided) and State, and has
// `static void Evolve(State&, const Recorded<Event>&)`, total over any subset in any order.
// Not thread-safe.
template <typename Decider>
class Timeline {
 public:
  using Event = typename Decider::Event;
  using State = typename Decider::State;
  using Entry = Recorded<Event>;

  // Days are civil days in `zone`.
  explicit Timeline(absl::TimeZone zone) : zone_(zone) {}

  // Appends the next event of the stream; positions rise. An event that happened after all others
  // evolves the current state; any other, and every correction, folds it anew.
  void Add(Entry entry) {
    FD_CHECK(entries_.empty() || entries_.back().envelope.position < entry.envelope.position);
    entry.envelope.day = DayOf(entry.envelope.occurred);
    const bool folds_last = !IsAmendment(entry.event) && order_.FoldsLast(entry.envelope);
    entries_.push_back(std::move(entry));
    if (folds_last) {
      Evolve(entries_.back());
    } else {
      Refold();
    }
  }

  // Appends the next events; folds the stream anew at most once.
  void AddAll(std::vector<Entry> entries) {
    bool folds_last = true;
    for (Entry& entry : entries) {
      FD_CHECK(entries_.empty() || entries_.back().envelope.position < entry.envelope.position);
      entry.envelope.day = DayOf(entry.envelope.occurred);
      folds_last = folds_last && !IsAmendment(entry.event) && order_.FoldsLast(entry.envelope);
      entries_.push_back(std::move(entry));
      if (folds_last) Evolve(entries_.back());
    }
    if (!folds_last) Refold();
  }

  // state(now, now). Stays valid until the next Add.
  const State& current() const { return current_; }
  // Where the fold of current() has come to.
  const FoldOrder& order() const { return order_; }
  // All events as recorded, amendments among them.
  const std::vector<Entry>& entries() const { return entries_; }
  int64_t revision() const { return static_cast<int64_t>(entries_.size()); }
  const absl::TimeZone& zone() const { return zone_; }

  State At(const AsOf& as_of) const {
    State state;
    for (const Entry& entry : Effective(as_of)) Decider::Evolve(state, entry);
    return state;
  }

  // The events that count, in the order they are folded: corrections applied whatever their own
  // date, voided ones gone.
  std::vector<Entry> Effective(const AsOf& as_of = {}) const {
    const std::vector<const Entry*> known = Known(as_of);
    const Amendments amendments = AmendmentsAmong(known);
    std::vector<Entry> effective;
    effective.reserve(known.size());
    for (const Entry* entry : known) {
      if (IsAmendment(entry->event) || amendments.voided.contains(entry->envelope.position))
        continue;
      effective.push_back(Corrected(*entry, amendments));
      if (effective.back().envelope.occurred.at > as_of.valid) effective.pop_back();
    }
    SortAsFolded(effective);
    return effective;
  }

  // The positions struck through and the corrections in force, as known then.
  struct Amendments {
    std::set<int64_t> voided;
    // Corrected position → the correction that holds.
    std::unordered_map<int64_t, const Entry*> corrections;
  };
  Amendments AmendmentsAt(const AsOf& as_of) const { return AmendmentsAmong(Known(as_of)); }
  Amendments CurrentAmendments() const { return AmendmentsAt({}); }

  static bool IsAmendment(const Event& event) {
    return event.has_event_corrected() || event.has_event_voided();
  }

 private:
  using Key = std::tuple<absl::CivilDay, absl::Time, int64_t>;

  std::vector<const Entry*> Known(const AsOf& as_of) const {
    std::vector<const Entry*> known;
    known.reserve(entries_.size());
    for (const Entry& entry : entries_) {
      if (entry.envelope.known_at() <= as_of.known && entry.envelope.position <= as_of.position) {
        known.push_back(&entry);
      }
    }
    return known;
  }

  // From the last to the first, so that a voided voiding or correction has no effect itself.
  static Amendments AmendmentsAmong(const std::vector<const Entry*>& known) {
    Amendments amendments;
    for (auto it = known.rbegin(); it != known.rend(); ++it) {
      const Entry& entry = **it;
      if (amendments.voided.contains(entry.envelope.position)) continue;
      if (entry.event.has_event_voided()) {
        amendments.voided.insert(entry.event.event_voided().position());
      } else if (entry.event.has_event_corrected()) {
        amendments.corrections.try_emplace(entry.event.event_corrected().position(), &entry);
      }
    }
    return amendments;
  }

  Entry Corrected(const Entry& original, const Amendments& amendments) const {
    const auto it = amendments.corrections.find(original.envelope.position);
    if (it == amendments.corrections.end()) return original;
    const auto& correction = it->second->event.event_corrected();
    Entry entry = original;
    Event replacement;
    // A replacement of another kind cannot be decided; one that reads as none leaves the original.
    if (correction.replacement().UnpackTo(&replacement) &&
        replacement.kind_case() == original.event.kind_case()) {
      entry.event = std::move(replacement);
    }
    if (correction.has_occurred()) {
      entry.envelope.occurred =
          OccurredFrom(correction.occurred(), zone_).value_or(entry.envelope.occurred);
      entry.envelope.day = DayOf(entry.envelope.occurred);
    }
    return entry;
  }

  absl::CivilDay DayOf(const Occurred& occurred) const {
    return absl::ToCivilDay(occurred.at, zone_);
  }

  void SortAsFolded(std::vector<Entry>& entries) const {
    std::set<absl::CivilDay> whole_days;
    for (const Entry& entry : entries) {
      if (entry.envelope.occurred.precision != Precision::kSecond) {
        whole_days.insert(entry.envelope.day);
      }
    }
    const auto key = [&](const Entry& entry) {
      const absl::CivilDay day = entry.envelope.day;
      const absl::Time within =
          whole_days.contains(day) ? absl::InfinitePast() : entry.envelope.occurred.at;
      return Key(day, within, entry.envelope.position);
    };
    const auto before = [&](const Entry& a, const Entry& b) { return key(a) < key(b); };
    if (!std::is_sorted(entries.begin(), entries.end(), before)) {
      std::stable_sort(entries.begin(), entries.end(), before);
    }
  }

  void Evolve(const Entry& entry) {
    order_.Advance(entry.envelope);
    Decider::Evolve(current_, entry);
  }

  void Refold() {
    current_ = State();
    order_ = FoldOrder();
    for (const Entry& entry : Effective()) Evolve(entry);
  }

  absl::TimeZone zone_;
  std::vector<Entry> entries_;
  State current_;
  FoldOrder order_;
};

}  // namespace framdrift::history
