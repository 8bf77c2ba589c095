// Over random facts every built-in figure opens to the rows it counts; over random histories the
// yearly ones are what a plain program finds that walks months and days with loops.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/domain/indicators/facts.h"
#include "tests/domain/indicators/histories.h"

namespace framdrift::indicators {
namespace {

constexpr DayNumber kFirstDay = 19'000;
constexpr int kDays = 1'000;

DayNumber AnyDay() { return kFirstDay + *rc::gen::inRange(0, kDays); }

uint32_t AnyCode(const Field& field, FieldId id, FactTable& table) {
  if (field.type == FieldType::kBool) return static_cast<uint32_t>(*rc::gen::inRange(0, 3));
  if (field.type == FieldType::kNumber) return InThousandths(*rc::gen::inRange(0, 40));
  if (field.type == FieldType::kName) {
    return table.Intern(id, *rc::gen::element<std::string>("", "a", "b"));
  }
  const int codes = std::min(field.list == nullptr ? 2 : field.list->value_count(), 20);
  const auto code = static_cast<uint32_t>(*rc::gen::inRange(0, codes));
  return field.type == FieldType::kSet ? (uint32_t{1} << code) & ~uint32_t{1} : code;
}

void PutAny(FactTable& table, int person, int ordinal) {
  const Fields& fields = table.fields();
  FactRow row(fields);
  for (FieldId id = 0; id < fields.size(); ++id) {
    const Field& field = fields[id];
    const bool missing = id != fields.start() && *rc::gen::inRange(0, 3) == 0;
    if (missing || field.follows) continue;
    if (field.varying || field.type == FieldType::kDays) {
      std::set<DayNumber> days;
      for (int i = *rc::gen::inRange(0, 5); i > 0; --i) days.insert(AnyDay());
      for (const DayNumber day : days) row.AddChange(id, day, AnyCode(field, id, table));
    } else if (field.type == FieldType::kDay) {
      row.SetDay(id, field.name == "birth_date" ? AnyDay() - 8'000 : AnyDay());
    } else if (field.type == FieldType::kMoment) {
      row.SetMoment(id, MomentOf(AnyDay()) + *rc::gen::inRange(0, 1 << 30));
    } else if (field.type == FieldType::kNumber) {
      row.SetNumber(id, *rc::gen::inRange(0, 40));
    } else {
      row.SetValue(id, AnyCode(field, id, table));
    }
  }
  RowKey key;
  key.case_id[15] = static_cast<uint8_t>(person);
  key.ordinal = ordinal;
  table.Put(key, row);
}

RC_GTEST_PROP(LibraryProperty, EveryFigureOpensToTheRowsItCounts, ()) {
  const indicator::v1::Definition& definition = *rc::gen::elementOf(BuiltInDefinitions());
  const Fields fields(SubjectOf(definition));
  FactTable table(fields);
  for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
    PutAny(table, i % 5, fields.subject() == Subject::kPerson ? 1 : i);
  }
  const auto plan = Compile(definition, fields, Stockholm());
  RC_ASSERT(plan.ok());
  std::optional<FactTable> below;
  if (plan->below != nullptr) {
    below.emplace(*plan->below->fields);
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) PutAny(*below, i % 5, i);
  }
  const Tables tables{table, below ? &*below : nullptr};
  Question question;
  const DayNumber day = AnyDay();
  question.as_of = EndOf(day + *rc::gen::inRange(0, 800));
  question.windows = {PeriodOf(plan->period, day)};
  if (!plan->breakdowns.empty()) question.breakdown = 0;
  const auto answer = Evaluate(*plan, tables, question, WorkingDays());
  RC_ASSERT(answer.ok());
  for (size_t g = 0; g < answer->groups.size(); ++g) {
    const auto rows = [&](Counted part) {
      return RowsBehind(*plan, tables, question, answer->groups[g], part, WorkingDays())->size();
    };
    const Figure& figure = answer->at(0, g);
    size_t skipped = 0;
    for (const size_t one : figure.skipped) skipped += one;
    RC_ASSERT(rows(Counted::kAbove) == figure.above);
    RC_ASSERT(rows(Counted::kBelow) == figure.below);
    RC_ASSERT(rows(Counted::kSkipped) == skipped);
  }
}

// A person of the plain program.
struct Supported {
  int birth_year = 1990;
  // Months since January 2021, and of them those that another municipality paid.
  std::set<int> months;
  std::set<int> elsewhere;
};

std::vector<Supported> AnySupported(Histories& histories) {
  std::vector<Supported> persons(static_cast<size_t>(*rc::gen::inRange(0, 6)));
  int number = 0;
  for (Supported& person : persons) {
    person.birth_year = *rc::gen::element(1990, 2005, 2006, 2007);
    const int percent = *rc::gen::element(20, 70, 95);
    std::vector<Past> past = {Opened("2021-01-01 09:00")};
    for (int month = 0; month < 48; ++month) {
      if (*rc::gen::inRange(0, 100) >= percent) continue;
      person.months.insert(month);
      const std::string name = absl::FormatCivilTime(absl::CivilMonth(2021, 1) + month);
      if (*rc::gen::inRange(0, 4) > 0) {
        past.push_back(PaidFor(name));
        continue;
      }
      person.elsewhere.insert(month);
      past.push_back(
          {name + "-26",
           absl::StrCat(
               "aid_month_elsewhere { municipality_code: '1280' month ", MonthOf(name), " }")});
    }
    histories.Case(++number, past);
    histories.Person(number,
                     {{"2021-01-01",
                       absl::StrCat("person_registered { birth_date { year: ",
                                    person.birth_year,
                                    " month: 12 day: 31 } }")}});
  }
  return persons;
}

int CountIn(const std::set<int>& months, int first, int last) {
  int count = 0;
  for (int month = first; month <= last; ++month) count += months.count(month) > 0 ? 1 : 0;
  return count;
}

RC_GTEST_PROP(LibraryProperty, YearsOfSupportAreCountedMonthByMonth, ()) {
  Histories histories;
  const std::vector<Supported> persons = AnySupported(histories);
  double adults = 0;
  double long_term = 0;
  double very_long = 0;
  double sum = 0;
  double own = 0;
  double own_long = 0;
  // 2024 is months 36 to 47.
  for (const Supported& person : persons) {
    const int months = CountIn(person.months, 36, 47);
    if (months == 0 || 2024 - person.birth_year < 18) continue;
    ++adults;
    sum += months;
    long_term += months >= 10 ? 1 : 0;
    very_long += CountIn(person.months, 12, 47) >= 27 ? 1 : 0;
    const bool is_own = person.elsewhere.count(*person.months.rbegin()) == 0;
    own += is_own ? 1 : 0;
    own_long += is_own && months >= 10 ? 1 : 0;
  }
  const auto check = [&](absl::string_view code, double above, double below) {
    const Figure figure = histories.Whole(code, "2024-06-01", "2024-12-31");
    RC_ASSERT(figure.value.has_value() == (below > 0));
    if (below > 0) RC_ASSERT(std::abs(*figure.value - above / below) < 1e-12);
  };
  check("O5", long_term, adults);
  check("O6", very_long, adults);
  check("O7", sum, adults);
  check("N31814", own_long, own);
}

RC_GTEST_PROP(LibraryProperty, RepeatedAbsencesAreFoundDayByDay, ()) {
  Histories histories;
  double active = 0;
  double repeated = 0;
  const int persons = *rc::gen::inRange(0, 6);
  for (int person = 1; person <= persons; ++person) {
    std::vector<Past> past = {
        Opened("2024-01-01 09:00"),
        {"2024-01-01 10:00", "first_contact_held {}"},
        {"2024-01-01 11:00",
         absl::StrCat("work_plan_adopted { steps { step_id: '", Uuid(100 + person), "' } }")},
        {"2024-01-01 12:00", absl::StrCat("step_started { step_id: '", Uuid(100 + person), "' }")}};
    const absl::CivilDay first(2024, 1, 2);
    std::set<int> days;
    for (int i = *rc::gen::inRange(0, 6); i > 0; --i) days.insert(*rc::gen::inRange(0, 90));
    for (const int day : days) {
      past.push_back({absl::FormatCivilTime(first + day),
                      absl::StrCat("attendance_recorded { step_id: '",
                                   Uuid(100 + person),
                                   "' code: ATTENDANCE_CODE_ABSENT_INVALID }")});
    }
    histories.Case(person, past);
    ++active;
    bool found = false;
    // March is days 59 to 89.
    for (int later = 59; later <= 89; ++later) {
      for (int earlier = later - 14; earlier < later; ++earlier) {
        found |= days.count(later) > 0 && days.count(earlier) > 0;
      }
    }
    repeated += found ? 1 : 0;
  }
  const Figure figure = histories.Whole("A3", "2024-03-01", "2024-06-01");
  RC_ASSERT(*figure.denominator == active);
  RC_ASSERT(*figure.numerator == repeated);
}

}  // namespace
}  // namespace framdrift::indicators
