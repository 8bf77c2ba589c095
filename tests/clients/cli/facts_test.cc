#include "clients/cli/migration/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace framdrift::cli::migration {
namespace {

using ::testing::HasSubstr;

Row RowOf(int64_t line, std::vector<std::pair<std::string, std::string>> fields) {
  Row row;
  row.line = line;
  row.fields = std::move(fields);
  return row;
}

CaseFacts Build(const std::string& yaml, const std::vector<Row>& rows) {
  const absl::StatusOr<Mapping> mapping = ParseMapping(yaml);
  EXPECT_TRUE(mapping.ok()) << mapping.status();
  if (!mapping.ok()) return {};
  const absl::StatusOr<std::string> key = CaseKeyOf(*mapping, rows.front());
  EXPECT_TRUE(key.ok()) << key.status();
  return FactBuilder(*mapping).Build(*key, rows);
}

constexpr char kEvents[] = R"(
source: old
zone: Europe/Stockholm
case: dnr
person: pnr
code: typ
label: text
resource: hl
time: { column: tid, format: "%d/%m/%Y %H:%M" }
known_at: inlagd
open: { target_group: { constant: young }, unit_id: { column: enhet, names: unit } }
events:
  - when: { typ: [MÖTE, BESÖK], text: first }
    event: first_contact_held
    set: { mode: { constant: visit } }
attributes: { område: { column: omr, values: { N: norr, S: söder } } }
sealed: [fritext]
)";

TEST(FactsTest, OpensACaseAtItsEarliestRowAndKeepsOtherRowsInFileOrder) {
  const CaseFacts facts = Build(kEvents,
                                {RowOf(2,
                                       {{"dnr", "7"},
                                        {"pnr", "19900101-2385"},
                                        {"typ", "BREV"},
                                        {"tid", "02/05/2024 10:00"},
                                        {"fritext", "hemligt"},
                                        {"enhet", "Nord"},
                                        {"inlagd", "2024-06-01 08:00"}}),
                                 RowOf(3,
                                       {{"dnr", "7"},
                                        {"typ", "MÖTE"},
                                        {"text", "first"},
                                        {"tid", "01/05/2024 09:00"},
                                        {"omr", "N"},
                                        {"enhet", "Nord"}})});
  ASSERT_TRUE(facts.refused.empty()) << facts.refused[0].message;
  const auto& rows = facts.imported.rows();
  ASSERT_EQ(rows.size(), 4);
  EXPECT_EQ(facts.imported.key(), "7");
  EXPECT_EQ(facts.imported.personal_number(), "19900101-2385");
  EXPECT_TRUE(rows[0].case_event().has_case_opened());
  EXPECT_EQ(rows[0].occurred().time().seconds(), 1714546800);  // 09:00 in summer time
  EXPECT_EQ(rows[1].case_event().attributes_set().attributes().at("område"), "norr");
  EXPECT_EQ(rows[2].case_event().act_recorded().code(), "BREV");
  EXPECT_EQ(rows[2].case_sealed().act_recorded().attributes().at("fritext"), "hemligt");
  EXPECT_TRUE(rows[2].has_known_time());
  EXPECT_TRUE(rows[3].case_event().has_first_contact_held());
  ASSERT_EQ(facts.imported.references_size(), 1);
  EXPECT_EQ(facts.imported.references(0).display_name(), "Nord");
  EXPECT_EQ(rows[0].case_event().case_opened().unit_id(), facts.imported.references(0).id());
}

TEST(FactsTest, NumbersRowsThatAreEqual) {
  const std::vector<std::pair<std::string, std::string>> same = {
      {"dnr", "7"}, {"typ", "BREV"}, {"tid", "02/05/2024 10:00"}};
  const CaseFacts facts = Build(kEvents, {RowOf(2, same), RowOf(3, same)});
  ASSERT_EQ(facts.imported.rows_size(), 3);
  EXPECT_EQ(facts.imported.rows(1).ordinal(), 0);
  EXPECT_EQ(facts.imported.rows(2).ordinal(), 1);
}

