#include "services/casework/part_facts.h"

#include <set>

#include "domain/history/when.h"
#include "domain/organisation/unit.h"
#include "domain/partner/partner.h"
#include "domain/person/person.h"
#include "domain/policy/adoption.h"

namespace framdrift::services {
namespace {

// The activities of the steps of every episode.
absl::StatusOr<std::set<history::ActivityId>> ActivitiesOf(UnitOfWork& work, const Id16& case_id) {
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<cases::CaseDecider>(case_id));
  std::set<history::ActivityId> activities;
  for (const cases::Episode& episode : snapshot->state().episodes) {
    for (const cases::Step& step : episode.steps) {
      if (!step.activity.empty()) activities.insert(step.activity);
    }
  }
  return activities;
}

}  // namespace

absl::StatusOr<cases::SessionFacts> FindSession(UnitOfWork& work, const Id16& case_id,
                                                const std::string& activity_id,
                                                const std::string& session_id) {
  cases::SessionFacts facts;
  if (session_id.empty()) return facts;
  const auto session = history::IdOrNone<history::SessionId>(session_id);
  std::set<history::ActivityId> activities;
  if (activity_id.empty()) {
    FD_ASSIGN_OR_RETURN(activities, ActivitiesOf(work, case_id));
  } else {
    activities.insert(history::IdOrNone<history::ActivityId>(activity_id));
  }
  for (const history::ActivityId& activity : activities) {
    FD_ASSIGN_OR_RETURN(const auto* snapshot,
                        work.Load<activity::ActivityDecider>(activity.bytes()));
    facts.session = activity::Find(snapshot->state(), session);
    facts.activity = activity;
    if (facts.session) break;
  }
  return facts;
}

absl::StatusOr<std::vector<cases::ActivitySession>> SessionsOfPlan(UnitOfWork& work,
                                                                   const Id16& case_id) {
  FD_ASSIGN_OR_RETURN(const std::set<history::ActivityId> activities, ActivitiesOf(work, case_id));
  std::vector<cases::ActivitySession> sessions;
  for (const history::ActivityId& activity : activities) {
    FD_ASSIGN_OR_RETURN(const auto* snapshot,
                        work.Load<activity::ActivityDecider>(activity.bytes()));
    for (const activity::Session& session : snapshot->state().sessions) {
      sessions.push_back({activity, *activity::Find(snapshot->state(), session.id)});
    }
  }
  return sessions;
}

absl::StatusOr<bool> IsPartner(UnitOfWork& work, const std::string& partner_id) {
  if (partner_id.empty()) return false;
  FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(partner_id));
  FD_ASSIGN_OR_RETURN(const auto* partner, work.Load<partner::PartnerDecider>(id));
  return partner->state().registered.has_value();
}

absl::StatusOr<bool> IsReceiver(UnitOfWork& work, const std::string& receiver_id) {
  FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(receiver_id));
  FD_ASSIGN_OR_RETURN(const auto* board, work.Load<organisation::BoardDecider>(id));
  if (board->state().created.has_value()) return true;
  return IsPartner(work, receiver_id);
}

absl::Status FillConsentFacts(UnitOfWork& work, const Id16& person_id,
                              const type::v1::When& occurred, cases::ConsentFacts& facts) {
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<person::PersonDecider>(person_id));
  const absl::StatusOr<history::Occurred> when =
      history::OccurredFrom(occurred, work.context().zone);
  const absl::CivilDay day =
      when.ok() ? absl::ToCivilDay(when->at, work.context().zone) : work.context().today();
  facts.age = snapshot->state().AgeOn(day);
  for (const auto& [id, representative] : snapshot->state().representatives) {
    if (representative.from <= day && (!representative.to || day < *representative.to)) {
      facts.represented = true;
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<codes::CodeLists> CodeListsToday(UnitOfWork& work) {
  FD_ASSIGN_OR_RETURN(const auto* policy,
                      work.Load<policy::PolicyDecider>(policy::PolicyStreamId(work.tenant())));
  return policy::Current(policy->state(), work.context().today()).code_lists;
}

}  // namespace framdrift::services
