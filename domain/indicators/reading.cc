#include "domain/indicators/reading.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "domain/history/when.h"
#include "domain/indicators/functions.h"
#include "domain/person/person.h"
#include "framdrift/casework/v1/case_codes.pb.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace framdrift::indicators {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kThousand = 1000;

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
    {Derived::kAgeAtYearEnd,
     "age_at_year_end",
     FieldType::kNumber,
     "Whole years on 31 December of the year of the day the row is looked at."},
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
constexpr DerivedField kOfLasting[] = {
    {Derived::kDaysLasted,
     "days_lasted",
     FieldType::kNumber,
     "Civil days from the start to the end; not set before the end."},
    {Derived::kMonthsLasted,
     "months_lasted",
     FieldType::kNumber,
     "Months from the start to the end, with the part of the last one; not set before the end."}};
constexpr DerivedField kOfPlans[] = {{Derived::kHoursMet,
                                      "hours_met",
                                      FieldType::kBool,
                                      "As many hours are planned as are required that day."}};

template <typename Visit>
void ForEachDerived(Subject subject, const Visit& visit) {
  const bool lasts = subject == Subject::kEpisode || subject == Subject::kEnrolment ||
                     subject == Subject::kSupportSpell;
  if (lasts || subject == Subject::kPerson) {
    std::for_each(std::begin(kOfPersons), std::end(kOfPersons), visit);
  }
  if (lasts || subject == Subject::kApplication) {
    std::for_each(std::begin(kOfLasting), std::end(kOfLasting), visit);
  }
  if (subject == Subject::kPerson) {
    std::for_each(std::begin(kOfPlans), std::end(kOfPlans), visit);
  }
  if (subject == Subject::kEpisode) {
    std::for_each(std::begin(kOfEpisodes), std::end(kOfEpisodes), visit);
  }
}

// The last of the changes at or before `day`; kNoDay when there is none.
DayNumber LastBy(const ChangeList& changes, DayNumber day) {
  DayNumber last = kNoDay;
  for (const Change& change : changes) {
    if (change.from > day) break;
    last = change.from;
  }
  return last;
}

// The phase of each row on its day, and since when; 0 and kNoDay before the first.
void ReadPhases(const FactTable& table, const Looked& looked, uint32_t* phases, DayNumber* since) {
  constexpr std::pair<FieldId, casework::v1::Phase> kEarliestFirst[] = {
      {episode::kOpened, casework::v1::PHASE_INTAKE},
      {episode::kFirstContact, casework::v1::PHASE_ASSESSMENT},
      {episode::kPlanned, casework::v1::PHASE_PLANNED},
      {episode::kActivated, casework::v1::PHASE_ACTIVE},
      {episode::kExited, casework::v1::PHASE_EXITED},
      {episode::kClosed, casework::v1::PHASE_CLOSED}};
  const size_t count = looked.rows.size();
  std::fill(phases, phases + count, 0);
  std::fill(since, since + count, kNoDay);
  std::vector<Moment> reached(count);
  for (const auto& [field, phase] : kEarliestFirst) {
    ReadMoments(table, field, looked, reached.data());
    for (size_t i = 0; i < count; ++i) {
      if (reached[i] == kNoMoment || DayOf(reached[i]) > looked.days[i]) continue;
      phases[i] = static_cast<uint32_t>(phase);
      since[i] = DayOf(reached[i]);
    }
  }
}

bool IsOfAge(Derived derived) {
  return derived == Derived::kAge || derived == Derived::kAgeBand ||
         derived == Derived::kAgeAtYearEnd;
}

double AgeOn(DayNumber birth, DayNumber day) {
  if (birth == kNoDay || birth > day) return kNaN;
  return person::AgeOn(CivilDayOf(birth), CivilDayOf(day));
}

double DaysBetween(DayNumber from, DayNumber to) {
  return from == kNoDay || from > to ? kNaN : static_cast<double>(to - from);
}

