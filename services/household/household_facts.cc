#include "services/household/household_facts.h"

#include <string>

#include "base/status_macros.h"
#include "domain/cases/case_decider.h"
#include "domain/organisation/staff.h"
#include "domain/person/person.h"
#include "domain/policy/adoption.h"

namespace framdrift::services {
namespace {

namespace v1 = household::v1;
using history::PersonId;
using household::HouseholdFacts;
using household::PersonFacts;

// Whether the person is registered, and when born.
absl::Status AddPerson(UnitOfWork& work, const PersonId& id, HouseholdFacts& facts) {
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<person::PersonDecider>(id.bytes()));
  PersonFacts& person = facts.persons[id];
  person.known = snapshot->state().registered && !snapshot->state().merged_into;
  person.birth_date = snapshot->state().birth_date;
  return absl::OkStatus();
}

// The same, and what the person's case says.
absl::Status AddApplicant(UnitOfWork& work, const PersonId& id, HouseholdFacts& facts) {
  FD_RETURN_IF_ERROR(AddPerson(work, id, facts));
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<cases::CaseDecider>(id.bytes()));
  PersonFacts& person = facts.persons[id];
  const cases::Episode* const episode = snapshot->state().latest();
  person.has_case = episode != nullptr;
  const cases::Contact* const contact = episode == nullptr ? nullptr : episode->first_contact();
  if (contact != nullptr) {
    person.first_contact = contact->stamp.occurred;
    person.first_contact_day = contact->stamp.day;
  }
  return absl::OkStatus();
}

absl::Status AddDecisionMaker(UnitOfWork& work, const std::string& staff_id,
                              HouseholdFacts& facts) {
  if (staff_id.empty()) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(staff_id));
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<organisation::StaffDecider>(id));
  facts.decision_maker_active = snapshot->state().active();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<HouseholdFacts> FactsOf(UnitOfWork& work, const v1::FormHouseholdRequest& request) {
  HouseholdFacts facts;
  for (const v1::Member& member : request.members()) {
    FD_ASSIGN_OR_RETURN(const PersonId id, PersonId::Parse(member.person_id()));
    FD_RETURN_IF_ERROR(AddPerson(work, id, facts));
  }
  return facts;
}

absl::StatusOr<HouseholdFacts> FactsOf(UnitOfWork& work, const v1::AddMemberRequest& request) {
  HouseholdFacts facts;
  FD_ASSIGN_OR_RETURN(const PersonId id, PersonId::Parse(request.member().person_id()));
  FD_RETURN_IF_ERROR(AddPerson(work, id, facts));
  return facts;
}

absl::StatusOr<HouseholdFacts> FactsOf(UnitOfWork& work,
                                       const v1::ReceiveApplicationRequest& request) {
  HouseholdFacts facts;
  for (const PersonId& id : household::PersonsOf(request.applicant_ids())) {
    FD_RETURN_IF_ERROR(AddPerson(work, id, facts));
  }
  return facts;
}

absl::StatusOr<HouseholdFacts> FactsOf(UnitOfWork& work,
                                       const v1::RecordAidDecisionRequest& request) {
  HouseholdFacts facts;
  for (const PersonId& id : household::PersonsOf(request.applicant_ids())) {
    FD_RETURN_IF_ERROR(AddApplicant(work, id, facts));
  }
  FD_RETURN_IF_ERROR(AddDecisionMaker(work, request.decision_maker_id(), facts));
  FD_ASSIGN_OR_RETURN(const auto* policies,
                      work.Load<policy::PolicyDecider>(policy::PolicyStreamId(work.tenant())));
  facts.first_contact_before_decision =
      policy::Current(policies->state(), work.context().today()).first_contact_before_decision;
  return facts;
}

absl::StatusOr<HouseholdFacts> FactsOf(UnitOfWork& work,
                                       const v1::ChangeAidDecisionRequest& request) {
  HouseholdFacts facts;
  FD_RETURN_IF_ERROR(AddDecisionMaker(work, request.decision_maker_id(), facts));
  return facts;
}

}  // namespace framdrift::services
