// What the rows of read models must be, computed from the log with nothing of what is tested.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "eventstore/event_store.h"
#include "framdrift/casework/v1/case_queries.pb.h"
#include "projections/rows.h"

namespace framdrift::projections {

// Of the projection `cases`: stream by stream, each folded as a whole.
struct ExpectedCases {
  std::map<std::string, casework::v1::CaseSummary> by_name;
  // Unit, caseworker → open cases.
  std::map<std::pair<std::string, std::string>, int64_t> open;
};
ExpectedCases ExpectCases(const eventstore::EventStore& store, const std::string& tenant,
                          eventstore::Position until);

// Expects of `rows` what ExpectCases says of their position.
void ExpectRowsFollowFromTheLog(const eventstore::EventStore& store, const std::string& tenant,
                                const RowView& rows);

}  // namespace framdrift::projections
