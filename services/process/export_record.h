// What must hold before direct identifiers leave, and what the access log keeps of it.
#pragma once

#include "absl/status/status.h"
#include "domain/history/context.h"
#include "eventstore/event.h"
#include "framdrift/process/v1/process_service.pb.h"

namespace framdrift::services {

// FIELD_INVALID for identifiers without a reason and for a reason without them,
// CASE_ACCESS_MISSING for a role that may not open cases.
absl::Status CheckIdentifiers(const process::v1::ExportProcessRequest& request,
                              const history::Actor& actor);

// The entry of an export of the main log's first `position` events, in the stream of who asks.
eventstore::NewCommit ExportRecord(const process::v1::ExportProcessRequest& request,
                                   const history::Context& context, eventstore::Position position);

}  // namespace framdrift::services
