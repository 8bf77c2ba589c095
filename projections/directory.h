// The read model of what there is: the streams of every kind, in the order they came to be.
#pragma once

#include <memory>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "base/strong_id.h"
#include "domain/history/streams.h"
#include "eventstore/event.h"
#include "projections/projection.h"
#include "projections/rows.h"

namespace framdrift::projections {

inline constexpr char kDirectory[] = "directory";

std::unique_ptr<Projection> DirectoryProjection();

// Visits the streams of `kind` whose first event stands after position `after`, in order of that
// position, until `visit` returns false.
absl::Status VisitStreams(
    const RowView& rows, history::StreamKind kind, eventstore::Position after,
    absl::FunctionRef<bool(const Id16& id, eventstore::Position first)> visit);

}  // namespace framdrift::projections
