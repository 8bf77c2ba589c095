// Why a command on a case is refused; what each means stands in docs/refusals.md.
#pragma once

namespace framdrift::cases {

inline constexpr char kActivityClosed[] = "ACTIVITY_CLOSED";
inline constexpr char kActivityTypeUnknown[] = "ACTIVITY_TYPE_UNKNOWN";
inline constexpr char kActivityUnknown[] = "ACTIVITY_UNKNOWN";
inline constexpr char kBeforeOpening[] = "BEFORE_OPENING";
inline constexpr char kCaseNotOpen[] = "CASE_NOT_OPEN";
inline constexpr char kCaseNotOpened[] = "CASE_NOT_OPENED";
inline constexpr char kCaseNotPaused[] = "CASE_NOT_PAUSED";
inline constexpr char kCasePaused[] = "CASE_PAUSED";
inline constexpr char kCodeUnknown[] = "CODE_UNKNOWN";
inline constexpr char kDatesOutOfOrder[] = "DATES_OUT_OF_ORDER";
inline constexpr char kEnrolmentNotOpen[] = "ENROLMENT_NOT_OPEN";
inline constexpr char kEnrolmentOpen[] = "ENROLMENT_OPEN";
inline constexpr char kEpisodeOpen[] = "EPISODE_OPEN";
inline constexpr char kFirstContactHeld[] = "FIRST_CONTACT_HELD";
inline constexpr char kFirstContactMissing[] = "FIRST_CONTACT_MISSING";
inline constexpr char kGoalMissing[] = "GOAL_MISSING";
inline constexpr char kHoursOutOfRange[] = "HOURS_OUT_OF_RANGE";
inline constexpr char kNoteLocked[] = "NOTE_LOCKED";
inline constexpr char kNoteUnknown[] = "NOTE_UNKNOWN";
inline constexpr char kOverCapacity[] = "OVER_CAPACITY";
inline constexpr char kPartnerUnknown[] = "PARTNER_UNKNOWN";
inline constexpr char kPersonUnknown[] = "PERSON_UNKNOWN";
inline constexpr char kPlanAdopted[] = "PLAN_ADOPTED";
inline constexpr char kPlanMissing[] = "PLAN_MISSING";
inline constexpr char kReminderDismissed[] = "REMINDER_DISMISSED";
inline constexpr char kReminderUnknown[] = "REMINDER_UNKNOWN";
inline constexpr char kStaffNotActiveInUnit[] = "STAFF_NOT_ACTIVE_IN_UNIT";
inline constexpr char kStepEnded[] = "STEP_ENDED";
inline constexpr char kStepExists[] = "STEP_EXISTS";
inline constexpr char kStepNotStarted[] = "STEP_NOT_STARTED";
inline constexpr char kStepStarted[] = "STEP_STARTED";
inline constexpr char kStepUnknown[] = "STEP_UNKNOWN";
inline constexpr char kUnitUnknown[] = "UNIT_UNKNOWN";
inline constexpr char kVoidReasonMissing[] = "VOID_REASON_MISSING";

}  // namespace framdrift::cases
