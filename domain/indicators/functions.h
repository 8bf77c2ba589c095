// Functions of fields that filters and breakdowns may name: over a time before or after a day.
#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "domain/indicators/reading.h"

namespace framdrift::indicators {

// `state_at(exited + 12 months)`: the livelihood on a day.
// `states_in(exited + 3 months, 3 months)`: all of them in so long a time from that day on.
// `count(supported, 12 months)`: how often something of kDays happened in so long a time up to the
// day the row is looked at; `count(supported)`: from that day to the end of what is seen, which is
// the period's with STOCK and OVERLAP and else as-of.
// `most_held(obstacle, 12 months)`: of a varying code or set the code that stood on any day of most
// of the calendar months in that time; of several the one that stood last, then the one that began
// last.
// Lengths are so many days or months. None when the name is none of these.
std::optional<Operand> FindFunction(const Fields& fields, absl::string_view name);
// The day of `exited`, or of `exited + 6 months`, so long after it: StateDay of each row. None when
// the name is of no day or instant.
std::optional<Operand> FindDay(const Fields& fields, absl::string_view text);
// How they are written, for messages.
absl::string_view FunctionsWritten();

// kStateAt and kStatesIn: the first day that is asked for, and the first day after; of FindDay:
// that day. kNoDay when the milestone has not happened.
DayNumber StateDay(const FactTable& table, const Operand& operand, RowId row, Moment horizon);
DayNumber StatesEnd(const FactTable& table, const Operand& operand, RowId row, Moment horizon);

// Bits of livelihoods; 0 when none is known.
uint32_t StatesIn(const FactTable& table, const Operand& operand, RowId row, Moment horizon);
// kCountIn of each row on its day.
void CountsIn(const FactTable& table, const Operand& operand, const Looked& looked, double* out);
uint32_t MostHeld(const FactTable& table, const Operand& operand, RowId row, DayNumber day);

}  // namespace framdrift::indicators
