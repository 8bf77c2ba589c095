// What every decision on a programme begins and ends with.
#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/programme/commands.h"

namespace framdrift::programme {

// One event to fill, and the state it is checked in.
struct Draft {
  Programme before;
  history::EventsOf<ProgrammeDecider> events;

  v1::ProgrammeEvent& event() { return events[0].event; }
  absl::Time at() const { return events[0].occurred.at; }
};

// NOT_FOUND with PROGRAMME_NOT_FOUND; OCCURRED_IN_FUTURE. The state is that of when it happened,
// as known now.
absl::StatusOr<Draft> Begin(const Line& line, const type::v1::When& occurred,
                            const history::Context& context);

// The events, or why they are refused.
Events Finish(Draft draft, const history::Context& context);

// The id of the member that `text` names by id or code. NOT_FOUND with PROGRAMME_MEMBER_NOT_FOUND.
absl::StatusOr<std::string> NamedMember(const Line& line, absl::string_view text);

}  // namespace framdrift::programme
