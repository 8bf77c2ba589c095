// Tenants in which nobody exists, and how their log says so.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/event_store.h"

namespace framdrift::services {

// The reason code of the event that founds such a tenant. No later event takes it back.
inline constexpr char kInventedData[] = "invented-data";

// Whether the first event of the tenant's log says so; false while there is none. Waits for the
// disk.
absl::StatusOr<bool> IsInvented(const eventstore::EventStore& store, absl::string_view tenant);

}  // namespace framdrift::services
