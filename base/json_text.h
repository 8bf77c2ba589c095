// Text as JSON has it.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace framdrift {

// `text`, UTF-8, as a JSON string with its quotation marks.
std::string JsonText(absl::string_view text);

}  // namespace framdrift
