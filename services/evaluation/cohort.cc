#include "services/evaluation/cohort.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/status_macros.h"
#include "domain/cases/case_decider.h"
#include "domain/history/when.h"
#include "domain/indicators/evaluate.h"
#include "domain/indicators/field_ids.h"
#include "domain/indicators/reading.h"
#include "domain/person/person.h"
#include "domain/policy/adoption.h"
#include "services/indicator/access.h"
#include "services/indicator/question.h"

namespace framdrift::services {
namespace {

namespace v1 = evaluation::v1;
using evaluation::MeasuredMonth;
using evaluation::MeasuredPerson;
using indicators::DayNumber;
using indicators::FactTable;
using indicators::RowId;
using indicators::Subject;

// Before anything that is recorded.
constexpr absl::CivilDay kFirstDay(1800, 1, 1);

// From when a person is measured: their first opening among the rows a filter picks, or when they
// were drawn.
struct Start {
  // Of the episode; none where there is none, and nothing is seen.
  std::optional<RowId> row;
  DayNumber day = indicators::kNoDay;
};
using Starts = std::map<Id16, Start>;

// Of every episode, or of each person's first.
indicator::v1::Definition DefinitionOf(const std::string& filter, indicator::v1::CountOf count_of) {
  indicator::v1::Definition definition;
  definition.set_code("cohort");
  definition.set_title("Cohort");
  definition.set_span(indicator::v1::SPAN_EPISODE);
  definition.set_count_of(count_of);
  if (count_of == indicator::v1::COUNT_OF_PERSONS) {
    definition.set_pick(indicator::v1::PICK_FIRST);
  }
  definition.set_population(filter);
  definition.mutable_measure()->mutable_count();
  definition.mutable_anchor()->set_milestone("opened");
  definition.mutable_period()->set_unit(indicator::v1::PERIOD_UNIT_MONTH);
  return definition;
}

// Calls `use(person, Start)` with the opening of each row.
template <typename UseFn>
absl::Status ForEachOpening(const indicator::v1::Definition& definition, FactsAt& facts,
                            UseFn use) {
  FD_ASSIGN_OR_RETURN(FigureQuestion question, QuestionOf(definition, facts));
  question.question.windows = {{indicators::DayNumberOf(kFirstDay), facts.day() + 1}};
  FD_ASSIGN_OR_RETURN(const std::vector<indicators::RowBehind> rows,
                      indicators::RowsBehind(question.plan,
                                             question.tables(),
                                             question.question,
                                             "",
                                             indicators::Counted::kBelow,
                                             question.working_days));
  for (const indicators::RowBehind& row : rows) {
    const DayNumber day = row.table->DayOfField(question.plan.anchor, row.id);
    if (day != indicators::kNoDay) use(row.table->key(row.id).case_id, Start{row.id, day});
  }
  return absl::OkStatus();
}

absl::StatusOr<Starts> StartsOf(const std::string& filter, FactsAt& facts) {
  Starts starts;
  const auto add = [&](const Id16& person, const Start& opened) {
    Start& start = starts[person];
    if (start.day == indicators::kNoDay || opened.day < start.day) start = opened;
  };
  FD_RETURN_IF_ERROR(
      ForEachOpening(DefinitionOf(filter, indicator::v1::COUNT_OF_PERSONS), facts, add));
  return starts;
}

// Whether `other` says better than `one` how long somebody drawn on `day` is observed: the last
// opening until then, or else the first after it.
bool IsNearer(const Start& other, const Start& one, DayNumber day) {
  if (!one.row) return true;
  if ((other.day <= day) != (one.day <= day)) return other.day <= day;
  return other.day <= day ? other.day > one.day : other.day < one.day;
}

// Everybody who was drawn to `arm`, from that day.
absl::StatusOr<Starts> DrawnTo(evaluation::v1::TrialArm arm,
                               const evaluation::Trial& trial, FactsAt& facts) {
  Starts openings;
  for (const auto& [text, assigned] : trial.persons) {
    if (assigned.arm != arm) continue;
    FD_ASSIGN_OR_RETURN(const Id16 person, ParseUuid(text));
    openings[person].day = indicators::DayNumberOf(assigned.day);
  }
  Starts starts = openings;
  const auto add = [&](const Id16& person, const Start& opened) {
    const auto drawn = starts.find(person);
    if (drawn == starts.end()) return;
    Start& nearest = openings[person];
    if (!IsNearer(opened, nearest, drawn->second.day)) return;
    nearest = opened;
    drawn->second.row = opened.row;
  };
  FD_RETURN_IF_ERROR(ForEachOpening(DefinitionOf("", indicator::v1::COUNT_OF_SPANS), facts, add));
  return starts;
}

// Both sides and who took up what.
struct Picked {
  Starts participants;
  Starts others;
  // Empty where the cohort has no such filter.
  std::optional<Starts> took_up;
  std::vector<Starts> blocks;
};

absl::StatusOr<Picked> PickedBy(const evaluation::Evaluation& evaluation,
                                const v1::CohortFrozen& cohort, FactsAt& facts) {
  Picked picked;
  if (cohort.by_trial()) {
    if (!evaluation.trial) return picked;
    FD_ASSIGN_OR_RETURN(picked.participants,
                        DrawnTo(v1::TRIAL_ARM_TREATMENT, *evaluation.trial, facts));
    FD_ASSIGN_OR_RETURN(picked.others, DrawnTo(v1::TRIAL_ARM_CONTROL, *evaluation.trial, facts));
  } else {
    FD_ASSIGN_OR_RETURN(picked.participants, StartsOf(cohort.filter(), facts));
  }
  if (!cohort.comparison_filter().empty()) {
    FD_ASSIGN_OR_RETURN(picked.others, StartsOf(cohort.comparison_filter(), facts));
  }
  if (!cohort.take_up_filter().empty()) {
    FD_ASSIGN_OR_RETURN(Starts took_up, StartsOf(cohort.take_up_filter(), facts));
    picked.took_up = std::move(took_up);
  }
  for (const v1::CohortBlock& block : cohort.blocks()) {
    FD_ASSIGN_OR_RETURN(Starts starts, StartsOf(block.filter(), facts));
    picked.blocks.push_back(std::move(starts));
  }
  return picked;
}

// Calls `use(FactsAt&)` with what was true and known at that position and instant.
template <typename UseFn>
absl::Status WithFactsAt(UnitOfWork& work, FactsAsked& facts, eventstore::Position position,
                         absl::Time at, UseFn use) {
  FD_RETURN_IF_ERROR(work.MayWait());
  FD_ASSIGN_OR_RETURN(const TenantEntry* tenant, work.runtime().tenants.Get(work.tenant()));
  FD_ASSIGN_OR_RETURN(
      const std::shared_ptr<const indicators::FactTables> tables,
      facts.Then(*tenant, {.valid = at, .position = static_cast<int64_t>(position)}));
  StreamReader reader(work.runtime(), tenant->id, tenant, Freshness::kCurrent, position);
  Reading reading(reader, work.context());
  FactsAt then{*tables, reading, at, reading};
  return use(then);
}

absl::StatusOr<size_t> CellLimit(FactsAt& facts) {
  FD_ASSIGN_OR_RETURN(
      const auto policies,
      facts.reading.View<policy::PolicyDecider>(policy::PolicyStreamId(facts.reading.tenant())));
  return static_cast<size_t>(
      policy::Current(policies.state(), indicators::CivilDayOf(facts.day())).small_cell_limit);
}

// The months of one person, each from a day to the same day a month on.
class PersonMonths {
 public:
  PersonMonths(const person::Livelihood& livelihood, const cases::Livelihood& aid,
               const FactTable& sessions, const Id16& person)
      : livelihood_(livelihood), aid_(aid), sessions_(sessions), person_(person) {}

