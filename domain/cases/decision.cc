#include "domain/cases/decision.h"

namespace framdrift::cases {

absl::StatusOr<Ground> GroundOf(absl::string_view name, const type::v1::When& occurred,
                                const history::Context& context) {
  Ground ground;
  const absl::StatusOr<Id16> subject = ParseUuid(name.substr(name.rfind('/') + 1));
  if (!subject.ok()) return InvalidField("name", subject.status().message());
  ground.subject = *subject;
  const auto past = history::PastOccurredFrom(occurred, context.now, context.zone);
  if (past.ok()) {
    ground.occurred = *past;
    return ground;
  }
  if (past.status().code() != absl::StatusCode::kFailedPrecondition) return past.status();
  for (const Refusal& refusal : RefusalsOf(past.status())) {
    ground.refusals.Add(refusal.reason, refusal.message, refusal.metadata);
  }
  // What else stands against it is judged as of now.
  ground.occurred = {context.now, history::Precision::kSecond};
  return ground;
}

history::Envelope EnvelopeOf(const history::Occurred& occurred, const history::Context& context) {
  history::Envelope envelope;
  envelope.occurred = occurred;
  envelope.day = absl::ToCivilDay(occurred.at, context.zone);
  envelope.recorded_at = context.now;
  envelope.actor = context.actor;
  return envelope;
}

absl::StatusOr<CaseEvents> Conclude(const Case& state, Ground ground, casework::v1::CaseEvent event,
                                    casework::v1::CaseSealed sealed,
                                    const history::Context& context) {
  CaseEvents::value_type emitted;
  emitted.event = std::move(event);
  emitted.occurred = ground.occurred;
  if (sealed.kind_case() != casework::v1::CaseSealed::KIND_NOT_SET) {
    emitted.parts.push_back({.subject = ground.subject, .content = std::move(sealed)});
  }
  CaseEvents events;
  events.push_back(std::move(emitted));
  return history::Accept<CaseDecider>(
      state, std::move(events), std::move(ground.refusals), context);
}

}  // namespace framdrift::cases
