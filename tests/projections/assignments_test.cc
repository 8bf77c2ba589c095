// Lists of the past: the candidates miss no case, and the rows are those a fold of each would give.
#include "projections/assignments.h"

#include <map>
#include <random>
#include <string>

#include "base/refusal.h"
#include "domain/history/known.h"
#include "projections/cases_then.h"
#include "projections/recorded_event.h"
#include "projections/stream_rows.h"
#include "tests/projections/projector_fixture.h"

namespace framdrift::projections {
namespace {

constexpr uint64_t kAssignmentsSeed = 7;
constexpr int kCasesInLog = 20;

using Summaries = std::map<std::string, std::string>;

class AssignmentsTest : public ProjectorTest {
 protected:
  std::vector<std::unique_ptr<Projection>> Projections() override {
    std::vector<std::unique_ptr<Projection>> projections;
    projections.push_back(AssignmentsProjection());
    return projections;
  }

  FoldSource Source() const { return {*store_, kTenant, Stockholm()}; }

  static bool IsAskedFor(const casework::v1::CaseSummary& row, const cases::ResponsibleThen& who) {
    if (!who.unit.empty() && row.unit_id() != who.unit.ToString()) return false;
    if (!who.caseworker.empty() && row.caseworker_id() != who.caseworker.ToString()) return false;
    return !who.open ||
           (row.phase() != casework::v1::PHASE_EXITED && row.phase() != casework::v1::PHASE_CLOSED);
  }

  // Every case there is, folded as of then.
  Summaries Expected(const cases::ResponsibleThen& who, const history::AsOf& as_of) const {
    Summaries expected;
    for (int number = 1; number <= kCasesInLog; ++number) {
      cases::CaseTimeline timeline(Stockholm());
      const auto add = [&](const eventstore::EventView& event) {
        history::Recorded<casework::v1::CaseEvent> entry;
        const absl::Status read = ReadEvent(event, Stockholm(), entry);
        timeline.Add(std::move(entry));
        return read;
      };
      EXPECT_TRUE(ReadStreamUntil(Source(), CaseStream(number), Head(), add).ok());
      casework::v1::CaseSummary row;
      const StreamFacts facts{
          kTenant,
          CaseStream(number).id,
          static_cast<eventstore::Revision>(history::CountKnown(timeline, as_of))};
      if (!CasesModel::MakeRow(facts, timeline.At(as_of), row) || !IsAskedFor(row, who)) continue;
      expected[row.name()] = SerializeRow(row);
    }
    return expected;
  }

  Summaries Found(const cases::ResponsibleThen& who, const history::AsOf& as_of) const {
    Summaries found;
    const auto rows = projector_->Read(kTenant, kAssignments);
    EXPECT_TRUE(rows.ok()) << rows.status();
    const auto then = FoldCasesThen(**rows, Source(), who, as_of);
    EXPECT_TRUE(then.ok()) << then.status();
    const absl::Status scanned =
        then->rows->Scan(kListPrefix, "", [&](absl::string_view, absl::string_view value) {
          casework::v1::CaseSummary row;
          EXPECT_TRUE(row.ParseFromArray(value.data(), static_cast<int>(value.size())));
          if (IsAskedFor(row, who)) found[row.name()] = SerializeRow(row);
          return true;
        });
    EXPECT_TRUE(scanned.ok()) << scanned;
    return found;
  }

