#include "services/stream_reader.h"

#include <algorithm>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "base/refusal.h"

namespace framdrift::services {
namespace {

constexpr char kMustWaitUrl[] = "framdrift/must-wait";

// More than nearly every stream holds.
constexpr size_t kPageEvents = 512;

}  // namespace

bool MustWait(const absl::Status& status) {
  return absl::IsUnavailable(status) && status.GetPayload(kMustWaitUrl).has_value();
}

absl::Status NotFound(absl::string_view reason, const std::string& name) {
  return StatusWithReason(absl::StatusCode::kNotFound,
                          reason,
                          absl::StrCat("There is no ", name, "."),
                          {{"name", name}});
}

StreamReader::StreamReader(Runtime& runtime, std::string tenant_id, const TenantEntry* tenant,
                           Freshness freshness, std::optional<eventstore::Position> head)
    : runtime_(runtime), tenant_id_(std::move(tenant_id)), tenant_(tenant), freshness_(freshness) {
  if (head.has_value()) {
    head_ = *head;
  } else if (tenant != nullptr) {
    // A tenant that is founded has a log: there is nothing here that can fail.
    head_ = runtime.store.Head(tenant_id_, eventstore::LogNumber::kMain).value_or(0);
  }
}

absl::Status StreamReader::MayWait() const {
  if (freshness_ == Freshness::kCurrent) return absl::OkStatus();
  absl::Status status = absl::UnavailableError("This must go on where it may wait for the disk.");
  status.SetPayload(kMustWaitUrl, absl::Cord("1"));
  return status;
}

absl::StatusOr<eventstore::Page> StreamReader::ReadAfter(const eventstore::StreamId& stream,
                                                         eventstore::Revision revision) const {
  return runtime_.store.ReadStream(tenant_id_,
                                   eventstore::LogNumber::kMain,
                                   stream,
                                   revision + 1,
                                   eventstore::Direction::kForward,
                                   kPageEvents);
}

}  // namespace framdrift::services
