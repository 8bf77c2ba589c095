#include "domain/indicators/field_list.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "framdrift/casework/v1/case_codes.pb.h"
#include "framdrift/casework/v1/outcome_events.pb.h"
#include "framdrift/codes/v1/codes.pb.h"
#include "framdrift/household/v1/household.pb.h"
#include "framdrift/household/v1/household_events.pb.h"
#include "framdrift/person/v1/person_events.pb.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace framdrift::indicators {
namespace {

using google::protobuf::GetEnumDescriptor;

// Builds a list whose places are the ids it is given.
class List {
 public:
  Field& Add(FieldId id, const char* name, FieldType type, const char* doc,
             std::vector<std::string> set_by) {
    FD_CHECK(id == fields_.size());
    Field& field = fields_.emplace_back();
    field.name = name;
    field.type = type;
    field.doc = doc;
    for (std::string& event : set_by) {
      field.set_by.push_back(absl::StrCat("framdrift.", event));
    }
    return field;
  }
  Field& Milestone(FieldId id, const char* name, FieldType type, const char* doc,
                   std::vector<std::string> set_by) {
    Field& field = Add(id, name, type, doc, std::move(set_by));
    field.milestone = true;
    return field;
  }
  template <typename Code>
  Field& Coded(FieldId id, const char* name, FieldType type, const char* doc,
               std::vector<std::string> set_by) {
    Field& field = Add(id, name, type, doc, std::move(set_by));
    field.list = GetEnumDescriptor<Code>();
    return field;
  }
  std::vector<Field> Take(FieldId count) {
    FD_CHECK(fields_.size() == count);
    return std::move(fields_);
  }

