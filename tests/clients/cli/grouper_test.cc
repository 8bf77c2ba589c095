#include "clients/cli/migration/grouper.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace framdrift::cli::migration {
namespace {

std::map<std::string, std::vector<int64_t>> LinesByCase(Grouper& grouper) {
  std::map<std::string, std::vector<int64_t>> lines;
  const absl::Status status =
      grouper.ForEachCase([&lines](const std::string& key, std::vector<Row> rows) {
        EXPECT_FALSE(lines.contains(key)) << "the case " << key << " came twice";
        for (const Row& row : rows) lines[key].push_back(row.line);
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok()) << status;
  return lines;
}

class GrouperTest : public ::testing::TestWithParam<size_t> {};

TEST_P(GrouperTest, BringsScatteredRowsTogetherInTheirOrder) {
  Grouper grouper(GetParam());
  std::map<std::string, std::vector<int64_t>> expected;
  for (int64_t line = 1; line <= 2000; ++line) {
    const std::string key = "case " + std::to_string(line * 7919 % 311);
    expected[key].push_back(line);
    Row row;
    row.line = line;
    row.fields = {{"text", std::string(static_cast<size_t>(line % 50), 'x')}};
    ASSERT_TRUE(grouper.Add(key, std::move(row)).ok());
  }
  EXPECT_EQ(LinesByCase(grouper), expected);
  EXPECT_EQ(grouper.cases(), 311);
}

TEST_P(GrouperTest, KeepsWhatIsWrongWithARow) {
  Grouper grouper(GetParam());
  for (int64_t line = 1; line <= 500; ++line) {
    Row row;
    row.line = line;
    row.fields = {{"text", "abc"}};
    if (line % 2 == 0) row.fault = "Line " + std::to_string(line) + " is torn.";
    ASSERT_TRUE(grouper.Add("a", std::move(row)).ok());
  }
  const absl::Status status =
      grouper.ForEachCase([](const std::string&, const std::vector<Row>& rows) {
        for (const Row& row : rows) {
          EXPECT_EQ(row.fault,
                    row.line % 2 == 0 ? "Line " + std::to_string(row.line) + " is torn." : "");
        }
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok()) << status;
}

INSTANTIATE_TEST_SUITE_P(InMemoryAndOnDisk, GrouperTest, ::testing::Values(size_t{64} << 20, 4096));

TEST(GrouperOrderTest, VisitsCasesInTheOrderOfTheFileWhileTheyFitIntoMemory) {
  Grouper grouper;
  for (const char* key : {"b", "a", "b", "c"}) ASSERT_TRUE(grouper.Add(key, Row()).ok());
  std::string order;
  const absl::Status status =
      grouper.ForEachCase([&order](const std::string& key, std::vector<Row>) {
        order += key;
        return absl::OkStatus();
      });
  ASSERT_TRUE(status.ok());
  EXPECT_EQ(order, "bac");
}

}  // namespace
}  // namespace framdrift::cli::migration
