#include "domain/evaluation/modelling.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "domain/evaluation/refusals.h"

namespace framdrift::evaluation {
namespace {

using account::Actor;

account::Rate RateOr(bool has, double value, account::Rate otherwise) {
  return has ? account::RateFrom(value).value_or(otherwise) : otherwise;
}

const v1::PriceRow* FindRow(const v1::PriceTableIssued& prices, const std::string& code) {
  const auto row = std::find_if(prices.rows().begin(),
                                prices.rows().end(),
                                [&](const v1::PriceRow& one) { return one.code() == code; });
  return row == prices.rows().end() ? nullptr : &*row;
}

// The amount of `item` in 10^-6 öre.
absl::int128 AmountOf(const v1::StateItem& item, const v1::PriceRow& row) {
  if (item.has_amount_ore()) return absl::int128(item.amount_ore()) * account::kMicroPerOre;
  const account::Rate quantity = RateOr(item.has_quantity(), item.quantity(), account::kOne);
  return absl::int128(row.price_ore()) * quantity.ppm;
}

void AddItem(const v1::StateItem& item, const v1::PriceRow& row, account::Month& month,
             Refusals& out) {
  const absl::int128 amount = AmountOf(item, row);
  if (amount > account::kMostAmount) {
    out.Add(kAmountOutOfRange,
            "A price times a quantity comes to more than any month; check both.",
            {{"field", item.code()}});
    return;
  }
  AddAmount(row, static_cast<account::MicroOre>(amount), month);
}

int64_t OreOf(const account::Books& books, v1::Party party) {
  const account::Money& total = ValueOf(books.total, party);
  return account::Money::FromUnits(account::DivideRounded(total.units(), books.persons)).ToOre();
}

void SetLine(v1::Party party, const account::PartyAccount& account, double monthly,
             v1::PartyLine& out) {
  out.set_party(party);
  out.set_monthly_change(monthly);
  out.set_cost(account.cost);
  for (size_t i = 0; i < account::kHorizons.size(); ++i) {
    v1::HorizonValue& value = *out.add_values();
    value.set_months(account::kHorizons[i]);
    value.set_value(account.value[i]);
    if (account.break_even[i]) value.set_break_even(*account.break_even[i]);
  }
  if (account.payback) out.set_payback_months(*account.payback);
}

// Those of the sensitivity, each of a parameter that the model has and within its legal values.
absl::StatusOr<std::vector<account::Range>> RangesOf(const account::Model& model,
                                                     const v1::Parameters& parameters) {
  const std::vector<account::Parameter> known = account::ParametersOf(model);
  std::vector<account::Range> ranges;
  Refusals refusals;
  for (const v1::ParameterRange& range : parameters.ranges()) {
    const auto of = std::find_if(known.begin(), known.end(), [&](const account::Parameter& one) {
      return one.code == range.code();
    });
    if (of == known.end()) {
      refusals.Add(kParameterOutOfRange,
                   "A range is of a parameter that the account does not have; see its sensitivity.",
                   {{"parameter", range.code()}});
    } else if (range.low() < of->least || range.high() > of->most) {
      refusals.Add(kParameterOutOfRange,
                   absl::StrCat("A range goes beyond the values of its parameter, which are from ",
                                of->least,
                                " to ",
                                of->most,
                                "."),
                   {{"parameter", range.code()}});
    }
    ranges.push_back({range.code(), range.low(), range.high()});
  }
  FD_RETURN_IF_ERROR(refusals.AsStatus());
  return ranges;
}

}  // namespace

absl::StatusOr<Priced> PricedOf(const Evaluation& evaluation, const std::string& scenario,
                                const PriceTable* table) {
  const auto parameters = evaluation.parameters.find(scenario);
  if (parameters == evaluation.parameters.end()) {
    return Refuse(kScenarioUnknown,
                  "The evaluation has no terms of that scenario; set them first.",
                  {{"scenario", scenario}});
  }
  const v1::Parameters& terms = parameters->second;
  if (table == nullptr || !table->created) {
    return Refuse(kPriceTableUnknown,
                  "There is no price table with that id; issue it first.",
                  {{"price_table_id", terms.price_table_id()}});
  }
  const auto year = table->years.find(terms.price_year());
  if (year == table->years.end()) {
    return Refuse(kPriceYearMissing,
                  "The price table has no prices of that year; issue them, or "
                  "choose a year it has.",
                  {{"price_year", absl::StrCat(terms.price_year())}});
  }
  return Priced{terms, year->second};
}

account::Taxes TaxesFrom(const v1::TaxParameters& taxes) {
  account::Taxes out;
  out.payroll = RateOr(true, taxes.payroll(), {});
  out.municipal = RateOr(true, taxes.municipal(), {});
  out.regional = RateOr(true, taxes.regional(), {});
  out.job_credit = RateOr(true, taxes.job_credit(), {});
  out.consumption = RateOr(true, taxes.consumption(), {});
  out.municipal_kept = RateOr(taxes.has_municipal_kept(), taxes.municipal_kept(), account::kOne);
  out.regional_kept = RateOr(taxes.has_regional_kept(), taxes.regional_kept(), account::kOne);
  return out;
}

account::Terms TermsFrom(const v1::Parameters& parameters) {
  account::Terms terms;
  terms.effect.success = parameters.success();
  terms.effect.deadweight = parameters.deadweight();
  terms.effect.displacement = parameters.displacement();
  terms.effect.retention = parameters.has_retention() ? parameters.retention() : 1;
  terms.discount_rate = parameters.discount_rate();
  terms.participants = parameters.participants();
  terms.public_funds = parameters.public_funds();
  for (const v1::PartyAmount& cost : parameters.costs()) {
    terms.cost_ore[ActorOf(cost.party())] += cost.amount_ore();
  }
  for (const v1::PartyAmount& grant : parameters.grants()) {
    terms.grant_ore[ActorOf(grant.party())] += grant.amount_ore();
  }
  return terms;
}

account::Month MonthFrom(const v1::MonthState& state, const v1::PriceTableIssued& prices,
                         Refusals& out) {
  account::Month month;
  month.wage_ore = state.wage_ore();
  month.extent = RateOr(state.has_extent(), state.extent(), account::kOne);
  month.municipal_job = state.municipal_job();
  for (const v1::StateItem& item : state.items()) {
    const v1::PriceRow* row = FindRow(prices, item.code());
    if (row == nullptr) {
      out.Add(kPriceRowMissing,
              "The year's prices have no row with that code; issue them with it.",
              {{"code", item.code()}});
      continue;
    }
    AddItem(item, *row, month, out);
  }
  month.productivity = state.has_productivity() ? RateOr(true, state.productivity(), account::kOne)
                                                : account::ProductivityBesideSubsidy(
                                                      month, TaxesFrom(prices.taxes()).payroll);
  return month;
}

absl::StatusOr<account::Model> ModelOf(const Evaluation& evaluation, const Priced& priced) {
  Refusals refusals;
  if (evaluation.typical_cases.empty()) {
    return Refuse(kTypicalCasesMissing,
                  "An account before the fact is made of "
                  "typical cases; define them first.");
  }
  const int64_t sum = SumOfShares(evaluation.typical_cases);
  if (sum != account::kMillion) {
    refusals.Add(kSharesNotOne,
                 "The shares of the typical cases do not come to one.",
                 {{"sum_ppm", absl::StrCat(sum)}});
  }
  account::Model model;
  model.persons = account::kMillion;
  model.taxes = TaxesFrom(priced.prices.content.taxes());
  model.terms = TermsFrom(priced.parameters);
  for (const v1::TypicalCase& one : evaluation.typical_cases) {
    const int64_t share = RateOr(true, one.share(), {}).ppm;
    model.before.Add(MonthFrom(one.before(), priced.prices.content, refusals), share);
    model.after.Add(MonthFrom(one.after(), priced.prices.content, refusals), share);
  }
  FD_RETURN_IF_ERROR(refusals.AsStatus());
  return model;
}

absl::StatusOr<size_t> HorizonFrom(int months, const std::string& field) {
  const int asked = months == 0 ? kDefaultSwingMonths : months;
  for (size_t i = 0; i < account::kHorizons.size(); ++i) {
    if (account::kHorizons[i] == asked) return i;
  }
  return InvalidField(field, "An account looks 12, 36 or 60 months ahead.");
}

v1::Party PartyOf(Actor actor) { return static_cast<v1::Party>(static_cast<int>(actor) + 1); }

Actor ActorOf(v1::Party party) { return static_cast<Actor>(static_cast<int>(party) - 1); }

void AddAmount(const v1::PriceRow& row, account::MicroOre amount, account::Month& month) {
  switch (row.kind()) {
    case v1::PRICE_KIND_UNTAXED_TRANSFER:
      month.untaxed[ActorOf(row.payer())] += amount;
      break;
    case v1::PRICE_KIND_TAXED_TRANSFER:
      month.taxed[ActorOf(row.payer())] += amount;
      break;
    case v1::PRICE_KIND_RESOURCE:
      month.resources[ActorOf(row.payer())] += amount;
      break;
    case v1::PRICE_KIND_SUBSIDY:
      month.subsidies[ActorOf(row.payer())] += amount;
      break;
    default:
      break;
  }
}

void SetBooked(const account::Books& before, const account::Books& after, v1::Account& out) {
  for (v1::PartyLine& line : *out.mutable_lines()) {
    line.set_before_ore(OreOf(before, line.party()));
    line.set_after_ore(OreOf(after, line.party()));
  }
}

void SetLines(const account::Account& account, const account::PerParty<double>& monthly,
              v1::Account& out) {
  for (const Actor actor : account::kActors) {
    SetLine(PartyOf(actor), account.parties.actors[actor], monthly.actors[actor], *out.add_lines());
  }
  SetLine(v1::PARTY_INDIVIDUAL, account.parties.individual, monthly.individual, *out.add_lines());
  SetLine(v1::PARTY_SOCIETY, account.parties.society, monthly.society, *out.add_lines());
  for (size_t i = 0; i < account::kHorizons.size(); ++i) {
    v1::HorizonTotal& total = *out.add_totals();
    total.set_months(account::kHorizons[i]);
    total.set_potential(account.potential[i]);
    total.set_realised(account.realised[i]);
    if (account.realised_share[i]) total.set_realised_share(*account.realised_share[i]);
    total.set_public_funds(account.public_funds[i]);
  }
}

void SetSwings(const std::vector<account::Swing>& swings, size_t horizon, v1::Account& out) {
  for (const account::Swing& one : swings) {
    v1::Swing& swing = *out.add_swings();
    swing.set_code(one.parameter.code);
    swing.set_base(one.parameter.base);
    swing.set_low(one.low);
    swing.set_high(one.high);
    swing.set_value_at_low(one.value_at_low.society);
    swing.set_value_at_high(one.value_at_high.society);
  }
  out.set_swing_months(account::kHorizons[horizon]);
}

void SetTerms(const Priced& priced, const std::string& scenario, v1::Account& out) {
  out.set_scenario(scenario);
  out.set_price_table_id(priced.parameters.price_table_id());
  out.set_price_year(priced.parameters.price_year());
  out.set_price_position(priced.prices.position);
  out.set_price_source(priced.prices.content.source());
  *out.mutable_parameters() = priced.parameters;
  *out.mutable_taxes() = priced.prices.content.taxes();
}

void CutRanges(const account::Model& model, v1::Parameters& parameters) {
  v1::Parameters cut = parameters;
  cut.clear_ranges();
  for (const account::Parameter& known : account::ParametersOf(model)) {
    for (const v1::ParameterRange& range : parameters.ranges()) {
      if (range.code() != known.code) continue;
      v1::ParameterRange& kept = *cut.add_ranges();
      kept.set_code(known.code);
      kept.set_low(std::clamp(range.low(), known.least, known.most));
      kept.set_high(std::clamp(range.high(), known.least, known.most));
    }
  }
  parameters = std::move(cut);
}

absl::StatusOr<v1::Account> ExAnteAccount(const account::Model& model, const Priced& priced,
                                          const std::string& scenario, size_t horizon) {
  v1::Account out;
  out.set_kind(v1::ACCOUNT_KIND_EX_ANTE);
  out.set_participants(model.terms.participants);
  SetTerms(priced, scenario, out);
  SetLines(account::AccountOf(model), account::SuccessOf(model), out);
  SetBooked({account::Book(model.before, model.taxes), model.persons},
            {account::Book(model.after, model.taxes), model.persons},
            out);
  FD_ASSIGN_OR_RETURN(const std::vector<account::Range> ranges, RangesOf(model, priced.parameters));
  FD_ASSIGN_OR_RETURN(const auto swings, account::Tornado(model, horizon, ranges));
  SetSwings(swings, horizon, out);
  return out;
}

}  // namespace framdrift::evaluation
