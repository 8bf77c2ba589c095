#include "domain/indicators/functions.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace framdrift::indicators {
namespace {

constexpr int kLongest = 1200;
constexpr int kBits = 32;

struct Length {
  int months = 0;
  int days = 0;
};

// `12 months`.
std::optional<Length> LengthOf(absl::string_view text) {
  const std::vector<absl::string_view> words = absl::StrSplit(text, ' ', absl::SkipEmpty());
  int count = 0;
  if (words.size() != 2 || !absl::SimpleAtoi(words[0], &count)) return std::nullopt;
  if (count < 0 || count > kLongest) return std::nullopt;
  if (words[1] == "months" || words[1] == "month") return Length{count, 0};
  if (words[1] == "days" || words[1] == "day") return Length{0, count};
  return std::nullopt;
}

// The livelihood on the day that FindDay finds, which is a milestone's or after one.
std::optional<Operand> After(const Fields& fields, absl::string_view text) {
  std::optional<Operand> operand = FindDay(fields, text);
  const std::optional<FieldId> livelihood = fields.Find("livelihood");
  if (!operand || !fields[operand->field].milestone || !livelihood) return std::nullopt;
  operand->derived = Derived::kStateAt;
  operand->state = *livelihood;
  operand->type = FieldType::kCode;
  operand->list = fields[*livelihood].list;
  return operand;
}

std::optional<Operand> StatesInOf(const Fields& fields,
                                  const std::vector<absl::string_view>& arguments) {
  if (arguments.size() != 2) return std::nullopt;
  std::optional<Operand> operand = After(fields, arguments[0]);
  const std::optional<Length> length = LengthOf(arguments[1]);
  if (!operand || !length || length->months + length->days == 0) return std::nullopt;
  operand->derived = Derived::kStatesIn;
  operand->type = FieldType::kSet;
  operand->length_months = length->months;
  operand->length_days = length->days;
  return operand;
}

// What the length of a time up to the day stands in.
std::optional<Operand> Before(const Fields& fields, Derived derived,
                              const std::vector<absl::string_view>& arguments) {
  if (arguments.empty() || arguments.size() > 2) return std::nullopt;
  const std::optional<FieldId> field = fields.Find(absl::StripAsciiWhitespace(arguments[0]));
  if (!field) return std::nullopt;
  Operand operand{derived, *field, 0, FieldType::kNumber};
  if (arguments.size() == 1) return operand;
  const std::optional<Length> length = LengthOf(arguments[1]);
  if (!length || length->months + length->days == 0) return std::nullopt;
  operand.length_months = length->months;
  operand.length_days = length->days;
  return operand;
}

std::optional<Operand> MostHeldOf(const Fields& fields,
                                  const std::vector<absl::string_view>& arguments) {
  std::optional<Operand> operand = Before(fields, Derived::kMostHeld, arguments);
  if (!operand || arguments.size() != 2) return std::nullopt;
  const Field& field = fields[operand->field];
  const bool coded = field.type == FieldType::kCode || field.type == FieldType::kSet;
  if (!coded || !field.varying) return std::nullopt;
  operand->type = FieldType::kCode;
  operand->list = field.list;
  return operand;
}

// The last day before a time of the operand's length that ends with `day`.
DayNumber DayBefore(const Operand& operand, DayNumber day) {
  return AddMonths(day, -operand.length_months) - operand.length_days;
}

// From a change to the next; `bits` of what stands.
struct Held {
  DayNumber from = kNoDay;
  DayNumber to = kNoDay;
  uint32_t bits = 0;
};

// Hardly a row has more.
using HeldList = absl::InlinedVector<Held, 8>;

// What stood after `before` up to and on `day`.
HeldList HeldIn(const FactTable& table, const Operand& operand, RowId row, DayNumber before,
                DayNumber day) {
  const bool is_set = table.fields()[operand.field].type == FieldType::kSet;
  HeldList held;
  for (const Change& change : table.changes(operand.field).Get(row)) {
    if (change.from > day) break;
    const uint32_t bits = is_set              ? change.value
                          : change.value == 0 ? 0
                                              : uint32_t{1} << change.value;
    if (!held.empty()) held.back().to = change.from;
    held.push_back({change.from, day + 1, bits});
  }
  held.erase(std::remove_if(
                 held.begin(), held.end(), [&](const Held& one) { return one.to <= before + 1; }),
             held.end());
  return held;
}

}  // namespace

std::optional<Operand> FindDay(const Fields& fields, absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::MaxSplits('+', 1));
  const std::optional<FieldId> field = fields.Find(absl::StripAsciiWhitespace(parts[0]));
  if (!field) return std::nullopt;
  Operand operand{Derived::kNone, *field, 0, fields[*field].type};
  const bool happens_once =
      operand.is_time() || (fields[*field].milestone && operand.type == FieldType::kDays);
  if (!happens_once) return std::nullopt;
  if (parts.size() == 1) return operand;
  const std::optional<Length> length = LengthOf(parts[1]);
  if (!length) return std::nullopt;
  operand.months = length->months;
  operand.days = length->days;
  return operand;
}

