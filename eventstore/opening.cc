#include "eventstore/opening.h"

#include <sodium/core.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "eventstore/disk_reserve.h"
#include "eventstore/log_reader.h"
#include "eventstore/rocksdb_backend.h"

namespace framdrift::eventstore {
namespace {

namespace fs = std::filesystem;

struct Paths {
  explicit Paths(const std::string& data_dir)
      : log(fs::path(data_dir) / "log"),
        keys(fs::path(data_dir) / "keys"),
        master_key(fs::path(data_dir) / "master.key"),
        head(fs::path(data_dir) / "head"),
        reserve(fs::path(data_dir) / "reserve") {}
  const fs::path log;
  const fs::path keys;
  const fs::path master_key;
  const fs::path head;
  const fs::path reserve;
};

absl::Status Damaged(const fs::path& file, absl::string_view what) {
  return StatusWithReason(
      absl::StatusCode::kDataLoss,
      kStoreDamaged,
      absl::StrCat(
          file.string(),
          ": ",
          what,
          ". Nothing was started and nothing was changed. Keep the data directory as it is "
          "and restore the newest backup into another one."),
      {{"file", file.string()}});
}

// DATA_LOSS found below gets its file and advice; other failures are passed up.
absl::Status AboutFile(const fs::path& file, const absl::Status& status) {
  if (!absl::IsDataLoss(status)) return status;
  return Damaged(file, status.message());
}

bool IsUsed(const fs::path& directory) {
  std::error_code ignored;
  return fs::exists(directory, ignored) && !fs::is_empty(directory, ignored);
}

absl::StatusOr<LogEnd> RecoverEnd(const LogReader& reader, absl::string_view tenant, LogId log) {
  LogEnd end;
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> bytes, reader.LastCommit(log));
  if (!bytes.has_value()) return end;
  CommitView last;
  FD_RETURN_IF_ERROR(DecodeCommit(*bytes, last));
  end.position = last.last_position();
  end.recorded_at = last.recorded_at;
  end.key_sequence = last.key_sequence;
  FD_ASSIGN_OR_RETURN(end.tree, reader.TreeAt(tenant, log, end.position));
  return end;
}

absl::StatusOr<std::map<TenantNumber, std::string>> ReadTenants(const LogBackend& backend) {
  std::map<TenantNumber, std::string> tenants;
  const std::unique_ptr<RecordCursor> cursor =
      backend.Scan(Column::kTenant, ScanKind::kSweep, "", "\xff");
  for (cursor->Seek(""); cursor->Valid(); cursor->Next()) {
    FD_ASSIGN_OR_RETURN(const TenantNumber number, DecodeTenantNumber(cursor->value()));
    tenants[number] = std::string(cursor->key());
  }
  FD_RETURN_IF_ERROR(cursor->status());
  return tenants;
}

absl::Status Recover(const LogBackend& backend, Logs& logs) {
  const LogReader reader(backend);
  using Tenants = std::map<TenantNumber, std::string>;
  FD_ASSIGN_OR_RETURN(const Tenants tenants, ReadTenants(backend));
  for (const auto& [number, tenant] : tenants) {
    std::vector<LogEnd> ends;
    for (const LogNumber log : kLogNumbers) {
      FD_ASSIGN_OR_RETURN(LogEnd end, RecoverEnd(reader, tenant, {number, log}));
      ends.push_back(std::move(end));
    }
    logs.Add(tenant, number, std::move(ends));
  }
  return absl::OkStatus();
}

absl::Status CheckWitnessed(const LogReader& reader, const LogState* log,
                            const WitnessedHead& witnessed) {
  const Position head = log == nullptr ? 0 : log->end.position;
  if (head < witnessed.position) {
    return absl::DataLossError(absl::StrCat("log ",
                                            static_cast<int>(witnessed.log.log),
                                            " of tenant ",
                                            log == nullptr ? "?" : log->tenant,
                                            " ends at position ",
                                            head,
                                            ", but ",
                                            witnessed.position,
                                            " events were acknowledged"));
  }
  Hash root = log->end.tree.Root();
  if (head > witnessed.position) {
    FD_ASSIGN_OR_RETURN(const TreeEdge tree,
                        reader.TreeAt(log->tenant, log->id, witnessed.position));
    root = tree.Root();
  }
  if (root == witnessed.root) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("log ",
                                          static_cast<int>(log->id.log),
                                          " of tenant ",
                                          log->tenant,
                                          " is not what it was at position ",
                                          witnessed.position));
}