TEST(FactsTest, NumbersRowsOfADayAsEqualWhateverTheClock) {
  std::string yaml = kEvents;
  yaml.replace(yaml.find("format:"), 7, "precision: day, format:");
  const CaseFacts facts =
      Build(yaml,
            {RowOf(2, {{"dnr", "7"}, {"typ", "B"}, {"tid", "02/05/2024 10:00"}}),
             RowOf(3, {{"dnr", "7"}, {"typ", "B"}, {"tid", "02/05/2024 11:00"}})});
  ASSERT_EQ(facts.imported.rows_size(), 3);
  EXPECT_EQ(facts.imported.rows(1).occurred().date().day(), 2);
  EXPECT_EQ(facts.imported.rows(2).ordinal(), 1);
}

TEST(FactsTest, NamesEveryRowAtFaultOfACase) {
  const CaseFacts facts =
      Build(kEvents,
            {RowOf(2, {{"dnr", "7"}, {"typ", "B"}, {"tid", "x"}}),
             RowOf(3, {{"dnr", "7"}, {"typ", "B"}, {"tid", "02/05/2024 10:00"}}),
             RowOf(4, {{"dnr", "7"}, {"typ", "B"}, {"tid", "infinite-future"}}),
             RowOf(5, {{"dnr", "7"}, {"typ", "B"}, {"tid", "02/05/12024 10:00"}}),
             RowOf(6, {{"dnr", "7"}, {"typ", ""}, {"tid", "02/05/2024 10:00"}, {"omr", "Ö"}})});
  std::vector<int64_t> lines;
  for (const RefusedRow& refused : facts.refused) lines.push_back(refused.line);
  EXPECT_THAT(lines, ::testing::ElementsAre(2, 4, 5, 6));
}

TEST(FactsTest, TakesThePersonOfTheFirstRowThatHasOneAndRefusesAnother) {
  const auto row = [](int64_t line, const std::string& number) {
    return RowOf(line, {{"dnr", "7"}, {"typ", "B"}, {"tid", "02/05/2024 10:00"}, {"pnr", number}});
  };
  const CaseFacts same =
      Build(kEvents, {row(2, ""), row(3, "19900101-2385"), row(4, "9001012385")});
  EXPECT_TRUE(same.refused.empty());
  EXPECT_EQ(same.imported.personal_number(), "19900101-2385");
  const CaseFacts other = Build(kEvents, {row(2, "19900101-2385"), row(3, "19910214-9805")});
  ASSERT_EQ(other.refused.size(), 1u);
  EXPECT_EQ(other.refused[0].line, 3);
  EXPECT_EQ(other.refused[0].reason, "PERSON_DIFFERS");
}

TEST(FactsTest, NamesTheRowAtFaultAndWhy) {
  const CaseFacts unreadable =
      Build(kEvents, {RowOf(9, {{"dnr", "7"}, {"typ", "B"}, {"tid", "i går"}})});
  ASSERT_EQ(unreadable.refused.size(), 1u);
  EXPECT_EQ(unreadable.refused[0].line, 9);
  EXPECT_EQ(unreadable.refused[0].reason, "ROW_UNREADABLE");
  EXPECT_THAT(unreadable.refused[0].message, HasSubstr("i går"));
  const CaseFacts unknown = Build(
      kEvents, {RowOf(4, {{"dnr", "7"}, {"typ", "B"}, {"tid", "02/05/2024 10:00"}, {"omr", "Ö"}})});
  ASSERT_EQ(unknown.refused.size(), 1u);
  EXPECT_EQ(unknown.refused[0].reason, "CODE_UNKNOWN");
}

constexpr char kSpells[] = R"(
source: study
shape: spells
case: id
spell:
  opened: { constant: "1986-01-06" }
  duration: weeks
  unit: weeks
  complete: { column: done, values: { "1": "true", "0": "false" } }
  exit_reason: { constant: work-unsubsidised }
)";

TEST(FactsTest, HoldsBackACaseWithARowThatCannotBeRead) {
  Row torn = RowOf(3, {{"dnr", "7"}});
  torn.fault = "The header has 4 columns and this row 1.";
  const CaseFacts facts =
      Build(kEvents,
            {RowOf(2, {{"dnr", "7"}, {"typ", "BREV"}, {"tid", "02/05/2024 10:00"}, {"enhet", "N"}}),
             torn});
  ASSERT_EQ(facts.refused.size(), 1u);
  EXPECT_EQ(facts.refused[0].line, 3);
  EXPECT_EQ(facts.refused[0].reason, "ROW_UNREADABLE");
  EXPECT_EQ(facts.refused[0].message, torn.fault);
}

