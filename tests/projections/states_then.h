// What the log says of all streams of a kind, by nothing but folds of whole streams.
#pragma once

#include <map>
#include <utility>

#include "domain/history/timeline.h"
#include "gtest/gtest.h"
#include "projections/recorded_event.h"
#include "tests/projections/projector_fixture.h"

namespace framdrift::projections {

// Every stream of the kind that has an event up to `until`, as of then.
template <typename Decider>
std::map<Id16, typename Decider::State> AllOf(const eventstore::EventStore& store,
                                              eventstore::Position until,
                                              const history::AsOf& as_of = {}) {
  std::map<Id16, history::Timeline<Decider>> timelines;
  const auto add = [&](const eventstore::EventView& event) {
    if (event.stream.kind != static_cast<uint16_t>(Decider::kKind)) return true;
    typename history::Timeline<Decider>::Entry entry;
    EXPECT_TRUE(ReadEvent(event, Stockholm(), entry).ok());
    timelines.try_emplace(event.stream.id, Stockholm()).first->second.Add(std::move(entry));
    return true;
  };
  EXPECT_TRUE(store.Scan(kTenant, eventstore::LogNumber::kMain, 0, until, add).ok());
  std::map<Id16, typename Decider::State> states;
  for (const auto& [id, timeline] : timelines) states[id] = timeline.At(as_of);
  return states;
}

}  // namespace framdrift::projections
