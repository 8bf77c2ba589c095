#include "services/list.h"

#include <algorithm>
#include <memory>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "services/event_mapping.h"

namespace framdrift::services {

std::string ListedBy(const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> same(request.New());
  same->CopyFrom(request);
  for (const char* name : {"page_token", "page_size", "min_position"}) {
    const auto* field = same->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) same->GetReflection()->ClearField(same.get(), field);
  }
  return absl::StrCat(same->GetDescriptor()->full_name(), "\n", DeterministicBytes(*same));
}

absl::StatusOr<eventstore::Position> PageStart(absl::string_view page_token,
                                               const std::string& listed_by) {
  if (page_token.empty()) return eventstore::Position{0};
  FD_ASSIGN_OR_RETURN(const projections::PageToken token,
                      projections::DecodePageToken(page_token, listed_by));
  eventstore::Position start = 0;
  if (!absl::SimpleAtoi(token.key, &start)) {
    return InvalidField("page_token", "Give the next_page_token of the page before, as it was.");
  }
  return start;
}

std::string NextPageToken(eventstore::Position last, const std::string& listed_by) {
  return projections::EncodePageToken({{}, absl::StrCat(last), 0}, listed_by);
}

absl::StatusOr<size_t> PageSize(int32_t page_size) {
  if (page_size < 0) {
    return InvalidField("page_size", "A page has at least one element; 0 means the default.");
  }
  if (page_size == 0) return size_t{projections::kDefaultPageSize};
  return static_cast<size_t>(std::min(page_size, projections::kMaxPageSize));
}

}  // namespace framdrift::services
