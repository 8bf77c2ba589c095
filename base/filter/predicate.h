// The tree that a compiled filter is: what is asked of one value, joined by all, any and not.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "base/filter/expression.h"
#include "base/filter/schema.h"

namespace framdrift::filter {

// The value is set.
struct IsSet {};
// The whole text is `pieces` with any letters between them.
struct Like {
  std::vector<std::string> pieces;
};
// The text holds `text` somewhere.
struct Holds {
  std::string text;
};
// The text stands in order to `text`.
struct TextOrder {
  Comparator comparator;
  std::string text;
};
// The enum's number is one of these.
struct OneOf {
  std::vector<int64_t> numbers;
};
struct IdIs {
  Id16 id;
};
struct BoolIs {
  bool value;
};
struct NumberOrder {
  Comparator comparator;
  double number;
};
// Begin ≤ value < end.
struct InstantWithin {
  absl::Time begin;
  absl::Time end;
};
struct DayWithin {
  absl::CivilDay begin;
  absl::CivilDay end;
};
// A map's text against a literal that is a number: by number where the text is one too, else by
// `otherwise`.
struct NumberOrText {
  NumberOrder by_number;
  std::variant<Like, TextOrder> by_text;
};

using Test = std::variant<IsSet, Like, Holds, TextOrder, OneOf, IdIs, BoolIs, NumberOrder,
                          InstantWithin, DayWithin, NumberOrText>;

// Whether `value`, set or not, meets `test`. A value of another type than the test's meets none.
bool Meets(const Test& test, const Value& value);

struct Predicate {
  enum class Kind { kAll, kAny, kNot, kTest };
  Kind kind = Kind::kAll;
  std::vector<Predicate> operands;
  // kTest: of the field at `field`, or of its entry `entry` where it is a map.
  size_t field = 0;
  std::string entry;
  bool in_map = false;
  Test test;
};

bool Meets(const Predicate& predicate, const Row& row);

}  // namespace framdrift::filter
