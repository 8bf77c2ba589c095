// Seals and encodes a commit on the request's thread, so that the commit thread need not.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/codec.h"
#include "eventstore/event.h"
#include "eventstore/key_store.h"

namespace framdrift::eventstore {

// Checks the limits, gets the subjects' keys (new ones are synced on return), seals the parts and
// encodes. INVALID_ARGUMENT for a broken limit, FAILED_PRECONDITION for an erased subject.
absl::StatusOr<PreparedCommit> PrepareCommit(absl::string_view tenant, const NewCommit& commit,
                                             KeyStore& keys);

// Opens `part` of `event` with the subject's key. NOT_FOUND if part or key is erased.
absl::StatusOr<std::string> OpenPartOf(absl::string_view tenant, const EventView& event,
                                       const PartView& part, KeyStore& keys);

}  // namespace framdrift::eventstore
