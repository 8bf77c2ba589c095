#include "domain/indicators/condition.h"

#include <algorithm>

namespace framdrift::indicators {
namespace {

using filter::Comparator;

template <typename T>
bool InOrder(Comparator comparator, T a, T b) {
  switch (comparator) {
    case Comparator::kEqual:
    case Comparator::kHas:
      return a == b;
    case Comparator::kNotEqual:
      return a != b;
    case Comparator::kLess:
      return a < b;
    case Comparator::kLessOrEqual:
      return a <= b;
    case Comparator::kGreater:
      return a > b;
    case Comparator::kGreaterOrEqual:
      return a >= b;
  }
  return false;
}

}  // namespace

BoundCondition::BoundCondition(const Condition& condition, const FactTable& table, Moment as_of)
    : condition_(condition), table_(table), as_of_(as_of) {
  BindNames(condition);
}

void BoundCondition::BindNames(const Condition& condition) {
  for (const Condition& operand : condition.operands) BindNames(operand);
  if (condition.kind != Condition::Kind::kTest) return;
  const auto* meets = std::get_if<NameMeets>(&condition.test);
  if (meets == nullptr) return;
  std::vector<uint8_t>& names = names_[&condition];
  const auto add = [&](absl::string_view name) {
    names.push_back(!name.empty() && filter::Meets(meets->test, filter::Value(name)) ? 1 : 0);
  };
  add("");
  if (condition.operand.derived == Derived::kAgeBand) {
    for (uint32_t n = 1; !AgeBandName(n).empty(); ++n) add(AgeBandName(n));
    return;
  }
  for (uint32_t n = 1; n < table_.names_end(condition.operand.field); ++n) {
    add(table_.NameOf(condition.operand.field, n));
  }
}

void BoundCondition::Test(const Looked& looked, std::vector<uint8_t>& kept) const {
  kept.resize(looked.rows.size());
  Test(condition_, looked, kept.data());
}

void BoundCondition::Test(const Condition& condition, const Looked& looked, uint8_t* kept) const {
  const size_t count = looked.rows.size();
  switch (condition.kind) {
    case Condition::Kind::kTest:
      TestLeaf(condition, looked, kept);
      return;
    case Condition::Kind::kNot:
      Test(condition.operands.front(), looked, kept);
      for (size_t i = 0; i < count; ++i) kept[i] ^= 1;
      return;
    case Condition::Kind::kAll:
    case Condition::Kind::kAny:
      break;
  }
  // What a row has come to when no operand has decided it: it meets them all, or none.
  const uint8_t undecided = condition.kind == Condition::Kind::kAll ? 1 : 0;
  std::fill(kept, kept + count, undecided);
  for (const Condition& operand : condition.operands) {
    TestUndecided(operand, looked, undecided, kept);
  }
}

void BoundCondition::TestUndecided(const Condition& condition, const Looked& looked,
                                   uint8_t undecided, uint8_t* kept) const {
  const size_t count = looked.rows.size();
  const auto left = static_cast<size_t>(std::count(kept, kept + count, undecided));
  if (left == 0) return;
  if (left == count) return Test(condition, looked, kept);
  std::vector<size_t> places(left + 1);
  std::vector<RowId> rows(left);
  std::vector<DayNumber> days(left);
  for (size_t i = 0, next = 0; i < count; ++i) {
    places[next] = i;
    next += kept[i] == undecided ? 1 : 0;
  }
  for (size_t i = 0; i < left; ++i) {
    rows[i] = looked.rows[places[i]];
    days[i] = looked.days[places[i]];
  }
  std::vector<uint8_t> answers(left);
  Test(condition, {rows, days, looked.horizon}, answers.data());
  for (size_t i = 0; i < left; ++i) kept[places[i]] = answers[i];
}

void BoundCondition::TestLeaf(const Condition& leaf, const Looked& looked, uint8_t* kept) const {
  switch (leaf.operand.type) {
    case FieldType::kDay:
    case FieldType::kMoment:
    case FieldType::kDays:
      TestMoments(leaf, looked, kept);
      return;
    case FieldType::kCode:
    case FieldType::kName:
    case FieldType::kSet:
    case FieldType::kBool:
      TestCodes(leaf, looked, kept);
      return;
    case FieldType::kNumber:
      break;
  }
  const size_t count = looked.rows.size();
  std::vector<double> numbers(count);
  ReadNumbers(table_, leaf.operand, looked, numbers.data());
  const auto* order = std::get_if<filter::NumberOrder>(&leaf.test);
  for (size_t i = 0; i < count; ++i) {
    const bool is_set = numbers[i] == numbers[i];
    kept[i] = is_set && (order == nullptr || InOrder(order->comparator, numbers[i], order->number));
  }
}

void BoundCondition::TestMoments(const Condition& leaf, const Looked& looked, uint8_t* kept) const {
  const size_t count = looked.rows.size();
  std::vector<Moment> moments(count);
  ReadMoments(table_, leaf.operand.field, looked, moments.data());
  if (const auto* within = std::get_if<MomentWithin>(&leaf.test)) {
    for (size_t i = 0; i < count; ++i) {
      kept[i] = moments[i] >= within->first && moments[i] < within->end;
    }
    return;
  }
  const auto* order = std::get_if<MomentOrder>(&leaf.test);
  if (order == nullptr) {
    for (size_t i = 0; i < count; ++i) kept[i] = moments[i] != kNoMoment;
    return;
  }
  std::vector<Moment> others(count, as_of_);
  if (order->other) ReadMoments(table_, order->other->field, looked, others.data());
  const bool by_day = leaf.operand.type == FieldType::kDay ||
                      (order->other && order->other->type == FieldType::kDay);
  for (size_t i = 0; i < count; ++i) {
    const bool are_set = moments[i] != kNoMoment && others[i] != kNoMoment;
    kept[i] = are_set && (by_day ? InOrder(order->comparator, DayOf(moments[i]), DayOf(others[i]))
                                 : InOrder(order->comparator, moments[i], others[i]));
  }
}

void BoundCondition::TestCodes(const Condition& leaf, const Looked& looked, uint8_t* kept) const {
  const size_t count = looked.rows.size();
  std::vector<uint32_t> codes(count);
  ReadCodes(table_, leaf.operand, looked, codes.data());
  if (const auto* in = std::get_if<CodeIn>(&leaf.test)) {
    if (leaf.operand.type == FieldType::kSet) {
      for (size_t i = 0; i < count; ++i) kept[i] = (codes[i] & in->mask) != 0;
    } else {
      for (size_t i = 0; i < count; ++i)
        kept[i] = codes[i] < 64 && ((in->mask >> codes[i]) & 1) != 0;
    }
    return;
  }
  if (std::holds_alternative<NameMeets>(leaf.test)) {
    const std::vector<uint8_t>& names = names_.find(&leaf)->second;
    for (size_t i = 0; i < count; ++i) kept[i] = codes[i] < names.size() ? names[codes[i]] : 0;
    return;
  }
  for (size_t i = 0; i < count; ++i) kept[i] = codes[i] != 0;
}

}  // namespace framdrift::indicators
