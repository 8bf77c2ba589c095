#include "domain/indicators/table_rows.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/time/civil_time.h"
#include "domain/codes/codes.h"
#include "domain/history/ids.h"
#include "domain/indicators/case_facts.h"

namespace framdrift::indicators {
namespace {

using facts::v1::FactCase;
using facts::v1::FactEpisode;
using facts::v1::FactMilestone;

// Names that stand for where somebody was born.
constexpr char kSweden[] = "SWEDEN";
constexpr char kAbroad[] = "ABROAD";

// Values that change from day to day: the last of a day counts, the same again is no change.
class Series {
 public:
  void Add(DayNumber from, uint32_t value) {
    if (!changes_.empty() && changes_.back().from == from) {
      changes_.back().value = value;
      const size_t size = changes_.size();
      if (Before(size - 1) == value) changes_.pop_back();
      return;
    }
    if (Before(changes_.size()) != value) changes_.push_back({from, value});
  }
  void Put(FieldId field, FactRow& row) const {
    for (const Change& one : changes_) row.AddChange(field, one.from, one.value);
  }

 private:
  uint32_t Before(size_t place) const { return place == 0 ? 0 : changes_[place - 1].value; }

  std::vector<Change> changes_;
};

// 0 for a code of a later version that has no room in a column.
uint32_t CodeOf(int code) { return code >= 0 && code <= 255 ? static_cast<uint32_t>(code) : 0; }

DayNumber DayOf(const facts::v1::FactMoment& at) { return indicators::DayOf(at.moment()); }

std::string Uuid(const std::string& bytes) {
  Id16 id{};
  if (bytes.size() != id.size()) return {};
  std::copy(bytes.begin(), bytes.end(), id.begin());
  return FormatUuid(id);
}

// The first time; null when it was not reached.
const facts::v1::FactMoment* FirstOf(const FactEpisode& episode, FactMilestone milestone) {
  for (const auto& one : episode.reached()) {
    if (one.milestone() == milestone) return &one.at();
  }
  return nullptr;
}

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

// Birth date, sex and origin stand in this order in every subject that has them.
void SetPerson(const facts::v1::FactPerson& person, FieldId first, FactTable& table, FactRow& row) {
  if (person.has_birth_day()) row.SetDay(first, person.birth_day());
  row.SetValue(static_cast<FieldId>(first + 1), CodeOf(person.sex()));
  const std::string& country = person.country_of_birth();
  const auto origin = static_cast<FieldId>(first + 2);
  if (!country.empty()) {
    row.SetValue(origin, table.Intern(origin, country == "SE" ? kSweden : kAbroad));
  }
}

void SetLivelihood(const facts::v1::FactPerson& person, FieldId field, FactRow& row) {
  Series series;
  for (const auto& one : person.livelihood()) {
    series.Add(one.from_day(), CodeOf(one.state()));
  }
  series.Put(field, row);
}

void SetUnits(const FactEpisode& episode, FieldId field, FactTable& table, FactRow& row) {
  Series units;
  for (const auto& one : episode.standings()) {
    units.Add(DayOf(one.since()), table.Intern(field, Uuid(one.unit_id())));
  }
  units.Put(field, row);
}

// The first day, not before `from`, of which nothing is known any more.
void SetObservationEnd(const FactCase& of_case, DayNumber from, FieldId field, FactRow& row) {
  for (const FactEpisode& episode : of_case.episodes()) {
    const auto* at = FirstOf(episode, facts::v1::FACT_MILESTONE_OBSERVATION_ENDED);
    if (at != nullptr && DayOf(*at) >= from) return row.SetDay(field, DayOf(*at));
  }
}

// From one day up to another, or for good, a set of bits stands.
struct Span {
  DayNumber from = kNoDay;
  std::optional<DayNumber> to;
  uint32_t bits = 0;
};

// What stands from day to day when all of `spans` are laid over each other.
void PutOverlaid(const std::vector<Span>& spans, FieldId field, FactRow& row,
                 uint32_t (*value)(uint32_t bits)) {
  std::map<DayNumber, uint32_t> days;
  for (const Span& one : spans) {
    days[one.from];
    if (one.to) days[*one.to];
  }
  for (auto& [day, bits] : days) {
    for (const Span& one : spans) {
      if (one.from <= day && (!one.to || day < *one.to)) bits |= one.bits;
    }
  }
  Series series;
  for (const auto& [day, bits] : days) series.Add(day, value(bits));
  series.Put(field, row);
}

void SetObstacles(const FactCase& of_case, FieldId field, FactRow& row) {
  std::vector<Span> spans;
  for (const auto& one : of_case.obstacles()) {
    if (one.code() <= 0 || one.code() >= 32) continue;
    spans.push_back({one.from_day(), std::nullopt, uint32_t{1} << one.code()});
    if (one.has_to_day()) spans.back().to = one.to_day();
  }
  PutOverlaid(spans, field, row, [](uint32_t bits) { return bits; });
}

// From the day it was opened an episode is exempt or not.
void SetExemptions(const FactCase& of_case, DayNumber opened, FieldId field, FactRow& row) {
  std::vector<Span> spans = {{opened, std::nullopt, 0}};
  for (const auto& one : of_case.exemptions()) {
    spans.push_back({DayOf(one.set()), std::nullopt, 1});
    if (one.has_until_day()) spans.back().to = one.until_day();
  }
  PutOverlaid(spans, field, row, [](uint32_t bits) { return bits == 0 ? 1u : 2u; });
}

// The values of local attributes, which stand behind the fields of the contracts.
void SetAttributes(const FactCase& of_case, FieldId first, FactTable& table, FactRow& row) {
  const Fields& fields = table.fields();
  for (size_t i = first; i < fields.size(); ++i) {
    const auto field = static_cast<FieldId>(i);
    Series names;
    for (const auto& one : of_case.attributes()) {
      if (fields[field].name.compare(sizeof("attr.") - 1, std::string::npos, one.name()) != 0) {
        continue;
      }
      double number = 0;
      absl::CivilDay day;
      if (fields[field].type == FieldType::kName) {
        names.Add(DayOf(one.since()), table.Intern(field, one.value()));
      } else if (fields[field].type == FieldType::kNumber) {
        if (absl::SimpleAtod(one.value(), &number)) row.SetNumber(field, number);
      } else if (absl::ParseCivilTime(absl::string_view(one.value()).substr(0, 10), &day)) {
        row.SetDay(field, DayNumberOf(day));
      }
    }
    names.Put(field, row);
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
    const bool support = month.net_ore() > 0 || month.elsewhere();
    if (!support || FirstDayOf(month.month()) <= DayOf(exit.at())) continue;
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

void SetStandings(const FactEpisode& one, FactTable& table, FactRow& row) {
  namespace id = episode;
  Series caseworkers, flows, tracks;
  for (const auto& standing : one.standings()) {
    const DayNumber day = DayOf(standing.since());
    caseworkers.Add(day, table.Intern(id::kCaseworker, Uuid(standing.caseworker_id())));
    flows.Add(day, CodeOf(standing.flow()));
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

// Of all households the person lived in, the one of that day.
void SetHouseholdType(const PersonRows& rows, DayNumber day, FactRow& row) {
  for (const auto& membership : rows.memberships) {
    auto type = household::v1::HOUSEHOLD_TYPE_UNSPECIFIED;
    for (const auto& one : membership.types()) {
      if (one.from_day() <= day) type = one.type();
    }
    if (type != household::v1::HOUSEHOLD_TYPE_UNSPECIFIED) {
      return row.SetValue(episode::kHouseholdType, CodeOf(type));
    }
  }
}

// The last episode that did not begin after `day`, else the first; null when there is none.
const FactEpisode* EpisodeOn(const FactCase& of_case, DayNumber day) {
  const FactEpisode* found = nullptr;
  for (const FactEpisode& one : of_case.episodes()) {
    const auto* opened = FirstOf(one, facts::v1::FACT_MILESTONE_OPENED);
    if (found == nullptr || (opened != nullptr && DayOf(*opened) <= day)) found = &one;
  }
  return found;
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
    SetHouseholdType(rows, DayOf(*opened), row);
    SetExemptions(rows.of_case, DayOf(*opened), id::kExempt, row);
  }
  row.SetValue(id::kTargetGroup, CodeOf(one.target_group()));
  row.SetValue(id::kChannel, CodeOf(one.channel()));
  SetReferral(rows.of_case, index, row);
  SetExit(rows, one, row);
  SetStandings(one, table, row);
  if (one.standings_size() > 0) {
    const auto found = municipalities.find(one.standings(one.standings_size() - 1).unit_id());
    if (found != municipalities.end()) {
      row.SetValue(id::kMunicipality, table.Intern(id::kMunicipality, found->second));
    }
  }
  SetObstacles(rows.of_case, id::kObstacle, row);
  SetLivelihood(rows.person, id::kLivelihood, row);
  SetAttributes(rows.of_case, id::kCount, table, row);
}

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
  const codes::ExitMeaning meaning = codes::MeaningOf(one.end_reason());
  row.SetValue(id::kEndReason, CodeOf(one.end_reason()));
  row.SetValue(id::kEndLetter, CodeOf(meaning.letter));
  row.SetValue(id::kEndClass, CodeOf(meaning.exit_class));
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
  // The unit of that day is all that is asked of a session.
  uint32_t unit = 0;
  for (const auto& standing : episode.standings()) {
    if (DayOf(standing.since()) > one.day()) break;
    unit = table.Intern(id::kUnit, Uuid(standing.unit_id()));
  }
  if (unit != 0) row.AddChange(id::kUnit, one.day(), unit);
  row.SetValue(id::kActivityType, CodeOf(one.activity_type()));
  SetAttributes(rows.of_case, id::kCount, table, row);
}

void FillApplication(const facts::v1::FactApplication& one, FactRow& row) {
  namespace id = application;
  row.SetMoment(id::kReceived, one.received().moment());
  if (one.has_completed()) row.SetMoment(id::kCompleted, one.completed().moment());
  if (one.has_decision_due()) row.SetMoment(id::kDecisionDue, one.decision_due());
  row.SetValue(id::kChannel, CodeOf(one.channel()));
  row.SetValue(id::kKind, CodeOf(one.kind()));
  if (!one.has_decided()) return;
  row.SetMoment(id::kDecided, one.decided().moment());
  row.SetBool(id::kByRule, one.decided_by() == household::v1::DECIDED_BY_RULE);
}

}  // namespace framdrift::indicators