absl::Status CheckWitness(const Paths& paths, const OpenedStore& store) {
  const LogReader reader(*store.backend);
  std::map<LogId, const LogState*> logs;
  for (const LogState* log : store.logs->All()) logs[log->id] = log;
  for (const WitnessedHead& witnessed : store.witness->heads()) {
    if (witnessed.position == 0) continue;
    const auto found = logs.find(witnessed.log);
    FD_RETURN_IF_ERROR(AboutFile(
        paths.log,
        CheckWitnessed(reader, found == logs.end() ? nullptr : found->second, witnessed)));
  }
  return absl::OkStatus();
}

absl::Status OpenWitness(const Paths& paths, OpenedStore& store) {
  absl::StatusOr<std::unique_ptr<HeadWitness>> witness = HeadWitness::Open(paths.head.string());
  if (absl::IsNotFound(witness.status())) {
    for (const LogState* log : store.logs->All()) {
      if (log->end.position > 0) {
        return Damaged(paths.head,
                       "the head witness is missing, so that nothing shows whether the "
                       "log is whole");
      }
    }
    witness = HeadWitness::Create(paths.head.string());
  }
  FD_RETURN_IF_ERROR(AboutFile(paths.head, witness.status()));
  store.witness = *std::move(witness);
  return CheckWitness(paths, store);
}

absl::Status OpenKeys(const Options& options, const Paths& paths, OpenedStore& store) {
  KeyWrapper* wrapper = options.key_wrapper;
  if (wrapper == nullptr) {
    const bool create = !IsUsed(paths.keys);
    absl::StatusOr<std::unique_ptr<FileKeyWrapper>> own =
        FileKeyWrapper::Open(paths.master_key.string(), create);
    if (absl::IsNotFound(own.status())) {
      return Damaged(paths.master_key, "the master key is missing; put its copy back");
    }
    FD_RETURN_IF_ERROR(AboutFile(paths.master_key, own.status()));
    store.own_wrapper = *std::move(own);
    wrapper = store.own_wrapper.get();
  }
  absl::StatusOr<std::unique_ptr<KeyStore>> keys = KeyStore::Open(paths.keys.string(), *wrapper);
  FD_RETURN_IF_ERROR(AboutFile(paths.keys, keys.status()));
  store.keys = *std::move(keys);
  for (const LogState* log : store.logs->All()) {
    FD_ASSIGN_OR_RETURN(const uint64_t held, store.keys->HighestKeySequence(log->tenant));
    if (held >= log->end.key_sequence) continue;
    return Damaged(paths.keys,
                   absl::StrCat("tenant ",
                                log->tenant,
                                " has keys up to number ",
                                held,
                                ", but its log uses number ",
                                log->end.key_sequence));
  }
  return absl::OkStatus();
}

absl::Status WitnessAll(OpenedStore& store) {
  std::vector<WitnessedHead> heads;
  for (const LogState* log : store.logs->All()) {
    if (log->end.position == 0) continue;
    heads.push_back({log->id, log->end.position, log->end.tree.Root()});
  }
  FD_RETURN_IF_ERROR(store.witness->Write(heads));
  return store.witness->Sync();
}

}  // namespace

absl::StatusOr<OpenedStore> OpenDataDirectory(const Options& options) {
  // Without it libsodium seals with its slowest code.
  FD_CHECK(sodium_init() >= 0);
  const Paths paths(options.data_dir);
  std::error_code error;
  fs::create_directories(options.data_dir, error);
  if (error) {
    return absl::InternalError(absl::StrCat("making ", options.data_dir, ": ", error.message()));
  }
  const bool used = fs::exists(paths.head);
  if (used && !IsUsed(paths.log)) return Damaged(paths.log, "the log is missing");
  if (used && !IsUsed(paths.keys)) return Damaged(paths.keys, "the key store is missing");

  ReleaseReserve(paths.reserve.string());
  OpenedStore store;
  absl::StatusOr<std::unique_ptr<LogBackend>> backend =
      options.backend ? options.backend(paths.log.string())
                      : OpenRocksDbBackend(paths.log.string());
  FD_RETURN_IF_ERROR(AboutFile(paths.log, backend.status()));
  store.backend = *std::move(backend);
  store.logs = std::make_unique<Logs>();
  FD_RETURN_IF_ERROR(AboutFile(paths.log, Recover(*store.backend, *store.logs)));
  FD_RETURN_IF_ERROR(OpenKeys(options, paths, store));
  FD_RETURN_IF_ERROR(OpenWitness(paths, store));
  FD_ASSIGN_OR_RETURN(store.epoch, store.backend->BecomeWriter());
  FD_RETURN_IF_ERROR(WitnessAll(store));
  TakeReserve(paths.reserve.string());
  return store;
}

}  // namespace framdrift::eventstore
