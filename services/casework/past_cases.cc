#include "services/casework/past_cases.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/filter/filter.h"

namespace framdrift::services {

std::string CaseRows::pinned() const {
  if (!past) return "";
  const auto written = [](absl::Time time) { return absl::StrCat(absl::ToUnixMicros(time), "/"); };
  return absl::StrCat(written(past->as_of.valid), written(past->as_of.known), past->as_of.position);
}

absl::StatusOr<CaseRows> CaseRowsOf(const RowsReading& reading, const PastAsked& asked,
                                    const cases::ResponsibleThen& who, int64_t page_position) {
  CaseRows rows;
  rows.rows = &reading.rows();
  if (!asked.any()) return rows;
  FD_ASSIGN_OR_RETURN(rows.past, PastOf(reading, asked));
  if (page_position != 0) {
    rows.past->as_of.position = std::min(rows.past->as_of.position, page_position);
  }
  const projections::FoldSource source{
      reading.runtime().store, reading.tenant(), reading.context().zone};
  FD_ASSIGN_OR_RETURN(projections::CasesThen then,
                      projections::FoldCasesThen(reading.rows(), source, who, rows.past->as_of));
  rows.source_times_used = then.source_times_used;
  rows.folded = std::move(then.rows);
  rows.rows = rows.folded.get();
  return rows;
}

absl::StatusOr<cases::ResponsibleThen> WhoseCases(absl::string_view filter, absl::TimeZone zone) {
  const filter::Schema& schema = projections::ListableCases().schema.schema();
  FD_ASSIGN_OR_RETURN(const filter::Filter compiled, filter::Filter::Compile(filter, schema, zone));
  const auto required = [&](absl::string_view field) -> Id16 {
    const std::optional<size_t> place = schema.Find(field);
    const std::optional<Id16> id = place ? compiled.RequiredId(*place) : std::nullopt;
    return id.value_or(Id16{});
  };
  cases::ResponsibleThen who;
  who.unit = history::UnitId(required("unit_id"));
  who.caseworker = history::StaffId(required("caseworker_id"));
  return who;
}

}  // namespace framdrift::services
