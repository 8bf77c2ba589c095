// The rules of the model that the order of a case's events may break, as data.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "framdrift/casework/v1/case_events.pb.h"
#include "framdrift/process/v1/process.pb.h"
#include "framdrift/process/v1/process_rows.pb.h"

namespace framdrift::process {

using EventKind = casework::v1::CaseEvent::KindCase;

// An event of `at` breaks the rule where none of `needs` came before it, or one of `not_after` did:
// since the episode's opening, or ever.
struct OrderRule {
  enum class Since { kOpening, kEver, kNoOpening };

  v1::ProcessRule rule = v1::PROCESS_RULE_UNSPECIFIED;
  std::vector<EventKind> at;
  std::vector<EventKind> needs;
  std::vector<EventKind> not_after;
  // kNoOpening: the rule is about what comes before any opening, and nothing else is asked.
  Since since = Since::kOpening;
  // Of months of support, only those that were granted or refused.
  bool only_deciding = false;
};

// In the order of ProcessRule, each once.
const std::vector<OrderRule>& OrderRules();

// By number of ProcessRule, how many events of a path break it.
using Breaches = std::array<int, v1::ProcessRule_ARRAYSIZE>;
Breaches BreachesIn(const v1::CasePath& path);

}  // namespace framdrift::process
