#include "domain/cases/follow_up_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/cases/exit_rules.h"
#include "domain/cases/refusals.h"

namespace framdrift::cases {
namespace {

// The mark of the exit that stands at `position`, made where nobody has tried it; null without an
// exit.
FollowUp* Mark(Case& state, int64_t position, int month) {
  Episode* episode = FindExited(state, position);
  if (episode == nullptr) return nullptr;
  auto& marks = episode->outcome.follow_ups;
  const auto it = std::find_if(
      marks.begin(), marks.end(), [&](const FollowUp& mark) { return mark.month == month; });
  return it == marks.end() ? &marks.emplace_back(FollowUp{.month = month}) : &*it;
}

}  // namespace

bool IsFollowUpMonth(int month) {
  return std::find(kFollowUpMonths.begin(), kFollowUpMonths.end(), month) != kFollowUpMonths.end();
}

void OpenMark(const Case& state, int64_t exit_position, int month, const history::Envelope& at,
              Refusals& out) {
  const std::map<std::string, std::string> named = {{"month", absl::StrCat(month)}};
  if (!IsFollowUpMonth(month)) {
    out.Add(kFollowUpMonthUnknown,
            "Follow-ups are made 1, 3, 6, 12 and 24 months after an exit.",
            named);
  }
  const Episode* episode = ExitedEpisode(state, exit_position, at, out);
  if (episode == nullptr) return;
  const FollowUp* mark = episode->outcome.FindFollowUp(month);
  if (mark == nullptr || !mark->settled()) return;
  if (mark->waived) {
    out.Add(kFollowUpWaived, "The follow-up was waived; void the waiving to make it.", named);
  } else {
    out.Add(kFollowUpSettled, "The follow-up is made already; correct that event instead.", named);
  }
}

void Evolve(Case& state, const casework::v1::FollowUpRecorded& event,
            const history::Envelope& envelope) {
  FollowUp* mark = Mark(state, event.exit_position(), event.month());
  if (mark == nullptr) return;
  mark->tries.push_back({.stamp = Stamp::Of(envelope),
                         .answer = event.answer(),
                         .source = event.source(),
                         .livelihood = event.livelihood()});
}

void Evolve(Case& state, const casework::v1::FollowUpWaived& event,
            const history::Envelope& envelope) {
  FollowUp* mark = Mark(state, event.exit_position(), event.month());
  if (mark == nullptr) return;
  mark->waived = Stamp::Of(envelope);
  mark->waive_reason = event.reason();
}

void Check(const Case& before, const casework::v1::FollowUpRecorded& event,
           const history::Envelope& envelope, Refusals& out) {
  OpenMark(before, event.exit_position(), event.month(), envelope, out);
}

void Check(const Case& before, const casework::v1::FollowUpWaived& event,
           const history::Envelope& envelope, Refusals& out) {
  OpenMark(before, event.exit_position(), event.month(), envelope, out);
}

}  // namespace framdrift::cases
