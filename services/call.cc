#include "services/call.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/refusal.h"
#include "services/event_mapping.h"
#include "services/request_rules.h"

namespace framdrift::services {

absl::Status CheckEdge(const Runtime& runtime, const google::protobuf::Message& request,
                       const std::vector<absl::Status>& checks) {
  const size_t size = request.ByteSizeLong();
  if (size > runtime.limits.max_request_bytes) {
    return StatusWithReason(absl::StatusCode::kInvalidArgument,
                            "REQUEST_TOO_LARGE",
                            absl::StrCat("The request has ",
                                         size,
                                         " bytes, more than the ",
                                         runtime.limits.max_request_bytes,
                                         " this server takes; send it in parts."),
                            {{"bytes", absl::StrCat(size)},
                             {"max_bytes", absl::StrCat(runtime.limits.max_request_bytes)}});
  }
  std::vector<absl::Status> all = {CheckRequest(request)};
  all.insert(all.end(), checks.begin(), checks.end());
  Refusals refusals;
  std::set<std::string> fields;
  for (const absl::Status& status : all) {
    for (const Refusal& refusal : RefusalsOf(status)) {
      if (fields.insert(refusal.metadata.at("field")).second) {
        refusals.Add(refusal.reason, refusal.message, refusal.metadata);
      }
    }
  }
  return refusals.AsStatus(absl::StatusCode::kInvalidArgument);
}

absl::Time DeadlineOf(const Runtime& runtime, const grpc::ServerContextBase& context) {
  return std::min(absl::FromChrono(context.deadline()), absl::Now() + runtime.limits.max_call_time);
}

absl::Status CheckDeadline(absl::Time deadline) {
  if (absl::Now() < deadline) return absl::OkStatus();
  return StatusWithReason(absl::StatusCode::kDeadlineExceeded,
                          "DEADLINE_EXCEEDED",
                          "The time for this call was over before the server came to it.");
}

history::Context ContextOf(const Runtime& runtime, const TenantEntry* tenant,
                           const history::Actor& actor) {
  return {ToMicros(runtime.clock.Now()), tenant == nullptr ? DefaultZone() : tenant->zone, actor};
}

}  // namespace framdrift::services
