#include "clients/cli/migration/importer.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <grpcpp/grpcpp.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "clients/cli/errors.h"
#include "clients/cli/migration/account_import.h"
#include "clients/cli/migration/facts.h"
#include "clients/cli/migration/grouper.h"
#include "clients/cli/migration/mapping.h"
#include "clients/cli/migration/mapping_check.h"
#include "clients/cli/migration/report.h"
#include "clients/cli/progress.h"
#include "clients/cli/texts.h"
#include "framdrift/migration/v1/migration_service.grpc.pb.h"

namespace framdrift::cli::migration {
namespace {

using framdrift::migration::v1::ImportCasesRequest;
using framdrift::migration::v1::ImportCasesResponse;
using framdrift::migration::v1::ImportPlan;
using framdrift::migration::v1::MigrationService;

struct ImportOptions {
  std::string file;
  std::string mapping;
  std::string report;
  bool dry_run = false;
  bool snapshot = false;
};

int Fail(const absl::Status& status) {
  fmt::print(stderr, "{}\n", Translate(std::string(status.message())));
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return kExitNotFound;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kDataLoss:  // a damaged file is not well formed either
      return kExitUsage;
    default:
      return kExitFailed;
  }
}

// One stream of cases to the server. The answers are read on a thread of its own, so that neither
// side waits for the other with its hands full.
class CaseStream {
 public:
  CaseStream(const Options& options, const ImportOptions& import, const Mapping& mapping,
             Report& report)
      : report_(report),
        stub_(MigrationService::NewStub(
            grpc::CreateChannel(options.server, grpc::InsecureChannelCredentials()))) {
    if (!options.actor.empty()) context_.AddMetadata("framdrift-actor", options.actor);
    stream_ = stub_->ImportCases(&context_);
    ImportCasesRequest request;
    ImportPlan& plan = *request.mutable_plan();
    plan.set_parent(absl::StrCat("tenants/", options.tenant));
    plan.set_source(mapping.source);
    plan.set_dry_run(import.dry_run);
    plan.set_mode(import.snapshot || mapping.snapshot ? ImportPlan::MODE_SNAPSHOT
                                                      : ImportPlan::MODE_APPEND);
    stream_->Write(request);
    reader_ = std::thread([this] {
      ImportCasesResponse response;
      while (stream_->Read(&response)) report_.AddAnswer(response);
      report_.AnswersEnded();
    });
  }

  // False when the server has ended the stream; Finish says why. Waits while the server has enough
  // in hand, and calls `progress` now and then.
  bool Send(framdrift::migration::v1::ImportedCase imported,
            const std::function<void()>& progress) {
    while (!report_.WaitForFewer(kMostAwaited)) progress();
    ImportCasesRequest request;
    *request.mutable_imported_case() = std::move(imported);
    return stream_->Write(request);
  }

  grpc::Status Finish(const std::function<void()>& progress) {
    stream_->WritesDone();
    while (!report_.WaitForFewer(1)) progress();
    reader_.join();
    return stream_->Finish();
  }

 private:
  Report& report_;
  std::unique_ptr<MigrationService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<ImportCasesRequest, ImportCasesResponse>> stream_;
  std::thread reader_;

