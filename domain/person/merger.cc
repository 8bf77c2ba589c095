#include "domain/person/merger.h"

#include <utility>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/person/refusals.h"

namespace framdrift::person {
namespace {

using history::Context;

// Accepts one event in each stream; every refusal of either.
absl::StatusOr<MergerEvents> AcceptBoth(const Person& merged, v1::PersonEvent for_merged,
                                        const Person& survivor, v1::PersonEvent for_survivor,
                                        const history::Occurred& occurred, Refusals refusals,
                                        const Context& context) {
  const auto events_of = [&](v1::PersonEvent event) {
    PersonEvents events(1);
    events[0].event = std::move(event);
    events[0].occurred = occurred;
    return events;
  };
  const auto first =
      history::Accept<PersonDecider>(merged, events_of(std::move(for_merged)), {}, context);
  const auto second =
      history::Accept<PersonDecider>(survivor, events_of(std::move(for_survivor)), {}, context);
  for (const absl::Status& status : {first.status(), second.status()}) {
    for (const Refusal& refusal : RefusalsOf(status)) {
      refusals.Add(refusal.reason, refusal.message, refusal.metadata);
    }
  }
  if (!refusals.empty()) return refusals.AsStatus();
  return MergerEvents{*first, *second};
}

}  // namespace

absl::StatusOr<MergerEvents> Decide(const Person& state, const v1::MergePersonsRequest& command,
                                    const MergerFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  FD_RETURN_IF_ERROR(CheckKnown(facts.survivor));
  FD_ASSIGN_OR_RETURN(const history::Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  Refusals refusals;
  if (facts.merged_id == facts.survivor_id) {
    return Refuse(kPersonMergedWithItself, "Name two different records.");
  }
  if (facts.merged_has_open_case && facts.survivor_has_open_case) {
    refusals.Add(kBothHaveOpenCases,
                 "Both records have an open case: close the one of the record given up first.");
  }
  v1::PersonEvent for_merged;
  for_merged.mutable_person_merged()->set_survivor_id(facts.survivor_id.ToString());
  v1::PersonEvent for_survivor;
  for_survivor.mutable_person_merged()->set_absorbed_id(facts.merged_id.ToString());
  return AcceptBoth(state,
                    std::move(for_merged),
                    facts.survivor,
                    std::move(for_survivor),
                    occurred,
                    std::move(refusals),
                    context);
}

absl::StatusOr<MergerEvents> Decide(const Person& state, const v1::UnmergePersonsRequest&,
                                    const MergerFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  FD_RETURN_IF_ERROR(CheckKnown(facts.survivor));
  if (state.merged_into != facts.survivor_id) {
    return Refuse(kPersonsNotMerged, "These two records are not merged.");
  }
  v1::PersonEvent for_merged;
  for_merged.mutable_person_unmerged()->set_survivor_id(facts.survivor_id.ToString());
  v1::PersonEvent for_survivor;
  for_survivor.mutable_person_unmerged()->set_absorbed_id(facts.merged_id.ToString());
  return AcceptBoth(state,
                    std::move(for_merged),
                    facts.survivor,
                    std::move(for_survivor),
                    {context.now, history::Precision::kSecond},
                    {},
                    context);
}

}  // namespace framdrift::person
