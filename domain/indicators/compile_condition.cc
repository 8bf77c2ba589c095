#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/filter/fault.h"
#include "base/filter/literal.h"
#include "base/filter/parser.h"
#include "base/filter/schema.h"
#include "base/status_macros.h"
#include "domain/codes/codes.h"
#include "domain/indicators/condition.h"
#include "domain/indicators/functions.h"

namespace framdrift::indicators {
namespace {

using filter::Comparator;
using filter::Expression;
using filter::Literal;

bool TestCodesOfOneField(const Condition& a, const Condition& b) {
  const auto tests_code = [](const Condition& one) {
    return one.kind == Condition::Kind::kTest && one.operand.derived == Derived::kNone &&
           std::holds_alternative<CodeIn>(one.test);
  };
  return tests_code(a) && tests_code(b) && a.operand.field == b.operand.field;
}

// Any of several codes of a field is asked in one pass over it.
std::vector<Condition> WithCodesMerged(std::vector<Condition> operands) {
  std::vector<Condition> merged;
  for (Condition& one : operands) {
    const auto same = std::find_if(merged.begin(), merged.end(), [&](const Condition& other) {
      return TestCodesOfOneField(one, other);
    });
    if (same == merged.end()) {
      merged.push_back(std::move(one));
    } else {
      std::get<CodeIn>(same->test).mask |= std::get<CodeIn>(one.test).mask;
    }
  }
  return merged;
}

Condition Joined(Condition::Kind kind, std::vector<Condition> operands) {
  if (kind == Condition::Kind::kAny) {
    operands = WithCodesMerged(std::move(operands));
    if (operands.size() == 1) return std::move(operands.front());
  }
  Condition joined;
  joined.kind = kind;
  joined.operands = std::move(operands);
  return joined;
}

Condition Leaf(const Operand& operand, Condition::Test test) {
  Condition leaf;
  leaf.kind = Condition::Kind::kTest;
  leaf.operand = operand;
  leaf.test = std::move(test);
  return leaf;
}

// `WORK_UNSUBSIDISED` and so on, as filters of lists name them.
std::vector<filter::Enumerator> EnumeratorsOf(const google::protobuf::EnumDescriptor& list) {
  std::vector<filter::Enumerator> values;
  for (int i = 0; i < list.value_count(); ++i) {
    std::string name = codes::ShortName(list, list.value(i)->number());
    if (name.empty()) continue;
    std::replace(name.begin(), name.end(), '-', '_');
    std::transform(name.begin(), name.end(), name.begin(), absl::ascii_toupper);
    values.push_back({std::move(name), list.value(i)->number()});
  }
  return values;
}

filter::FieldType FilterTypeOf(FieldType type) {
  switch (type) {
    case FieldType::kDay:
      return filter::FieldType::kDay;
    case FieldType::kMoment:
      return filter::FieldType::kInstant;
    case FieldType::kCode:
    case FieldType::kSet:
      return filter::FieldType::kEnum;
    case FieldType::kBool:
      return filter::FieldType::kBool;
    case FieldType::kNumber:
      return filter::FieldType::kNumber;
    case FieldType::kName:
    case FieldType::kDays:
      return filter::FieldType::kText;
  }
  return filter::FieldType::kText;
}

class ConditionCompiler {
 public:
  ConditionCompiler(absl::string_view text, const Fields& fields, const absl::TimeZone& zone)
      : text_(text), fields_(fields), zone_(zone) {}

  absl::StatusOr<Condition> Compile(const Expression& expression) const {
    return Structure(expression,
                     [this](const Expression& condition) { return Compared(condition); });
  }

 private:
  absl::Status Fault(size_t offset, absl::string_view message) const {
    return filter::FaultAt("filter", text_, offset, message);
  }

  // The joints of `expression`, with `leaf` of each condition in it.
  template <typename LeafOf>
  absl::StatusOr<Condition> Structure(const Expression& expression, const LeafOf& leaf) const {
    if (expression.kind == Expression::Kind::kCondition) return leaf(expression);
    std::vector<Condition> operands;
    for (const Expression& operand : expression.operands) {
      FD_ASSIGN_OR_RETURN(Condition compiled, Structure(operand, leaf));
      operands.push_back(std::move(compiled));
    }
    const Condition::Kind kind = expression.kind == Expression::Kind::kAll ? Condition::Kind::kAll
                                 : expression.kind == Expression::Kind::kAny
                                     ? Condition::Kind::kAny
                                     : Condition::Kind::kNot;
    return Joined(kind, std::move(operands));
  }

