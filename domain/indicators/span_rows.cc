#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "domain/indicators/case_facts.h"
#include "domain/indicators/reading.h"
#include "domain/indicators/row_filling.h"
#include "domain/indicators/table_rows.h"

namespace framdrift::indicators {
namespace {

using facts::v1::FactCase;
using facts::v1::FactEpisode;
using facts::v1::FactSupportSpell;

constexpr int kMonthsInARow = 3;

bool IsFirstHalf(DayNumber day) { return CivilDayOf(day).month() <= 6; }

// The first day after the last job of more than a month before `started`, or that day while there
// is one; without any such job the later of education and residence permit. kNoDay: not known.
DayNumber WithoutWorkSince(const PersonRows& rows, DayNumber started) {
  DayNumber since = kNoDay;
  const auto take = [&](DayNumber day) {
    if (day <= started) since = std::max(since, day);
  };
  if (rows.person.has_last_job_end_day()) take(rows.person.last_job_end_day());
  for (const facts::v1::FactJob& job : rows.of_case.jobs()) {
    const DayNumber from = DayOf(job.started());
    const DayNumber to = job.has_ended() ? DayOf(job.ended()) : started;
    if (from < started && std::min(to, started) > AddMonths(from, 1)) take(std::min(to, started));
  }
  if (since != kNoDay) return since;
  if (rows.person.has_education_day()) take(rows.person.education_day());
  if (rows.person.has_residence_permit_day()) take(rows.person.residence_permit_day());
  return since;
}

// The day after the third month in a row with support in the spell; kNoDay without such.
DayNumber ThirdMonthOver(const FactCase& of_case, const FactSupportSpell& spell) {
  int in_a_row = 0;
  int next = 0;
  for (const auto& month : of_case.support_months()) {
    const bool within = month.month() >= spell.first_month() && month.month() < spell.end_month();
    if (!within || !HasSupport(month)) continue;
    in_a_row = month.month() == next ? in_a_row + 1 : 1;
    next = month.month() + 1;
    if (in_a_row == kMonthsInARow) return FirstDayOf(next);
  }
  return kNoDay;
}

void SetActivity(const FactCase& of_case, const FactSupportSpell& spell, FactRow& row) {
  namespace id = support_spell;
  const DayNumber over = ThirdMonthOver(of_case, spell);
  if (over == kNoDay) return;
  row.SetDay(id::kThirdMonthOver, over);
  const DayNumber began = FirstDayOf(spell.first_month());
  DayNumber first = kNoDay;
  const auto take = [&](DayNumber from, std::optional<DayNumber> to) {
    if (to && *to <= began) return;
    const DayNumber day = std::max(from, over);
    if (first == kNoDay || day < first) first = day;
  };
  for (const FactEpisode& episode : of_case.episodes()) {
    for (const auto& step : episode.steps()) {
      if (!step.has_started()) continue;
      take(DayOf(step.started()),
           step.has_ended() ? std::optional(DayOf(step.ended())) : std::nullopt);
    }
    for (const auto& one : episode.reached()) {
      if (one.milestone() != facts::v1::FACT_MILESTONE_PLACEMENT_STARTED) continue;
      // When a placement ended the rows do not say: it is taken for a day.
      take(DayOf(one.at()), DayOf(one.at()) + 1);
    }
  }
  if (first != kNoDay) row.SetDay(id::kFirstActivity, first);
}

// From when to when a step fills hours of the week.
std::pair<DayNumber, std::optional<DayNumber>> HoursOf(const facts::v1::FactStep& step) {
  DayNumber from = step.has_from_day()  ? step.from_day()
                   : step.has_started() ? DayOf(step.started())
                                        : DayOf(step.planned());
  if (step.has_started()) from = std::min(from, DayOf(step.started()));
  std::optional<DayNumber> to;
  if (step.has_to_day()) to = step.to_day();
  if (step.has_ended()) to = std::min(to.value_or(DayOf(step.ended())), DayOf(step.ended()));
  return {from, to};
}

double HoursOn(const std::map<DayNumber, double>& hours, DayNumber day) {
  const auto after = hours.upper_bound(day);
  return after == hours.begin() ? 0 : std::prev(after)->second;
}

// From day to day, what the plan of one episode requires and what is planned, in thousandths.
void AddHours(const FactEpisode& episode,
              std::map<DayNumber, std::pair<uint32_t, uint32_t>>& days) {
  const auto* adopted = FirstOf(episode, facts::v1::FACT_MILESTONE_PLAN_ADOPTED);
  if (adopted == nullptr) return;
  const DayNumber first = DayOf(*adopted);
  std::map<DayNumber, double> own;
  std::map<DayNumber, double> required;
  std::set<DayNumber> changes = {first};
  for (const auto& standing : episode.standings()) {
    const DayNumber day = DayOf(standing.since());
    own[day] = standing.own_search_hours();
    required[day] = standing.hours_per_week_required();
    changes.insert(std::max(day, first));
  }
  for (const auto& step : episode.steps()) {
    const auto [from, to] = HoursOf(step);
    changes.insert(std::max(from, first));
    if (to) changes.insert(std::max(*to, first));
  }
  for (const DayNumber day : changes) {
    double hours = HoursOn(own, day);
    for (const auto& step : episode.steps()) {
      const auto [from, to] = HoursOf(step);
      if (from <= day && (!to || day < *to)) hours += step.hours_per_week();
    }
    const bool out = episode.has_exit() && day >= DayOf(episode.exit().at());
    if (!out) days[day] = {InThousandths(HoursOn(required, day)), InThousandths(hours)};
  }
  if (episode.has_exit()) days[std::max(DayOf(episode.exit().at()), first)] = {0, 0};
}

void SetHours(const FactCase& of_case, FactRow& row) {
  std::map<DayNumber, std::pair<uint32_t, uint32_t>> days;
  for (const FactEpisode& episode : of_case.episodes()) AddHours(episode, days);
  Series required;
  Series planned;
  for (const auto& [day, hours] : days) {
    required.Add(day, hours.first);
    planned.Add(day, hours.second);
  }
  required.Put(of_person::kHoursRequired, row);
  planned.Put(of_person::kHoursPlanned, row);
}

}  // namespace

void FillEnrolment(const PersonRows& rows, int index, FactTable& table, FactRow& row) {
  namespace id = enrolment;
  const facts::v1::FactEnrolment& one = rows.of_case.enrolments(index);
  row.SetMoment(id::kStarted, one.started().moment());
  if (one.has_ended()) row.SetMoment(id::kEnded, one.ended().moment());
  if (index + 1 < rows.of_case.enrolments_size()) {
    row.SetDay(id::kStartedAgain, DayOf(rows.of_case.enrolments(index + 1).started()));
  }
  SetObservationEnd(rows.of_case, DayOf(one.started()), id::kObservationEnded, row);
  SetPerson(rows.person, id::kBirthDate, table, row);
  row.SetValue(id::kReferredBy, CodeOf(one.referred_by()));
  if (one.has_ended()) {
    row.SetValue(id::kEndReason, CodeOf(one.end_reason()));
    row.SetValue(id::kEndLetter, CodeOf(one.end_letter()));
    row.SetValue(id::kEndClass, CodeOf(one.end_class()));
    row.SetDay(id::kEndObservable, one.end_observable_day());
  }
  row.SetValue(id::kEducation, CodeOf(rows.person.education_level()));
  const DayNumber since = WithoutWorkSince(rows, DayOf(one.started()));
  if (since != kNoDay) {
    row.SetNumber(id::kMonthsWithoutWork, MonthsBetween(since, DayOf(one.started())));
  }
  const FactEpisode* episode = EpisodeOn(rows.of_case, DayOf(one.started()));
  if (episode != nullptr) SetUnits(*episode, id::kUnit, table, row);
  SetLivelihood(rows.person, id::kLivelihood, row);
  SetAttributes(rows.of_case, id::kCount, table, row);
}

void FillSupportSpell(const PersonRows& rows, int index, FactTable& table, FactRow& row) {
  namespace id = support_spell;
  const facts::v1::FactSupportSpell& one = rows.of_case.support_spells(index);
  row.SetDay(id::kStarted, FirstDayOf(one.first_month()));
  row.SetDay(id::kEnded, FirstDayOf(one.end_month()));
  if (index + 1 < rows.of_case.support_spells_size()) {
    row.SetDay(id::kReturned, FirstDayOf(rows.of_case.support_spells(index + 1).first_month()));
  }
  SetObservationEnd(rows.of_case, FirstDayOf(one.first_month()), id::kObservationEnded, row);
  SetPerson(rows.person, id::kBirthDate, table, row);
  row.SetNumber(id::kMonths, one.months());
  SetLivelihood(rows.person, id::kLivelihood, row);
  row.SetDay(id::kEndKnown, FirstDayOf(one.end_known_month()));
  row.SetBool(id::kEndedFirstHalf, IsFirstHalf(FirstDayOf(one.end_month())));
  SetActivity(rows.of_case, one, row);
  std::vector<Moment> applied;
  for (const auto& membership : rows.memberships) {
    applied.insert(applied.end(), membership.applied().begin(), membership.applied().end());
  }
  std::sort(applied.begin(), applied.end());
  for (const Moment at : applied) row.AddChange(id::kApplied, DayOf(at), 0);
  SetAttributes(rows.of_case, id::kCount, table, row);
}

void FillSession(const PersonRows& rows, const FactEpisode& episode, int index, FactTable& table,
                 FactRow& row) {
  namespace id = session;
  const facts::v1::FactAttendance& one = episode.attendance(index);
  row.SetDay(id::kHeld, one.day());
  row.SetValue(id::kAttendance, CodeOf(one.code()));
  row.SetNumber(id::kMinutes, one.minutes());
  row.SetBool(id::kWorkplace, one.at_workplace());
  SetUnitOn(episode, one.day(), id::kUnit, table, row);
  row.SetValue(id::kActivityType, CodeOf(one.activity_type()));
  SetAttributes(rows.of_case, id::kCount, table, row);
}

void FillApplication(const PersonRows& rows, const facts::v1::FactApplication& one, FactRow& row) {
  namespace id = application;
  row.SetMoment(id::kReceived, one.received().moment());
  if (one.has_completed()) row.SetMoment(id::kCompleted, one.completed().moment());
  if (one.has_decision_due()) row.SetMoment(id::kDecisionDue, one.decision_due());
  row.SetValue(id::kChannel, CodeOf(one.channel()));
  row.SetValue(id::kKind, CodeOf(one.kind()));
  row.SetBool(id::kFirstHalf, IsFirstHalf(DayOf(one.received())));
  const DayNumber day = DayOf(one.has_decided() ? one.decided() : one.received());
  const FactEpisode* episode = EpisodeOn(rows.of_case, day);
  if (episode != nullptr) {
    const auto* contact = FirstOf(*episode, facts::v1::FACT_MILESTONE_FIRST_CONTACT);
    if (contact != nullptr) row.SetMoment(id::kFirstContact, contact->moment());
  }
  if (!one.has_decided()) return;
  row.SetMoment(id::kDecided, one.decided().moment());
  row.SetBool(id::kByRule, one.decided_by() == household::v1::DECIDED_BY_RULE);
}

void FillDecision(const facts::v1::FactDecision& one, FactTable& table, FactRow& row) {
  namespace id = decision;
  row.SetMoment(id::kDecided, one.decided().moment());
  if (one.has_changed()) row.SetMoment(id::kChanged, one.changed().moment());
  row.SetValue(id::kOutcome, CodeOf(one.outcome()));
  row.SetValue(id::kGround, table.Intern(id::kGround, one.ground()));
  row.SetBool(id::kByRule, one.decided_by() == household::v1::DECIDED_BY_RULE);
}

void FillDeadline(const PersonRows& rows, const FactEpisode& episode, int index, FactTable& table,
                  FactRow& row) {
  namespace id = deadline;
  const facts::v1::FactDeadline& one = episode.deadlines(index);
  const bool met = one.state() == facts::v1::FACT_DEADLINE_STATE_MET ||
                   one.state() == facts::v1::FACT_DEADLINE_STATE_MET_LATE;
  row.SetMoment(id::kDue, one.due());
  if (met && one.has_stopped()) {
    // In time is in its last second at the latest.
    const bool in_time = one.state() == facts::v1::FACT_DEADLINE_STATE_MET;
    const Moment at = one.stopped().moment();
    row.SetMoment(id::kMet, in_time ? std::min<Moment>(at, one.due()) : at);
  }
  row.SetValue(id::kRule, CodeOf(one.rule()));
  const bool exempt = one.state() == facts::v1::FACT_DEADLINE_STATE_EXEMPT;
  row.SetBool(id::kExempt, exempt);
  if (exempt) row.SetValue(id::kExemption, CodeOf(one.exemption()));
  row.SetBool(id::kResting, one.state() == facts::v1::FACT_DEADLINE_STATE_PAUSED);
  const DayNumber day = indicators::DayOf(one.due());
  for (const auto& standing : episode.standings()) {
    if (DayOf(standing.since()) > day) break;
    row.SetValue(id::kUnit, table.Intern(id::kUnit, Uuid(standing.unit_id())));
    row.SetValue(id::kCaseworker, table.Intern(id::kCaseworker, Uuid(standing.caseworker_id())));
  }
  SetAttributes(rows.of_case, id::kCount, table, row);
}

void FillLevel(const PersonRows& rows, const FactEpisode& episode, int index, FactTable& table,
               FactRow& row) {
  namespace id = level;
  const facts::v1::FactLevel& one = episode.levels(index);
  row.SetMoment(id::kApproved, one.at().moment());
  row.SetValue(id::kArea, table.Intern(id::kArea, one.area()));
  row.SetNumber(id::kLevel, one.level());
  SetUnitOn(episode, DayOf(one.at()), id::kUnit, table, row);
  SetAttributes(rows.of_case, id::kCount, table, row);
}

bool FillPerson(const PersonRows& rows, FactTable& table, FactRow& row) {
  namespace id = of_person;
  DayNumber known = kNoDay;
  const auto take = [&](DayNumber day) { known = known == kNoDay ? day : std::min(known, day); };
  Series units;
  for (const FactEpisode& one : rows.of_case.episodes()) {
    for (const auto& standing : one.standings()) {
      take(DayOf(standing.since()));
      units.Add(DayOf(standing.since()), table.Intern(id::kUnit, Uuid(standing.unit_id())));
    }
  }
  for (const auto& one : rows.of_case.enrolments()) take(DayOf(one.started()));
  Series payers;
  for (const auto& month : rows.of_case.support_months()) {
    if (!HasSupport(month)) continue;
    const DayNumber day = FirstDayOf(month.month());
    const uint32_t payer =
        month.net_ore() > 0 ? facts::v1::SUPPORT_PAYER_OWN : facts::v1::SUPPORT_PAYER_ELSEWHERE;
    take(day);
    row.AddChange(id::kSupported, day, payer);
    payers.Add(day, payer);
    if (month.elsewhere()) {
      row.AddChange(id::kElsewhere, day, facts::v1::SUPPORT_PAYER_ELSEWHERE);
    }
  }
  if (known == kNoDay) return false;
  row.SetDay(id::kKnown, known);
  payers.Put(id::kPayer, row);
  units.Put(id::kUnit, row);
  SetPerson(rows.person, id::kBirthDate, table, row);
  row.SetValue(id::kEducation, CodeOf(rows.person.education_level()));
  SetObstacles(rows.of_case, id::kObstacle, row);
  SetLivelihood(rows.person, id::kLivelihood, row);
  SetHours(rows.of_case, row);
  SetExemptions(rows.of_case, known, id::kExempt, row);
  SetAttributes(rows.of_case, id::kCount, table, row);
  return true;
}

}  // namespace framdrift::indicators
