#include "base/filter/filter.h"

#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/filter/expression.h"
#include "base/filter/fault.h"
#include "base/filter/literal.h"
#include "base/filter/parser.h"
#include "base/filter/predicate.h"
#include "base/status_macros.h"

namespace framdrift::filter {
namespace {

Predicate TestPredicate(Test test, size_t field, const Literal* entry = nullptr) {
  Predicate predicate;
  predicate.kind = Predicate::Kind::kTest;
  predicate.field = field;
  predicate.in_map = entry != nullptr;
  if (entry != nullptr) predicate.entry = entry->text();
  predicate.test = std::move(test);
  return predicate;
}

Predicate Joined(Predicate::Kind kind, std::vector<Predicate> operands) {
  Predicate predicate;
  predicate.kind = kind;
  predicate.operands = std::move(operands);
  return predicate;
}

Predicate Not(Predicate operand) {
  std::vector<Predicate> operands;
  operands.push_back(std::move(operand));
  return Joined(Predicate::Kind::kNot, std::move(operands));
}

// Both `first` and not `second`.
Predicate Except(Predicate first, Predicate second) {
  std::vector<Predicate> operands;
  operands.push_back(std::move(first));
  operands.push_back(Not(std::move(second)));
  return Joined(Predicate::Kind::kAll, std::move(operands));
}

class Compiler {
 public:
  Compiler(absl::string_view text, const Schema& schema, absl::TimeZone zone)
      : text_(text), schema_(schema), zone_(zone) {}

  absl::StatusOr<Predicate> Compile(const Expression& expression) const {
    return Structure(expression, [this](const Expression& condition) {
      return condition.comparator ? Comparison(condition) : LoneWord(condition);
    });
  }

 private:
  // A condition's left side: a field, and the entry of a map.
  struct Target {
    size_t field = 0;
    const Literal* entry = nullptr;
  };

  absl::Status Fault(size_t offset, absl::string_view message) const {
    return FaultAt("filter", text_, offset, message);
  }

  // all, any and not as they stand, with what `leaf` makes of each condition.
  template <typename Leaf>
  absl::StatusOr<Predicate> Structure(const Expression& expression, const Leaf& leaf) const {
    Predicate::Kind kind = Predicate::Kind::kAll;
    switch (expression.kind) {
      case Expression::Kind::kCondition:
        return leaf(expression);
      case Expression::Kind::kAll:
        break;
      case Expression::Kind::kAny:
        kind = Predicate::Kind::kAny;
        break;
      case Expression::Kind::kNot:
        kind = Predicate::Kind::kNot;
        break;
    }
    std::vector<Predicate> operands;
    for (const Expression& operand : expression.operands) {
      FD_ASSIGN_OR_RETURN(Predicate compiled, Structure(operand, leaf));
      operands.push_back(std::move(compiled));
    }
    return Joined(kind, std::move(operands));
  }

  absl::StatusOr<Target> Resolve(const Expression& condition) const {
    const Literal& name = condition.path.front();
    const std::optional<size_t> field = schema_.Find(name.text());
    if (!field) {
      return Fault(
          name.offset,
          absl::StrCat("there is no field ", name.text(), "; ", schema_.Suggest(name.text())));
    }
    const bool is_map = schema_.fields()[*field].type == FieldType::kMap;
    if (condition.path.size() == 1) return Target{*field, nullptr};
    if (!is_map || condition.path.size() > 2) {
      const Literal& extra = condition.path[is_map ? 2 : 1];
      return Fault(extra.offset,
                   is_map ? "put a name with a dot in quotation marks"
                          : absl::StrCat(name.text(), " has no fields of its own; remove this"));
    }
    return Target{*field, &condition.path[1]};
  }

