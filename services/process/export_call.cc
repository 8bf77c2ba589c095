#include "services/process/export_call.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/process/export.h"
#include "projections/page_token.h"
#include "projections/paths.h"
#include "projections/projector.h"
#include "projections/read_timeline.h"
#include "services/authenticate.h"
#include "services/call.h"
#include "services/casework/person_name.h"
#include "services/grpc_status.h"
#include "services/invented_data.h"
#include "services/person/person_resource.h"
#include "services/process/case_file.h"
#include "services/process/chosen_paths.h"
#include "services/process/export_record.h"
#include "services/reading.h"
#include "services/stream_call.h"

namespace framdrift::services {
namespace {

namespace v1 = process::v1;
using eventstore::Position;

// A piece is about as long as this, and never longer than this and one case.
constexpr size_t kPieceBytes = size_t{128} << 10;
// A wait is cut into pieces this long, so that a call that is cancelled ends soon; who named no
// position gets older rows after the first.
constexpr absl::Duration kPatience = absl::Seconds(1);

std::unique_ptr<CaseFile> FileOf(v1::ExportFormat format, CaseFileFacts facts) {
  return format == v1::EXPORT_FORMAT_OCEL ? OcelFile(std::move(facts)) : XesFile(std::move(facts));
}

// At any time either one write, one wait or one piece of work is under way: no lock is needed.
class ExportCall final : public grpc::ServerWriteReactor<v1::ExportProcessResponse> {
 public:
  ExportCall(Runtime& runtime, const grpc::CallbackServerContext& context,
             const v1::ExportProcessRequest& request)
      : runtime_(runtime), request_(request), deadline_(DeadlineOf(runtime, context)) {}

  void Start(const grpc::CallbackServerContext& context) {
    const absl::Status begun = Begin(context);
    begun.ok() ? Wait() : Finish(ToGrpcStatus(begun));
  }

  void OnWriteDone(bool ok) override {
    if (!ok || cancelled_) return Finish(grpc::Status::CANCELLED);
    WriteOn();
  }
  void OnCancel() override { cancelled_ = true; }
  void OnDone() override { delete this; }

 private:
  absl::Status Begin(const grpc::CallbackServerContext& context) {
    FD_ASSIGN_OR_RETURN(tenant_, BeginStreamCall(runtime_, context, request_, request_.parent()));
    FD_ASSIGN_OR_RETURN(actor_, Authenticate(context));
    FD_RETURN_IF_ERROR(CheckIdentifiers(request_, actor_));
    if (request_.min_position() < 0) {
      return InvalidField("min_position", "A position is not negative.");
    }
    FD_ASSIGN_OR_RETURN(choice_, ChoiceOf(request_, tenant_->zone));
    wanted_ = static_cast<Position>(request_.min_position());
    if (wanted_ != 0) return absl::OkStatus();
    FD_ASSIGN_OR_RETURN(wanted_, runtime_.store.Head(tenant_->id, eventstore::LogNumber::kMain));
    return absl::OkStatus();
  }

  void Wait() {
    runtime_.projector->WaitFor(
        tenant_->id, projections::kPaths, wanted_, kPatience, [this](const absl::Status& status) {
          runtime_.workers.Run([this, status] { Waited(status); });
        });
  }

  void Waited(const absl::Status& status) {
    if (cancelled_) return Finish(grpc::Status::CANCELLED);
    if (!status.ok()) {
      if (!absl::IsDeadlineExceeded(status)) return Finish(ToGrpcStatus(status));
      if (request_.min_position() != 0) {
        return absl::Now() < deadline_ ? Wait() : Finish(ToGrpcStatus(status));
      }
    }
    const absl::Status opened = OpenFile();
    if (!opened.ok()) return Finish(ToGrpcStatus(opened));
    request_.with_identifiers() ? Record() : WritePiece();
  }

  // Nothing is sent before it is known who asked and why.
  void Record() {
    const auto recorded = [this](const absl::StatusOr<eventstore::CommitResult>& result) {
      const absl::Status status = result.status();
      runtime_.workers.Run([this, status] {
        if (cancelled_) return Finish(grpc::Status::CANCELLED);
        status.ok() ? WritePiece() : Finish(ToGrpcStatus(status));
      });
    };
    runtime_.store.Append(
        tenant_->id,
        ExportRecord(request_, ContextOf(runtime_, tenant_, actor_), rows_->checkpoint().position),
        recorded);
  }

