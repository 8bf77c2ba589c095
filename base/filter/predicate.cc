#include "base/filter/predicate.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"

namespace framdrift::filter {
namespace {

template <typename T>
bool InOrder(Comparator comparator, const T& a, const T& b) {
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

bool IsLike(absl::string_view text, const std::vector<std::string>& pieces) {
  if (pieces.size() == 1) return text == pieces.front();
  if (!absl::StartsWith(text, pieces.front())) return false;
  text.remove_prefix(pieces.front().size());
  // The leftmost place of each piece leaves the most for the next.
  for (size_t i = 1; i + 1 < pieces.size(); ++i) {
    const size_t at = text.find(pieces[i]);
    if (at == absl::string_view::npos) return false;
    text.remove_prefix(at + pieces[i].size());
  }
  return absl::EndsWith(text, pieces.back());
}

// Asks a test of a value that is set. Overloads name the pairs that go together.
struct Asked {
  const Value& value;

  template <typename T>
  const T* As() const {
    return std::get_if<T>(&value);
  }
  bool operator()(const IsSet&) const { return true; }
  bool operator()(const Like& like) const {
    const auto* text = As<absl::string_view>();
    return text != nullptr && IsLike(*text, like.pieces);
  }
  bool operator()(const Holds& holds) const {
    const auto* text = As<absl::string_view>();
    return text != nullptr && absl::StrContains(*text, holds.text);
  }
  bool operator()(const TextOrder& order) const {
    const auto* text = As<absl::string_view>();
    return text != nullptr && InOrder(order.comparator, *text, absl::string_view(order.text));
  }
  bool operator()(const OneOf& one_of) const {
    const auto* number = As<int64_t>();
    return number != nullptr &&
           std::find(one_of.numbers.begin(), one_of.numbers.end(), *number) != one_of.numbers.end();
  }
  bool operator()(const IdIs& id_is) const {
    const auto* id = As<Id16>();
    return id != nullptr && *id == id_is.id;
  }
  bool operator()(const BoolIs& bool_is) const {
    const auto* flag = As<bool>();
    return flag != nullptr && *flag == bool_is.value;
  }
  bool operator()(const NumberOrder& order) const {
    const auto* number = As<double>();
    return number != nullptr && InOrder(order.comparator, *number, order.number);
  }
  bool operator()(const InstantWithin& within) const {
    const auto* instant = As<absl::Time>();
    return instant != nullptr && within.begin <= *instant && *instant < within.end;
  }
  bool operator()(const DayWithin& within) const {
    const auto* day = As<absl::CivilDay>();
    return day != nullptr && within.begin <= *day && *day < within.end;
  }
  bool operator()(const NumberOrText& either) const {
    const auto* text = As<absl::string_view>();
    if (text == nullptr) return false;
    double number = 0;
    if (absl::SimpleAtod(*text, &number)) {
      return InOrder(either.by_number.comparator, number, either.by_number.number);
    }
    return std::visit(*this, either.by_text);
  }
};

}  // namespace

bool Meets(const Test& test, const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return false;
  return std::visit(Asked{value}, test);
}

bool Meets(const Predicate& predicate, const Row& row) {
  const auto meets = [&](const Predicate& operand) { return Meets(operand, row); };
  switch (predicate.kind) {
    case Predicate::Kind::kAll:
      return std::all_of(predicate.operands.begin(), predicate.operands.end(), meets);
    case Predicate::Kind::kAny:
      return std::any_of(predicate.operands.begin(), predicate.operands.end(), meets);
    case Predicate::Kind::kNot:
      return !Meets(predicate.operands.front(), row);
    case Predicate::Kind::kTest:
      if (!predicate.in_map) return Meets(predicate.test, row.Get(predicate.field));
      const std::optional<absl::string_view> entry = row.Entry(predicate.field, predicate.entry);
      return entry.has_value() && Meets(predicate.test, Value(*entry));
  }
  return false;
}

}  // namespace framdrift::filter
