// The zone a tenant counts its days in, read from the event that founded it.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "eventstore/event_store.h"

namespace framdrift::projections {

// FAILED_PRECONDITION when the log does not begin with the founding.
absl::StatusOr<absl::TimeZone> TenantZone(const eventstore::EventStore& store,
                                          absl::string_view tenant);

}  // namespace framdrift::projections
