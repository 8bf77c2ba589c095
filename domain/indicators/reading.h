// What an indicator reads of rows: stored fields, and those that follow from them on a day.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "domain/indicators/fact_table.h"
#include "domain/indicators/fields.h"

namespace framdrift::indicators {

// Fields that follow from stored ones on the day a row is looked at.
enum class Derived : uint8_t {
  kNone,              // the field is stored
  kPhase,             // the phase of the case, by its milestones
  kAge,               // in whole years
  kAgeBand,           // see AgeBandName
  kDaysOpen,          // since the span began
  kDaysInPhase,       // since the phase began
  kDaysSinceContact,  // since the last contact, or the opening where there was none
  kDaysSinceReview,   // since the last review or adoption of the plan
  kAgeAtYearEnd,      // on 31 December of the year
  kDaysLasted,        // from the span's start to its end
  kMonthsLasted,      // the same in months
  kHoursMet,          // as many hours are planned as are required
  kStateAt,           // functions.h says what these are
  kStatesIn,
  kCountIn,
  kMostHeld,
};

struct Operand {
  Derived derived = Derived::kNone;
  // Stored: which; of a function: its field; of ages: the birth date.
  FieldId field = 0;
  // kStateAt, kStatesIn: the livelihood.
  FieldId state = 0;
  FieldType type = FieldType::kDay;
  const google::protobuf::EnumDescriptor* list = nullptr;
  // kStateAt, kStatesIn: so long after it.
  int months = 0;
  int days = 0;
  // Of functions: the length of the time.
  int length_months = 0;
  int length_days = 0;

  bool is_time() const { return type == FieldType::kDay || type == FieldType::kMoment; }
};

// The derived fields of a subject, documented like stored ones; functions are not among them.
std::vector<Field> DerivedFields(Subject subject);
// A stored or derived field, or a function. None when there is no such field.
std::optional<Operand> FindOperand(const Fields& fields, absl::string_view name);
// `16..19`; empty for numbers that are none.
absl::string_view AgeBandName(uint32_t number);

// Rows to look at, each on a day. Milestones after `horizon` have not happened.
struct Looked {
  absl::Span<const RowId> rows;
  absl::Span<const DayNumber> days;
  Moment horizon = 0;
};

// Each fills `out`, one element a row. What MilestoneOf says of each; days are not looked at.
void ReadMoments(const FactTable& table, FieldId field, const Looked& looked, Moment* out);
// Codes, numbers of names, bits of sets, 1 and 2 for false and true; 0 is missing.
void ReadCodes(const FactTable& table, const Operand& operand, const Looked& looked, uint32_t* out);
// NaN is missing.
void ReadNumbers(const FactTable& table, const Operand& operand, const Looked& looked, double* out);

// Of kDays fields the first day's; of kDay fields and kDays their first instants. kNoMoment when it
// has not happened by `horizon`, unless it is foreseen.
Moment MilestoneOf(const FactTable& table, FieldId field, RowId row, Moment horizon);
// The first time at or after `from`; of fields that happen once: that time. kNoMoment when none.
Moment MilestoneFrom(const FactTable& table, FieldId field, RowId row, Moment from, Moment horizon);

// The same day `months` months on, clamped to the month's length.
DayNumber AddMonths(DayNumber day, int months);
// The last moment of `day`: at or after every instant on it.
inline Moment EndOf(DayNumber day) { return MomentOf(day + 1) - 1; }
// Complete calendar months, and the part of the next that has passed by its days: more than 6
// exactly when `to` is more than 6 months after `from`. from ≤ to.
double MonthsBetween(DayNumber from, DayNumber to);
// A number of a varying field as its changes keep it, in thousandths, and back; 0 is missing.
uint32_t InThousandths(double number);
double FromThousandths(uint32_t value);

}  // namespace framdrift::indicators
