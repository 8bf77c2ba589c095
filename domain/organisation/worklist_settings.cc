#include "domain/organisation/worklist_settings.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/organisation/refusals.h"

namespace framdrift::organisation {
namespace {

using history::CaseId;
using history::Envelope;
using history::IdOrNone;
using history::StaffId;

// More than a person can tell apart.
constexpr size_t kMostViews = 50;
// Longer than any holiday: what is put off for longer should be a reminder.
constexpr absl::Duration kLongestSnooze = absl::Hours(90 * 24);

auto FindView(auto& views, const ViewId& id) {
  return std::find_if(
      views.begin(), views.end(), [&](const SavedView& view) { return view.id == id; });
}

auto FindSnooze(auto& snoozes, const CaseId& case_id, absl::string_view item) {
  return std::find_if(snoozes.begin(), snoozes.end(), [&](const Snooze& snooze) {
    return snooze.case_id == case_id && snooze.item == item;
  });
}

auto FindCover(auto& covers, const StaffId& colleague) {
  return std::find_if(
      covers.begin(), covers.end(), [&](const Cover& cover) { return cover.covered == colleague; });
}

}  // namespace

std::optional<absl::Time> WorklistSettings::SnoozedUntil(const CaseId& case_id,
                                                         absl::string_view item,
                                                         std::optional<absl::Time> due,
                                                         absl::Time now) const {
  const auto snooze = FindSnooze(snoozes, case_id, item);
  if (snooze == snoozes.end() || snooze->until <= now || snooze->due != due) return std::nullopt;
  return snooze->until;
}

bool WorklistSettings::Covers(const StaffId& colleague, absl::CivilDay day) const {
  const auto cover = FindCover(covers, colleague);
  return cover != covers.end() && cover->from <= day && day < cover->until;
}

void Evolve(WorklistSettings& state, const v1::WorklistViewSaved& event, const Envelope& envelope) {
  const auto id = IdOrNone<ViewId>(event.view_id());
  const auto view = FindView(state.views, id);
  if (view == state.views.end()) {
    state.views.push_back({id, envelope.position});
  } else {
    view->position = envelope.position;
  }
}

void Evolve(WorklistSettings& state, const v1::WorklistViewRemoved& event, const Envelope&) {
  const auto view = FindView(state.views, IdOrNone<ViewId>(event.view_id()));
  if (view != state.views.end()) state.views.erase(view);
}

void Evolve(WorklistSettings& state, const v1::WorkItemSnoozed& event, const Envelope& envelope) {
  Snooze snooze{IdOrNone<CaseId>(event.case_id()),
                event.item_id(),
                history::TimeFrom(event.until_time()),
                std::nullopt};
  if (event.has_due_time()) snooze.due = history::TimeFrom(event.due_time());
  std::erase_if(state.snoozes, [&](const Snooze& earlier) {
    return earlier.until <= envelope.occurred.at ||
           (earlier.case_id == snooze.case_id && earlier.item == snooze.item);
  });
  if (snooze.until > envelope.occurred.at) state.snoozes.push_back(std::move(snooze));
}

void Evolve(WorklistSettings& state, const v1::CoverSet& event, const Envelope&) {
  const auto from = history::DayOrNone(event.from_date());
  const auto until = history::DayOrNone(event.until_date());
  if (!from || !until) return;
  const Cover agreed{IdOrNone<StaffId>(event.covered_staff_id()), *from, *until};
  const auto cover = FindCover(state.covers, agreed.covered);
  if (cover == state.covers.end()) {
    state.covers.push_back(agreed);
  } else {
    *cover = agreed;
  }
}

void Evolve(WorklistSettings& state, const v1::CoverEnded& event, const Envelope&) {
  const auto cover = FindCover(state.covers, IdOrNone<StaffId>(event.covered_staff_id()));
  if (cover != state.covers.end()) state.covers.erase(cover);
}

void Check(const WorklistSettings& before, const v1::WorklistViewSaved& event, const Envelope&,
           Refusals& out) {
  const auto view = FindView(before.views, IdOrNone<ViewId>(event.view_id()));
  if (view != before.views.end() || before.views.size() < kMostViews) return;
  out.Add(kTooManyViews,
          absl::StrCat("A person keeps at most ", kMostViews, " views; remove one first."));
}

void Check(const WorklistSettings& before, const v1::WorklistViewRemoved& event, const Envelope&,
           Refusals& out) {
  if (FindView(before.views, IdOrNone<ViewId>(event.view_id())) != before.views.end()) return;
  out.Add(kViewUnknown, "There is no view with that id.", {{"view_id", event.view_id()}});
}

void Check(const WorklistSettings&, const v1::WorkItemSnoozed& event, const Envelope& envelope,
           Refusals& out) {
  if (history::TimeFrom(event.until_time()) <= envelope.occurred.at + kLongestSnooze) return;
  out.Add(kSnoozeOutOfRange,
          absl::StrCat("A row is put off for at most ",
                       kLongestSnooze / absl::Hours(24),
                       " days; for longer, set a reminder."));
}

void Check(const WorklistSettings&, const v1::CoverSet& event, const Envelope&, Refusals& out) {
  const auto from = history::DayOrNone(event.from_date());
  const auto until = history::DayOrNone(event.until_date());
  if (from && until && *from < *until) return;
  out.Add(history::kDatesOutOfOrder, "The first day without the cover comes after its first day.");
}

void Check(const WorklistSettings& before, const v1::CoverEnded& event, const Envelope&,
           Refusals& out) {
  const auto colleague = IdOrNone<StaffId>(event.covered_staff_id());
  if (FindCover(before.covers, colleague) != before.covers.end()) return;
  out.Add(kCoverUnknown,
          "The person does not stand in for that colleague.",
          {{"covered_staff_id", event.covered_staff_id()}});
}

}  // namespace framdrift::organisation
