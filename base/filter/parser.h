// Reads the AIP-160 filter language.
#pragma once

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/filter/expression.h"

namespace framdrift::filter {

// A person writes far less, and a program that needs more should page through ids instead.
inline constexpr size_t kMaxFilterBytes = 8192;
// How deep parentheses may stand in each other.
inline constexpr size_t kMaxFilterDepth = 32;

// Parses any text or fails with FILTER_INVALID at the first character that cannot stand where it
// does. OR binds closer than AND; two conditions side by side are joined by AND. Says nothing of
// whether fields exist: see Filter::Compile.
//
// A function stands where a field may only when kFunctions are offered: `name(anything but
// parentheses)` is one literal, its text all of it.
enum class Offered { kFields, kFunctions };
absl::StatusOr<Expression> Parse(absl::string_view text, Offered offered = Offered::kFields);

}  // namespace framdrift::filter
