// The build of projections with one row for each stream.
#pragma once

#include <utility>

#include "base/status_macros.h"
#include "projections/kept_events.h"
#include "projections/kept_fold.h"
#include "projections/projection.h"
#include "projections/stream_model.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {

template <typename Model>
class StreamBuilder final : public Builder {
 public:
  using Decider = typename Model::Decider;

  explicit StreamBuilder(FoldSource source) : source_(std::move(source)), fold_(source_.zone) {}

  bool Folds(uint16_t kind) const override { return kind == static_cast<uint16_t>(Decider::kKind); }

  absl::Status FoldStream(const eventstore::StreamId& id, const KeptEvents::Stream& stream,
                          RowChanges& changes) override {
    FD_ASSIGN_OR_RETURN(const auto state, fold_.StateOf(id, stream));
    StoredRow none;
    const StreamFacts facts{source_.tenant, id.id, stream.revision};
    Replace(id.id, MakeNewRow<Model>(facts, state, row_), none, changes);
    return absl::OkStatus();
  }

 private:
  const FoldSource source_;
  KeptFold<Decider> fold_;
  typename Model::Row row_;
};

}  // namespace framdrift::projections
