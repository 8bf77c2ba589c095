// The read model of paths: what happened in each case, in order, beside what lists know of it.
#pragma once

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/filter/filter.h"
#include "domain/process/path.h"
#include "framdrift/process/v1/process_rows.pb.h"
#include "projections/projection.h"
#include "projections/rows.h"
#include "projections/stream_model.h"

namespace framdrift::projections {

inline constexpr char kPaths[] = "paths";

struct PathsModel {
  using Decider = process::PathDecider;
  using Row = process::v1::CasePath;
  static constexpr const char* kName = kPaths;
  static constexpr uint32_t kVersion = 1;

  // None where the read model of cases has none.
  static bool MakeRow(const StreamFacts& facts, const process::PathState& state, Row& row);
  // As the read model of cases is listed.
  static std::string SortKey(const Row& row);
  static void Count(const Row&, absl::FunctionRef<void(std::string key)>) {}
};

std::unique_ptr<Projection> PathsProjection();

// Visits the paths whose cases meet the filter, a filter of ListableCases(), from the key `from` on
// in the order they stand, until `visit` returns false. The path lives for one visit, and what is
// visited may change it. DATA_LOSS for a row that does not read.
absl::Status VisitPaths(
    const RowView& rows, const filter::Filter& filter, absl::string_view from,
    absl::FunctionRef<bool(absl::string_view key, process::v1::CasePath& path)> visit);

}  // namespace framdrift::projections
