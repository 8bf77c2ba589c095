#include "services/casework/person_name.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "domain/person/person.h"

namespace framdrift::services {

absl::StatusOr<std::string> PersonNameOf(Reading& reading, const Id16& person_id) {
  FD_ASSIGN_OR_RETURN(const auto view, reading.View<person::PersonDecider>(person_id));
  const person::Person& state = view.state();
  if (state.name_position == 0 || state.protection != codes::v1::PROTECTION_NONE) return "";
  const person::v1::PersonSealed* text = view.Text(state.name_position);
  if (text == nullptr) return "";
  const auto join = [](const auto& names) {
    const std::string name = absl::StrCat(names.given_name(), " ", names.family_name());
    return std::string(absl::StripAsciiWhitespace(name));
  };
  if (text->has_person_registered()) return join(text->person_registered());
  if (text->has_identifier_changed()) return join(text->identifier_changed());
  return "";
}

}  // namespace framdrift::services
