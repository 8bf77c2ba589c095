// Constants of the packed commit, shared by packing and unpacking. FORMAT.md explains them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "eventstore/event.h"
#include "eventstore/limits.h"

namespace framdrift::eventstore::packed {

inline constexpr uint8_t kFormat = 1;

// Markers of an element, which stands whole or is erased.
inline constexpr uint8_t kWhole = 1;
inline constexpr uint8_t kErased = 2;

// Flags: which optional fields follow.
inline constexpr uint8_t kHasOnBehalfOf = 1;
inline constexpr uint8_t kHasUnit = 2;
inline constexpr uint8_t kHasSourceRecordedAt = 1;
inline constexpr uint8_t kHasCorrelation = 2;
inline constexpr uint8_t kHasCausation = 4;

// Offsets from the start of a packed commit; see "Packed commit".
inline constexpr size_t kFirstPositionOffset = 3;
inline constexpr size_t kCommitLineOffset = 11;
inline constexpr size_t kRecordedAtOffset = kCommitLineOffset + 16 + 32;
inline constexpr size_t kKeySequenceOffset = kRecordedAtOffset + 8;
inline constexpr size_t kCommitLineBytes = 16 + 32 + 8 + 8 + 4;

inline constexpr size_t kStreamBytes = 2 + 16 + 8 + 32;
inline constexpr size_t kStreamBaseOffset = 18;  // of base revision, within a stream's entry
inline constexpr size_t kHeaderRandomBytes = 16;
inline constexpr size_t kChecksumBytes = 4;

// A sealed part is at most its plaintext and what the sealing adds to it.
inline constexpr size_t kPartPrefixBytes = 16 + 2 + 1 + 1 + 4;
inline constexpr size_t kMaxStoredPartBytes = kMaxPartBytes + kPartPrefixBytes + 24 + 16;

// H(link).
Hash LinkHash(absl::string_view tenant, LogNumber log, Position position, const StreamId& stream,
              Revision revision, absl::string_view previous_leaf);
// H(header).
Hash HeaderHash(const Hash& shared, absl::string_view header);
// H(public): salted by the random bytes of the header, so that when both are erased nobody can try
// out which few codes and dates the public part may have held.
Hash PublicHash(absl::string_view header, absl::string_view public_part);
// SHA-256(0x00 ‖ link ‖ header ‖ public ‖ parts).
Hash LeafHash(const Hash& link, absl::string_view header, absl::string_view public_part,
              absl::string_view parts);

}  // namespace framdrift::eventstore::packed
