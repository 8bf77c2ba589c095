#include "domain/worklist/sessions.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "domain/cases/attendance_rules.h"
#include "domain/cases/exit_commands.h"
#include "domain/history/when.h"
#include "domain/worklist/items.h"

namespace framdrift::worklist {
namespace {

using history::ActivityId;
using history::SessionId;

cases::Stamp StampFrom(const type::v1::When& when, absl::TimeZone zone) {
  const history::Occurred occurred =
      history::OccurredFrom(when, zone).value_or(history::Occurred{absl::InfinitePast()});
  return {0, occurred, absl::ToCivilDay(occurred.at, zone)};
}

cases::Step StepFrom(const v1::ActivityStep& row, absl::TimeZone zone) {
  cases::Step step;
  step.id = IdFrom<cases::StepId>(row.step_id());
  step.activity = IdFrom<ActivityId>(row.activity_id());
  if (row.has_from_date()) step.from = history::DayOrNone(row.from_date());
  if (row.has_to_date()) step.to = history::DayOrNone(row.to_date());
  if (row.has_started()) step.started = StampFrom(row.started(), zone);
  if (row.has_ended()) step.completed = StampFrom(row.ended(), zone);
  return step;
}

// Whether a step that has not begun is to have by that day.
bool IsPlannedFor(const cases::Step& step, absl::CivilDay day) {
  if (step.started || step.ended() || !step.from) return false;
  return *step.from <= day && !(step.to && day >= *step.to);
}

bool IsAttended(const v1::OpenCase& open, const SessionId& session) {
  return std::binary_search(
      open.attended_session_ids().begin(), open.attended_session_ids().end(), BytesOf(session));
}

bool IsAnnounced(const v1::OpenCase& open, const cases::StepId& step, const SessionId& session,
                 absl::CivilDay day) {
  const std::string step_id = BytesOf(step);
  const std::string session_id = BytesOf(session);
  for (const v1::AnnouncedAbsence& absence : open.absences()) {
    if (absence.session_id() == session_id) return true;
    if (!absence.session_id().empty() || absence.step_id() != step_id) continue;
    const auto from = history::DayOrNone(absence.from_date());
    const auto until = history::DayOrNone(absence.until_date());
    if (!(from && day < *from) && !(until && day >= *until)) return true;
  }
  return false;
}

// Makes the items of one case.
class SessionItems {
 public:
  SessionItems(const v1::OpenCase& open, const Moment& moment, absl::TimeZone zone)
      : open_(open), moment_(moment), zone_(zone), context_{moment.now, zone, {}} {
    for (const v1::ActivityStep& step : open.steps()) {
      episode_.steps.push_back(StepFrom(step, zone));
    }
  }

  void Add(const ActivityId& activity, const Sessions& sessions) {
    std::vector<cases::ActivitySession> ended;
    for (const activity::Session& session : sessions) {
      if (session.is_cancelled() || session.start >= moment_.tomorrow) continue;
      if (IsAttended(open_, session.id)) continue;
      if (session.end <= moment_.now) {
        ended.push_back({activity, {session.id, session.start, session.end}});
      } else if (const cases::Step* step = StepOf(activity, session.start)) {
        AddItem(v1::WORK_ITEM_KIND_SESSION, step->id, activity, session);
      }
    }
    for (const cases::MissingAttendance& missing : cases::MissingAttendances(
             cases::Case(), episode_, ended, absl::InfiniteFuture(), context_)) {
      const auto session = std::find_if(sessions.begin(), sessions.end(), [&](const auto& one) {
        return one.id == missing.session.session.id;
      });
      AddItem(v1::WORK_ITEM_KIND_ATTENDANCE, missing.step, activity, *session);
    }
  }

  std::vector<v1::WorkItem> Take() {
    std::sort(items_.begin(), items_.end(), StandsBefore);
    return std::move(items_);
  }

 private:
  const cases::Step* StepOf(const ActivityId& activity, absl::Time start) const {
    history::Envelope at;
    at.occurred = {start, history::Precision::kSecond};
    at.day = absl::ToCivilDay(start, zone_);
    if (const cases::Step* step = cases::StepAt(episode_, activity, at)) return step;
    for (const cases::Step& step : episode_.steps) {
      if (step.activity == activity && IsPlannedFor(step, at.day)) return &step;
    }
    return nullptr;
  }

  void AddItem(v1::WorkItemKind kind, const cases::StepId& step, const ActivityId& activity,
               const activity::Session& session) {
    const bool is_session = kind == v1::WORK_ITEM_KIND_SESSION;
    v1::WorkItem& item = items_.emplace_back(open_.facts());
    item.set_kind(kind);
    item.set_step_id(step.ToString());
    item.set_activity_id(activity.ToString());
    item.set_session_id(session.id.ToString());
    item.set_name(absl::StrCat(is_session ? "session-" : "attendance-", item.session_id()));
    *item.mutable_start_time() = history::TimestampFrom(session.start);
    *item.mutable_end_time() = history::TimestampFrom(session.end);
    *item.mutable_due_time() = is_session ? item.start_time() : item.end_time();
    item.set_place(session.place);
    if (!session.leader.empty()) item.set_leader_staff_id(session.leader.ToString());
    item.set_absence_announced(
        IsAnnounced(open_, step, session.id, absl::ToCivilDay(session.start, zone_)));
    Evaluate(moment_, item);
  }

