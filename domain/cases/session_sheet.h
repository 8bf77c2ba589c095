// Who is expected at a session, as one case says it, and what to record unless it was otherwise.
#pragma once

#include <optional>

#include "absl/time/time.h"
#include "domain/activity/activity.h"
#include "domain/cases/case.h"

namespace framdrift::cases {

// Points into the case.
struct SheetEntry {
  // The step that is the activity and runs when the session begins; null where only what is
  // announced or recorded speaks of the session.
  const Step* step = nullptr;
  // The announcement that came last; null where there is none.
  const Absence* absence = nullptr;
  // Null until attendance is recorded.
  const AttendanceEntry* attendance = nullptr;
  // As the absence says, or that the provider cancelled. UNSPECIFIED where nothing is known, and
  // once attendance is recorded.
  codes::v1::AttendanceCode suggested = codes::v1::ATTENDANCE_CODE_UNSPECIFIED;
};

// None where the case has nothing to do with the session. Announcements and attendance follow the
// session when it is moved; an absence from days of the step covers a session that begins on one
// of them.
std::optional<SheetEntry> SheetEntryOf(const Case& state, const history::ActivityId& activity,
                                       const activity::SessionFacts& session, absl::TimeZone zone);

}  // namespace framdrift::cases