 private:
  std::vector<Field> fields_;
};

constexpr FieldType kCode = FieldType::kCode;
constexpr FieldType kDay = FieldType::kDay;
constexpr FieldType kMoment = FieldType::kMoment;
constexpr FieldType kName = FieldType::kName;

constexpr char kOpening[] = "casework.v1.CaseOpened";
constexpr char kReopening[] = "casework.v1.CaseReopened";
constexpr char kAssigning[] = "casework.v1.CaseAssigned";
constexpr char kExiting[] = "casework.v1.ExitRecorded";
constexpr char kReclassifying[] = "casework.v1.ExitReclassified";
constexpr char kVerifying[] = "casework.v1.ExitVerified";
constexpr char kObserving[] = "casework.v1.ObservationEnded";
constexpr char kAiding[] = "casework.v1.AidMonthSet";
constexpr char kEnrolling[] = "casework.v1.EnrolmentStarted";
constexpr char kUnenrolling[] = "casework.v1.EnrolmentEnded";
constexpr char kFollowing[] = "casework.v1.FollowUpRecorded";
constexpr char kRegistering[] = "person.v1.PersonRegistered";
constexpr char kIdentifying[] = "person.v1.IdentifierChanged";
constexpr char kDescribing[] = "person.v1.BackgroundSet";
constexpr char kAdopting[] = "policy.v1.PolicyAdopted";

// What every span knows of the person. `birth_date`, `sex` and `origin` follow each other.
void AddPerson(List& list, FieldId first) {
  list.Add(first, "birth_date", kDay, "The person's day of birth.", {kRegistering, kIdentifying});
  list.Coded<person::v1::Sex>(first + 1,
                              "sex",
                              kCode,
                              "The person's sex, by number or as told.",
                              {kRegistering, kIdentifying, kDescribing});
  list.Add(
      first + 2, "origin", kName, "SWEDEN or ABROAD: where the person was born.", {kDescribing});
}

void AddLivelihood(List& list, FieldId id) {
  list.Coded<codes::v1::LivelihoodState>(id,
                                         "livelihood",
                                         kCode,
                                         "What the person lives on that day.",
                                         {"person.v1.LivelihoodSet"})
      .varying = true;
}

void AddEpisodeMilestones(List& list) {
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
  list.Milestone(id::kObservationEnded,
                 "observation_ended",
                 kDay,
                 "From then on nothing can be known of the person.",
                 {kObserving});
}

void AddEpisodeCodes(List& list) {
  namespace id = episode;
  AddPerson(list, id::kBirthDate);
  list.Coded<household::v1::HouseholdType>(
      id::kHouseholdType,
      "household_type",
      kCode,
      "The household when the episode began.",
      {"household.v1.HouseholdFormed", "household.v1.MemberJoined", "household.v1.MemberLeft"});
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

void AddEpisodeVarying(List& list) {
  namespace id = episode;
  list.Add(id::kUnit,
           "unit",
           kName,
           "The unit that answers for the case that day.",
           {kOpening, kReopening, kAssigning})
      .varying = true;
  list.Add(id::kCaseworker, "caseworker", kName, "Who is responsible that day.", {kAssigning})
      .varying = true;
  list.Add(id::kMunicipality,
           "municipality",
           kName,
           "The code of the municipality the unit carries.",
           {"organisation.v1.UnitCreated"});
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
}

std::vector<Field> EnrolmentFields() {
  namespace id = enrolment;
  List list;
  list.Milestone(id::kStarted, "started", kMoment, "The enrolment began.", {kEnrolling});
  list.Milestone(id::kEnded, "ended", kMoment, "It ended; the first day out.", {kUnenrolling});
  list.Milestone(
      id::kStartedAgain, "started_again", kDay, "The person's next enrolment began.", {kEnrolling});
  list.Milestone(id::kObservationEnded,
                 "observation_ended",
                 kDay,
                 "From then on nothing can be known of the person.",
                 {kObserving});
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
  list.Add(id::kUnit, "unit", kName, "The unit that answers for the case.", {kOpening, kAssigning})
      .varying = true;
  AddLivelihood(list, id::kLivelihood);
  return list.Take(id::kCount);
}

std::vector<Field> SupportSpellFields() {
  namespace id = support_spell;
  List list;
  list.Milestone(id::kStarted, "started", kDay, "The first day of its first month.", {kAiding});
  list.Milestone(id::kEnded,
                 "ended",
                 kDay,
                 "The day after its last month, once the policy's months without have passed.",
                 {kAiding, kAdopting});
  list.Milestone(id::kReturned, "returned", kDay, "The person's next spell began.", {kAiding});
  list.Milestone(id::kObservationEnded,
                 "observation_ended",
                 kDay,
                 "From then on nothing can be known of the person.",
                 {kObserving});
  AddPerson(list, id::kBirthDate);
  list.Add(id::kMonths, "months", FieldType::kNumber, "Months with support in it.", {kAiding});
  AddLivelihood(list, id::kLivelihood);
  return list.Take(id::kCount);
}

std::vector<Field> SessionFields() {
  namespace id = session;
  constexpr char kAttending[] = "casework.v1.AttendanceRecorded";
  List list;
  list.Milestone(id::kHeld, "held", kDay, "The day of the session.", {kAttending});
  list.Coded<codes::v1::AttendanceCode>(
      id::kAttendance, "attendance", kCode, "Whether the person took part.", {kAttending});
  list.Add(id::kMinutes, "minutes", FieldType::kNumber, "How long, in minutes.", {kAttending});
  list.Add(id::kWorkplace, "workplace", FieldType::kBool, "Whether at a workplace.", {kAttending});
  list.Add(id::kUnit, "unit", kName, "The unit that answers for the case.", {kOpening, kAssigning})
      .varying = true;
  list.Coded<codes::v1::ActivityType>(id::kActivityType,
                                      "activity_type",
                                      kCode,
                                      "The type of the step it belongs to.",
                                      {"casework.v1.StepPlanned", "casework.v1.WorkPlanAdopted"});
  return list.Take(id::kCount);
}

std::vector<Field> ApplicationFields() {
  namespace id = application;
  constexpr char kReceiving[] = "household.v1.ApplicationReceived";
  constexpr char kDeciding[] = "household.v1.AidDecisionRecorded";
  List list;
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
  return list.Take(id::kCount);
}

}  // namespace

std::vector<Field> FieldList(Subject subject) {
  switch (subject) {
    case Subject::kEpisode: {
      List list;
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
  }
  return {};
}

}  // namespace framdrift::indicators
