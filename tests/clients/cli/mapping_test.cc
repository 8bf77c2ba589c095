#include "clients/cli/migration/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

namespace framdrift::cli::migration {
namespace {

using ::testing::HasSubstr;

std::string Error(const std::string& yaml) {
  return std::string(ParseMapping(yaml).status().message());
}

TEST(MappingTest, ReadsTheMappingThatTheRepositoryShips) {
  const absl::StatusOr<Mapping> mapping =
      LoadMapping(std::string(std::getenv("FRAMDRIFT_SOURCE_DIR")) + "/docs/examples/receipt.yaml");
  ASSERT_TRUE(mapping.ok()) << mapping.status();
  EXPECT_EQ(mapping->source, "receipt");
  EXPECT_EQ(mapping->case_key.column, "case:concept:name");
  EXPECT_EQ(mapping->time.zone.name(), "Europe/Amsterdam");
  EXPECT_EQ(mapping->attributes.size(), 4u);
}

TEST(MappingTest, ReadsTheExamplesOfEveryShapeAndTheDemonstration) {
  const std::string source = std::getenv("FRAMDRIFT_SOURCE_DIR");
  const std::map<std::string, Shape> shipped = {
      {"docs/examples/events.yaml", Shape::kEvents},
      {"docs/examples/spells.yaml", Shape::kSpells},
      {"docs/examples/livelihood.yaml", Shape::kLivelihood},
      {"deploy/demo/mapping.yaml", Shape::kEvents}};
  for (const auto& [path, shape] : shipped) {
    const absl::StatusOr<Mapping> mapping = LoadMapping(source + "/" + path);
    ASSERT_TRUE(mapping.ok()) << path << ": " << mapping.status();
    EXPECT_EQ(mapping->shape, shape) << path;
  }
}

TEST(MappingTest, SaysWhichLineIsWrongAndWhatWouldBeRight) {
  EXPECT_THAT(Error("source: a\ncasse: b\n"), HasSubstr("line 2"));
  EXPECT_THAT(Error("source: a\ncasse: b\n"), HasSubstr("known are attributes, case"));
  EXPECT_THAT(Error("source: a\nzone: Europe/Atlantis\n"), HasSubstr("time zone"));
  EXPECT_THAT(Error("case: b\ncode: c\ntime: t\n"), HasSubstr("source"));
  EXPECT_THAT(Error("source: a\ncase: b\ntime: t\n"), HasSubstr("code"));
  EXPECT_THAT(Error("source: [a"), HasSubstr("Mapping, line"));
  EXPECT_THAT(Error("source: a\nshape: spell\n"), HasSubstr("events, spells or livelihood"));
  EXPECT_THAT(Error("source: a\ncase: b\ncode: c\ntime: t\nevents:\n  - event: contact_held\n"),
              HasSubstr("`when`"));
}

TEST(MappingTest, TranslatesValuesAndRefusesUnknownOnes) {
  ValueRule rule;
  rule.column = "kanal";
  rule.values = {{"webb", "e-service"}};
  Row row;
  row.fields = {{"kanal", "webb"}};
  EXPECT_EQ(*ValueOf(rule, row), "e-service");
  row.fields = {{"kanal", "fax"}};
  EXPECT_THAT(std::string(ValueOf(rule, row).status().message()), HasSubstr("\"fax\""));
  rule.fallback = "other";
  EXPECT_EQ(*ValueOf(rule, row), "other");
  row.fields = {{"kanal", ""}};
  EXPECT_EQ(*ValueOf(rule, row), "other");
}

}  // namespace
}  // namespace framdrift::cli::migration
