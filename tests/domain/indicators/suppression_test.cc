#include "domain/indicators/suppression.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

namespace framdrift::indicators {
namespace {

constexpr size_t kLimit = 5;

// The whole and its groups: of each `{outside the numerator, in it}`.
std::vector<TellableFigure> SharesOf(const std::vector<std::pair<int, int>>& groups) {
  std::vector<TellableFigure> figures(1);
  figures[0].is_share = true;
  uint32_t next = 0;
  for (const auto& [outside, above] : groups) {
    TellableFigure& group = figures.emplace_back();
    group.is_share = true;
    for (int i = 0; i < outside + above; ++i, ++next) {
      group.below.push_back(next);
      figures[0].below.push_back(next);
      if (i < outside) continue;
      group.above.push_back(next);
      figures[0].above.push_back(next);
    }
  }
  return figures;
}

std::string Shown(const std::vector<std::pair<int, int>>& groups) {
  std::string shown;
  for (const bool hidden : Suppress(SharesOf(groups), {}, kLimit)) shown += hidden ? '-' : 'x';
  return shown;
}

TEST(SuppressionTest, ShowsWhatIsLargeAndWhatIsNone) {
  EXPECT_EQ(Shown({{10, 10}, {5, 5}, {8, 0}, {0, 0}}), "xxxxx");
}

TEST(SuppressionTest, HidesSmallFiguresAndAnotherThatWouldTellThem) {
  EXPECT_EQ(Shown({{10, 10}, {20, 20}, {1, 3}}), "x-x-") << "few rows";
  EXPECT_EQ(Shown({{10, 10}, {20, 20}, {30, 3}}), "x-x-") << "few in the numerator";
  EXPECT_EQ(Shown({{10, 10}, {20, 20}, {3, 30}}), "x-x-") << "few outside it";
}

TEST(SuppressionTest, HidesTheGroupsOfAWholeThatIsSmall) {
  EXPECT_EQ(Shown({{1, 1}, {1, 0}}), "---");
}

TEST(SuppressionTest, HidesUntilTheRestIsLargeEnough) {
  // Two hidden groups of one each would each be one: a third goes with them.
  EXPECT_EQ(Shown({{0, 1}, {1, 0}, {10, 10}, {20, 20}}), "x---x");
}

TEST(SuppressionTest, ALaterReleaseTellsNothingOfTheFewThatChanged) {
  const std::vector<TellableFigure> before = SharesOf({{10, 10}, {20, 20}, {30, 30}});
  std::vector<TellableFigure> after = before;
  EXPECT_EQ(Suppress(after, {before, {}}, kLimit), std::vector<bool>(4, false)) << "the same again";
  for (const size_t figure : {size_t{0}, size_t{1}}) after[figure].below.push_back(1000);
  const std::vector<bool> hidden = Suppress(after, {before, {}}, kLimit);
  EXPECT_TRUE(hidden[0]);
  EXPECT_TRUE(hidden[1]);
}

TEST(SuppressionTest, ASiblingsFigureThatDiffersByFewIsHidden) {
  const std::vector<TellableFigure> all = SharesOf({{20, 20}});
  std::vector<TellableFigure> but_two = SharesOf({{20, 20}});
  for (TellableFigure& figure : but_two) figure.below.resize(38);
  for (TellableFigure& figure : but_two) figure.above.resize(18);
  EXPECT_TRUE(Suppress({but_two[0]}, {{all[0]}, {}}, kLimit)[0]);
}

TEST(SuppressionTest, AQuarterAndTwoOfItsMonthsTellNotTheThird) {
  const std::vector<TellableFigure> quarter = SharesOf({{20, 20}, {30, 30}, {1, 2}});
  const EarlierReleases months = {{quarter[1], quarter[2]}, {quarter[3]}};
  EXPECT_TRUE(Suppress({quarter[0]}, months, kLimit)[0]);
}

// Gauss with fractions of its own: whether `wanted` is a combination of `shown`.
bool Recovers(std::vector<std::vector<double>> shown, std::vector<double> wanted) {
  size_t done = 0;
  for (size_t column = 0; column < wanted.size(); ++column) {
    size_t pivot = done;
    for (size_t row = done; row < shown.size(); ++row) {
      if (std::fabs(shown[row][column]) > std::fabs(shown[pivot][column])) pivot = row;
    }
    if (done == shown.size() || std::fabs(shown[pivot][column]) < 1e-9) continue;
    std::swap(shown[done], shown[pivot]);
    const auto eliminate = [&](std::vector<double>& row) {
      const double factor = row[column] / shown[done][column];
      for (size_t i = 0; i < row.size(); ++i) row[i] -= factor * shown[done][i];
    };
    for (size_t row = done + 1; row < shown.size(); ++row) eliminate(shown[row]);
    eliminate(wanted);
    ++done;
  }
  for (const double left : wanted) {
    if (std::fabs(left) > 1e-6) return false;
  }
  return true;
}

std::vector<double> VectorOf(const std::vector<uint32_t>& rows, size_t size) {
  std::vector<double> vector(size);
  for (const uint32_t row : rows) vector[row] = 1;
  return vector;
}

TEST(SuppressionTest, AnAttackerRecoversNothingThatIsHidden) {
  std::mt19937 random(20240301);
  int hidden_figures = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<std::pair<int, int>> groups;
    size_t rows = 0;
    for (int i = 0; i < 2 + round % 5; ++i) {
      groups.emplace_back(random() % 9, random() % 9);
      rows += static_cast<size_t>(groups.back().first + groups.back().second);
    }
    const std::vector<TellableFigure> figures = SharesOf(groups);
    const std::vector<bool> hidden = Suppress(figures, {}, kLimit);
    std::vector<std::vector<double>> shown;
    for (size_t i = 0; i < figures.size(); ++i) {
      if (hidden[i]) continue;
      EXPECT_FALSE(IsSmallFigure(figures[i], kLimit));
      shown.push_back(VectorOf(figures[i].below, rows));
      shown.push_back(VectorOf(figures[i].above, rows));
    }
    for (size_t i = 0; i < figures.size(); ++i) {
      if (!hidden[i] || figures[i].below.empty()) continue;
      ++hidden_figures;
      EXPECT_FALSE(Recovers(shown, VectorOf(figures[i].below, rows))) << round;
      if (figures[i].above.empty()) continue;
      EXPECT_FALSE(Recovers(shown, VectorOf(figures[i].above, rows))) << round;
    }
  }
  EXPECT_GT(hidden_figures, 100);
}

}  // namespace
}  // namespace framdrift::indicators
