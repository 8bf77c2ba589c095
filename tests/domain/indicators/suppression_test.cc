#include "domain/indicators/suppression.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
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

// Rows that are about as many persons.
RowPersons Everybody() {
  RowPersons persons(10'000);
  std::iota(persons.begin(), persons.end(), 0u);
  return persons;
}

std::vector<bool> Hidden(const std::vector<TellableFigure>& figures,
                         const EarlierReleases& earlier) {
  return Suppress(figures, earlier, Everybody(), kLimit);
}

std::string Shown(const std::vector<std::pair<int, int>>& groups) {
  std::string shown;
  for (const bool hidden : Hidden(SharesOf(groups), {})) shown += hidden ? '-' : 'x';
  return shown;
}

// Without the rows from `first` on.
TellableFigure Before(uint32_t first, TellableFigure figure) {
  for (std::vector<uint32_t>* rows : {&figure.below, &figure.above}) {
    rows->erase(std::lower_bound(rows->begin(), rows->end(), first), rows->end());
  }
  return figure;
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

TEST(SuppressionTest, ManyRowsOfFewPersonsAreFew) {
  // Forty rows of each group: of the second all are about the same three persons.
  RowPersons persons = Everybody();
  for (uint32_t row = 40; row < 80; ++row) persons[row] = 40 + row % 3;
  const std::vector<TellableFigure> figures = SharesOf({{20, 20}, {20, 20}, {20, 20}});
  EXPECT_EQ(Suppress(figures, {}, persons, kLimit), (std::vector<bool>{false, true, true, false}));
  // As many in the numerator, all of one person.
  persons = Everybody();
  for (uint32_t row = 60; row < 80; ++row) persons[row] = 60;
  EXPECT_TRUE(IsSmallFigure(figures[2], persons, kLimit));
  EXPECT_FALSE(IsSmallFigure(figures[1], persons, kLimit));
}

TEST(SuppressionTest, ALaterReleaseTellsNothingOfTheFewThatChanged) {
  const std::vector<TellableFigure> before = SharesOf({{10, 10}, {20, 20}, {30, 30}});
  std::vector<TellableFigure> after = before;
  EXPECT_EQ(Hidden(after, {before, {}}), std::vector<bool>(4, false)) << "the same again";
  for (const size_t figure : {size_t{0}, size_t{1}}) after[figure].below.push_back(1000);
  const std::vector<bool> hidden = Hidden(after, {before, {}});
  EXPECT_TRUE(hidden[0]);
  EXPECT_TRUE(hidden[1]);
}

TEST(SuppressionTest, TenRowsOfOnePersonAreOneChange) {
  const std::vector<TellableFigure> before = SharesOf({{20, 20}});
  std::vector<TellableFigure> after = before;
  RowPersons persons = Everybody();
  for (uint32_t row = 1000; row < 1010; ++row) {
    persons[row] = 1000;
    for (TellableFigure& figure : after) figure.below.push_back(row);
  }
  EXPECT_EQ(Suppress(after, {before, {}}, persons, kLimit), (std::vector<bool>{true, true}));
}

TEST(SuppressionTest, ASiblingsFigureThatDiffersByFewIsHidden) {
  const std::vector<TellableFigure> all = SharesOf({{20, 20}});
  EXPECT_TRUE(Hidden({Before(38, all[0])}, {{all[0]}, {}})[0]);
}

TEST(SuppressionTest, NoPartOfAFigureDiffersByFewFromAPartOfASiblings) {
  const TellableFigure share = SharesOf({{20, 20}})[0];
  // Those in the numerator but two, and those outside it but two, as counts of their own.
  TellableFigure above;
  above.below.assign(share.above.begin() + 2, share.above.end());
  TellableFigure outside;
  outside.below.assign(share.below.begin(), share.below.begin() + 18);
  for (const TellableFigure& count : {above, outside}) {
    EXPECT_TRUE(Hidden({count}, {{share}, {}})[0]);
    EXPECT_TRUE(Hidden({share}, {{count}, {}})[0]);
  }
}

TEST(SuppressionTest, AQuarterAndTwoOfItsMonthsTellNotTheThird) {
  const std::vector<TellableFigure> quarter = SharesOf({{20, 20}, {30, 30}, {1, 2}});
  const EarlierReleases months = {{quarter[1], quarter[2]}, {quarter[3]}};
  EXPECT_TRUE(Hidden({quarter[0]}, months)[0]);
}

TEST(SuppressionTest, WhatIsToldAlreadyHidesNothingMore) {
  // The quarter was shown with its months but one: who can subtract knows the third.
  const std::vector<TellableFigure> quarter = SharesOf({{20, 20}, {30, 30}, {1, 2}});
  const EarlierReleases told = {{quarter[0], quarter[1], quarter[2]}, {quarter[3]}};
  std::vector<TellableFigure> later = SharesOf({{40, 40}, {30, 30}});
  for (TellableFigure& figure : later) {
    for (std::vector<uint32_t>* rows : {&figure.below, &figure.above}) {
      for (uint32_t& row : *rows) row += 1000;
    }
  }
  EXPECT_EQ(Hidden(later, told), std::vector<bool>(3, false));
  // That it is told does not make it large.
  EXPECT_EQ(Hidden({quarter[3]}, told), std::vector<bool>{true});
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

// What follows from a figure: how many rows, and of a share how many are in its numerator or not.
std::vector<std::vector<uint32_t>> SetsIn(const TellableFigure& figure) {
  std::vector<std::vector<uint32_t>> sets = {figure.below};
  if (!figure.is_share) return sets;
  sets.push_back(figure.above);
  std::set_difference(figure.below.begin(),
                      figure.below.end(),
                      figure.above.begin(),
                      figure.above.end(),
                      std::back_inserter(sets.emplace_back()));
  return sets;
}

// Knows all that is shown, and tries all linear combinations of it.
class Attacker {
 public:
  explicit Attacker(size_t rows) : rows_(rows) {}
  void See(const TellableFigure& figure) {
    for (const auto& set : SetsIn(figure)) shown_.push_back(VectorOf(set, rows_));
  }
  bool Knows(const std::vector<uint32_t>& set) const {
    return Recovers(shown_, VectorOf(set, rows_));
  }

 private:
  const size_t rows_;
  std::vector<std::vector<double>> shown_;
};

// Releases one after another, of rows that move, come and go, under breakdowns of their own.
class Releases {
 public:
  static constexpr uint32_t kRows = 60;

  explicit Releases(uint32_t seed) : random_(seed) {
    for (uint32_t row = 0; row < kRows; ++row) {
      persons_.push_back(Below(4) == 0 && row > 0 ? persons_[row - 1] : row);
      states_.push_back({Below(10) > 0, Below(2) == 0, {Below(3), Below(4)}});
    }
  }
  void Change() {
    for (uint32_t n = Below(12); n > 0; --n) {
      State& state = states_[Below(kRows)];
      if (Below(2) == 0) {
        state.counts = !state.counts;
      } else {
        state = {true, Below(2) == 0, {Below(3), Below(4)}};
      }
    }
  }
  // Releases what counts now, and lets `attacker` see what is shown. What is hidden, and the
  // attacker did not know, is a secret from then on.
  void Release(Attacker& attacker) {
    const std::vector<TellableFigure> figures = Figures(Below(2), Below(2) == 0);
    const std::vector<bool> hidden = Suppress(figures, earlier_, persons_, kLimit);
    for (size_t i = 0; i < figures.size(); ++i) {
      if (!hidden[i]) continue;
      earlier_.hidden.push_back(figures[i]);
      for (auto& set : SetsIn(figures[i])) {
        if (!set.empty() && !attacker.Knows(set)) secrets_.push_back(std::move(set));
      }
    }
    for (size_t i = 0; i < figures.size(); ++i) {
      if (hidden[i]) continue;
      EXPECT_FALSE(IsSmallFigure(figures[i], persons_, kLimit));
      earlier_.shown.push_back(figures[i]);
      attacker.See(figures[i]);
    }
  }
  const std::vector<std::vector<uint32_t>>& secrets() const { return secrets_; }
  const EarlierReleases& earlier() const { return earlier_; }

 private:
  struct State {
    bool counts = false;
    bool above = false;
    uint32_t groups[2] = {};
  };
  uint32_t Below(uint32_t end) { return static_cast<uint32_t>(random_() % end); }
  std::vector<TellableFigure> Figures(size_t breakdown, bool is_share) const {
    std::vector<TellableFigure> figures(5);
    for (TellableFigure& figure : figures) figure.is_share = is_share;
    for (uint32_t row = 0; row < kRows; ++row) {
      if (!states_[row].counts) continue;
      for (TellableFigure* figure : {&figures[0], &figures[1 + states_[row].groups[breakdown]]}) {
        figure->below.push_back(row);
        if (is_share && states_[row].above) figure->above.push_back(row);
      }
    }
    return figures;
  }

  std::mt19937 random_;
  RowPersons persons_;
  std::vector<State> states_;
  EarlierReleases earlier_;
  std::vector<std::vector<uint32_t>> secrets_;
};

TEST(SuppressionTest, AnAttackerRecoversNothingThatIsHidden) {
  size_t secrets = 0;
  size_t shown = 0;
  for (uint32_t round = 0; round < 200; ++round) {
    Releases releases(round);
    Attacker attacker(Releases::kRows);
    for (int release = 0; release < 4; ++release) {
      releases.Release(attacker);
      for (const auto& secret : releases.secrets()) {
        EXPECT_FALSE(attacker.Knows(secret)) << round << " after release " << release;
      }
      releases.Change();
    }
    secrets += releases.secrets().size();
    shown += releases.earlier().shown.size();
  }
  EXPECT_GT(secrets, 1000u);
  EXPECT_GT(shown, 500u);
}

}  // namespace
}  // namespace framdrift::indicators
