#include "services/casework/episode_view.h"

#include "domain/codes/codes.h"
#include "domain/history/when.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

v1::Contact::Kind KindOf(cases::Contact::Kind kind) {
  switch (kind) {
    case cases::Contact::Kind::kOffered:
      return v1::Contact::KIND_OFFERED;
    case cases::Contact::Kind::kFirstHeld:
      return v1::Contact::KIND_FIRST_HELD;
    case cases::Contact::Kind::kFirstMissed:
      return v1::Contact::KIND_FIRST_MISSED;
    case cases::Contact::Kind::kHeld:
      return v1::Contact::KIND_HELD;
  }
  return v1::Contact::KIND_UNSPECIFIED;
}

std::string TextOf(const v1::CaseSealed& sealed, cases::Contact::Kind kind) {
  switch (kind) {
    case cases::Contact::Kind::kOffered:
      return sealed.contact_offered().text();
    case cases::Contact::Kind::kFirstHeld:
      return sealed.first_contact_held().text();
    case cases::Contact::Kind::kFirstMissed:
      return sealed.first_contact_missed().text();
    case cases::Contact::Kind::kHeld:
      return sealed.contact_held().text();
  }
  return "";
}

class EpisodeView {
 public:
  EpisodeView(const cases::Episode& episode, const CaseTexts& texts, absl::TimeZone zone,
              v1::Episode& out)
      : episode_(episode), texts_(texts), zone_(zone), out_(out) {}

  void Render() {
    RenderOpening();
    out_.set_unit_id(Written(episode_.unit()));
    out_.set_phase(episode_.phase());
    out_.set_flow(episode_.flow);
    if (episode_.assignment) {
      out_.mutable_assignment()->set_caseworker_id(Written(episode_.assignment->caseworker));
      out_.mutable_assignment()->set_unit_id(Written(episode_.assignment->unit));
      *out_.mutable_assignment()->mutable_since() = When(episode_.assignment->stamp);
    }
    for (const cases::Contact& one : episode_.contacts) RenderContact(one);
    for (const cases::Assessment& one : episode_.assessments) RenderAssessment(one);
    for (const cases::ApprovedLevel& one : episode_.approved_levels) RenderApproved(one);
    if (episode_.plan) RenderPlan(*episode_.plan);
    for (const cases::Step& one : episode_.steps) RenderStep(one);
    for (const cases::Pause& one : episode_.pauses) RenderPause(one);
  }

 private:
  type::v1::When When(const cases::Stamp& stamp) const {
    return history::WhenFrom(stamp.occurred, zone_);
  }

  void RenderOpening() {
    if (!episode_.opening) return;
    *out_.mutable_opened() = When(episode_.opening->stamp);
    out_.set_reopened(episode_.opening->reopened);
    out_.set_target_group(episode_.opening->target_group);
    out_.set_channel(episode_.opening->channel);
  }

  void RenderContact(const cases::Contact& contact) {
    v1::Contact& out = *out_.add_contacts();
    out.set_position(contact.stamp.position);
    out.set_kind(KindOf(contact.kind));
    *out.mutable_occurred() = When(contact.stamp);
    out.set_mode(contact.mode);
    if (contact.slot) *out.mutable_slot_time() = history::TimestampFrom(*contact.slot);
    out.set_text(TextOf(texts_.At(contact.stamp.position), contact.kind));
  }

  void RenderAssessment(const cases::Assessment& assessment) {
    v1::Assessment& out = *out_.add_assessments();
    out.set_position(assessment.stamp.position);
    *out.mutable_occurred() = When(assessment.stamp);
    out.set_instrument(assessment.instrument);
    for (const cases::AreaLevel& area : assessment.areas) {
      v1::AreaLevel& level = *out.add_areas();
      level.set_area(area.area);
      level.set_level(area.level);
    }
    out.set_text(texts_.At(assessment.stamp.position).assessment_completed().text());
  }

  void RenderApproved(const cases::ApprovedLevel& approved) {
    v1::ApprovedLevel& out = *out_.add_approved_levels();
    out.set_position(approved.stamp.position);
    *out.mutable_occurred() = When(approved.stamp);
    out.mutable_level()->set_area(approved.level.area);
    out.mutable_level()->set_level(approved.level.level);
    out.set_text(texts_.At(approved.stamp.position).assessment_approved().text());
  }

