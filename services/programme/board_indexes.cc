#include "services/programme/board_indexes.h"

#include <algorithm>

namespace framdrift::services {
namespace {

// A tenant has a handful of programmes; an index of ten years of 290 members is a few megabytes.
constexpr size_t kMostKept = 32;

}  // namespace

std::shared_ptr<BoardIndexes::Kept> BoardIndexes::Find(const Key& key) {
  MutexLock lock(mutex_);
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const auto& kept) { return kept->key == key; });
  if (found != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, found);
    return kept_.front();
  }
  auto made = std::make_shared<Kept>();
  made->key = key;
  kept_.push_front(made);
  if (kept_.size() > kMostKept) kept_.pop_back();
  return made;
}

programme::Board BoardIndexes::BoardOf(const std::string& tenant, const Id16& id,
                                       const Timeline& timeline, history::AsOf as_of) {
  // The index may have come further than the timeline that is asked about.
  const auto& entries = timeline.entries();
  as_of.position = std::min(as_of.position, entries.empty() ? 0 : entries.back().envelope.position);
  const std::shared_ptr<Kept> kept = Find({tenant, id});
  MutexLock lock(kept->mutex);
  kept->index.Extend(timeline);
  return kept->index.At(as_of);
}

}  // namespace framdrift::services
