#include "clients/cli/migration/account_import.h"

#include <chrono>
#include <map>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "clients/cli/migration/derived_id.h"
#include "clients/cli/migration/event_fields.h"
#include "clients/cli/migration/moment.h"
#include "clients/cli/progress.h"
#include "clients/cli/texts.h"
#include "framdrift/place/v1/place_service.grpc.pb.h"
#include "google/rpc/error_details.pb.h"

namespace framdrift::cli::migration {
namespace {

using framdrift::migration::v1::ImportCasesResponse;
using place::v1::BookAccountEntryRequest;
using place::v1::BookAccountEntryResponse;
using place::v1::PlaceService;

constexpr char kRowUnreadable[] = "ROW_UNREADABLE";

// Sets what `rules` say of `row`; a field whose value is empty stays as it is.
absl::Status SetAll(const std::vector<FieldRule>& rules, const Row& row, absl::TimeZone zone,
                    google::protobuf::Message& message) {
  for (const FieldRule& rule : rules) {
    FD_ASSIGN_OR_RETURN(const std::string value, ValueOf(rule.value, row));
    if (!value.empty()) FD_RETURN_IF_ERROR(SetPath(message, rule.path, value, zone));
  }
  return absl::OkStatus();
}

// What a refusal says, each reason with its sentence; empty when `status` is no refusal of a row.
std::vector<RefusedRow> ReasonsOf(const grpc::Status& status, int64_t line) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  google::rpc::PreconditionFailure failure;
  google::rpc::BadRequest fields;
  details.ParseFromString(status.error_details());
  for (const auto& any : details.details()) {
    any.UnpackTo(&info);
    any.UnpackTo(&failure);
    any.UnpackTo(&fields);
  }
  std::vector<RefusedRow> reasons;
  for (const auto& violation : failure.violations()) {
    reasons.push_back({line, violation.type(), violation.description()});
  }
  for (const auto& violation : fields.field_violations()) {
    const std::string reason = info.reason().empty() ? "FIELD_INVALID" : info.reason();
    reasons.push_back(
        {line, reason, absl::StrCat(violation.field(), ": ", violation.description())});
  }
  const bool refused = status.error_code() == grpc::StatusCode::FAILED_PRECONDITION ||
                       status.error_code() == grpc::StatusCode::INVALID_ARGUMENT;
  if (refused && reasons.empty() && !info.reason().empty()) {
    reasons.push_back({line, info.reason(), status.error_message()});
  }
  return reasons;
}

// One row stands once in a report: with its first reason, and the words of all.
RefusedRow Together(const std::vector<RefusedRow>& reasons) {
  RefusedRow all = reasons.front();
  all.message = absl::StrJoin(reasons, " ", [](std::string* out, const RefusedRow& one) {
    absl::StrAppend(out, one.message);
  });
  return all;
}

class Ledger {
 public:
  Ledger(const Options& options, const Mapping& mapping, Report& report)
      : options_(options),
        mapping_(mapping),
        report_(report),
        stub_(PlaceService::NewStub(
            grpc::CreateChannel(options.server, grpc::InsecureChannelCredentials()))) {}

  // A status that ends the import.
  grpc::Status Book(const Row& row) {
    if (!row.fault.empty()) {
      report_.Refuse({row.line, kRowUnreadable, row.fault}, row);
      return grpc::Status::OK;
    }
    auto booking = BookingOf(mapping_, row, options_.tenant, 0);
    if (booking.ok()) {
      const int ordinal = equal_[booking->request_id()]++;
      if (ordinal > 0) booking = BookingOf(mapping_, row, options_.tenant, ordinal);
    }
    if (!booking.ok()) {
      const bool code = absl::IsInvalidArgument(booking.status());
      report_.Refuse({row.line,
                      code ? "CODE_UNKNOWN" : kRowUnreadable,
                      std::string(booking.status().message())},
                     row);
      return grpc::Status::OK;
    }
    return Send(*booking, row);
  }

 private:
  grpc::Status Send(const BookAccountEntryRequest& booking, const Row& row) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(options_.timeout_seconds));
    if (!options_.actor.empty()) context.AddMetadata("framdrift-actor", options_.actor);
    BookAccountEntryResponse response;
    const grpc::Status status = stub_->BookAccountEntry(&context, booking, &response);
    if (!status.ok()) {
      const std::vector<RefusedRow> reasons = ReasonsOf(status, row.line);
      if (reasons.empty()) return status;
      report_.Refuse(Together(reasons), row);
      return grpc::Status::OK;
    }
    ImportCasesResponse answer;
    answer.set_key(absl::StrCat(row.line));
    (response.duplicate() ? answer.set_unchanged(1) : answer.set_added(1));
    answer.set_position(response.position());
    report_.Await(answer.key(), {row});
    report_.AddAnswer(answer);
    return grpc::Status::OK;
  }

  const Options& options_;
  const Mapping& mapping_;
  Report& report_;
  std::unique_ptr<PlaceService::Stub> stub_;
  // How many rows of the file had that request_id so far.
  std::map<std::string, int> equal_;
};

}  // namespace

absl::StatusOr<BookAccountEntryRequest> BookingOf(const Mapping& mapping, const Row& row,
                                                  const std::string& tenant, int ordinal) {
  BookAccountEntryRequest booking;
  FD_ASSIGN_OR_RETURN(const std::string place, ValueOf(mapping.place, row));
  booking.set_name(absl::StrCat("tenants/", tenant, "/places/", place));
  FD_RETURN_IF_ERROR(SetAll(mapping.entry, row, mapping.zone, booking));
  for (const std::vector<FieldRule>& rules : mapping.shares) {
    place::v1::AllocationShare share;
    FD_RETURN_IF_ERROR(SetAll(rules, row, mapping.zone, share));
    if (share.millionths() != 0) *booking.add_shares() = std::move(share);
  }
  if (booking.amount_ore() == 0) {
    return absl::DataLossError("The row has no amount, or one of 0: there is nothing to book.");
  }
  if (!mapping.time.value.empty()) {
    FD_ASSIGN_OR_RETURN(const auto moment, MomentOf(mapping.time, row));
    if (moment) *booking.mutable_occurred() = moment->when();
  }
  booking.set_request_id(
      IdFromName(mapping.source, absl::StrCat("entry ", ordinal), booking.SerializeAsString()));
  return booking;
}

grpc::Status BookAll(const Options& options, const Mapping& mapping, const std::vector<Row>& rows,
                     Report& report) {
  Ledger ledger(options, mapping, report);
  ProgressBar bar(Say("importing"));
  for (const Row& row : rows) {
    const grpc::Status status = ledger.Book(row);
    if (!status.ok()) {
      bar.Finish();
      return status;
    }
    bar.Show(report.rows_taken(), report.rows());
  }
  bar.Finish();
  return grpc::Status::OK;
}

}  // namespace framdrift::cli::migration