  void RenderPlan(const cases::WorkPlan& plan) {
    v1::WorkPlan& out = *out_.mutable_plan();
    *out.mutable_adopted() = When(plan.adopted);
    const bool revised = plan.terms_stamp.position != plan.adopted.position;
    if (revised) *out.mutable_revised() = When(plan.terms_stamp);
    out.set_track(plan.track);
    const v1::CaseSealed& sealed = texts_.At(plan.terms_stamp.position);
    const auto& titles = sealed.has_work_plan_revised() ? sealed.work_plan_revised().goal_titles()
                                                        : sealed.work_plan_adopted().goal_titles();
    for (size_t i = 0; i < plan.goals.size(); ++i) {
      v1::PlanGoal& goal = *out.add_goals();
      if (static_cast<int>(i) < titles.size()) goal.set_title(titles.Get(static_cast<int>(i)));
      if (plan.goals[i].target) {
        *goal.mutable_target_date() = history::DateFrom(*plan.goals[i].target);
      }
    }
    if (plan.target) *out.mutable_target_date() = history::DateFrom(*plan.target);
    out.set_hours_per_week_required(plan.hours_per_week_required);
    out.set_own_search_hours(plan.own_search_hours);
    if (plan.next_review) *out.mutable_next_review_date() = history::DateFrom(*plan.next_review);
    for (const cases::PlanReview& review : plan.reviews) RenderReview(review, out);
    if (plan.acknowledged) {
      *out.mutable_acknowledged() = When(plan.acknowledged->stamp);
      out.set_acknowledged_by(plan.acknowledged->by);
    }
    out.set_text(sealed.has_work_plan_revised() ? sealed.work_plan_revised().text()
                                                : sealed.work_plan_adopted().text());
  }

  void RenderReview(const cases::PlanReview& review, v1::WorkPlan& plan) {
    v1::PlanReview& out = *plan.add_reviews();
    out.set_position(review.stamp.position);
    *out.mutable_occurred() = When(review.stamp);
    out.set_result(review.result);
    out.set_text(texts_.At(review.stamp.position).work_plan_reviewed().text());
  }

  void RenderStep(const cases::Step& step) {
    v1::Step& out = *out_.add_steps();
    out.set_step_id(Written(step.id));
    out.set_status(step.status());
    out.set_activity_type(step.activity_type);
    out.set_local_type(step.local_type);
    out.set_category(codes::LegalCategoryOf(step.activity_type));
    const bool has_mode = step.mode != codes::v1::ACTIVITY_MODE_UNSPECIFIED;
    out.set_mode(has_mode ? step.mode : codes::ModeOf(step.activity_type));
    out.set_activity_id(Written(step.activity));
    out.set_partner_id(Written(step.partner));
    if (step.from) *out.mutable_from_date() = history::DateFrom(*step.from);
    if (step.to) *out.mutable_to_date() = history::DateFrom(*step.to);
    out.set_hours_per_week(step.hours_per_week);
    if (step.planned.position != 0) *out.mutable_planned() = When(step.planned);
    if (step.started) *out.mutable_started() = When(*step.started);
    if (step.completed) *out.mutable_ended() = When(*step.completed);
    if (step.cancelled) *out.mutable_ended() = When(*step.cancelled);
    const v1::CaseSealed& sealed = texts_.At(step.planned.position);
    const auto& texts = sealed.work_plan_adopted().step_texts();
    out.set_text(step.index_in_event < texts.size() ? texts.Get(step.index_in_event)
                                                    : sealed.step_planned().text());
  }

  void RenderPause(const cases::Pause& pause) {
    v1::Pause& out = *out_.add_pauses();
    *out.mutable_from() = When(pause.stamp);
    out.set_reason(pause.reason);
    if (pause.until) *out.mutable_until_date() = history::DateFrom(*pause.until);
    if (pause.resumed) *out.mutable_resumed() = When(*pause.resumed);
    out.set_text(texts_.At(pause.stamp.position).case_paused().text());
  }

  const cases::Episode& episode_;
  const CaseTexts& texts_;
  const absl::TimeZone zone_;
  v1::Episode& out_;
};

}  // namespace

void RenderEpisode(const cases::Episode& episode, const CaseTexts& texts, absl::TimeZone zone,
                   v1::Episode& out) {
  EpisodeView(episode, texts, zone, out).Render();
}

}  // namespace framdrift::services
