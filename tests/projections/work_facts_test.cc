// From random logs of staff and activities, struck through and entered late, capacity and costs are
// what a plain program finds that walks the events with loops, as of any day and position.
#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "projections/facts.h"
#include "tests/projections/projector_fixture.h"
#include "tests/projections/work_log.h"

namespace framdrift::projections {
namespace {

using indicators::FactTable;
using indicators::FactTables;
using indicators::Subject;

constexpr int kWorkEvents = 120;
constexpr uint64_t kWorkSeeds = 6;

class WorkFactsTest : public ProjectorTest, public ::testing::WithParamInterface<uint64_t> {
 protected:
  void Compare(const FactTables& tables, int64_t position, int day) {
    for (int stream = 0; stream < WorkLog::kStreams; ++stream) {
      SCOPED_TRACE(absl::StrCat("stream ", stream, " position ", position, " day ", day));
      const PlainWork plain = log_.At(stream, position, day);
      const Id16 id = WorkLog::StreamOf(stream).id;
      EXPECT_EQ(CostsOf(tables.table(Subject::kCost), id), plain.costs);
      if (stream >= WorkLog::kStaff) continue;
      const FactTable& staff = tables.table(Subject::kStaff);
      const auto row = staff.Find({id, 1});
      ASSERT_EQ(row.has_value(), plain.registered);
      if (!row) continue;
      EXPECT_EQ(staff.DayOfField(indicators::staff::kEnded, *row) == indicators::kNoDay,
                plain.fte_percent.has_value());
      if (!plain.fte_percent) continue;
      const auto today = indicators::DayOf(indicators::MomentOf(WorkLog::EndOf(day), Stockholm()));
      // In thousandths, and one more.
      EXPECT_EQ(staff.ValueOn(indicators::staff::kFte, *row, today),
                static_cast<uint32_t>(*plain.fte_percent * 10 + 1));
    }
  }

  WorkLog log_{GetParam()};

 private:
  static std::vector<PlainCost> CostsOf(const FactTable& table, const Id16& id) {
    std::vector<PlainCost> costs;
    for (indicators::RowId row = 0; row < table.size(); ++row) {
      if (table.key(row).case_id != id) continue;
      costs.emplace_back(table.days(indicators::cost::kFrom)[row],
                         table.days(indicators::cost::kUntil)[row],
                         std::llround(table.numbers(indicators::cost::kAmount)[row] * 100));
    }
    std::sort(costs.begin(), costs.end());
    return costs;
  }
};

TEST_P(WorkFactsTest, CapacityAndCostsAreThoseOfAnyDayAsKnownAtAnyPosition) {
  for (int i = 0; i < kWorkEvents; ++i) {
    Append(NewCommitOf({log_.Next(static_cast<int64_t>(Head()) + 1)}));
  }
  for (int64_t position = 5; position <= kWorkEvents; position += 23) {
    for (const int day : {3, 40, 99}) {
      const auto tables = FoldFacts({*store_, kTenant, Stockholm()},
                                    {.valid = WorkLog::EndOf(day), .position = position});
      ASSERT_TRUE(tables.ok()) << tables.status();
      Compare(**tables, position, day);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, WorkFactsTest, ::testing::Range(uint64_t{1}, kWorkSeeds));

}  // namespace
}  // namespace framdrift::projections
