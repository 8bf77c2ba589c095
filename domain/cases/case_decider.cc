#include "domain/cases/case_decider.h"

#include <algorithm>

#include "domain/cases/assessment.h"
#include "domain/cases/assignment.h"
#include "domain/cases/attendance_rules.h"
#include "domain/cases/care.h"
#include "domain/cases/consent_rules.h"
#include "domain/cases/contact.h"
#include "domain/cases/exit_rules.h"
#include "domain/cases/follow_up_rules.h"
#include "domain/cases/livelihood_rules.h"
#include "domain/cases/notes.h"
#include "domain/cases/opening.h"
#include "domain/cases/steps.h"
#include "domain/cases/transfer_rules.h"
#include "domain/cases/work_plan.h"

namespace framdrift::cases {
namespace {

// Calls `visit` with the event's own message; not for amendments and unset unions. A kind that is
// forgotten here does not compile.
template <typename Visitor>
void Visit(const casework::v1::CaseEvent& event, const Visitor& visit) {
  using Event = casework::v1::CaseEvent;
  // clang-format off
  switch (event.kind_case()) {
    case Event::kCaseOpened: return visit(event.case_opened());
    case Event::kCaseAssigned: return visit(event.case_assigned());
    case Event::kFlowAssigned: return visit(event.flow_assigned());
    case Event::kContactOffered: return visit(event.contact_offered());
    case Event::kFirstContactHeld: return visit(event.first_contact_held());
    case Event::kFirstContactMissed: return visit(event.first_contact_missed());
    case Event::kContactHeld: return visit(event.contact_held());
    case Event::kEnrolmentStarted: return visit(event.enrolment_started());
    case Event::kEnrolmentEnded: return visit(event.enrolment_ended());
    case Event::kAssessmentCompleted: return visit(event.assessment_completed());
    case Event::kAssessmentApproved: return visit(event.assessment_approved());
    case Event::kObstacleSet: return visit(event.obstacle_set());
    case Event::kWorkPlanAdopted: return visit(event.work_plan_adopted());
    case Event::kWorkPlanRevised: return visit(event.work_plan_revised());
    case Event::kWorkPlanReviewed: return visit(event.work_plan_reviewed());
    case Event::kWorkPlanAcknowledged: return visit(event.work_plan_acknowledged());
    case Event::kStepPlanned: return visit(event.step_planned());
    case Event::kStepStarted: return visit(event.step_started());
    case Event::kStepCompleted: return visit(event.step_completed());
    case Event::kStepCancelled: return visit(event.step_cancelled());
    case Event::kMilestoneRecorded: return visit(event.milestone_recorded());
    case Event::kActRecorded: return visit(event.act_recorded());
    case Event::kNoteAdded: return visit(event.note_added());
    case Event::kNoteLocked: return visit(event.note_locked());
    case Event::kCasePaused: return visit(event.case_paused());
    case Event::kCaseResumed: return visit(event.case_resumed());
    case Event::kReminderSet: return visit(event.reminder_set());
    case Event::kReminderDismissed: return visit(event.reminder_dismissed());
    case Event::kDeadlineExempted: return visit(event.deadline_exempted());
    case Event::kAttributesSet: return visit(event.attributes_set());
    case Event::kAbsenceAnnounced: return visit(event.absence_announced());
    case Event::kAttendanceRecorded: return visit(event.attendance_recorded());
    case Event::kDeviationRaised: return visit(event.deviation_raised());
    case Event::kDeviationResolved: return visit(event.deviation_resolved());
    case Event::kConsentGiven: return visit(event.consent_given());
    case Event::kConsentWithdrawn: return visit(event.consent_withdrawn());
    case Event::kReferralSent: return visit(event.referral_sent());
    case Event::kReferralAccepted: return visit(event.referral_accepted());
    case Event::kReferralDeclined: return visit(event.referral_declined());
    case Event::kReferralAnswered: return visit(event.referral_answered());
    case Event::kTransferProposed: return visit(event.transfer_proposed());
    case Event::kTransferAccepted: return visit(event.transfer_accepted());
    case Event::kTransferRejected: return visit(event.transfer_rejected());
    case Event::kPlacementStarted: return visit(event.placement_started());
    case Event::kPlacementEnded: return visit(event.placement_ended());
    case Event::kJobStarted: return visit(event.job_started());
    case Event::kJobEnded: return visit(event.job_ended());
    case Event::kStudyStarted: return visit(event.study_started());
    case Event::kStudyEnded: return visit(event.study_ended());
    case Event::kExitRecorded: return visit(event.exit_recorded());
    case Event::kExitVerified: return visit(event.exit_verified());
    case Event::kExitReclassified: return visit(event.exit_reclassified());
    case Event::kFollowUpRecorded: return visit(event.follow_up_recorded());
    case Event::kFollowUpWaived: return visit(event.follow_up_waived());
    case Event::kCaseReopened: return visit(event.case_reopened());
    case Event::kObservationEnded: return visit(event.observation_ended());
    case Event::kAidMonthSet: return visit(event.aid_month_set());
    case Event::kAidMonthElsewhere: return visit(event.aid_month_elsewhere());
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET: return;
  }
  // clang-format on
}

}  // namespace

void CaseDecider::Evolve(Case& state, const history::Recorded<Event>& entry) {
  Visit(entry.event,
        [&](const auto& event) { framdrift::cases::Evolve(state, event, entry.envelope); });
  int64_t& last = state.last_recorded[entry.envelope.actor.id];
  last = std::max(last, entry.envelope.position);
  state.last_event.emplace(Stamp::Of(entry.envelope), static_cast<int>(entry.event.kind_case()));
}

void CaseDecider::Check(const Case& before, const history::Recorded<Event>& entry, Refusals& out) {
  Visit(entry.event,
        [&](const auto& event) { framdrift::cases::Check(before, event, entry.envelope, out); });
}

}  // namespace framdrift::cases
