#include "domain/indicators/fields.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/indicators/field_list.h"

namespace framdrift::indicators {
namespace {

constexpr absl::string_view kNames[] = {"episode",
                                        "enrolment",
                                        "support_spell",
                                        "session",
                                        "application",
                                        "decision",
                                        "deadline",
                                        "level",
                                        "person",
                                        "staff",
                                        "cost"};

}  // namespace

absl::string_view NameOf(Subject subject) { return kNames[static_cast<size_t>(subject)]; }

Fields::Fields(Subject subject, const std::vector<LocalField>& local)
    : subject_(subject), local_(local), fields_(FieldList(subject)) {
  if (!HasLocalFields(subject)) return;
  for (const LocalField& one : local) {
    Field& field = fields_.emplace_back();
    field.name = absl::StrCat("attr.", one.name);
    field.type = one.type;
    field.varying = one.type == FieldType::kName;
    field.doc = one.doc;
    field.set_by = {"framdrift.casework.v1.AttributesSet", "framdrift.policy.v1.PolicyAdopted"};
  }
}

std::optional<FieldId> Fields::Find(absl::string_view name) const {
  const auto found = std::find_if(
      fields_.begin(), fields_.end(), [&](const Field& field) { return field.name == name; });
  if (found == fields_.end()) return std::nullopt;
  return static_cast<FieldId>(found - fields_.begin());
}

FieldId Fields::start() const { return 0; }

std::optional<FieldId> Fields::end() const {
  switch (subject_) {
    case Subject::kEpisode:
      return episode::kExited;
    case Subject::kEnrolment:
      return enrolment::kEnded;
    case Subject::kSupportSpell:
      return support_spell::kEnded;
    case Subject::kSession:
      return std::nullopt;
    case Subject::kApplication:
      return application::kDecided;
    case Subject::kStaff:
      return staff::kEnded;
    case Subject::kCost:
      return cost::kUntil;
    case Subject::kDeadline:
    case Subject::kDecision:
    case Subject::kLevel:
    case Subject::kPerson:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace framdrift::indicators
