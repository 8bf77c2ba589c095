#include "domain/worklist/items.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "domain/deadlines/decision_deadlines.h"
#include "domain/deadlines/due_time.h"
#include "domain/deadlines/milestones.h"
#include "domain/history/when.h"
#include "domain/worklist/moment.h"

namespace framdrift::worklist {
namespace {

using deadlines::Deadline;
using history::TimestampFrom;

constexpr absl::string_view kRulePrefix = "DEADLINE_";
constexpr int kMonthsOfMinority = 18 * 12;

// Makes the items of one case.
class Items {
 public:
  Items(const cases::Case& state, const deadlines::PolicyTerms& terms)
      : state_(state), terms_(terms), facts_(FactsOf(state)) {}

  void AddDeadlines(const deadlines::PersonFacts& person) {
    for (const Deadline& deadline : deadlines::DeadlinesOf(state_, person, terms_)) {
      if (!Waits(deadline)) continue;
      v1::WorkItem& item = AddDeadline(deadline);
      item.set_name(absl::StrCat(NameOf(deadline.rule), "-", item.event_position()));
      if (deadline.rule != casework::v1::DEADLINE_FOLLOW_UP) continue;
      item.set_month(deadline.month);
      absl::StrAppend(item.mutable_name(), "-", deadline.month);
    }
  }

  void AddDecisions(const std::vector<OpenApplication>& applications) {
    if (applications.empty()) return;
    household::Household waiting;
    for (const OpenApplication& application : applications) {
      waiting.applications[application.id].kind = household::v1::APPLICATION_KIND_NEW;
      waiting.applications[application.id].completed = application.completed;
    }
    const auto due = deadlines::DecisionDeadlinesOf(waiting, state_.exemptions, terms_);
    for (const OpenApplication& application : applications) {
      const auto found = due.find(application.id);
      if (found == due.end() || !Waits(found->second)) continue;
      v1::WorkItem& item = AddDeadline(found->second);
      item.set_application_id(application.id.ToString());
      item.set_household_id(application.household.ToString());
      item.set_name(absl::StrCat(NameOf(found->second.rule), "-", item.application_id()));
    }
  }

  void AddReminders() {
    for (const cases::Reminder& reminder : state_.reminders) {
      if (reminder.dismissed) continue;
      // One without a day, which imports may have, is for the day it was set.
      const absl::CivilDay day = reminder.due.value_or(reminder.stamp.day);
      const absl::Time due = deadlines::LastSecondOf(day, terms_.zone());
      v1::WorkItem& item = Add(v1::WORK_ITEM_KIND_REMINDER, due, reminder.stamp.position);
      item.set_name(absl::StrCat("reminder-", item.event_position()));
      *item.mutable_late_time() = item.due_time();
      item.set_reminder_kind(reminder.kind);
      if (!reminder.staff.empty()) item.set_staff_id(reminder.staff.ToString());
    }
  }

  void AddTransfers() {
    for (const cases::Transfer& transfer : state_.cooperation.transfers) {
      if (!transfer.waiting()) continue;
      v1::WorkItem& item = AddProposal(
          v1::WORK_ITEM_KIND_TRANSFER, transfer.proposed.occurred.at, transfer.proposed);
      item.set_transfer_id(transfer.id.ToString());
      item.set_name(absl::StrCat("transfer-", item.transfer_id()));
      if (!transfer.to_unit.empty()) item.set_unit_id(transfer.to_unit.ToString());
      if (!transfer.from_unit.empty()) item.set_from_unit_id(transfer.from_unit.ToString());
    }
  }

  void AddReferrals() {
    for (const cases::Referral& referral : state_.cooperation.referrals) {
      if (referral.settled()) continue;
      const absl::Time due = referral.answer_by
                                 ? deadlines::LastSecondOf(*referral.answer_by, terms_.zone())
                                 : referral.sent.occurred.at;
      v1::WorkItem& item = AddProposal(v1::WORK_ITEM_KIND_REFERRAL, due, referral.sent);
      if (referral.answer_by) *item.mutable_late_time() = item.due_time();
      item.set_referral_id(referral.id.ToString());
      item.set_receiver_id(referral.receiver.ToString());
      item.set_name(absl::StrCat("referral-", item.referral_id()));
    }
  }

  void AddAnswers() {
    const cases::Episode* episode = state_.latest();
    if (episode == nullptr || !episode->open() || state_.paused()) return;
    for (const cases::Referral& referral : state_.cooperation.referrals) {
      if (referral.settled() || !referral.answer_by) continue;
      const absl::Time due = deadlines::LastSecondOf(*referral.answer_by, terms_.zone());
      v1::WorkItem& item = Add(v1::WORK_ITEM_KIND_ANSWER, due, referral.sent.position);
      *item.mutable_late_time() = item.due_time();
      item.set_referral_id(referral.id.ToString());
      item.set_receiver_id(referral.receiver.ToString());
      item.set_name(absl::StrCat("answer-", item.referral_id()));
    }
  }

