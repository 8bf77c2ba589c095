#include "services/evaluation/account_queries.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "domain/evaluation/modelling.h"
#include "domain/evaluation/report.h"
#include "domain/history/when.h"
#include "services/past.h"

namespace framdrift::services {
namespace {

namespace v1 = evaluation::v1;
using evaluation::Evaluation;

evaluation::ReportMoment MomentOfReport(const Reading& reading) {
  return {reading.context().now, static_cast<int64_t>(reading.position())};
}

// The table as the evaluation has it: a published one as it stood when its account was computed.
evaluation::PriceTable TableOf(const Evaluation& state, const std::string& scenario,
                               const StreamView<evaluation::PriceTableDecider>& table) {
  if (!state.published) return table.state();
  history::AsOf as_of;
  as_of.position = state.published->position;
  for (const v1::Account& account : state.accounts) {
    if (account.scenario() == scenario) as_of.position = evaluation::PricedAt(account);
  }
  return table.timeline().At(as_of);
}

// The account of a scenario as it is now, or as it was published. Ranges of a published one that go
// too far can be corrected no more: they are cut, unless they are `asked` for with the question.
absl::StatusOr<v1::Account> AccountNow(Reading& reading, const Evaluation& state,
                                       const std::string& scenario, size_t horizon,
                                       bool asked = false) {
  std::optional<evaluation::PriceTable> table;
  const auto terms = state.parameters.find(scenario);
  if (terms != state.parameters.end()) {
    const auto id = ParseUuid(terms->second.price_table_id());
    if (id.ok()) {
      FD_ASSIGN_OR_RETURN(const auto view, reading.View<evaluation::PriceTableDecider>(*id));
      table = TableOf(state, scenario, view);
    }
  }
  FD_ASSIGN_OR_RETURN(const evaluation::Priced priced,
                      evaluation::PricedOf(state, scenario, table ? &*table : nullptr));
  FD_ASSIGN_OR_RETURN(const account::Model model, evaluation::ModelOf(state, priced));
  v1::Parameters legal = priced.parameters;
  if (state.published && !asked) evaluation::CutRanges(model, legal);
  return evaluation::ExAnteAccount(model, {legal, priced.prices}, scenario, horizon);
}

// The main one first, then by name.
std::vector<std::string> AllScenarios(const Evaluation& state) {
  std::vector<std::string> scenarios;
  if (state.parameters.count(evaluation::kMainScenario) != 0) {
    scenarios.push_back(evaluation::kMainScenario);
  }
  for (const auto& [name, parameters] : state.parameters) {
    if (name != evaluation::kMainScenario) scenarios.push_back(name);
  }
  return scenarios;
}

// That was computed of what was measured in the scenario.
absl::StatusOr<v1::Account> MeasuredAccount(const Evaluation& state, const std::string& scenario,
                                            const v1::GetSensitivityRequest& request) {
  const auto account =
      std::find_if(state.accounts.begin(), state.accounts.end(), [&](const v1::Account& one) {
        return one.kind() == v1::ACCOUNT_KIND_EX_POST && one.scenario() == scenario;
      });
  if (account == state.accounts.end()) {
    return Refuse(evaluation::kAccountNotComputed,
                  "There is no account of the evaluation as it stands; compute it first.");
  }
  const bool other_horizon =
      request.horizon_months() != 0 && request.horizon_months() != account->swing_months();
  if (other_horizon || !request.ranges().empty()) {
    return InvalidField(other_horizon ? "horizon_months" : "ranges",
                        "What was measured has the horizon and ranges it was computed with.");
  }
  return *account;
}

}  // namespace

absl::Status AnswerScenarios(Reading& reading, const EvaluationView& view,
                             const v1::CompareScenariosRequest& request,
                             v1::CompareScenariosResponse& response) {
  const Evaluation& state = view.state();
  std::vector<std::string> scenarios(request.scenarios().begin(), request.scenarios().end());
  if (scenarios.empty()) scenarios = AllScenarios(state);
  if (scenarios.empty()) scenarios.emplace_back(evaluation::kMainScenario);
  FD_ASSIGN_OR_RETURN(const size_t horizon, evaluation::HorizonFrom(0, "horizon_months"));
  std::vector<v1::Account> accounts;
  for (const std::string& scenario : scenarios) {
    FD_ASSIGN_OR_RETURN(v1::Account account, AccountNow(reading, state, scenario, horizon));
    *response.add_accounts() = account;
    accounts.push_back(std::move(account));
  }
  *response.mutable_report() =
      evaluation::ScenariosReport(state, accounts, MomentOfReport(reading));
  return absl::OkStatus();
}

absl::Status AnswerSensitivity(Reading& reading, const EvaluationView& view,
                               const v1::GetSensitivityRequest& request,
                               v1::GetSensitivityResponse& response) {
  Evaluation state = view.state();
  const std::string scenario = evaluation::ScenarioAsked(request.scenario());
  if (request.kind() == v1::ACCOUNT_KIND_EX_POST) {
    // That of a published one stays, and asks for no new one.
    if (!state.published) FD_RETURN_IF_ERROR(MarkStaleAccounts(reading, {}, state.accounts));
    FD_ASSIGN_OR_RETURN(const v1::Account account, MeasuredAccount(state, scenario, request));
    *response.mutable_swings() = account.swings();
    *response.mutable_report() =
        evaluation::SensitivityReport(state, account, MomentOfReport(reading));
    return absl::OkStatus();
  }
  FD_ASSIGN_OR_RETURN(const size_t horizon,
                      evaluation::HorizonFrom(request.horizon_months(), "horizon_months"));
  const auto terms = state.parameters.find(scenario);
  if (terms != state.parameters.end() && !request.ranges().empty()) {
    *terms->second.mutable_ranges() = request.ranges();
  }
  FD_ASSIGN_OR_RETURN(const v1::Account account,
                      AccountNow(reading, state, scenario, horizon, !request.ranges().empty()));
  *response.mutable_swings() = account.swings();
  *response.mutable_report() =
      evaluation::SensitivityReport(state, account, MomentOfReport(reading));
  return absl::OkStatus();
}

absl::Status AnswerReport(Reading& reading, const EvaluationView& view,
                          const v1::GetAccountReportRequest& request,
                          v1::GetAccountReportResponse& response) {
  FD_ASSIGN_OR_RETURN(const Past past, PastOf(reading, PastAskedBy(request)));
  Evaluation state = view.timeline().At(past.as_of);
  if (!EvaluationResource::Exists(state)) {
    return NotFound(EvaluationResource::kNotFound,
                    FormatName(reading.tenant(), EvaluationResource::kCollection, view.id()));
  }
  FD_RETURN_IF_ERROR(MarkStaleAccounts(reading, past.as_of, state.accounts));
  if (state.published) {
    *response.mutable_report() = state.published->report;
    *response.mutable_publish_time() = history::TimestampFrom(state.published->at.at);
    response.set_prices_changed(
        std::any_of(state.accounts.begin(), state.accounts.end(), [](const v1::Account& one) {
          return one.prices_changed();
        }));
    return absl::OkStatus();
  }
  if (state.accounts.empty()) {
    return Refuse(evaluation::kAccountNotComputed,
                  "There is no account of the evaluation as it stands; compute it first.");
  }
  report::v1::Report& report = *response.mutable_report();
  report = evaluation::ReportOf(state, {reading.context().now, past.as_of.position});
  *report.mutable_as_of_time() = history::TimestampFrom(past.evaluated_at);
  return absl::OkStatus();
}

}  // namespace framdrift::services
