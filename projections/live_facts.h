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
#include "base/strong_id.h"
#include "domain/indicators/fact_tables.h"
#include "projections/change_feed.h"
#include "projections/projector.h"

namespace framdrift::projections {

// Thread-safe. A tenant's tables are loaded when first asked for; from then on the persons whose
// rows were written are loaded anew before the next answer.
class LiveFacts {
 public:
  // `projector` must outlive it.
  explicit LiveFacts(Projector& projector);
  ~LiveFacts();

  using Use = absl::FunctionRef<absl::Status(const indicators::FactTables& tables,
                                             eventstore::Position position)>;
  // Calls `use` with the tenant's tables and the position they hold for, which is one that rows
  // were written for, and the last that Projector::WaitUntil has reported or a later one. One call
  // at a time for a tenant. DATA_LOSS when a row does not read.
  absl::Status With(absl::string_view tenant, Use use) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // What was written and not loaded yet.
  struct Pending {
    std::set<Id16> persons;
    // Anything may be another.
    bool all = true;
    // At the last write; null where there was none since the tables were loaded.
    std::shared_ptr<const RowView> rows;
  };
  struct Tenant {
    Mutex pending_mutex;
    Pending pending ABSL_GUARDED_BY(pending_mutex);
    Mutex mutex;
    std::unique_ptr<indicators::FactTables> tables ABSL_GUARDED_BY(mutex);
    eventstore::Position position ABSL_GUARDED_BY(mutex) = 0;
  };

  void Hear(const RowsWritten& written) ABSL_LOCKS_EXCLUDED(mutex_);
  Tenant& Get(absl::string_view tenant) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Update(absl::string_view name, Tenant& tenant)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(tenant.mutex);

  Projector& projector_;
  Mutex mutex_;
  std::map<std::string, std::unique_ptr<Tenant>, std::less<>> tenants_ ABSL_GUARDED_BY(mutex_);
  uint64_t listening_ = 0;
};

}  // namespace framdrift::projections
