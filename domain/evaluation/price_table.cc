#include "domain/evaluation/price_table.h"

#include <set>
#include <string>
#include <utility>

#include "base/status_macros.h"
#include "domain/evaluation/limits.h"
#include "domain/evaluation/refusals.h"
#include "domain/history/when.h"
#include "google/protobuf/util/message_differencer.h"

namespace framdrift::evaluation {
namespace {

constexpr int32_t kFirstYear = 1990;
constexpr int32_t kLastYear = 2100;

}  // namespace

void PriceTableDecider::Evolve(PriceTable& state,
                               const history::Recorded<v1::PriceTableEvent>& entry) {
  if (entry.event.kind_case() != v1::PriceTableEvent::kPriceTableIssued) return;
  const v1::PriceTableIssued& issued = entry.event.price_table_issued();
  if (!state.created) state.created = entry.envelope.occurred;
  state.display_name = issued.display_name();
  state.years[issued.year()] = {entry.envelope.position, issued};
}

void PriceTableDecider::Check(const PriceTable&,
                              const history::Recorded<v1::PriceTableEvent>& entry, Refusals& out) {
  if (entry.event.kind_case() != v1::PriceTableEvent::kPriceTableIssued) return;
  const v1::PriceTableIssued& issued = entry.event.price_table_issued();
  if (issued.year() < kFirstYear || issued.year() > kLastYear) {
    out.Add(kPriceYearOutOfRange, "Prices are of a year from 1990 to 2100.");
  }
  if (issued.source().empty()) {
    out.Add(kSourceMissing, "Say where the prices come from, so that others can check them.");
  }
  std::set<std::string> codes;
  for (const v1::PriceRow& row : issued.rows()) {
    CheckRow(row, out);
    if (!codes.insert(row.code()).second) {
      out.Add(
          kPriceRowTwice, "Two rows have that code; give each its own.", {{"code", row.code()}});
    }
  }
  CheckTaxes(issued.taxes(), out);
}

bool PricesDiffer(const PriceTable& one, const PriceTable& other, int32_t year) {
  const auto a = one.years.find(year);
  const auto b = other.years.find(year);
  if (a == one.years.end() || b == other.years.end()) {
    return (a == one.years.end()) != (b == other.years.end());
  }
  return a->second.position != b->second.position ||
         !google::protobuf::util::MessageDifferencer::Equals(a->second.content, b->second.content);
}

absl::StatusOr<history::EventsOf<PriceTableDecider>> Decide(
    const PriceTable& state, const v1::IssuePriceTableRequest& command,
    const history::Context& context) {
  history::EventsOf<PriceTableDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::PriceTableIssued& issued = *events[0].event.mutable_price_table_issued();
  issued.set_display_name(command.display_name());
  issued.set_year(command.year());
  issued.set_source(command.source());
  *issued.mutable_rows() = command.rows();
  *issued.mutable_taxes() = command.taxes();
  return history::Accept<PriceTableDecider>(state, std::move(events), {}, context);
}

}  // namespace framdrift::evaluation
