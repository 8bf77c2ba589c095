#include "domain/place/commands.h"

#include <utility>

#include "domain/place/start.h"

namespace framdrift::place {

PlaceEvents Decide(const Place& state, const v1::ShareStaffRequest& command,
                   const NamedFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  Refusals refusals;
  if (!facts.exists)
    refusals.Add(kStaffUnknown, "There is no such member of staff; register them first.");
  v1::StaffShared& shared = *events[0].event.mutable_staff_shared();
  shared.set_staff_id(command.staff_id());
  shared.set_home_department(command.home_department());
  *shared.mutable_competences() = command.competences();
  shared.set_percent_before(command.percent_before());
  shared.set_percent_after(command.percent_after());
  *shared.mutable_hours() = command.hours();
  return history::Accept<PlaceDecider>(state, std::move(events), std::move(refusals), context);
}

PlaceEvents Decide(const Place& state, const v1::RecordCompetenceActivityRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::CompetenceActivityHeld& held = *events[0].event.mutable_competence_activity_held();
  held.set_title(command.title());
  *held.mutable_staff_ids() = command.staff_ids();
  held.set_hours(command.hours());
  held.set_cross_sector(command.cross_sector());
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

PlaceEvents Decide(const Place& state, const v1::RecordSupervisionRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::SupervisionGiven& given = *events[0].event.mutable_supervision_given();
  *given.mutable_staff_ids() = command.staff_ids();
  given.set_minutes(command.minutes());
  given.set_form(command.form());
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

}  // namespace framdrift::place
