// The parts of a case that its later commands write, as the contracts show them.
#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "domain/cases/case.h"
#include "framdrift/casework/v1/case_resource.pb.h"
#include "services/casework/case_texts.h"

namespace framdrift::services {

void RenderAbsence(const cases::Absence& absence, const CaseTexts& texts, absl::TimeZone zone,
                   casework::v1::Absence& out);
void RenderEntry(const cases::AttendanceEntry& entry, const CaseTexts& texts, absl::TimeZone zone,
                 casework::v1::Attendance& out);
// Absences, attendance and deviations.
void RenderAttendance(const cases::Attendance& attendance, const CaseTexts& texts,
                      absl::TimeZone zone, casework::v1::Episode& out);
void RenderCooperation(const cases::Cooperation& cooperation, const CaseTexts& texts,
                       absl::TimeZone zone, casework::v1::Case& out);
void RenderLivelihood(const cases::Livelihood& livelihood, const CaseTexts& texts,
                      absl::TimeZone zone, casework::v1::Case& out);
// What the exit counts as is as known at the end of `day`.
void RenderOutcome(const cases::Outcome& outcome, const cases::Livelihood& livelihood,
                   const CaseTexts& texts, absl::TimeZone zone, absl::CivilDay day,
                   casework::v1::Episode& out);

// All of these; `out` holds the episodes of `state` already.
void RenderParts(const cases::Case& state, const CaseTexts& texts, absl::TimeZone zone,
                 absl::CivilDay day, casework::v1::Case& out);

}  // namespace framdrift::services
