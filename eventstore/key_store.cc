#include "eventstore/key_store.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/mutex.h"
#include "base/random.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "eventstore/group_writer.h"
#include "eventstore/hash.h"
#include "eventstore/key_cache.h"
#include "eventstore/key_records.h"
#include "eventstore/key_store_db.h"

namespace framdrift::eventstore {
namespace {

using key_records::Place;
using key_records::Purpose;

absl::Status SubjectErased() {
  return Refuse(kSubjectErased, "The person is erased: nothing more can be recorded about them.");
}

SecretKey NewSecret() {
  SecretKey secret;
  RandomBytes(secret.data(), secret.size());
  return secret;
}

}  // namespace

// Reads through a batch see what the batch will write; with none they see what is on disk.
class KeyStore::Store {
 public:
  Store(std::unique_ptr<KeyStoreDb> db, KeyWrapper& wrapper, const KeyStoreOptions& options)
      : db_(std::move(db)),
        wrapper_(wrapper),
        cache_(options.max_cached_keys),
        writer_(db_->db()) {}

  absl::Status CheckMasterKey();
  absl::StatusOr<std::vector<DataKey>> KeysFor(absl::string_view tenant,
                                               absl::Span<const Id16> subjects);
  absl::StatusOr<DataKey> FindKey(absl::string_view tenant, const Id16& subject, uint32_t version);
  absl::StatusOr<key_records::FenceRecord> ReadFence(KeyStoreDb::Batch* batch,
                                                     absl::string_view tenant,
                                                     const Id16& subject) const;
  absl::Status MarkErased(absl::string_view tenant, const Id16& subject);
  bool IsErased(absl::string_view tenant, const Id16& subject) const {
    return cache_.IsErased(tenant, subject);
  }
  absl::StatusOr<uint64_t> ReadSequence(KeyStoreDb::Batch* batch, absl::string_view tenant) const;
  absl::StatusOr<SecretKey> TenantSecret(absl::string_view tenant, Purpose purpose)
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<Id16> Reserve(absl::string_view tenant, const Hash& index, const Id16& person);
  absl::StatusOr<std::optional<Id16>> ReadReservation(KeyStoreDb::Batch* batch,
                                                      const std::string& key) const;
  absl::Status Release(absl::string_view tenant, const Hash& index, const Id16& person);

 private:
  // The newest key, or none if the subject never had one.
  absl::StatusOr<std::optional<DataKey>> ReadNewest(KeyStoreDb::Batch* batch,
                                                    absl::string_view tenant,
                                                    const Id16& subject) const;
  absl::StatusOr<DataKey> ReadKey(KeyStoreDb::Batch* batch, absl::string_view tenant,
                                  const Id16& subject, uint32_t version) const;
  // Puts the keys that are missing among `keys` into the batch.
  absl::Status MakeKeys(absl::string_view tenant, absl::Span<const Id16> subjects,
                        absl::Span<const size_t> missing, KeyStoreDb::Batch& batch,
                        std::vector<DataKey>& keys);
  // The secret in row `key` of `meta`, made if there is none.
  absl::StatusOr<SecretKey> FindOrMakeSecret(const std::string& key);

  const std::unique_ptr<KeyStoreDb> db_;
  KeyWrapper& wrapper_;
  KeyCache cache_;
  GroupWriter writer_;
  Mutex mutex_;
  absl::flat_hash_map<std::string, SecretKey> secrets_ ABSL_GUARDED_BY(mutex_);
};

absl::Status KeyStore::Store::CheckMasterKey() {
  const absl::Status status = FindOrMakeSecret(key_records::CheckKey()).status();
  if (status.ok()) return absl::OkStatus();
  return absl::Status(status.code(),
                      absl::StrCat("the key store does not open with this master key: put back the "
                                   "master key it was made with (",
                                   status.message(),
                                   ")"));
}

absl::StatusOr<DataKey> KeyStore::Store::ReadKey(KeyStoreDb::Batch* batch, absl::string_view tenant,
                                                 const Id16& subject, uint32_t version) const {
  const std::string key = key_records::DataKeyKey(tenant, subject, version);
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                      db_->Get(batch, KeyStoreDb::kKeys, key));
  if (!value.has_value()) {
    return absl::NotFoundError("the subject has no key of this version, or no more");
  }
  return key_records::DecodeDataKey(wrapper_, key, version, *value);
}

