#include "clients/cli/migration/mapping.h"
#include "clients/cli/migration/amount.h"
#include "clients/cli/migration/mapping_check.h"

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
      {"docs/examples/unemployment_romeo.yaml", Shape::kSpells},
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
  EXPECT_THAT(Error("source: a\nshape: spell\n"),
              HasSubstr("account, events, livelihood or spells"));
  EXPECT_THAT(Error("source: a\ncase: b\ncode: c\ntime: t\nevents:\n  - event: contact_held\n"),
              HasSubstr("`when`"));
}

TEST(MappingTest, SaysWhichEventFieldOrCodeDoesNotExistAndWhatDoes) {
  const std::string events = "source: a\ncase: b\ncode: c\ntime: t\n";
  EXPECT_THAT(Error(events + "open: { target_grup: x }\n"), HasSubstr("line 5"));
  EXPECT_THAT(Error(events + "open: { target_grup: x }\n"), HasSubstr("known are target_group"));
  EXPECT_THAT(Error(events + "open:\n  target_group: { constant: yung }\n"), HasSubstr("line 6"));
  EXPECT_THAT(Error(events + "open:\n  target_group: { column: x, values: { U: yung } }\n"),
              HasSubstr("one of"));
  EXPECT_THAT(Error(events + "events:\n  - when: { c: 1 }\n    event: contact_hold\n"),
              HasSubstr("contact_held"));
  EXPECT_THAT(Error(events + "events:\n  - when: { c: 1 }\n    event: case_opened\n"),
              HasSubstr("under `open`"));
  EXPECT_THAT(Error(events + "events:\n  - when: { c: 1 }\n    event: event_voided\n"),
              HasSubstr("mode: snapshot"));
  EXPECT_THAT(Error(events + "code: d\n"), HasSubstr("line 5: `code` stands here twice"));
  EXPECT_THAT(Error(events + "mode: mirror\n"), HasSubstr("append or snapshot"));
  EXPECT_THAT(Error(""), HasSubstr("line 1"));
  EXPECT_THAT(Error("source: a\ncase: b\nshape: spells\nspell:\n  opened: o\n  closd: c\n"),
              HasSubstr("line 6"));
}

TEST(MappingTest, NamesColumnsThatTheFileDoesNotHave) {
  const absl::StatusOr<Mapping> mapping = ParseMapping(
      "source: a\ncase: dnr\ncode: c\ntime: { constant: \"2024-01-01\" }\nsealed: [note]\n");
  ASSERT_TRUE(mapping.ok()) << mapping.status();
  EXPECT_TRUE(CheckColumns(*mapping, {"dnr", "c", "note", "more"}).ok());
  EXPECT_THAT(std::string(CheckColumns(*mapping, {"Dnr", "c"}).message()),
              HasSubstr("does not have: dnr, note. It has Dnr, c."));
}

TEST(MappingTest, RefusesAnAmountWithTheOtherDecimalSign) {
  EXPECT_EQ(OreFromKronor("1 234,50", ',').value_or("none"), "123450");
  EXPECT_EQ(OreFromKronor("-1234,5", ',').value_or("none"), "-123450");
  EXPECT_EQ(OreFromKronor("1234.50", '.').value_or("none"), "123450");
  for (const char* text : {"1234.50", "1.234,50", "1.234"}) {
    EXPECT_FALSE(OreFromKronor(text, ',').ok()) << text;
  }
  EXPECT_FALSE(OreFromKronor("1234,50", '.').ok());
}

TEST(MappingTest, ReadsAnAccountWithADecimalCommaUnlessItSaysOtherwise) {
  const auto mapping = ParseMapping(
      "source: a\nshape: account\nplace: p\nentry:\n  amount_ore: { column: b, amount: kronor }\n"
      "shares:\n  - { service: s, millionths: { constant: '1000000' } }\n");
  ASSERT_TRUE(mapping.ok()) << mapping.status();
  EXPECT_EQ(mapping->entry[0].value.decimal, ',');
  EXPECT_EQ(mapping->shares.size(), 1);
  EXPECT_FALSE(ParseMapping("source: a\nshape: account\nplace: p\n").ok());
  EXPECT_FALSE(ParseMapping("source: a\nshape: account\nentry:\n  year: y\n").ok());
  EXPECT_FALSE(ParseMapping("source: a\nshape: account\nplace: p\nentry:\n  jahr: y\n").ok());
}

TEST(MappingTest, TurnsKronorIntoOre) {
  for (const auto& [text, ore] : std::map<std::string, std::string>{{"12 500,50", "1250050"},
                                                                    {"12.500,5", "1250050"},
                                                                    {"12,500.50", "1250050"},
                                                                    {"12\xc2\xa0"
                                                                     "500",
                                                                     "1250000"},
                                                                    {"-0,07", "-7"},
                                                                    {"0", "0"}}) {
    EXPECT_EQ(OreFromKronor(text).value_or("none"), ore) << text;
  }
  for (const char* text :
       {"", "kr", "12.500", "1,2,3", "12,345,6.1", "1e3", ",5", "5,", "99999999999999999999"}) {
    EXPECT_FALSE(OreFromKronor(text).ok()) << text;
  }
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
