#include "tests/projections/work_log.h"

#include <algorithm>
#include <set>
#include <utility>

#include "domain/history/streams.h"
#include "domain/history/when.h"
#include "domain/indicators/moment.h"
#include "framdrift/activity/v1/activity_events.pb.h"
#include "framdrift/organisation/v1/organisation_events.pb.h"
#include "tests/projections/worklist_log.h"

namespace framdrift::projections {
namespace {

constexpr int kWorkDays = 100;
constexpr absl::Time kWorkBegins = absl::FromUnixSeconds(1'600'000'000);

template <typename Event>
void SetCost(const PlainCost& cost, Event& event) {
  const auto& [from, until, amount] = cost;
  event.mutable_cost_booked()->set_amount_ore(amount);
  *event.mutable_cost_booked()->mutable_from_date() =
      history::DateFrom(indicators::CivilDayOf(from));
  *event.mutable_cost_booked()->mutable_until_date() =
      history::DateFrom(indicators::CivilDayOf(until));
}

}  // namespace

eventstore::StreamId WorkLog::StreamOf(int stream) {
  const history::StreamKind kind =
      stream < kStaff ? history::StreamKind::kStaff : history::StreamKind::kActivity;
  return {static_cast<uint16_t>(kind), TestId(7, stream)};
}

// Events happen at one time of day.
absl::Time WorkLog::EndOf(int day) { return kWorkBegins + absl::Hours(24 * day); }

WorkLog::Recorded WorkLog::Any(int stream, int64_t position) {
  std::vector<int64_t> before;
  bool began = false;
  for (const Recorded& one : recorded_) {
    if (one.stream != stream) continue;
    began = true;
    if (one.kind != Kind::kBegan && one.kind != Kind::kVoided) before.push_back(one.position);
  }
  Recorded next{.stream = stream, .position = position, .cost = {}};
  if (!began) return next;
  next.day = Below(kWorkDays);
  if (!before.empty() && Below(4) == 0) {
    next.kind = Kind::kVoided;
    next.target = before[static_cast<size_t>(Below(static_cast<int>(before.size())))];
  } else if (stream < kStaff && Below(2) == 0) {
    next.kind = Kind::kCapacity;
    next.fte_percent = Below(101);
  } else if (stream < kStaff && Below(8) == 0) {
    next.kind = Kind::kEnded;
  } else {
    next.kind = Kind::kBooked;
    const int from = 19'000 + Below(400);
    next.cost = {from, from + 1 + Below(100), Below(20'000) - 5'000};
  }
  return next;
}

eventstore::NewEvent WorkLog::EventOf(const Recorded& one) {
  const absl::Time at = EndOf(one.day);
  if (one.stream >= kStaff) {
    activity::v1::ActivityEvent event;
    if (one.kind == Kind::kBegan) {
      event.mutable_activity_opened()->set_unit_id(FormatUuid(TestId(5, 1)));
    } else if (one.kind == Kind::kVoided) {
      event.mutable_event_voided()->set_position(one.target);
    } else {
      SetCost(one.cost, event);
    }
    return NewEventOf(StreamOf(one.stream), event, at);
  }
  organisation::v1::StaffEvent event;
  switch (one.kind) {
    case Kind::kBegan:
      event.mutable_staff_registered()->set_unit_id(FormatUuid(TestId(5, 1)));
      break;
    case Kind::kCapacity:
      event.mutable_capacity_set()->set_fte_percent(one.fte_percent);
      break;
    case Kind::kEnded:
      event.mutable_staff_ended();
      break;
    case Kind::kBooked:
      SetCost(one.cost, event);
      break;
    case Kind::kVoided:
      event.mutable_event_voided()->set_position(one.target);
      break;
  }
  return NewEventOf(StreamOf(one.stream), event, at);
}

eventstore::NewEvent WorkLog::Next(int64_t position) {
  recorded_.push_back(Any(Below(kStreams), position));
  return EventOf(recorded_.back());
}

PlainWork WorkLog::At(int stream, int64_t position, int day) const {
  std::set<int64_t> voided;
  std::vector<const Recorded*> happened;
  for (const Recorded& one : recorded_) {
    if (one.stream != stream || one.position > position) continue;
    if (one.kind == Kind::kVoided) {
      voided.insert(one.target);
    } else if (one.day <= day) {
      happened.push_back(&one);
    }
  }
  // Of one day by when they were recorded.
  std::stable_sort(happened.begin(), happened.end(), [](const Recorded* a, const Recorded* b) {
    return a->day < b->day;
  });
  PlainWork work;
  bool ended = false;
  int percent = 100;
  for (const Recorded* one : happened) {
    if (voided.contains(one->position)) continue;
    work.registered = work.registered || one->kind == Kind::kBegan;
    ended = ended || one->kind == Kind::kEnded;
    if (one->kind == Kind::kCapacity) percent = one->fte_percent;
    if (one->kind == Kind::kBooked) work.costs.push_back(one->cost);
  }
  if (work.registered && !ended && stream < kStaff) work.fte_percent = percent;
  std::sort(work.costs.begin(), work.costs.end());
  return work;
}

}  // namespace framdrift::projections
