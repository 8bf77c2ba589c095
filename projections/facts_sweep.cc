#include "projections/facts_sweep.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.h"
#include "base/status_macros.h"
#include "projections/facts.h"

namespace framdrift::projections {

FactsSweep::FactsSweep(FoldSource source)
    : source_(std::move(source)), fold_(source_), rows_(Checkpoint()) {}

absl::StatusOr<const indicators::FactTables*> FactsSweep::At(eventstore::Position position) {
  FD_CHECK(position >= position_);
  if (tables_ == nullptr) {
    FD_RETURN_IF_ERROR(FoldFactRows(source_, {.position = static_cast<int64_t>(position)}, rows_));
    all_ = true;
  } else {
    FD_RETURN_IF_ERROR(Advance(position));
  }
  FD_RETURN_IF_ERROR(Reload());
  position_ = position;
  return tables_.get();
}

absl::Status FactsSweep::Advance(eventstore::Position position) {
  absl::Status status;
  const auto apply = [&](const eventstore::EventView& event) {
    status = fold_.Apply(event);
    if (status.ok() && fold_.busy()) status = Flush(event.position);
    return status.ok();
  };
  FD_RETURN_IF_ERROR(
      source_.store.Scan(source_.tenant, eventstore::LogNumber::kMain, position_, position, apply)
          .status());
  FD_RETURN_IF_ERROR(status);
  return Flush(position);
}

absl::Status FactsSweep::Flush(eventstore::Position until) {
  do {
    RowChanges changes;
    FD_RETURN_IF_ERROR(fold_.Flush(until, rows_, changes));
    for (const auto& [key, value] : changes.puts()) {
      const FactsBearing bearing = BearingOfFactsKey(key);
      if (bearing == FactsBearing::kOwner) owners_.insert(OwnerOfFactsKey(key));
      all_ = all_ || bearing == FactsBearing::kAll;
    }
    FD_RETURN_IF_ERROR(rows_.Write(std::move(changes)));
  } while (fold_.busy());
  return absl::OkStatus();
}

absl::Status FactsSweep::Reload() {
  if (all_) {
    FD_ASSIGN_OR_RETURN(tables_, LoadFacts(rows_));
  } else {
    for (const std::string& owner : owners_) {
      FD_RETURN_IF_ERROR(ReloadOwner(rows_, owner, *tables_));
    }
  }
  owners_.clear();
  all_ = false;
  return absl::OkStatus();
}

}  // namespace framdrift::projections
