// The ids of every subject's fields; field_list.cc and span_fields.cc say what each is.
#pragma once

#include <cstdint>

namespace framdrift::indicators {

// A field's place among those of its subject.
using FieldId = uint16_t;

namespace episode {
enum Id : FieldId {
  kOpened,
  kFirstContactDue,
  kFirstOffered,
  kFirstContact,
  kExited,
  kPlanned,
  kActivated,
  kExitObservable,
  kExitVerified,
  kClosed,
  kJobStarted,
  kReopened,
  kReturnedToSupport,
  kObservationEnded,
  kBirthDate,
  kSex,
  kOrigin,
  kHouseholdType,
  kTargetGroup,
  kChannel,
  kReferredBy,
  kExitReason,
  kExitLetter,
  kExitClass,
  kExitDestination,
  kFollowUp6,
  kFollowUp12,
  kUnit,
  kCaseworker,
  kMunicipality,
  kFlow,
  kTrack,
  kObstacle,
  kLivelihood,
  kExempt,
  kContacts,
  kReviews,
  kObstacleFound,
  kRepeatedAbsences,
  kCount
};
}  // namespace episode

namespace enrolment {
enum Id : FieldId {
  kStarted,
  kEnded,
  kStartedAgain,
  kObservationEnded,
  kBirthDate,
  kSex,
  kOrigin,
  kReferredBy,
  kEndReason,
  kEndLetter,
  kEndClass,
  kUnit,
  kLivelihood,
  kEndObservable,
  kEducation,
  kMonthsWithoutWork,
  kCount
};
}  // namespace enrolment

namespace support_spell {
enum Id : FieldId {
  kStarted,
  kEnded,
  kReturned,
  kObservationEnded,
  kBirthDate,
  kSex,
  kOrigin,
  kMonths,
  kLivelihood,
  kEndKnown,
  kThirdMonthOver,
  kFirstActivity,
  kApplied,
  kEndedFirstHalf,
  kCount
};
}  // namespace support_spell

namespace session {
enum Id : FieldId { kHeld, kAttendance, kMinutes, kWorkplace, kUnit, kActivityType, kCount };
}  // namespace session

namespace application {
enum Id : FieldId {
  kReceived,
  kCompleted,
  kDecided,
  kDecisionDue,
  kChannel,
  kKind,
  kByRule,
  kFirstContact,
  kFirstHalf,
  kCount
};
}  // namespace application

namespace decision {
enum Id : FieldId { kDecided, kChanged, kOutcome, kGround, kByRule, kCount };
}  // namespace decision

namespace deadline {
enum Id : FieldId { kDue, kMet, kRule, kExempt, kExemption, kResting, kUnit, kCaseworker, kCount };
}  // namespace deadline

namespace level {
enum Id : FieldId { kApproved, kArea, kLevel, kUnit, kCount };
}  // namespace level

namespace of_person {
enum Id : FieldId {
  kKnown,
  kSupported,
  kBirthDate,
  kSex,
  kOrigin,
  kEducation,
  kPayer,
  kObstacle,
  kLivelihood,
  kUnit,
  kHoursRequired,
  kHoursPlanned,
  kExempt,
  kElsewhere,
  kCount
};
}  // namespace of_person

}  // namespace framdrift::indicators
