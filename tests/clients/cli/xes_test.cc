#include <gmock/gmock.h>

#include <set>

#include "tests/clients/cli/rows.h"

namespace framdrift::cli::migration {
namespace {

using ::testing::HasSubstr;

constexpr char kSmall[] = R"(<?xml version="1.0"?>
<log xmlns="http://www.xes-standard.org/">
  <string key="concept:name" value="of the log"/>
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <trace>
    <string key="concept:name" value="c1"/>
    <event>
      <string key="concept:name" value="b &amp; c"/>
      <date key="time:timestamp" value="2024-05-01T10:00:00.000+02:00">
        <string key="zone" value="local"/>
      </date>
    </event>
    <event><string key="concept:name" value="b &amp; c"/></event>
  </trace>
  <trace><string key="concept:name" value="c2"/></trace>
</log>)";

std::string XesError(const std::string& content) {
  return std::string(ReadText(ReadXes, content).status.message());
}

TEST(XesTest, ReadsEventsInFileOrderWithTheirTracesAttributes) {
  const ReadResult read = ReadText(ReadXes, kSmall);
  ASSERT_TRUE(read.status.ok()) << read.status;
  ASSERT_EQ(read.rows.size(), 2u);  // the trace without events has no row
  EXPECT_EQ(*read.rows[0].Find("concept:name"), "b & c");
  EXPECT_EQ(*read.rows[0].Find("case:concept:name"), "c1");
  EXPECT_EQ(*read.rows[0].Find("time:timestamp/zone"), "local");
  EXPECT_EQ(read.rows[0].line, 7);
  EXPECT_EQ(read.rows[1].Find("time:timestamp"), nullptr);
}

TEST(XesTest, GivesEventsTheAttributesOfTheirTraceWhereverTheyStand) {
  const ReadResult read = ReadText(
      ReadXes, R"(<log><trace><event/><string key="id" value="1"/><event/></trace><event/></log>)");
  ASSERT_TRUE(read.status.ok()) << read.status;
  ASSERT_EQ(read.rows.size(), 3u);
  EXPECT_EQ(*read.rows[0].Find("case:id"), "1");
  EXPECT_EQ(*read.rows[1].Find("case:id"), "1");
  EXPECT_EQ(read.rows[2].Find("case:id"), nullptr);  // an event of no trace
}

TEST(XesTest, ReadsGzipAndPrefixedElements) {
  const ReadResult read = ReadText(
      ReadXes,
      R"(<x:log xmlns:x="u"><x:trace><x:event><x:int key="n" value="1"/></x:event></x:trace></x:log>)",
      true);
  ASSERT_TRUE(read.status.ok()) << read.status;
  ASSERT_EQ(read.rows.size(), 1u);
  EXPECT_EQ(*read.rows[0].Find("n"), "1");
}

TEST(XesTest, SaysWhereAFileIsNoXes) {
  EXPECT_THAT(XesError("<log>\n<trace>\n</log>"), HasSubstr("Line 3"));
  EXPECT_THAT(XesError("<html></html>"), HasSubstr("html"));
  EXPECT_THAT(XesError("<log><trace><event><event/></event></trace></log>"),
              HasSubstr("an event stands inside event"));
  EXPECT_THAT(XesError("<log><trace><event><string value=\"x\"/></event></trace></log>"),
              HasSubstr("no key"));
  EXPECT_FALSE(ReadText(ReadXes, "").status.ok());
}

TEST(XesTest, RefusesEntitiesInsteadOfExpandingThem) {
  EXPECT_THAT(XesError("<!DOCTYPE log [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><log>&b;</log>"),
              HasSubstr("entities"));
}

TEST(XesTest, ReadsEveryEventOfARealMunicipalLog) {
  const std::string path = SharedData("eventlogs/receipt.xes.gz");
  if (path.empty()) GTEST_SKIP() << "../shared/data/eventlogs/receipt.xes.gz is not there";
  const ReadResult read = ReadAll(ReadXes, path);
  ASSERT_TRUE(read.status.ok()) << read.status;
  std::set<std::string> cases;
  std::set<std::string> activities;
  for (const Row& row : read.rows) {
    cases.insert(*row.Find("case:concept:name"));
    activities.insert(*row.Find("concept:name"));
  }
  // As receipt.expected.json beside the file counts them.
  EXPECT_EQ(read.rows.size(), 8577u);
  EXPECT_EQ(cases.size(), 1434u);
  EXPECT_EQ(activities.size(), 27u);
}

}  // namespace
}  // namespace framdrift::cli::migration