std::optional<Operand> FindFunction(const Fields& fields, absl::string_view name) {
  const size_t open = name.find('(');
  if (open == absl::string_view::npos || !absl::ConsumeSuffix(&name, ")")) return std::nullopt;
  const std::vector<absl::string_view> arguments = absl::StrSplit(name.substr(open + 1), ',');
  const absl::string_view function = name.substr(0, open);
  if (function == "state_at" && arguments.size() == 1) return After(fields, arguments[0]);
  if (function == "states_in") return StatesInOf(fields, arguments);
  if (function == "most_held") return MostHeldOf(fields, arguments);
  if (function != "count") return std::nullopt;
  const std::optional<Operand> operand = Before(fields, Derived::kCountIn, arguments);
  if (!operand || fields[operand->field].type != FieldType::kDays) return std::nullopt;
  return operand;
}

absl::string_view FunctionsWritten() {
  return "state_at(MILESTONE + N months), such as state_at(exited + 12 months), "
         "states_in(MILESTONE + N months, M months), count(FIELD, N months), count(FIELD) or "
         "most_held(FIELD, N months)";
}

DayNumber StateDay(const FactTable& table, const Operand& operand, RowId row, Moment horizon) {
  const DayNumber day = DayOf(MilestoneOf(table, operand.field, row, horizon));
  if (day == kNoDay) return kNoDay;
  return AddMonths(day, operand.months) + operand.days;
}

DayNumber StatesEnd(const FactTable& table, const Operand& operand, RowId row, Moment horizon) {
  const DayNumber day = DayOf(MilestoneOf(table, operand.field, row, horizon));
  if (day == kNoDay) return kNoDay;
  const int days = operand.days + operand.length_days;
  if (operand.derived == Derived::kStateAt) return StateDay(table, operand, row, horizon) + 1;
  return AddMonths(day, operand.months + operand.length_months) + days;
}

uint32_t StatesIn(const FactTable& table, const Operand& operand, RowId row, Moment horizon) {
  const DayNumber first = StateDay(table, operand, row, horizon);
  if (first == kNoDay) return 0;
  const DayNumber end = StatesEnd(table, operand, row, horizon);
  uint32_t bits = uint32_t{1} << table.ValueOn(operand.state, row, first);
  for (const Change& change : table.changes(operand.state).Get(row)) {
    if (change.from >= first && change.from < end) bits |= uint32_t{1} << change.value;
  }
  return bits & ~uint32_t{1};
}

void CountsIn(const FactTable& table, const Operand& operand, const Looked& looked, double* out) {
  const bool ahead = operand.length_months + operand.length_days == 0;
  const DayNumber seen = DayOf(looked.horizon);
  const ChangeLists& changes = table.changes(operand.field);
  // Most rows are looked at on the day of the one before.
  DayNumber day = kNoDay;
  DayNumber before = kNoDay;
  DayNumber last = kNoDay;
  for (size_t i = 0; i < looked.rows.size(); ++i) {
    if (day != looked.days[i]) {
      day = looked.days[i];
      before = ahead ? day - 1 : DayBefore(operand, day);
      last = ahead ? seen : std::min(day, seen);
    }
    int count = 0;
    for (const Change& change : changes.Get(looked.rows[i])) {
      if (change.from > last) break;
      count += change.from > before ? 1 : 0;
    }
    out[i] = count;
  }
}

uint32_t MostHeld(const FactTable& table, const Operand& operand, RowId row, DayNumber day) {
  const DayNumber before = DayBefore(operand, day);
  const HeldList held = HeldIn(table, operand, row, before, day);
  if (held.empty()) return 0;
  struct Standing {
    uint32_t months = 0;
    DayNumber last = kNoDay;
    DayNumber began = kNoDay;
  };
  std::array<Standing, kBits> standings;
  absl::CivilMonth month(CivilDayOf(before + 1));
  for (DayNumber first = before + 1; first <= day; ++month) {
    const DayNumber end = std::min(day + 1, DayNumberOf(absl::CivilDay(month + 1)));
    uint32_t bits = 0;
    for (const Held& one : held) {
      if (one.from < end && one.to > first) bits |= one.bits;
    }
    for (uint32_t code = 1; code < kBits; ++code) standings[code].months += bits >> code & 1;
    first = end;
  }
  uint32_t before_bits = 0;
  for (const Held& one : held) {
    for (uint32_t code = 1; code < kBits; ++code) {
      if ((one.bits >> code & 1) == 0) continue;
      standings[code].last = one.to;
      if ((before_bits >> code & 1) == 0) standings[code].began = one.from;
    }
    before_bits = one.bits;
  }
  uint32_t most = 0;
  std::tuple<uint32_t, DayNumber, DayNumber> best(1, kNoDay, kNoDay);
  for (uint32_t code = 1; code < kBits; ++code) {
    const Standing& one = standings[code];
    const std::tuple<uint32_t, DayNumber, DayNumber> rank(one.months, one.last, one.began);
    if (rank < best) continue;
    best = rank;
    most = code;
  }
  return most;
}

}  // namespace framdrift::indicators
