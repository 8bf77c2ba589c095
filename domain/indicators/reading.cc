#include "domain/indicators/reading.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "framdrift/casework/v1/case_codes.pb.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace framdrift::indicators {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct AgeBand {
  int first;
  const char* name;
};
constexpr AgeBand kAgeBands[] = {{0, "0..15"},
                                 {16, "16..19"},
                                 {20, "20..24"},
                                 {25, "25..29"},
                                 {30, "30..39"},
                                 {40, "40..49"},
                                 {50, "50..59"},
                                 {60, "60..64"},
                                 {65, "65.."}};

struct DerivedField {
  Derived derived;
  const char* name;
  FieldType type;
  const char* doc;
};
constexpr DerivedField kOfPersons[] = {
    {Derived::kAge, "age", FieldType::kNumber, "Whole years on the day the row is looked at."},
    {Derived::kAgeBand, "age_band", FieldType::kName, "The band of that age, such as 20..24."},
    {Derived::kDaysOpen, "days_open", FieldType::kNumber, "Civil days since the span began."}};
constexpr DerivedField kOfEpisodes[] = {
    {Derived::kPhase, "phase", FieldType::kCode, "The phase the case is in."},
    {Derived::kDaysInPhase, "days_in_phase", FieldType::kNumber, "Civil days in that phase."},
    {Derived::kDaysSinceContact,
     "days_since_contact",
     FieldType::kNumber,
     "Civil days since the last contact, since the opening where there was none."},
    {Derived::kDaysSinceReview,
     "days_since_review",
     FieldType::kNumber,
     "Civil days since the plan was adopted or last reviewed."}};

template <typename Visit>
void ForEachDerived(Subject subject, const Visit& visit) {
  const bool of_person = subject != Subject::kSession && subject != Subject::kApplication;
  if (of_person) std::for_each(std::begin(kOfPersons), std::end(kOfPersons), visit);
  if (subject == Subject::kEpisode) {
    std::for_each(std::begin(kOfEpisodes), std::end(kOfEpisodes), visit);
  }
}

// The milestone after `state_at(`, and how long after it, or none.
std::optional<Operand> StateAt(const Fields& fields, absl::string_view name) {
  if (!absl::ConsumePrefix(&name, "state_at(") || !absl::ConsumeSuffix(&name, ")")) {
    return std::nullopt;
  }
  const std::optional<FieldId> livelihood = fields.Find("livelihood");
  const std::vector<std::string> parts =
      absl::StrSplit(name, absl::ByAnyChar(" +"), absl::SkipEmpty());
  if (!livelihood || (parts.size() != 1 && parts.size() != 3)) return std::nullopt;
  const std::optional<FieldId> milestone = fields.Find(parts[0]);
  if (!milestone || !fields[*milestone].milestone) return std::nullopt;
  Operand operand{Derived::kStateAt, *milestone, FieldType::kCode, fields[*livelihood].list};
  if (parts.size() == 1) return operand;
  int count = 0;
  if (!absl::SimpleAtoi(parts[1], &count) || count < 0 || count > 1200) return std::nullopt;
  if (parts[2] == "months" || parts[2] == "month") {
    operand.months = count;
  } else if (parts[2] == "days" || parts[2] == "day") {
    operand.days = count;
  } else {
    return std::nullopt;
  }
  return operand;
}

// The last of the changes at or before `day`; kNoDay when there is none.
DayNumber LastBy(absl::Span<const Change> changes, DayNumber day) {
  DayNumber last = kNoDay;
  for (const Change& change : changes) {
    if (change.from > day) break;
    last = change.from;
  }
  return last;
}

struct PhaseOn {
  uint32_t phase = 0;
  DayNumber since = kNoDay;
};

PhaseOn PhaseOf(const FactTable& table, RowId row, DayNumber day, Moment horizon) {
  constexpr std::pair<FieldId, casework::v1::Phase> kLatestFirst[] = {
      {episode::kClosed, casework::v1::PHASE_CLOSED},
      {episode::kExited, casework::v1::PHASE_EXITED},
      {episode::kActivated, casework::v1::PHASE_ACTIVE},
      {episode::kPlanned, casework::v1::PHASE_PLANNED},
      {episode::kFirstContact, casework::v1::PHASE_ASSESSMENT},
      {episode::kOpened, casework::v1::PHASE_INTAKE}};
  for (const auto& [field, phase] : kLatestFirst) {
    const DayNumber since = DayOf(MilestoneOf(table, field, row, horizon));
    if (since != kNoDay && since <= day) return {static_cast<uint32_t>(phase), since};
  }
  return {};
}