absl::StatusOr<key_records::FenceRecord> KeyStore::Store::ReadFence(KeyStoreDb::Batch* batch,
                                                                    absl::string_view tenant,
                                                                    const Id16& subject) const {
  const std::string key = key_records::SubjectKey(tenant, subject);
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                      db_->Get(batch, KeyStoreDb::kFence, key));
  if (!value.has_value()) return key_records::FenceRecord{};
  return key_records::DecodeFence(key, *value);
}

absl::StatusOr<std::optional<DataKey>> KeyStore::Store::ReadNewest(KeyStoreDb::Batch* batch,
                                                                   absl::string_view tenant,
                                                                   const Id16& subject) const {
  FD_ASSIGN_OR_RETURN(const key_records::FenceRecord fence, ReadFence(batch, tenant, subject));
  if (fence.state == static_cast<uint8_t>(FenceState::kErased)) return SubjectErased();
  if (fence.state == static_cast<uint8_t>(FenceState::kNever)) return std::nullopt;
  const absl::StatusOr<DataKey> key = ReadKey(batch, tenant, subject, fence.newest_version);
  if (absl::IsNotFound(key.status())) {
    return absl::DataLossError(
        "a person's key is missing though it was made: restore the key store from its backup");
  }
  if (!key.ok()) return key.status();
  return *key;
}

absl::StatusOr<std::vector<DataKey>> KeyStore::Store::KeysFor(absl::string_view tenant,
                                                              absl::Span<const Id16> subjects) {
  std::vector<DataKey> keys(subjects.size());
  std::vector<size_t> missing;
  for (size_t i = 0; i < subjects.size(); ++i) {
    std::optional<DataKey> key = cache_.Find(tenant, subjects[i]);
    if (!key.has_value()) {
      FD_ASSIGN_OR_RETURN(key, ReadNewest(nullptr, tenant, subjects[i]));
      if (key.has_value()) cache_.Insert(tenant, subjects[i], *key);
    }
    if (key.has_value()) {
      keys[i] = *key;
    } else {
      missing.push_back(i);
    }
  }
  if (missing.empty()) return keys;
  FD_RETURN_IF_ERROR(writer_.Write(
      [&](KeyStoreDb::Batch& batch) { return MakeKeys(tenant, subjects, missing, batch, keys); }));
  for (const size_t i : missing) cache_.Insert(tenant, subjects[i], keys[i]);
  return keys;
}

absl::Status KeyStore::Store::MakeKeys(absl::string_view tenant, absl::Span<const Id16> subjects,
                                       absl::Span<const size_t> missing, KeyStoreDb::Batch& batch,
                                       std::vector<DataKey>& keys) {
  FD_ASSIGN_OR_RETURN(uint64_t sequence, ReadSequence(&batch, tenant));
  const uint64_t sequence_before = sequence;
  // All is encoded before anything is put: a failure here leaves the batch as it was.
  absl::flat_hash_map<Id16, DataKey> made;
  std::vector<std::pair<std::string, std::string>> records;
  for (const size_t i : missing) {
    FD_ASSIGN_OR_RETURN(const std::optional<DataKey> by_another,
                        ReadNewest(&batch, tenant, subjects[i]));
    const auto [entry, fresh] = made.try_emplace(subjects[i]);
    if (by_another.has_value()) {
      entry->second = *by_another;
    } else if (fresh) {
      entry->second = {.version = 1, .sequence = ++sequence, .key = NewSecret()};
      std::string key = key_records::DataKeyKey(tenant, subjects[i], 1);
      FD_ASSIGN_OR_RETURN(std::string record,
                          key_records::EncodeDataKey(wrapper_, key, entry->second));
      records.emplace_back(std::move(key), std::move(record));
    }
    keys[i] = entry->second;
  }
  if (sequence == sequence_before) return absl::OkStatus();
  for (const auto& [key, record] : records) {
    db_->Put(batch, KeyStoreDb::kKeys, key, record);
    const std::string fence = key.substr(0, key.size() - sizeof(uint32_t));
    db_->Put(batch,
             KeyStoreDb::kFence,
             fence,
             key_records::EncodeFence(fence, {static_cast<uint8_t>(FenceState::kActive), 1}));
  }
  const std::string sequence_key = key_records::SequenceKey(tenant);
  db_->Put(
      batch, KeyStoreDb::kMeta, sequence_key, key_records::EncodeSequence(sequence_key, sequence));
  return absl::OkStatus();
}

