// The way of every command on a case to its events: whose it is, when it happened, what stands
// against it.
#pragma once

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/cases/case_decider.h"
#include "domain/history/when.h"
#include "framdrift/type/v1/events.pb.h"

namespace framdrift::cases {

// What every command says. Refusals found on the way are added to `refusals`.
struct Ground {
  // The person: the subject of all that is sealed.
  Id16 subject{};
  history::Occurred occurred;
  Refusals refusals;
};

// INVALID_ARGUMENT when `name` does not end in a UUID or `occurred` is no date. A time in the
// future is one refusal among the others.
absl::StatusOr<Ground> GroundOf(absl::string_view name, const type::v1::When& occurred,
                                const history::Context& context);

template <typename Command>
absl::StatusOr<Ground> GroundOf(const Command& command, const history::Context& context) {
  return GroundOf(command.name(), command.occurred(), context);
}

// The envelope of an event that is decided now.
history::Envelope EnvelopeOf(const history::Occurred& occurred, const history::Context& context);

// `event`, with `sealed` where it holds anything, when neither the ground nor Check has anything
// against it; else every refusal.
absl::StatusOr<CaseEvents> Conclude(const Case& state, Ground ground, casework::v1::CaseEvent event,
                                    casework::v1::CaseSealed sealed,
                                    const history::Context& context);

}  // namespace framdrift::cases
