#include "clients/demo/facts.h"

#include <algorithm>
#include <utility>

#include "clients/demo/calendar.h"

namespace framdrift::demo {

Fact* FactList::AddEntry(absl::string_view stream, absl::Time at, absl::Time known) {
  if (at >= limit_ || at >= end_) {
    dropped_.Clear();
    return nullptr;
  }
  Entry& entry = entries_.emplace_back();
  entry.at = at;
  entry.fact.set_stream_id(std::string(stream));
  *entry.fact.mutable_known_time() = TimestampOf(std::min(known, end_));
  return &entry.fact;
}

Fact& FactList::Add(absl::string_view stream, absl::Time at, absl::Duration lag) {
  Fact* const fact = AddEntry(stream, at, at + lag);
  if (fact == nullptr) return dropped_;
  *fact->mutable_occurred() = WhenAt(at);
  return *fact;
}

Fact& FactList::AddIfEntered(absl::string_view stream, absl::Time at, absl::Duration lag) {
  return Add(stream, at + lag > end_ ? end_ : at, lag);
}

Fact& FactList::AddOn(absl::string_view stream, absl::CivilDay day) {
  Fact* const fact = AddEntry(stream, At(day, 0), At(day, 10));
  if (fact == nullptr) return dropped_;
  *fact->mutable_occurred() = WhenOn(day);
  return *fact;
}

std::vector<Fact> FactList::Take() {
  std::stable_sort(
      entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.at < b.at; });
  std::vector<Fact> facts;
  facts.reserve(entries_.size());
  for (Entry& entry : entries_) facts.push_back(std::move(entry.fact));
  entries_.clear();
  return facts;
}

}  // namespace framdrift::demo
