// Whether bytes are text: protobuf strings take nothing else.
#pragma once

#include "absl/strings/string_view.h"

namespace framdrift::cli {

// True for well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool IsUtf8(absl::string_view text);

}  // namespace framdrift::cli
