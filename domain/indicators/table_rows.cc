#include "domain/indicators/table_rows.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <vector>

#include "domain/indicators/case_facts.h"
#include "domain/indicators/row_filling.h"

namespace framdrift::indicators {
namespace {

using facts::v1::FactCase;
using facts::v1::FactEpisode;
using facts::v1::FactMilestone;

// Two days absent without valid reason are repeated when they are no further apart.
constexpr DayNumber kRepeatedWithinDays = 14;

void SetFirst(const FactEpisode& episode, FactMilestone milestone, FieldId field, FactTable& table,
              FactRow& row) {
  const facts::v1::FactMoment* at = FirstOf(episode, milestone);
  if (at == nullptr) return;
  if (table.fields()[field].type == FieldType::kMoment) {
    row.SetMoment(field, at->moment());
  } else {
    row.SetDay(field, DayOf(*at));
  }
}

void SetMilestones(const PersonRows& rows, int index, FactTable& table, FactRow& row) {
  namespace id = episode;
  const FactEpisode& one = rows.of_case.episodes(index);
  SetFirst(one, facts::v1::FACT_MILESTONE_OPENED, id::kOpened, table, row);
  SetFirst(one, facts::v1::FACT_MILESTONE_FIRST_CONTACT, id::kFirstContact, table, row);
  SetFirst(one, facts::v1::FACT_MILESTONE_EXITED, id::kExited, table, row);
  SetFirst(one, facts::v1::FACT_MILESTONE_PLAN_ADOPTED, id::kPlanned, table, row);
  SetFirst(one, facts::v1::FACT_MILESTONE_STEP_STARTED, id::kActivated, table, row);
  SetFirst(one, facts::v1::FACT_MILESTONE_EXIT_VERIFIED, id::kExitVerified, table, row);
  SetFirst(one, facts::v1::FACT_MILESTONE_JOB_STARTED, id::kJobStarted, table, row);
  if (one.has_first_offered()) row.SetMoment(id::kFirstOffered, one.first_offered());
  for (const auto& deadline : one.deadlines()) {
    if (deadline.rule() != casework::v1::DEADLINE_FIRST_CONTACT) continue;
    row.SetMoment(id::kFirstContactDue, deadline.due());
  }
  if (one.standings_size() > 0 &&
      one.standings(one.standings_size() - 1).phase() == casework::v1::PHASE_CLOSED) {
    row.SetDay(id::kClosed, DayOf(one.standings(one.standings_size() - 1).since()));
  }
  if (index + 1 < rows.of_case.episodes_size()) {
    const FactEpisode& next = rows.of_case.episodes(index + 1);
    SetFirst(next, facts::v1::FACT_MILESTONE_OPENED, id::kReopened, table, row);
  }
  const auto* opened = FirstOf(one, facts::v1::FACT_MILESTONE_OPENED);
  SetObservationEnd(
      rows.of_case, opened == nullptr ? kNoDay : DayOf(*opened), id::kObservationEnded, row);
}

void SetExit(const PersonRows& rows, const FactEpisode& one, FactRow& row) {
  namespace id = episode;
  if (!one.has_exit()) return;
  const facts::v1::FactExit& exit = one.exit();
  row.SetDay(id::kExitObservable, exit.observable_day());
  row.SetValue(id::kExitReason, CodeOf(exit.reason()));
  row.SetValue(id::kExitLetter, CodeOf(exit.letter()));
  row.SetValue(id::kExitClass, CodeOf(exit.exit_class()));
  row.SetValue(id::kExitDestination, CodeOf(exit.destination()));
  for (const auto& mark : one.follow_ups()) {
    if (mark.month() == 6) row.SetValue(id::kFollowUp6, CodeOf(mark.answer()));
    if (mark.month() == 12) row.SetValue(id::kFollowUp12, CodeOf(mark.answer()));
  }
  for (const auto& month : rows.of_case.support_months()) {
    if (!HasSupport(month) || FirstDayOf(month.month()) <= DayOf(exit.at())) continue;
    row.SetDay(id::kReturnedToSupport, FirstDayOf(month.month()));
    return;
  }
}

// The first enrolment that began in the episode or between it and the next.
void SetReferral(const FactCase& of_case, int index, FactRow& row) {
  const auto opened_at = [&](int episode) {
    if (episode >= of_case.episodes_size()) return std::numeric_limits<int64_t>::max();
    const auto* at = FirstOf(of_case.episodes(episode), facts::v1::FACT_MILESTONE_OPENED);
    return at == nullptr ? std::numeric_limits<int64_t>::min() : at->moment();
  };
  for (const auto& one : of_case.enrolments()) {
    const int64_t at = one.started().moment();
    if (at < opened_at(index) || at >= opened_at(index + 1)) continue;
    return row.SetValue(episode::kReferredBy, CodeOf(one.referred_by()));
  }
}

void SetStandings(const FactEpisode& one, const Municipalities& municipalities, FactTable& table,
                  FactRow& row) {
  namespace id = episode;
  Series caseworkers, flows, tracks;
  for (const auto& standing : one.standings()) {
    const DayNumber day = DayOf(standing.since());
    caseworkers.Add(day, table.Intern(id::kCaseworker, Uuid(standing.caseworker_id())));
    flows.Add(day, CodeOf(standing.flow()));
    const auto found = municipalities.find(standing.unit_id());
    if (found != municipalities.end()) {
      table.Follow(id::kMunicipality, Uuid(standing.unit_id()), found->second);
    }
    tracks.Add(day, CodeOf(standing.track()));
  }
  SetUnits(one, id::kUnit, table, row);
  caseworkers.Put(id::kCaseworker, row);
  flows.Put(id::kFlow, row);
  tracks.Put(id::kTrack, row);
  for (const auto& contact : one.contacts()) {
    row.AddChange(id::kContacts, contact.day(), CodeOf(contact.mode()));
  }
  for (const auto& review : one.reviews()) {
    row.AddChange(id::kReviews, review.day(), CodeOf(review.result()));
  }
}

// Of all households the person lives in on a day, the one the person joined first.
void SetHouseholdTypes(const PersonRows& rows, FactRow& row) {
  std::map<DayNumber, uint32_t> days;
  for (const auto& membership : rows.memberships) {
    for (const auto& one : membership.types()) days[one.from_day()];
  }
  std::vector<const facts::v1::FactMembership*> memberships;
  for (const auto& one : rows.memberships) {
    if (one.types_size() > 0) memberships.push_back(&one);
  }
  std::stable_sort(memberships.begin(), memberships.end(), [](const auto* a, const auto* b) {
    return a->types(0).from_day() < b->types(0).from_day();
  });
  for (auto& [day, type] : days) {
    for (const auto* membership : memberships) {
      uint32_t of_day = 0;
      for (const auto& one : membership->types()) {
        if (one.from_day() <= day) of_day = CodeOf(one.type());
      }
      if (type == 0) type = of_day;
    }
  }
  Series series;
  for (const auto& [day, type] : days) series.Add(day, type);
  series.Put(episode::kHouseholdType, row);
}

void SetObstacleFound(const FactCase& of_case, const FactEpisode& one, DayNumber opened,
                      FactRow& row) {
  for (const auto& obstacle : of_case.obstacles()) {
    const DayNumber day = std::max(opened, obstacle.from_day());
    const bool over = obstacle.has_to_day() && obstacle.to_day() <= day;
    const bool after = one.has_exit() && day > DayOf(one.exit().at());
    if (!over && !after) return row.SetBool(episode::kObstacleFound, true);
  }
}

void SetRepeatedAbsences(const FactEpisode& one, FactRow& row) {
  std::set<DayNumber> days;
  for (const auto& attendance : one.attendance()) {
    if (attendance.code() == codes::v1::ATTENDANCE_CODE_ABSENT_INVALID) {
      days.insert(attendance.day());
    }
  }
  DayNumber before = kNoDay;
  for (const DayNumber day : days) {
    if (before != kNoDay && day - before <= kRepeatedWithinDays) {
      row.AddChange(episode::kRepeatedAbsences, day, codes::v1::ATTENDANCE_CODE_ABSENT_INVALID);
    }
    before = day;
  }
}

}  // namespace

void FillEpisode(const PersonRows& rows, int index, const Municipalities& municipalities,
                 FactTable& table, FactRow& row) {
  namespace id = episode;
  const FactEpisode& one = rows.of_case.episodes(index);
  SetMilestones(rows, index, table, row);
  SetPerson(rows.person, id::kBirthDate, table, row);
  const auto* opened = FirstOf(one, facts::v1::FACT_MILESTONE_OPENED);
  if (opened != nullptr) {
    SetExemptions(rows.of_case, DayOf(*opened), id::kExempt, row);
    SetObstacleFound(rows.of_case, one, DayOf(*opened), row);
  }
  row.SetValue(id::kTargetGroup, CodeOf(one.target_group()));
  row.SetValue(id::kChannel, CodeOf(one.channel()));
  SetReferral(rows.of_case, index, row);
  SetExit(rows, one, row);
  SetHouseholdTypes(rows, row);
  SetStandings(one, municipalities, table, row);
  SetRepeatedAbsences(one, row);
  SetObstacles(rows.of_case, id::kObstacle, row);
  SetLivelihood(rows.person, id::kLivelihood, row);
  SetAttributes(rows.of_case, id::kCount, table, row);
}

}  // namespace framdrift::indicators
