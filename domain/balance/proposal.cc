#include "domain/balance/proposal.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace framdrift::balance {
namespace {

namespace v1 = casework::v1;

constexpr int kNewlyAssignedDays = 14;

struct Member {
  Caseworker caseworker;
  int64_t load = 0;
  int32_t cases = 0;

  bool gone() const { return caseworker.capacity == 0; }
  bool Speaks(const std::string& language) const { return caseworker.languages.contains(language); }
};

// Exact comparison of load over capacity, which both have.
bool LessUtilised(const Member& a, const Member& b) {
  return a.load * b.caseworker.capacity < b.load * a.caseworker.capacity;
}

bool MayTake(const Member& giver, const Member& receiver, const CaseToMove& one) {
  if (&giver == &receiver || !receiver.caseworker.takes_cases || receiver.gone()) return false;
  const int64_t limit = receiver.caseworker.limit;
  if (limit > 0 && receiver.load + one.weight > limit) return false;
  if (one.language.empty() || receiver.Speaks(one.language)) return true;
  return one.interpreter && !giver.Speaks(one.language);
}

// Whether the move lowers the sum of load²/capacity, and neither leaves the receiver above where
// the giver was nor the giver below where the receiver was.
bool Evens(const Member& giver, const Member& receiver, int64_t weight) {
  const int64_t from = giver.caseworker.capacity;
  const int64_t to = receiver.caseworker.capacity;
  return weight > 0 && (2 * receiver.load + weight) * from < (2 * giver.load - weight) * to &&
         (receiver.load + weight) * from <= giver.load * to &&
         (giver.load - weight) * to >= receiver.load * from;
}

bool GainsLanguage(const Member& giver, const Member& receiver, const CaseToMove& one) {
  return !one.language.empty() && receiver.Speaks(one.language) && !giver.Speaks(one.language);
}

class Search {
 public:
  Search(std::vector<Member> members, std::vector<CaseToMove> cases, const Terms& terms)
      : members_(std::move(members)), left_(std::move(cases)), terms_(terms) {}

  void Run() {
    while (moves_.size() < terms_.max_moves && MoveFromGone()) {
    }
    while (moves_.size() < terms_.max_moves && MoveToEven()) {
    }
  }

  const std::vector<Member>& members() const { return members_; }
  std::vector<Move>& moves() { return moves_; }

 private:
  using Case = std::vector<CaseToMove>::iterator;

  Member* Find(const history::StaffId& id) {
    const auto it = std::find_if(members_.begin(), members_.end(), [&](const Member& member) {
      return member.caseworker.id == id;
    });
    return it == members_.end() ? nullptr : &*it;
  }

  // The least utilised once it has the case, who speaks the person's language before who does not.
  Member* ReceiverFor(const Member& giver, const CaseToMove& one) {
    Member* best = nullptr;
    Member best_after;
    for (Member& member : members_) {
      if (!MayTake(giver, member, one)) continue;
      Member after = member;
      after.load += one.weight;
      const bool speaks = GainsLanguage(giver, member, one);
      const bool better =
          best == nullptr ||
          (speaks != GainsLanguage(giver, *best, one) ? speaks : LessUtilised(after, best_after));
      if (!better) continue;
      best = &member;
      best_after = after;
    }
    return best;
  }

  // The heaviest case that somebody without capacity has and somebody else may take.
  bool MoveFromGone() {
    std::vector<std::tuple<int64_t, history::CaseId>> order;
    for (const CaseToMove& one : left_) order.emplace_back(-one.weight, one.id);
    std::sort(order.begin(), order.end());
    for (const auto& [weight, heaviest] : order) {
      const Case one =
          std::find_if(left_.begin(), left_.end(), [&id = heaviest](const CaseToMove& other) {
            return other.id == id;
          });
      Member* giver = Find(one->caseworker);
      if (one->stays || giver == nullptr || !giver->gone()) continue;
      Member* receiver = ReceiverFor(*giver, *one);
      if (receiver == nullptr) continue;
      Take(one, *giver, *receiver);
      return true;
    }
    return false;
  }

  // Of the giver's cases that may go to the receiver and would even their loads: one whose language
  // the receiver speaks and the giver does not, then the one with the fewest meetings, then the one
  // assigned last, then by id.
  std::optional<Case> Choose(const Member& giver, const Member& receiver) {
    std::optional<Case> best;
    const auto key = [&](const CaseToMove& one) {
      return std::make_tuple(!GainsLanguage(giver, receiver, one),
                             one.meetings,
                             absl::CivilDay() - one.assigned,
                             one.id);
    };
    for (Case one = left_.begin(); one != left_.end(); ++one) {
      const bool movable = !one->stays && one->caseworker == giver.caseworker.id &&
                           one->meetings < terms_.settled_after_meetings;
      if (!movable || !MayTake(giver, receiver, *one) || !Evens(giver, receiver, one->weight)) {
        continue;
      }
      if (!best || key(*one) < key(**best)) best = one;
    }
    return best;
  }

