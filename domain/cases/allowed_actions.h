// What may be done with a case as it stands, and why the rest may not.
#pragma once

#include <string>
#include <vector>

#include "base/refusal.h"
#include "domain/cases/case.h"
#include "domain/cases/exit_commands.h"
#include "domain/history/context.h"

namespace framdrift::cases {

// A command by the name of its rpc.
struct AllowedAction {
  std::string command;
  // Empty when the state allows it; each reason stands once for each thing it is about. What the
  // command itself says is not judged.
  std::vector<Refusal> refusals;
  // For a command on a part of the case: the steps (ids), notes or reminders (positions) it is
  // allowed on.
  std::vector<std::string> targets;
};

// Every command on a case, as of `context.now`. The guards are those that the commands ask.
// `sessions` are those of the activities in the open episode's plan.
std::vector<AllowedAction> AllowedActions(const Case& state,
                                          const std::vector<ActivitySession>& sessions,
                                          const history::Context& context);

}  // namespace framdrift::cases
