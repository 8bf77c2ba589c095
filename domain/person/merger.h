// Two records of one citizen become one, and two again: the events of both streams at once.
#pragma once

#include "absl/status/statusor.h"
#include "domain/history/context.h"
#include "domain/history/ids.h"
#include "domain/person/person.h"
#include "framdrift/person/v1/person_service.pb.h"

namespace framdrift::person {

struct MergerFacts {
  history::PersonId merged_id;
  history::PersonId survivor_id;
  // As it stands; not registered when unknown.
  Person survivor;
  bool merged_has_open_case = false;
  bool survivor_has_open_case = false;
};

// For one commit over both streams.
struct MergerEvents {
  PersonEvents merged;
  PersonEvents survivor;
};

// `state` is that of the record given up. Refusals as person_service.proto names them.
absl::StatusOr<MergerEvents> Decide(const Person& state, const v1::MergePersonsRequest& command,
                                    const MergerFacts& facts, const history::Context& context);
absl::StatusOr<MergerEvents> Decide(const Person& state, const v1::UnmergePersonsRequest& command,
                                    const MergerFacts& facts, const history::Context& context);

}  // namespace framdrift::person
