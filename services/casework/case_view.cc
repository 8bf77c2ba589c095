#include "services/casework/case_view.h"

#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/activity/activity.h"
#include "domain/cases/allowed_actions.h"
#include "domain/history/when.h"
#include "services/casework/case_texts.h"
#include "services/casework/deadlines_view.h"
#include "services/casework/episode_view.h"
#include "services/casework/parts_view.h"
#include "services/casework/reader_limits.h"
#include "services/livelihood.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

class CaseView {
 public:
  CaseView(const cases::Case& state, const CaseTexts& texts, absl::TimeZone zone, v1::Case& out)
      : state_(state), texts_(texts), zone_(zone), out_(out) {}

  void Render() {
    out_.set_phase(state_.phase());
    out_.set_paused(state_.paused());
    for (const cases::Episode& episode : state_.episodes) {
      RenderEpisode(episode, texts_, zone_, *out_.add_episodes());
    }
    for (const cases::Enrolment& one : state_.enrolments) RenderEnrolment(one);
    for (const cases::ObstacleSpan& one : state_.obstacles) RenderObstacle(one);
    for (const cases::Note& one : state_.notes) RenderNote(one);
    for (const cases::Reminder& one : state_.reminders) RenderReminder(one);
    for (const cases::Exemption& one : state_.exemptions) RenderExemption(one);
    for (const cases::Act& one : state_.acts) RenderAct(one);
  }

 private:
  type::v1::When When(const cases::Stamp& stamp) const {
    return history::WhenFrom(stamp.occurred, zone_);
  }

  void RenderEnrolment(const cases::Enrolment& enrolment) {
    v1::Enrolment& out = *out_.add_enrolments();
    *out.mutable_started() = When(enrolment.started);
    out.set_referred_by(enrolment.referred_by);
    if (!enrolment.ended) return;
    *out.mutable_ended() = When(*enrolment.ended);
    out.set_end_reason(enrolment.end_reason);
  }

  void RenderObstacle(const cases::ObstacleSpan& obstacle) {
    v1::ObstacleSpan& out = *out_.add_obstacles();
    out.set_position(obstacle.stamp.position);
    out.set_code(obstacle.code);
    if (obstacle.from) *out.mutable_from_date() = history::DateFrom(*obstacle.from);
    if (obstacle.to) *out.mutable_to_date() = history::DateFrom(*obstacle.to);
  }

  void RenderNote(const cases::Note& note) {
    v1::Note& out = *out_.add_notes();
    out.set_position(note.stamp.position);
    *out.mutable_occurred() = When(note.stamp);
    out.set_kind(note.kind);
    out.set_locked(note.locked.has_value());
    out.set_supplements_position(note.supplements);
    out.set_text(texts_.At(note.stamp.position).note_added().text());
  }

  void RenderReminder(const cases::Reminder& reminder) {
    v1::Reminder& out = *out_.add_reminders();
    out.set_position(reminder.stamp.position);
    out.set_kind(reminder.kind);
    if (reminder.due) *out.mutable_due_date() = history::DateFrom(*reminder.due);
    out.set_staff_id(Written(reminder.staff));
    out.set_dismissed(reminder.dismissed.has_value());
    out.set_text(texts_.At(reminder.stamp.position).reminder_set().text());
  }

  void RenderExemption(const cases::Exemption& exemption) {
    v1::Exemption& out = *out_.add_exemptions();
    out.set_position(exemption.stamp.position);
    *out.mutable_occurred() = When(exemption.stamp);
    out.set_deadline(exemption.deadline);
    out.set_code(exemption.code);
    if (exemption.until) *out.mutable_until_date() = history::DateFrom(*exemption.until);
    out.set_text(texts_.At(exemption.stamp.position).deadline_exempted().text());
  }

  void RenderAct(const cases::Act& act) {
    v1::Act& out = *out_.add_acts();
    out.set_position(act.stamp.position);
    *out.mutable_occurred() = When(act.stamp);
    out.set_source(act.source);
    out.set_code(act.code);
    out.set_label(act.label);
    out.set_lifecycle(act.lifecycle);
    out.set_resource(act.resource);
    const v1::CaseSealed& text = texts_.At(act.stamp.position);
    *out.mutable_attributes() = text.act_recorded().attributes();
    out.set_text(text.milestone_recorded().text());
  }

  const cases::Case& state_;
  const CaseTexts& texts_;
  const absl::TimeZone zone_;
  v1::Case& out_;
};

