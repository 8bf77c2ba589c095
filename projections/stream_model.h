// Projections that have one row for each stream of a kind, made of the stream's state.
#pragma once

#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "eventstore/event.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {

// What a row may say of its stream beside the state.
struct StreamFacts {
  absl::string_view tenant;
  Id16 id{};
  eventstore::Revision revision = 0;
};

// `Model` names Decider and Row (a message), and has
//   static constexpr char kName[] and uint32_t kVersion of the projection;
//   static bool MakeRow(const StreamFacts&, const Decider::State&, Row&): false where no row is
//   due; static std::string SortKey(const Row&): bytes by which rows are listed, before their id;
//   static void Count(const Row&, FunctionRef<void(std::string key)>): the counters it adds one to.
//
// The row that is due; `row` is memory used again.
template <typename Model>
NewRow MakeNewRow(const StreamFacts& facts, const typename Model::Decider::State& state,
                  typename Model::Row& row) {
  row.Clear();
  NewRow made;
  made.due = Model::MakeRow(facts, state, row);
  if (!made.due) return made;
  made.sort_key = Model::SortKey(row);
  made.value = SerializeRow(row);
  Model::Count(row, [&](std::string key) { made.counters.push_back(std::move(key)); });
  return made;
}

}  // namespace framdrift::projections