  void AddNew() {
    const cases::Episode* episode = state_.latest();
    if (episode == nullptr || !episode->open() || !episode->assignment) return;
    const cases::Assignment& assignment = *episode->assignment;
    const auto recorded = state_.last_recorded.find(assignment.caseworker);
    const bool touched =
        recorded != state_.last_recorded.end() && recorded->second > assignment.stamp.position;
    if (touched || assignment.caseworker.empty()) return;
    v1::WorkItem& item =
        Add(v1::WORK_ITEM_KIND_NEW, assignment.stamp.occurred.at, assignment.stamp.position);
    item.set_name(absl::StrCat("new-", item.event_position()));
    const absl::CivilDay day = assignment.stamp.day;
    const int new_days = terms_.On(day).policy->worklist.new_days;
    *item.mutable_expire_time() =
        TimestampFrom(history::StartOf(day + new_days + 1, terms_.zone()));
  }

  std::vector<v1::WorkItem> Take() {
    std::sort(items_.begin(), items_.end(), StandsBefore);
    return std::move(items_);
  }

 private:
  static std::string NameOf(casework::v1::Deadline rule) {
    return absl::AsciiStrToLower(casework::v1::Deadline_Name(rule).substr(kRulePrefix.size()));
  }

  // Whether it is still to be met, now or later.
  static bool Waits(const Deadline& deadline) {
    return deadlines::IsOpen(deadline) && !(deadline.exemption && !deadline.exemption->until);
  }

  v1::WorkItem& Add(v1::WorkItemKind kind, absl::Time due, int64_t position) {
    v1::WorkItem& item = items_.emplace_back(facts_);
    item.set_kind(kind);
    *item.mutable_due_time() = TimestampFrom(due);
    item.set_event_position(position);
    return item;
  }

  v1::WorkItem& AddDeadline(const Deadline& deadline) {
    v1::WorkItem& item =
        Add(v1::WORK_ITEM_KIND_DEADLINE, deadline.due, deadline.started.stamp.position);
    item.set_rule(deadline.rule);
    const std::optional<absl::Time> late = deadlines::TurnsLateAt(deadline);
    if (late) *item.mutable_late_time() = TimestampFrom(*late);
    return item;
  }

  // Without the facts of the case, which are not the answerer's to read.
  v1::WorkItem& AddProposal(v1::WorkItemKind kind, absl::Time due, const cases::Stamp& stamp) {
    v1::WorkItem& item = Add(kind, due, stamp.position);
    v1::WorkItem bare;
    bare.set_kind(kind);
    *bare.mutable_due_time() = item.due_time();
    bare.set_event_position(stamp.position);
    item = std::move(bare);
    return item;
  }

  const cases::Case& state_;
  const deadlines::PolicyTerms& terms_;
  const v1::WorkItem facts_;
  std::vector<v1::WorkItem> items_;
};

}  // namespace

std::vector<std::pair<history::PersonId, OpenApplication>> OpenApplicationsOf(
    const history::HouseholdId& id, const household::Household& state) {
  std::vector<std::pair<history::PersonId, OpenApplication>> open;
  for (const auto& [application_id, application] : state.applications) {
    const bool enquiry = application.kind == household::v1::APPLICATION_KIND_GENERAL_ENQUIRY;
    if (enquiry || !application.completed) continue;
    if (!deadlines::MomentsOf(state, application_id, casework::v1::MILESTONE_DECIDED).empty())
      continue;
    const std::set<history::PersonId> applicants(application.applicants.begin(),
                                                 application.applicants.end());
    for (const history::PersonId& applicant : applicants) {
      open.push_back({applicant, {application_id, id, *application.completed}});
    }
  }
  return open;
}

v1::WorkItem FactsOf(const cases::Case& state) {
  v1::WorkItem facts;
  const cases::Episode* episode = state.latest();
  if (episode == nullptr) return facts;
  facts.set_phase(state.phase());
  facts.set_paused(state.paused());
  facts.set_flow(episode->flow);
  if (!episode->unit().empty()) facts.set_unit_id(episode->unit().ToString());
  if (episode->opening) facts.set_target_group(episode->opening->target_group);
  if (episode->plan) facts.set_track(episode->plan->track);
  if (!episode->assignment) return facts;
  *facts.mutable_assign_time() = TimestampFrom(episode->assignment->stamp.occurred.at);
  if (episode->assignment->caseworker.empty()) return facts;
  facts.set_caseworker_id(episode->assignment->caseworker.ToString());
  facts.set_staff_id(facts.caseworker_id());
  return facts;
}

std::vector<v1::WorkItem> ItemsOf(const cases::Case& state, const Around& around,
                                  const deadlines::PolicyTerms& terms) {
  Items items(state, terms);
  items.AddDeadlines(around.person);
  items.AddDecisions(around.applications);
  items.AddReminders();
  items.AddTransfers();
  items.AddReferrals();
  items.AddAnswers();
  items.AddNew();
  return items.Take();
}

bool WasMinor(const v1::OpenCase& open, absl::CivilDay birth_date) {
  const std::optional<absl::CivilDay> opened = history::DayOrNone(open.open_date());
  return opened && *opened < history::AddMonths(birth_date, kMonthsOfMinority);
}

std::optional<v1::WorkItem> TurningEighteen(const cases::Case& state,
                                            const deadlines::PersonFacts& person,
                                            const deadlines::PolicyTerms& terms) {
  Items items(state, terms);
  items.AddDeadlines(person);
  for (v1::WorkItem& item : items.Take()) {
    if (item.rule() == casework::v1::DEADLINE_TURNING_18) return std::move(item);
  }
  return std::nullopt;
}

}  // namespace framdrift::worklist
