#include "domain/evaluation/limits.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "domain/account/money.h"
#include "domain/evaluation/refusals.h"

namespace framdrift::evaluation {
namespace {

constexpr size_t kLongestCode = 64;
constexpr int32_t kMostParticipants = 10'000'000;
// Nobody produces more than ten times what they cost.
constexpr double kMostProductivity = 10;
constexpr double kMostQuantity = 100'000;

std::string Text(absl::string_view text) { return std::string(text.data(), text.size()); }

void CheckShare(double value, absl::string_view code, Refusals& out) {
  if (value >= 0 && value <= 1) return;
  out.Add(kParameterOutOfRange,
          absl::StrCat("The parameter ", code, " is from 0 to 1."),
          {{"parameter", Text(code)}});
}

void CheckItem(const v1::StateItem& item, absl::string_view when, Refusals& out) {
  CheckCode(item.code(), out);
  if (item.has_amount_ore()) CheckAmount(item.amount_ore(), item.code(), out);
  if (!item.has_quantity() || IsRate(item.quantity(), 0, kMostQuantity)) return;
  out.Add(kStateOutOfRange,
          "A quantity is from 0 to 100,000, with at most six decimals.",
          {{"state", Text(when)}, {"field", item.code()}});
}

void CheckAmounts(const google::protobuf::RepeatedPtrField<v1::PartyAmount>& amounts, bool signed_,
                  Refusals& out) {
  for (const v1::PartyAmount& amount : amounts) {
    if (!IsActor(amount.party())) {
      out.Add(kPartyUnknown, "Only actors pay: none but those that the contract numbers 1 to 9.");
    }
    const int64_t ore = amount.amount_ore();
    CheckAmount(signed_ ? (ore < -kMostOre ? kMostOre + 1 : std::abs(ore)) : ore,
                v1::Party_Name(amount.party()),
                out);
  }
}

}  // namespace

bool IsCode(absl::string_view code) {
  return !code.empty() && code.size() <= kLongestCode &&
         std::all_of(code.begin(), code.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-';
         });
}

void CheckCode(absl::string_view code, Refusals& out) {
  if (IsCode(code)) return;
  out.Add(kCodeInvalid,
          "A code has lower-case letters, digits and hyphens, at most 64 of them.",
          {{"code", Text(code)}});
}

void CheckAmount(int64_t ore, absl::string_view what, Refusals& out) {
  if (ore < 0) {
    out.Add(kAmountNegative,
            "This amount is not below 0; say what it is of by its row instead.",
            {{"field", Text(what)}});
  } else if (ore > kMostOre) {
    out.Add(kAmountOutOfRange,
            "An amount is at most 1,000,000,000 öre; is it in öre?",
            {{"field", Text(what)}});
  }
}

bool IsActor(v1::Party party) {
  return party >= v1::PARTY_MUNICIPALITY && party <= v1::PARTY_EMPLOYER;
}

bool IsRate(double value, double least, double most) {
  return account::RateFrom(value).has_value() && value >= least && value <= most;
}

void CheckState(const v1::MonthState& state, absl::string_view when, Refusals& out) {
  const auto refuse = [&](absl::string_view field, absl::string_view says) {
    out.Add(kStateOutOfRange, says, {{"state", Text(when)}, {"field", Text(field)}});
  };
  CheckAmount(state.wage_ore(), absl::StrCat(when, ".wage_ore"), out);
  if (state.has_extent() && !IsRate(state.extent(), 0, 1)) {
    refuse("extent", "An extent is from 0 to 1, with at most six decimals.");
  }
  if (state.has_productivity() && !IsRate(state.productivity(), 0, kMostProductivity)) {
    refuse("productivity", "A productivity is from 0 to 10, with at most six decimals.");
  }
  for (const v1::StateItem& item : state.items()) CheckItem(item, when, out);
}

void CheckRow(const v1::PriceRow& row, Refusals& out) {
  const auto refuse = [&](absl::string_view says) {
    out.Add(kPriceRowInvalid, says, {{"code", row.code()}});
  };
  if (!IsCode(row.code())) refuse("The code of a row has lower-case letters, digits and hyphens.");
  if (row.kind() == v1::PRICE_KIND_UNSPECIFIED || !v1::PriceKind_IsValid(row.kind())) {
    refuse("A row says what it is: a transfer, a resource, a subsidy or a wage.");
  }
  if (row.kind() != v1::PRICE_KIND_WAGE && !IsActor(row.payer())) {
    refuse("A row says which actor pays.");
  }
  if (row.unit() == v1::PRICE_UNIT_UNSPECIFIED || !v1::PriceUnit_IsValid(row.unit())) {
    refuse("A row says what its price is for: a month, an hour or an occasion.");
  }
  CheckAmount(row.price_ore(), row.code(), out);
}

void CheckTaxes(const v1::TaxParameters& taxes, Refusals& out) {
  const auto check = [&](const char* field, double value) {
    if (IsRate(value, 0, 1)) return;
    out.Add(kTaxOutOfRange,
            "A tax parameter is from 0 to 1, with at most six decimals.",
            {{"field", field}});
  };
  check("payroll", taxes.payroll());
  check("municipal", taxes.municipal());
  check("regional", taxes.regional());
  check("job_credit", taxes.job_credit());
  check("consumption", taxes.consumption());
  if (taxes.has_municipal_kept()) check("municipal_kept", taxes.municipal_kept());
  if (taxes.has_regional_kept()) check("regional_kept", taxes.regional_kept());
  if (taxes.municipal() + taxes.regional() > 1) {
    out.Add(kTaxOutOfRange,
            "The municipality's and the region's tax come to more than all income.",
            {{"field", "regional"}});
  }
}

void CheckParameters(const v1::Parameters& parameters, Refusals& out) {
  if (parameters.participants() < 1 || parameters.participants() > kMostParticipants) {
    out.Add(kParameterOutOfRange,
            "There are 1 to 10,000,000 participants.",
            {{"parameter", "participants"}});
  }
  CheckShare(parameters.success(), "effect.success", out);
  CheckShare(parameters.deadweight(), "effect.deadweight", out);
  CheckShare(parameters.displacement(), "effect.displacement", out);
  if (parameters.has_retention()) CheckShare(parameters.retention(), "effect.retention", out);
  CheckShare(parameters.discount_rate(), "discount-rate", out);
  CheckShare(parameters.public_funds(), "public-funds", out);
  CheckAmounts(parameters.costs(), false, out);
  CheckAmounts(parameters.grants(), true, out);
  int64_t given = 0;
  for (const v1::PartyAmount& grant : parameters.grants()) {
    given += std::clamp(grant.amount_ore(), -kMostOre, kMostOre);
  }
  if (given != 0) {
    out.Add(kGrantsNotZero,
            "What actors are given others give: the grants come to 0.",
            {{"sum_ore", absl::StrCat(given)}});
  }
  for (const v1::ParameterRange& range : parameters.ranges()) {
    if (std::isfinite(range.low()) && std::isfinite(range.high()) && range.low() <= range.high()) {
      continue;
    }
    out.Add(kParameterOutOfRange,
            "A range goes from a lower to an upper end.",
            {{"parameter", range.code()}});
  }
}

}  // namespace framdrift::evaluation
