#include "domain/organisation/municipality.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/testing/shared_data.h"

namespace framdrift::organisation {
namespace {

std::string Padded(int number) {
  const std::string digits = absl::StrCat(number);
  return std::string(4 - digits.size(), '0') + digits;
}

TEST(MunicipalityTest, KnowsTheFirstAndTheLast) {
  EXPECT_TRUE(IsMunicipalityCode("0114"));
  EXPECT_TRUE(IsMunicipalityCode("2584"));
}

TEST(MunicipalityTest, RefusesUnpaddedAbolishedAndMalformedCodes) {
  for (const char* code : {"", "114", "01140", "1121", "1601", "0100", "9999", "01 4", "0 14"}) {
    EXPECT_FALSE(IsMunicipalityCode(code)) << code;
  }
}

TEST(MunicipalityTest, CountsAllOfThem) {
  int known = 0;
  for (int number = 0; number < 10'000; ++number) known += IsMunicipalityCode(Padded(number));
  EXPECT_EQ(known, kMunicipalityCount);
}

TEST(MunicipalityTest, AgreesWithTheOfficialList) {
  const auto text = testing::ReadSharedData("municipalities/kommuner_290.csv");
  if (!text) GTEST_SKIP() << testing::kNoSharedData;
  const std::vector<std::string> lines = absl::StrSplit(*text, '\n', absl::SkipEmpty());
  std::set<std::string> official;
  for (size_t i = 1; i < lines.size(); ++i) official.insert(lines[i].substr(0, 4));
  for (int number = 0; number < 10'000; ++number) {
    EXPECT_EQ(IsMunicipalityCode(Padded(number)), official.contains(Padded(number))) << number;
  }
}

}  // namespace
}  // namespace framdrift::organisation
