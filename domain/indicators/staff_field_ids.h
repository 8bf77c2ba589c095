// The ids of the fields of staff and of costs; staff_fields.cc says what each is.
#pragma once

#include "domain/indicators/field_ids.h"

namespace framdrift::indicators {

namespace staff {
enum Id : FieldId { kRegistered, kEnded, kCaseworker, kUnit, kFte, kCount };
}  // namespace staff

namespace cost {
enum Id : FieldId { kFrom, kUntil, kAmount, kAccount, kUnit, kActivityType, kCount };
}  // namespace cost

}  // namespace framdrift::indicators
