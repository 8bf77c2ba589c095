#include "clients/cli/watched_list.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <google/protobuf/timestamp.pb.h>

#include "clients/cli/reflect.h"

namespace framdrift::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kKeptChanges = 5;

std::vector<std::string> TextsOf(const Message& message, const char* name) {
  std::vector<std::string> all;
  const FieldDescriptor* field = Field(message, name);
  if (field == nullptr) return all;
  const auto* reflection = message.GetReflection();
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    all.push_back(reflection->GetRepeatedString(message, field, i));
  }
  return all;
}

std::unique_ptr<Message> CopyOf(const Message& message) {
  std::unique_ptr<Message> copy(message.New());
  copy->CopyFrom(message);
  return copy;
}

// What items are ordered by; those without a due time come last.
std::tuple<bool, int64_t, int32_t, std::string> OrderOf(const Message& item) {
  google::protobuf::Timestamp due;
  const Message* time = Has(item, "due_time") ? &PartOf(item, "due_time") : nullptr;
  if (time != nullptr) due.ParseFromString(time->SerializeAsString());
  return {time == nullptr, due.seconds(), due.nanos(), TextOf(item, "name")};
}

}  // namespace

void WatchedList::Apply(const Message& message) {
  if (const FieldDescriptor* position = Field(message, "position"); position != nullptr) {
    position_ = message.GetReflection()->GetInt64(message, position);
  }
  if (Has(message, "snapshot")) TakeSnapshot(PartOf(message, "snapshot"));
  if (Has(message, "delta")) TakeDelta(PartOf(message, "delta"));
}

void WatchedList::TakeSnapshot(const Message& snapshot) {
  if (complete_) items_.clear();
  for (const Message* item : AllOf(snapshot, "items")) Put(*item);
  const FieldDescriptor* more = Field(snapshot, "more");
  complete_ = more == nullptr || !snapshot.GetReflection()->GetBool(snapshot, more);
}

void WatchedList::TakeDelta(const Message& delta) {
  for (const std::string& refreshed : TextsOf(delta, "refreshed_cases")) {
    std::erase_if(items_,
                  [&](const auto& item) { return TextOf(*item.second, "case") == refreshed; });
  }
  for (const std::string& name : TextsOf(delta, "removed")) items_.erase(name);
  for (const Message* item : AllOf(delta, "upserted")) Put(*item);
  for (const char* news : {"changes", "alerts"}) {
    for (const Message* change : AllOf(delta, news)) changes_.push_back(CopyOf(*change));
  }
  if (changes_.size() > kKeptChanges) {
    changes_.erase(changes_.begin(), changes_.end() - static_cast<std::ptrdiff_t>(kKeptChanges));
  }
}

void WatchedList::Put(const Message& item) { items_[TextOf(item, "name")] = CopyOf(item); }

std::vector<const Message*> WatchedList::Items() const {
  std::vector<const Message*> items;
  for (const auto& [name, item] : items_) items.push_back(item.get());
  std::stable_sort(items.begin(), items.end(), [](const Message* a, const Message* b) {
    return OrderOf(*a) < OrderOf(*b);
  });
  return items;
}

std::vector<const Message*> WatchedList::Changes() const {
  std::vector<const Message*> changes;
  for (const auto& change : changes_) changes.push_back(change.get());
  return changes;
}

}  // namespace framdrift::cli