  // Twice what the server takes in hand: it never waits for us, and we hold no more than that.
  static constexpr size_t kMostAwaited = 64;
};

int FailedHalfway(const grpc::Status& status) {
  const int exit_code = PrintError(status, Fields::kNames);
  fmt::print(stderr,
             "{}\n",
             Say("The import did not come to its end. Run it again: what is recorded stays, and "
                 "is not recorded twice."));
  return exit_code;
}

absl::Status CheckColumnsOf(const Mapping& mapping, const Row& row) {
  std::vector<std::string> columns;
  for (const auto& [name, value] : row.fields) columns.push_back(name);
  return CheckColumns(mapping, columns);
}

// Reads the file into `grouper`; rows that name no case are reported.
absl::Status ReadRows(const ImportOptions& import, const Mapping& mapping, bool xes,
                      Grouper& grouper, Report& report) {
  std::error_code ignored;
  const auto size = static_cast<int64_t>(std::filesystem::file_size(import.file, ignored));
  ProgressBar bar(Say("reading"));
  const RowSink sink = [&](Row row) {
    // All rows of a CSV file have the same columns; an event has the attributes it has.
    if (!xes && report.rows() == 0) FD_RETURN_IF_ERROR(CheckColumnsOf(mapping, row));
    report.CountRow();
    const absl::StatusOr<std::string> key = CaseKeyOf(mapping, row);
    if (!key.ok()) {
      const bool code = row.fault.empty() && absl::IsInvalidArgument(key.status());
      report.Refuse({row.line,
                     code ? "CODE_UNKNOWN" : "ROW_UNREADABLE",
                     row.fault.empty() ? std::string(key.status().message()) : row.fault},
                    row);
      return absl::OkStatus();
    }
    return grouper.Add(*key, std::move(row));
  };
  const ReadProgress progress = [&](int64_t offset) { bar.Show(offset, size); };
  const absl::Status status =
      xes ? ReadXes(import.file, sink, progress) : ReadCsv(import.file, sink, progress);
  bar.Finish();
  return status;
}

int Printed(const Report& report, const Options& options, const ImportOptions& import) {
  const absl::Status written = report.Print(options.format, import.dry_run, import.report);
  if (!written.ok()) return Fail(written);
  return report.refused() == 0 ? kExitOk : kExitFailed;
}

// The rows of a ledger are booked one by one, so that each is refused for itself.
int ImportLedger(const Options& options, const ImportOptions& import, const Mapping& mapping,
                 bool xes) {
  if (xes) return PrintWrongUse(Say("A ledger is a CSV file."));
  if (import.dry_run || import.snapshot || mapping.snapshot) {
    return PrintWrongUse(
        Say("An account is booked row by row: leave out --dry-run, --snapshot and `mode`."));
  }
  Report report;
  std::vector<Row> rows;
  const RowSink sink = [&](Row row) {
    if (rows.empty()) FD_RETURN_IF_ERROR(CheckColumnsOf(mapping, row));
    report.CountRow();
    rows.push_back(std::move(row));
    return absl::OkStatus();
  };
  const absl::Status read = ReadCsv(import.file, sink, [](int64_t) {});
  if (!read.ok()) return Fail(read);
  const grpc::Status booked = BookAll(options, mapping, rows, report);
  return booked.ok() ? Printed(report, options, import) : FailedHalfway(booked);
}

int Import(const Options& options, const ImportOptions& import, bool xes) {
  const absl::StatusOr<Mapping> mapping = LoadMapping(import.mapping);
  if (!mapping.ok()) return Fail(mapping.status());
  if (mapping->shape == Shape::kAccount) return ImportLedger(options, import, *mapping, xes);
  Report report;
  Grouper grouper;
  if (const absl::Status read = ReadRows(import, *mapping, xes, grouper, report); !read.ok()) {
    return Fail(read);
  }
  const FactBuilder builder(*mapping);
  CaseStream stream(options, import, *mapping, report);
  ProgressBar bar(Say("importing"));
  const auto progress = [&] { bar.Show(report.rows_taken(), report.rows()); };
  const absl::Status sent = grouper.ForEachCase([&](const std::string& key, std::vector<Row> rows) {
    CaseFacts facts = builder.Build(key, rows);
    report.CountCase();
    progress();
    if (!facts.refused.empty()) {
      report.RefuseCase(facts.refused, rows);
      return absl::OkStatus();
    }
    report.Await(key, std::move(rows));
    return stream.Send(std::move(facts.imported), progress) ? absl::OkStatus()
                                                            : absl::CancelledError();
  });
  const grpc::Status finished = stream.Finish(progress);
  bar.Finish();
  if (!finished.ok()) return FailedHalfway(finished);
  if (!sent.ok()) return Fail(sent);
  return Printed(report, options, import);
}

}  // namespace

void AddImportCommand(CLI::App& app, const Options& options, int& exit_code) {
  CLI::App* noun = app.add_subcommand("import", Say("Brings history in from another system"));
  noun->require_subcommand(1);
  for (const bool xes : {true, false}) {
    CLI::App* sub = noun->add_subcommand(
        xes ? "xes" : "csv",
        xes ? Say("An XES log, plain or gzip") : Say("A CSV file with a header, plain or gzip"));
    const auto import = std::make_shared<ImportOptions>();
    sub->add_option("file", import->file, Say("The file"))->required()->type_name("FILE");
    sub->add_option(
           "--mapping", import->mapping, Say("How its columns become facts; docs/import.md"))
        ->required()
        ->type_name("FILE");
    sub->add_option(
           "--report", import->report, Say("Writes refused rows and deviations to this CSV file"))
        ->type_name("FILE");
    sub->add_flag("--dry-run", import->dry_run, Say("Checks everything and records nothing"));
    sub->add_flag("--snapshot",
                  import->snapshot,
                  Say("The file holds all the source knows: set right and strike through what "
                      "differs from the last time"));
    sub->callback(
        [import, xes, &options, &exit_code] { exit_code = Import(options, *import, xes); });
  }
}

}  // namespace framdrift::cli::migration