double AgeOn(DayNumber birth, DayNumber day) {
  if (birth == kNoDay || birth > day) return kNaN;
  const absl::CivilDay born = CivilDayOf(birth);
  const absl::CivilDay today = CivilDayOf(day);
  const bool had_birthday =
      std::pair(today.month(), today.day()) >= std::pair(born.month(), born.day());
  return static_cast<double>(today.year() - born.year() - (had_birthday ? 0 : 1));
}

double DaysBetween(DayNumber from, DayNumber to) {
  return from == kNoDay || from > to ? kNaN : static_cast<double>(to - from);
}

double NumberOn(const FactTable& table, const Operand& operand, RowId row, DayNumber day,
                Moment horizon) {
  const Fields& fields = table.fields();
  switch (operand.derived) {
    case Derived::kAge:
      return AgeOn(table.days(*fields.Find("birth_date"))[row], day);
    case Derived::kDaysOpen:
      return DaysBetween(table.DayOfField(fields.start(), row), day);
    case Derived::kDaysInPhase:
      return DaysBetween(PhaseOf(table, row, day, horizon).since, day);
    case Derived::kDaysSinceContact: {
      const DayNumber last = LastBy(table.changes(episode::kContacts).Get(row), day);
      return DaysBetween(last == kNoDay ? table.DayOfField(episode::kOpened, row) : last, day);
    }
    case Derived::kDaysSinceReview:
      return DaysBetween(LastBy(table.changes(episode::kReviews).Get(row), day), day);
    case Derived::kNone:
    case Derived::kPhase:
    case Derived::kAgeBand:
    case Derived::kStateAt:
      break;
  }
  return kNaN;
}

uint32_t AgeBandOn(const FactTable& table, FieldId birth_date, RowId row, DayNumber day) {
  const double age = AgeOn(table.days(birth_date)[row], day);
  if (age != age) return 0;
  const auto after = std::find_if(std::begin(kAgeBands),
                                  std::end(kAgeBands),
                                  [&](const AgeBand& band) { return band.first > age; });
  return static_cast<uint32_t>(after - std::begin(kAgeBands));
}

}  // namespace

std::vector<Field> DerivedFields(Subject subject) {
  std::vector<Field> derived;
  ForEachDerived(subject, [&](const DerivedField& one) {
    Field& field = derived.emplace_back();
    field.name = one.name;
    field.type = one.type;
    field.varying = true;
    field.doc = one.doc;
    if (one.derived == Derived::kPhase) {
      field.list = google::protobuf::GetEnumDescriptor<casework::v1::Phase>();
    }
  });
  return derived;
}

std::optional<Operand> FindOperand(const Fields& fields, absl::string_view name) {
  if (const std::optional<FieldId> id = fields.Find(name)) {
    return Operand{Derived::kNone, *id, fields[*id].type, fields[*id].list};
  }
  std::optional<Operand> found = StateAt(fields, name);
  ForEachDerived(fields.subject(), [&](const DerivedField& one) {
    if (one.name != name) return;
    found = Operand{one.derived, 0, one.type, nullptr};
    if (one.derived == Derived::kPhase) {
      found->list = google::protobuf::GetEnumDescriptor<casework::v1::Phase>();
    }
  });
  return found;
}

absl::string_view AgeBandName(uint32_t number) {
  if (number == 0 || number > std::size(kAgeBands)) return "";
  return kAgeBands[number - 1].name;
}

Moment MilestoneOf(const FactTable& table, FieldId field, RowId row, Moment horizon) {
  return MilestoneFrom(table, field, row, kNoMoment, horizon);
}

Moment MilestoneFrom(const FactTable& table, FieldId field, RowId row, Moment from,
                     Moment horizon) {
  const Field& described = table.fields()[field];
  Moment moment = kNoMoment;
  if (described.type == FieldType::kDays) {
    for (const Change& change : table.changes(field).Get(row)) {
      if (from != kNoMoment && change.from < DayOf(from)) continue;
      moment = MomentOf(change.from);
      break;
    }
  } else if (described.type == FieldType::kMoment) {
    moment = table.moments(field)[row];
  } else if (table.days(field)[row] != kNoDay) {
    moment = MomentOf(table.days(field)[row]);
  }
  const bool ahead = moment > horizon && described.milestone && !described.foreseen;
  return ahead ? kNoMoment : moment;
}

