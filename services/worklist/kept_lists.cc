#include "services/worklist/kept_lists.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

namespace framdrift::services {
namespace {

using projections::RowsWritten;

// With more of them told of than this, all lists of the tenant count as changed.
constexpr size_t kMostChanges = 8192;

size_t BytesOf(absl::string_view key, const KeptList& list) {
  return 2 * key.size() + list.bytes->size() + list.last.size() + sizeof(list) +
         list.lists.size() * sizeof(list.lists[0]) + list.streams.size() * sizeof(list.streams[0]);
}

}  // namespace

KeptLists::KeptLists(projections::ChangeFeed& changes, size_t max_bytes)
    : changes_(changes), max_bytes_(max_bytes) {
  listening_ = changes_.Subscribe(projections::kWorklist,
                                  [this](const RowsWritten& written) { Hear(written); });
}

KeptLists::~KeptLists() { changes_.Unsubscribe(listening_); }

uint64_t KeptLists::Told(absl::string_view tenant) {
  MutexLock lock(mutex_);
  return tenants_[tenant].told;
}

void KeptLists::Keep(absl::string_view key, uint64_t told, KeptList list) {
  std::sort(list.streams.begin(), list.streams.end());
  list.streams.erase(std::unique(list.streams.begin(), list.streams.end()), list.streams.end());
  const size_t bytes = BytesOf(key, list);
  MutexLock lock(mutex_);
  const auto known = entries_.find(key);
  if (known != entries_.end()) Remove(known->second);
  by_use_.push_front(
      {std::string(key), told, std::make_shared<const KeptList>(std::move(list)), bytes});
  entries_.emplace(key, by_use_.begin());
  bytes_ += bytes;
  while (bytes_ > max_bytes_) Remove(std::prev(by_use_.end()));
}

std::shared_ptr<const KeptList> KeptLists::Find(absl::string_view tenant, absl::string_view key,
                                                eventstore::Position position, absl::Time now) {
  MutexLock lock(mutex_);
  const auto known = entries_.find(key);
  if (known == entries_.end()) return nullptr;
  Entry& entry = *known->second;
  const Tenant& about = tenants_[tenant];
  if (now < entry.list->from || now >= entry.list->until || !IsAsItWas(about, entry)) {
    Remove(known->second);
    return nullptr;
  }
  entry.told = about.told;
  // Of rows at another position something may have been written that is not told yet.
  if (position != std::max(about.position, entry.list->position)) return nullptr;
  by_use_.splice(by_use_.begin(), by_use_, known->second);
  return entry.list;
}

bool KeptLists::IsAsItWas(const Tenant& tenant, const Entry& entry) {
  if (entry.told == tenant.told) return true;
  const auto changed = [&](const auto& told, const auto& what) {
    const auto last = told.find(what);
    return last != told.end() && last->second > entry.told;
  };
  const auto is_as_it_was = [&](const auto& told, const auto& all) {
    return std::none_of(
        all.begin(), all.end(), [&](const auto& what) { return changed(told, what); });
  };
  return tenant.all <= entry.told && is_as_it_was(tenant.lists, entry.list->lists) &&
         is_as_it_was(tenant.streams, entry.list->streams);
}

void KeptLists::Hear(const RowsWritten& written) {
  MutexLock lock(mutex_);
  const auto known = tenants_.find(written.tenant);
  if (known == tenants_.end()) return;
  Tenant& tenant = known->second;
  tenant.position = written.until;
  ++tenant.told;
  bool all = written.keys == nullptr;
  if (!all) {
    for (const std::string& key : *written.keys) {
      const projections::WorklistRow row = projections::ReadWorklistKey(key);
      if (const auto* item = std::get_if<projections::ItemRow>(&row)) {
        tenant.lists[item->list] = tenant.told;
      } else if (const auto* open = std::get_if<projections::OpenCaseRow>(&row)) {
        tenant.lists[open->list] = tenant.told;
      }
      all |= std::holds_alternative<projections::SessionRow>(row);
    }
    for (const eventstore::StreamId& stream : *written.streams) {
      tenant.streams[stream] = tenant.told;
    }
  }
  if (!all && tenant.lists.size() + tenant.streams.size() <= kMostChanges) return;
  tenant.all = tenant.told;
  tenant.lists.clear();
  tenant.streams.clear();
}

void KeptLists::Remove(Entries::iterator entry) {
  bytes_ -= entry->bytes;
  entries_.erase(entry->key);
  by_use_.erase(entry);
}

}  // namespace framdrift::services
