// Rows are selected whatever the anchor's column is like and however many there are, and once for
// all who ask for the same.
#include "domain/indicators/selection.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "domain/indicators/evaluate.h"
#include "tests/domain/indicators/facts.h"

namespace framdrift::indicators {
namespace {

constexpr DayNumber kFirstChosen = 19'700;
constexpr DayNumber kChosenDays = 400;
// Several pieces, and a rest.
constexpr int kRows = 10'000;

// The n-th row of a table where every third person has a second row; no two columns keep time.
struct ChosenRow {
  explicit ChosenRow(int n)
      : key{{}, n % 4 == 3 ? 2 : 1},
        opened(kFirstChosen + n * 7 % kChosenDays),
        planned(opened + n % 31),
        exited(n % 5 == 0 ? std::nullopt : std::optional(opened + n * 3 % 190)) {
    const int person = n % 4 == 3 ? n - 1 : n;
    key.case_id[0] = static_cast<uint8_t>(person % 256);
    key.case_id[1] = static_cast<uint8_t>(person / 256);
  }

  RowKey key;
  DayNumber opened;
  DayNumber planned;
  std::optional<DayNumber> exited;
};

class SelectionTest : public ::testing::Test {
 protected:
  SelectionTest() : fields_(Subject::kEpisode), table_(fields_) {
    FactRow filled(fields_);
    for (int n = 0; n < kRows; ++n) {
      const ChosenRow& row = rows_.emplace_back(n);
      filled.Clear();
      filled.SetMoment(episode::kOpened, MomentOf(row.opened) + n);
      filled.SetDay(episode::kPlanned, row.planned);
      if (row.exited) filled.SetMoment(episode::kExited, MomentOf(*row.exited) + n);
      filled.AddChange(episode::kFlow, row.opened, static_cast<uint32_t>(1 + n % 2));
      table_.Put(row.key, filled);
    }
  }

  Answer Ask(const std::string& definition, Selections* selections = nullptr) const {
    const auto plan = Compile(DefinitionOf(definition), fields_, Stockholm());
    EXPECT_TRUE(plan.ok()) << plan.status();
    Question question;
    question.as_of = EndOf(kFirstChosen + kChosenDays - 10);
    question.windows =
        PeriodsOf(plan->period, {kFirstChosen + 20, kFirstChosen + kChosenDays - 20});
    const auto answer = Evaluate(*plan, {table_}, question, WorkingDays(), selections);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : Answer();
  }

  // How many rows `is_in` finds in each window.
  template <typename IsIn>
  void ExpectCounts(const std::string& definition, const IsIn& is_in) const {
    const Answer answer = Ask(definition);
    ASSERT_FALSE(answer.windows.empty());
    for (size_t w = 0; w < answer.windows.size(); ++w) {
      const auto [first, past] = answer.windows[w];
      const DayNumber last = std::min(past - 1, kFirstChosen + kChosenDays - 10);
      double count = 0;
      for (const ChosenRow& row : rows_) count += is_in(row, first, last) ? 1 : 0;
      EXPECT_EQ(answer.at(w, 0).value, count) << definition << " window " << w;
      EXPECT_GT(count, 0);
    }
  }

  const Fields fields_;
  FactTable table_;
  std::vector<ChosenRow> rows_;
};

TEST_F(SelectionTest, AnchorsOfEveryKindFindTheRowsOfEveryPiece) {
  for (const char* period : {"unit: PERIOD_UNIT_MONTH", "unit: PERIOD_UNIT_WEEK rolling: 5"}) {
    const std::string count = absl::StrCat("measure { count {} } period { ", period, " } ");
    ExpectCounts(count + "anchor { milestone: 'exited' }",
                 [](const ChosenRow& row, int first, int last) {
                   return row.exited && *row.exited >= first && *row.exited <= last;
                 });
    ExpectCounts(count + "anchor { milestone: 'planned' }",
                 [](const ChosenRow& row, int first, int last) {
                   return row.planned >= first && row.planned <= last;
                 });
    ExpectCounts(count + "anchor { kind: ANCHOR_KIND_STOCK }",
                 [](const ChosenRow& row, int, int last) {
                   return row.opened <= last && !(row.exited && *row.exited <= last);
                 });
    ExpectCounts(count + "anchor { kind: ANCHOR_KIND_OVERLAP }",
                 [](const ChosenRow& row, int first, int last) {
                   const bool over = row.exited && *row.exited < first;
                   return row.opened <= last && !over;
                 });
  }
}

TEST_F(SelectionTest, QuestionsThatShareSelectionsAreAnsweredAlike) {
  Selections selections;
  const std::string month = " period { unit: PERIOD_UNIT_MONTH }";
  const std::string persons = " count_of: COUNT_OF_PERSONS";
  const std::string main = "measure { share { numerator: 'flow = MAIN' } }";
  const std::string planned = "measure { share { numerator: 'planned > 2024-02-01' } }";
  std::vector<std::string> definitions;
  for (const std::string& measure : {main, planned}) {
    for (const char* anchor : {"kind: ANCHOR_KIND_STOCK",
                               "kind: ANCHOR_KIND_OVERLAP",
                               "milestone: 'opened'",
                               "milestone: 'exited'"}) {
      const std::string anchored = absl::StrCat(measure, " anchor { ", anchor, " }");
      definitions.push_back(anchored + month);
      definitions.push_back(anchored + " period { unit: PERIOD_UNIT_MONTH rolling: 2 }");
      definitions.push_back(anchored + month + " population: 'exited:*'");
      definitions.push_back(anchored + month + persons);
      definitions.push_back(anchored + month + persons + " pick: PICK_FIRST");
      definitions.push_back(anchored + month + persons + " pick: PICK_ANY");
    }
  }
  for (const std::string& definition : definitions) {
    const Answer shared = Ask(definition, &selections);
    const Answer alone = Ask(definition);
    ASSERT_EQ(shared.figures.size(), alone.figures.size());
    for (size_t i = 0; i < shared.figures.size(); ++i) {
      EXPECT_EQ(shared.figures[i].value, alone.figures[i].value) << definition << " window " << i;
      EXPECT_EQ(shared.figures[i].below, alone.figures[i].below) << definition << " window " << i;
    }
  }
}

TEST_F(SelectionTest, OneRowOfEachPersonIsTheBest) {
  Entries entries;
  std::map<Id16, std::vector<uint32_t>> of_person;
  for (RowId row = 0; row < 200; ++row) {
    entries.Add(row, kFirstChosen, 0);
    of_person[table_.key(row).case_id].push_back(row);
  }
  const std::vector<uint8_t> kept = BestOfEachPerson(
      table_, entries, [](size_t a, size_t b) { return a % 2 == b % 2 ? a < b : a % 2 == 1; });
  ASSERT_EQ(kept.size(), 200u);
  ASSERT_EQ(of_person.size(), 150u);
  for (const auto& [person, rows] : of_person) {
    for (const uint32_t row : rows) EXPECT_EQ(kept[row], row == rows.back() ? 1 : 0);
  }
}

}  // namespace
}  // namespace framdrift::indicators