DayNumber AddMonths(DayNumber day, int months) {
  const absl::CivilDay civil = CivilDayOf(day);
  const absl::CivilMonth month = absl::CivilMonth(civil) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return DayNumberOf(absl::CivilDay(month) + (std::min(civil.day(), last.day()) - 1));
}

DayNumber StateDay(const FactTable& table, const Operand& operand, RowId row, Moment horizon) {
  const DayNumber day = DayOf(MilestoneOf(table, operand.field, row, horizon));
  if (day == kNoDay) return kNoDay;
  return AddMonths(day, operand.months) + operand.days;
}

void ReadMoments(const FactTable& table, const Operand& operand, const Looked& looked,
                 Moment* out) {
  const Field& field = table.fields()[operand.field];
  const Moment horizon =
      field.milestone && !field.foreseen ? looked.horizon : std::numeric_limits<Moment>::max();
  if (field.type == FieldType::kMoment) {
    const absl::Span<const Moment> moments = table.moments(operand.field);
    for (size_t i = 0; i < looked.rows.size(); ++i) {
      const Moment moment = moments[looked.rows[i]];
      out[i] = moment > horizon ? kNoMoment : moment;
    }
    return;
  }
  for (size_t i = 0; i < looked.rows.size(); ++i) {
    out[i] = MilestoneOf(table, operand.field, looked.rows[i], looked.horizon);
  }
}

void ReadCodes(const FactTable& table, const Operand& operand, const Looked& looked,
               uint32_t* out) {
  const size_t count = looked.rows.size();
  const Fields& fields = table.fields();
  switch (operand.derived) {
    case Derived::kPhase:
      for (size_t i = 0; i < count; ++i) {
        out[i] = PhaseOf(table, looked.rows[i], looked.days[i], looked.horizon).phase;
      }
      return;
    case Derived::kAgeBand: {
      const FieldId birth_date = *fields.Find("birth_date");
      for (size_t i = 0; i < count; ++i) {
        out[i] = AgeBandOn(table, birth_date, looked.rows[i], looked.days[i]);
      }
      return;
    }
    case Derived::kStateAt: {
      const FieldId livelihood = *fields.Find("livelihood");
      for (size_t i = 0; i < count; ++i) {
        const DayNumber day = StateDay(table, operand, looked.rows[i], looked.horizon);
        out[i] = day == kNoDay ? 0 : table.ValueOn(livelihood, looked.rows[i], day);
      }
      return;
    }
    default:
      break;
  }
  const Field& field = fields[operand.field];
  if (field.varying) {
    for (size_t i = 0; i < count; ++i) {
      out[i] = table.ValueOn(operand.field, looked.rows[i], looked.days[i]);
    }
  } else if (field.type == FieldType::kCode || field.type == FieldType::kBool) {
    const absl::Span<const uint8_t> codes = table.codes(operand.field);
    for (size_t i = 0; i < count; ++i) out[i] = codes[looked.rows[i]];
  } else {
    const absl::Span<const uint32_t> values = table.values(operand.field);
    for (size_t i = 0; i < count; ++i) out[i] = values[looked.rows[i]];
  }
  if (!field.since) return;
  for (size_t i = 0; i < count; ++i) {
    const bool known =
        MilestoneOf(table, *field.since, looked.rows[i], looked.horizon) != kNoMoment;
    out[i] = known ? out[i] : 0;
  }
}

void ReadNumbers(const FactTable& table, const Operand& operand, const Looked& looked,
                 double* out) {
  if (operand.derived == Derived::kNone) {
    const absl::Span<const double> numbers = table.numbers(operand.field);
    for (size_t i = 0; i < looked.rows.size(); ++i) out[i] = numbers[looked.rows[i]];
    return;
  }
  for (size_t i = 0; i < looked.rows.size(); ++i) {
    out[i] = NumberOn(table, operand, looked.rows[i], looked.days[i], looked.horizon);
  }
}

}  // namespace framdrift::indicators
