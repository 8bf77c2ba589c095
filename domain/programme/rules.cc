#include "domain/programme/rules.h"

#include <algorithm>

#include "domain/history/ids.h"
#include "domain/history/when.h"
#include "domain/programme/refusals.h"

namespace framdrift::programme {

void CheckRules(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                Refusals& out) {
  CheckMembers(before, entry, out);
  CheckMeetings(before, entry, out);
  CheckBlocks(before, entry, out);
  CheckReports(before, entry, out);
  CheckWhole(before, entry, out);
}

const Member* CheckTakesPart(const Programme& before, const std::string& member_id, Refusals& out) {
  const Member* member = Find(before, history::IdOrNone<MemberId>(member_id));
  if (member != nullptr && member->takes_part()) return member;
  const bool left = member != nullptr && member->withdrew.has_value();
  out.Add(kMemberNotJoined,
          left ? "The member had left then; give an earlier time."
               : "The member had not joined then; give a later time, or record its joining first.",
          {{"member_id", member_id}});
  return nullptr;
}

absl::CivilDay PeriodStart(const Programme& programme, int32_t period) {
  const int months = std::max(1, programme.template_in_force()->report_months());
  return history::AddMonths(programme.from(), (period - 1) * months);
}

int32_t PeriodOf(const Programme& programme, absl::CivilDay day) {
  const int months = std::max(1, programme.template_in_force()->report_months());
  int32_t period = std::max(0, history::CompleteMonths(programme.from(), day)) / months + 1;
  while (PeriodStart(programme, period + 1) <= day) ++period;
  return period;
}

int32_t NextPeriod(const Programme& programme, const Member& member) {
  int32_t last = 0;
  for (const ProgressReport& report : programme.reports) {
    if (report.member == member.id) last = std::max(last, report.submitted.content.period());
  }
  if (last > 0) return last + 1;
  return member.joined ? PeriodOf(programme, member.joined->day) : 1;
}

bool IsOf(const v1::MeasurePublished& published, const LinkedMeasure& measure) {
  return published.member_id() == measure.link.content.member_id() &&
         published.indicator_id() == measure.link.content.indicator_id() &&
         published.tenant() == measure.link.content.tenant();
}

}  // namespace framdrift::programme
