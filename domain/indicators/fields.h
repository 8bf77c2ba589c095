// The one list of what an indicator can filter on, break down by and count from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "domain/indicators/field_ids.h"
#include "domain/indicators/staff_field_ids.h"
#include "google/protobuf/descriptor.h"

namespace framdrift::indicators {

// What one row of facts is about.
enum class Subject : uint8_t {
  kEpisode,
  kEnrolment,
  kSupportSpell,
  kSession,
  kApplication,
  kDecision,
  kDeadline,
  kLevel,
  kPerson,
  kStaff,
  kCost
};
inline constexpr Subject kSubjects[] = {Subject::kEpisode,
                                        Subject::kEnrolment,
                                        Subject::kSupportSpell,
                                        Subject::kSession,
                                        Subject::kApplication,
                                        Subject::kDecision,
                                        Subject::kDeadline,
                                        Subject::kLevel,
                                        Subject::kPerson,
                                        Subject::kStaff,
                                        Subject::kCost};
// `episode`, `support_spell` and so on.
absl::string_view NameOf(Subject subject);

// Whether rows have the local attributes of the case they are of.
inline bool HasLocalFields(Subject subject) {
  return subject != Subject::kApplication && subject != Subject::kDecision &&
         subject != Subject::kStaff && subject != Subject::kCost;
}

enum class FieldType : uint8_t {
  kDay,     // a civil day
  kMoment,  // an instant
  kCode,    // a number of an enum of the contracts; 0 is missing
  kName,    // an id or a local code, interned by the table
  kSet,     // several codes of an enum at once, code n as bit n; 0 is missing
  kBool,    // 0 missing, 1 false, 2 true
  kNumber,  // a decimal number; NaN is missing; one that varies has three decimals
  kDays,    // days that rise, each with a code of the list where it has one
};

struct Field {
  std::string name;
  FieldType type = FieldType::kDay;
  // kCode, kName, kSet, kBool, kNumber: its value changes from day to day.
  bool varying = false;
  // Something that happens: it can be an anchor, and a duration can begin and end with it.
  bool milestone = false;
  // A milestone that is set ahead of its day: a deadline.
  bool foreseen = false;
  // It cannot be known before that milestone. Of a milestone: it is not reached before.
  std::optional<FieldId> since;
  // Few rows have it: it takes no room in the others. Of varying fields and kDays.
  bool rare = false;
  // kName: it follows from that field's name, and is set with FactTable::Follow alone.
  std::optional<FieldId> follows;
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
  // Those of another subject in the same tenant.
  Fields Of(Subject subject) const { return Fields(subject, local_); }

  Subject subject() const { return subject_; }
  size_t size() const { return fields_.size(); }
  const Field& operator[](FieldId id) const { return fields_[id]; }
  const std::vector<Field>& all() const& { return fields_; }
  const std::vector<Field>& all() && = delete;
  std::optional<FieldId> Find(absl::string_view name) const;
  // What begins the span.
  FieldId start() const;
  // What ends it; none of what is over as it begins, and of persons.
  std::optional<FieldId> end() const;
  // Whether it is on at the end of a period: what has an end, and persons.
  bool goes_on() const { return end().has_value() || subject_ == Subject::kPerson; }

 private:
  Subject subject_;
  std::vector<LocalField> local_;
  std::vector<Field> fields_;
};

}  // namespace framdrift::indicators
