#include "eventstore/prepare.h"

#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/status_macros.h"
#include "eventstore/limits.h"

namespace framdrift::eventstore {

absl::StatusOr<PreparedCommit> PrepareCommit(absl::string_view tenant, const NewCommit& commit,
                                             KeyStore& keys) {
  FD_RETURN_IF_ERROR(CheckTenant(tenant));
  FD_RETURN_IF_ERROR(CheckLimits(commit));
  std::vector<Id16> subjects;
  absl::flat_hash_map<Id16, size_t> key_of;
  for (const NewEvent& event : commit.events) {
    for (const NewPart& part : event.parts) {
      if (key_of.try_emplace(part.subject, subjects.size()).second) {
        subjects.push_back(part.subject);
      }
    }
  }
  FD_ASSIGN_OR_RETURN(const std::vector<DataKey> data_keys, keys.KeysFor(tenant, subjects));
  std::vector<SealedPart> sealed;
  for (size_t i = 0; i < commit.events.size(); ++i) {
    const NewEvent& event = commit.events[i];
    for (size_t j = 0; j < event.parts.size(); ++j) {
      const NewPart& part = event.parts[j];
      const DataKey& key = data_keys[key_of[part.subject]];
      const PartPlace place{.tenant = tenant,
                            .stream = event.stream,
                            .commit_id = commit.commit_id,
                            .event_index = static_cast<uint16_t>(i),
                            .part_index = static_cast<uint16_t>(j),
                            .type = event.type,
                            .schema_version = event.schema_version,
                            .subject = part.subject,
                            .key_version = key.version};
      sealed.push_back(SealPart(place, part.role, key, part.plaintext));
    }
  }
  return EncodeCommit(commit, sealed);
}

absl::StatusOr<std::string> OpenPartOf(absl::string_view tenant, const EventView& event,
                                       const PartView& part, KeyStore& keys) {
  if (part.erased || event.header_erased) return absl::NotFoundError("the part is erased");
  FD_ASSIGN_OR_RETURN(const DataKey key, keys.FindKey(tenant, part.subject, part.key_version));
  return OpenPart(PlaceOf(tenant, event, part), part, key.key);
}

}  // namespace framdrift::eventstore
