// Filters over rows of a small schema: what each comparison means, and where a faulty one is wrong.
#include "base/filter/filter.h"

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace framdrift::filter {
namespace {

using ::testing::HasSubstr;

enum Place : size_t { kTitle, kNote, kPhase, kCaseworker, kOpened, kBirth, kPaused, kHours, kAttr };

const Schema& TestSchema() {
  static const Schema* const schema = new Schema({
      {"title", FieldType::kText, true, {}},
      {"note", FieldType::kText, true, {}},
      {"phase", FieldType::kEnum, false, {{"INTAKE", 1}, {"ACTIVE", 2}, {"EXITED", 3}}},
      {"caseworker", FieldType::kId, false, {}},
      {"opened", FieldType::kInstant, false, {}},
      {"birth", FieldType::kDay, false, {}},
      {"paused", FieldType::kBool, false, {}},
      {"hours", FieldType::kNumber, false, {}},
      {"attr", FieldType::kMap, false, {}},
  });
  return *schema;
}

absl::TimeZone Stockholm() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &zone));
  return zone;
}

struct TestRow final : Row {
  std::map<size_t, Value> values;
  std::map<std::string, std::string, std::less<>> attributes;

  Value Get(size_t field) const override {
    const auto it = values.find(field);
    return it == values.end() ? Value() : it->second;
  }
  std::optional<absl::string_view> Entry(size_t field, absl::string_view name) const override {
    EXPECT_EQ(field, kAttr);
    const auto it = attributes.find(std::string(name));
    if (it == attributes.end()) return std::nullopt;
    return absl::string_view(it->second);
  }
};

// An active case opened just after midnight in Stockholm on 1 March 2024, still February in UTC.
TestRow ActiveCase() {
  TestRow row;
  row.values = {
      {kTitle, absl::string_view("Arbete på gård")},
      {kPhase, int64_t{2}},
      {kCaseworker, ParseUuid("0190b2c8-5b0e-7c3a-9f00-0123456789ab").value()},
      {kOpened, absl::FromCivil(absl::CivilSecond(2024, 3, 1, 0, 30, 0), Stockholm())},
      {kBirth, absl::CivilDay(1999, 12, 31)},
      {kPaused, false},
      {kHours, 12.5},
  };
  row.attributes = {{"channel", "Internet"}, {"amount", "1500"}, {"case:group", "EMPTY"}};
  return row;
}

bool Matches(absl::string_view text) {
  const absl::StatusOr<Filter> filter = Filter::Compile(text, TestSchema(), Stockholm());
  EXPECT_TRUE(filter.ok()) << text << ": " << filter.status();
  return filter.ok() && filter->Matches(ActiveCase());
}

struct Question {
  const char* filter;
  bool matches;
};

class MeaningTest : public ::testing::TestWithParam<Question> {};

TEST_P(MeaningTest, IsAsDocumented) {
  EXPECT_EQ(Matches(GetParam().filter), GetParam().matches) << GetParam().filter;
}

