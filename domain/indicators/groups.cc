#include "domain/indicators/groups.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "domain/codes/codes.h"
#include "domain/indicators/evaluate.h"

namespace framdrift::indicators {
namespace {

constexpr uint32_t kFlagGroups = 3;
constexpr uint32_t kSetGroups = 32;

}  // namespace

uint32_t GroupsEnd(const FactTable& table, const Operand& by) {
  if (by.type == FieldType::kBool) return kFlagGroups;
  if (by.type == FieldType::kSet) return kSetGroups;
  if (by.derived == Derived::kAgeBand) {
    uint32_t end = 1;
    while (!AgeBandName(end).empty()) ++end;
    return end;
  }
  if (by.type == FieldType::kName) return table.names_end(by.field);
  int most = 0;
  for (int i = 0; i < by.list->value_count(); ++i) {
    most = std::max(most, by.list->value(i)->number());
  }
  return static_cast<uint32_t>(most) + 1;
}

std::string GroupName(const FactTable& table, const Operand& by, uint32_t group) {
  if (group == 0) return kMissingGroup;
  if (by.type == FieldType::kBool) return group == 2 ? "true" : "false";
  if (by.derived == Derived::kAgeBand) return std::string(AgeBandName(group));
  if (by.type == FieldType::kName) return std::string(table.NameOf(by.field, group));
  std::string name = codes::ShortName(*by.list, static_cast<int>(group));
  std::replace(name.begin(), name.end(), '-', '_');
  absl::AsciiStrToUpper(&name);
  return name;
}

}  // namespace framdrift::indicators
