// What makes a row of another system the same row in its next export: source, case, code, instant
// and ordinal among equal rows, as a keyed hash that stands as a tag on the row's event.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/strong_id.h"
#include "eventstore/event.h"
#include "eventstore/key_store.h"

namespace framdrift::services {

// Of a row whose source knew it later than now (INVALID_ARGUMENT or a refusal of the row).
inline constexpr char kKnownInFuture[] = "KNOWN_IN_FUTURE";

// Kinds of tags on imported events (eventstore/FORMAT.md, tags).
inline constexpr uint16_t kImportSourceTag = 1;
inline constexpr uint16_t kImportRowTag = 2;
// Instead of kImportRowTag, of a row that follows from others and is left out of the counts.
inline constexpr uint16_t kImportDerivedRowTag = 3;
inline constexpr uint16_t kImportCaseTag = 4;

// Makes the ids of one source's rows. The keyed hash is the tenant's, so that neither the source's
// case numbers nor persons can be found by trying. Thread-safe.
class RowIdentities {
 public:
  // `founded` is false while the tenant has no keys and is to get none: then nothing that is made
  // here may be recorded.
  RowIdentities(eventstore::KeyStore& keys, std::string tenant, bool founded, std::string source)
      : keys_(keys), tenant_(std::move(tenant)), founded_(founded), source_(std::move(source)) {}

  absl::StatusOr<Id16> Source() const;
  absl::StatusOr<Id16> Case(absl::string_view key) const;
  // Of the person and case behind the source's `key` where it names nobody by number.
  absl::StatusOr<Id16> Person(absl::string_view key) const;
  absl::StatusOr<Id16> Row(absl::string_view key, absl::string_view code, absl::Time occurred,
                           int32_t ordinal) const;
  // By which a person is found by number.
  absl::StatusOr<eventstore::Hash> Number(absl::string_view normalised) const;
  // Of a commit that holds `content`.
  absl::StatusOr<eventstore::Hash> Commit(absl::string_view key, absl::string_view content) const;

 private:
  absl::StatusOr<eventstore::Hash> Hash(absl::string_view purpose, absl::string_view text) const;

  eventstore::KeyStore& keys_;
  const std::string tenant_;
  const bool founded_;
  const std::string source_;
};

// The first 16 bytes as a version 8 UUID.
Id16 IdFrom(const eventstore::Hash& hash);

}  // namespace framdrift::services
