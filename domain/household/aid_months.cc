#include "domain/household/aid_months.h"

#include <algorithm>
#include <set>

#include "domain/history/when.h"

namespace framdrift::household {
namespace {

using Key = std::pair<PersonId, absl::CivilMonth>;

bool Refuses(const Decision& decision) {
  return decision.outcome == v1::AID_OUTCOME_REFUSED ||
         decision.outcome == v1::AID_OUTCOME_PARTLY_GRANTED;
}

bool Applies(const Application& application) {
  return application.month && application.kind != v1::APPLICATION_KIND_GENERAL_ENQUIRY;
}

void Add(AidMonth& month, const Decision& decision, int64_t granted, int64_t paid,
         int64_t reversed) {
  month.refused |= Refuses(decision);
  month.granted_ore += granted;
  month.paid_ore += paid;
  month.reversed_ore += reversed;
}

void SetRole(AidShare& share, bool first) {
  if (first) {
    share.role = casework::v1::AID_ROLE_APPLICANT;
  } else if (share.role == casework::v1::AID_ROLE_UNSPECIFIED) {
    share.role = casework::v1::AID_ROLE_CO_APPLICANT;
  }
}

void AddApplication(const Application& application, AidShares& shares) {
  for (const PersonId& person : application.applicants) {
    AidShare& share = shares[{person, *application.month}];
    share.month.applied = true;
    share.share = 1.0 / static_cast<double>(application.applicants.size());
    SetRole(share, person == application.applicants.front());
  }
}

void AddDecision(const Household& household, const DecisionId& id, const Decision& decision,
                 AidShares& shares) {
  std::vector<PersonId> covered = decision.applicants;
  if (covered.empty()) return;
  std::sort(covered.begin(), covered.end());
  const auto granted = SplitEqually(decision.granted_ore, covered.size());
  const auto paid = SplitEqually(household.PaidOre(id), covered.size());
  const auto reversed = SplitEqually(household.ReversedOre(id), covered.size());
  for (size_t i = 0; i < covered.size(); ++i) {
    AidShare& share = shares[{covered[i], decision.month}];
    Add(share.month, decision, granted[i], paid[i], reversed[i]);
    share.share = 1.0 / static_cast<double>(covered.size());
    SetRole(share, covered[i] == decision.applicants.front());
  }
}

// Where the decisions of a month cover different adults, an adult's share is the part of all that
// was granted which is theirs.
void SetMixedShares(const Household& household, AidShares& shares) {
  std::map<absl::CivilMonth, std::set<std::vector<PersonId>>> covered;
  std::map<Key, double> granted;
  std::map<absl::CivilMonth, double> total;
  for (const auto& [id, decision] : household.decisions) {
    std::vector<PersonId> persons = decision.applicants;
    std::sort(persons.begin(), persons.end());
    covered[decision.month].insert(persons);
    const auto amount = static_cast<double>(decision.granted_ore);
    total[decision.month] += amount;
    for (const PersonId& person : persons) {
      granted[{person, decision.month}] += amount / static_cast<double>(persons.size());
    }
  }
  for (auto& [key, share] : shares) {
    const auto groups = covered.find(key.second);
    const bool mixed = groups != covered.end() && groups->second.size() > 1;
    if (mixed && total[key.second] > 0) share.share = granted[key] / total[key.second];
  }
}

// A share from the end of a day on, and when that day's last event occurred.
struct Step {
  history::Occurred occurred;
  AidShare share;
};
using Steps = std::map<Key, std::map<absl::CivilDay, Step>>;

// Every day on which each share changed.
Steps StepsOf(const HouseholdTimeline& timeline) {
  Steps steps;
  Household state;
  AidShares last;
  const auto entries = timeline.Effective();
  for (size_t i = 0; i < entries.size(); ++i) {
    HouseholdDecider::Evolve(state, entries[i]);
    const absl::CivilDay day = entries[i].envelope.day;
    if (i + 1 < entries.size() && entries[i + 1].envelope.day == day) continue;
    AidShares now = SharesOf(state);
    // A share that is gone is written as nothing at all.
    for (const auto& [key, share] : last) now.try_emplace(key);
    for (const auto& [key, share] : now) {
      const auto before = last.find(key);
      if (before != last.end() && before->second == share) continue;
      steps[key][day] = {entries[i].envelope.occurred, share};
    }
    last = std::move(now);
  }
  return steps;
}

AidShare ShareOn(const std::map<absl::CivilDay, Step>& steps, absl::CivilDay day) {
  const auto after = steps.upper_bound(day);
  return after == steps.begin() ? AidShare() : std::prev(after)->second.share;
}

AidMonthWrite WriteOf(const history::HouseholdId& household, const Key& key,
                      const history::Occurred& occurred, const AidShare& share) {
  AidMonthWrite write{key.first, occurred, {}};
  casework::v1::AidMonthSet& event = write.event;
  *event.mutable_month() = history::DateFrom(absl::CivilDay(key.second));
  event.set_household_id(household.ToString());
  event.set_applied(share.month.applied);
  event.set_refused(share.month.refused);
  event.set_granted_ore(share.month.granted_ore);
  event.set_paid_ore(share.month.paid_ore);
  event.set_reversed_ore(share.month.reversed_ore);
  event.set_role(share.role);
  event.set_share(share.share);
  return write;
}

// The writes of one share: whatever the case would show otherwise after each day.
void AddWrites(const history::HouseholdId& household, const Key& key,
               const std::map<absl::CivilDay, Step>& before,
               const std::map<absl::CivilDay, Step>& after, std::vector<AidMonthWrite>& writes) {
  std::map<absl::CivilDay, history::Occurred> days;
  for (const auto& [day, step] : before) days[day] = step.occurred;
  for (const auto& [day, step] : after) days[day] = step.occurred;
  AidShare shown;
  for (const auto& [day, occurred] : days) {
    if (before.count(day) > 0) shown = before.at(day).share;
    const AidShare wanted = ShareOn(after, day);
    if (shown == wanted) continue;
    writes.push_back(WriteOf(household, key, occurred, wanted));
    shown = wanted;
  }
}

}  // namespace

std::map<absl::CivilMonth, AidMonth> MonthsOf(const Household& household) {
  std::map<absl::CivilMonth, AidMonth> months;
  for (const auto& [id, application] : household.applications) {
    if (Applies(application)) months[*application.month].applied = true;
  }
  for (const auto& [id, decision] : household.decisions) {
    Add(months[decision.month],
        decision,
        decision.granted_ore,
        household.PaidOre(id),
        household.ReversedOre(id));
  }
  return months;
}

AidShares SharesOf(const Household& household) {
  AidShares shares;
  for (const auto& [id, application] : household.applications) {
    if (Applies(application)) AddApplication(application, shares);
  }
  for (const auto& [id, decision] : household.decisions) {
    AddDecision(household, id, decision, shares);
  }
  SetMixedShares(household, shares);
  return shares;
}

std::vector<int64_t> SplitEqually(int64_t amount, size_t count) {
  const auto parts = static_cast<int64_t>(count);
  std::vector<int64_t> split(count, amount / parts);
  for (int64_t i = 0; i < amount % parts; ++i) ++split[static_cast<size_t>(i)];
  return split;
}

std::vector<AidMonthWrite> AidMonthWrites(const history::HouseholdId& household,
                                          const HouseholdTimeline& before,
                                          const HouseholdTimeline& after) {
  const Steps was = StepsOf(before);
  const Steps is = StepsOf(after);
  std::set<Key> keys;
  for (const auto& [key, steps] : was) keys.insert(key);
  for (const auto& [key, steps] : is) keys.insert(key);
  const std::map<absl::CivilDay, Step> none;
  std::vector<AidMonthWrite> writes;
  for (const Key& key : keys) {
    const auto old_steps = was.find(key);
    const auto new_steps = is.find(key);
    AddWrites(household,
              key,
              old_steps == was.end() ? none : old_steps->second,
              new_steps == is.end() ? none : new_steps->second,
              writes);
  }
  return writes;
}

}  // namespace framdrift::household
