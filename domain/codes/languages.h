// Which languages there are codes for.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace framdrift::codes {

// Whether `code` is one of the two-letter codes of ISO 639-1, in lower case.
bool IsLanguage(absl::string_view code);

// The language of a BCP 47 tag, its first part in lower case: `ar` of `ar-SY`. Empty where the tag
// begins with none.
std::string LanguageOf(absl::string_view tag);

}  // namespace framdrift::codes
