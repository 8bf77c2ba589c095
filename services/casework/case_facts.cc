#include "services/casework/case_facts.h"

#include <algorithm>

#include "domain/activity/activity.h"
#include "domain/balance/weight.h"
#include "domain/organisation/staff.h"
#include "domain/organisation/unit.h"
#include "domain/partner/partner.h"
#include "domain/person/person.h"
#include "domain/policy/adoption.h"
#include "services/casework/caseload.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

// The first id of the server's choice for a part of a case; those before name streams.
constexpr uint32_t kFirstStep = 1;

// Whether somebody may act for the person today.
bool IsRepresented(const person::Person& person, absl::CivilDay today) {
  return std::any_of(
      person.representatives.begin(), person.representatives.end(), [&](const auto& one) {
        const person::Representative& representative = one.second;
        return representative.from <= today && (!representative.to || today < *representative.to);
      });
}

template <typename Steps>
absl::StatusOr<cases::StepFacts> FactsOfSteps(UnitOfWork& work, const Steps& steps) {
  cases::StepFacts facts;
  uint32_t ordinal = kFirstStep;
  for (const v1::StepDraft& step : steps) {
    facts.fresh_ids.emplace_back(work.ChosenId(ordinal++));
    if (!step.activity_id().empty()) {
      FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(step.activity_id()));
      FD_ASSIGN_OR_RETURN(const auto* activity, work.Load<activity::ActivityDecider>(id));
      if (activity->state().opened) {
        facts.activities[history::ActivityId(id)] = activity->state().open();
      }
    }
    if (!step.partner_id().empty()) {
      FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(step.partner_id()));
      FD_ASSIGN_OR_RETURN(const auto* partner, work.Load<partner::PartnerDecider>(id));
      if (partner->state().registered) facts.partners.insert(history::PartnerId(id));
    }
    if (!step.local_type().empty()) {
      FD_ASSIGN_OR_RETURN(const policy::Policy* policy, PolicyToday(work));
      facts.codes = policy->code_lists;
    }
  }
  return facts;
}

}  // namespace

absl::StatusOr<const policy::Policy*> PolicyToday(UnitOfWork& work) {
  FD_ASSIGN_OR_RETURN(const auto* policy,
                      work.Load<policy::PolicyDecider>(policy::PolicyStreamId(work.tenant())));
  return &policy::Current(policy->state(), work.context().today());
}

absl::StatusOr<cases::OpeningFacts> FactsOfOpening(UnitOfWork& work, const Id16& id,
                                                   const v1::OpenCaseRequest& request) {
  FD_ASSIGN_OR_RETURN(const auto* person, work.Load<person::PersonDecider>(id));
  FD_ASSIGN_OR_RETURN(const Id16 unit_id, ParseUuid(request.unit_id()));
  FD_ASSIGN_OR_RETURN(const auto* unit, work.Load<organisation::UnitDecider>(unit_id));
  return cases::OpeningFacts{.person_known = person->state().registered,
                             .unit_open = unit->state().open()};
}

absl::StatusOr<cases::AssignmentFacts> FactsOfAssignment(UnitOfWork& work, const Id16& id,
                                                         const v1::AssignCaseRequest& request) {
  cases::AssignmentFacts facts;
  FD_ASSIGN_OR_RETURN(const policy::Policy* policy, PolicyToday(work));
  FD_ASSIGN_OR_RETURN(facts.caseworker,
                      FactsOfCaseworker(work, request.caseworker_id(), request.unit_id(), *policy));
  FD_ASSIGN_OR_RETURN(const auto* current, work.Load<cases::CaseDecider>(id));
  facts.weight_percent = WeightOf(current->state(), *policy);
  return facts;
}

absl::StatusOr<cases::StepFacts> FactsOfPlan(UnitOfWork& work, const Id16&,
                                             const v1::AdoptWorkPlanRequest& request) {
  return FactsOfSteps(work, request.steps());
}

absl::StatusOr<cases::StepFacts> FactsOfStep(UnitOfWork& work, const Id16&,
                                             const v1::PlanStepRequest& request) {
  return FactsOfSteps(work, std::vector<v1::StepDraft>{request.step()});
}

absl::StatusOr<cases::AcknowledgementFacts> FactsOfAcknowledgement(
    UnitOfWork& work, const Id16& id, const v1::AcknowledgeWorkPlanRequest& request) {
  if (request.by() != v1::ACKNOWLEDGED_BY_REPRESENTATIVE) return cases::AcknowledgementFacts{};
  FD_ASSIGN_OR_RETURN(const auto* person, work.Load<person::PersonDecider>(id));
  return cases::AcknowledgementFacts{.has_representative =
                                         IsRepresented(person->state(), work.context().today())};
}

absl::StatusOr<cases::MilestoneFacts> FactsOfMilestone(UnitOfWork& work, const Id16&,
                                                       const v1::RecordMilestoneRequest&) {
  FD_ASSIGN_OR_RETURN(const policy::Policy* policy, PolicyToday(work));
  return cases::MilestoneFacts{policy->code_lists};
}

absl::StatusOr<cases::CaseworkerFacts> FactsOfCaseworker(UnitOfWork& work,
                                                         const std::string& caseworker_id,
                                                         const std::string& unit_id,
                                                         const policy::Policy& policy) {
  FD_ASSIGN_OR_RETURN(const history::StaffId id, history::StaffId::Parse(caseworker_id));
  FD_ASSIGN_OR_RETURN(const history::UnitId unit, history::UnitId::Parse(unit_id));
  FD_ASSIGN_OR_RETURN(const auto* staff, work.Load<organisation::StaffDecider>(id.bytes()));
  cases::CaseworkerFacts facts;
  facts.active_in_unit = staff->state().WorksIn(unit, work.context().today());
  facts.max_load = staff->state().max_load;
  if (facts.active_in_unit && facts.max_load > 0) {
    FD_ASSIGN_OR_RETURN(facts.load_percent, LoadOf(work, id, policy));
  }
  return facts;
}

int64_t WeightOf(const cases::Case& state, const policy::Policy& policy) {
  return balance::WeightPercent(balance::KindOf(state), policy);
}

}  // namespace framdrift::services
