// Any text compiles to a filter or fails with FILTER_INVALID inside it; what compiles obeys logic.
#include <cstdint>
#include <optional>
#include <random>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/filter/filter.h"
#include "base/filter/order.h"
#include "base/refusal.h"
#include "gtest/gtest.h"

namespace framdrift::filter {
namespace {

constexpr uint64_t kSeed = 20240301;

const Schema& RandomSchema() {
  static const Schema* const schema = new Schema({
      {"title", FieldType::kText, true, {}},
      {"phase", FieldType::kEnum, false, {{"INTAKE", 1}, {"ACTIVE", 2}}},
      {"opened", FieldType::kInstant, false, {}},
      {"paused", FieldType::kBool, false, {}},
      {"hours", FieldType::kNumber, false, {}},
      {"attr", FieldType::kMap, false, {}},
  });
  return *schema;
}

struct RandomRow final : Row {
  explicit RandomRow(std::mt19937_64& random) {
    if (random() % 3 != 0) values[0] = absl::string_view("ab");
    if (random() % 3 != 0) values[1] = static_cast<int64_t>(1 + random() % 2);
    if (random() % 3 != 0) values[2] = absl::FromUnixSeconds(1704067200 + random() % 90000000);
    if (random() % 3 != 0) values[3] = random() % 2 == 0;
    if (random() % 3 != 0) values[4] = static_cast<double>(random() % 20);
    if (random() % 3 != 0) attribute = absl::StrCat(random() % 20);
  }
  Value Get(size_t field) const override { return values[field]; }
  std::optional<absl::string_view> Entry(size_t, absl::string_view) const override {
    if (!attribute) return std::nullopt;
    return absl::string_view(*attribute);
  }
  Value values[6];
  std::optional<std::string> attribute;
};

std::string RandomText(std::mt19937_64& random) {
  static constexpr const char* kPieces[] = {
      "title", "phase",  "opened", "paused", "hours", "attr", ".name", "=",     "!=",   "<",
      "<=",    ">",      ">=",     ":",      "(",     ")",    " ",     " AND ", " OR ", "NOT ",
      "-",     "ACTIVE", "2024",   "2024-0", "5",     "true", "*",     "\"",    "'",    "\\",
      "ab",    ",",      "\xC3",   "\xA5",   "\x00",  "\n",   "and",   "-1e9"};
  std::string text;
  for (size_t left = random() % 24; left > 0; --left) {
    text += kPieces[random() % (sizeof(kPieces) / sizeof(kPieces[0]))];
    if (random() % 16 == 0) text += static_cast<char>(random() % 256);
  }
  return text;
}

// A condition that compiles.
std::string RandomCondition(std::mt19937_64& random) {
  static constexpr const char* kConditions[] = {"title = a*",
                                                "title:b",
                                                "phase = ACTIVE",
                                                "phase != INTAKE",
                                                "opened > 2025",
                                                "opened <= 2024",
                                                "opened = 2025-03",
                                                "paused",
                                                "hours >= 10",
                                                "hours != 3",
                                                "attr.x > 5",
                                                "attr:x",
                                                "title:*",
                                                "phase = (INTAKE OR ACTIVE)"};
  return kConditions[random() % (sizeof(kConditions) / sizeof(kConditions[0]))];
}

TEST(FilterPropertyTest, AnyTextCompilesOrFailsAtOneOfItsCharacters) {
  std::mt19937_64 random(kSeed);
  int compiled = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string text = RandomText(random);
    const absl::StatusOr<Filter> filter =
        Filter::Compile(text, RandomSchema(), absl::UTCTimeZone());
    if (filter.ok()) {
      ++compiled;
      (void)filter->Matches(RandomRow(random));
      continue;
    }
    const std::vector<Refusal> refusals = RefusalsOf(filter.status());
    ASSERT_EQ(refusals.size(), 1u) << text;
    ASSERT_EQ(refusals[0].reason, "FILTER_INVALID") << text;
    size_t character = 0;
    ASSERT_TRUE(absl::SimpleAtoi(refusals[0].metadata.at("character"), &character));
    ASSERT_GE(character, 1u) << text;
    ASSERT_LE(character, text.size() + 1) << text;
  }
  // Texts that compile are rare enough to be chance and frequent enough to be tested.
  EXPECT_GT(compiled, 1000);
}

TEST(FilterPropertyTest, AndOrAndNotAreThoseOfLogic) {
  std::mt19937_64 random(kSeed);
  const auto matches = [](const std::string& text, const Row& row) {
    const absl::StatusOr<Filter> filter =
        Filter::Compile(text, RandomSchema(), absl::UTCTimeZone());
    EXPECT_TRUE(filter.ok()) << text << ": " << filter.status();
    return filter.ok() && filter->Matches(row);
  };
  for (int i = 0; i < 5000; ++i) {
    const RandomRow row(random);
    const std::string a = RandomCondition(random);
    const std::string b = RandomCondition(random);
    const std::string c = RandomCondition(random);
    const bool is_a = matches(a, row);
    const bool is_b = matches(b, row);
    const bool is_c = matches(c, row);
    EXPECT_EQ(matches(absl::StrCat(a, " AND ", b, " OR ", c), row), is_a && (is_b || is_c));
    EXPECT_EQ(matches(absl::StrCat(a, " ", b, " OR ", c), row), is_a && (is_b || is_c));
    EXPECT_EQ(matches(absl::StrCat("(", a, " AND ", b, ") OR ", c), row), (is_a && is_b) || is_c);
    EXPECT_EQ(matches(absl::StrCat("NOT (", a, ") ", b), row), !is_a && is_b);
    EXPECT_EQ(matches(absl::StrCat("-", a, " OR NOT ", b), row), !is_a || !is_b);
  }
}

TEST(FilterPropertyTest, ValuesAreInATotalOrderThatEndsWithTheUnset) {
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < 20000; ++i) {
    const RandomRow a(random), b(random), c(random);
    const size_t field = random() % 5;
    const bool descending = random() % 2 == 0;
    const auto compare = [&](const Row& x, const Row& y) {
      return Compare(x.Get(field), y.Get(field), descending);
    };
    EXPECT_EQ(compare(a, b) < 0, compare(b, a) > 0);
    EXPECT_EQ(compare(a, a), 0);
    if (compare(a, b) <= 0 && compare(b, c) <= 0) {
      EXPECT_LE(compare(a, c), 0);
    }
    if (std::holds_alternative<std::monostate>(a.Get(field))) {
      EXPECT_GE(compare(a, b), 0);
    }
  }
}

}  // namespace
}  // namespace framdrift::filter
