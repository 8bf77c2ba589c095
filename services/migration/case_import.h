// Takes in one case of another system: checks its rows and makes the commit that records them.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "domain/history/context.h"
#include "eventstore/event.h"
#include "framdrift/migration/v1/migration_service.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// What holds for every case of one import.
struct ImportTerms {
  std::string tenant_id;
  // Null in a dry run for a tenant that is not founded.
  const TenantEntry* tenant = nullptr;
  history::Actor actor;
  std::string source;
  bool snapshot_mode = false;
  bool dry_run = false;
};

// What one try at a case came to: the answer, and the commit unless there is nothing to record.
struct CaseImport {
  migration::v1::ImportCasesResponse answer;
  bool has_commit = false;
  eventstore::NewCommit commit;
};

// Waits for the disk. A case with rows that cannot be taken in is answered with all of them and has
// no commit; a status is a failure of the server.
absl::StatusOr<CaseImport> ImportCase(Runtime& runtime, const ImportTerms& terms,
                                      const migration::v1::ImportedCase& imported);

}  // namespace framdrift::services
