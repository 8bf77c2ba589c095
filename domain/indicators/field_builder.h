// Builds the list of a subject's fields, and what several subjects have in common.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "domain/indicators/fields.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace framdrift::indicators {

// The places of fields are the ids it is given, in their order.
class FieldBuilder {
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
    field.list = google::protobuf::GetEnumDescriptor<Code>();
    return field;
  }
  std::vector<Field> Take(FieldId count) {
    FD_CHECK(fields_.size() == count);
    return std::move(fields_);
  }

 private:
  std::vector<Field> fields_;
};

// Events that set fields of several subjects.
inline constexpr char kOpening[] = "casework.v1.CaseOpened";
inline constexpr char kReopening[] = "casework.v1.CaseReopened";
inline constexpr char kAssigning[] = "casework.v1.CaseAssigned";
inline constexpr char kExiting[] = "casework.v1.ExitRecorded";
inline constexpr char kReclassifying[] = "casework.v1.ExitReclassified";
inline constexpr char kVerifying[] = "casework.v1.ExitVerified";
inline constexpr char kObserving[] = "casework.v1.ObservationEnded";
inline constexpr char kAiding[] = "casework.v1.AidMonthSet";
inline constexpr char kEnrolling[] = "casework.v1.EnrolmentStarted";
inline constexpr char kUnenrolling[] = "casework.v1.EnrolmentEnded";
inline constexpr char kFollowing[] = "casework.v1.FollowUpRecorded";
inline constexpr char kRegistering[] = "person.v1.PersonRegistered";
inline constexpr char kIdentifying[] = "person.v1.IdentifierChanged";
inline constexpr char kDescribing[] = "person.v1.BackgroundSet";
inline constexpr char kAdopting[] = "policy.v1.PolicyAdopted";

// `birth_date`, `sex` and `origin` follow each other from `first` on.
void AddPerson(FieldBuilder& list, FieldId first);
// What varies from day to day.
void AddLivelihood(FieldBuilder& list, FieldId id);
void AddUnit(FieldBuilder& list, FieldId id, const char* doc);
void AddEducation(FieldBuilder& list, FieldId id);
void AddObservationEnd(FieldBuilder& list, FieldId id);

// One subject's fields each.
std::vector<Field> EnrolmentFields();
std::vector<Field> SupportSpellFields();
std::vector<Field> SessionFields();
std::vector<Field> ApplicationFields();
std::vector<Field> DecisionFields();
std::vector<Field> DeadlineFields();
std::vector<Field> LevelFields();
std::vector<Field> PersonFields();
std::vector<Field> StaffFields();
std::vector<Field> CostFields();

}  // namespace framdrift::indicators