TEST(FactsTest, ClosesACompleteSpellAndCensorsAnOpenOneWhereItWasLastSeen) {
  const CaseFacts complete =
      Build(kSpells, {RowOf(2, {{"id", "1"}, {"weeks", "4"}, {"done", "1"}})});
  ASSERT_TRUE(complete.refused.empty()) << complete.refused[0].message;
  ASSERT_EQ(complete.imported.rows_size(), 2);
  EXPECT_TRUE(complete.imported.rows(1).case_event().has_exit_recorded());
  EXPECT_EQ(complete.imported.rows(1).occurred().date().month(), 2);
  EXPECT_EQ(complete.imported.rows(1).occurred().date().day(), 3);
  const CaseFacts open = Build(kSpells, {RowOf(3, {{"id", "2"}, {"weeks", "7"}, {"done", "0"}})});
  ASSERT_EQ(open.imported.rows_size(), 2);
  EXPECT_TRUE(open.imported.rows(1).case_event().has_observation_ended());
}

constexpr char kDated[] = R"(
source: book
shape: spells
case: id
spell: { opened: in, closed: out, exit_reason: { constant: no-new-application } }
)";

TEST(FactsTest, RefusesASpellWithoutAnyEndUnlessTheExtractionDateIsStated) {
  const std::vector<Row> rows = {RowOf(2, {{"id", "1"}, {"in", "2020-01-01"}, {"out", ""}})};
  const CaseFacts refused = Build(kDated, rows);
  ASSERT_EQ(refused.refused.size(), 1u);
  EXPECT_THAT(refused.refused[0].message, HasSubstr("extracted_on"));
  std::string stated = kDated;
  stated.replace(stated.find("opened: in"), 10, "opened: in, extracted_on: 2021-06-30");
  const CaseFacts facts = Build(stated, rows);
  ASSERT_TRUE(facts.refused.empty()) << facts.refused[0].message;
  ASSERT_EQ(facts.imported.rows_size(), 2);
  EXPECT_EQ(facts.imported.rows(1).occurred().date().year(), 2021);
  EXPECT_TRUE(facts.imported.rows(1).case_event().has_observation_ended());
}

TEST(FactsTest, SortsAPersonsSpellsAndReopensForTheLaterOnes) {
  const CaseFacts facts =
      Build(kDated,
            {RowOf(2, {{"id", "1"}, {"in", "2021-01-01"}, {"out", "2021-02-01"}}),
             RowOf(3, {{"id", "1"}, {"in", "2020-01-01"}, {"out", "2020-03-01"}})});
  ASSERT_TRUE(facts.refused.empty()) << facts.refused[0].message;
  ASSERT_EQ(facts.imported.rows_size(), 4);
  EXPECT_TRUE(facts.imported.rows(0).case_event().has_case_opened());
  EXPECT_EQ(facts.imported.rows(0).occurred().date().year(), 2020);
  EXPECT_TRUE(facts.imported.rows(2).case_event().has_case_reopened());
}

TEST(FactsTest, ReadsLivelihoodStatesAsDaysOfAPerson) {
  const CaseFacts facts = Build(
      "source: l\nshape: livelihood\nperson: pnr\ntime: dag\n"
      "livelihood:\n  state: { column: st, values: { A: unsubsidised-work } }\n",
      {RowOf(2, {{"pnr", "19900101-2385"}, {"dag", "2024-03-01"}, {"st", "A"}})});
  ASSERT_TRUE(facts.refused.empty()) << facts.refused[0].message;
  ASSERT_EQ(facts.imported.rows_size(), 1);
  const auto& set = facts.imported.rows(0).person_event().livelihood_set();
  EXPECT_EQ(set.from_date().month(), 3);
  EXPECT_EQ(set.state(), framdrift::codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK);
}

}  // namespace
}  // namespace framdrift::cli::migration
