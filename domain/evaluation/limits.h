// What numbers and codes in an evaluation may be, and what is said of those that may not.
#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"
#include "base/refusal.h"
#include "framdrift/evaluation/v1/evaluation_parts.pb.h"

namespace framdrift::evaluation {

// Ten million kronor: more than any month, cost or price.
inline constexpr int64_t kMostOre = 1'000'000'000;

// Lower-case letters, digits and hyphens, at most 64.
bool IsCode(absl::string_view code);
// CODE_INVALID unless it is.
void CheckCode(absl::string_view code, Refusals& out);
// AMOUNT_NEGATIVE, AMOUNT_OUT_OF_RANGE; `what` is the field or code.
void CheckAmount(int64_t ore, absl::string_view what, Refusals& out);
// Whether it pays: any party but the individual and society.
bool IsActor(v1::Party party);
// Whether `value` has at most six decimals and lies within both.
bool IsRate(double value, double least, double most);

// CODE_INVALID, AMOUNT_NEGATIVE, AMOUNT_OUT_OF_RANGE, STATE_OUT_OF_RANGE; `when` is `before` or
// `after`.
void CheckState(const v1::MonthState& state, absl::string_view when, Refusals& out);
// PRICE_ROW_INVALID, AMOUNT_NEGATIVE, AMOUNT_OUT_OF_RANGE.
void CheckRow(const v1::PriceRow& row, Refusals& out);
// TAX_OUT_OF_RANGE for each.
void CheckTaxes(const v1::TaxParameters& taxes, Refusals& out);
// PARAMETER_OUT_OF_RANGE for each, PARTY_UNKNOWN, GRANTS_NOT_ZERO, AMOUNT_NEGATIVE,
// AMOUNT_OUT_OF_RANGE.
void CheckParameters(const v1::Parameters& parameters, Refusals& out);

}  // namespace framdrift::evaluation
