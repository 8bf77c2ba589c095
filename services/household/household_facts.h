// What a command on a household is told of the persons, staff and policy it names.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "domain/household/household_commands.h"
#include "services/run_command.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// What Decide is told besides the household; NoFacts where it is told nothing.
absl::StatusOr<household::HouseholdFacts> FactsOf(
    UnitOfWork& work, const household::v1::FormHouseholdRequest& request);
absl::StatusOr<household::HouseholdFacts> FactsOf(UnitOfWork& work,
                                                  const household::v1::AddMemberRequest& request);
absl::StatusOr<household::HouseholdFacts> FactsOf(
    UnitOfWork& work, const household::v1::ReceiveApplicationRequest& request);
absl::StatusOr<household::HouseholdFacts> FactsOf(
    UnitOfWork& work, const household::v1::RecordAidDecisionRequest& request);
absl::StatusOr<household::HouseholdFacts> FactsOf(
    UnitOfWork& work, const household::v1::ChangeAidDecisionRequest& request);

template <typename Request>
absl::StatusOr<NoFacts> FactsOf(UnitOfWork&, const Request&) {
  return NoFacts{};
}

}  // namespace framdrift::services