  MeasuredMonth Of(absl::CivilDay from, absl::CivilDay until) const {
    MeasuredMonth month;
    if (const person::LivelihoodEntry* entry = livelihood_.On(from)) {
      month.livelihood = entry->state;
      month.extent_percent = entry->extent_percent;
      month.gross_ore = entry->monthly_gross_ore;
    }
    for (const cases::AidMonth& aid : aid_.aid_months) {
      if (aid.month == absl::CivilMonth(from)) month.support_ore += aid.paid_ore - aid.reversed_ore;
    }
    AddAttended(indicators::DayNumberOf(from), indicators::DayNumberOf(until), month);
    return month;
  }

 private:
  void AddAttended(DayNumber from, DayNumber until, MeasuredMonth& month) const {
    namespace id = indicators::session;
    for (int32_t ordinal = 1;; ++ordinal) {
      const std::optional<RowId> row = sessions_.Find({person_, ordinal});
      if (!row) return;
      const DayNumber day = sessions_.DayOfField(id::kHeld, *row);
      const uint32_t code = sessions_.ValueOn(id::kAttendance, *row, day);
      const double minutes = sessions_.numbers(id::kMinutes)[*row];
      const bool attended =
          code == codes::v1::ATTENDANCE_CODE_PRESENT || code == codes::v1::ATTENDANCE_CODE_LATE;
      if (day < from || day >= until || !attended || !(minutes > 0)) continue;
      const uint32_t type = sessions_.ValueOn(id::kActivityType, *row, day);
      month.attended.emplace_back(static_cast<codes::v1::ActivityType>(type),
                                  static_cast<int32_t>(minutes));
    }
  }