double NumberOn(const FactTable& table, const Operand& operand, RowId row, DayNumber day,
                Moment horizon) {
  const Fields& fields = table.fields();
  switch (operand.derived) {
    case Derived::kAge:
      return AgeOn(table.days(operand.field)[row], day);
    case Derived::kDaysOpen:
      return DaysBetween(table.DayOfField(fields.start(), row), day);
    case Derived::kDaysSinceContact: {
      const DayNumber last = LastBy(table.changes(episode::kContacts).Get(row), day);
      return DaysBetween(last == kNoDay ? table.DayOfField(episode::kOpened, row) : last, day);
    }
    case Derived::kDaysSinceReview:
      return DaysBetween(LastBy(table.changes(episode::kReviews).Get(row), day), day);
    case Derived::kAgeAtYearEnd: {
      const DayNumber year_end = DayNumberOf(absl::CivilDay(CivilDayOf(day).year(), 12, 31));
      return AgeOn(table.days(operand.field)[row], year_end);
    }
    case Derived::kDaysLasted:
    case Derived::kMonthsLasted: {
      const DayNumber from = table.DayOfField(fields.start(), row);
      const DayNumber to = DayOf(MilestoneOf(table, *fields.end(), row, horizon));
      if (from == kNoDay || to == kNoDay || to < from) return kNaN;
      return operand.derived == Derived::kDaysLasted ? to - from : MonthsBetween(from, to);
    }
    case Derived::kNone:
    case Derived::kPhase:
    case Derived::kDaysInPhase:
    case Derived::kCountIn:
    case Derived::kAgeBand:
    case Derived::kHoursMet:
    case Derived::kStateAt:
    case Derived::kStatesIn:
    case Derived::kMostHeld:
      break;
  }
  return kNaN;
}

