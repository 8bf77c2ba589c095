#include "domain/programme/draft.h"

#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/programme/refusals.h"

namespace framdrift::programme {

absl::StatusOr<Draft> Begin(const Line& line, const type::v1::When& occurred,
                            const history::Context& context) {
  if (!line.current().started) {
    return StatusWithReason(
        absl::StatusCode::kNotFound, kProgrammeNotFound, "There is no programme with that id.");
  }
  Draft draft;
  draft.events.resize(1);
  FD_ASSIGN_OR_RETURN(draft.events[0].occurred,
                      history::PastOccurredFrom(occurred, context.now, context.zone));
  history::Envelope envelope;
  envelope.occurred = draft.events[0].occurred;
  envelope.day = absl::ToCivilDay(draft.at(), context.zone);
  draft.before = line.order().FoldsLast(envelope) ? line.current() : line.At({.valid = draft.at()});
  return draft;
}

Events Finish(Draft draft, const history::Context& context) {
  return history::Accept<ProgrammeDecider>(
      std::move(draft.before), std::move(draft.events), {}, context);
}

absl::StatusOr<std::string> NamedMember(const Line& line, absl::string_view text) {
  const Member* member = FindNamed(line.current(), text);
  if (member != nullptr) return member->id.ToString();
  return StatusWithReason(absl::StatusCode::kNotFound,
                          kMemberNotFound,
                          "The programme has no such member; name it by its id or the code of its "
                          "municipality.",
                          {{"member", std::string(text)}});
}

}  // namespace framdrift::programme