  const v1::OpenCase& open_;
  const Moment& moment_;
  const absl::TimeZone zone_;
  const history::Context context_;
  cases::Episode episode_;
  std::vector<v1::WorkItem> items_;
};

void SetStep(const cases::Step& step, absl::TimeZone zone, v1::ActivityStep& row) {
  row.set_step_id(BytesOf(step.id));
  row.set_activity_id(BytesOf(step.activity));
  if (step.from) *row.mutable_from_date() = history::DateFrom(*step.from);
  if (step.to) *row.mutable_to_date() = history::DateFrom(*step.to);
  if (step.started) *row.mutable_started() = history::WhenFrom(step.started->occurred, zone);
  const std::optional<cases::Stamp>& ended = step.completed ? step.completed : step.cancelled;
  if (ended) *row.mutable_ended() = history::WhenFrom(ended->occurred, zone);
}

v1::WorkItem ForLeader(const v1::WorkItem& item) {
  v1::WorkItem led;
  led.set_name(item.name());
  led.set_case_(item.case_());
  led.set_kind(item.kind());
  led.set_group(item.group());
  led.set_late(item.late());
  led.set_staff_id(item.leader_staff_id());
  led.set_step_id(item.step_id());
  led.set_activity_id(item.activity_id());
  led.set_session_id(item.session_id());
  *led.mutable_due_time() = item.due_time();
  *led.mutable_start_time() = item.start_time();
  *led.mutable_end_time() = item.end_time();
  led.set_place(item.place());
  led.set_leader_staff_id(item.leader_staff_id());
  led.set_absence_announced(item.absence_announced());
  return led;
}

}  // namespace

std::optional<v1::OpenCase> OpenCaseOf(const cases::Case& state, absl::TimeZone zone) {
  const cases::Episode* episode = state.latest();
  if (episode == nullptr || !episode->open()) return std::nullopt;
  v1::OpenCase open;
  *open.mutable_facts() = FactsOf(state);
  if (episode->opening) *open.mutable_open_date() = history::DateFrom(episode->opening->stamp.day);
  for (const cases::Step& step : episode->steps) {
    // A step that was cancelled before it began awaits nobody.
    const bool expects = step.started || !step.ended();
    if (!step.activity.empty() && expects) SetStep(step, zone, *open.add_steps());
  }
  if (open.steps().empty()) return open;
  for (const cases::Episode& one : state.episodes) {
    for (const cases::AttendanceEntry& entry : one.attendance.entries) {
      if (!entry.session.empty()) open.add_attended_session_ids(BytesOf(entry.session));
    }
  }
  auto& attended = *open.mutable_attended_session_ids();
  std::sort(attended.begin(), attended.end());
  attended.erase(std::unique(attended.begin(), attended.end()), attended.end());
  for (const cases::Absence& absence : episode->attendance.absences) {
    v1::AnnouncedAbsence& row = *open.add_absences();
    row.set_step_id(BytesOf(absence.step));
    if (!absence.session.empty()) row.set_session_id(BytesOf(absence.session));
    if (absence.from) *row.mutable_from_date() = history::DateFrom(*absence.from);
    if (absence.until) *row.mutable_until_date() = history::DateFrom(*absence.until);
  }
  return open;
}

std::map<ActivityId, absl::Time> ActivitiesOf(const v1::OpenCase& open, absl::TimeZone zone) {
  std::map<ActivityId, absl::Time> activities;
  for (const v1::ActivityStep& row : open.steps()) {
    const cases::Step step = StepFrom(row, zone);
    if (!step.started && !step.from) continue;
    const absl::CivilDay first = step.started ? step.started->day : *step.from;
    const absl::Time from = history::StartOf(first, zone);
    const auto [it, added] = activities.emplace(step.activity, from);
    if (!added) it->second = std::min(it->second, from);
  }
  return activities;
}

std::vector<v1::WorkItem> SessionItemsOf(const v1::OpenCase& open,
                                         const std::map<ActivityId, Sessions>& sessions,
                                         const Moment& moment, absl::TimeZone zone) {
  SessionItems items(open, moment, zone);
  std::set<ActivityId> activities;
  for (const v1::ActivityStep& step : open.steps()) {
    activities.insert(IdFrom<ActivityId>(step.activity_id()));
  }
  for (const ActivityId& activity : activities) {
    const auto found = sessions.find(activity);
    if (found != sessions.end()) items.Add(activity, found->second);
  }
  return items.Take();
}

std::vector<v1::WorkItem> LedItemsOf(const std::vector<v1::WorkItem>& of_case) {
  std::vector<v1::WorkItem> led;
  for (const v1::WorkItem& item : of_case) {
    const std::string& leader = item.leader_staff_id();
    if (!leader.empty() && leader != item.staff_id()) led.push_back(ForLeader(item));
  }
  return led;
}

bool IsForLeader(const v1::WorkItem& item) {
  return !item.leader_staff_id().empty() && item.leader_staff_id() == item.staff_id() &&
         item.caseworker_id().empty();
}

}  // namespace framdrift::worklist
