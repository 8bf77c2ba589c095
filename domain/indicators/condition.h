// A filter of a definition made ready for rows of facts: AIP-160 over the fields of a subject.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/filter/expression.h"
#include "base/filter/predicate.h"
#include "domain/indicators/fact_table.h"
#include "domain/indicators/reading.h"

namespace framdrift::indicators {

// first ≤ moment < end.
struct MomentWithin {
  Moment first = 0;
  Moment end = 0;
};
// The moment stands in order to another field's, or to the moment the question is asked as of. Two
// days, or a day and an instant, compare by their days.
struct MomentOrder {
  filter::Comparator comparator = filter::Comparator::kEqual;
  // None: as of.
  std::optional<Operand> other;
};
// The code is bit n of the mask; of sets: any code is.
struct CodeIn {
  uint64_t mask = 0;
};
// The name meets it.
struct NameMeets {
  filter::Test test;
};

// Beyond base/filter's comparisons a day or instant compares with another such field by its name
// and with `now`; `state_at(milestone + n months)` is the livelihood then. kDays fields are only
// asked whether they are set. Constant after construction.
struct Condition {
  enum class Kind { kAll, kAny, kNot, kTest };
  using Test = std::variant<filter::IsSet, MomentWithin, MomentOrder, CodeIn, NameMeets,
                            filter::NumberOrder>;

  // kAll of none: everything.
  Kind kind = Kind::kAll;
  std::vector<Condition> operands;
  Operand operand;
  Test test;

  bool is_everything() const { return kind == Kind::kAll && operands.empty(); }
};

// FILTER_INVALID with the character and what would be right. Empty text: everything.
absl::StatusOr<Condition> CompileCondition(absl::string_view text, const Fields& fields,
                                           const absl::TimeZone& zone);

// What state_at asks for anywhere in it.
void CollectStates(const Condition& condition, std::vector<Operand>& states);

// A condition over one table; borrows both. Constant after construction.
class BoundCondition {
 public:
  BoundCondition(const Condition& condition, const FactTable& table, Moment as_of);

  // Fills `kept`, one element a row, with 1 where the row meets it and 0 where not.
  void Test(const Looked& looked, std::vector<uint8_t>& kept) const;

 private:
  void Test(const Condition& condition, const Looked& looked, uint8_t* kept) const;
  // The rows whose `kept` is still `undecided` are asked, and `kept` is what they answer.
  void TestUndecided(const Condition& condition, const Looked& looked, uint8_t undecided,
                     uint8_t* kept) const;
  void TestLeaf(const Condition& leaf, const Looked& looked, uint8_t* kept) const;
  void TestMoments(const Condition& leaf, const Looked& looked, uint8_t* kept) const;
  void TestCodes(const Condition& leaf, const Looked& looked, uint8_t* kept) const;
  void BindNames(const Condition& condition);

  const Condition& condition_;
  const FactTable& table_;
  const Moment as_of_;
  // Of each NameMeets leaf: whether each name of the table does.
  absl::flat_hash_map<const Condition*, std::vector<uint8_t>> names_;
};

}  // namespace framdrift::indicators
