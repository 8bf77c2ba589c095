// Which parts of a case its commands on parts are allowed on: steps, deviations, consents and so
// on.
#pragma once

#include <string>
#include <vector>

#include "domain/cases/allowed_actions.h"

namespace framdrift::cases {

// Adds the refusal, or, where its reason is there already, forgets what that one was about: it is
// about several now.
void AddOnce(const Refusal& refusal, std::vector<Refusal>& all);

// A command that is allowed where it is on one of `targets`; else refused for every reason there is
// against any of them, each once, or with `none` when there are none. `name(target)` names a target
// as commands do, `ask(target, refusals)` is its guard.
template <typename Targets, typename Name, typename Ask>
AllowedAction OnAny(const char* command, const Targets& targets, const Refusal& none, Name name,
                    Ask ask) {
  AllowedAction action{.command = command};
  for (const auto& target : targets) {
    Refusals refusals;
    ask(target, refusals);
    if (refusals.empty()) action.targets.push_back(name(target));
    for (const Refusal& refusal : refusals.all()) AddOnce(refusal, action.refusals);
  }
  if (!action.targets.empty()) action.refusals.clear();
  if (action.targets.empty() && action.refusals.empty()) action.refusals.push_back(none);
  return action;
}

// Adds the commands on what the person takes part in, on what is shared with others and on what
// became of the person.
void AddActionsOnParts(const Case& state, const history::Envelope& now,
                       std::vector<AllowedAction>& actions);

}  // namespace framdrift::cases
