// The limits of what the log takes. They are part of the format: raising one needs a new format.
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

// A tenant's id is text in hashes and in additional data, so it must stay short and plain.
inline constexpr size_t kMaxTenantBytes = 32;
// One answer of one person, or one note; longer texts are attachments.
inline constexpr size_t kMaxPartBytes = size_t{64} << 10;
inline constexpr size_t kMaxCommitEvents = 4096;
// One packed commit, all its events: what a subscriber must be able to hold at a time.
inline constexpr size_t kMaxCommitBytes = size_t{4} << 20;
inline constexpr size_t kMaxTags = 16;
// More subjects than a group session has; also what an index of one byte can count.
inline constexpr size_t kMaxParts = 255;
inline constexpr size_t kMaxRoleBytes = 63;
inline constexpr size_t kMaxReasonCodeBytes = 63;
inline constexpr size_t kMaxLegalBasisBytes = 127;
// Every condition costs the commit thread a look-up.
inline constexpr size_t kMaxConditions = 4096;
// Times run from year 1 to year 9999, in microseconds.
inline constexpr int64_t kMinUnixMicros = -62135596800000000;
inline constexpr int64_t kMaxUnixMicros = 253402300799999999;

// 1–32 characters of `[a-z0-9-]`. INVALID_ARGUMENT otherwise, saying which rule is broken.
absl::Status CheckTenant(absl::string_view tenant);
// Whether every limit but the packed size holds (EncodeCommit checks that), ids are there, strings
// are UTF-8 and enum values known. INVALID_ARGUMENT otherwise, naming the event and field.
absl::Status CheckLimits(const NewCommit& commit);

}  // namespace framdrift::eventstore
