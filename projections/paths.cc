#include "projections/paths.h"

#include "base/status_macros.h"
#include "projections/cases.h"
#include "projections/stream_projection.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {

bool PathsModel::MakeRow(const StreamFacts& facts, const process::PathState& state, Row& row) {
  row = state.path;
  return CasesModel::MakeRow(facts, state.state, *row.mutable_case_());
}

std::string PathsModel::SortKey(const Row& row) { return CasesModel::SortKey(row.case_()); }

std::unique_ptr<Projection> PathsProjection() {
  return std::make_unique<StreamProjection<PathsModel>>();
}

absl::Status VisitPaths(
    const RowView& rows, const filter::Filter& filter, absl::string_view from,
    absl::FunctionRef<bool(absl::string_view key, process::v1::CasePath& path)> visit) {
  const filter::MessageSchema& schema = ListableCases().schema;
  process::v1::CasePath path;
  absl::Status status;
  FD_RETURN_IF_ERROR(
      rows.Scan(kListPrefix, from, [&](absl::string_view key, absl::string_view value) {
        if (!path.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
          const absl::StatusOr<Id16> id = IdOfListKey(key);
          status = id.ok() ? UnreadableRow(*id) : id.status();
          return false;
        }
        if (!filter.Matches(filter::MessageRow(schema, path.case_()))) return true;
        return visit(key, path);
      }));
  return status;
}

}  // namespace framdrift::projections
