// The rows that meet a filter, read one by one.
#pragma once

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/filter/filter.h"
#include "google/protobuf/message.h"
#include "projections/listing.h"
#include "projections/rows.h"

namespace framdrift::projections {

// Visits the rows from the key `from` on that meet the filter, in the order they stand, until
// `visit` returns false. The message lives for one visit. DATA_LOSS for a row that does not read.
absl::Status VisitMatches(
    const RowView& rows, const Listable& listable, const filter::Filter& filter,
    absl::string_view from,
    absl::FunctionRef<bool(absl::string_view key, google::protobuf::Message& row)> visit);

}  // namespace framdrift::projections