// As a bool's value; missing where either is.
uint32_t HoursMetOn(const FactTable& table, RowId row, DayNumber day) {
  const uint32_t required = table.ValueOn(of_person::kHoursRequired, row, day);
  const uint32_t planned = table.ValueOn(of_person::kHoursPlanned, row, day);
  if (required == 0 || planned == 0) return 0;
  return planned >= required ? 2 : 1;
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
    return Operand{Derived::kNone, *id, 0, fields[*id].type, fields[*id].list};
  }
  std::optional<Operand> found = FindFunction(fields, name);
  ForEachDerived(fields.subject(), [&](const DerivedField& one) {
    if (one.name != name) return;
    found = Operand{one.derived, 0, 0, one.type, nullptr};
    if (IsOfAge(one.derived)) found->field = *fields.Find("birth_date");
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
  if (ahead) return kNoMoment;
  const bool unknown = described.since && described.milestone &&
                       MilestoneOf(table, *described.since, row, horizon) == kNoMoment;
  return unknown ? kNoMoment : moment;
}

DayNumber AddMonths(DayNumber day, int months) {
  return DayNumberOf(history::AddMonths(CivilDayOf(day), months));
}

double MonthsBetween(DayNumber from, DayNumber to) {
  const int months = history::CompleteMonths(CivilDayOf(from), CivilDayOf(to));
  const DayNumber last = AddMonths(from, months);
  const double part = to - last;
  return months + part / (AddMonths(from, months + 1) - last);
}

uint32_t InThousandths(double number) {
  constexpr double kMost = 1e6;
  return static_cast<uint32_t>(std::lround(std::clamp(number, 0.0, kMost) * kThousand)) + 1;
}

double FromThousandths(uint32_t value) { return value == 0 ? kNaN : (value - 1) / kThousand; }

void ReadMoments(const FactTable& table, FieldId id, const Looked& looked, Moment* out) {
  const Field& field = table.fields()[id];
  const size_t count = looked.rows.size();
  if (field.type == FieldType::kMoment) {
    const absl::Span<const Moment> moments = table.moments(id);
    for (size_t i = 0; i < count; ++i) out[i] = moments[looked.rows[i]];
  } else if (field.type == FieldType::kDays) {
    const ChangeLists& changes = table.changes(id);
    for (size_t i = 0; i < count; ++i) {
      const ChangeList list = changes.Get(looked.rows[i]);
      out[i] = list.empty() ? kNoMoment : MomentOf((*list.begin()).from);
    }
  } else {
    const DayColumn& days = table.days(id);
    for (size_t i = 0; i < count; ++i) {
      const DayNumber day = days[looked.rows[i]];
      out[i] = day == kNoDay ? kNoMoment : MomentOf(day);
    }
  }
  if (!field.milestone) return;
  if (!field.foreseen) {
    for (size_t i = 0; i < count; ++i) out[i] = out[i] > looked.horizon ? kNoMoment : out[i];
  }
  if (!field.since) return;
  std::vector<Moment> since(count);
  ReadMoments(table, *field.since, looked, since.data());
  for (size_t i = 0; i < count; ++i) out[i] = since[i] == kNoMoment ? kNoMoment : out[i];
}

void ReadCodes(const FactTable& table, const Operand& operand, const Looked& looked,
               uint32_t* out) {
  const size_t count = looked.rows.size();
  switch (operand.derived) {
    case Derived::kPhase: {
      std::vector<DayNumber> since(count);
      ReadPhases(table, looked, out, since.data());
      return;
    }
    case Derived::kAgeBand:
      for (size_t i = 0; i < count; ++i) {
        out[i] = AgeBandOn(table, operand.field, looked.rows[i], looked.days[i]);
      }
      return;
    case Derived::kStateAt:
      for (size_t i = 0; i < count; ++i) {
        const DayNumber day = StateDay(table, operand, looked.rows[i], looked.horizon);
        out[i] = day == kNoDay ? 0 : table.ValueOn(operand.state, looked.rows[i], day);
      }
      return;
    case Derived::kStatesIn:
      for (size_t i = 0; i < count; ++i) {
        out[i] = StatesIn(table, operand, looked.rows[i], looked.horizon);
      }
      return;
    case Derived::kMostHeld:
      for (size_t i = 0; i < count; ++i) {
        out[i] = MostHeld(table, operand, looked.rows[i], looked.days[i]);
      }
      return;
    case Derived::kHoursMet:
      for (size_t i = 0; i < count; ++i) {
        out[i] = HoursMetOn(table, looked.rows[i], looked.days[i]);
      }
      return;
    default:
      break;
  }
  const Field& field = table.fields()[operand.field];
  if (field.follows) {
    for (size_t i = 0; i < count; ++i) {
      out[i] = table.ValueOn(operand.field, looked.rows[i], looked.days[i]);
    }
  } else if (field.varying) {
    const ChangeLists& changes = table.changes(operand.field);
    for (size_t i = 0; i < count; ++i) {
      out[i] = changes.Get(looked.rows[i]).ValueOn(looked.days[i]);
    }
  } else {
    table.values(operand.field).Gather(looked.rows, out);
  }
  if (!field.since) return;
  std::vector<Moment> since(count);
  ReadMoments(table, *field.since, looked, since.data());
  for (size_t i = 0; i < count; ++i) out[i] = since[i] == kNoMoment ? 0 : out[i];
}

void ReadNumbers(const FactTable& table, const Operand& operand, const Looked& looked,
                 double* out) {
  const size_t count = looked.rows.size();
  if (operand.derived == Derived::kCountIn) return CountsIn(table, operand, looked, out);
  if (operand.derived == Derived::kDaysInPhase) {
    std::vector<uint32_t> phases(count);
    std::vector<DayNumber> since(count);
    ReadPhases(table, looked, phases.data(), since.data());
    for (size_t i = 0; i < count; ++i) out[i] = DaysBetween(since[i], looked.days[i]);
  } else if (operand.derived != Derived::kNone) {
    for (size_t i = 0; i < count; ++i) {
      out[i] = NumberOn(table, operand, looked.rows[i], looked.days[i], looked.horizon);
    }
  } else if (table.fields()[operand.field].varying) {
    for (size_t i = 0; i < count; ++i) {
      out[i] = FromThousandths(table.ValueOn(operand.field, looked.rows[i], looked.days[i]));
    }
  } else {
    const absl::Span<const double> numbers = table.numbers(operand.field);
    for (size_t i = 0; i < count; ++i) out[i] = numbers[looked.rows[i]];
  }
}

}  // namespace framdrift::indicators
