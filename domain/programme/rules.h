// The rules that an event of a programme keeps or breaks in the state before it.
#pragma once

#include <cstdint>
#include <string>

#include "absl/time/civil_time.h"
#include "base/refusal.h"
#include "domain/history/recorded.h"
#include "domain/programme/programme.h"

namespace framdrift::programme {

// Every rule of the event's own kind that it breaks.
void CheckRules(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                Refusals& out);

// Parts of CheckRules, one a matter; each passes over events of other matters.
void CheckMembers(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                  Refusals& out);
void CheckMeetings(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                   Refusals& out);
void CheckBlocks(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                 Refusals& out);
void CheckReports(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                  Refusals& out);
void CheckWhole(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                Refusals& out);

// The member; refused with MEMBER_NOT_JOINED, and null, unless it takes part.
const Member* CheckTakesPart(const Programme& before, const std::string& member_id, Refusals& out);

// MUNICIPALITY_CODE_INVALID for one that is not in use.
void CheckMunicipalityCode(const std::string& code, Refusals& out);

// TEMPLATE_INVALID for every fault.
void CheckTemplate(const v1::Template& content, Refusals& out);

// The first day of a reporting period; 1 is the first period. Of a started programme.
absl::CivilDay PeriodStart(const Programme& programme, int32_t period);
// The period that holds `day`; 1 for days before the first.
int32_t PeriodOf(const Programme& programme, absl::CivilDay day);
// The period that the member is to report next.
int32_t NextPeriod(const Programme& programme, const Member& member);

// Whether it is a figure of that measure.
bool IsOf(const v1::MeasurePublished& published, const LinkedMeasure& measure);

}  // namespace framdrift::programme
