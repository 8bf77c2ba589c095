#include "tests/projections/expect_rows.h"

#include "domain/cases/case_decider.h"
#include "gtest/gtest.h"
#include "projections/cases.h"
#include "projections/recorded_event.h"
#include "projections/stream_rows.h"
#include "tests/projections/case_log.h"

namespace framdrift::projections {

ExpectedCases ExpectCases(const eventstore::EventStore& store, const std::string& tenant,
                          eventstore::Position until) {
  std::map<Id16, cases::CaseTimeline> timelines;
  const auto read = [&](const eventstore::EventView& event) {
    if (event.stream.kind != static_cast<uint16_t>(history::StreamKind::kCase)) return true;
    cases::CaseTimeline::Entry entry;
    EXPECT_TRUE(ReadEvent(event, Stockholm(), entry).ok());
    timelines.try_emplace(event.stream.id, Stockholm()).first->second.Add(std::move(entry));
    return true;
  };
  EXPECT_TRUE(store.Scan(tenant, eventstore::LogNumber::kMain, 0, until, read).ok());
  ExpectedCases expected;
  for (const auto& [id, timeline] : timelines) {
    casework::v1::CaseSummary row;
    const auto revision = static_cast<eventstore::Revision>(timeline.revision());
    if (!CasesModel::MakeRow({tenant, id, revision}, timeline.At({}), row)) continue;
    const bool open = timeline.current().latest()->open();
    if (open) ++expected.open[{row.unit_id(), row.caseworker_id()}];
    expected.by_name[row.name()] = std::move(row);
  }
  return expected;
}

void ExpectRowsFollowFromTheLog(const eventstore::EventStore& store, const std::string& tenant,
                                const RowView& rows) {
  const ExpectedCases expected = ExpectCases(store, tenant, rows.checkpoint().position);
  int64_t seen = 0;
  const auto compare = [&](absl::string_view, absl::string_view value) {
    casework::v1::CaseSummary row;
    EXPECT_TRUE(row.ParseFromArray(value.data(), static_cast<int>(value.size())));
    const auto it = expected.by_name.find(row.name());
    EXPECT_NE(it, expected.by_name.end()) << row.name();
    if (it == expected.by_name.end()) return true;
    EXPECT_EQ(row.DebugString(), it->second.DebugString());
    ++seen;
    return true;
  };
  EXPECT_TRUE(rows.Scan(kListPrefix, "", compare).ok());
  EXPECT_EQ(seen, static_cast<int64_t>(expected.by_name.size()));
  EXPECT_EQ(CountAllCases(rows).value(), seen);
  std::map<std::pair<std::string, std::string>, int64_t> open;
  const auto add = [&](const CaseloadRow& row) {
    open[{row.unit.empty() ? "" : row.unit.ToString(),
          row.caseworker.empty() ? "" : row.caseworker.ToString()}] = row.open;
    return true;
  };
  EXPECT_TRUE(VisitCaseloads(rows, {}, {}, add).ok());
  EXPECT_EQ(open, expected.open);
}

}  // namespace framdrift::projections
