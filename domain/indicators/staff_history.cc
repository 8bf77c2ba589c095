#include "domain/indicators/staff_history.h"

#include <algorithm>
#include <string>
#include <utility>

#include "domain/history/when.h"
#include "domain/indicators/moment.h"
#include "domain/organisation/staff.h"

namespace framdrift::indicators {
namespace {

// Of a cost whose days are none there is no row.
template <typename Event>
void AddCost(const Event& event, std::vector<facts::v1::FactCost>& costs) {
  const auto from = history::DayOrNone(event.from_date());
  const auto until = history::DayOrNone(event.until_date());
  if (!from || !until || *from >= *until) return;
  facts::v1::FactCost& cost = costs.emplace_back();
  cost.set_amount_ore(event.amount_ore());
  cost.set_from_day(DayNumberOf(*from));
  cost.set_until_day(DayNumberOf(*until));
  cost.set_account(event.account());
}

template <typename Facts>
void SetCosts(std::vector<facts::v1::FactCost> costs, Facts& out) {
  std::stable_sort(costs.begin(), costs.end(), [](const auto& a, const auto& b) {
    return a.from_day() < b.from_day();
  });
  for (facts::v1::FactCost& cost : costs) *out.add_costs() = std::move(cost);
}

std::string BytesOfUnit(const history::UnitId& unit) {
  if (unit.empty()) return {};
  return std::string(reinterpret_cast<const char*>(unit.bytes().data()), unit.bytes().size());
}

}  // namespace

void StaffHistoryDecider::Evolve(StaffHistory& history, const history::Recorded<Event>& entry) {
  const history::Occurred& occurred = entry.envelope.occurred;
  switch (entry.event.kind_case()) {
    case Event::kStaffRegistered:
      history.registered = occurred;
      history.unit = history::IdOrNone<history::UnitId>(entry.event.staff_registered().unit_id());
      if (history.capacities.empty()) {
        history.capacities.push_back({occurred, organisation::Staff().fte_percent});
      }
      break;
    case Event::kCapacitySet:
      history.capacities.push_back({occurred, entry.event.capacity_set().fte_percent()});
      break;
    case Event::kCostBooked:
      AddCost(entry.event.cost_booked(), history.costs);
      break;
    case Event::kStaffEnded:
      history.ended = occurred;
      break;
    default:
      break;
  }
}

void ActivityCostsDecider::Evolve(ActivityCosts& state, const history::Recorded<Event>& entry) {
  if (entry.event.has_activity_opened()) {
    const activity::v1::ActivityOpened& opened = entry.event.activity_opened();
    state.unit = history::IdOrNone<history::UnitId>(opened.unit_id());
    state.type = opened.type();
  } else if (entry.event.has_cost_booked()) {
    AddCost(entry.event.cost_booked(), state.costs);
  }
}

facts::v1::FactStaff FactsOf(const StaffHistory& history, absl::TimeZone zone) {
  facts::v1::FactStaff out;
  if (!history.registered) return out;
  out.set_registered(MomentOf(history.registered->at, zone));
  if (history.ended) out.set_ended(MomentOf(history.ended->at, zone));
  out.set_unit_id(BytesOfUnit(history.unit));
  for (const CapacitySince& one : history.capacities) {
    facts::v1::FactCapacity& made = *out.add_capacities();
    made.set_from_day(DayOf(MomentOf(one.since.at, zone)));
    made.set_fte_percent(one.fte_percent);
  }
  SetCosts(history.costs, out);
  return out;
}

facts::v1::FactActivity FactsOf(const ActivityCosts& state) {
  facts::v1::FactActivity out;
  if (state.costs.empty()) return out;
  out.set_unit_id(BytesOfUnit(state.unit));
  out.set_type(state.type);
  SetCosts(state.costs, out);
  return out;
}

}  // namespace framdrift::indicators
