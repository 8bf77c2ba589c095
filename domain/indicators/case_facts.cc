#include "domain/indicators/case_facts.h"

#include <map>

#include "domain/cases/exit_meaning.h"
#include "domain/deadlines/case_deadlines.h"
#include "domain/indicators/episode_facts.h"

namespace framdrift::indicators {
namespace {

using facts::v1::FactCase;

constexpr absl::CivilMonth kFirstMonth(1970, 1);

void AddEnrolments(const cases::Case& state, absl::TimeZone zone, FactCase& out) {
  for (const cases::Enrolment& one : state.enrolments) {
    facts::v1::FactEnrolment& made = *out.add_enrolments();
    *made.mutable_started() = MomentFrom(one.started, zone);
    made.set_referred_by(one.referred_by);
    if (!one.ended) continue;
    *made.mutable_ended() = MomentFrom(*one.ended, zone);
    made.set_end_reason(one.end_reason);
    cases::Exit end;
    end.stamp = *one.ended;
    end.reason = one.end_reason;
    const cases::ObservedExit observed =
        cases::ObservedMeaningOf(end, state.livelihood, absl::CivilDay::max());
    made.set_end_class(observed.meaning.exit_class);
    made.set_end_letter(observed.meaning.letter);
    made.set_end_observable_day(DayNumberOf(observed.observable_from));
  }
}

void AddObstacles(const cases::Case& state, FactCase& out) {
  for (const cases::ObstacleSpan& one : state.obstacles) {
    facts::v1::FactObstacle& made = *out.add_obstacles();
    made.set_code(one.code);
    made.set_from_day(DayNumberOf(one.from.value_or(one.stamp.day)));
    if (one.to) made.set_to_day(DayNumberOf(*one.to));
  }
}

void AddExemptions(const cases::Case& state, absl::TimeZone zone, FactCase& out) {
  for (const cases::Exemption& one : state.exemptions) {
    facts::v1::FactExemption& made = *out.add_exemptions();
    *made.mutable_set() = MomentFrom(one.stamp, zone);
    if (one.until) made.set_until_day(DayNumberOf(*one.until));
  }
}

void AddSupportMonths(const cases::Livelihood& livelihood, FactCase& out) {
  std::map<absl::CivilMonth, facts::v1::FactSupportMonth> months;
  for (const cases::AidMonth& one : livelihood.aid_months) {
    facts::v1::FactSupportMonth& month = months[one.month];
    month.set_net_ore(month.net_ore() + one.paid_ore - one.reversed_ore);
  }
  for (const cases::AidMonthElsewhere& one : livelihood.aid_elsewhere) {
    months[one.month].set_elsewhere(true);
  }
  for (auto& [month, made] : months) {
    made.set_month(MonthNumberOf(month));
    *out.add_support_months() = std::move(made);
  }
}

// Of the months in `out`. How many months without end a spell is for the policy in force on the day
// after its last month to say.
void AddSupportSpells(const deadlines::PolicyTerms& terms, FactCase& out) {
  facts::v1::FactSupportSpell* spell = nullptr;
  for (const facts::v1::FactSupportMonth& month : out.support_months()) {
    if (!HasSupport(month)) continue;
    if (spell == nullptr || month.month() >= spell->end_known_month()) {
      spell = out.add_support_spells();
      spell->set_first_month(month.month());
    }
    spell->set_months(spell->months() + 1);
    spell->set_end_month(month.month() + 1);
    const absl::CivilDay after = CivilDayOf(FirstDayOf(spell->end_month()));
    spell->set_end_known_month(spell->end_month() +
                               terms.On(after).policy->support_spell_gap_months);
  }
}

void AddJobs(const cases::Livelihood& livelihood, absl::TimeZone zone, FactCase& out) {
  for (const cases::Job& one : livelihood.jobs) {
    facts::v1::FactJob& made = *out.add_jobs();
    *made.mutable_started() = MomentFrom(one.started, zone);
    if (one.ended) *made.mutable_ended() = MomentFrom(*one.ended, zone);
  }
}

}  // namespace

int32_t MonthNumberOf(absl::CivilMonth month) { return static_cast<int32_t>(month - kFirstMonth); }

bool HasSupport(const facts::v1::FactSupportMonth& month) {
  return month.net_ore() > 0 || month.elsewhere();
}

DayNumber FirstDayOf(int32_t month) { return DayNumberOf(absl::CivilDay(kFirstMonth + month)); }

facts::v1::FactMoment MomentFrom(const cases::Stamp& stamp, absl::TimeZone zone) {
  facts::v1::FactMoment moment;
  moment.set_moment(MomentOf(stamp.occurred.at, zone));
  moment.set_position(stamp.position);
  return moment;
}

FactCase FactsOf(const CaseHistory& history, const deadlines::PolicyTerms& terms) {
  const absl::TimeZone zone = terms.zone();
  FactCase out;
  const std::vector<deadlines::Deadline> deadlines =
      deadlines::DeadlinesOf(history.state, {}, terms);
  for (size_t i = 0; i < history.state.episodes.size(); ++i) {
    *out.add_episodes() = EpisodeFactsOf(history, i, deadlines, zone);
  }
  AddEnrolments(history.state, zone, out);
  AddObstacles(history.state, out);
  AddExemptions(history.state, zone, out);
  AddSupportMonths(history.state.livelihood, out);
  AddSupportSpells(terms, out);
  AddJobs(history.state.livelihood, zone, out);
  for (const AttributeSince& one : history.attributes) {
    facts::v1::FactAttribute& made = *out.add_attributes();
    made.set_name(one.name);
    made.set_value(one.value);
    *made.mutable_since() = MomentFrom(one.since, zone);
  }
  return out;
}

}  // namespace framdrift::indicators
