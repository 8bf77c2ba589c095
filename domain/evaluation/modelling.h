// From an evaluation's typical cases, terms and prices to the model of its
// account, and back.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "domain/account/sensitivity.h"
#include "domain/evaluation/evaluation.h"
#include "domain/evaluation/price_table.h"
#include "framdrift/evaluation/v1/account.pb.h"

namespace framdrift::evaluation {

inline constexpr int kDefaultSwingMonths = 36;

// The terms of a scenario with the prices they name; lives no longer than the
// two.
struct Priced {
  const v1::Parameters& parameters;
  const PriceYear& prices;
};

// The scenario's terms and prices. SCENARIO_UNKNOWN, PRICE_TABLE_UNKNOWN,
// PRICE_YEAR_MISSING; `table` is null when there is none.
absl::StatusOr<Priced> PricedOf(const Evaluation& evaluation, const std::string& scenario,
                                const PriceTable* table);

account::Taxes TaxesFrom(const v1::TaxParameters& taxes);
account::Terms TermsFrom(const v1::Parameters& parameters);

// Adds what `row`'s payer pays to the month; nothing of a wage.
void AddAmount(const v1::PriceRow& row, account::MicroOre amount, account::Month& month);

// The month that `state` describes at those prices. PRICE_ROW_MISSING for each
// row that the prices lack, AMOUNT_OUT_OF_RANGE where price × quantity is
// beyond any month.
account::Month MonthFrom(const v1::MonthState& state, const v1::PriceTableIssued& prices,
                         Refusals& out);

// The model of an account from typical cases. Besides those of PricedOf and
// MonthFrom: TYPICAL_CASES_MISSING, SHARES_NOT_ONE. Shares weigh as whole
// millionths, so nothing is rounded.
absl::StatusOr<account::Model> ModelOf(const Evaluation& evaluation, const Priced& priced);

// The horizon's index in account::kHorizons; 0 means kDefaultSwingMonths.
// INVALID_ARGUMENT for a horizon that is none, as field `field`.
absl::StatusOr<size_t> HorizonFrom(int months, const std::string& field);

// The account of the model, with its sensitivity at a horizon.
// PARAMETER_OUT_OF_RANGE for each range of a parameter that the model does not
// have, or that goes beyond its legal values.
absl::StatusOr<v1::Account> ExAnteAccount(const account::Model& model, const Priced& priced,
                                          const std::string& scenario, size_t horizon);

// Cuts the ranges of `parameters` to the legal values of the model's, and drops those of others:
// ExAnteAccount takes them.
void CutRanges(const account::Model& model, v1::Parameters& parameters);

// Party numbers as the contracts have them; of actors alone the other way round.
v1::Party PartyOf(account::Actor actor);
account::Actor ActorOf(v1::Party party);

// The line of `party`.
template <typename T>
const T& ValueOf(const account::PerParty<T>& values, v1::Party party) {
  if (party == v1::PARTY_SOCIETY) return values.society;
  return party == v1::PARTY_INDIVIDUAL ? values.individual : values.actors[ActorOf(party)];
}

// Fills all of an account that follows from what was computed.
void SetLines(const account::Account& account, const account::PerParty<double>& monthly,
              v1::Account& out);
void SetTerms(const Priced& priced, const std::string& scenario, v1::Account& out);
void SetSwings(const std::vector<account::Swing>& swings, size_t horizon, v1::Account& out);
// What was booked for one person's month on each line, to the nearest öre.
void SetBooked(const account::Books& before, const account::Books& after, v1::Account& out);

}  // namespace framdrift::evaluation
