#include "domain/organisation/worklist_commands.h"

#include <utility>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/organisation/refusals.h"

namespace framdrift::organisation {

namespace wl = worklist::v1;
using history::Context;

StaffEvents Decide(const Staff& state, const wl::SaveWorklistViewRequest& command,
                   const StaffFacts& facts, const Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, BeginEvent(state, command.occurred(), context));
  events[0].event.mutable_worklist_view_saved()->set_view_id(command.view_id());
  history::SealedPart<v1::StaffSealed> part;
  part.subject = facts.id.bytes();
  v1::WorklistViewSavedSealed& sealed = *part.content.mutable_worklist_view_saved();
  sealed.set_display_name(command.display_name());
  sealed.set_filter(command.filter());
  events[0].parts.push_back(std::move(part));
  return history::Accept<StaffDecider>(state, std::move(events), {}, context);
}

StaffEvents Decide(const Staff& state, const wl::RemoveWorklistViewRequest& command,
                   const Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, BeginEvent(state, command.occurred(), context));
  events[0].event.mutable_worklist_view_removed()->set_view_id(command.view_id());
  return history::Accept<StaffDecider>(state, std::move(events), {}, context);
}

StaffEvents Decide(const Staff& state, const wl::SnoozeWorkItemRequest& command,
                   const SnoozeFacts& facts, const Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, BeginEvent(state, command.occurred(), context));
  v1::WorkItemSnoozed& snoozed = *events[0].event.mutable_work_item_snoozed();
  snoozed.set_case_id(facts.case_id.ToString());
  snoozed.set_item_id(facts.item);
  *snoozed.mutable_until_time() = command.until_time();
  *snoozed.mutable_due_time() = command.due_time();
  return history::Accept<StaffDecider>(state, std::move(events), {}, context);
}

StaffEvents Decide(const Staff& state, const wl::SetCoverRequest& command, const CoverFacts& facts,
                   const Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, BeginEvent(state, command.occurred(), context));
  FD_RETURN_IF_ERROR(history::DayFrom(command.until_date()).status());
  v1::CoverSet& cover = *events[0].event.mutable_cover_set();
  cover.set_covered_staff_id(command.covered_staff_id());
  if (command.has_from_date()) {
    FD_RETURN_IF_ERROR(history::DayFrom(command.from_date()).status());
    *cover.mutable_from_date() = command.from_date();
  } else {
    *cover.mutable_from_date() =
        history::DateFrom(absl::ToCivilDay(events[0].occurred.at, context.zone));
  }
  *cover.mutable_until_date() = command.until_date();
  Refusals refusals;
  if (facts.id == history::IdOrNone<history::StaffId>(command.covered_staff_id())) {
    refusals.Add(kCoversOneself, "Nobody stands in for themselves; name a colleague.");
  } else if (!facts.colleague_active) {
    refusals.Add(kCoveredNotActive,
                 "The colleague is no member of staff who works here.",
                 {{"covered_staff_id", command.covered_staff_id()}});
  }
  return history::Accept<StaffDecider>(state, std::move(events), std::move(refusals), context);
}

StaffEvents Decide(const Staff& state, const wl::EndCoverRequest& command, const Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, BeginEvent(state, command.occurred(), context));
  events[0].event.mutable_cover_ended()->set_covered_staff_id(command.covered_staff_id());
  return history::Accept<StaffDecider>(state, std::move(events), {}, context);
}

}  // namespace framdrift::organisation