  absl::StatusOr<Predicate> Comparison(const Expression& condition) const {
    FD_ASSIGN_OR_RETURN(const Target target, Resolve(condition));
    const Field& field = schema_.fields()[target.field];
    Comparator comparator = *condition.comparator;
    if (field.type == FieldType::kMap && target.entry == nullptr) {
      if (comparator == Comparator::kHas) return EntryIsSet(condition, target.field);
      return Fault(condition.offset, absl::StrCat("name what is compared: ", field.name, ".NAME"));
    }
    const bool negated = comparator == Comparator::kNotEqual;
    if (negated) comparator = Comparator::kEqual;
    const auto leaf = [&](const Expression& value) -> absl::StatusOr<Predicate> {
      std::variant<Test, Advice> test = TestOf(field, comparator, value.path.front(), zone_);
      if (const auto* advice = std::get_if<Advice>(&test)) {
        return Fault(value.path.front().offset, advice->message);
      }
      return TestPredicate(std::get<Test>(std::move(test)), target.field, target.entry);
    };
    FD_ASSIGN_OR_RETURN(Predicate compared, Structure(condition.operands.front(), leaf));
    if (!negated) return compared;
    return Except(TestPredicate(IsSet{}, target.field, target.entry), std::move(compared));
  }

  // `attr:NAME`, or several names in parentheses.
  absl::StatusOr<Predicate> EntryIsSet(const Expression& condition, size_t field) const {
    return Structure(condition.operands.front(),
                     [&](const Expression& value) -> absl::StatusOr<Predicate> {
                       const Literal& name = value.path.front();
                       if (!name.has_wildcard()) return TestPredicate(IsSet{}, field, &name);
                       return Fault(name.offset, "name one entry, without *");
                     });
  }

  absl::StatusOr<Predicate> LoneWord(const Expression& condition) const {
    const Literal& word = condition.path.front();
    const std::optional<size_t> field = schema_.Find(word.text());
    if (condition.path.size() > 1 || (field && !word.quoted)) {
      FD_ASSIGN_OR_RETURN(const Target target, Resolve(condition));
      const Field& named = schema_.fields()[target.field];
      if (named.type == FieldType::kBool) return TestPredicate(BoolIs{true}, target.field);
      return Fault(condition.offset,
                   absl::StrCat("compare this field with a value, or ask whether it is set: ",
                                named.name,
                                named.type == FieldType::kMap ? ".NAME:*" : ":*"));
    }
    std::vector<Predicate> anywhere;
    for (size_t i = 0; i < schema_.fields().size(); ++i) {
      if (!schema_.fields()[i].searched) continue;
      std::variant<Test, Advice> test = TestOf(schema_.fields()[i], Comparator::kHas, word, zone_);
      anywhere.push_back(TestPredicate(std::get<Test>(std::move(test)), i));
    }
    if (anywhere.empty()) {
      return Fault(word.offset,
                   absl::StrCat("a comparison must stand here; ", schema_.Suggest(word.text())));
    }
    return Joined(Predicate::Kind::kAny, std::move(anywhere));
  }

  const absl::string_view text_;
  const Schema& schema_;
  const absl::TimeZone zone_;
};

std::optional<Id16> IdRequiredBy(const Predicate& predicate, size_t field) {
  if (predicate.kind == Predicate::Kind::kTest) {
    const auto* test = std::get_if<IdIs>(&predicate.test);
    const bool about_it = test != nullptr && predicate.field == field && !predicate.in_map;
    return about_it ? std::make_optional(test->id) : std::nullopt;
  }
  if (predicate.kind != Predicate::Kind::kAll) return std::nullopt;
  for (const Predicate& operand : predicate.operands) {
    if (const std::optional<Id16> id = IdRequiredBy(operand, field)) return id;
  }
  return std::nullopt;
}

}  // namespace

Filter::Filter() : Filter(std::make_unique<const Predicate>()) {}
Filter::Filter(std::unique_ptr<const Predicate> predicate) : predicate_(std::move(predicate)) {}
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

absl::StatusOr<Filter> Filter::Compile(absl::string_view text, const Schema& schema,
                                       absl::TimeZone zone) {
  FD_ASSIGN_OR_RETURN(const Expression expression, Parse(text));
  FD_ASSIGN_OR_RETURN(Predicate predicate, Compiler(text, schema, zone).Compile(expression));
  return Filter(std::make_unique<const Predicate>(std::move(predicate)));
}

bool Filter::Matches(const Row& row) const { return Meets(*predicate_, row); }

std::optional<Id16> Filter::RequiredId(size_t field) const {
  return IdRequiredBy(*predicate_, field);
}

}  // namespace framdrift::filter
