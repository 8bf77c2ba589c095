#include "domain/place/commands.h"

#include <utility>

#include "domain/place/start.h"

namespace framdrift::place {

PlaceEvents Decide(const Place& state, const v1::RecordNeedRequest& command,
                   const PlaceFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::NeedRecorded& recorded = *events[0].event.mutable_need_recorded();
  recorded.set_need_id(ChosenOr(command.need_id(), facts.fresh_id));
  recorded.set_statement(command.statement());
  recorded.set_need_source(command.need_source());
  recorded.set_who(command.who());
  recorded.set_service(command.service());
  recorded.set_frequency(command.frequency());
  recorded.set_urgency(command.urgency());
  if (!command.note().empty()) {
    history::SealedPart<v1::PlaceSealed> part;
    part.subject = facts.id;
    part.content.mutable_need_recorded()->set_note(command.note());
    events[0].parts.push_back(std::move(part));
  }
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

PlaceEvents Decide(const Place& state, const v1::MeetNeedRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::NeedMet& met = *events[0].event.mutable_need_met();
  met.set_need_id(command.need_id());
  met.set_how(command.how());
  *met.mutable_contributors() = command.contributors();
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

PlaceEvents Decide(const Place& state, const v1::ReassessNeedRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::NeedReassessed& reassessed = *events[0].event.mutable_need_reassessed();
  reassessed.set_need_id(command.need_id());
  reassessed.set_frequency(command.frequency());
  reassessed.set_urgency(command.urgency());
  reassessed.set_standing(command.standing());
  reassessed.set_reason(command.reason());
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

}  // namespace framdrift::place
