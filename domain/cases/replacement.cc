#include "domain/cases/replacement.h"

#include "domain/codes/codes.h"

namespace framdrift::cases {

CaseEvents::value_type EventAt(const Ground& ground, const history::Occurred& occurred,
                               casework::v1::CaseEvent event, casework::v1::CaseSealed sealed) {
  CaseEvents::value_type emitted;
  emitted.event = std::move(event);
  emitted.occurred = occurred;
  if (sealed.kind_case() != casework::v1::CaseSealed::KIND_NOT_SET) {
    emitted.parts.push_back({.subject = ground.subject, .content = std::move(sealed)});
  }
  return emitted;
}

CaseEvents::value_type Replacement(const Ground& ground, int64_t position,
                                   const history::Occurred& occurred,
                                   const casework::v1::CaseEvent& event,
                                   const casework::v1::CaseSealed& sealed,
                                   codes::v1::CorrectionReason reason,
                                   const history::Context& context) {
  casework::v1::CaseEvent amendment;
  auto& corrected = *amendment.mutable_event_corrected();
  corrected.set_position(position);
  corrected.mutable_replacement()->PackFrom(event);
  *corrected.mutable_occurred() = history::WhenFrom(occurred, context.zone);
  corrected.set_reason_code(codes::ShortName(reason));
  casework::v1::CaseSealed amended;
  if (sealed.kind_case() != casework::v1::CaseSealed::KIND_NOT_SET) {
    amended.mutable_event_corrected()->mutable_replacement()->PackFrom(sealed);
  }
  CaseEvents::value_type emitted = EventAt(
      ground, {context.now, history::Precision::kSecond}, std::move(amendment), std::move(amended));
  emitted.reason_code = codes::ShortName(reason);
  return emitted;
}

absl::StatusOr<CaseEvents> ConcludeAll(const Case& state, Ground ground, CaseEvents events,
                                       const history::Context& context) {
  return history::Accept<CaseDecider>(
      state, std::move(events), std::move(ground.refusals), context);
}

}  // namespace framdrift::cases
