// state(D, K) against a second implementation, written from the words of the domain and from
// nothing else: slow, and with none of what Timeline is made of.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <tuple>

#include "tests/domain/history/any_history.h"

namespace framdrift::cases {
namespace {

using casework::v1::CaseEvent;
using Entry = history::Recorded<CaseEvent>;

// "Take the events recorded by K": the provable prefix, and of it what was known; an import was
// known when its source knew it.
std::vector<Entry> RecordedBy(const std::vector<Entry>& all, const history::AsOf& as_of) {
  std::vector<Entry> recorded;
  for (const Entry& entry : all) {
    const absl::Time known = entry.envelope.source_recorded_at.has_value()
                                 ? *entry.envelope.source_recorded_at
                                 : entry.envelope.recorded_at;
    if (known <= as_of.known && entry.envelope.position <= as_of.position) {
      recorded.push_back(entry);
    }
  }
  return recorded;
}

// "The target counts as never having happened"; "a voiding can itself be voided".
bool IsVoided(const std::vector<Entry>& recorded, int64_t position) {
  return std::any_of(recorded.begin(), recorded.end(), [&](const Entry& entry) {
    return entry.event.has_event_voided() && entry.event.event_voided().position() == position &&
           !IsVoided(recorded, entry.envelope.position);
  });
}

// "Apply the corrections … among them, whatever their own date": the latest that holds.
Entry AsCorrected(const std::vector<Entry>& recorded, const Entry& original) {
  Entry read = original;
  for (const Entry& entry : recorded) {
    const bool about_it = entry.event.has_event_corrected() &&
                          entry.event.event_corrected().position() == original.envelope.position;
    if (!about_it || IsVoided(recorded, entry.envelope.position)) continue;
    read = original;
    const auto& corrected = entry.event.event_corrected();
    CaseEvent replacement;
    corrected.replacement().UnpackTo(&replacement);
    if (replacement.kind_case() == original.event.kind_case()) read.event = replacement;
    if (!corrected.has_occurred()) continue;
    const auto& when = corrected.occurred();
    if (when.has_time()) {
      read.envelope.occurred = {absl::FromUnixSeconds(when.time().seconds()),
                                history::Precision::kSecond};
    } else {
      const auto& date = when.has_date() ? when.date() : when.month();
      const absl::CivilDay day(date.year(), date.month(), when.has_date() ? date.day() : 1);
      read.envelope.occurred = {
          absl::FromCivil(day, testing::Stockholm()),
          when.has_date() ? history::Precision::kDay : history::Precision::kMonth};
    }
  }
  return read;
}

absl::CivilDay DayOf(const Entry& entry) {
  return absl::ToCivilDay(entry.envelope.occurred.at, testing::Stockholm());
}

// "Fold by (occurred_at, position), by position alone within a civil day that holds a
// day-precision event": whether one is folded before the other.
bool IsFoldedBefore(const std::vector<Entry>& kept, const Entry& one, const Entry& other) {
  if (DayOf(one) != DayOf(other)) return DayOf(one) < DayOf(other);
  const bool by_position = std::any_of(kept.begin(), kept.end(), [&](const Entry& entry) {
    return DayOf(entry) == DayOf(one) &&
           entry.envelope.occurred.precision != history::Precision::kSecond;
  });
  if (by_position || one.envelope.occurred.at == other.envelope.occurred.at) {
    return one.envelope.position < other.envelope.position;
  }
  return one.envelope.occurred.at < other.envelope.occurred.at;
}

Case PlainState(const std::vector<Entry>& all, const history::AsOf& as_of) {
  const std::vector<Entry> recorded = RecordedBy(all, as_of);
  std::vector<Entry> kept;
  for (const Entry& entry : recorded) {
    if (entry.event.has_event_corrected() || entry.event.has_event_voided()) continue;
    if (IsVoided(recorded, entry.envelope.position)) continue;
    const Entry read = AsCorrected(recorded, entry);
    if (read.envelope.occurred.at <= as_of.valid) kept.push_back(read);
  }
  Case state;
  std::vector<Entry> left = kept;
  while (!left.empty()) {
    const auto first =
        std::min_element(left.begin(), left.end(), [&](const auto& a, const auto& b) {
          return IsFoldedBefore(kept, a, b);
        });
    Entry next = *first;
    next.envelope.day = DayOf(next);
    left.erase(first);
    CaseDecider::Evolve(state, next);
  }
  return state;
}

constexpr int kMostEvents = 30;

RC_GTEST_PROP(StateThenTest, IsWhatTheDomainSaysInWords, ()) {
  const std::vector<Entry> entries = AnyHistory(kMostEvents);
  const CaseTimeline timeline = TimelineOf(entries);
  for (int i = 0; i < 10; ++i) {
    const history::AsOf as_of = AnyAsOf(kMostEvents);
    RC_ASSERT(timeline.At(as_of) == PlainState(entries, as_of));
  }
}

RC_GTEST_PROP(StateThenTest, NowIsWhatTheDomainSaysInWords, ()) {
  const std::vector<Entry> entries = AnyHistory(kMostEvents);
  CaseTimeline timeline(testing::Stockholm());
  std::vector<Entry> so_far;
  for (const Entry& entry : entries) {
    timeline.Add(entry);
    so_far.push_back(entry);
    RC_ASSERT(timeline.current() == PlainState(so_far, {}));
  }
}

}  // namespace
}  // namespace framdrift::cases
