#include "tests/projections/plain_history.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "absl/time/civil_time.h"
#include "domain/history/when.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "tests/projections/case_log.h"

namespace framdrift::projections {
namespace {

using casework::v1::CaseEvent;
using Kind = PlainEvent::Kind;

constexpr int kUnitsOfPlain = 2;
// Day 19 358 is the first of 2023.
constexpr int kFirstDay = 19'358;
constexpr int kMinutesOfDay = 600;
const absl::CivilDay kEpoch(1970, 1, 1);

// Two results, one that is none and one that does not count.
constexpr codes::v1::ExitReason kReasons[] = {codes::v1::EXIT_REASON_STUDY_WITH_STUDY_AID,
                                              codes::v1::EXIT_REASON_WORK_UNSUBSIDISED,
                                              codes::v1::EXIT_REASON_ENDED_BY_PARTICIPANT,
                                              codes::v1::EXIT_REASON_MOVED};

bool Amends(const PlainEvent& event) {
  return event.kind == Kind::kVoided || event.kind == Kind::kCorrected;
}

absl::Time TimeOf(const PlainEvent& event) {
  return absl::FromCivil(absl::CivilMinute(kEpoch + event.day) + 8 * 60 + event.minute,
                         Stockholm());
}

std::string TextOfUnit(int unit) { return unit == 0 ? "" : FormatUuid(TestId(5, unit)); }

// Of all kinds but those that amend.
CaseEvent MessageOf(const PlainEvent& event) {
  CaseEvent made;
  switch (event.kind) {
    case Kind::kOpened:
      made.mutable_case_opened()->set_unit_id(TextOfUnit(event.unit));
      break;
    case Kind::kReopened:
      made.mutable_case_reopened()->set_unit_id(TextOfUnit(event.unit));
      break;
    case Kind::kAssigned:
      made.mutable_case_assigned()->set_unit_id(TextOfUnit(event.unit));
      break;
    case Kind::kPlanned:
      made.mutable_work_plan_adopted();
      break;
    case Kind::kExited:
      made.mutable_exit_recorded()->set_reason(static_cast<codes::v1::ExitReason>(event.reason));
      break;
    case Kind::kObservationEnded:
      made.mutable_observation_ended();
      break;
    case Kind::kSupported: {
      auto& set = *made.mutable_aid_month_set();
      *set.mutable_month() =
          history::DateFrom(absl::CivilDay(absl::CivilMonth(1970, 1) + event.month));
      set.set_paid_ore(event.paid ? 100 : 0);
      break;
    }
    case Kind::kAttended: {
      auto& attended = *made.mutable_attendance_recorded();
      *attended.mutable_date() = history::DateFrom(kEpoch + event.day);
      attended.set_minutes(event.minutes);
      attended.set_at_workplace(event.at_workplace);
      break;
    }
    case Kind::kVoided:
    case Kind::kCorrected:
      break;
  }
  return made;
}

// One person's events that count, in the order in which they happened.
std::vector<PlainEvent> Effective(const std::vector<PlainEvent>& known, int until) {
  std::set<int64_t> voided;
  std::map<int64_t, PlainEvent> corrections;
  for (size_t i = known.size(); i > 0; --i) {
    const PlainEvent& event = known[i - 1];
    if (voided.count(event.position) > 0) continue;
    if (event.kind == Kind::kVoided) voided.insert(event.target);
    if (event.kind == Kind::kCorrected) corrections.emplace(event.target, event);
  }
  std::vector<PlainEvent> effective;
  for (PlainEvent event : known) {
    if (Amends(event) || voided.count(event.position) > 0) continue;
    const auto found = corrections.find(event.position);
    if (found != corrections.end()) {
      PlainEvent corrected = found->second;
      corrected.kind = event.kind;
      corrected.position = event.position;
      if (!corrected.moves) {
        corrected.day = event.day;
        corrected.minute = event.minute;
      }
      event = corrected;
    }
    if (event.day <= until) effective.push_back(event);
  }
  std::sort(effective.begin(), effective.end(), [](const PlainEvent& a, const PlainEvent& b) {
    return std::tuple(a.day, a.minute, a.position) < std::tuple(b.day, b.minute, b.position);
  });
  return effective;
}

// What has been said of an episode so far.
struct Walked {
  PlainEpisode episode;
  int opened_in = 0;
  std::optional<int> assigned_to;
  std::vector<PlainSession> sessions;
};

void Walk(const std::vector<PlainEvent>& events, std::vector<Walked>& walked,
          std::set<int>& months) {
  const auto current = [&]() -> Walked& {
    return walked.empty() ? walked.emplace_back() : walked.back();
  };
  for (const PlainEvent& event : events) {
    switch (event.kind) {
      case Kind::kOpened:
      case Kind::kReopened: {
        const bool lacks =
            !walked.empty() && !walked.back().episode.opened && !walked.back().episode.exited;
        Walked& one = lacks ? walked.back() : walked.emplace_back();
        one.episode.opened = event.day;
        one.opened_in = event.unit;
        break;
      }
      case Kind::kAssigned:
        current().assigned_to = event.unit;
        break;
      case Kind::kPlanned:
        current().episode.planned = event.day;
        break;
      case Kind::kExited:
        current().episode.exited = event.day;
        current().episode.reason = event.reason;
        break;
      case Kind::kObservationEnded:
        current().episode.observation_ended = event.day;
        break;
      case Kind::kSupported:
        if (event.paid) months.insert(event.month);
        if (!event.paid) months.erase(event.month);
        break;
      case Kind::kAttended:
        current().sessions.push_back({event.day, event.minutes, event.at_workplace, 0});
        break;
      case Kind::kVoided:
      case Kind::kCorrected:
        break;
    }
    for (Walked& one : walked) {
      one.episode.units.emplace_back(event.day, one.assigned_to.value_or(one.opened_in));
    }
  }
}

void AddSpells(int person, const std::set<int>& months, PlainFacts& facts) {
  int last = 0;
  for (const int month : months) {
    const auto first_day = [](int number) {
      return static_cast<int>(absl::CivilDay(absl::CivilMonth(1970, 1) + number) - kEpoch);
    };
    // One month without ends a spell.
    if (facts.spells.empty() || facts.spells.back().person != person || month > last + 1) {
      facts.spells.push_back({person, first_day(month), 0, 0});
    }
    ++facts.spells.back().months;
    facts.spells.back().ended = first_day(month + 1);
    last = month;
  }
}

}  // namespace

int UnitOn(const PlainUnits& units, int day) {
  int unit = 0;
  for (const auto& [from, one] : units) {
    if (from <= day) unit = one;
  }
  return unit;
}

PlainHistory::PlainHistory(uint64_t seed, int persons)
    : random_(seed), persons_(persons), now_(kFirstDay) {}

void PlainHistory::Fill(PlainEvent& event) {
  event.minute = 1 + Below(kMinutesOfDay);
  event.day = now_ - (Below(8) == 0 ? Below(60) : 0);
  event.unit = Below(kUnitsOfPlain + 1);
  event.reason = kReasons[Below(static_cast<int>(std::size(kReasons)))];
  event.paid = Below(5) > 0;
  event.month =
      static_cast<int>(absl::CivilMonth(kEpoch + event.day) - absl::CivilMonth(1970, 1)) - Below(3);
  event.minutes = 30 * (1 + Below(8));
  event.at_workplace = Below(2) == 0;
}

PlainEvent PlainHistory::Any(int64_t position) {
  now_ += Below(3) == 0 ? 1 : 0;
  PlainEvent event;
  event.person = 1 + Below(persons_);
  event.position = position;
  Fill(event);
  std::vector<const PlainEvent*> own;
  for (const PlainEvent& one : recorded_) {
    if (one.person == event.person) own.push_back(&one);
  }
  if (own.empty()) return event;
  const PlainEvent& other = *own[static_cast<size_t>(Below(static_cast<int>(own.size())))];
  const int kind = Below(20);
  if (kind == 0) {
    event.kind = Kind::kVoided;
    event.target = other.position;
    return event;
  }
  if (kind <= 2 && !Amends(other)) {
    event.kind = Kind::kCorrected;
    event.target = other.position;
    event.moves = Below(2) == 0;
    return event;
  }
  constexpr Kind kKinds[] = {Kind::kReopened,
                             Kind::kReopened,
                             Kind::kAssigned,
                             Kind::kPlanned,
                             Kind::kPlanned,
                             Kind::kExited,
                             Kind::kExited,
                             Kind::kSupported,
                             Kind::kSupported,
                             Kind::kAttended};
  event.kind =
      Below(25) == 0 ? Kind::kObservationEnded : kKinds[Below(static_cast<int>(std::size(kKinds)))];
  return event;
}

eventstore::NewEvent PlainHistory::Next(int64_t position) {
  const PlainEvent event = Any(position);
  CaseEvent message = MessageOf(event);
  if (event.kind == Kind::kVoided) message.mutable_event_voided()->set_position(event.target);
  if (event.kind == Kind::kCorrected) {
    const auto target =
        std::find_if(recorded_.begin(), recorded_.end(), [&](const PlainEvent& one) {
          return one.position == event.target;
        });
    PlainEvent replacement = event;
    replacement.kind = target->kind;
    if (!event.moves) replacement.day = target->day;
    auto& corrected = *message.mutable_event_corrected();
    corrected.set_position(event.target);
    corrected.mutable_replacement()->PackFrom(MessageOf(replacement));
    if (event.moves) {
      *corrected.mutable_occurred() =
          history::WhenFrom({TimeOf(event), history::Precision::kSecond}, Stockholm());
    }
  }
  recorded_.push_back(event);
  return NewCaseEvent(CaseStream(event.person), message, TimeOf(event));
}

PlainFacts PlainHistory::At(int64_t position, int day) const {
  std::map<int, std::vector<PlainEvent>> known;
  for (const PlainEvent& event : recorded_) {
    if (event.position <= position) known[event.person].push_back(event);
  }
  PlainFacts facts;
  for (const auto& [person, events] : known) {
    std::vector<Walked> walked;
    std::set<int> months;
    Walk(Effective(events, day), walked, months);
    for (size_t i = 0; i < walked.size(); ++i) {
      PlainEpisode episode = walked[i].episode;
      episode.person = person;
      episode.ordinal = static_cast<int>(i);
      if (i + 1 < walked.size()) episode.reopened = walked[i + 1].episode.opened;
      // Whoever is not observed any more is not in any later episode, nor in this one.
      episode.observation_ended.reset();
      for (const Walked& one : walked) {
        const std::optional<int>& ended = one.episode.observation_ended;
        const bool counts = ended && (!episode.opened || *ended >= *episode.opened);
        if (counts && !episode.observation_ended) episode.observation_ended = ended;
      }
      for (PlainSession session : walked[i].sessions) {
        session.unit = UnitOn(episode.units, session.day);
        facts.sessions.push_back(session);
      }
      facts.episodes.push_back(std::move(episode));
    }
    AddSpells(person, months, facts);
  }
  return facts;
}

}  // namespace framdrift::projections