void RenderHead(const Reading& reading, const StreamView<cases::CaseDecider>& view, v1::Case& out) {
  out.set_name(FormatName(reading.tenant(), CaseResource::kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  out.set_person(FormatName(reading.tenant(), "persons", view.id()));
}

// The sessions of the activities in the open episode's plan.
absl::StatusOr<std::vector<cases::ActivitySession>> SessionsOf(Reading& reading,
                                                               const cases::Case& state) {
  std::vector<cases::ActivitySession> sessions;
  const cases::Episode* latest = state.latest();
  if (latest == nullptr || !latest->open()) return sessions;
  std::set<history::ActivityId> activities;
  for (const cases::Step& step : latest->steps) {
    if (step.activity.empty() || !activities.insert(step.activity).second) continue;
    FD_ASSIGN_OR_RETURN(const auto view,
                        reading.View<activity::ActivityDecider>(step.activity.bytes()));
    for (const activity::Session& session : view.state().sessions) {
      sessions.push_back({step.activity, *activity::Find(view.state(), session.id)});
    }
  }
  return sessions;
}

absl::Status RenderAllowedActions(Reading& reading, const StreamView<cases::CaseDecider>& view,
                                  v1::Case& out) {
  FD_ASSIGN_OR_RETURN(const auto sessions, SessionsOf(reading, view.state()));
  for (const cases::AllowedAction& action :
       cases::AllowedActions(view.state(), sessions, reading.context())) {
    v1::AllowedAction& added = *out.add_allowed_actions();
    added.set_command(action.command);
    added.set_allowed(action.refusals.empty());
    for (const Refusal& refusal : action.refusals) {
      v1::ActionRefusal& reason = *added.add_refusals();
      reason.set_reason(refusal.reason);
      reason.set_message(refusal.message);
      if (!refusal.metadata.empty()) reason.set_subject(refusal.metadata.begin()->second);
    }
    for (const std::string& target : action.targets) added.add_targets(target);
  }
  return absl::OkStatus();
}

}  // namespace

void RenderWhole(const Reading& reading, const StreamView<cases::CaseDecider>& view,
                 v1::Case& out) {
  RenderHead(reading, view, out);
  const CaseTexts texts(view, {.position = static_cast<int64_t>(reading.position())});
  CaseView(view.state(), texts, view.zone(), out).Render();
  RenderParts(view.state(), texts, view.zone(), reading.context().today(), out);
}

absl::Status CaseResource::Render(Reading& reading, const StreamView<Decider>& view, Message& out) {
  RenderWhole(reading, view, out);
  return LimitToReader(reading, view, view.state(), out).status();
}

absl::Status CaseResource::Emit(UnitOfWork& work, const Id16& id, cases::CaseEvents events) {
  return EmitWithLivelihood(work, id, std::move(events));
}

absl::Status RenderToday(Reading& reading, const StreamView<cases::CaseDecider>& view,
                         v1::Case& out) {
  FD_RETURN_IF_ERROR(RenderAllowedActions(reading, view, out));
  return RenderDeadlines(
      reading, view.id(), view.state(), std::nullopt, reading.context().now, out);
}

absl::Status RenderWithToday(Reading& reading, const StreamView<cases::CaseDecider>& view,
                             v1::Case& out) {
  RenderWhole(reading, view, out);
  FD_ASSIGN_OR_RETURN(const bool whole, LimitToReader(reading, view, view.state(), out));
  return whole ? RenderToday(reading, view, out) : absl::OkStatus();
}

absl::StatusOr<bool> RenderAsOf(Reading& reading, const StreamView<cases::CaseDecider>& view,
                                const Past& past, v1::Case& out) {
  RenderHead(reading, view, out);
  const cases::Case state = view.timeline().At(past.as_of);
  const CaseTexts texts(view, past.as_of);
  CaseView(state, texts, view.zone(), out).Render();
  RenderParts(state, texts, view.zone(), absl::ToCivilDay(past.evaluated_at, view.zone()), out);
  FD_RETURN_IF_ERROR(
      RenderDeadlines(reading, view.id(), state, past.as_of, past.evaluated_at, out));
  return LimitToReader(reading, view, state, out);
}

absl::Status NotThereThen(const Reading& reading, const StreamView<cases::CaseDecider>& view) {
  const std::string name = FormatName(reading.tenant(), CaseResource::kCollection, view.id());
  return StatusWithReason(absl::StatusCode::kNotFound,
                          kCaseNotFound,
                          absl::StrCat("There was no ", name, " then: ask for a later time."),
                          {{"name", name}});
}

}  // namespace framdrift::services