INSTANTIATE_TEST_SUITE_P(
    Filters, MeaningTest,
    ::testing::Values(
        // Structure: OR binds closer than AND, and conditions side by side are joined by AND.
        Question{"", true}, Question{"  \n", true}, Question{"phase=ACTIVE", true},
        Question{"phase = INTAKE OR phase = ACTIVE AND hours > 100", false},
        Question{"phase = ACTIVE AND hours > 100 OR hours < 20", true},
        Question{"phase = ACTIVE hours < 20", true}, Question{"phase = ACTIVE hours > 20", false},
        Question{"(phase = ACTIVE hours > 20) OR hours = 12.5", true},
        Question{"NOT phase = INTAKE", true}, Question{"-phase = ACTIVE", false},
        Question{"-(phase = INTAKE OR phase = EXITED)", true},
        Question{"NOT(phase = ACTIVE)", false}, Question{"((((hours=12.5))))", true},
        // Several values after one comparison.
        Question{"phase = (INTAKE OR ACTIVE)", true}, Question{"phase=(INTAKE OR EXITED)", false},
        Question{"phase != (INTAKE OR EXITED)", true}, Question{"phase = (NOT INTAKE)", true},
        Question{"title:(Arbete gård)", true}, Question{"title:(Arbete skog)", false},
        // Text.
        Question{"title = \"Arbete på gård\"", true}, Question{"title = 'Arbete på gård'", true},
        Question{"title = Arbete", false}, Question{"title = Arbete*", true},
        Question{"title = \"*på*\"", true}, Question{"title = \"A*e*p*d\"", true},
        Question{"title = \"Arbete på gård*gård\"", false}, Question{"title = \"\\*\"", false},
        Question{"title != Arbete", true}, Question{"title:på", true}, Question{"title:P*g", false},
        Question{"title:p*g", true}, Question{"title < B", true}, Question{"title >= B", false},
        // What is not set meets nothing, and NOT of it is true.
        Question{"note = x", false}, Question{"note != x", false}, Question{"NOT note = x", true},
        Question{"note:*", false}, Question{"title:*", true}, Question{"title = *", true},
        // Words alone.
        Question{"Arbete", true}, Question{"\"på gård\"", true}, Question{"skog", false},
        Question{"-skog gård", true}, Question{"paused", false}, Question{"NOT paused", true},
        Question{"\"phase\"", false},
        // Codes, ids, flags, numbers.
        Question{"phase = active", true}, Question{"phase = \"*E*\"", true},
        Question{"phase != ACTIVE", false}, Question{"phase:ACTIVE", true},
        Question{"caseworker = 0190B2C8-5B0E-7C3A-9F00-0123456789AB", true},
        Question{"caseworker != 0190b2c8-5b0e-7c3a-9f00-0123456789ac", true},
        Question{"paused = false", true}, Question{"paused:true", false},
        Question{"hours = 1.25e1", true}, Question{"hours > -5", true},
        Question{"hours<=12", false},
        // Times: a date is a span in the tenant's zone.
        Question{"opened = 2024", true}, Question{"opened = 2024-03", true},
        Question{"opened = 2024-03-01", true}, Question{"opened = 2024-02", false},
        Question{"opened > 2024-02", true}, Question{"opened > 2024-03", false},
        Question{"opened >= 2024-03-01", true}, Question{"opened < 2024-03-01", false},
        Question{"opened <= 2024-03-01", true}, Question{"opened != 2024", false},
        Question{"opened = 2024-02-29T23:30:00Z", true},
        Question{"opened = \"2024-03-01T00:30:00+01:00\"", true},
        Question{"opened = 2024-03-01T00:30", true},
        Question{"opened > 2024-02-29T23:30:00.000001Z", false}, Question{"birth = 1999", true},
        Question{"birth < 2000-01", true},
        // Attributes.
        Question{"attr.channel = Internet", true}, Question{"attr.channel != Desk", true},
        Question{"attr.amount > 900", true}, Question{"attr.amount > \"900\"", false},
        Question{"attr.amount = 1500.0", true}, Question{"attr.\"case:group\" = EMPTY", true},
        Question{"attr:channel", true}, Question{"attr:(channel nothing)", false},
        Question{"attr.nothing:*", false}, Question{"attr.nothing != x", false},
        Question{"attr.channel > 5", true}, Question{"attr.channel:tern", true}));

struct Mistake {
  const char* filter;
  const char* character;
  const char* advice;
};

class MistakeTest : public ::testing::TestWithParam<Mistake> {};

