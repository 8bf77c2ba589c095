// A price table: what things cost and how they are taxed, year by year.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "absl/status/statusor.h"
#include "base/refusal.h"
#include "domain/evaluation/ids.h"
#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "framdrift/evaluation/v1/price_table_events.pb.h"
#include "framdrift/evaluation/v1/price_table_service.pb.h"

namespace framdrift::evaluation {

struct PriceYear {
  // The event that issued it.
  int64_t position = 0;
  v1::PriceTableIssued content;
};

struct PriceTable {
  // None until it is issued.
  std::optional<history::Occurred> created;
  // By year; the latest issue of each.
  std::map<int32_t, PriceYear> years;
  std::string display_name;
};

struct PriceTableDecider {
  using Event = v1::PriceTableEvent;
  using Sealed = v1::PriceTableSealed;
  using State = PriceTable;
  static constexpr history::StreamKind kKind = history::StreamKind::kPriceTable;
  static void Evolve(PriceTable& state, const history::Recorded<Event>& entry);
  static void Check(const PriceTable& before, const history::Recorded<Event>& entry, Refusals& out);
};

// Whether the two tables have other prices of that year: another issue, the same one corrected, or
// one of them none.
bool PricesDiffer(const PriceTable& one, const PriceTable& other, int32_t year);

// PRICE_YEAR_OUT_OF_RANGE, SOURCE_MISSING, PRICE_ROW_INVALID, PRICE_ROW_TWICE, AMOUNT_NEGATIVE,
// AMOUNT_OUT_OF_RANGE, TAX_OUT_OF_RANGE.
absl::StatusOr<history::EventsOf<PriceTableDecider>> Decide(
    const PriceTable& state, const v1::IssuePriceTableRequest& command,
    const history::Context& context);

}  // namespace framdrift::evaluation
