// Published spells of unemployment, as events an import makes of them, have their published
// medians.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/domain/indicators/histories.h"

namespace framdrift::indicators {
namespace {

using ::testing::DoubleNear;
using ::testing::Optional;

struct Spelled {
  int weeks = 0;
  bool complete = false;
  bool agency = false;
};

std::vector<Spelled> ReadSpells() {
  const char* source = std::getenv("FRAMDRIFT_SOURCE_DIR");
  std::ifstream file(std::string(source == nullptr ? "." : source) +
                     "/../shared/data/microdata/unemployment_romeo_452.csv");
  std::vector<Spelled> spells;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = absl::StrSplit(line, ',');
    Spelled& one = spells.emplace_back();
    FD_CHECK(absl::SimpleAtoi(cells[1], &one.weeks));
    one.complete = cells[2] == "1";
    one.agency = cells[7] == "yes";
  }
  return spells;
}

// As docs/examples/unemployment_romeo.yaml maps a row.
facts::v1::FactCase CaseOf(const Spelled& spell, const deadlines::PolicyTerms& terms) {
  const absl::CivilDay opened(1986, 1, 6);
  const std::string end = absl::FormatCivilTime(opened + 7 * spell.weeks);
  const std::string attributes = absl::StrCat(
      "attributes_set { attributes { key: 'pubemp' value: '", spell.agency ? "yes" : "no", "' } }");
  return FactsOf(testing::Given<CaseHistoryDecider>(
                     {{absl::FormatCivilTime(opened), "case_opened {}"},
                      {absl::FormatCivilTime(opened), attributes},
                      {end,
                       spell.complete ? "exit_recorded { reason: EXIT_REASON_NO_NEW_APPLICATION }"
                                      : "observation_ended {}"}})
                     .state(),
                 terms);
}

class RomeoTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::vector<Spelled> spells = ReadSpells();
    if (spells.empty()) GTEST_SKIP() << "unemployment_romeo_452.csv is not beside the source";
    facts::v1::FactTerms terms;
    terms.add_attributes()->set_name("pubemp");
    tables_.emplace(terms);
    const policy::PolicyHistory policies;
    const deadlines::PolicyTerms policy(policies, testing::Stockholm());
    Id16 id{};
    for (const Spelled& spell : spells) {
      PersonRows rows;
      rows.of_case = CaseOf(spell, policy);
      if (++id[15] == 0) ++id[14];
      tables_->Replace(id, rows);
    }
  }
  Figure Told(const std::string& population, const std::string& statistic) const {
    indicator::v1::Definition definition = testing::Proto<indicator::v1::Definition>(
        "measure { duration { from: 'opened' to: 'exited' unit: DURATION_UNIT_WEEKS statistic: "
        "DURATION_STATISTIC_" +
        statistic + " } } period { unit: PERIOD_UNIT_MONTH }");
    definition.set_population(population);
    const FactTable& table = tables_->table(Subject::kEpisode);
    const auto plan = Compile(definition, table.fields(), testing::Stockholm());
    EXPECT_TRUE(plan.ok()) << plan.status();
    Question question;
    question.as_of = EndOf(DayNumberOf(absl::CivilDay(1999, 1, 1)));
    question.windows = {PeriodOf(plan->period, DayNumberOf(absl::CivilDay(1986, 1, 6)))};
    return Evaluate(*plan, {table}, question, WorkingDays())->at(0, 0);
  }
  void Check(const std::string& population, double all, double complete, double median,
             double at_26) const {
    const Figure half = Told(population, "SURVIVAL_QUANTILE");
    EXPECT_THAT(half.denominator, Optional(all)) << population;
    EXPECT_THAT(half.numerator, Optional(complete)) << population;
    EXPECT_THAT(half.value, Optional(median)) << population;
    EXPECT_THAT(Told(population, "SURVIVAL_AT at: 26").value, Optional(DoubleNear(at_26, 5e-7)))
        << population;
  }

  std::optional<FactTables> tables_;
};

// Expected: the product of 1 - d/n over the weeks of the file, worked out by another program.
TEST_F(RomeoTest, SpellsOfUnemploymentHaveTheirPublishedMedians) {
  Check("", 452, 256, 18, 0.418094);
  Check("attr.pubemp = yes", 92, 46, 39, 0.507287);
  Check("attr.pubemp = no", 360, 210, 16, 0.393098);
}

}  // namespace
}  // namespace framdrift::indicators
