#include "base/filter/literal.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace framdrift::filter {
namespace {

using TestOrAdvice = std::variant<Test, Advice>;

constexpr int kFirstYear = 1800;
constexpr int kLastYear = 9999;

bool IsEquality(Comparator comparator) {
  return comparator == Comparator::kEqual || comparator == Comparator::kHas;
}

Advice OnlyEquality(const Field& field, Comparator comparator) {
  return {absl::StrCat(field.name, " has no order; ", SignOf(comparator), " must be = or !=")};
}

TestOrAdvice TextTest(Comparator comparator, const Literal& literal) {
  if (comparator == Comparator::kEqual) return Like{literal.pieces};
  if (comparator == Comparator::kHas) {
    if (!literal.has_wildcard()) return Holds{literal.text()};
    std::vector<std::string> pieces = literal.pieces;
    if (!pieces.front().empty()) pieces.insert(pieces.begin(), "");
    if (!pieces.back().empty()) pieces.emplace_back();
    return Like{std::move(pieces)};
  }
  if (literal.has_wildcard()) {
    return Advice{
        absl::StrCat("* stands for letters only after =, != and :; write \\* for a star")};
  }
  return TextOrder{comparator, literal.text()};
}

TestOrAdvice EnumTest(const Field& field, Comparator comparator, const Literal& literal) {
  if (!IsEquality(comparator)) return OnlyEquality(field, comparator);
  Literal capitals = literal;
  for (std::string& piece : capitals.pieces) absl::AsciiStrToUpper(&piece);
  const Test like = Like{capitals.pieces};
  OneOf one_of;
  for (const Enumerator& value : field.values) {
    const std::string name = absl::AsciiStrToUpper(value.name);
    if (Meets(like, Value(absl::string_view(name)))) one_of.numbers.push_back(value.number);
  }
  if (!one_of.numbers.empty()) return Test(std::move(one_of));
  return Advice{absl::StrCat(field.name,
                             " is one of ",
                             absl::StrJoin(field.values, ", ", [](std::string* out, const auto& v) {
                               absl::StrAppend(out, v.name);
                             }))};
}

TestOrAdvice IdTest(const Field& field, Comparator comparator, const Literal& literal) {
  if (!IsEquality(comparator)) return OnlyEquality(field, comparator);
  const absl::StatusOr<Id16> id = ParseUuid(literal.text());
  if (!id.ok()) {
    return Advice{
        absl::StrCat(field.name, " is an id, such as 0190b2c8-5b0e-7c3a-9f00-0123456789ab")};
  }
  return Test(IdIs{*id});
}

TestOrAdvice BoolTest(const Field& field, Comparator comparator, const Literal& literal) {
  if (!IsEquality(comparator)) return OnlyEquality(field, comparator);
  const std::string text = literal.text();
  if (absl::EqualsIgnoreCase(text, "true")) return Test(BoolIs{true});
  if (absl::EqualsIgnoreCase(text, "false")) return Test(BoolIs{false});
  return Advice{absl::StrCat(field.name, " is true or false")};
}

std::optional<double> NumberOf(absl::string_view text) {
  double number = 0;
  // SimpleAtod would take the words inf and nan.
  const auto is_written = [](char c) {
    return absl::ascii_isdigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  };
  if (!std::all_of(text.begin(), text.end(), is_written)) return std::nullopt;
  if (!absl::SimpleAtod(text, &number)) return std::nullopt;
  return number;
}

TestOrAdvice NumberTest(const Field& field, Comparator comparator, const Literal& literal) {
  const std::optional<double> number = NumberOf(literal.text());
  if (!number) return Advice{absl::StrCat(field.name, " is a number, such as 12 or -0.5")};
  return Test(NumberOrder{comparator, *number});
}

TestOrAdvice MapTest(Comparator comparator, const Literal& literal) {
  TestOrAdvice by_text = TextTest(comparator, literal);
  const std::optional<double> number = NumberOf(literal.text());
  if (!number || literal.quoted || comparator == Comparator::kHas) return by_text;
  NumberOrText either{{comparator, *number}, {}};
  const Test& test = std::get<Test>(by_text);
  if (const auto* like = std::get_if<Like>(&test)) either.by_text = *like;
  if (const auto* order = std::get_if<TextOrder>(&test)) either.by_text = *order;
  return Test(std::move(either));
}

// First ≤ day < end.
struct Days {
  absl::CivilDay first;
  absl::CivilDay end;
};

// A year, month or day as in 2024, 2024-02 or 2024-02-29.
std::optional<Days> DaysOf(absl::string_view text) {
  const auto number = [&](size_t at, size_t size) -> std::optional<int> {
    int value = 0;
    for (const char c : text.substr(at, size)) {
      if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return std::nullopt;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  const std::optional<int> year = number(0, 4);
  if (!year || *year < kFirstYear || *year > kLastYear) return std::nullopt;
  if (text.size() == 4) {
    return Days{absl::CivilDay(*year), absl::CivilDay(absl::CivilYear(*year) + 1)};
  }
  const std::optional<int> month = number(5, 2);
  if (text[4] != '-' || !month || *month < 1 || *month > 12) return std::nullopt;
  const absl::CivilMonth civil_month(*year, *month);
  if (text.size() == 7) return Days{absl::CivilDay(civil_month), absl::CivilDay(civil_month + 1)};
  const std::optional<int> day = number(8, 2);
  if (text[7] != '-' || !day || *day < 1) return std::nullopt;
  const absl::CivilDay civil_day(*year, *month, *day);
  if (absl::CivilMonth(civil_day) != civil_month) return std::nullopt;
  return Days{civil_day, civil_day + 1};
}

// RFC 3339, or the same without its zone for a time in `zone`.
std::optional<absl::Time> InstantOf(absl::string_view text, absl::TimeZone zone) {
  if (text.empty() || !absl::ascii_isdigit(static_cast<unsigned char>(text.front()))) {
    return std::nullopt;
  }
  for (const char* format : {"%Y-%m-%d%ET%H:%M:%E*S%Ez",
                             "%Y-%m-%d%ET%H:%M%Ez",
                             "%Y-%m-%d%ET%H:%M:%E*S",
                             "%Y-%m-%d%ET%H:%M"}) {
    absl::Time instant;
    std::string error;
    if (!absl::ParseTime(format, text, zone, &instant, &error)) continue;
    const int64_t year = absl::ToCivilYear(instant, zone).year();
    if (year >= kFirstYear && year <= kLastYear) return instant;
  }
  return std::nullopt;
}

// The half-open span of what stands in order to the span [begin, end).
template <typename Within, typename T>
Within SpanOf(Comparator comparator, T begin, T end, T least, T greatest) {
  switch (comparator) {
    case Comparator::kLess:
      return {least, begin};
    case Comparator::kLessOrEqual:
      return {least, end};
    case Comparator::kGreater:
      return {end, greatest};
    case Comparator::kGreaterOrEqual:
      return {begin, greatest};
    case Comparator::kEqual:
    case Comparator::kNotEqual:
    case Comparator::kHas:
      return {begin, end};
  }
  return {begin, end};
}

TestOrAdvice DayTest(const Field& field, Comparator comparator, const Literal& literal) {
  const std::optional<Days> days = DaysOf(literal.text());
  if (!days) {
    return Advice{
        absl::StrCat(field.name, " is a date: write a year, month or day, such as 2024-02-29")};
  }
  return Test(SpanOf<DayWithin>(
      comparator, days->first, days->end, absl::CivilDay::min(), absl::CivilDay::max()));
}

TestOrAdvice InstantTest(const Field& field, Comparator comparator, const Literal& literal,
                         absl::TimeZone zone) {
  absl::Time begin;
  absl::Time end;
  if (const std::optional<Days> days = DaysOf(literal.text())) {
    begin = absl::FromCivil(days->first, zone);
    end = absl::FromCivil(days->end, zone);
  } else if (const std::optional<absl::Time> instant = InstantOf(literal.text(), zone)) {
    begin = *instant;
    end = *instant + absl::Nanoseconds(1);
  } else {
    return Advice{absl::StrCat(field.name,
                               " is a time: write a year, month or day, such as 2024-02-29, or "
                               "2024-02-29T08:30:00+01:00")};
  }
  return Test(
      SpanOf<InstantWithin>(comparator, begin, end, absl::InfinitePast(), absl::InfiniteFuture()));
}

}  // namespace

std::variant<Test, Advice> TestOf(const Field& field, Comparator comparator, const Literal& literal,
                                  absl::TimeZone zone) {
  if (literal.is_any() && IsEquality(comparator)) return Test(IsSet{});
  switch (field.type) {
    case FieldType::kText:
      return TextTest(comparator, literal);
    case FieldType::kEnum:
      return EnumTest(field, comparator, literal);
    case FieldType::kId:
      return IdTest(field, comparator, literal);
    case FieldType::kInstant:
      return InstantTest(field, comparator, literal, zone);
    case FieldType::kDay:
      return DayTest(field, comparator, literal);
    case FieldType::kBool:
      return BoolTest(field, comparator, literal);
    case FieldType::kNumber:
      return NumberTest(field, comparator, literal);
    case FieldType::kMap:
      return MapTest(comparator, literal);
  }
  return Advice{"this field cannot be compared"};
}

}  // namespace framdrift::filter
