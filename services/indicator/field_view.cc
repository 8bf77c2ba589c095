#include "services/indicator/field_view.h"

#include <string>

#include "domain/indicators/groups.h"
#include "domain/indicators/reading.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;

bool IsBreakdown(const indicators::Field& field) {
  switch (field.type) {
    case indicators::FieldType::kCode:
    case indicators::FieldType::kName:
    case indicators::FieldType::kSet:
    case indicators::FieldType::kBool:
      return true;
    default:
      return false;
  }
}

v1::FieldKind KindOf(indicators::FieldType type) {
  switch (type) {
    case indicators::FieldType::kDay:
      return v1::FIELD_KIND_DAY;
    case indicators::FieldType::kMoment:
      return v1::FIELD_KIND_INSTANT;
    case indicators::FieldType::kCode:
      return v1::FIELD_KIND_CODE;
    case indicators::FieldType::kName:
      return v1::FIELD_KIND_NAME;
    case indicators::FieldType::kSet:
      return v1::FIELD_KIND_CODES;
    case indicators::FieldType::kBool:
      return v1::FIELD_KIND_FLAG;
    case indicators::FieldType::kNumber:
      return v1::FIELD_KIND_NUMBER;
    case indicators::FieldType::kDays:
      return v1::FIELD_KIND_DAYS;
  }
  return v1::FIELD_KIND_UNSPECIFIED;
}

}  // namespace

void AddField(const indicators::FactTable& table, const indicators::Field& field,
              v1::IndicatorField& out) {
  out.set_field(field.name);
  out.set_kind(KindOf(field.type));
  out.set_milestone(field.milestone);
  out.set_breakdown(IsBreakdown(field));
  out.set_varying(field.varying);
  out.set_explanation(field.doc);
  for (const std::string& event : field.set_by) out.add_set_by(event);
  if (field.list == nullptr) return;
  indicators::Operand by;
  by.type = field.type;
  by.list = field.list;
  for (int i = 0; i < field.list->value_count(); ++i) {
    const int number = field.list->value(i)->number();
    if (number == 0) continue;
    out.add_codes(indicators::GroupName(table, by, static_cast<uint32_t>(number)));
  }
}

}  // namespace framdrift::services
