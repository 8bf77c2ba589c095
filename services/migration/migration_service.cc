#include "services/migration/migration_service.h"

#include <deque>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/mutex.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "services/authenticate.h"
#include "services/grpc_status.h"
#include "services/migration/case_import.h"
#include "services/migration/fact_call.h"
#include "services/migration/followed.h"
#include "services/names.h"
#include "services/request_rules.h"

namespace framdrift::services {
namespace {

using migration::v1::ImportCasesRequest;
using migration::v1::ImportCasesResponse;
using migration::v1::ImportPlan;

// Cases in hand at once: enough that one synced write serves many.
constexpr size_t kInHand = 32;
// How often a case whose streams changed under it is taken up again. Of the cases in hand that
// touch the same stream one gets through each time, so as many tries as there are cases serve them
// all; the rest is for writers outside the import.
constexpr int kMostTries = 2 * kInHand;

// One case between its request and its answer.
struct Slot {
  ImportCasesRequest request;
  std::optional<ImportCasesResponse> answer;
};

// One import. Reads while fewer than kInHand cases are in hand, works on them side by side and
// answers in the order they came. Owns itself until OnDone.
class ImportCall final : public grpc::ServerBidiReactor<ImportCasesRequest, ImportCasesResponse> {
 public:
  ImportCall(Runtime& runtime, const grpc::CallbackServerContext& context) : runtime_(runtime) {
    const absl::StatusOr<history::Actor> actor = Authenticate(context);
    if (!actor.ok()) {
      Finish(ToGrpcStatus(actor.status()));
      return;
    }
    terms_.actor = *actor;
    terms_.actor.kind = history::ActorKind::kImport;
    next_ = std::make_unique<Slot>();
    StartRead(&next_->request);
  }

  void OnReadDone(bool ok) override {
    if (!ok) return ReadEnded();
    if (!planned_) {
      runtime_.workers.Run([this] { TakePlan(); });
      return;
    }
    if (!next_->request.has_imported_case()) {
      return End(InvalidField("imported_case", "After the plan come cases, one a message."));
    }
    Slot* slot = nullptr;
    bool read_on = false;
    {
      const MutexLock lock(mutex_);
      slot = next_.get();
      in_hand_.push_back(std::move(next_));
      read_on = in_hand_.size() < kInHand && !ending_;
      reading_ = read_on;
      if (read_on) next_ = std::make_unique<Slot>();
    }
    runtime_.workers.Run([this, slot] { Import(slot, 1); });
    if (read_on) StartRead(&next_->request);
  }

  void OnWriteDone(bool ok) override {
    bool read_on = false;
    {
      const MutexLock lock(mutex_);
      writing_ = false;
      in_hand_.pop_front();
      if (!ok && status_.ok()) status_ = absl::CancelledError("The client has gone.");
      ending_ |= !ok;
      read_on = !reading_ && !ending_;
      if (read_on) {
        reading_ = true;
        next_ = std::make_unique<Slot>();
      }
    }
    if (read_on) StartRead(&next_->request);
    Proceed();
  }

  void OnCancel() override {
    const MutexLock lock(mutex_);
    ending_ = true;
  }

  void OnDone() override { delete this; }

 private:
  void TakePlan() {
    if (const absl::Status status = ReadPlan(); !status.ok()) return End(status);
    next_->request.Clear();
    StartRead(&next_->request);
  }

  absl::Status ReadPlan() {
    if (!next_->request.has_plan()) {
      return InvalidField("plan", "The first message is the plan: tenant, source and mode.");
    }
    const ImportPlan& plan = next_->request.plan();
    FD_RETURN_IF_ERROR(CheckRequest(plan));
    FD_ASSIGN_OR_RETURN(terms_.tenant_id, ParseTenant(plan.parent(), "parent"));
    terms_.source = plan.source();
    terms_.snapshot_mode = plan.mode() == ImportPlan::MODE_SNAPSHOT;
    terms_.dry_run = plan.dry_run();
    planned_ = true;
    if (terms_.dry_run) {
      terms_.tenant = runtime_.tenants.Find(terms_.tenant_id);
      return absl::OkStatus();
    }
    FD_ASSIGN_OR_RETURN(terms_.tenant, runtime_.tenants.Found(terms_.tenant_id, terms_.actor));
    return absl::OkStatus();
  }

