// What commands on a case are told of other streams.
#pragma once

#include "absl/status/statusor.h"
#include "domain/cases/assignment.h"
#include "domain/cases/notes.h"
#include "domain/cases/opening.h"
#include "domain/cases/steps.h"
#include "domain/cases/work_plan.h"
#include "domain/policy/policy.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// Lives as long as the unit of work.
absl::StatusOr<const policy::Policy*> PolicyToday(UnitOfWork& work);

absl::StatusOr<cases::OpeningFacts> FactsOfOpening(UnitOfWork& work, const Id16& id,
                                                   const casework::v1::OpenCaseRequest& request);
absl::StatusOr<cases::AssignmentFacts> FactsOfAssignment(
    UnitOfWork& work, const Id16& id, const casework::v1::AssignCaseRequest& request);
absl::StatusOr<cases::StepFacts> FactsOfPlan(UnitOfWork& work, const Id16& id,
                                             const casework::v1::AdoptWorkPlanRequest& request);
absl::StatusOr<cases::StepFacts> FactsOfStep(UnitOfWork& work, const Id16& id,
                                             const casework::v1::PlanStepRequest& request);
absl::StatusOr<cases::AcknowledgementFacts> FactsOfAcknowledgement(
    UnitOfWork& work, const Id16& id, const casework::v1::AcknowledgeWorkPlanRequest& request);
absl::StatusOr<cases::MilestoneFacts> FactsOfMilestone(
    UnitOfWork& work, const Id16& id, const casework::v1::RecordMilestoneRequest& request);

// What is known of a member of staff who is to take cases in a unit.
absl::StatusOr<cases::CaseworkerFacts> FactsOfCaseworker(UnitOfWork& work,
                                                         const std::string& caseworker_id,
                                                         const std::string& unit_id,
                                                         const policy::Policy& policy);
// What a case weighs in a caseworker's load.
int64_t WeightOf(const cases::Case& state, const policy::Policy& policy);

}  // namespace framdrift::services
