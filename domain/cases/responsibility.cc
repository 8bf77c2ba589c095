#include "domain/cases/responsibility.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/time/civil_time.h"
#include "domain/history/when.h"

namespace framdrift::cases {
namespace {

using casework::v1::CaseEvent;
using Kind = ResponsibilityNote::Kind;

// What an event, or what a correction puts in its place, does to responsibility.
void Read(const CaseEvent& event, ResponsibilityNote& note) {
  const auto unit = [&](const std::string& id) {
    note.unit = history::IdOrNone<history::UnitId>(id);
  };
  const auto caseworker = [&](const std::string& id) {
    note.caseworker = history::IdOrNone<history::StaffId>(id);
  };
  switch (event.kind_case()) {
    case CaseEvent::kCaseOpened:
      note.kind = Kind::kBegins;
      return unit(event.case_opened().unit_id());
    case CaseEvent::kCaseReopened:
      note.kind = Kind::kBegins;
      return unit(event.case_reopened().unit_id());
    case CaseEvent::kCaseAssigned:
      note.kind = Kind::kAssigns;
      unit(event.case_assigned().unit_id());
      return caseworker(event.case_assigned().caseworker_id());
    case CaseEvent::kTransferAccepted:
      note.kind = Kind::kAssigns;
      unit(event.transfer_accepted().unit_id());
      return caseworker(event.transfer_accepted().caseworker_id());
    case CaseEvent::kExitRecorded:
      note.kind = Kind::kEnds;
      return;
    default:
      return;
  }
}

// One way an event reads: as recorded, or as one of its corrections has it.
struct Reading {
  Kind kind = Kind::kOther;
  absl::CivilDay day;
  history::UnitId unit;
  history::StaffId caseworker;
  // No amendment is about it: whoever knows the event knows it so.
  bool certain = false;
};

const ResponsibilityNote* TargetOf(const std::vector<ResponsibilityNote>& notes,
                                   const ResponsibilityNote& amendment) {
  const auto target = std::find_if(notes.begin(), notes.end(), [&](const auto& one) {
    return one.target == 0 && one.position == amendment.target;
  });
  return target == notes.end() ? nullptr : &*target;
}

// All readings that may be in force then. A correction may put another event in place, another time
// or both, and leaves the event where it cannot.
std::vector<Reading> ReadingsAsOf(const std::vector<ResponsibilityNote>& notes,
                                  const history::AsOf& as_of, absl::TimeZone zone) {
  std::set<int64_t> amended;
  for (const ResponsibilityNote& note : notes) {
    if (note.target != 0) amended.insert(note.target);
  }
  std::vector<Reading> readings;
  const auto add = [&](const ResponsibilityNote& says, absl::Time occurred, bool certain) {
    if (says.kind == Kind::kOther) return;
    readings.push_back({.kind = says.kind,
                        .day = absl::ToCivilDay(occurred, zone),
                        .unit = says.unit,
                        .caseworker = says.caseworker,
                        .certain = certain});
  };
  for (const ResponsibilityNote& note : notes) {
    if (note.kind == Kind::kVoids || note.known > as_of.known || note.position > as_of.position) {
      continue;
    }
    const ResponsibilityNote* target = note.target == 0 ? &note : TargetOf(notes, note);
    if (target == nullptr) continue;
    const std::optional<absl::Time> occurred = note.occurred ? note.occurred : target->occurred;
    if (!occurred || *occurred > as_of.valid) continue;
    add(note, *occurred, note.target == 0 && !amended.contains(note.position));
    if (note.target != 0) add(*target, *occurred, false);
  }
  return readings;
}

// Folds go by day, so what certainly happened on a later day is folded later.
class Then {
 public:
  explicit Then(std::vector<Reading> readings) : readings_(std::move(readings)) {}

  // Whether something certainly took the responsibility away that was given on `day`.
  bool Replaced(Kind given_by, absl::CivilDay day) const {
    return CertainlyAfter(day, [&](const Reading& later) {
      if (later.kind == Kind::kAssigns) return true;
      if (later.kind != Kind::kBegins) return false;
      // An opening gives an episode that lacked one its opening, and leaves the assignment.
      return given_by == Kind::kBegins || CertainlyOpenedBefore(later.day);
    });
  }
  // Whether the episode that went on that day has certainly ended.
  bool Ended(absl::CivilDay day) const {
    return CertainlyAfter(day, [](const Reading& later) { return later.kind == Kind::kEnds; });
  }
  const std::vector<Reading>& readings() const { return readings_; }

