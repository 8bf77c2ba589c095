#include "eventstore/key_cache.h"

#include <sodium/utils.h>

namespace framdrift::eventstore {

KeyCache::~KeyCache() {
  for (Entry& entry : entries_) sodium_memzero(entry.key.key.data(), entry.key.key.size());
}

std::optional<DataKey> KeyCache::Find(absl::string_view tenant, const Id16& subject) {
  MutexLock lock(mutex_);
  const auto keys = tenants_.find(tenant);
  if (keys == tenants_.end()) return std::nullopt;
  const auto found = keys->second.keys.find(subject);
  if (found == keys->second.keys.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->key;
}

void KeyCache::Insert(absl::string_view tenant, const Id16& subject, const DataKey& key) {
  MutexLock lock(mutex_);
  Tenant& own = tenants_[tenant];
  if (own.erased.contains(subject)) return;
  Drop(own, subject);
  entries_.push_front({&own, subject, key});
  own.keys[subject] = entries_.begin();
  while (entries_.size() > max_keys_) {
    const Entry& oldest = entries_.back();
    Drop(*oldest.tenant, Id16(oldest.subject));
  }
}

void KeyCache::MarkErased(absl::string_view tenant, const Id16& subject) {
  MutexLock lock(mutex_);
  Tenant& own = tenants_[tenant];
  own.erased.insert(subject);
  Drop(own, subject);
}

bool KeyCache::IsErased(absl::string_view tenant, const Id16& subject) const {
  MutexLock lock(mutex_);
  const auto found = tenants_.find(tenant);
  return found != tenants_.end() && found->second.erased.contains(subject);
}

size_t KeyCache::size() const {
  MutexLock lock(mutex_);
  return entries_.size();
}

void KeyCache::Drop(Tenant& tenant, const Id16& subject) {
  const auto found = tenant.keys.find(subject);
  if (found == tenant.keys.end()) return;
  sodium_memzero(found->second->key.key.data(), sizeof(SecretKey));
  entries_.erase(found->second);
  tenant.keys.erase(found);
}

}  // namespace framdrift::eventstore
