// The one list of what an indicator can filter on, break down by and count from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace framdrift::indicators {

// What one row of facts is about.
enum class Subject : uint8_t { kEpisode, kEnrolment, kSupportSpell, kSession, kApplication };
// `episode`, `support_spell` and so on.
absl::string_view NameOf(Subject subject);
std::optional<Subject> SubjectNamed(absl::string_view name);

enum class FieldType : uint8_t {
  kDay,     // a civil day
  kMoment,  // an instant
  kCode,    // a number of an enum of the contracts; 0 is missing
  kName,    // an id or a local code, interned by the table
  kSet,     // several codes of an enum at once, code n as bit n; 0 is missing
  kBool,    // 0 missing, 1 false, 2 true
  kNumber,  // a decimal number; NaN is missing
  kDays,    // days that rise, each with a code of the list where it has one
};

// A field's place among those of its subject.
using FieldId = uint16_t;

struct Field {
  std::string name;
  FieldType type = FieldType::kDay;
  // kCode, kName, kSet, kBool: its value changes from day to day.
  bool varying = false;
  // Something that happens: it can be an anchor, and a duration can begin and end with it.
  bool milestone = false;
  // A milestone that is set ahead of its day: a deadline.
  bool foreseen = false;
  // It cannot be known before that milestone.
  std::optional<FieldId> since;
  // kCode, kSet, kDays: what the codes mean.
  const google::protobuf::EnumDescriptor* list = nullptr;
  std::string doc;
  // The full names of the events that set it; of a policy's: what it follows from besides.
  std::vector<std::string> set_by;
};

// An attribute that the tenant's policy declares.
struct LocalField {
  // Without `attr.`.
  std::string name;
  std::string doc;
  // kName (text, codes, flags), kNumber or kDay.
  FieldType type = FieldType::kName;
};

// The fields of one subject in one tenant. Constant after construction; the fields of the contracts
// come first and in the order of their ids.
class Fields {
 public:
  // Local fields are those of cases: subjects that are part of a case have them all.
  explicit Fields(Subject subject, const std::vector<LocalField>& local = {});

  Subject subject() const { return subject_; }
  size_t size() const { return fields_.size(); }
  const Field& operator[](FieldId id) const { return fields_[id]; }
  const std::vector<Field>& all() const& { return fields_; }
  const std::vector<Field>& all() && = delete;
  std::optional<FieldId> Find(absl::string_view name) const;
  // What begins and ends the span; the end of a session or application is that it is over.
  FieldId start() const;
  std::optional<FieldId> end() const;

 private:
  Subject subject_;
  std::vector<Field> fields_;
};

// The ids of every subject's fields; field_list.cc says what each is.
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
  kCount
};
}  // namespace application

}  // namespace framdrift::indicators
