// The read model of facts: what figures are computed from, by person and stream.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "domain/history/timeline.h"
#include "domain/indicators/fact_tables.h"
#include "projections/memory_rows.h"
#include "projections/projection.h"

namespace framdrift::projections {

inline constexpr char kFacts[] = "facts";

std::unique_ptr<Projection> FactsProjection();

// Tables of all that `rows` hold. DATA_LOSS when a row does not read.
absl::StatusOr<std::unique_ptr<indicators::FactTables>> LoadFacts(const RowView& rows);
// Puts what `rows` hold of a person, a member of staff or an activity in place of what `tables`
// had. DATA_LOSS as above.
absl::Status ReloadOwner(const RowView& rows, absl::string_view owner,
                         indicators::FactTables& tables);
// What of the tables a row bears on that was written or deleted.
enum class FactsBearing { kNothing, kOwner, kAll };
FactsBearing BearingOfFactsKey(absl::string_view key);
// Whom a row is about that bears on one, for ReloadOwner.
std::string OwnerOfFactsKey(absl::string_view key);

// Puts the rows of what was true and known then into `rows`, which are none yet. Reads the log up
// to the position once.
absl::Status FoldFactRows(const FoldSource& source, const history::AsOf& as_of, MemoryRows& rows);
// Tables of the same.
absl::StatusOr<std::unique_ptr<indicators::FactTables>> FoldFacts(const FoldSource& source,
                                                                  const history::AsOf& as_of);

}  // namespace framdrift::projections
