// The rows that a list or figure of cases is answered from: those that stand, or those of a past.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "domain/cases/responsibility.h"
#include "projections/assignments.h"
#include "projections/cases.h"
#include "projections/cases_then.h"
#include "services/past.h"
#include "services/rows_query.h"

namespace framdrift::services {

// Lives no longer than the reading it came from.
struct CaseRows {
  const projections::RowView* rows = nullptr;
  // None where the rows are those that stand.
  std::optional<Past> past;
  bool source_times_used = false;
  std::unique_ptr<projections::RowView> folded;

  // How the pages of one list know each other; empty for what stands.
  std::string pinned() const;
};

// The read model that CaseRowsOf takes its rows from.
inline const char* CaseReadModel(const PastAsked& asked) {
  return asked.any() ? projections::kAssignments : projections::kCases;
}

// `page_position` is that of the first page, 0 where this is it. TOO_MANY_CASES_THEN; the errors of
// PastOf.
absl::StatusOr<CaseRows> CaseRowsOf(const RowsReading& reading, const PastAsked& asked,
                                    const cases::ResponsibleThen& who, int64_t page_position);

// The unit and caseworker that every row that meets `filter` has, where it says so. FILTER_INVALID.
absl::StatusOr<cases::ResponsibleThen> WhoseCases(absl::string_view filter, absl::TimeZone zone);

// Writes what every answer from `rows` says of the moment it holds for.
template <typename Response>
void StateMoment(const RowsReading& reading, const CaseRows& rows, Response& response) {
  const absl::Time evaluated_at = rows.past ? rows.past->evaluated_at : reading.context().now;
  *response.mutable_evaluated_at() = history::TimestampFrom(evaluated_at);
  response.set_source_times_used(rows.source_times_used);
}

}  // namespace framdrift::services
