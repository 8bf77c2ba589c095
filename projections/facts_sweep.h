// The facts as they were at one position after another, from one reading of the log.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/strong_id.h"
#include "domain/indicators/fact_tables.h"
#include "projections/facts_fold.h"
#include "projections/memory_rows.h"
#include "projections/projection.h"

namespace framdrift::projections {

// Not thread-safe.
class FactsSweep {
 public:
  // What is borrowed must outlive it.
  explicit FactsSweep(FoldSource source);

  // The tables of what the log held at `position`, which is none before that of the last call. They
  // stay as they are until the next.
  absl::StatusOr<const indicators::FactTables*> At(eventstore::Position position);

 private:
  absl::Status Advance(eventstore::Position position);
  // Has the rows become those of `until`, and notes whose they are.
  absl::Status Flush(eventstore::Position until);
  absl::Status Reload();

  const FoldSource source_;
  FactsFold fold_;
  MemoryRows rows_;
  // Null until the first call.
  std::unique_ptr<indicators::FactTables> tables_;
  eventstore::Position position_ = 0;
  // What the tables do not hold yet.
  std::set<std::string> owners_;
  bool all_ = false;
};

}  // namespace framdrift::projections
