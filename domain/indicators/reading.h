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
  kStateAt,           // the livelihood some time after a milestone
};

struct Operand {
  Derived derived = Derived::kNone;
  // Stored: which; kStateAt: the milestone.
  FieldId field = 0;
  FieldType type = FieldType::kDay;
  const google::protobuf::EnumDescriptor* list = nullptr;
  // kStateAt: so long after it.
  int months = 0;
  int days = 0;

  bool is_time() const { return type == FieldType::kDay || type == FieldType::kMoment; }
};

// The derived fields of a subject, documented like stored ones; state_at(…) is not among them.
std::vector<Field> DerivedFields(Subject subject);
// A stored or derived field, or `state_at(exited + 12 months)`. None when there is no such field.
std::optional<Operand> FindOperand(const Fields& fields, absl::string_view name);
// `16..19`; empty for numbers that are none.
absl::string_view AgeBandName(uint32_t number);

// Rows to look at, each on a day. Milestones after `horizon` have not happened.
struct Looked {
  absl::Span<const RowId> rows;
  absl::Span<const DayNumber> days;
  Moment horizon = 0;
};

// Each fills `out`, one element a row. Moments of kDays fields are those of the first day; those of
// kDay fields their first instants.
void ReadMoments(const FactTable& table, const Operand& operand, const Looked& looked, Moment* out);
// Codes, numbers of names, bits of sets, 1 and 2 for false and true; 0 is missing.
void ReadCodes(const FactTable& table, const Operand& operand, const Looked& looked, uint32_t* out);
// NaN is missing.
void ReadNumbers(const FactTable& table, const Operand& operand, const Looked& looked, double* out);

// kNoMoment when it has not happened by `horizon`, unless it is foreseen.
Moment MilestoneOf(const FactTable& table, FieldId field, RowId row, Moment horizon);
// The first time at or after `from`; of fields that happen once: that time. kNoMoment when none.
Moment MilestoneFrom(const FactTable& table, FieldId field, RowId row, Moment from, Moment horizon);

// The same day `months` months on, clamped to the month's length.
DayNumber AddMonths(DayNumber day, int months);
// The last moment of `day`: at or after every instant on it.
inline Moment EndOf(DayNumber day) { return MomentOf(day + 1) - 1; }
// The day a livelihood is asked for; kNoDay when the milestone has not happened.
DayNumber StateDay(const FactTable& table, const Operand& operand, RowId row, Moment horizon);

}  // namespace framdrift::indicators
