#include "domain/indicators/field_builder.h"
#include "framdrift/casework/v1/case_codes.pb.h"
#include "framdrift/codes/v1/codes.pb.h"
#include "framdrift/facts/v1/fact_rows.pb.h"
#include "framdrift/household/v1/household_events.pb.h"
#include "framdrift/person/v1/person_events.pb.h"

namespace framdrift::indicators {

namespace {

constexpr FieldType kCode = FieldType::kCode;
constexpr FieldType kDay = FieldType::kDay;
constexpr FieldType kMoment = FieldType::kMoment;
constexpr FieldType kName = FieldType::kName;

constexpr char kPlanning[] = "casework.v1.WorkPlanAdopted";
constexpr char kReceiving[] = "household.v1.ApplicationReceived";
constexpr char kDeciding[] = "household.v1.AidDecisionRecorded";
constexpr char kExempting[] = "casework.v1.DeadlineExempted";
constexpr char kStepping[] = "casework.v1.StepStarted";

}  // namespace

std::vector<Field> EnrolmentFields() {
  namespace id = enrolment;
  FieldBuilder list;
  list.Milestone(id::kStarted, "started", kMoment, "The enrolment began.", {kEnrolling});
  list.Milestone(id::kEnded, "ended", kMoment, "It ended; the first day out.", {kUnenrolling});
  list.Milestone(
      id::kStartedAgain, "started_again", kDay, "The person's next enrolment began.", {kEnrolling});
  AddObservationEnd(list, id::kObservationEnded);
  AddPerson(list, id::kBirthDate);
  list.Coded<codes::v1::ReferredBy>(
      id::kReferredBy, "referred_by", kCode, "Who referred the person.", {kEnrolling});
  list.Coded<codes::v1::ExitReason>(
          id::kEndReason, "end_reason", kCode, "Why it ended.", {kUnenrolling})
      .since = id::kEnded;
  list.Coded<codes::v1::NationalLetter>(
          id::kEndLetter, "end_letter", kCode, "The reason's national letter.", {kUnenrolling})
      .since = id::kEnded;
  list.Coded<codes::v1::ExitClass>(
          id::kEndClass, "end_class", kCode, "Whether the reason is a result.", {kUnenrolling})
      .since = id::kEnded;
  AddUnit(list, id::kUnit, "The unit that answers for the case.");
  AddLivelihood(list, id::kLivelihood);
  list.Milestone(id::kEndObservable,
                 "end_observable",
                 kDay,
                 "What the end counts as can be known: a month into the work, else the end.",
                 {kUnenrolling, "casework.v1.JobStarted"})
      .foreseen = true;
  AddEducation(list, id::kEducation);
  list.Add(id::kMonthsWithoutWork,
           "months_without_work",
           FieldType::kNumber,
           "Months from the last job of more than a month to the start, with the part of the last "
           "one; without any such job from the later of education and residence permit.",
           {kDescribing, "casework.v1.JobStarted", "casework.v1.JobEnded"});
  return list.Take(id::kCount);
}

namespace {

void AddSpellsWay(FieldBuilder& list) {
  namespace id = support_spell;
  list.Milestone(id::kEndKnown,
                 "end_known",
                 kDay,
                 "The policy's months without support after it have passed.",
                 {kAiding, kAdopting});
  list.Milestone(id::kThirdMonthOver,
                 "third_month_over",
                 kDay,
                 "The day after the third month in a row with support.",
                 {kAiding});
  list.Milestone(id::kFirstActivity,
                 "first_activity",
                 kDay,
                 "From third_month_over on, the first day in an activity or after one that was in "
                 "the spell.",
                 {kStepping, "casework.v1.PlacementStarted"});
  list.Coded<household::v1::ApplicationKind>(
          id::kApplied,
          "applied",
          FieldType::kDays,
          "Every application of the person's, alone or with others; enquiries are none.",
          {kReceiving})
      .milestone = true;
  list.Add(id::kEndedFirstHalf,
           "ended_first_half",
           FieldType::kBool,
           "It ended between 1 January and 30 June.",
           {kAiding});
}

}  // namespace

std::vector<Field> SupportSpellFields() {
  namespace id = support_spell;
  FieldBuilder list;
  list.Milestone(id::kStarted, "started", kDay, "The first day of its first month.", {kAiding});
  list.Milestone(id::kEnded,
                 "ended",
                 kDay,
                 "The day after its last month, once the policy's months without have passed.",
                 {kAiding, kAdopting})
      .since = id::kEndKnown;
  list.Milestone(id::kReturned, "returned", kDay, "The person's next spell began.", {kAiding});
  AddObservationEnd(list, id::kObservationEnded);
  AddPerson(list, id::kBirthDate);
  list.Add(id::kMonths, "months", FieldType::kNumber, "Months with support in it.", {kAiding});
  AddLivelihood(list, id::kLivelihood);
  AddSpellsWay(list);
  return list.Take(id::kCount);
}

std::vector<Field> SessionFields() {
  namespace id = session;
  constexpr char kAttending[] = "casework.v1.AttendanceRecorded";
  FieldBuilder list;
  list.Milestone(id::kHeld, "held", kDay, "The day of the session.", {kAttending});
  list.Coded<codes::v1::AttendanceCode>(
      id::kAttendance, "attendance", kCode, "Whether the person took part.", {kAttending});
  list.Add(id::kMinutes, "minutes", FieldType::kNumber, "How long, in minutes.", {kAttending});
  list.Add(id::kWorkplace, "workplace", FieldType::kBool, "Whether at a workplace.", {kAttending});
  AddUnit(list, id::kUnit, "The unit that answers for the case.");
  list.Coded<codes::v1::ActivityType>(id::kActivityType,
                                      "activity_type",
                                      kCode,
                                      "The type of the step it belongs to.",
                                      {"casework.v1.StepPlanned", "casework.v1.WorkPlanAdopted"});
  return list.Take(id::kCount);
}

std::vector<Field> ApplicationFields() {
  namespace id = application;
  FieldBuilder list;
  list.Milestone(id::kReceived, "received", kMoment, "The application came.", {kReceiving});
  list.Milestone(id::kCompleted,
                 "completed",
                 kMoment,
                 "It was complete.",
                 {"household.v1.ApplicationCompleted"});
  list.Milestone(id::kDecided, "decided", kMoment, "It was first decided.", {kDeciding});
  list.Milestone(id::kDecisionDue,
                 "decision_due",
                 kMoment,
                 "When the decision was due, by the policy in force.",
                 {"household.v1.ApplicationCompleted", kAdopting})
      .foreseen = true;
  list.Coded<codes::v1::Channel>(id::kChannel, "channel", kCode, "How it came.", {kReceiving});
  list.Coded<household::v1::ApplicationKind>(
      id::kKind, "kind", kCode, "New, renewal or other.", {kReceiving});
  list.Add(
      id::kByRule, "by_rule", FieldType::kBool, "A rule made the first decision.", {kDeciding});
  list.Milestone(id::kFirstContact,
                 "first_contact",
                 kMoment,
                 "The first contact of the applicant's episode on the day of the decision, or of "
                 "the application while there is none.",
                 {"casework.v1.FirstContactHeld", "casework.v1.ContactHeld"});
  list.Add(id::kFirstHalf,
           "first_half",
           FieldType::kBool,
           "It came between 1 January and 30 June.",
           {kReceiving});
  return list.Take(id::kCount);
}

std::vector<Field> DecisionFields() {
  namespace id = decision;
  constexpr char kChanging[] = "household.v1.AidDecisionChanged";
  FieldBuilder list;
  list.Milestone(id::kDecided, "decided", kMoment, "It was made.", {kDeciding});
  list.Milestone(id::kChanged, "changed", kMoment, "It was first changed.", {kChanging});
  list.Coded<household::v1::AidOutcome>(
      id::kOutcome, "outcome", kCode, "What was decided, before any change.", {kDeciding});
  list.Add(id::kGround,
           "ground",
           kName,
           "The tenant's own code for why, as the decision reads now.",
           {kDeciding, kChanging});
  list.Add(id::kByRule, "by_rule", FieldType::kBool, "A rule made it.", {kDeciding});
  return list.Take(id::kCount);
}

std::vector<Field> DeadlineFields() {
  namespace id = deadline;
  FieldBuilder list;
  list.Milestone(
          id::kDue, "due", kMoment, "The last second in which it is met in time.", {kOpening})
      .foreseen = true;
  list.Milestone(id::kMet, "met", kMoment, "It was met.", {kOpening});
  list.Coded<casework::v1::Deadline>(
      id::kRule, "rule", kCode, "Which deadline of the policy.", {kOpening, kAdopting});
  list.Add(id::kExempt,
           "exempt",
           FieldType::kBool,
           "A decided exemption took it away.",
           {kExempting, kOpening});
  list.Coded<codes::v1::DeadlineExemption>(
      id::kExemption, "exemption", kCode, "Why it was exempt.", {kExempting});
  list.Add(id::kResting,
           "resting",
           FieldType::kBool,
           "It rests while the case is paused.",
           {"casework.v1.CasePaused"});
  list.Add(id::kUnit, "unit", kName, "The unit that answered when it was due.", {kAssigning});
  list.Add(id::kCaseworker, "caseworker", kName, "Who was responsible then.", {kAssigning});
  return list.Take(id::kCount);
}

std::vector<Field> LevelFields() {
  namespace id = level;
  constexpr char kApproving[] = "casework.v1.AssessmentApproved";
  FieldBuilder list;
  list.Milestone(id::kApproved, "approved", kMoment, "The level was approved.", {kApproving});
  list.Add(id::kArea, "area", kName, "The area it is of.", {kApproving});
  list.Add(id::kLevel, "level", FieldType::kNumber, "The level.", {kApproving});
  AddUnit(list, id::kUnit, "The unit that answers for the case.");
  return list.Take(id::kCount);
}

std::vector<Field> PersonFields() {
  namespace id = of_person;
  constexpr char kElsewhere[] = "casework.v1.AidMonthElsewhere";
  FieldBuilder list;
  list.Milestone(id::kKnown,
                 "known",
                 kDay,
                 "The first day of an episode, enrolment or month with support.",
                 {kOpening, kEnrolling, kAiding});
  list.Coded<facts::v1::SupportPayer>(id::kSupported,
                                      "supported",
                                      FieldType::kDays,
                                      "The first day of every month with support.",
                                      {kAiding, kElsewhere})
      .milestone = true;
  AddPerson(list, id::kBirthDate);
  AddEducation(list, id::kEducation);
  list.Coded<facts::v1::SupportPayer>(id::kPayer,
                                      "payer",
                                      kCode,
                                      "Who paid the last month with support.",
                                      {kAiding, kElsewhere})
      .varying = true;
  list.Coded<codes::v1::Obstacle>(id::kObstacle,
                                  "obstacle",
                                  FieldType::kSet,
                                  "The obstacles to self-support that stand that day.",
                                  {"casework.v1.ObstacleSet"})
      .varying = true;
  AddLivelihood(list, id::kLivelihood);
  AddUnit(list, id::kUnit, "The unit that answers for the last case.");
  list.Add(id::kHoursRequired,
           "hours_required",
           FieldType::kNumber,
           "Hours a week that the plan requires; not set outside an episode.",
           {kPlanning, "casework.v1.WorkPlanRevised"})
      .varying = true;
  list.Add(id::kHoursPlanned,
           "hours_planned",
           FieldType::kNumber,
           "Hours a week of the steps of that day and of own search for work.",
           {kPlanning, "casework.v1.StepPlanned"})
      .varying = true;
  list.Add(id::kExempt,
           "exempt",
           FieldType::kBool,
           "A decided exemption from a deadline holds that day.",
           {kExempting})
      .varying = true;
  list.Coded<facts::v1::SupportPayer>(id::kElsewhere,
                                      "supported_elsewhere",
                                      FieldType::kDays,
                                      "The first day of every month another municipality paid for.",
                                      {kElsewhere})
      .milestone = true;
  return list.Take(id::kCount);
}

}  // namespace framdrift::indicators