  void Import(Slot* slot, int tries) {
    absl::StatusOr<CaseImport> result = ImportCase(runtime_, terms_, slot->request.imported_case());
    if (!result.ok()) return Failed(slot, result.status());
    if (!result->has_commit) return Answer(slot, std::move(result->answer));
    runtime_.store.Append(terms_.tenant_id,
                          std::move(result->commit),
                          [this, slot, tries, answer = std::move(result->answer)](
                              absl::StatusOr<eventstore::CommitResult> appended) mutable {
                            runtime_.workers.Run([this,
                                                  slot,
                                                  tries,
                                                  answer = std::move(answer),
                                                  appended = std::move(appended)]() mutable {
                              Appended(slot, tries, std::move(answer), appended);
                            });
                          });
  }

  void Appended(Slot* slot, int tries, ImportCasesResponse answer,
                const absl::StatusOr<eventstore::CommitResult>& appended) {
    if (absl::IsAborted(appended.status()) && tries < kMostTries) return Import(slot, tries + 1);
    if (absl::IsInvalidArgument(appended.status())) {
      return Answer(slot, NotTaken(answer.key(), appended.status()));
    }
    if (!appended.ok()) return Failed(slot, appended.status());
    answer.set_position(static_cast<int64_t>(appended->last_position));
    Answer(slot, std::move(answer));
  }

  // The log has limits, such as the size of a commit, and this case is beyond them.
  static ImportCasesResponse NotTaken(const std::string& key, const absl::Status& status) {
    ImportCasesResponse answer;
    answer.set_key(key);
    migration::v1::RowReport& refused = *answer.add_refused();
    refused.set_reason("FIELD_INVALID");
    refused.set_message(absl::StrCat("The log cannot take the case as it is: ", status.message()));
    return answer;
  }

  void Answer(Slot* slot, ImportCasesResponse answer) {
    {
      const MutexLock lock(mutex_);
      slot->answer = std::move(answer);
    }
    Proceed();
  }

  // A failure of the server ends the import once the cases in hand have come to their end; what was
  // answered is recorded, and the same import goes on from there.
  void Failed(Slot* slot, const absl::Status& status) {
    {
      const MutexLock lock(mutex_);
      if (status_.ok()) status_ = status;
      ending_ = true;
      slot->answer.emplace();
    }
    Proceed();
  }

  void End(const absl::Status& status) {
    {
      const MutexLock lock(mutex_);
      if (status_.ok()) status_ = status;
      ending_ = true;
      reading_ = false;
    }
    Proceed();
  }

  void ReadEnded() {
    {
      const MutexLock lock(mutex_);
      reading_ = false;
      ending_ = true;
    }
    Proceed();
  }

  // Writes the next answer in order, or finishes when nothing is left to do.
  void Proceed() {
    const ImportCasesResponse* write = nullptr;
    bool finish = false;
    {
      const MutexLock lock(mutex_);
      while (!status_.ok() && !writing_ && !in_hand_.empty() && in_hand_.front()->answer) {
        in_hand_.pop_front();
      }
      if (!writing_ && !in_hand_.empty() && in_hand_.front()->answer && status_.ok()) {
        writing_ = true;
        write = &*in_hand_.front()->answer;
      } else if (ending_ && !writing_ && in_hand_.empty() && !finished_ &&
                 (!reading_ || !status_.ok())) {
        finished_ = finish = true;
      }
    }
    if (write != nullptr) return StartWrite(write);
    if (finish) {
      WhenFollowed(runtime_, terms_.tenant_id, [this] { Finish(ToGrpcStatus(FinalStatus())); });
    }
  }

  absl::Status FinalStatus() {
    const MutexLock lock(mutex_);
    return status_;
  }

  Runtime& runtime_;
  ImportTerms terms_;
  // Whether the plan was read; set between reads, as terms_ are.
  bool planned_ = false;
  // Being read; then moved to in_hand_. Used by one read at a time.
  std::unique_ptr<Slot> next_;
  Mutex mutex_;
  std::deque<std::unique_ptr<Slot>> in_hand_ ABSL_GUARDED_BY(mutex_);
  bool reading_ ABSL_GUARDED_BY(mutex_) = true;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

MigrationService::MigrationService(Runtime& runtime) : runtime_(runtime) {}

MigrationService::~MigrationService() = default;

grpc::ServerBidiReactor<ImportCasesRequest, ImportCasesResponse>* MigrationService::ImportCases(
    grpc::CallbackServerContext* context) {
  return new ImportCall(runtime_, *context);
}

grpc::ServerBidiReactor<migration::v1::ImportFactsRequest, migration::v1::ImportFactsResponse>*
MigrationService::ImportFacts(grpc::CallbackServerContext* context) {
  return StartImportFacts(runtime_, *context);
}

}  // namespace framdrift::services
