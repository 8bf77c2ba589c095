#include "clients/cli/progress.h"

#include <gtest/gtest.h>

#include "clients/cli/table.h"

namespace framdrift::cli {
namespace {

TEST(ProgressTest, ShowsBarRateAndTimeLeft) {
  EXPECT_EQ(ProgressLine("importing", 40, 60, 2, 100),
            "importing [####################..........] 40/60 20/s, 1 s left");
  EXPECT_EQ(ProgressLine("importing", 0, 60, 2, 100),
            "importing [..............................] 0/60");
  EXPECT_EQ(ProgressLine("importing", 60, 60, 3, 100),
            "importing [##############################] 60/60");
  EXPECT_EQ(ProgressLine("importing", 70, 60, 3, 100),
            "importing [##############################] 70/60")
      << "the total was a guess";
}

TEST(ProgressTest, ShowsTheRateWhereNobodyKnowsTheTotal) {
  EXPECT_EQ(ProgressLine("reading", 500, 0, 2, 100), "reading: 500 (250/s)");
}

TEST(ProgressTest, FitsTheTerminal) {
  for (const size_t width : {20u, 40u, 80u}) {
    EXPECT_LE(Columns(ProgressLine("läser in ärenden", 123456, 7890123, 60, width)), width);
  }
}

TEST(ProgressTest, TellsTimeInAtMostTwoUnits) {
  EXPECT_EQ(LeftText(0.2), "1 s");
  EXPECT_EQ(LeftText(59), "59 s");
  EXPECT_EQ(LeftText(200), "3 min 20 s");
  EXPECT_EQ(LeftText(7500), "2 h 5 min");
}

}  // namespace
}  // namespace framdrift::cli
