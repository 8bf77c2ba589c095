// The rows of facts follow from the log however they were made, and the tables from the rows.
#include "projections/facts.h"

#include <algorithm>
#include <latch>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "domain/history/streams.h"
#include "framdrift/activity/v1/activity_events.pb.h"
#include "framdrift/organisation/v1/organisation_events.pb.h"
#include "framdrift/person/v1/person_events.pb.h"
#include "projections/facts_sweep.h"
#include "projections/live_facts.h"
#include "tests/projections/projector_fixture.h"
#include "tests/projections/work_log.h"
#include "tests/projections/worklist_log.h"

namespace framdrift::projections {
namespace {

using indicators::FactTable;
using indicators::FactTables;
using indicators::FieldType;
using indicators::Subject;

constexpr uint64_t kFactsSeed = 11;
constexpr int kFactsCases = 24;

// A cell of a table as text: names as they read, not as numbers.
std::string CellOf(const FactTable& table, indicators::FieldId field,
                   const indicators::FactRow& row) {
  const bool named = table.fields()[field].type == FieldType::kName;
  const auto value = [&](uint32_t number) {
    return named ? std::string(table.NameOf(field, number)) : absl::StrCat(number);
  };
  std::string text = absl::StrCat(row.day(field),
                                  ",",
                                  row.moment(field),
                                  ",",
                                  value(row.value(field)),
                                  ",",
                                  row.has_number(field) ? row.number(field) : -1);
  for (const indicators::Change& one : row.changes(field)) {
    absl::StrAppend(&text, " ", one.from, ":", value(one.value));
  }
  return text;
}

// All rows of all tables, sorted.
std::vector<std::string> Written(const FactTables& tables) {
  std::vector<std::string> lines;
  for (const Subject subject : {Subject::kEpisode,
                                Subject::kEnrolment,
                                Subject::kSupportSpell,
                                Subject::kSession,
                                Subject::kApplication,
                                Subject::kStaff,
                                Subject::kCost}) {
    const FactTable& table = tables.table(subject);
    indicators::FactRow row(table.fields());
    for (indicators::RowId id = 0; id < table.size(); ++id) {
      table.Read(id, row);
      std::string& line = lines.emplace_back(absl::StrCat(
          NameOf(subject), " ", FormatUuid(table.key(id).case_id), " ", table.key(id).ordinal));
      for (indicators::FieldId field = 0; field < table.fields().size(); ++field) {
        absl::StrAppend(&line, " | ", CellOf(table, field, row));
      }
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

class FactsTest : public ProjectorTest, public ::testing::WithParamInterface<uint64_t> {
 protected:
  std::vector<std::unique_ptr<Projection>> Projections() override {
    std::vector<std::unique_ptr<Projection>> projections;
    projections.push_back(FactsProjection());
    return projections;
  }

  // The persons of all cases, and the unit 1.
  void AppendPersons() {
    std::vector<eventstore::NewEvent> events;
    for (int number = 1; number <= kFactsCases; ++number) {
      person::v1::PersonEvent event;
      event.mutable_person_registered()->mutable_birth_date()->set_year(1960 + number);
      event.mutable_person_registered()->mutable_birth_date()->set_month(1 + number % 12);
      event.mutable_person_registered()->mutable_birth_date()->set_day(1);
      event.mutable_person_registered()->set_sex(number % 2 ? person::v1::SEX_FEMALE
                                                            : person::v1::SEX_MALE);
      events.push_back(
          NewEventOf({static_cast<uint16_t>(history::StreamKind::kPerson), CaseStream(number).id},
                     event,
                     absl::FromUnixSeconds(1'600'000'000)));
    }
    organisation::v1::UnitEvent unit;
    unit.mutable_unit_created()->set_municipality_code("1284");
    events.push_back(NewEventOf({static_cast<uint16_t>(history::StreamKind::kUnit), TestId(5, 1)},
                                unit,
                                absl::FromUnixSeconds(1'600'000'000)));
    Append(NewCommitOf(std::move(events)));
  }
  void AppendCommits(CaseLog& cases, WorklistLog& others, int commits) {
    for (int i = 0; i < commits; ++i) {
      eventstore::NewCommit one = cases.Next();
      cases.Appended(one, Append(one));
      eventstore::NewCommit other = others.Next();
      others.Appended(other, Append(other));
      Append(NewCommitOf({work_.Next(static_cast<int64_t>(Head()) + 1)}));
    }
  }
  std::vector<std::string> Folded(const history::AsOf& as_of) {
    const auto tables = FoldFacts({*store_, kTenant, Stockholm()}, as_of);
    EXPECT_TRUE(tables.ok()) << tables.status();
    return tables.ok() ? Written(**tables) : std::vector<std::string>();
  }
  std::vector<std::string> Live(LiveFacts& live) {
    EXPECT_TRUE(CatchUp(kFacts).ok());
    std::vector<std::string> lines;
    const auto use = [&](const FactTables& tables, eventstore::Position position) {
      EXPECT_EQ(position, Head());
      lines = Written(tables);
      return absl::OkStatus();
    };
    EXPECT_TRUE(live.With(kTenant, use).ok());
    return lines;
  }

 private:
  WorkLog work_{kFactsSeed};
};

TEST_P(FactsTest, RowsAndTablesAreThoseOfTheWholeLogHoweverTheyWereMade) {
  ProjectorOptions options = Options();
  options.build_threads = static_cast<int>(1 + GetParam() % 3);
  options.events_per_turn = 30;
  OpenProjector(options);
  LiveFacts live(*projector_);
  CaseLog cases(GetParam(), 1, kFactsCases);
  WorklistLog others(GetParam(), kFactsCases);
  AppendPersons();
  std::map<int64_t, std::vector<std::string>> at;
  for (int part = 0; part < 3; ++part) {
    AppendCommits(cases, others, 60);
    at[static_cast<int64_t>(Head())] = Live(live);
  }
  // What was known up to a position is what the tables said when the log ended there.
  for (const auto& [position, lines] : at) {
    EXPECT_GT(lines.size(), 10u);
    EXPECT_EQ(Folded({.position = position}), lines);
  }
  // Also on the way from one position to the next.
  FactsSweep sweep({*store_, kTenant, Stockholm()});
  for (int64_t position = 40; position <= static_cast<int64_t>(Head()); position += 17) {
    const auto tables = sweep.At(static_cast<eventstore::Position>(position));
    ASSERT_TRUE(tables.ok()) << tables.status();
    EXPECT_EQ(Written(**tables), Folded({.position = position})) << position;
  }
  const RowDigest followed = DigestAtHead(kFacts);
  const auto rebuilt = projector_->Rebuild({kFacts}, GoOn);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  EXPECT_EQ(rebuilt->front().after.hash, followed.hash);
  EXPECT_EQ(rebuilt->front().after.rows, followed.rows);
  // And both go on from there.
  AppendCommits(cases, others, 20);
  EXPECT_EQ(Live(live), Folded({}));
}

INSTANTIATE_TEST_SUITE_P(Seeds, FactsTest, ::testing::Range(kFactsSeed, kFactsSeed + 4));

class LiveFactsTest : public FactsTest {};

TEST_F(LiveFactsTest, QuestionsToATenantRunSideBySide) {
  OpenProjector();
  AppendPersons();
  ASSERT_TRUE(CatchUp(kFacts).ok());
  LiveFacts live(*projector_);
  // Neither question ends before the other has begun.
  std::latch both(2);
  const auto ask = [&] {
    const auto use = [&](const FactTables&, eventstore::Position) {
      both.arrive_and_wait();
      return absl::OkStatus();
    };
    EXPECT_TRUE(live.With(kTenant, use).ok());
  };
  std::thread other(ask);
  ask();
  other.join();
}

TEST_F(LiveFactsTest, AQuestionAfterAWriteIsAnsweredWithIt) {
  OpenProjector();
  LiveFacts live(*projector_);
  casework::v1::CaseEvent event;
  event.mutable_case_opened();
  for (int number = 1; number <= kFactsCases; ++number) {
    Append(NewCommitOf(
        {NewCaseEvent(CaseStream(number), event, absl::FromUnixSeconds(1'700'000'000))}));
    ASSERT_TRUE(CatchUp(kFacts).ok());
    const auto use = [&](const FactTables& tables, eventstore::Position position) {
      EXPECT_EQ(tables.table(Subject::kEpisode).size(), static_cast<size_t>(number));
      EXPECT_EQ(position, Head());
      return absl::OkStatus();
    };
    ASSERT_TRUE(live.With(kTenant, use).ok());
  }
}

TEST_F(LiveFactsTest, WhoLivesInAHouseholdAndWhatIsBookedDoNotLoadAllAnew) {
  OpenProjector();
  LiveFacts live(*projector_);
  AppendPersons();
  const FactTables* loaded = nullptr;
  const auto use = [&](const FactTables& tables, eventstore::Position position) {
    loaded = &tables;
    EXPECT_EQ(position, Head());
    return absl::OkStatus();
  };
  ASSERT_TRUE(CatchUp(kFacts).ok());
  ASSERT_TRUE(live.With(kTenant, use).ok());
  const FactTables* const first = loaded;
  household::v1::HouseholdEvent event;
  auto& applied = *event.mutable_application_received();
  applied.set_application_id(FormatUuid(TestId(9, 1)));
  applied.set_application_kind(household::v1::APPLICATION_KIND_NEW);
  applied.add_applicant_ids(FormatUuid(CaseStream(1).id));
  Append(
      NewCommitOf({NewEventOf(HouseholdStream(1), event, absl::FromUnixSeconds(1'700'000'000))}));
  ASSERT_TRUE(CatchUp(kFacts).ok());
  ASSERT_TRUE(live.With(kTenant, use).ok());
  EXPECT_EQ(loaded, first);
  EXPECT_EQ(loaded->table(Subject::kApplication).size(), 1u);
  // Nor does what is booked.
  activity::v1::ActivityEvent booked;
  booked.mutable_cost_booked()->set_amount_ore(100);
  booked.mutable_cost_booked()->mutable_from_date()->set_year(2024);
  booked.mutable_cost_booked()->mutable_from_date()->set_month(1);
  booked.mutable_cost_booked()->mutable_from_date()->set_day(1);
  *booked.mutable_cost_booked()->mutable_until_date() = booked.cost_booked().from_date();
  booked.mutable_cost_booked()->mutable_until_date()->set_day(2);
  Append(
      NewCommitOf({NewEventOf({static_cast<uint16_t>(history::StreamKind::kActivity), TestId(8, 1)},
                              booked,
                              absl::FromUnixSeconds(1'700'000'000))}));
  ASSERT_TRUE(CatchUp(kFacts).ok());
  ASSERT_TRUE(live.With(kTenant, use).ok());
  EXPECT_EQ(loaded, first);
  EXPECT_EQ(loaded->table(Subject::kCost).size(), 1u);
  // What a unit is bears on everybody who is in it.
  organisation::v1::UnitEvent unit;
  unit.mutable_unit_created()->set_municipality_code("1384");
  Append(NewCommitOf({NewEventOf({static_cast<uint16_t>(history::StreamKind::kUnit), TestId(5, 2)},
                                 unit,
                                 absl::FromUnixSeconds(1'700'000'000))}));
  ASSERT_TRUE(CatchUp(kFacts).ok());
  ASSERT_TRUE(live.With(kTenant, use).ok());
  EXPECT_NE(loaded, first);
}

class FactsThenTest : public FactsTest {};

TEST_F(FactsThenTest, WhatWasTrueOnADayIsFoldedFromWhatHadHappenedThen) {
  OpenProjector();
  const absl::Time opened = absl::FromUnixSeconds(1'700'000'000);
  casework::v1::CaseEvent event;
  event.mutable_case_opened();
  Append(NewCommitOf({NewCaseEvent(CaseStream(1), event, opened)}));
  event.mutable_exit_recorded()->set_reason(codes::v1::EXIT_REASON_PENSION);
  Append(NewCommitOf({NewCaseEvent(CaseStream(1), event, opened + absl::Hours(48))}));
  const auto exited = [&](absl::Time valid) {
    const auto tables = FoldFacts({*store_, kTenant, Stockholm()}, {.valid = valid});
    EXPECT_TRUE(tables.ok());
    const FactTable& table = (*tables)->table(Subject::kEpisode);
    return table.DayOfField(indicators::episode::kExited, *table.Find({CaseStream(1).id, 1}));
  };
  EXPECT_EQ(exited(opened + absl::Hours(47)), indicators::kNoDay);
  EXPECT_NE(exited(opened + absl::Hours(48)), indicators::kNoDay);
}

}  // namespace
}  // namespace framdrift::projections
