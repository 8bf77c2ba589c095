#include "domain/person/personal_number.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <sstream>
#include <string>

#include "base/refusal.h"
#include "tests/testing/shared_data.h"

namespace framdrift::person {
namespace {

using ::framdrift::testing::kNoSharedData;
using ::framdrift::testing::ReadSharedData;
using ::framdrift::testing::ReadSharedJson;

constexpr absl::CivilDay kOn(2026, 3, 2);
constexpr const char* kForms[] = {
    "long_format", "short_format", "separated_format", "separated_long"};

std::string ReasonFor(const std::string& written, absl::CivilDay on = kOn) {
  const auto number = PersonalNumber::Parse(written, on);
  if (number.ok()) return "";
  EXPECT_EQ(number.status().code(), absl::StatusCode::kInvalidArgument);
  if (written.size() >= 10) {
    EXPECT_EQ(number.status().message().find(written), absl::string_view::npos);
  }
  const auto refusals = RefusalsOf(number.status());
  return refusals.size() == 1 ? refusals[0].reason : "not one reason";
}

std::string Normalised(const std::string& written, absl::CivilDay on = kOn) {
  const auto number = PersonalNumber::Parse(written, on);
  return number.ok() ? number->normalised() : number.status().ToString();
}

TEST(PersonalNumberTest, ReadsEveryWrittenFormAsTheSameTwelveDigits) {
  for (const char* written : {"194608239986", "4608239986", "460823-9986", "19460823-9986"}) {
    EXPECT_EQ(Normalised(written), "194608239986") << written;
  }
}

TEST(PersonalNumberTest, TakesTheLatestPossibleBirthWithoutACentury) {
  EXPECT_EQ(Normalised("090121-9931"), "200901219931");
  EXPECT_EQ(Normalised("090121-9931", absl::CivilDay(2009, 1, 21)), "200901219931");
  EXPECT_EQ(Normalised("090121-9931", absl::CivilDay(2009, 1, 20)), "190901219931");
}

TEST(PersonalNumberTest, PlusMeansAHundredYearsOrMore) {
  EXPECT_EQ(Normalised("090121+9931"), "190901219931");
  EXPECT_EQ(Normalised("090121+9931", absl::CivilDay(2009, 1, 1)), "190901219931");
  EXPECT_EQ(Normalised("090121+9931", absl::CivilDay(2008, 12, 31)), "180901219931");
}

TEST(PersonalNumberTest, RefusesAPlusThatContradictsTheCentury) {
  EXPECT_EQ(ReasonFor("20090121+9931"), "PERSONAL_NUMBER_DATE");
  EXPECT_EQ(Normalised("19090121-9931"), "190901219931");
}

TEST(PersonalNumberTest, ReadsCoordinationNumbersWithoutTheirSixtyDays) {
  const auto number = PersonalNumber::Parse("730288-9931", kOn);
  ASSERT_TRUE(number.ok()) << number.status();
  EXPECT_EQ(number->kind(), v1::IDENTIFIER_KIND_COORDINATION_NUMBER);
  EXPECT_EQ(number->normalised(), "197302889931");
  EXPECT_EQ(number->birth_date(), absl::CivilDay(1973, 2, 28));
}

TEST(PersonalNumberTest, RefusesDaysThatDoNotExistOrHaveNotCome) {
  EXPECT_EQ(ReasonFor("19010229-1234"), "PERSONAL_NUMBER_DATE");
  EXPECT_EQ(ReasonFor("19731388-9931"), "PERSONAL_NUMBER_DATE");
  EXPECT_EQ(ReasonFor("19730200-9931"), "PERSONAL_NUMBER_DATE");
  EXPECT_EQ(ReasonFor("19730260-9931"), "PERSONAL_NUMBER_DATE");
  EXPECT_EQ(ReasonFor("19730292-9931"), "PERSONAL_NUMBER_DATE");
  EXPECT_EQ(ReasonFor("20260303-1234"), "PERSONAL_NUMBER_DATE");
  EXPECT_EQ(ReasonFor("000101011234"), "PERSONAL_NUMBER_DATE");
}

TEST(PersonalNumberTest, RefusesAWrongCheckDigit) {
  EXPECT_EQ(ReasonFor("194608239985"), "PERSONAL_NUMBER_CHECK_DIGIT");
}

TEST(PersonalNumberTest, RefusesWhatIsNoneOfTheForms) {
  for (const char* written : {"",
                              " ",
                              "194608239986 ",
                              "46082399",
                              "19460823",
                              "1946-08-23-9986",
                              "460823/9986",
                              "460823 9986",
                              "46082399-86",
                              "4608239 986",
                              "19460823--9986",
                              "46O823-9986",
                              "201509160006",
                              "000101-E221",
                              "460823-99866",
                              "+460823-9986",
                              "٤٦٠٨٢٣-٩٩٨٦"}) {
    EXPECT_EQ(ReasonFor(written), "PERSONAL_NUMBER_MALFORMED") << written;
  }
}

TEST(PersonalNumberTest, SaysThatAnOrganisationIsNoPerson) {
  EXPECT_EQ(ReasonFor("857209-0606"), "PERSONAL_NUMBER_ORGANISATION");
  EXPECT_EQ(ReasonFor("168572090606"), "PERSONAL_NUMBER_ORGANISATION");
}

TEST(PersonalNumberTest, ReadsInterimNumbersOnlyOnRequest) {
  EXPECT_EQ(ReasonFor("000101-T220"), "PERSONAL_NUMBER_INTERIM");
  const auto number = PersonalNumber::Parse("000101-T220", kOn, InterimNumbers::kAllowed);
  ASSERT_TRUE(number.ok()) << number.status();
  EXPECT_EQ(number->kind(), v1::IDENTIFIER_KIND_INTERIM_NUMBER);
  EXPECT_EQ(number->normalised(), "20000101T220");
}

TEST(PersonalNumberTest, WritesTheNumberWithPlusFromTheYearOfTheHundredthBirthday) {
  const auto number = PersonalNumber::Parse("190901219931", kOn);
  ASSERT_TRUE(number.ok()) << number.status();
  EXPECT_EQ(number->Long(), "19090121-9931");
  EXPECT_EQ(number->Short(absl::CivilDay(2008, 12, 31)), "090121-9931");
  EXPECT_EQ(number->Short(absl::CivilDay(2009, 1, 1)), "090121+9931");
}

// Every entry of a vector file: valid as it says in every form, and sex and forms as it says.
void AgreesWithVectors(const std::string& file, InterimNumbers interim) {
  const auto json = ReadSharedJson("personnummer/" + file);
  if (!json) GTEST_SKIP() << kNoSharedData;
  ASSERT_GT(json->list_value().values_size(), 0);
  for (const auto& entry : json->list_value().values()) {
    const auto& fields = entry.struct_value().fields();
    for (const char* form : kForms) {
      if (!fields.contains(form)) continue;
      const std::string& written = fields.at(form).string_value();
      const auto number = PersonalNumber::Parse(written, kOn, interim);
      ASSERT_EQ(number.ok(), fields.at("valid").bool_value()) << written << number.status();
      if (!number.ok()) continue;
      EXPECT_EQ(number->sex() == v1::SEX_MALE, fields.at("isMale").bool_value()) << written;
      // Ten digits without a sign cannot say a hundred years.
      if (written.size() == 10) continue;
      EXPECT_EQ(number->normalised(), fields.at("long_format").string_value());
      EXPECT_EQ(number->Long().substr(0, 8), fields.at("long_format").string_value().substr(0, 8));
      EXPECT_EQ(number->Short(kOn), fields.at("separated_format").string_value());
    }
  }
}

TEST(PersonalNumberVectorsTest, AgreesWithThePublishedList) {
  AgreesWithVectors("list.json", InterimNumbers::kRefused);
}

TEST(PersonalNumberVectorsTest, AgreesWithTheInterimNumbers) {
  AgreesWithVectors("interim.json", InterimNumbers::kAllowed);
}

TEST(PersonalNumberVectorsTest, RefusesEveryOrganisation) {
  AgreesWithVectors("orgnumber.json", InterimNumbers::kAllowed);
}

TEST(PersonalNumberVectorsTest, AgreesWithTheStructuredVectors) {
  const auto json = ReadSharedJson("personnummer/structured.json");
  if (!json) GTEST_SKIP() << kNoSharedData;
  int seen = 0;
  for (const auto& [kind, forms] : json->struct_value().fields()) {
    for (const auto& [form, verdicts] : forms.struct_value().fields()) {
      for (const auto& [verdict, values] : verdicts.struct_value().fields()) {
        for (const auto& value : values.list_value().values()) {
          std::string written = value.string_value();
          if (form == "integer") {
            char digits[32];
            std::snprintf(digits, sizeof digits, "%.0f", value.number_value());
            written = digits;
          }
          const auto number = PersonalNumber::Parse(written, kOn);
          ASSERT_EQ(number.ok(), verdict == "valid") << written;
          if (number.ok()) {
            EXPECT_EQ(number->kind() == v1::IDENTIFIER_KIND_COORDINATION_NUMBER, kind == "con")
                << written;
          }
          ++seen;
        }
      }
    }
  }
  EXPECT_GT(seen, 0);
}

TEST(PersonalNumberVectorsTest, ReadsTheTestNumbersOfTheTaxAgencyInEveryForm) {
  const auto text = ReadSharedData("personnummer/skatteverket_testpersonnummer_sample.txt");
  if (!text) GTEST_SKIP() << kNoSharedData;
  std::istringstream lines(*text);
  int seen = 0;
  for (std::string line; std::getline(lines, line); ++seen) {
    const auto number = PersonalNumber::Parse(line, kOn);
    ASSERT_TRUE(number.ok()) << line << number.status();
    EXPECT_EQ(number->normalised(), line);
    EXPECT_EQ(Normalised(number->Long()), line);
    EXPECT_EQ(Normalised(number->Short(kOn)), line);
  }
  EXPECT_EQ(seen, 4150);
}

}  // namespace
}  // namespace framdrift::person
