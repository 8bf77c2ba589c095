// Takes in facts of any streams as they stand: checks them and makes the commit that records them.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "domain/history/context.h"
#include "eventstore/event.h"
#include "framdrift/migration/v1/migration_service.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// What holds for every commit of one import.
struct FactTerms {
  std::string tenant_id;
  const TenantEntry* tenant = nullptr;
  history::Actor actor;
  std::string source;
  // Nobody in the tenant exists.
  bool invented = false;
};

// What one try at a commit came to: the answer, and the commit unless there is nothing to record.
struct FactImport {
  migration::v1::ImportFactsResponse answer;
  bool has_commit = false;
  eventstore::NewCommit commit;
};

// Waits for the disk. A commit with facts that cannot be taken in is answered with all of them and
// has none; a status is a failure of the server, or ALREADY_EXISTS for a commit_id used otherwise.
absl::StatusOr<FactImport> ImportFactCommit(Runtime& runtime, const FactTerms& terms,
                                            const migration::v1::FactCommit& commit);

}  // namespace framdrift::services
