#include "domain/indicators/reading.h"
#include "domain/indicators/row_filling.h"
#include "domain/indicators/table_rows.h"

namespace framdrift::indicators {
namespace {

constexpr double kPercent = 100;
constexpr double kOreOfKrona = 100;

}  // namespace

void FillStaff(const Id16& id, const facts::v1::FactStaff& one, FactTable& table, FactRow& row) {
  row.SetMoment(staff::kRegistered, one.registered());
  if (one.has_ended()) row.SetMoment(staff::kEnded, one.ended());
  row.SetValue(staff::kCaseworker, table.Intern(staff::kCaseworker, FormatUuid(id)));
  row.SetValue(staff::kUnit, table.Intern(staff::kUnit, Uuid(one.unit_id())));
  Series fte;
  for (const facts::v1::FactCapacity& capacity : one.capacities()) {
    fte.Add(capacity.from_day(), InThousandths(capacity.fte_percent() / kPercent));
  }
  fte.Put(staff::kFte, row);
}

void FillCost(const facts::v1::FactCost& one, const std::string& unit_id,
              codes::v1::ActivityType type, FactTable& table, FactRow& row) {
  row.SetDay(cost::kFrom, one.from_day());
  row.SetDay(cost::kUntil, one.until_day());
  row.SetNumber(cost::kAmount, static_cast<double>(one.amount_ore()) / kOreOfKrona);
  row.SetValue(cost::kAccount, table.Intern(cost::kAccount, one.account()));
  row.SetValue(cost::kUnit, table.Intern(cost::kUnit, Uuid(unit_id)));
  row.SetValue(cost::kActivityType, CodeOf(type));
}

}  // namespace framdrift::indicators
