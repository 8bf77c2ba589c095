#include "services/invented_data.h"

#include "base/status_macros.h"

namespace framdrift::services {

absl::StatusOr<bool> IsInvented(const eventstore::EventStore& store, absl::string_view tenant) {
  FD_ASSIGN_OR_RETURN(
      const eventstore::Page page,
      store.ReadLog(tenant, eventstore::LogNumber::kMain, 1, eventstore::Direction::kForward, 1));
  return !page.empty() && page.events().front().reason_code == kInventedData;
}

}  // namespace framdrift::services
