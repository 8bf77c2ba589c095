#include "clients/cli/errors.h"

#include <unistd.h>

#include <cstdlib>
#include <map>

#include <fmt/format.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "absl/strings/substitute.h"
#include "clients/cli/options.h"
#include "clients/cli/reflect.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"
#include "google/rpc/error_details.pb.h"

namespace framdrift::cli {
namespace {

int ExitCodeOf(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::OK:
      return kExitOk;
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::OUT_OF_RANGE:
    case grpc::StatusCode::UNIMPLEMENTED:
      return kExitUsage;
    case grpc::StatusCode::NOT_FOUND:
      return kExitNotFound;
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::ABORTED:
      return kExitConflict;
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::UNAUTHENTICATED:
      return kExitDenied;
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return kExitUnavailable;
    default:
      return kExitFailed;
  }
}

// Sentences about names say themselves what they are about: nobody writes one as a flag.
bool IsName(const std::string& field) {
  return field == "name" || field == "parent" || field == "tenant";
}

// How the user writes the field: a past is told by flags of its own, a field of a message by the
// message's flag and the field.
std::string FlagOf(const std::string& field) {
  const std::string last = field.substr(field.rfind('.') + 1);
  const bool past = last == "valid_time" || last == "known_time" || last == "as_of_position";
  if (past && last != field) return "A..B";
  if (past) return last == "known_time" ? "--known" : "--as-of";
  return absl::StrCat("--", absl::StrReplaceAll(field, {{"_", "-"}}));
}

std::string AtFault(const google::rpc::BadRequest::FieldViolation& violation, Fields fields) {
  const std::string& field = violation.field();
  // What is wrong with a part of a file is said with the part's name.
  const absl::string_view said = violation.description();
  const std::string words =
      Translate(std::string(absl::StripPrefix(said, absl::StrCat(field, ": "))));
  if (fields == Fields::kNames) return absl::StrCat(field, ": ", words);
  if (IsName(field)) return words;
  return absl::StrCat(FlagOf(field), ": ", words);
}

std::string Refused(const google::rpc::PreconditionFailure::Violation& violation) {
  const std::string words = Say(Term::kRefusal, violation.type(), violation.description());
  const std::string subject = LastPart(violation.subject());
  const bool named = subject.empty() || subject == "0" || absl::StrContains(words, subject);
  return absl::StrCat(words, " [", violation.type(), named ? "" : " ", named ? "" : subject, "]");
}

// The message with its reason and whatever the reason names that the words do not: the id of the
// person who has the number, say.
std::string WithReason(const std::string& message, const google::rpc::ErrorInfo& info) {
  std::string named;
  const std::map<std::string, std::string> metadata(info.metadata().begin(), info.metadata().end());
  for (const auto& [key, value] : metadata) {
    if (!value.empty() && !absl::StrContains(message, value)) {
      absl::StrAppend(&named, " ", key, "=", value);
    }
  }
  return absl::StrCat(message, " [", info.reason(), named, "]");
}

// gRPC's own words for a server that is not there help nobody.
std::string MessageOf(const grpc::Status& status, const google::rpc::ErrorInfo& info) {
  if (!info.reason().empty()) {
    // A sentence of its own says more than the reason's.
    const std::string own = Translate(status.error_message());
    const bool general = own == status.error_message();
    return WithReason(general ? Say(Term::kRefusal, info.reason(), own) : own, info);
  }
  if (status.error_code() == grpc::StatusCode::UNAVAILABLE) {
    return Say("the server cannot be reached. Is framdriftd running, and is --server right?");
  }
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
    return Say("the server did not answer in time. Ask again, or give it more with --timeout.");
  }
  if (status.error_code() == grpc::StatusCode::UNIMPLEMENTED) {
    return Say("the server does not know this method; is it of an older version?");
  }
  return Translate(status.error_message());
}

// `refused`, or how many times over; the words for one and for several.
std::string Counted(size_t count, const std::string& one, const std::string& several) {
  return count == 1 ? one : absl::Substitute(several, count);
}

}  // namespace

Explanation Explain(const grpc::Status& status, Fields fields) {
  google::rpc::Status details;
  details.ParseFromString(status.error_details());
  Explanation explanation{
      .what = Say("error"), .reasons = {}, .exit_code = ExitCodeOf(status.error_code())};
  std::vector<std::string>& reasons = explanation.reasons;
  google::rpc::ErrorInfo info;
  for (const google::protobuf::Any& any : details.details()) {
    google::rpc::PreconditionFailure failure;
    google::rpc::BadRequest bad;
    if (any.Is<google::rpc::ErrorInfo>()) {
      any.UnpackTo(&info);
    } else if (any.UnpackTo(&failure)) {
      for (const auto& violation : failure.violations()) reasons.push_back(Refused(violation));
      explanation.what = Counted(reasons.size(), Say("refused"), Say("refused for $0 reasons"));
    } else if (any.UnpackTo(&bad)) {
      for (const auto& one : bad.field_violations()) reasons.push_back(AtFault(one, fields));
      explanation.what = Counted(reasons.size(), Say("error"), Say("$0 errors"));
    }
  }
  if (reasons.empty()) {
    explanation.what = Say("error");
    reasons.push_back(MessageOf(status, info));
  }
  return explanation;
}

int PrintError(const grpc::Status& status, Fields fields) {
  const Explanation explanation = Explain(status, fields);
  const bool color = isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  fmt::print(stderr, "{}{}{}:", color ? "\033[31m" : "", explanation.what, color ? "\033[0m" : "");
  const bool one = explanation.reasons.size() == 1;
  if (!one) fmt::print(stderr, "\n");
  for (const std::string& reason : explanation.reasons) {
    fmt::print(stderr, "{} {}\n", one ? "" : "  -", OneLine(reason));
  }
  return explanation.exit_code;
}

int PrintWrongUse(absl::string_view text) {
  return PrintError({grpc::StatusCode::INVALID_ARGUMENT, std::string(text)}, Fields::kFlags);
}

}  // namespace framdrift::cli