 private:
  template <typename Test>
  bool CertainlyAfter(absl::CivilDay day, const Test& test) const {
    return std::any_of(readings_.begin(), readings_.end(), [&](const Reading& reading) {
      return reading.certain && reading.day > day && test(reading);
    });
  }
  bool CertainlyOpenedBefore(absl::CivilDay day) const {
    return std::any_of(readings_.begin(), readings_.end(), [&](const Reading& reading) {
      return reading.certain && reading.kind == Kind::kBegins && reading.day < day;
    });
  }

  const std::vector<Reading> readings_;
};

}  // namespace

bool SaysOfResponsibility(CaseEvent::KindCase kind) {
  switch (kind) {
    case CaseEvent::kCaseOpened:
    case CaseEvent::kCaseReopened:
    case CaseEvent::kCaseAssigned:
    case CaseEvent::kTransferAccepted:
    case CaseEvent::kExitRecorded:
    case CaseEvent::kEventCorrected:
    case CaseEvent::kEventVoided:
      return true;
    default:
      return false;
  }
}

ResponsibilityNote ResponsibilityNoteOf(const history::Recorded<CaseEvent>& entry,
                                        absl::TimeZone zone) {
  ResponsibilityNote note;
  note.position = entry.envelope.position;
  note.known = entry.envelope.known_at();
  if (entry.event.has_event_voided()) {
    note.kind = Kind::kVoids;
    note.target = entry.event.event_voided().position();
    return note;
  }
  if (!entry.event.has_event_corrected()) {
    note.occurred = entry.envelope.occurred.at;
    Read(entry.event, note);
    return note;
  }
  const auto& corrected = entry.event.event_corrected();
  note.target = corrected.position();
  if (corrected.has_occurred()) {
    const auto moved = history::OccurredFrom(corrected.occurred(), zone);
    if (moved.ok()) note.occurred = moved->at;
  }
  CaseEvent replacement;
  if (corrected.replacement().UnpackTo(&replacement)) Read(replacement, note);
  return note;
}

void Responsibilities::Add(const ResponsibilityNote& note) {
  if (first_position_ == 0) first_position_ = note.position;
  first_known_ = std::min(first_known_, note.known);
  if (note.occurred) first_occurred_ = std::min(first_occurred_, *note.occurred);
  const bool says =
      note.target == 0 ? note.kind != Kind::kOther : TargetOf(notes_, note) != nullptr;
  if (says) notes_.push_back(note);
}

bool Responsibilities::MayHold(const ResponsibleThen& who, const history::AsOf& as_of,
                               absl::TimeZone zone) const {
  if (first_position_ > as_of.position || first_known_ > as_of.known ||
      first_occurred_ > as_of.valid) {
    return false;
  }
  const Then then(ReadingsAsOf(notes_, as_of, zone));
  const auto given = [&](const auto& is_asked_for) {
    return std::any_of(then.readings().begin(), then.readings().end(), [&](const Reading& reading) {
      return is_asked_for(reading) && !then.Replaced(reading.kind, reading.day) &&
             !(who.open && then.Ended(reading.day));
    });
  };
  if (!who.unit.empty() && !given([&](const Reading& reading) {
        return reading.kind != Kind::kEnds && reading.unit == who.unit;
      })) {
    return false;
  }
  if (!who.caseworker.empty() && !given([&](const Reading& reading) {
        return reading.kind == Kind::kAssigns && reading.caseworker == who.caseworker;
      })) {
    return false;
  }
  if (!who.open) return true;
  // What is known of an episode may begin without its opening.
  const absl::CivilDay ever = absl::CivilDay::min();
  return !then.Ended(ever) || given([](const Reading& reading) {
    return reading.kind == Kind::kBegins || reading.kind == Kind::kAssigns;
  });
}

Responsibilities Responsibilities::Restore(int64_t first_position, absl::Time first_known,
                                           absl::Time first_occurred,
                                           std::vector<ResponsibilityNote> notes) {
  Responsibilities restored;
  restored.first_position_ = first_position;
  restored.first_known_ = first_known;
  restored.first_occurred_ = first_occurred;
  restored.notes_ = std::move(notes);
  return restored;
}

}  // namespace framdrift::cases
