// From a field, a comparison and a value as written to what is asked of the field's value.
#pragma once

#include <string>
#include <variant>

#include "absl/time/time.h"
#include "base/filter/expression.h"
#include "base/filter/predicate.h"
#include "base/filter/schema.h"

namespace framdrift::filter {

// What would be right instead of a value or comparison that cannot be.
struct Advice {
  std::string message;
};

// The test that `value comparator literal` means for a value of `field`'s type; of a map: for one
// of its texts. `!=` must have been taken apart before. Days are those of `zone`.
std::variant<Test, Advice> TestOf(const Field& field, Comparator comparator, const Literal& literal,
                                  absl::TimeZone zone);

}  // namespace framdrift::filter
