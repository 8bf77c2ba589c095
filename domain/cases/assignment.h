// Who is responsible for a case: given to one caseworker, or many cases to several at once.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/case_service.pb.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::CaseAssigned& event,
            const history::Envelope& envelope);
void Check(const Case& before, const casework::v1::CaseAssigned& event,
           const history::Envelope& envelope, Refusals& out);

// What is known of a caseworker who is to take cases in a unit. Loads are in hundredths of a case
// of weight one.
struct CaseworkerFacts {
  bool active_in_unit = false;
  // Of the open cases they are responsible for now, in any unit.
  int64_t load_percent = 0;
  // In whole cases; 0 is no limit.
  int32_t max_load = 0;
};

// What assigning a case needs to know.
struct AssignmentFacts {
  CaseworkerFacts caseworker;
  // What the case weighs.
  int64_t weight_percent = 100;
};

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::AssignCaseRequest& command,
                                  const AssignmentFacts& facts, const history::Context& context);

// A case to be reassigned; borrowed for the call.
struct WeighedCase {
  const Case* state = nullptr;
  int64_t weight_percent = 100;
  // As it stands now.
  std::string etag = {};
};

// What reassigning many needs to know; everything the command names stands in it.
struct ReassignmentFacts {
  std::map<history::CaseId, WeighedCase> cases;
  std::map<std::pair<history::StaffId, history::UnitId>, CaseworkerFacts> caseworkers;
};

using CasesEvents = std::vector<std::pair<history::CaseId, CaseEvents>>;

// The events of every case, in the order of the command; or every refusal of any of them, each with
// the case or caseworker it is about. Load is judged as the whole batch leaves it. CASE_TWICE when
// a case stands twice, CASE_CHANGED when it is not as its etag says.
absl::StatusOr<CasesEvents> Decide(const ReassignmentFacts& facts,
                                   const casework::v1::BulkReassignRequest& command,
                                   const history::Context& context);

}  // namespace framdrift::cases
