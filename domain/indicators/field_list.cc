#include "domain/indicators/field_list.h"

#include "domain/indicators/field_builder.h"
#include "framdrift/casework/v1/case_codes.pb.h"
#include "framdrift/casework/v1/outcome_events.pb.h"
#include "framdrift/codes/v1/codes.pb.h"
#include "framdrift/household/v1/household.pb.h"
#include "framdrift/person/v1/person_events.pb.h"

namespace framdrift::indicators {

namespace {

constexpr FieldType kCode = FieldType::kCode;
constexpr FieldType kDay = FieldType::kDay;
constexpr FieldType kMoment = FieldType::kMoment;
constexpr FieldType kName = FieldType::kName;

void AddEpisodeMilestones(FieldBuilder& list) {
  namespace id = episode;
  list.Milestone(id::kOpened, "opened", kMoment, "The episode began.", {kOpening, kReopening});
  list.Milestone(id::kFirstContactDue,
                 "first_contact_due",
                 kMoment,
                 "When the first contact was due, by the policy in force.",
                 {kOpening, kReopening, kAdopting})
      .foreseen = true;
  list.Milestone(id::kFirstOffered,
                 "first_offered",
                 kMoment,
                 "The first time for a meeting that the person was offered.",
                 {"casework.v1.ContactOffered"});
  list.Milestone(id::kFirstContact,
                 "first_contact",
                 kMoment,
                 "The first contact was held.",
                 {"casework.v1.FirstContactHeld", "casework.v1.ContactHeld"});
  list.Milestone(
      id::kExited, "exited", kMoment, "The episode ended; the first day out.", {kExiting});
  list.Milestone(id::kPlanned,
                 "planned",
                 kDay,
                 "The first work plan was adopted.",
                 {"casework.v1.WorkPlanAdopted"});
  list.Milestone(
      id::kActivated, "activated", kDay, "The first step began.", {"casework.v1.StepStarted"});
  list.Milestone(id::kExitObservable,
                 "exit_observable",
                 kDay,
                 "What the exit counts as can be known: a month into the work, else the exit.",
                 {kExiting, kReclassifying, "casework.v1.JobStarted"})
      .foreseen = true;
  list.Milestone(id::kExitVerified,
                 "exit_verified",
                 kDay,
                 "The exit's reason in force was verified.",
                 {kExiting, kVerifying, kReclassifying});
  list.Milestone(id::kClosed,
                 "closed",
                 kDay,
                 "Every follow-up was made or waived.",
                 {kFollowing, "casework.v1.FollowUpWaived"});
  list.Milestone(id::kJobStarted,
                 "job_started",
                 kDay,
                 "The first job that began in the episode or after it.",
                 {"casework.v1.JobStarted"});
  list.Milestone(id::kReopened, "reopened", kDay, "The person's next episode began.", {kReopening});
  list.Milestone(id::kReturnedToSupport,
                 "returned_to_support",
                 kDay,
                 "The first month of support that began after the exit began.",
                 {kAiding, "casework.v1.AidMonthElsewhere"});
  AddObservationEnd(list, id::kObservationEnded);
}

void AddEpisodeCodes(FieldBuilder& list) {
  namespace id = episode;
  AddPerson(list, id::kBirthDate);
  list.Coded<household::v1::HouseholdType>(
          id::kHouseholdType,
          "household_type",
          kCode,
          "The kind of household the person lives in that day.",
          {"household.v1.HouseholdFormed", "household.v1.MemberJoined", "household.v1.MemberLeft"})
      .varying = true;
  list.Coded<codes::v1::TargetGroup>(
      id::kTargetGroup, "target_group", kCode, "The target group.", {kOpening, kReopening});
  list.Coded<codes::v1::Channel>(
      id::kChannel, "channel", kCode, "How the person came.", {kOpening, kReopening});
  list.Coded<codes::v1::ReferredBy>(id::kReferredBy,
                                    "referred_by",
                                    kCode,
                                    "Who referred to the first enrolment of the episode.",
                                    {kEnrolling});
  list.Coded<codes::v1::ExitReason>(id::kExitReason,
                                    "exit_reason",
                                    kCode,
                                    "Why the episode ended.",
                                    {kExiting, kReclassifying})
      .since = id::kExited;
  list.Coded<codes::v1::NationalLetter>(id::kExitLetter,
                                        "exit_letter",
                                        kCode,
                                        "The exit's national letter, as it turned out.",
                                        {kExiting, kReclassifying, "casework.v1.JobEnded"})
      .since = id::kExited;
  list.Coded<codes::v1::ExitClass>(id::kExitClass,
                                   "exit_class",
                                   kCode,
                                   "Whether the exit is a result, as it turned out.",
                                   {kExiting, kReclassifying, "casework.v1.JobEnded"})
      .since = id::kExited;
  list.Coded<codes::v1::LivelihoodState>(id::kExitDestination,
                                         "exit_destination",
                                         kCode,
                                         "What the person went to.",
                                         {kExiting, kReclassifying})
      .since = id::kExited;
  list.Coded<casework::v1::StillSelfSupporting>(
          id::kFollowUp6, "follow_up_6", kCode, "The answer 6 months after exit.", {kFollowing})
      .since = id::kExited;
  list.Coded<casework::v1::StillSelfSupporting>(
          id::kFollowUp12, "follow_up_12", kCode, "The answer 12 months after exit.", {kFollowing})
      .since = id::kExited;
}

void AddEpisodeVarying(FieldBuilder& list) {
  namespace id = episode;
  AddUnit(list, id::kUnit, "The unit that answers for the case that day.");
  list.Add(id::kCaseworker, "caseworker", kName, "Who is responsible that day.", {kAssigning})
      .varying = true;
  Field& municipality = list.Add(id::kMunicipality,
                                 "municipality",
                                 kName,
                                 "The code of the municipality that the unit of that day carries.",
                                 {"organisation.v1.UnitCreated", kAssigning});
  municipality.varying = true;
  municipality.follows = id::kUnit;
  list.Coded<casework::v1::Flow>(
          id::kFlow, "flow", kCode, "The main flow or another.", {"casework.v1.FlowAssigned"})
      .varying = true;
  list.Coded<casework::v1::PlanTrack>(
          id::kTrack,
          "track",
          kCode,
          "Where the plan in force leads.",
          {"casework.v1.WorkPlanAdopted", "casework.v1.WorkPlanRevised"})
      .varying = true;
  list.Coded<codes::v1::Obstacle>(id::kObstacle,
                                  "obstacle",
                                  FieldType::kSet,
                                  "The obstacles to self-support that stand that day.",
                                  {"casework.v1.ObstacleSet"})
      .varying = true;
  AddLivelihood(list, id::kLivelihood);
  list.Add(id::kExempt,
           "exempt",
           FieldType::kBool,
           "A decided exemption from a deadline holds that day.",
           {"casework.v1.DeadlineExempted"})
      .varying = true;
  Field& contacts = list.Coded<casework::v1::ContactMode>(
      id::kContacts,
      "contacts",
      FieldType::kDays,
      "Every contact that was held, the first one too.",
      {"casework.v1.FirstContactHeld", "casework.v1.ContactHeld"});
  contacts.milestone = true;
  Field& reviews = list.Coded<casework::v1::ReviewResult>(
      id::kReviews,
      "reviews",
      FieldType::kDays,
      "Every adoption and every held review of the work plan.",
      {"casework.v1.WorkPlanAdopted", "casework.v1.WorkPlanReviewed"});
  reviews.milestone = true;
  list.Add(id::kObstacleFound,
           "obstacle_found",
           FieldType::kBool,
           "An obstacle stands on some day of the episode.",
           {"casework.v1.ObstacleSet"});
  Field& absences = list.Coded<codes::v1::AttendanceCode>(
      id::kRepeatedAbsences,
      "repeated_absences",
      FieldType::kDays,
      "Every day absent without valid reason, 14 days or less after another such day.",
      {"casework.v1.AttendanceRecorded"});
  absences.milestone = true;
  absences.rare = true;
}

}  // namespace

void AddPerson(FieldBuilder& list, FieldId first) {
  list.Add(first, "birth_date", kDay, "The person's day of birth.", {kRegistering, kIdentifying});
  list.Coded<person::v1::Sex>(first + 1,
                              "sex",
                              kCode,
                              "The person's sex, by number or as told.",
                              {kRegistering, kIdentifying, kDescribing});
  list.Add(
      first + 2, "origin", kName, "SWEDEN or ABROAD: where the person was born.", {kDescribing});
}

void AddLivelihood(FieldBuilder& list, FieldId id) {
  list.Coded<codes::v1::LivelihoodState>(id,
                                         "livelihood",
                                         kCode,
                                         "What the person lives on that day.",
                                         {"person.v1.LivelihoodSet"})
      .varying = true;
}

void AddUnit(FieldBuilder& list, FieldId id, const char* doc) {
  list.Add(id, "unit", kName, doc, {kOpening, kReopening, kAssigning}).varying = true;
}

void AddEducation(FieldBuilder& list, FieldId id) {
  list.Coded<person::v1::EducationLevel>(
      id, "education", kCode, "The person's highest education.", {kDescribing});
}

void AddObservationEnd(FieldBuilder& list, FieldId id) {
  list.Milestone(id,
                 "observation_ended",
                 kDay,
                 "From then on nothing can be known of the person.",
                 {kObserving});
}

std::vector<Field> FieldList(Subject subject) {
  switch (subject) {
    case Subject::kEpisode: {
      FieldBuilder list;
      AddEpisodeMilestones(list);
      AddEpisodeCodes(list);
      AddEpisodeVarying(list);
      return list.Take(episode::kCount);
    }
    case Subject::kEnrolment:
      return EnrolmentFields();
    case Subject::kSupportSpell:
      return SupportSpellFields();
    case Subject::kSession:
      return SessionFields();
    case Subject::kApplication:
      return ApplicationFields();
    case Subject::kDecision:
      return DecisionFields();
    case Subject::kDeadline:
      return DeadlineFields();
    case Subject::kLevel:
      return LevelFields();
    case Subject::kPerson:
      return PersonFields();
    case Subject::kStaff:
      return StaffFields();
    case Subject::kCost:
      return CostFields();
  }
  return {};
}

}  // namespace framdrift::indicators
