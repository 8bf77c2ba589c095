// Histories of a case as RapidCheck makes them up: back-dated, known to the day or month, imported,
// corrected, struck through and struck through again.
#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "domain/cases/case_decider.h"
#include "domain/history/when.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {

// Few of each, so that they meet.
inline constexpr int kAnyDays = 6;
inline constexpr int kAnyUnits = 3;
inline constexpr int kAnyCaseworkers = 3;

inline history::UnitId AnyUnitOf(int number) {
  Id16 id{};
  id[0] = 5;
  id[15] = static_cast<uint8_t>(number + 1);
  return history::UnitId(id);
}
inline history::StaffId AnyCaseworkerOf(int number) {
  Id16 id{};
  id[0] = 6;
  id[15] = static_cast<uint8_t>(number + 1);
  return history::StaffId(id);
}

// An hour of one of the days.
inline absl::Time AnyInstant() {
  return history::StartOf(absl::CivilDay(2024, 3, 1), testing::Stockholm()) +
         absl::Hours(*rc::gen::inRange(0, 24 * kAnyDays));
}

inline history::Occurred AnyOccurred() {
  const absl::Time at = AnyInstant();
  const absl::CivilDay day = absl::ToCivilDay(at, testing::Stockholm());
  switch (*rc::gen::inRange(0, 10)) {
    case 0:
      return {history::StartOf(absl::CivilDay(absl::CivilMonth(day)), testing::Stockholm()),
              history::Precision::kMonth};
    case 1:
    case 2:
      return {history::StartOf(day, testing::Stockholm()), history::Precision::kDay};
    default:
      return {at, history::Precision::kSecond};
  }
}

inline casework::v1::CaseEvent AnyOfTheCase() {
  casework::v1::CaseEvent event;
  const std::string unit = AnyUnitOf(*rc::gen::inRange(0, kAnyUnits)).ToString();
  const std::string caseworker = AnyCaseworkerOf(*rc::gen::inRange(0, kAnyCaseworkers)).ToString();
  switch (*rc::gen::inRange(0, 10)) {
    case 0:
      event.mutable_case_opened()->set_unit_id(unit);
      break;
    case 1:
      event.mutable_case_reopened()->set_unit_id(unit);
      break;
    case 2:
    case 3:
      event.mutable_case_assigned()->set_unit_id(unit);
      event.mutable_case_assigned()->set_caseworker_id(caseworker);
      break;
    case 4:
      event.mutable_transfer_accepted()->set_unit_id(unit);
      if (*rc::gen::arbitrary<bool>()) {
        event.mutable_transfer_accepted()->set_caseworker_id(caseworker);
      }
      break;
    case 5:
      event.mutable_exit_recorded()->set_reason(codes::v1::EXIT_REASON_WORK_UNSUBSIDISED);
      break;
    case 6:
      event.mutable_first_contact_held();
      break;
    case 7:
      event.mutable_flow_assigned()->set_flow(static_cast<casework::v1::Flow>(
          *rc::gen::inRange<int>(casework::v1::FLOW_MAIN, casework::v1::FLOW_MAIN + 2)));
      break;
    case 8:
      event.mutable_case_paused();
      break;
    default:
      event.mutable_note_added();
      break;
  }
  return event;
}

// Up to `most` events in order of recording. Amendments are about events before them; a correction
// puts an event of the same kind in place, as it must.
inline std::vector<history::Recorded<casework::v1::CaseEvent>> AnyHistory(int most) {
  std::vector<history::Recorded<casework::v1::CaseEvent>> entries;
  const int size = *rc::gen::inRange(0, most + 1);
  absl::Time recorded_at = AnyInstant();
  for (int i = 0; i < size; ++i) {
    history::Recorded<casework::v1::CaseEvent> entry;
    entry.envelope.position = 3 * i + 2;
    entry.envelope.revision = i + 1;
    // Several events of one commit are recorded at the same time.
    recorded_at += absl::Hours(*rc::gen::inRange(0, 8));
    entry.envelope.recorded_at = recorded_at;
    if (*rc::gen::inRange(0, 5) == 0) {
      entry.envelope.source_recorded_at = recorded_at - absl::Hours(*rc::gen::inRange(0, 72));
    }
    entry.envelope.occurred = AnyOccurred();
    const int target = *rc::gen::inRange(0, i + 1);
    const int what = i == 0 ? 0 : *rc::gen::inRange(0, 6);
    if (what == 5 && target < i) {
      entry.event.mutable_event_voided()->set_position(3 * target + 2);
    } else if (what == 4 && target < i &&
               !CaseTimeline::IsAmendment(entries[static_cast<size_t>(target)].event)) {
      auto& corrected = *entry.event.mutable_event_corrected();
      corrected.set_position(3 * target + 2);
      casework::v1::CaseEvent replacement = AnyOfTheCase();
      const auto kind = entries[static_cast<size_t>(target)].event.kind_case();
      for (int tries = 0; replacement.kind_case() != kind && tries < 20; ++tries) {
        replacement = AnyOfTheCase();
      }
      corrected.mutable_replacement()->PackFrom(replacement);
      if (*rc::gen::arbitrary<bool>()) {
        *corrected.mutable_occurred() = history::WhenFrom(AnyOccurred(), testing::Stockholm());
      }
    } else {
      entry.event = AnyOfTheCase();
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

inline CaseTimeline TimelineOf(std::vector<history::Recorded<casework::v1::CaseEvent>> entries) {
  CaseTimeline timeline(testing::Stockholm());
  timeline.AddAll(std::move(entries));
  return timeline;
}

// Both clocks and the log, each asked about half the time.
inline history::AsOf AnyAsOf(int most) {
  history::AsOf as_of;
  if (*rc::gen::arbitrary<bool>()) as_of.valid = AnyInstant();
  if (*rc::gen::arbitrary<bool>()) as_of.known = AnyInstant() + absl::Hours(24);
  if (*rc::gen::inRange(0, 3) == 0) as_of.position = *rc::gen::inRange(0, 3 * most);
  return as_of;
}

}  // namespace framdrift::cases