absl::StatusOr<DataKey> KeyStore::Store::FindKey(absl::string_view tenant, const Id16& subject,
                                                 uint32_t version) {
  const std::optional<DataKey> cached = cache_.Find(tenant, subject);
  if (cached.has_value() && cached->version == version) return *cached;
  FD_ASSIGN_OR_RETURN(const DataKey key, ReadKey(nullptr, tenant, subject, version));
  FD_ASSIGN_OR_RETURN(const key_records::FenceRecord fence, ReadFence(nullptr, tenant, subject));
  if (fence.newest_version == version) cache_.Insert(tenant, subject, key);
  return key;
}

absl::Status KeyStore::Store::MarkErased(absl::string_view tenant, const Id16& subject) {
  // From here on nothing puts the key into the cache again, not even who has just read it.
  cache_.MarkErased(tenant, subject);
  return writer_.Write([&](KeyStoreDb::Batch& batch) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const key_records::FenceRecord fence, ReadFence(&batch, tenant, subject));
    for (uint32_t version = 1; version <= fence.newest_version; ++version) {
      db_->Delete(batch, KeyStoreDb::kKeys, key_records::DataKeyKey(tenant, subject, version));
    }
    const std::string key = key_records::SubjectKey(tenant, subject);
    db_->Put(batch,
             KeyStoreDb::kFence,
             key,
             key_records::EncodeFence(key, {static_cast<uint8_t>(FenceState::kErased), 0}));
    return absl::OkStatus();
  });
}

absl::StatusOr<uint64_t> KeyStore::Store::ReadSequence(KeyStoreDb::Batch* batch,
                                                       absl::string_view tenant) const {
  const std::string key = key_records::SequenceKey(tenant);
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                      db_->Get(batch, KeyStoreDb::kMeta, key));
  if (!value.has_value()) return 0;
  return key_records::DecodeSequence(key, *value);
}

absl::StatusOr<SecretKey> KeyStore::Store::FindOrMakeSecret(const std::string& key) {
  SecretKey secret{};
  FD_RETURN_IF_ERROR(writer_.Write([&](KeyStoreDb::Batch& batch) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                        db_->Get(&batch, KeyStoreDb::kMeta, key));
    if (value.has_value()) {
      FD_ASSIGN_OR_RETURN(const absl::string_view wrapped, key_records::DecodeRecord(key, *value));
      FD_ASSIGN_OR_RETURN(secret, key_records::DecodeWrapped(wrapper_, Place::kMeta, key, wrapped));
      return absl::OkStatus();
    }
    secret = NewSecret();
    FD_ASSIGN_OR_RETURN(const std::string wrapped,
                        key_records::EncodeWrapped(wrapper_, Place::kMeta, key, secret));
    db_->Put(batch, KeyStoreDb::kMeta, key, key_records::EncodeRecord(key, wrapped));
    return absl::OkStatus();
  }));
  return secret;
}

absl::StatusOr<SecretKey> KeyStore::Store::TenantSecret(absl::string_view tenant, Purpose purpose) {
  const std::string key = key_records::TenantSecretKey(tenant, purpose);
  {
    MutexLock lock(mutex_);
    const auto found = secrets_.find(key);
    if (found != secrets_.end()) return found->second;
  }
  FD_ASSIGN_OR_RETURN(const SecretKey secret, FindOrMakeSecret(key));
  MutexLock lock(mutex_);
  return secrets_.try_emplace(key, secret).first->second;
}

absl::StatusOr<std::optional<Id16>> KeyStore::Store::ReadReservation(KeyStoreDb::Batch* batch,
                                                                     const std::string& key) const {
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                      db_->Get(batch, KeyStoreDb::kReservations, key));
  if (!value.has_value()) return std::nullopt;
  FD_ASSIGN_OR_RETURN(const Id16 person, key_records::DecodeReservation(key, *value));
  return person;
}

