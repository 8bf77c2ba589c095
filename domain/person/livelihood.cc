#include "domain/person/livelihood.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace framdrift::person {
namespace {

using codes::v1::LivelihoodState;

// From what carries a person most to what says least.
constexpr std::array kByPriority = {
    codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK,
    codes::v1::LIVELIHOOD_STATE_OWN_BUSINESS,
    codes::v1::LIVELIHOOD_STATE_SUBSIDISED_REGULAR_WORK,
    codes::v1::LIVELIHOOD_STATE_MUNICIPAL_LABOUR_MARKET_JOB,
    codes::v1::LIVELIHOOD_STATE_STUDY_WITH_AID,
    codes::v1::LIVELIHOOD_STATE_ESTABLISHMENT,
    codes::v1::LIVELIHOOD_STATE_UNEMPLOYMENT_OR_ACTIVITY_BENEFIT,
    codes::v1::LIVELIHOOD_STATE_SICKNESS,
    codes::v1::LIVELIHOOD_STATE_PARENTAL,
    codes::v1::LIVELIHOOD_STATE_PENSION,
    codes::v1::LIVELIHOOD_STATE_INCOME_SUPPORT,
    codes::v1::LIVELIHOOD_STATE_OTHER_STUDY,
    codes::v1::LIVELIHOOD_STATE_OTHER,
    codes::v1::LIVELIHOOD_STATE_UNKNOWN,
};

bool Covers(const LivelihoodClaim& claim, absl::CivilDay day) {
  return claim.from <= day && (!claim.to || day < *claim.to);
}

bool SayTheSame(const LivelihoodEntry& a, const LivelihoodEntry& b) {
  return a.state == b.state && a.extent_percent == b.extent_percent && a.source == b.source;
}

LivelihoodEntry EntryOf(const LivelihoodClaim& claim) {
  LivelihoodEntry entry;
  entry.from = claim.from;
  entry.state = claim.state;
  entry.extent_percent = claim.extent_percent;
  entry.source = claim.source;
  return entry;
}

LivelihoodEntry Unknown(absl::CivilDay from, v1::FactSource source) {
  LivelihoodEntry entry;
  entry.from = from;
  entry.state = codes::v1::LIVELIHOOD_STATE_UNKNOWN;
  entry.source = source;
  return entry;
}

// A claim counts against the statement in force when it began later and carries at least as much.
bool Counts(const LivelihoodClaim& claim, const LivelihoodEntry* statement) {
  return statement == nullptr ||
         (claim.from > statement->from && PriorityOf(claim.state) <= PriorityOf(statement->state));
}

// What holds on `day`; nullopt where nothing has been stated or claimed by then.
std::optional<LivelihoodEntry> HoldingOn(absl::CivilDay day, const Livelihood& statements,
                                         const std::vector<LivelihoodClaim>& claims) {
  const LivelihoodEntry* const statement = statements.On(day);
  const LivelihoodClaim* best = nullptr;
  const LivelihoodClaim* ended = nullptr;
  for (const LivelihoodClaim& claim : claims) {
    if (claim.from > day || !Counts(claim, statement)) continue;
    if (!Covers(claim, day)) {
      ended = &claim;
      continue;
    }
    const int priority = PriorityOf(claim.state);
    const bool better = best == nullptr || priority < PriorityOf(best->state) ||
                        (priority == PriorityOf(best->state) && claim.from >= best->from);
    if (better) best = &claim;
  }
  if (best != nullptr) return EntryOf(*best);
  if (ended != nullptr) return Unknown(day, ended->source);
  if (statement != nullptr) return *statement;
  return std::nullopt;
}

}  // namespace

void Livelihood::Set(LivelihoodEntry entry) {
  const auto at =
      std::lower_bound(entries_.begin(), entries_.end(), entry, [](const auto& a, const auto& b) {
        return a.from < b.from;
      });
  if (at != entries_.end() && at->from == entry.from) {
    if (at->position <= entry.position) *at = std::move(entry);
    return;
  }
  entries_.insert(at, std::move(entry));
}

const LivelihoodEntry* Livelihood::On(absl::CivilDay day) const {
  const auto after = std::upper_bound(
      entries_.begin(), entries_.end(), day, [](absl::CivilDay d, const LivelihoodEntry& entry) {
        return d < entry.from;
      });
  return after == entries_.begin() ? nullptr : &*std::prev(after);
}

int PriorityOf(LivelihoodState state) {
  const auto at = std::find(kByPriority.begin(), kByPriority.end(), state);
  return static_cast<int>(at - kByPriority.begin()) + 1;
}

bool IsDerived(v1::FactSource source) {
  return source == v1::FACT_SOURCE_JOB || source == v1::FACT_SOURCE_STUDY ||
         source == v1::FACT_SOURCE_SUPPORT;
}

std::vector<LivelihoodEntry> EntriesToWrite(const Livelihood& recorded,
                                            const std::vector<LivelihoodClaim>& claims,
                                            absl::CivilDay through) {
  Livelihood statements;
  std::set<absl::CivilDay> days;
  for (const LivelihoodEntry& entry : recorded.entries()) {
    days.insert(entry.from);
    if (!IsDerived(entry.source)) statements.Set(entry);
  }
  for (const LivelihoodClaim& claim : claims) {
    days.insert(claim.from);
    if (claim.to) days.insert(*claim.to);
  }
  Livelihood after = recorded;
  std::vector<LivelihoodEntry> writes;
  for (const absl::CivilDay day : days) {
    if (day > through) break;
    const LivelihoodEntry* const holding = after.On(day);
    std::optional<LivelihoodEntry> wanted = HoldingOn(day, statements, claims);
    if (!wanted && holding != nullptr) wanted = Unknown(day, holding->source);
    if (!wanted || (holding != nullptr && SayTheSame(*holding, *wanted))) continue;
    LivelihoodEntry write = *wanted;
    write.from = day;
    write.position = holding == nullptr ? 0 : holding->position;
    after.Set(write);
    writes.push_back(write);
  }
  return writes;
}

}  // namespace framdrift::person
