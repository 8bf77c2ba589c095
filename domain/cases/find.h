// Finding a part of a case by its id.
#pragma once

#include <algorithm>

namespace framdrift::cases {

// The item whose `id` is that; null when there is none. Points into `items`.
template <typename Items, typename Id>
auto FindById(Items& items, const Id& id) -> decltype(&*items.begin()) {
  const auto it =
      std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
  return it == items.end() ? nullptr : &*it;
}

}  // namespace framdrift::cases