  absl::StatusOr<Condition> Compared(const Expression& condition) const {
    const std::string name =
        absl::StrJoin(condition.path, ".", [](std::string* out, const Literal& part) {
          absl::StrAppend(out, part.text());
        });
    const std::optional<Operand> operand = FindOperand(fields_, name);
    if (!operand) return Fault(condition.offset, Suggest(name));
    if (!condition.comparator) {
      if (operand->type == FieldType::kBool) return Leaf(*operand, CodeIn{uint64_t{1} << 2});
      return Fault(
          condition.offset,
          absl::StrCat("compare this field with a value, or ask whether it is set: ", name, ":*"));
    }
    const bool negated = *condition.comparator == Comparator::kNotEqual;
    const Comparator comparator = negated ? Comparator::kEqual : *condition.comparator;
    FD_ASSIGN_OR_RETURN(Condition compared,
                        Structure(condition.operands.front(),
                                  [&](const Expression& value) -> absl::StatusOr<Condition> {
                                    FD_ASSIGN_OR_RETURN(
                                        Condition::Test test,
                                        TestOf(*operand, name, comparator, value.path.front()));
                                    return Leaf(*operand, std::move(test));
                                  }));
    if (!negated) return compared;
    return Joined(
        Condition::Kind::kAll,
        {Leaf(*operand, filter::IsSet{}), Joined(Condition::Kind::kNot, {std::move(compared)})});
  }

  std::string Suggest(absl::string_view name) const {
    if (absl::StrContains(name, '(')) return absl::StrCat("write ", FunctionsWritten());
    std::vector<filter::Field> known;
    for (const Field& field : fields_.all()) known.push_back({field.name});
    for (const Field& field : DerivedFields(fields_.subject())) known.push_back({field.name});
    return filter::Schema(std::move(known)).Suggest(name);
  }

  absl::StatusOr<Condition::Test> TestOf(const Operand& operand, const std::string& name,
                                         Comparator comparator, const Literal& literal) const {
    if (operand.is_time() && !literal.quoted && comparator != Comparator::kHas) {
      const std::string text = literal.text();
      const std::optional<Operand> other = FindOperand(fields_, text);
      if (text == "now") return MomentOrder{comparator, std::nullopt};
      if (other && other->is_time()) return MomentOrder{comparator, other};
    }
    filter::Field field{name, FilterTypeOf(operand.type)};
    if (operand.list != nullptr) field.values = EnumeratorsOf(*operand.list);
    const auto test = filter::TestOf(field, comparator, literal, zone_);
    if (const auto* advice = std::get_if<filter::Advice>(&test)) {
      return Fault(literal.offset, advice->message);
    }
    const filter::Test& asked = std::get<filter::Test>(test);
    if (operand.type == FieldType::kDays && !std::holds_alternative<filter::IsSet>(asked)) {
      return Fault(literal.offset, absl::StrCat("ask only whether it is set: ", name, ":*"));
    }
    return OfColumns(asked);
  }

  Condition::Test OfColumns(const filter::Test& asked) const {
    if (std::holds_alternative<filter::IsSet>(asked)) return filter::IsSet{};
    if (const auto* number = std::get_if<filter::NumberOrder>(&asked)) return *number;
    if (const auto* flag = std::get_if<filter::BoolIs>(&asked)) {
      return CodeIn{uint64_t{1} << (flag->value ? 2 : 1)};
    }
    if (const auto* codes = std::get_if<filter::OneOf>(&asked)) {
      CodeIn in;
      for (const int64_t number : codes->numbers) in.mask |= uint64_t{1} << number;
      return in;
    }
    if (const auto* days = std::get_if<filter::DayWithin>(&asked)) {
      return MomentWithin{
          days->begin == absl::CivilDay::min() ? kNoMoment + 1 : MomentOf(DayNumberOf(days->begin)),
          days->end == absl::CivilDay::max() ? std::numeric_limits<Moment>::max()
                                             : MomentOf(DayNumberOf(days->end))};
    }
    if (const auto* instants = std::get_if<filter::InstantWithin>(&asked)) {
      return MomentWithin{
          instants->begin == absl::InfinitePast() ? kNoMoment + 1 : RoundedUp(instants->begin),
          instants->end == absl::InfiniteFuture() ? std::numeric_limits<Moment>::max()
                                                  : RoundedUp(instants->end)};
    }
    return NameMeets{asked};
  }

  // The first moment at or after `at`.
  Moment RoundedUp(absl::Time at) const {
    const Moment moment = MomentOf(at, zone_);
    return TimeOf(moment, zone_) < at ? moment + 1 : moment;
  }

  const absl::string_view text_;
  const Fields& fields_;
  const absl::TimeZone& zone_;
};

}  // namespace

absl::StatusOr<Condition> CompileCondition(absl::string_view text, const Fields& fields,
                                           const absl::TimeZone& zone) {
  FD_ASSIGN_OR_RETURN(const Expression expression,
                      filter::Parse(text, filter::Offered::kFunctions));
  return ConditionCompiler(text, fields, zone).Compile(expression);
}

void CollectStates(const Condition& condition, std::vector<Operand>& states) {
  for (const Condition& operand : condition.operands) CollectStates(operand, states);
  const bool asks =
      condition.kind == Condition::Kind::kTest && (condition.operand.derived == Derived::kStateAt ||
                                                   condition.operand.derived == Derived::kStatesIn);
  if (asks) states.push_back(condition.operand);
}

}  // namespace framdrift::indicators
