// What holds of every proposal, whatever the unit.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/balance/proposal.h"

namespace framdrift::balance {
namespace {

template <typename Id>
Id NumberedId(int number) {
  Id16 bytes{};
  bytes[14] = static_cast<uint8_t>(number / 256);
  bytes[15] = static_cast<uint8_t>(number % 256 + 1);
  return Id(bytes);
}

struct Unit {
  std::vector<Caseworker> staff;
  std::vector<CaseToMove> cases;
  Terms terms;
};

std::string AnyLanguage() {
  return *rc::gen::elementOf(std::vector<std::string>{"", "", "", "so", "ar"});
}

// A caseworker without capacity stands there only when `gone` says so.
Unit AnyUnit(bool gone) {
  Unit unit;
  const int staff = *rc::gen::inRange(1, 7);
  for (int i = 0; i < staff; ++i) {
    Caseworker& one = unit.staff.emplace_back();
    one.id = NumberedId<history::StaffId>(i);
    one.capacity = 100 * *rc::gen::inRange(1, 30);
    if (gone && *rc::gen::inRange(0, 4) == 0) one.capacity = 0;
    one.takes_cases = *rc::gen::inRange(0, 5) > 0;
    if (*rc::gen::arbitrary<bool>()) one.limit = one.capacity;
    one.load = 50 * *rc::gen::inRange(0, 8);
    one.languages = {"sv"};
    if (const std::string language = AnyLanguage(); !language.empty()) {
      one.languages.insert(language);
    }
  }
  const int cases = *rc::gen::inRange(0, 60);
  for (int i = 0; i < cases; ++i) {
    CaseToMove& one = unit.cases.emplace_back();
    Caseworker& holder = unit.staff[static_cast<size_t>(*rc::gen::inRange(0, staff))];
    one.id = NumberedId<history::CaseId>(i);
    one.caseworker = holder.id;
    one.weight = 25 * *rc::gen::inRange(0, 9);
    holder.load += one.weight;
    one.meetings = *rc::gen::inRange(0, 9);
    one.assigned = absl::CivilDay(2024, 1, 1) + *rc::gen::inRange(0, 100);
    one.language = AnyLanguage();
    one.interpreter = *rc::gen::arbitrary<bool>();
    one.stays = *rc::gen::inRange(0, 6) == 0;
  }
  unit.terms.today = absl::CivilDay(2024, 5, 1);
  unit.terms.max_moves = static_cast<size_t>(*rc::gen::inRange(1, 50));
  unit.terms.even_within_percent = *rc::gen::inRange(0, 30);
  return unit;
}

// Σ load²/capacity of those with capacity, as a plain sum.
double Unevenness(const std::vector<Caseworker>& staff,
                  const std::map<history::StaffId, int64_t>& loads) {
  double sum = 0;
  for (const Caseworker& one : staff) {
    if (one.capacity == 0) continue;
    const auto load = static_cast<double>(loads.at(one.id));
    sum += load * load / static_cast<double>(one.capacity);
  }
  return sum;
}

std::map<history::StaffId, int64_t> LoadsOf(const Unit& unit) {
  std::map<history::StaffId, int64_t> loads;
  for (const Caseworker& one : unit.staff) loads[one.id] = one.load;
  return loads;
}

RC_GTEST_PROP(ProposalPropertyTest, NeverMakesTheSpreadWorse, ()) {
  const Unit unit = AnyUnit(false);
  const Proposal proposal = Propose(unit.staff, unit.cases, unit.terms);
  RC_ASSERT(proposal.spread_after <= proposal.spread_before);
  std::map<history::StaffId, int64_t> loads = LoadsOf(unit);
  for (const Move& move : proposal.moves) {
    const double before = Unevenness(unit.staff, loads);
    loads[move.moved.caseworker] -= move.moved.weight;
    loads[move.to] += move.moved.weight;
    RC_ASSERT(Unevenness(unit.staff, loads) < before);
  }
}

RC_GTEST_PROP(ProposalPropertyTest, NeverBreaksAConstraint, ()) {
  const Unit unit = AnyUnit(true);
  const Proposal proposal = Propose(unit.staff, unit.cases, unit.terms);
  RC_ASSERT(proposal.moves.size() <= unit.terms.max_moves);
  std::map<history::StaffId, int64_t> loads = LoadsOf(unit);
  std::map<history::StaffId, Caseworker> staff;
  for (const Caseworker& one : unit.staff) staff[one.id] = one;
  std::set<history::CaseId> seen;
  for (const Move& move : proposal.moves) {
    const CaseToMove& one = move.moved;
    const Caseworker& giver = staff.at(one.caseworker);
    const Caseworker& receiver = staff.at(move.to);
    RC_ASSERT(seen.insert(one.id).second);
    RC_ASSERT(giver.id != receiver.id);
    RC_ASSERT(receiver.takes_cases && receiver.capacity > 0);
    RC_ASSERT(!one.stays);
    RC_ASSERT(giver.capacity == 0 || one.meetings < unit.terms.settled_after_meetings);
    const bool met = one.language.empty() || receiver.languages.contains(one.language);
    RC_ASSERT(met || (one.interpreter && !giver.languages.contains(one.language)));
    RC_ASSERT(move.giver_before == loads[giver.id] && move.receiver_before == loads[receiver.id]);
    loads[giver.id] -= one.weight;
    loads[receiver.id] += one.weight;
    RC_ASSERT(move.giver_after == loads[giver.id] && move.receiver_after == loads[receiver.id]);
    RC_ASSERT(receiver.limit == 0 || loads[receiver.id] <= receiver.limit);
    RC_ASSERT(!move.reasons.empty());
  }
  for (const Load& load : proposal.loads) RC_ASSERT(load.after == loads[load.caseworker.id]);
}

RC_GTEST_PROP(ProposalPropertyTest, IsTheSameForTheSameUnitInAnyOrder, ()) {
  Unit unit = AnyUnit(true);
  const Proposal first = Propose(unit.staff, unit.cases, unit.terms);
  std::reverse(unit.staff.begin(), unit.staff.end());
  std::reverse(unit.cases.begin(), unit.cases.end());
  const Proposal second = Propose(unit.staff, unit.cases, unit.terms);
  RC_ASSERT(first.moves.size() == second.moves.size());
  for (size_t i = 0; i < first.moves.size(); ++i) {
    RC_ASSERT(first.moves[i].moved.id == second.moves[i].moved.id);
    RC_ASSERT(first.moves[i].to == second.moves[i].to);
    RC_ASSERT(first.moves[i].reasons == second.moves[i].reasons);
  }
}

RC_GTEST_PROP(ProposalPropertyTest, FindsNothingMoreOnceItsMovesAreMade, ()) {
  Unit unit = AnyUnit(false);
  unit.terms.max_moves = 200;
  const Proposal proposal = Propose(unit.staff, unit.cases, unit.terms);
  std::map<history::StaffId, int64_t> loads = LoadsOf(unit);
  for (const Move& move : proposal.moves) {
    loads[move.moved.caseworker] -= move.moved.weight;
    loads[move.to] += move.moved.weight;
    std::erase_if(unit.cases, [&](const CaseToMove& one) { return one.id == move.moved.id; });
  }
  for (Caseworker& one : unit.staff) one.load = loads[one.id];
  RC_ASSERT(Propose(unit.staff, unit.cases, unit.terms).moves.empty());
}

}  // namespace
}  // namespace framdrift::balance
