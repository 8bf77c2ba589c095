#include "domain/cases/session_sheet.h"

#include "domain/cases/attendance_rules.h"

namespace framdrift::cases {
namespace {

bool Covers(const Absence& absence, const activity::SessionFacts& session, const Step* step,
            absl::CivilDay day) {
  if (!absence.session.empty()) return absence.session == session.id;
  return step != nullptr && absence.step == step->id && absence.from && *absence.from <= day &&
         (!absence.until || day < *absence.until);
}

}  // namespace

std::optional<SheetEntry> SheetEntryOf(const Case& state, const history::ActivityId& activity,
                                       const activity::SessionFacts& session, absl::TimeZone zone) {
  history::Envelope beginning;
  beginning.occurred = {session.start, history::Precision::kSecond};
  beginning.day = absl::ToCivilDay(session.start, zone);
  SheetEntry entry;
  const Episode* episode = state.EpisodeAt(beginning);
  const bool in_the_episode =
      episode != nullptr &&
      (!episode->outcome.exit || IsBefore(beginning, episode->outcome.exit->stamp));
  if (in_the_episode) entry.step = StepAt(*episode, activity, beginning);
  for (const Episode& one : state.episodes) {
    for (const Absence& absence : one.attendance.absences) {
      if (Covers(absence, session, entry.step, beginning.day)) entry.absence = &absence;
    }
  }
  entry.attendance = FindAttendance(state, {.session = session.id, .step = {}, .day = {}});
  if (entry.step == nullptr && entry.absence == nullptr && entry.attendance == nullptr) {
    return std::nullopt;
  }
  if (entry.attendance != nullptr) return entry;
  if (session.cancelled) {
    entry.suggested = codes::v1::ATTENDANCE_CODE_CANCELLED_BY_PROVIDER;
  } else if (entry.absence != nullptr) {
    entry.suggested = entry.absence->code;
  }
  return entry;
}

}  // namespace framdrift::cases