  // From the most utilised who can give to the least utilised who can take.
  bool MoveToEven() {
    std::vector<Member*> order;
    for (Member& member : members_) {
      if (!member.gone()) order.push_back(&member);
    }
    std::stable_sort(order.begin(), order.end(), [](const Member* a, const Member* b) {
      return LessUtilised(*a, *b);
    });
    for (auto giver = order.rbegin(); giver != order.rend(); ++giver) {
      for (Member* receiver : order) {
        if (AreEven(**giver, *receiver)) break;
        const std::optional<Case> one = Choose(**giver, *receiver);
        if (!one) continue;
        Take(*one, **giver, *receiver);
        return true;
      }
    }
    return false;
  }

  bool AreEven(const Member& giver, const Member& receiver) const {
    const int64_t from = giver.caseworker.capacity;
    const int64_t to = receiver.caseworker.capacity;
    return 100 * (giver.load * to - receiver.load * from) <= terms_.even_within_percent * from * to;
  }

  void Take(Case one, Member& giver, Member& receiver) {
    Move move;
    move.moved = *one;
    move.to = receiver.caseworker.id;
    move.reasons = ReasonsFor(*one, giver, receiver);
    move.giver_before = giver.load;
    move.receiver_before = receiver.load;
    giver.load -= one->weight;
    receiver.load += one->weight;
    --giver.cases;
    ++receiver.cases;
    move.giver_after = giver.load;
    move.receiver_after = receiver.load;
    moves_.push_back(std::move(move));
    left_.erase(one);
  }

  std::vector<v1::MoveReason> ReasonsFor(const CaseToMove& one, const Member& giver,
                                         const Member& receiver) const {
    std::vector<v1::MoveReason> reasons;
    if (giver.gone()) {
      reasons.push_back(v1::MOVE_REASON_CASEWORKER_GONE);
    } else {
      if (giver.load > giver.caseworker.capacity) {
        reasons.push_back(v1::MOVE_REASON_OVER_CAPACITY);
      }
      reasons.push_back(v1::MOVE_REASON_EVENS_LOAD);
    }
    if (GainsLanguage(giver, receiver, one)) {
      reasons.push_back(v1::MOVE_REASON_LANGUAGE_MET);
    } else if (!one.language.empty() && receiver.Speaks(one.language)) {
      reasons.push_back(v1::MOVE_REASON_LANGUAGE_KEPT);
    }
    if (giver.gone()) return reasons;
    reasons.push_back(one.meetings == 0 ? v1::MOVE_REASON_NO_MEETINGS
                                        : v1::MOVE_REASON_FEW_MEETINGS);
    if (terms_.today - one.assigned <= kNewlyAssignedDays) {
      reasons.push_back(v1::MOVE_REASON_NEWLY_ASSIGNED);
    }
    return reasons;
  }

  std::vector<Member> members_;
  // The cases not moved yet, by id.
  std::vector<CaseToMove> left_;
  const Terms terms_;
  std::vector<Move> moves_;
};

int64_t SpreadOf(const std::vector<Member>& members) {
  std::optional<std::pair<int64_t, int64_t>> range;
  for (const Member& member : members) {
    if (member.gone()) continue;
    const int64_t value = Utilisation(member.load, member.caseworker.capacity);
    if (!range) range.emplace(value, value);
    range->first = std::min(range->first, value);
    range->second = std::max(range->second, value);
  }
  return range ? range->second - range->first : 0;
}

}  // namespace

int64_t Utilisation(int64_t load, int64_t capacity) {
  return capacity == 0 ? 0 : 100 * load / capacity;
}

Proposal Propose(std::vector<Caseworker> caseworkers, std::vector<CaseToMove> cases,
                 const Terms& terms) {
  const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
  std::sort(caseworkers.begin(), caseworkers.end(), by_id);
  std::sort(cases.begin(), cases.end(), by_id);
  std::vector<Member> members;
  for (Caseworker& caseworker : caseworkers) {
    Member& member = members.emplace_back();
    member.load = caseworker.load;
    for (const CaseToMove& one : cases) member.cases += one.caseworker == caseworker.id ? 1 : 0;
    member.caseworker = std::move(caseworker);
  }
  Proposal proposal;
  proposal.spread_before = SpreadOf(members);
  for (const Member& member : members) {
    proposal.loads.push_back({member.caseworker, member.load, 0, member.cases, 0});
  }
  Search search(std::move(members), std::move(cases), terms);
  search.Run();
  for (size_t i = 0; i < proposal.loads.size(); ++i) {
    proposal.loads[i].after = search.members()[i].load;
    proposal.loads[i].cases_after = search.members()[i].cases;
  }
  proposal.spread_after = SpreadOf(search.members());
  proposal.moves = std::move(search.moves());
  return proposal;
}

}  // namespace framdrift::balance