  absl::Status OpenFile() {
    FD_ASSIGN_OR_RETURN(rows_, runtime_.projector->Read(tenant_->id, projections::kPaths));
    CaseFileFacts facts;
    facts.tenant = tenant_->id;
    facts.position = static_cast<int64_t>(rows_->checkpoint().position);
    FD_ASSIGN_OR_RETURN(facts.invented, IsInvented(runtime_.store, tenant_->id));
    response_.set_position(facts.position);
    file_ = FileOf(request_.format(), std::move(facts));
    return absl::OkStatus();
  }

  void WriteOn() {
    runtime_.workers.Run([this] { WritePiece(); });
  }

  void WritePiece() {
    std::string& piece = *response_.mutable_content();
    piece.clear();
    while (piece.size() < kPieceBytes && pass_ < file_->passes()) {
      const absl::Status read = ReadOn(piece);
      if (!read.ok()) return Finish(ToGrpcStatus(read));
    }
    if (pass_ < file_->passes()) return StartWrite(&response_);
    StartWriteAndFinish(&response_, grpc::WriteOptions(), grpc::Status::OK);
  }

  // Adds what comes next, until the piece is long enough or the pass is over.
  absl::Status ReadOn(std::string& piece) {
    if (next_.empty()) file_->BeginPass(pass_, piece);
    bool full = false;
    absl::Status status;
    const auto visit = [&](absl::string_view key, const v1::CasePath& path, const process::Trace&) {
      status = Add(key, path, piece);
      next_ = projections::KeyAfter(key);
      full = piece.size() >= kPieceBytes;
      return status.ok() && !full;
    };
    process::Alphabet alphabet;
    FD_RETURN_IF_ERROR(VisitChosen(*rows_, choice_, alphabet, next_, visit).status());
    FD_RETURN_IF_ERROR(status);
    if (full) return absl::OkStatus();
    file_->EndPass(pass_++, piece);
    next_.clear();
    return absl::OkStatus();
  }

  // As they are today: who is protected now is protected in what is told of before, too.
  absl::Status AddIdentifiers(const Id16& id, v1::ExportedCase& exported) {
    StreamReader reader(runtime_, tenant_->id, tenant_, Freshness::kCurrent);
    Reading reading(reader, ContextOf(runtime_, tenant_, actor_));
    FD_ASSIGN_OR_RETURN(const auto view, reading.View<person::PersonDecider>(id));
    if (view.state().protection != codes::v1::PROTECTION_NONE) return absl::OkStatus();
    exported.set_person_name(GivenFirst(NameOf(view)));
    exported.set_personal_number(NormalisedNumber(view, view.state()));
    return absl::OkStatus();
  }

  absl::Status Add(absl::string_view key, const v1::CasePath& path, std::string& piece) {
    v1::ExportedCase exported;
    *exported.mutable_case_() = path.case_();
    FD_ASSIGN_OR_RETURN(const Id16 id, projections::IdOfListKey(key));
    // The first pass is that of cases.
    if (request_.with_identifiers() && pass_ == 0) {
      FD_RETURN_IF_ERROR(AddIdentifiers(id, exported));
    }
    if (file_->WantsActivities(pass_)) {
      const projections::FoldSource source{runtime_.store, tenant_->id, tenant_->zone};
      FD_ASSIGN_OR_RETURN(const auto timeline,
                          projections::ReadTimeline<process::PathDecider>(
                              source, id, rows_->checkpoint().position));
      for (v1::ExportedActivity& activity :
           process::ExportedActivities(timeline, {}, choice_.selection)) {
        const absl::Time at = history::TimeFrom(activity.occur_time());
        if (choice_.cut_us && absl::ToUnixMicros(at) > *choice_.cut_us) break;
        *exported.add_activities() = std::move(activity);
      }
    }
    file_->Add(pass_, exported, piece);
    return absl::OkStatus();
  }

  Runtime& runtime_;
  const v1::ExportProcessRequest& request_;
  const absl::Time deadline_;
  const TenantEntry* tenant_ = nullptr;
  history::Actor actor_;
  PathChoice choice_;
  Position wanted_ = 0;
  std::unique_ptr<projections::RowView> rows_;
  std::unique_ptr<CaseFile> file_;
  int pass_ = 0;
  // The least key that a pass has not come to; empty at its begin.
  std::string next_;
  v1::ExportProcessResponse response_;
  std::atomic<bool> cancelled_ = false;
};

}  // namespace

grpc::ServerWriteReactor<v1::ExportProcessResponse>* StartExport(
    Runtime& runtime, grpc::CallbackServerContext& context,
    const v1::ExportProcessRequest& request) {
  auto* call = new ExportCall(runtime, context, request);
  call->Start(context);
  return call;
}

}  // namespace framdrift::services