absl::StatusOr<Id16> KeyStore::Store::Reserve(absl::string_view tenant, const Hash& index,
                                              const Id16& person) {
  const std::string key = key_records::ReservationKey(tenant, index);
  Id16 holder = person;
  FD_RETURN_IF_ERROR(writer_.Write([&](KeyStoreDb::Batch& batch) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const std::optional<Id16> earlier, ReadReservation(&batch, key));
    if (earlier.has_value()) {
      holder = *earlier;
    } else {
      db_->Put(batch, KeyStoreDb::kReservations, key, key_records::EncodeReservation(key, person));
    }
    return absl::OkStatus();
  }));
  return holder;
}

absl::Status KeyStore::Store::Release(absl::string_view tenant, const Hash& index,
                                      const Id16& person) {
  const std::string key = key_records::ReservationKey(tenant, index);
  return writer_.Write([&](KeyStoreDb::Batch& batch) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const std::optional<Id16> holder, ReadReservation(&batch, key));
    if (holder == person) db_->Delete(batch, KeyStoreDb::kReservations, key);
    return absl::OkStatus();
  });
}

KeyStore::KeyStore(std::unique_ptr<Store> store) : store_(std::move(store)) {}
KeyStore::~KeyStore() = default;

absl::StatusOr<std::unique_ptr<KeyStore>> KeyStore::Open(const std::string& directory,
                                                         KeyWrapper& wrapper,
                                                         const KeyStoreOptions& options) {
  const std::string epoch = absl::StrFormat("%s/epoch-%010d", directory, wrapper.epoch());
  FD_ASSIGN_OR_RETURN(std::unique_ptr<KeyStoreDb> db, KeyStoreDb::Open(epoch));
  auto store = std::make_unique<Store>(std::move(db), wrapper, options);
  FD_RETURN_IF_ERROR(store->CheckMasterKey());
  return std::unique_ptr<KeyStore>(new KeyStore(std::move(store)));
}

absl::StatusOr<std::vector<DataKey>> KeyStore::KeysFor(absl::string_view tenant,
                                                       absl::Span<const Id16> subjects) {
  return store_->KeysFor(tenant, subjects);
}

absl::StatusOr<DataKey> KeyStore::FindKey(absl::string_view tenant, const Id16& subject,
                                          uint32_t version) {
  return store_->FindKey(tenant, subject, version);
}

absl::StatusOr<FenceState> KeyStore::FenceOf(absl::string_view tenant, const Id16& subject) const {
  FD_ASSIGN_OR_RETURN(const key_records::FenceRecord fence,
                      store_->ReadFence(nullptr, tenant, subject));
  return static_cast<FenceState>(fence.state);
}

absl::Status KeyStore::MarkErased(absl::string_view tenant, const Id16& subject) {
  return store_->MarkErased(tenant, subject);
}

bool KeyStore::IsErased(absl::string_view tenant, const Id16& subject) const {
  return store_->IsErased(tenant, subject);
}

absl::StatusOr<uint64_t> KeyStore::HighestKeySequence(absl::string_view tenant) const {
  return store_->ReadSequence(nullptr, tenant);
}

absl::StatusOr<Hash> KeyStore::BlindIndex(absl::string_view tenant, absl::string_view normalised) {
  FD_ASSIGN_OR_RETURN(const SecretKey key, store_->TenantSecret(tenant, Purpose::kBlindIndex));
  return HmacSha256({reinterpret_cast<const char*>(key.data()), key.size()}, {normalised});
}

absl::StatusOr<SecretKey> KeyStore::TenantDigestKey(absl::string_view tenant) {
  return store_->TenantSecret(tenant, Purpose::kRequestDigest);
}

absl::StatusOr<Id16> KeyStore::Reserve(absl::string_view tenant, const Hash& index,
                                       const Id16& person) {
  return store_->Reserve(tenant, index, person);
}

absl::StatusOr<Id16> KeyStore::FindReservation(absl::string_view tenant, const Hash& index) const {
  FD_ASSIGN_OR_RETURN(const std::optional<Id16> holder,
                      store_->ReadReservation(nullptr, key_records::ReservationKey(tenant, index)));
  if (!holder.has_value()) return absl::NotFoundError("nobody holds this number");
  return *holder;
}

absl::Status KeyStore::Release(absl::string_view tenant, const Hash& index, const Id16& person) {
  return store_->Release(tenant, index, person);
}

}  // namespace framdrift::eventstore