  const person::Livelihood& livelihood_;
  const cases::Livelihood& aid_;
  const FactTable& sessions_;
  const Id16& person_;
};

// The first day that is not known to its end, or on which observation ended.
absl::CivilDay EndOfSight(const FactsAt& facts, RowId row) {
  const absl::CivilDay today =
      absl::ToCivilDay(facts.evaluated_at + absl::Microseconds(1), facts.reading.context().zone);
  const indicators::Moment ended = indicators::MilestoneOf(facts.tables.table(Subject::kEpisode),
                                                           indicators::episode::kObservationEnded,
                                                           row,
                                                           facts.moment());
  if (ended == indicators::kNoMoment) return today;
  return std::min(today, indicators::CivilDayOf(indicators::DayOf(ended)));
}

absl::StatusOr<MeasuredPerson> Measure(FactsAt& facts, const Id16& id, const Start& start,
                                       int32_t follow_up_months) {
  MeasuredPerson measured;
  if (!start.row) return measured;
  FD_ASSIGN_OR_RETURN(const auto person, facts.reading.View<person::PersonDecider>(id));
  FD_ASSIGN_OR_RETURN(const auto the_case, facts.reading.View<cases::CaseDecider>(id));
  // As the tables have it.
  const history::AsOf as_of = {.valid = facts.evaluated_at,
                               .position = static_cast<int64_t>(facts.reading.position())};
  const person::Person person_then = person.timeline().At(as_of);
  const auto case_then = the_case.timeline().At(as_of);
  const PersonMonths months(
      person_then.livelihood, case_then.livelihood, facts.tables.table(Subject::kSession), id);
  const absl::CivilDay entry = indicators::CivilDayOf(start.day);
  const absl::CivilDay end = EndOfSight(facts, *start.row);
  for (int month = -evaluation::kMonthsBefore; month < follow_up_months; ++month) {
    const absl::CivilDay from = history::AddMonths(entry, month);
    const absl::CivilDay until = history::AddMonths(entry, month + 1);
    if (month < 0) {
      measured.before.push_back(months.Of(from, until));
    } else if (until <= end) {
      measured.months.push_back(months.Of(from, until));
    }
  }
  return measured;
}

size_t BlockOf(const std::vector<Starts>& blocks, const Id16& id) {
  const auto block = std::find_if(
      blocks.begin(), blocks.end(), [&](const Starts& starts) { return starts.count(id) != 0; });
  return static_cast<size_t>(block - blocks.begin());
}

}  // namespace

absl::StatusOr<evaluation::CohortFacts> FindCohort(UnitOfWork& work, FactsAsked& facts,
                                                   const evaluation::Evaluation& evaluation,
                                                   const v1::CohortFrozen& cohort, absl::Time at) {
  FD_RETURN_IF_ERROR(CheckCaseAccess(work.context().actor));
  evaluation::CohortFacts found;
  found.position = static_cast<int64_t>(work.head());
  found.evaluated_at = at;
  const auto count = [&](FactsAt& then) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const Picked picked, PickedBy(evaluation, cohort, then));
    FD_ASSIGN_OR_RETURN(found.cell_limit, CellLimit(then));
    found.persons = picked.participants.size();
    found.comparison_persons = picked.others.size();
    found.overlaps =
        std::any_of(picked.others.begin(), picked.others.end(), [&](const auto& other) {
          return picked.participants.count(other.first) != 0;
        });
    return absl::OkStatus();
  };
  FD_RETURN_IF_ERROR(WithFactsAt(work, facts, work.head(), at, count));
  return found;
}

absl::StatusOr<evaluation::CohortMeasured> MeasureCohort(UnitOfWork& work, FactsAsked& facts,
                                                         const evaluation::Evaluation& evaluation) {
  const v1::CohortFrozen& cohort = evaluation.cohort->content;
  evaluation::CohortMeasured measured;
  const auto measure = [&](FactsAt& then) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const Picked picked, PickedBy(evaluation, cohort, then));
    FD_ASSIGN_OR_RETURN(measured.cell_limit, CellLimit(then));
    for (const bool takes_part : {true, false}) {
      const Starts& starts = takes_part ? picked.participants : picked.others;
      for (const auto& entry : starts) {
        FD_ASSIGN_OR_RETURN(MeasuredPerson person,
                            Measure(then, entry.first, entry.second, cohort.follow_up_months()));
        person.takes_part = takes_part;
        person.took_up = picked.took_up ? picked.took_up->count(entry.first) != 0 : takes_part;
        person.block = BlockOf(picked.blocks, entry.first);
        measured.persons.push_back(std::move(person));
      }
    }
    return absl::OkStatus();
  };
  FD_RETURN_IF_ERROR(WithFactsAt(work,
                                 facts,
                                 static_cast<eventstore::Position>(cohort.position()),
                                 history::TimeFrom(cohort.evaluated_time()),
                                 measure));
  return measured;
}

}  // namespace framdrift::services
