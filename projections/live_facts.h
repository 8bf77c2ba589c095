// The tables of facts of every tenant that is asked for, in memory, as far as its rows are.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/mutex.h"
#include "base/shared_mutex.h"
#include "base/strong_id.h"
#include "domain/indicators/fact_tables.h"
#include "projections/change_feed.h"
#include "projections/projector.h"

namespace framdrift::projections {

// Thread-safe. A tenant's tables are loaded when first asked for; from then on whoever's rows were
// written is loaded anew before the next answer. Questions to one tenant run side by
// side; what was written meanwhile waits for them, and later questions wait for it.
class LiveFacts {
 public:
  // `projector` must outlive it.
  explicit LiveFacts(Projector& projector);
  ~LiveFacts();

  using Use = absl::FunctionRef<absl::Status(const indicators::FactTables& tables,
                                             eventstore::Position position)>;
  // Calls `use` with the tenant's tables and the position they hold for, which is one that rows
  // were written for, and the last that Projector::WaitUntil has reported or a later one. The
  // tables do not change before `use` returns, which must not call With. DATA_LOSS when a row does
  // not read.
  absl::Status With(absl::string_view tenant, Use use) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // What was written and not loaded yet.
  struct Pending {
    std::set<std::string> owners;
    // Anything may be another.
    bool all = true;
    // At the last write; null where there was none since the tables were loaded.
    std::shared_ptr<const RowView> rows;
  };
  struct Tenant {
    Mutex pending_mutex;
    Pending pending ABSL_GUARDED_BY(pending_mutex);
    // Held from looking at what is pending until `tables_mutex` is held, so that no question passes
    // one that waits to write.
    Mutex entrance;
    SharedMutex tables_mutex;
    std::unique_ptr<indicators::FactTables> tables ABSL_GUARDED_BY(tables_mutex);
    eventstore::Position position ABSL_GUARDED_BY(tables_mutex) = 0;
  };

  void Hear(const RowsWritten& written) ABSL_LOCKS_EXCLUDED(mutex_);
  Tenant& Get(absl::string_view tenant) ABSL_LOCKS_EXCLUDED(mutex_);
  // What has been written since the last call.
  static Pending Take(Tenant& tenant);
  // On an error all is loaded anew next time.
  absl::Status Update(absl::string_view name, Pending pending, Tenant& tenant)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(tenant.tables_mutex);

  Projector& projector_;
  Mutex mutex_;
  std::map<std::string, std::unique_ptr<Tenant>, std::less<>> tenants_ ABSL_GUARDED_BY(mutex_);
  uint64_t listening_ = 0;
};

}  // namespace framdrift::projections
