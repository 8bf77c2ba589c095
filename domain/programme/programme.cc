#include "domain/programme/programme.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "domain/history/ids.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/programme/refusals.h"
#include "domain/programme/rules.h"

namespace framdrift::programme {
namespace {

using history::IdOrNone;
using Event = ProgrammeDecider::Event;
using Entry = history::Recorded<Event>;

template <typename Content>
Noted<Content> NotedIn(const Entry& entry, const Content& content) {
  return {entry.envelope.position, entry.envelope.occurred, entry.envelope.day, content};
}

// A member is there from the first event that names it: what is struck through or not known yet
// leaves the rest as it was recorded.
Member& MemberOf(Programme& state, const std::string& id_text) {
  const auto id = IdOrNone<MemberId>(id_text);
  const auto found = std::find_if(
      state.members.begin(), state.members.end(), [&](const Member& one) { return one.id == id; });
  if (found != state.members.end()) return *found;
  Member& made = state.members.emplace_back();
  made.id = id;
  return made;
}

void Start(Programme& state, const Entry& entry) {
  state.started = NotedIn(entry, entry.event.programme_started());
  state.templates.emplace_back().from = NotedIn(entry, entry.event.programme_started().template_());
}

// Members, their plans and what they expect.
void EvolveMember(Programme& state, const Entry& entry) {
  const Event& event = entry.event;
  if (event.has_member_joined()) {
    MemberOf(state, event.member_joined().member_id()).joined =
        NotedIn(entry, event.member_joined());
  } else if (event.has_member_withdrew()) {
    MemberOf(state, event.member_withdrew().member_id()).withdrew =
        NotedIn(entry, event.member_withdrew());
  } else if (event.has_introduction_plan_adopted()) {
    const v1::IntroductionPlanAdopted& adopted = event.introduction_plan_adopted();
    MemberOf(state, adopted.member_id()).plan = NotedIn(entry, adopted.plan());
  } else if (event.has_introduction_plan_revised()) {
    const v1::IntroductionPlanRevised& revised = event.introduction_plan_revised();
    Member& member = MemberOf(state, revised.member_id());
    member.plan = NotedIn(entry, revised.plan());
    ++member.plan_revisions;
  } else if (event.has_expectation_fixed()) {
    MemberOf(state, event.expectation_fixed().member_id()).expectation =
        NotedIn(entry, event.expectation_fixed());
  } else if (event.has_building_block_status_set()) {
    MemberOf(state, event.building_block_status_set().member_id())
        .statuses.push_back(NotedIn(entry, event.building_block_status_set()));
  }
}

// Meetings, actions, support and shadowing.
void EvolveWork(Programme& state, const Entry& entry) {
  const Event& event = entry.event;
  if (event.has_learning_meeting_held()) {
    state.meetings.push_back(NotedIn(entry, event.learning_meeting_held()));
  } else if (event.has_action_agreed()) {
    state.actions.push_back({IdOrNone<ActionId>(event.action_agreed().action_id()),
                             IdOrNone<MemberId>(event.action_agreed().member_id()),
                             NotedIn(entry, event.action_agreed()),
                             std::nullopt});
  } else if (event.has_action_done()) {
    const auto id = IdOrNone<ActionId>(event.action_done().action_id());
    // Most are among the last.
    const auto action = std::find_if(state.actions.rbegin(),
                                     state.actions.rend(),
                                     [&](const Action& one) { return one.id == id; });
    if (action != state.actions.rend()) action->done = NotedIn(entry, event.action_done());
  } else if (event.has_support_requested()) {
    state.support_requests.push_back(NotedIn(entry, event.support_requested()));
  } else if (event.has_support_contact_logged()) {
    state.support_contacts.push_back(NotedIn(entry, event.support_contact_logged()));
  } else if (event.has_shadowing_done()) {
    state.shadowings.push_back(NotedIn(entry, event.shadowing_done()));
  }
}

// Reports, notes and the members' measures.
void EvolveReports(Programme& state, const Entry& entry) {
  const Event& event = entry.event;
  if (event.has_progress_report_submitted()) {
    const v1::ProgressReportSubmitted& submitted = event.progress_report_submitted();
    state.reports.push_back({IdOrNone<ReportId>(submitted.report_id()),
                             IdOrNone<MemberId>(submitted.member_id()),
                             NotedIn(entry, submitted),
                             {}});
  } else if (event.has_progress_report_commented()) {
    const v1::ProgressReportCommented& commented = event.progress_report_commented();
    const auto id = IdOrNone<ReportId>(commented.report_id());
    const auto report = std::find_if(state.reports.rbegin(),
                                     state.reports.rend(),
                                     [&](const ProgressReport& one) { return one.id == id; });
    if (report != state.reports.rend()) report->comments.push_back(NotedIn(entry, commented));
  } else if (event.has_research_note_added()) {
    state.notes.push_back(NotedIn(entry, event.research_note_added()));
  } else if (event.has_measure_linked()) {
    state.measures.push_back({IdOrNone<MemberId>(event.measure_linked().member_id()),
                              NotedIn(entry, event.measure_linked()),
                              {}});
  } else if (event.has_measure_published()) {
    const v1::MeasurePublished& published = event.measure_published();
    for (LinkedMeasure& measure : state.measures) {
      if (IsOf(published, measure)) measure.figures.push_back(NotedIn(entry, published));
    }
  }
}

// What holds of the programme as a whole.
void EvolveWhole(Programme& state, const Entry& entry) {
  const Event& event = entry.event;
  if (event.has_programme_started()) {
    Start(state, entry);
  } else if (event.has_steering_decision_made()) {
    state.decisions.push_back(NotedIn(entry, event.steering_decision_made()));
  } else if (event.has_sustainment_checked()) {
    state.sustainments.push_back(NotedIn(entry, event.sustainment_checked()));
  } else if (event.has_template_published()) {
    const v1::TemplatePublished& published = event.template_published();
    TemplateInForce& version = state.templates.emplace_back();
    version.from = NotedIn(entry, published.template_());
    version.learned = published.learned();
    version.published = true;
  } else if (event.has_template_adopted()) {
    const v1::TemplateAdopted& adopted = event.template_adopted();
    TemplateInForce& version = state.templates.emplace_back();
    version.from = NotedIn(entry, adopted.template_());
    version.learned = adopted.learned();
    version.source = IdOrNone<ProgrammeId>(adopted.source_programme_id());
    version.source_tenant = adopted.source_tenant();
  } else if (event.has_status_report_sent()) {
    state.sent_reports.push_back(NotedIn(entry, event.status_report_sent()));
  } else if (event.has_programme_evaluated()) {
    state.evaluation = NotedIn(entry, event.programme_evaluated());
    for (TemplateInForce& version : state.templates) version.evaluated = false;
    if (!state.templates.empty()) state.templates.back().evaluated = true;
  } else if (event.has_programme_ended()) {
    state.ended = NotedIn(entry, event.programme_ended());
  }
}

// Recorded of a programme that is over.
bool LooksBack(const Event& event) {
  return event.has_measure_published() || event.has_progress_report_commented() ||
         event.has_research_note_added() || event.has_sustainment_checked() ||
         event.has_template_published() || event.has_status_report_sent() ||
         event.has_programme_evaluated();
}

}  // namespace

const v1::Template* Programme::template_in_force() const {
  return templates.empty() ? nullptr : &templates.back().from.content;
}

int32_t Programme::allowed_meetings() const {
  for (auto decision = decisions.rbegin(); decision != decisions.rend(); ++decision) {
    if (decision->content.learning_meetings() > 0) return decision->content.learning_meetings();
  }
  return started->content.planned_meetings();
}

absl::CivilDay Programme::from() const {
  return history::DayOrNone(started->content.from_date()).value_or(started->day);
}

absl::CivilDay Programme::until() const {
  for (auto decision = decisions.rbegin(); decision != decisions.rend(); ++decision) {
    if (const auto day = history::DayOrNone(decision->content.until_date())) return *day;
  }
  return history::DayOrNone(started->content.until_date()).value_or(absl::CivilDay::max());
}

void ProgrammeDecider::Evolve(Programme& state, const Entry& entry) {
  EvolveMember(state, entry);
  EvolveWork(state, entry);
  EvolveReports(state, entry);
  EvolveWhole(state, entry);
}

void ProgrammeDecider::Check(const Programme& before, const Entry& entry, Refusals& out) {
  if (!entry.event.has_programme_started()) {
    if (!before.started) {
      out.Add(kProgrammeNotFound, "The programme was not started yet.");
      return;
    }
    if (history::Precedes(entry.envelope.occurred, before.started->at)) {
      out.Add(history::kOccurredBeforeStart, "The programme had not begun; give a later time.");
    }
    if (before.ended && !LooksBack(entry.event)) {
      out.Add(kProgrammeEnded, "The programme is over; void its end first, or give a time before.");
    }
  }
  CheckRules(before, entry, out);
}

const Member* Find(const Programme& programme, const MemberId& id) {
  for (const Member& member : programme.members) {
    if (member.id == id) return &member;
  }
  return nullptr;
}

const Action* Find(const Programme& programme, const ActionId& id) {
  for (const Action& action : programme.actions) {
    if (action.id == id) return &action;
  }
  return nullptr;
}

const Member* FindNamed(const Programme& programme, absl::string_view text) {
  const Member* found = nullptr;
  for (const Member& member : programme.members) {
    if (!member.joined) continue;
    if (member.id.ToString() == text) return &member;
    if (member.joined->content.municipality_code() != text) continue;
    if (found == nullptr || !found->takes_part()) found = &member;
  }
  return found;
}

const ProgressReport* FindReport(const Programme& programme, const MemberId& member,
                                 int32_t period) {
  for (const ProgressReport& report : programme.reports) {
    if (report.member == member && report.submitted.content.period() == period) return &report;
  }
  return nullptr;
}

std::optional<TemplateInForce> FindToTakeOver(const Programme& source, int32_t version,
                                              bool is_foreign) {
  std::optional<TemplateInForce> found;
  for (const TemplateInForce& one : source.templates) {
    const bool asked = version == 0 || one.from.content.version() == version;
    if (asked && (!is_foreign || one.published || one.evaluated)) found = one;
  }
  if (!found || !found->evaluated) return found;
  for (const std::string& lesson : source.evaluation->content.lessons()) {
    absl::StrAppend(&found->learned, found->learned.empty() ? "" : "\n", lesson);
  }
  return found;
}

const v1::BuildingBlock* FindBlock(const v1::Template& content, absl::string_view code) {
  for (const v1::BuildingBlock& block : content.blocks()) {
    if (block.code() == code) return &block;
  }
  return nullptr;
}

v1::BuildingBlockStatus StatusOf(const Member& member, absl::string_view block) {
  for (auto set = member.statuses.rbegin(); set != member.statuses.rend(); ++set) {
    if (set->content.block() == block) return set->content.status();
  }
  return v1::BUILDING_BLOCK_STATUS_NOT_BEGUN;
}

}  // namespace framdrift::programme
