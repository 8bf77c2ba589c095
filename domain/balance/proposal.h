// Which cases others should take so that the loads of a unit are even, and why.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "domain/history/ids.h"
#include "framdrift/casework/v1/caseload_service.pb.h"

namespace framdrift::balance {

// Loads, weights, capacities and limits are in hundredths of a case of weight one.

// Somebody who has cases in the unit or may be given some.
struct Caseworker {
  history::StaffId id;
  // 0: who works in the unit no more, or not at all, and keeps no case there.
  int64_t capacity = 0;
  // Never exceeded; 0 is none.
  int64_t limit = 0;
  // Of the open cases in all units.
  int64_t load = 0;
  // Whether cases may be given to them.
  bool takes_cases = false;
  std::set<std::string> languages;
};

// An open case of the unit that one of the caseworkers has.
struct CaseToMove {
  history::CaseId id;
  history::StaffId caseworker;
  int64_t weight = 100;
  // Held with that caseworker.
  int32_t meetings = 0;
  absl::CivilDay assigned;
  // That the person needs, ISO 639-1; empty where Swedish does.
  std::string language;
  bool interpreter = false;
  // Whether it must not change hands now.
  bool stays = false;
};

struct Terms {
  int64_t even_within_percent = 10;
  int32_t settled_after_meetings = 6;
  size_t max_moves = 10;
  absl::CivilDay today;
};

struct Move {
  CaseToMove moved;
  history::StaffId to;
  // The weightiest first.
  std::vector<casework::v1::MoveReason> reasons;
  int64_t giver_before = 0;
  int64_t giver_after = 0;
  int64_t receiver_before = 0;
  int64_t receiver_after = 0;
};

struct Load {
  Caseworker caseworker;
  int64_t before = 0;
  int64_t after = 0;
  int32_t cases_before = 0;
  int32_t cases_after = 0;
};

struct Proposal {
  // Each case at most once.
  std::vector<Move> moves;
  // By id.
  std::vector<Load> loads;
  // The highest utilisation less the lowest, of those with capacity.
  int64_t spread_before = 0;
  int64_t spread_after = 0;
};

// Load in whole percent of capacity, rounded down; 0 without capacity.
int64_t Utilisation(int64_t load, int64_t capacity);

// Moves found one after another, each of which lowers the sum of load²/capacity and leaves neither
// the highest utilisation higher nor the lowest lower; first of all, cases of those without
// capacity go to whoever is then least utilised, and these may widen the spread. The order of the
// input does not matter. docs/balance.md states every rule.
Proposal Propose(std::vector<Caseworker> caseworkers, std::vector<CaseToMove> cases,
                 const Terms& terms);

}  // namespace framdrift::balance
