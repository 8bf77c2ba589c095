// What the demo's evaluation says and reckons with. All of it is invented.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "framdrift/evaluation/v1/evaluation_parts.pb.h"

namespace framdrift::demo {

// Every price of the demo's table.
std::vector<evaluation::v1::PriceRow> EvaluationPrices();
evaluation::v1::TaxParameters EvaluationTaxes();
// Kinds of participants, whose shares come to one.
std::vector<evaluation::v1::TypicalCase> EvaluationTypicalCases();
// What the steering group assumed, at the prices of that year.
evaluation::v1::Parameters EvaluationTerms(const std::string& price_table_id, int32_t price_year);

struct NotedFactor {
  evaluation::v1::FactorKind kind;
  evaluation::v1::FactorArea area;
  // So many months after the start.
  int months;
  absl::string_view text;
};

absl::Span<const NotedFactor> EvaluationFactors();

struct NetworkPerson {
  // Which of Municipalities() they come from.
  int municipality;
  absl::string_view function;
};

absl::Span<const NetworkPerson> EvaluationNetworkPersons();

}  // namespace framdrift::demo
