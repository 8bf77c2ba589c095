#include "services/grpc_status.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/refusal.h"
#include "base/strong_id.h"
#include "google/rpc/error_details.pb.h"

namespace framdrift::services {
namespace {

absl::Status HideInnerText(const absl::Status& status) {
  const std::string incident = FormatUuid(NewUuidV4());
  Log(kError, "internal error", {{"incident", incident}, {"status", status.ToString()}});
  return StatusWithReason(
      absl::StatusCode::kInternal,
      "INTERNAL",
      absl::StrCat(
          "Something went wrong in the server; its log tells more under incident ", incident, "."),
      {{"incident", incident}});
}

void AddErrorInfo(const absl::Status& status, const std::vector<Refusal>& reasons,
                  google::rpc::Status& out) {
  google::rpc::ErrorInfo info;
  info.set_domain(kErrorDomain);
  if (reasons.empty()) {
    info.set_reason(absl::StatusCodeToString(status.code()));
  } else {
    info.set_reason(reasons.front().reason);
    for (const auto& [key, value] : reasons.front().metadata)
      (*info.mutable_metadata())[key] = value;
  }
  out.add_details()->PackFrom(info);
}

// What a refusal is about: the first id or value it names.
std::string SubjectOf(const Refusal& refusal) {
  return refusal.metadata.empty() ? "" : refusal.metadata.begin()->second;
}

void AddPreconditionFailure(const std::vector<Refusal>& reasons, google::rpc::Status& out) {
  google::rpc::PreconditionFailure failure;
  for (const Refusal& refusal : reasons) {
    google::rpc::PreconditionFailure::Violation& violation = *failure.add_violations();
    violation.set_type(refusal.reason);
    violation.set_subject(SubjectOf(refusal));
    violation.set_description(refusal.message);
  }
  out.add_details()->PackFrom(failure);
}

void AddBadRequest(const std::vector<Refusal>& reasons, google::rpc::Status& out) {
  google::rpc::BadRequest request;
  for (const Refusal& refusal : reasons) {
    const auto field = refusal.metadata.find("field");
    if (field == refusal.metadata.end()) continue;
    google::rpc::BadRequest::FieldViolation& violation = *request.add_field_violations();
    violation.set_field(field->second);
    violation.set_description(refusal.message);
  }
  if (request.field_violations_size() > 0) out.add_details()->PackFrom(request);
}

void AddRetryInfo(google::rpc::Status& out) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(absl::ToInt64Seconds(kRetryDelay));
  out.add_details()->PackFrom(retry);
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& given) {
  if (given.ok()) return grpc::Status::OK;
  const bool hidden =
      given.code() == absl::StatusCode::kInternal || given.code() == absl::StatusCode::kUnknown;
  const absl::Status status = hidden ? HideInnerText(given) : given;
  const std::vector<Refusal> reasons = RefusalsOf(status);
  google::rpc::Status details;
  details.set_code(static_cast<int>(status.code()));
  details.set_message(std::string(status.message()));
  AddErrorInfo(status, reasons, details);
  switch (status.code()) {
    case absl::StatusCode::kFailedPrecondition:
      AddPreconditionFailure(reasons, details);
      break;
    case absl::StatusCode::kInvalidArgument:
      AddBadRequest(reasons, details);
      break;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
      AddRetryInfo(details);
      break;
    default:
      break;
  }
  return grpc::Status(
      static_cast<grpc::StatusCode>(status.code()), details.message(), details.SerializeAsString());
}

grpc::Status MalformedRequest() {
  return ToGrpcStatus(StatusWithReason(
      absl::StatusCode::kInvalidArgument,
      "REQUEST_MALFORMED",
      "The request is not the message this method takes: its bytes do not parse, or a text in it "
      "is not valid UTF-8."));
}

}  // namespace framdrift::services
