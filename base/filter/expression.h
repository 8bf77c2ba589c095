// A filter as it was written (AIP-160): conditions joined by AND, OR and NOT, each with its place.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace framdrift::filter {

enum class Comparator { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual, kHas };

// The comparator as it is written, such as "<=".
const char* SignOf(Comparator comparator);

// A word or a quoted text. `offset` is the byte at which it begins in the filter.
struct Literal {
  // What stands between the wildcards: n wildcards cut the text into n + 1 pieces.
  std::vector<std::string> pieces{std::string()};
  bool quoted = false;
  size_t offset = 0;

  bool has_wildcard() const { return pieces.size() > 1; }
  // Whether it is a lone `*`, unquoted or quoted: any value at all.
  bool is_any() const { return pieces.size() == 2 && pieces[0].empty() && pieces[1].empty(); }
  // The text with its wildcards as `*`.
  std::string text() const;
};

// kAll and kAny hold any number of operands (kAll of none: everything), kNot exactly one.
// kCondition holds `path`, and with a comparator exactly one operand: what the field is compared
// with, in which every kCondition is a lone value (path of one, no comparator).
struct Expression {
  enum class Kind { kAll, kAny, kNot, kCondition };
  Kind kind = Kind::kAll;
  size_t offset = 0;
  std::vector<Expression> operands;
  std::vector<Literal> path;
  std::optional<Comparator> comparator;
};

}  // namespace framdrift::filter
