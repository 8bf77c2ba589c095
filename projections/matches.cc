#include "projections/matches.h"

#include <memory>

#include "base/status_macros.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {

absl::Status VisitMatches(
    const RowView& rows, const Listable& listable, const filter::Filter& filter,
    absl::string_view from,
    absl::FunctionRef<bool(absl::string_view key, google::protobuf::Message& row)> visit) {
  const std::unique_ptr<google::protobuf::Message> row(listable.prototype.New());
  absl::Status status;
  FD_RETURN_IF_ERROR(
      rows.Scan(kListPrefix, from, [&](absl::string_view key, absl::string_view value) {
        if (!row->ParseFromArray(value.data(), static_cast<int>(value.size()))) {
          const absl::StatusOr<Id16> id = IdOfListKey(key);
          status = id.ok() ? UnreadableRow(*id) : id.status();
          return false;
        }
        if (!filter.Matches(filter::MessageRow(listable.schema, *row))) return true;
        return visit(key, *row);
      }));
  return status;
}

}  // namespace framdrift::projections
