#include "domain/cases/repeated_absence.h"
#include "domain/codes/codes.h"
#include "domain/history/when.h"
#include "services/casework/parts_view.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

void RenderGround(const cases::Attendance& attendance, const cases::Deviation& deviation,
                  v1::Deviation& out) {
  if (!deviation.ground) return;
  out.set_by_rule(true);
  out.set_policy_version(deviation.ground->policy_version);
  for (const absl::CivilDay day : deviation.ground->dates) {
    *out.add_ground_dates() = history::DateFrom(day);
  }
  out.set_ground_fallen(!cases::HasGround(attendance, deviation));
}

void RenderDeviation(const cases::Deviation& deviation, const CaseTexts& texts, absl::TimeZone zone,
                     v1::Deviation& out) {
  out.set_deviation_id(Written(deviation.id));
  out.set_position(deviation.raised.position);
  *out.mutable_raised() = history::WhenFrom(deviation.raised.occurred, zone);
  out.set_kind(deviation.kind);
  out.set_step_id(Written(deviation.step));
  out.set_session_id(Written(deviation.session));
  out.set_text(texts.At(deviation.raised.position).deviation_raised().text());
  if (!deviation.resolved) return;
  *out.mutable_resolved() = history::WhenFrom(deviation.resolved->occurred, zone);
  out.set_outcome(deviation.outcome);
  out.set_outcome_text(texts.At(deviation.resolved->position).deviation_resolved().text());
}

}  // namespace

void RenderAbsence(const cases::Absence& absence, const CaseTexts& texts, absl::TimeZone zone,
                   v1::Absence& out) {
  out.set_position(absence.stamp.position);
  *out.mutable_occurred() = history::WhenFrom(absence.stamp.occurred, zone);
  out.set_step_id(Written(absence.step));
  out.set_session_id(Written(absence.session));
  if (absence.from) *out.mutable_from_date() = history::DateFrom(*absence.from);
  if (absence.until) *out.mutable_until_date() = history::DateFrom(*absence.until);
  out.set_announced_by(absence.announced_by);
  out.set_code(absence.code);
  out.set_text(texts.At(absence.stamp.position).absence_announced().text());
}

void RenderEntry(const cases::AttendanceEntry& entry, const CaseTexts& texts, absl::TimeZone zone,
                 v1::Attendance& out) {
  out.set_position(entry.stamp.position);
  *out.mutable_occurred() = history::WhenFrom(entry.stamp.occurred, zone);
  out.set_step_id(Written(entry.step));
  out.set_activity_id(Written(entry.activity));
  out.set_session_id(Written(entry.session));
  if (entry.day) *out.mutable_date() = history::DateFrom(*entry.day);
  out.set_code(entry.code);
  out.set_counting(codes::CountingOf(entry.code));
  out.set_minutes(entry.minutes);
  out.set_planned_minutes(entry.planned_minutes);
  out.set_at_workplace(entry.at_workplace);
  out.set_text(texts.At(entry.stamp.position).attendance_recorded().text());
}

void RenderAttendance(const cases::Attendance& attendance, const CaseTexts& texts,
                      absl::TimeZone zone, v1::Episode& out) {
  for (const auto& one : attendance.absences) {
    RenderAbsence(one, texts, zone, *out.add_absences());
  }
  for (const auto& one : attendance.entries) {
    RenderEntry(one, texts, zone, *out.add_attendances());
  }
  for (const auto& one : attendance.deviations) {
    RenderDeviation(one, texts, zone, *out.add_deviations());
    RenderGround(attendance, one, *out.mutable_deviations()->rbegin());
  }
}

}  // namespace framdrift::services
