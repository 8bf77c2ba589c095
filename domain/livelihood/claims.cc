#include "domain/livelihood/claims.h"

#include <map>
#include <optional>

namespace framdrift::livelihood {
namespace {

using codes::v1::LivelihoodState;
using person::LivelihoodClaim;

LivelihoodState StateOf(const cases::Job& job) {
  if (job.kind == casework::v1::JOB_KIND_OWN_BUSINESS) {
    return codes::v1::LIVELIHOOD_STATE_OWN_BUSINESS;
  }
  switch (job.subsidy) {
    case casework::v1::JOB_SUBSIDY_REGULAR:
      return codes::v1::LIVELIHOOD_STATE_SUBSIDISED_REGULAR_WORK;
    case casework::v1::JOB_SUBSIDY_MUNICIPAL:
      return codes::v1::LIVELIHOOD_STATE_MUNICIPAL_LABOUR_MARKET_JOB;
    default:
      return codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK;
  }
}

std::optional<absl::CivilDay> DayOf(const std::optional<cases::Stamp>& ended) {
  if (!ended) return std::nullopt;
  return ended->day;
}

// A percentage nobody gave is 0.
std::optional<int32_t> Extent(int percent) {
  if (percent == 0) return std::nullopt;
  return percent;
}

void AddSupport(const cases::Livelihood& livelihood, std::vector<LivelihoodClaim>& claims) {
  std::map<absl::CivilMonth, int64_t> net_ore;
  for (const cases::AidMonth& month : livelihood.aid_months) {
    net_ore[month.month] += month.paid_ore - month.reversed_ore;
  }
  std::optional<LivelihoodClaim> run;
  for (const auto& [month, net] : net_ore) {
    if (net <= 0) continue;
    const absl::CivilDay first(month);
    if (run && run->to != first) {
      claims.push_back(*run);
      run.reset();
    }
    if (!run) {
      run = {codes::v1::LIVELIHOOD_STATE_INCOME_SUPPORT,
             first,
             std::nullopt,
             std::nullopt,
             person::v1::FACT_SOURCE_SUPPORT};
    }
    run->to = absl::CivilDay(month + 1);
  }
  if (run) claims.push_back(*run);
}

}  // namespace

std::vector<LivelihoodClaim> ClaimsOf(const cases::Case& state) {
  std::vector<LivelihoodClaim> claims;
  for (const cases::Job& job : state.livelihood.jobs) {
    claims.push_back({StateOf(job),
                      job.started.day,
                      DayOf(job.ended),
                      Extent(job.percent),
                      person::v1::FACT_SOURCE_JOB});
  }
  for (const cases::Study& study : state.livelihood.studies) {
    claims.push_back({study.with_study_aid ? codes::v1::LIVELIHOOD_STATE_STUDY_WITH_AID
                                           : codes::v1::LIVELIHOOD_STATE_OTHER_STUDY,
                      study.started.day,
                      DayOf(study.ended),
                      Extent(study.percent),
                      person::v1::FACT_SOURCE_STUDY});
  }
  AddSupport(state.livelihood, claims);
  return claims;
}

}  // namespace framdrift::livelihood