TEST_P(MistakeTest, IsShownAtItsCharacterWithWhatWouldBeRight) {
  const absl::Status status =
      Filter::Compile(GetParam().filter, TestSchema(), Stockholm()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << GetParam().filter;
  const std::vector<Refusal> refusals = RefusalsOf(status);
  ASSERT_EQ(refusals.size(), 1u) << status;
  EXPECT_EQ(refusals[0].reason, "FILTER_INVALID");
  EXPECT_EQ(refusals[0].metadata.at("character"), GetParam().character) << refusals[0].message;
  EXPECT_THAT(refusals[0].message, HasSubstr(GetParam().advice));
}

INSTANTIATE_TEST_SUITE_P(
    Filters, MistakeTest,
    ::testing::Values(
        Mistake{"phse = ACTIVE", "1", "did you mean phase?"},
        Mistake{"title = å AND colour = red", "15", "there are title, note"},
        Mistake{"phase = ACTIV", "9", "INTAKE, ACTIVE, EXITED"},
        Mistake{"phase = ACTIVE AND", "19", "a condition must follow AND"},
        Mistake{"phase = ACTIVE OR", "18", "the filter ends where a condition should stand"},
        Mistake{"AND phase = ACTIVE", "1", "a condition must stand before AND"},
        Mistake{"phase =", "8", "a value must follow ="},
        Mistake{"phase = AND paused", "9", "a value must follow ="},
        Mistake{"= ACTIVE", "1", "the name of a field must stand before"},
        Mistake{"phase == ACTIVE", "8", "= != < <= > >= and :"},
        Mistake{"phase ! ACTIVE", "7", "= must follow !"},
        Mistake{"hours > 5 and paused", "11", "write AND in capital letters"},
        Mistake{"not paused", "1", "write NOT in capital letters"},
        Mistake{"NOT NOT paused", "5", "only one NOT"},
        Mistake{"(phase = ACTIVE", "1", "never closed"},
        Mistake{"phase = ACTIVE)", "15", "remove this one"},
        Mistake{"()", "2", "a condition must stand before this parenthesis"},
        Mistake{"title = \"abc", "9", "never closed"},
        Mistake{"title = 'a'b", "12", "a space must stand here"},
        Mistake{"title = \"a\\n\"", "11", "write \\\\ for a backslash"},
        Mistake{"title = a=b", "10", "in quotation marks"},
        Mistake{"duration(opened) > 5", "9", "functions are not offered"},
        Mistake{"opened > yesterday", "10", "2024-02-29T08:30:00+01:00"},
        Mistake{"opened > 2023-02-29", "10", "is a time"},
        Mistake{"opened = infinite-future", "10", "is a time"},
        Mistake{"birth = 2024-02-29T08:30:00Z", "9", "is a date"},
        Mistake{"paused = maybe", "10", "true or false"},
        Mistake{"hours > many", "9", "is a number"}, Mistake{"hours > inf", "9", "is a number"},
        Mistake{"caseworker = anna", "14", "is an id"},
        Mistake{"phase > INTAKE", "9", "has no order"},
        Mistake{"title < a*", "9", "* stands for letters only after"},
        Mistake{"phase", "1", "phase:*"}, Mistake{"attr = x", "1", "attr.NAME"},
        Mistake{"attr.channel", "1", "attr.NAME:*"}, Mistake{"phase.x = 1", "7", "remove this"},
        Mistake{"attr. = 1", "6", "a name must stand here"},
        Mistake{"attr.a.b = 1", "8", "in quotation marks"}, Mistake{"a, b", "2", "a space must"}));

TEST(FilterTest, RefusesParenthesesDeeperThanTheLimitAndTextsLongerThanTheirs) {
  const auto nested = [](int depth) {
    return absl::StrCat(std::string(depth, '('), "paused", std::string(depth, ')'));
  };
  EXPECT_TRUE(Filter::Compile(nested(32), TestSchema(), Stockholm()).ok());
  EXPECT_FALSE(Filter::Compile(nested(33), TestSchema(), Stockholm()).ok());
  const std::string longest = absl::StrCat("title = ", std::string(8184, 'a'));
  EXPECT_TRUE(Filter::Compile(longest, TestSchema(), Stockholm()).ok());
  EXPECT_FALSE(Filter::Compile(longest + "a", TestSchema(), Stockholm()).ok());
}

}  // namespace
}  // namespace framdrift::filter
