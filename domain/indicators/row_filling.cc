#include "domain/indicators/row_filling.h"

#include <algorithm>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/time/civil_time.h"
#include "base/strong_id.h"

namespace framdrift::indicators {
namespace {

using facts::v1::FactCase;
using facts::v1::FactEpisode;

// Names that stand for where somebody was born.
constexpr char kSweden[] = "SWEDEN";
constexpr char kAbroad[] = "ABROAD";

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

}  // namespace

std::string Uuid(const std::string& bytes) {
  Id16 id{};
  if (bytes.size() != id.size()) return {};
  std::copy(bytes.begin(), bytes.end(), id.begin());
  return FormatUuid(id);
}

const facts::v1::FactMoment* FirstOf(const FactEpisode& episode,
                                     facts::v1::FactMilestone milestone) {
  for (const auto& one : episode.reached()) {
    if (one.milestone() == milestone) return &one.at();
  }
  return nullptr;
}

const FactEpisode* EpisodeOn(const FactCase& of_case, DayNumber day) {
  const FactEpisode* found = nullptr;
  for (const FactEpisode& one : of_case.episodes()) {
    const auto* opened = FirstOf(one, facts::v1::FACT_MILESTONE_OPENED);
    if (found == nullptr || (opened != nullptr && DayOf(*opened) <= day)) found = &one;
  }
  return found;
}

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

void SetObservationEnd(const FactCase& of_case, DayNumber from, FieldId field, FactRow& row) {
  for (const FactEpisode& episode : of_case.episodes()) {
    const auto* at = FirstOf(episode, facts::v1::FACT_MILESTONE_OBSERVATION_ENDED);
    if (at != nullptr && DayOf(*at) >= from) return row.SetDay(field, DayOf(*at));
  }
}

void SetUnitOn(const FactEpisode& episode, DayNumber day, FieldId field, FactTable& table,
               FactRow& row) {
  uint32_t unit = 0;
  for (const auto& standing : episode.standings()) {
    if (DayOf(standing.since()) > day) break;
    unit = table.Intern(field, Uuid(standing.unit_id()));
  }
  if (unit != 0) row.AddChange(field, day, unit);
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

void SetExemptions(const FactCase& of_case, DayNumber from, FieldId field, FactRow& row) {
  std::vector<Span> spans = {{from, std::nullopt, 0}};
  for (const auto& one : of_case.exemptions()) {
    spans.push_back({DayOf(one.set()), std::nullopt, 1});
    if (one.has_until_day()) spans.back().to = one.until_day();
  }
  PutOverlaid(spans, field, row, [](uint32_t bits) { return bits == 0 ? 1u : 2u; });
}

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

}  // namespace framdrift::indicators
