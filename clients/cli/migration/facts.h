// Turns the rows of one case into the facts to import, as the mapping says.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/migration/mapping.h"
#include "clients/cli/migration/row.h"
#include "framdrift/migration/v1/migration_service.pb.h"

namespace framdrift::cli::migration {

// A row that cannot be read as the mapping says, and why. Line 0: the case as a whole.
struct RefusedRow {
  int64_t line = 0;
  std::string reason;
  std::string message;
};

// The facts of one case, or why there are none: one refused row holds back its whole case. Every
// row at fault is there, in the order of the file.
struct CaseFacts {
  framdrift::migration::v1::ImportedCase imported;
  std::vector<RefusedRow> refused;
};

// Which case `row` belongs to. INVALID_ARGUMENT when the row does not say.
absl::StatusOr<std::string> CaseKeyOf(const Mapping& mapping, const Row& row);

// Thread-compatible. `mapping` must outlive it.
class FactBuilder {
 public:
  explicit FactBuilder(const Mapping& mapping) : mapping_(mapping) {}
  CaseFacts Build(const std::string& key, const std::vector<Row>& rows) const;

 private:
  // The same, of rows without a fault.
  CaseFacts BuildReadable(const std::string& key, const std::vector<Row>& rows) const;

  const Mapping& mapping_;
};

}  // namespace framdrift::cli::migration
