#include "services/casework/person_name.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/status_macros.h"

namespace framdrift::services {
namespace {

// Letters beyond ASCII that names in Sweden have, and what they sort as.
constexpr std::pair<const char*, char> kLetters[] = {
    {"å", '{'}, {"Å", '{'}, {"ä", '|'}, {"Ä", '|'}, {"æ", '|'}, {"Æ", '|'}, {"ö", '}'},
    {"Ö", '}'}, {"ø", '}'}, {"Ø", '}'}, {"á", 'a'}, {"Á", 'a'}, {"à", 'a'}, {"À", 'a'},
    {"â", 'a'}, {"ã", 'a'}, {"ç", 'c'}, {"Ç", 'c'}, {"č", 'c'}, {"Č", 'c'}, {"ć", 'c'},
    {"é", 'e'}, {"É", 'e'}, {"è", 'e'}, {"È", 'e'}, {"ê", 'e'}, {"ë", 'e'}, {"í", 'i'},
    {"Í", 'i'}, {"ï", 'i'}, {"ı", 'i'}, {"İ", 'i'}, {"ñ", 'n'}, {"Ñ", 'n'}, {"ó", 'o'},
    {"Ó", 'o'}, {"ô", 'o'}, {"š", 's'}, {"Š", 's'}, {"ş", 's'}, {"Ş", 's'}, {"ú", 'u'},
    {"Ú", 'u'}, {"ü", 'y'}, {"Ü", 'y'}, {"ý", 'y'}, {"Ý", 'y'}, {"ž", 'z'}, {"Ž", 'z'},
};

std::string Sorted(absl::string_view text) {
  std::string key;
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      key.push_back(absl::ascii_tolower(static_cast<unsigned char>(text[at++])));
      continue;
    }
    const absl::string_view letter = text.substr(at, 2);
    char sorts_as = '\0';
    for (const auto& [written, as] : kLetters) {
      if (letter == written) sorts_as = as;
    }
    if (sorts_as == '\0') {
      key.push_back(text[at++]);
    } else {
      key.push_back(sorts_as);
      at += letter.size();
    }
  }
  return key;
}

}  // namespace

PersonName NameOf(const StreamView<person::PersonDecider>& view) {
  const int64_t position = view.state().name_position;
  const person::v1::PersonSealed* text = position == 0 ? nullptr : view.Text(position);
  if (text == nullptr) return {};
  if (text->has_person_registered()) {
    return {text->person_registered().given_name(), text->person_registered().family_name()};
  }
  if (text->has_identifier_changed()) {
    return {text->identifier_changed().given_name(), text->identifier_changed().family_name()};
  }
  return {};
}

absl::StatusOr<std::string> PersonNameOf(Reading& reading, const Id16& person_id) {
  FD_ASSIGN_OR_RETURN(const auto view, reading.View<person::PersonDecider>(person_id));
  if (view.state().protection != codes::v1::PROTECTION_NONE) return "";
  return GivenFirst(NameOf(view));
}

std::string GivenFirst(const PersonName& name) {
  return std::string(absl::StripAsciiWhitespace(absl::StrCat(name.given, " ", name.family)));
}

std::string FamilyFirst(const PersonName& name) {
  if (name.given.empty() || name.family.empty()) return GivenFirst(name);
  return absl::StrCat(name.family, ", ", name.given);
}

std::string SwedishSortKey(const PersonName& name) {
  return absl::StrCat(Sorted(name.family), std::string(1, '\0'), Sorted(name.given));
}

}  // namespace framdrift::services
