// What the person lives on, day by day, as jobs, studies, support months and statements say it:
// docs/livelihood.md.
#include <algorithm>
#include <array>
#include <set>

#include "clients/demo/calendar.h"
#include "clients/demo/story.h"

namespace framdrift::demo {
namespace {

namespace v1 = framdrift::person::v1;
using codes::v1::LivelihoodState;

// From what carries a person most to what says least.
constexpr std::array kByPriority = {codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK,
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
                                    codes::v1::LIVELIHOOD_STATE_UNKNOWN};

auto PriorityOf(LivelihoodState state) {
  return std::find(kByPriority.begin(), kByPriority.end(), state) - kByPriority.begin();
}

// What holds on a day.
struct Holding {
  LivelihoodState state = codes::v1::LIVELIHOOD_STATE_UNSPECIFIED;
  int percent = 0;
  v1::FactSource source = v1::FACT_SOURCE_UNSPECIFIED;

  friend bool operator==(const Holding&, const Holding&) = default;
};

// Jobs, then studies, then runs of months with support.
std::vector<Occupation> ClaimsOf(const Story& story) {
  std::vector<Occupation> claims = story.occupations;
  std::stable_partition(claims.begin(), claims.end(), [](const Occupation& claim) {
    return claim.source == v1::FACT_SOURCE_JOB;
  });
  for (const absl::CivilMonth month : story.paid_months) {
    const absl::CivilDay first(month);
    const absl::CivilDay after(month + 1);
    if (!claims.empty() && claims.back().source == v1::FACT_SOURCE_SUPPORT &&
        claims.back().to == first) {
      claims.back().to = after;
    } else {
      claims.push_back(
          {codes::v1::LIVELIHOOD_STATE_INCOME_SUPPORT, first, after, 0, v1::FACT_SOURCE_SUPPORT});
    }
  }
  return claims;
}

std::optional<Holding> HoldingOn(absl::CivilDay day, const std::vector<Statement>& statements,
                                 const std::vector<Occupation>& claims) {
  const Statement* statement = nullptr;
  for (const Statement& one : statements) {
    if (one.from <= day) statement = &one;
  }
  const Occupation* best = nullptr;
  const Occupation* ended = nullptr;
  for (const Occupation& claim : claims) {
    const bool counts =
        statement == nullptr ||
        (claim.from > statement->from && PriorityOf(claim.state) <= PriorityOf(statement->state));
    if (claim.from > day || !counts) continue;
    if (claim.to && *claim.to <= day) {
      ended = &claim;
      continue;
    }
    const bool better =
        best == nullptr || PriorityOf(claim.state) < PriorityOf(best->state) ||
        (PriorityOf(claim.state) == PriorityOf(best->state) && claim.from >= best->from);
    if (better) best = &claim;
  }
  if (best != nullptr) return Holding{best->state, best->percent, best->source};
  if (ended != nullptr) return Holding{codes::v1::LIVELIHOOD_STATE_UNKNOWN, 0, ended->source};
  if (statement != nullptr) return Holding{statement->state, 0, v1::FACT_SOURCE_CASEWORKER};
  return std::nullopt;
}

// What somebody who does not live on income support lived on when the case was opened.
LivelihoodState AtOpening(const Profile& who) {
  switch (who.group) {
    case codes::v1::TARGET_GROUP_NEWLY_ARRIVED:
      return codes::v1::LIVELIHOOD_STATE_ESTABLISHMENT;
    case codes::v1::TARGET_GROUP_REDUCED_WORK_CAPACITY:
      return codes::v1::LIVELIHOOD_STATE_SICKNESS;
    case codes::v1::TARGET_GROUP_PARENTAL_LEAVE_RETURNING:
      return codes::v1::LIVELIHOOD_STATE_PARENTAL;
    case codes::v1::TARGET_GROUP_YOUNG:
    case codes::v1::TARGET_GROUP_UNACCOMPANIED_MINOR:
      return codes::v1::LIVELIHOOD_STATE_OTHER;
    default:
      return codes::v1::LIVELIHOOD_STATE_UNEMPLOYMENT_OR_ACTIVITY_BENEFIT;
  }
}

}  // namespace

void WriteLivelihood(Story& story) {
  if (!story.who.on_support) {
    const Statement opening{AtOpening(story.who), DayOf(story.episodes.front().opened)};
    story.statements.insert(story.statements.begin(), opening);
  }
  const std::vector<Occupation> claims = ClaimsOf(story);
  std::set<absl::CivilDay> days;
  for (const Statement& statement : story.statements) days.insert(statement.from);
  for (const Occupation& claim : claims) {
    days.insert(claim.from);
    if (claim.to) days.insert(*claim.to);
  }
  std::optional<Holding> holding;
  for (const absl::CivilDay day : days) {
    if (day > story.last_day()) break;
    const std::optional<Holding> wanted = HoldingOn(day, story.statements, claims);
    if (!wanted || wanted == holding) continue;
    holding = wanted;
    auto& set =
        *story.facts.AddOn(story.who.id, day).mutable_person_event()->mutable_livelihood_set();
    set.set_state(wanted->state);
    *set.mutable_from_date() = DateOf(day);
    if (wanted->percent > 0) set.set_extent_percent(wanted->percent);
    set.set_source(wanted->source);
    set.set_evidence(wanted->source == v1::FACT_SOURCE_CASEWORKER ? v1::EVIDENCE_NONE
                                                                  : v1::EVIDENCE_UNSPECIFIED);
  }
}

}  // namespace framdrift::demo
