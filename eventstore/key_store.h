// The keys of persons and tenants, the fences of the erased, and who holds which personal number.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "eventstore/event.h"
#include "eventstore/key_wrapper.h"
#include "eventstore/sealing.h"

namespace framdrift::eventstore {

// Reason of a FAILED_PRECONDITION.
inline constexpr char kSubjectErased[] = "SUBJECT_ERASED";

// kNever: no key was ever made. kErased: none may be made again.
enum class FenceState : uint8_t { kNever = 0, kActive = 1, kErased = 2 };

struct KeyStoreOptions {
  size_t max_cached_keys = size_t{1} << 18;  // about 100 bytes each
};

// Thread-safe. All that is written is synced before the call returns; calls that come together
// share one sync. After a failed write every later write fails with the same error: stop the
// process. Lives in a RocksDB instance of its own, in neither the log's directory nor its backup.
class KeyStore {
 public:
  // Opens or creates the store in `directory`. `wrapper` must outlive it. DATA_LOSS if damaged.
  static absl::StatusOr<std::unique_ptr<KeyStore>> Open(const std::string& directory,
                                                        KeyWrapper& wrapper,
                                                        const KeyStoreOptions& options = {});
  ~KeyStore();

  // The newest key of each subject, in that order, made and synced where there is none. Keys in the
  // cache cost no disk. FAILED_PRECONDITION with reason SUBJECT_ERASED if a subject is erased,
  // DATA_LOSS if a key that was made is missing or damaged.
  absl::StatusOr<std::vector<DataKey>> KeysFor(absl::string_view tenant,
                                               absl::Span<const Id16> subjects);
  // The key of that version; NOT_FOUND if there is none, or no more.
  absl::StatusOr<DataKey> FindKey(absl::string_view tenant, const Id16& subject, uint32_t version);

  absl::StatusOr<FenceState> FenceOf(absl::string_view tenant, const Id16& subject) const;
  // Raises the fence for good: no key of the subject is handed out or made again. The wrapped keys
  // leave the disk only with a new key epoch.
  absl::Status MarkErased(absl::string_view tenant, const Id16& subject);
  // Whether the subject was erased since the store was opened; one erased earlier got no key. From
  // memory: the commit thread asks this, for a key may have been handed out just before.
  bool IsErased(absl::string_view tenant, const Id16& subject) const;

  // The highest sequence number a key of the tenant has; 0: the tenant has no key. The log must not
  // name a higher one.
  absl::StatusOr<uint64_t> HighestKeySequence(absl::string_view tenant) const;

  // Keyed hash of a personal number, by which it can be found without being stored.
  absl::StatusOr<Hash> BlindIndex(absl::string_view tenant, absl::string_view normalised);
  // The key of request digests.
  absl::StatusOr<SecretKey> TenantDigestKey(absl::string_view tenant);

  // Reserves `index` for `person`, unless another holds it. Returns who holds it now: `person` if
  // this or an earlier call reserved it. Of calls at once one wins. If the holder has no events,
  // the caller before us never came to its commit: go on with the holder's id.
  absl::StatusOr<Id16> Reserve(absl::string_view tenant, const Hash& index, const Id16& person);
  // NOT_FOUND if nobody holds it.
  absl::StatusOr<Id16> FindReservation(absl::string_view tenant, const Hash& index) const;
  // Frees `index` if `person` holds it, as when a mistyped number was corrected.
  absl::Status Release(absl::string_view tenant, const Hash& index, const Id16& person);

 private:
  class Store;
  explicit KeyStore(std::unique_ptr<Store> store);

  std::unique_ptr<Store> store_;
};

}  // namespace framdrift::eventstore
