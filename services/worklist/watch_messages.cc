#include "services/worklist/watch_messages.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"

namespace framdrift::services {
namespace {

namespace v1 = worklist::v1;
using Names = absl::flat_hash_set<std::string>;

// `refreshed_cases` come first in what is applied and only in the first delta: `next` has none.
void MergeDeltas(v1::WorklistDelta& into, v1::WorklistDelta& next) {
  for (v1::WorklistChange& change : *next.mutable_changes()) {
    *into.add_changes() = std::move(change);
  }
  Names upserted;
  for (const v1::WorkItem& item : next.upserted()) upserted.insert(item.name());
  Names gone(next.removed().begin(), next.removed().end());
  auto& items = *into.mutable_upserted();
  items.erase(std::remove_if(items.begin(),
                             items.end(),
                             [&](const v1::WorkItem& item) {
                               return upserted.contains(item.name()) || gone.contains(item.name());
                             }),
              items.end());
  auto& removed = *into.mutable_removed();
  removed.erase(std::remove_if(removed.begin(),
                               removed.end(),
                               [&](const std::string& name) {
                                 return upserted.contains(name) || gone.contains(name);
                               }),
                removed.end());
  for (v1::WorkItem& item : *next.mutable_upserted()) *into.add_upserted() = std::move(item);
  for (std::string& name : *next.mutable_removed()) into.add_removed(std::move(name));
}

}  // namespace

bool MergeMessages(v1::WatchWorklistResponse& waiting, v1::WatchWorklistResponse& next) {
  if (waiting.has_snapshot() || next.has_snapshot()) return false;
  if (waiting.has_heartbeat()) {
    waiting = std::move(next);
    return true;
  }
  waiting.set_position(next.position());
  *waiting.mutable_evaluated_at() = next.evaluated_at();
  if (next.has_delta()) MergeDeltas(*waiting.mutable_delta(), *next.mutable_delta());
  return true;
}

}  // namespace framdrift::services