  void ExpectThePastIsFound(std::mt19937_64& random) const {
    const auto below = [&](uint64_t limit) { return random() % limit; };
    for (int i = 0; i < 60; ++i) {
      history::AsOf as_of;
      as_of.position = static_cast<int64_t>(1 + below(Head()));
      if (below(2) == 0) {
        as_of.valid =
            absl::FromUnixSeconds(static_cast<int64_t>(1'670'000'000 + below(90'000'000)));
      }
      cases::ResponsibleThen who;
      if (below(2) == 0) who.unit = history::UnitId(TestId(5, static_cast<int>(below(3))));
      if (below(2) == 0) who.caseworker = history::StaffId(TestId(6, static_cast<int>(below(5))));
      who.open = below(2) == 0;
      ASSERT_EQ(Found(who, as_of), Expected(who, as_of)) << "position " << as_of.position;
    }
  }
};

class AssignmentsPropertyTest : public AssignmentsTest,
                                public ::testing::WithParamInterface<uint64_t> {};

TEST_P(AssignmentsPropertyTest, GiveEveryCaseOfThePastThatAFoldFinds) {
  std::mt19937_64 random(GetParam());
  ProjectorOptions options = Options();
  // Half the time every stream is forgotten at once, and read back from its row.
  if (GetParam() % 2 == 0) {
    options.held_streams = 0;
    options.events_per_turn = 7;
  }
  OpenProjector(std::move(options));
  CaseLog log(GetParam(), 1, kCasesInLog);
  for (int part = 0; part < 2; ++part) {
    AppendRandom(log, 100);
    ASSERT_TRUE(CatchUp(kAssignments).ok());
    ExpectThePastIsFound(random);
  }
  const RowDigest live = DigestAtHead(kAssignments);
  const auto rebuilt = projector_->Rebuild({kAssignments}, GoOn);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  EXPECT_EQ(rebuilt->front().after.hash, live.hash);
  EXPECT_EQ(rebuilt->front().after.rows, live.rows);
  ExpectThePastIsFound(random);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AssignmentsPropertyTest,
                         ::testing::Range(kAssignmentsSeed, kAssignmentsSeed + 4));

TEST_F(AssignmentsTest, ReadOnlyTheCasesThatWereTheCaseworkers) {
  OpenProjector();
  const auto record = [&](int number, casework::v1::CaseEvent event, int day) {
    Append(NewCommitOf({NewCaseEvent(
        CaseStream(number), event, absl::FromUnixSeconds(1'700'000'000) + absl::Hours(24 * day))}));
  };
  for (int number = 1; number <= 9; ++number) {
    casework::v1::CaseEvent opened;
    opened.mutable_case_opened()->set_unit_id(FormatUuid(TestId(5, 1)));
    record(number, opened, 0);
    casework::v1::CaseEvent assigned;
    assigned.mutable_case_assigned()->set_unit_id(FormatUuid(TestId(5, 1)));
    assigned.mutable_case_assigned()->set_caseworker_id(FormatUuid(TestId(6, number % 3)));
    record(number, assigned, 1);
    casework::v1::CaseEvent exited;
    exited.mutable_exit_recorded();
    if (number > 6) record(number, exited, 10);
  }
  ASSERT_TRUE(CatchUp(kAssignments).ok());
  const auto rows = projector_->Read(kTenant, kAssignments);
  ASSERT_TRUE(rows.ok());
  const auto candidates = [&](const cases::ResponsibleThen& who, int day) {
    int count = 0;
    const absl::Time then = absl::FromUnixSeconds(1'700'000'000) + absl::Hours(24 * day);
    EXPECT_TRUE(VisitCandidates(**rows, who, {.valid = then}, Stockholm(), [&](const Id16&) {
                  ++count;
                  return true;
                }).ok());
    return count;
  };
  const history::StaffId first(TestId(6, 1));
  EXPECT_EQ(candidates({.unit = {}, .caseworker = first, .open = true}, 5), 3);
  EXPECT_EQ(candidates({.unit = {}, .caseworker = first, .open = true}, 20), 2);
  EXPECT_EQ(candidates({.unit = {}, .caseworker = first, .open = false}, 20), 3);
  EXPECT_EQ(candidates({.unit = {}, .caseworker = first, .open = false}, 0), 0);
  EXPECT_EQ(candidates({}, -1), 0);
  EXPECT_EQ(candidates({}, 20), 9);
}

TEST_F(AssignmentsTest, RefuseAPastOfTooManyCases) {
  OpenProjector();
  CaseLog log(kAssignmentsSeed, 1, kCasesInLog);
  AppendRandom(log, 60);
  ASSERT_TRUE(CatchUp(kAssignments).ok());
  const auto rows = projector_->Read(kTenant, kAssignments);
  ASSERT_TRUE(rows.ok());
  const auto then = FoldCasesThen(**rows, Source(), {}, {}, 5);
  ASSERT_EQ(RefusalsOf(then.status()).size(), 1u);
  EXPECT_EQ(RefusalsOf(then.status())[0].reason, kTooManyCasesThen);
}

}  // namespace
}  // namespace framdrift::projections
