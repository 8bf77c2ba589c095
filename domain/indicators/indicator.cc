#include "domain/indicators/indicator.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/indicators/plan.h"
#include "domain/indicators/refusals.h"
#include "domain/organisation/municipality.h"
#include "google/protobuf/util/message_differencer.h"

namespace framdrift::indicators {
namespace {

using history::EventsOf;
using indicator::v1::Point;
using Event = IndicatorDecider::Event;

bool IsSame(const indicator::v1::Definition& a, const indicator::v1::Definition& b) {
  return google::protobuf::util::MessageDifferencer::Equals(a, b);
}

void CheckPoint(const Point& point, Refusals& out) {
  if (!std::isfinite(point.value()) || !history::DayOrNone(point.date())) {
    out.Add(kPointInvalid, "A point has a finite value and a day there is; give both.");
  }
}

// The baseline's day is before the target's.
void CheckOrder(const std::optional<Point>& baseline, const std::optional<Point>& target,
                Refusals& out) {
  if (!baseline || !target) return;
  const auto from = history::DayOrNone(baseline->date());
  const auto by = history::DayOrNone(target->date());
  if (!from || !by || *from < *by) return;
  out.Add(kBaselineAfterTarget,
          "The baseline's day comes before the target's; give an earlier baseline or a later "
          "target.",
          {{"baseline_date", absl::FormatCivilTime(*from)},
           {"target_date", absl::FormatCivilTime(*by)}});
}

template <typename Period>
void CheckPeriod(const Period& period, absl::CivilDay today, Refusals& out) {
  const auto from = history::DayOrNone(period.from_date());
  const auto to = history::DayOrNone(period.to_date());
  if (!from || !to || *from >= *to) {
    out.Add(kPeriodInvalid, "A period's first day comes before the first day after it.");
  } else if (*from > today) {
    out.Add(kPeriodInvalid, "The period has not begun; give one that has.");
  }
}

void CheckPublished(const Indicator& before, const indicator::v1::IndicatorPublished& published,
                    absl::CivilDay day, Refusals& out) {
  if (before.FindVersion(published.version()) == nullptr) {
    out.Add(kIndicatorVersionUnknown,
            "The indicator has no such version; give one it has.",
            {{"version", absl::StrCat(published.version())}});
  }
  CheckPeriod(published, day, out);
}

void CheckExternal(const indicator::v1::ExternalValueRecorded& value, absl::CivilDay day,
                   Refusals& out) {
  const std::string& code = value.municipality_code();
  const bool has_form = code.size() == 4 && std::all_of(code.begin(), code.end(), [](char c) {
                          return c >= '0' && c <= '9';
                        });
  const bool is_known =
      has_form && (organisation::IsMunicipalityCode(code) ||
                   organisation::IsInventedMunicipalityCode(code) || value.code_year() > 0);
  if (!is_known) {
    out.Add(kExternalCodeInvalid,
            "A municipality's code has four digits, zeros in front too; give an abolished one "
            "with its year.",
            {{"municipality_code", code}});
  }
  if (!std::isfinite(value.value())) {
    out.Add(kPointInvalid, "A value is a finite number; leave out one that is missing.");
  }
  CheckPeriod(value, day, out);
}

// Null where the event says none.
const indicator::v1::Definition* DefinitionIn(const Event& event) {
  if (event.has_indicator_defined()) return &event.indicator_defined().definition();
  if (event.has_indicator_revised()) return &event.indicator_revised().definition();
  return nullptr;
}

// The event to fill, after what every command but the first has in common.
IndicatorEvents Start(const Indicator& state, const history::Context& context) {
  if (!state.is_defined()) {
    return StatusWithReason(
        absl::StatusCode::kNotFound, kIndicatorNotFound, "There is no indicator with that id.");
  }
  EventsOf<IndicatorDecider> events(1);
  events[0].occurred = {context.now, history::Precision::kSecond};
  return events;
}

IndicatorEvents Finish(const Indicator& state, EventsOf<IndicatorDecider> events,
                       const history::Context& context) {
  return history::Accept<IndicatorDecider>(state, std::move(events), {}, context);
}

}  // namespace

const Version* Indicator::FindVersion(int32_t number) const {
  const auto found = std::find_if(
      versions.begin(), versions.end(), [&](const Version& one) { return one.number == number; });
  return found == versions.end() ? nullptr : &*found;
}

bool IsBaselineTold(const Indicator& indicator) {
  if (!indicator.baseline) return false;
  std::vector<ToldPeriod> periods;
  for (const Publication& one : indicator.publications) {
    const auto from = history::DayOrNone(one.content.from_date());
    const auto until = history::DayOrNone(one.content.to_date());
    if (from && until) periods.push_back({*from, *until, WholeOf(one.content)});
  }
  return IsTold(*indicator.baseline, periods);
}

std::optional<double> WholeOf(const indicator::v1::IndicatorPublished& published) {
  // Published values begin with the whole.
  if (published.values().empty()) return std::nullopt;
  const indicator::v1::PublishedValue& whole = published.values(0);
  return whole.has_value() && !whole.suppressed() ? std::make_optional(whole.value())
                                                  : std::nullopt;
}

std::optional<indicator::v1::Definition> DefinitionAt(
    const history::Timeline<IndicatorDecider>& timeline, int64_t position, int32_t version) {
  const Indicator then = timeline.At({.position = position});
  const Version* found = then.FindVersion(version);
  return found == nullptr ? std::nullopt : std::make_optional(found->definition);
}

void IndicatorDecider::Evolve(Indicator& state, const history::Recorded<Event>& entry) {
  const history::Envelope& envelope = entry.envelope;
  switch (entry.event.kind_case()) {
    case Event::kIndicatorDefined:
      state.versions.push_back({1,
                                entry.event.indicator_defined().definition(),
                                envelope.occurred,
                                envelope.position,
                                {}});
      state.made_from = entry.event.indicator_defined().made_from();
      break;
    case Event::kIndicatorRevised: {
      const indicator::v1::IndicatorRevised& revised = entry.event.indicator_revised();
      state.versions.push_back({revised.version(),
                                revised.definition(),
                                envelope.occurred,
                                envelope.position,
                                revised.reason()});
      break;
    }
    case Event::kBaselineSet:
      state.baseline = entry.event.baseline_set().baseline();
      break;
    case Event::kTargetSet:
      state.target = entry.event.target_set().target();
      break;
    case Event::kIndicatorPublished:
      state.publications.push_back(
          {envelope.position, envelope.occurred, entry.event.indicator_published()});
      break;
    case Event::kExternalValueRecorded:
      state.external_values.push_back(
          {envelope.position, envelope.occurred, entry.event.external_value_recorded()});
      break;
    case Event::kIndicatorRetired:
      state.retired = envelope.occurred;
      break;
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

void IndicatorDecider::Check(const Indicator& before, const history::Recorded<Event>& entry,
                             Refusals& out) {
  const Event& event = entry.event;
  if (event.kind_case() == Event::kIndicatorDefined) {
    if (before.is_defined()) out.Add(kIndicatorExists, "The indicator is defined already.");
    return;
  }
  if (!before.is_defined()) {
    out.Add(kIndicatorNotFound, "The indicator was not defined yet.");
    return;
  }
  if (before.retired) {
    out.Add(kIndicatorRetired, "The indicator is retired; void its retirement first.");
  }
  switch (event.kind_case()) {
    case Event::kIndicatorRevised:
      if (IsSame(event.indicator_revised().definition(), before.latest().definition)) {
        out.Add(kIndicatorUnchanged, "The definition says the same as the one in force.");
      }
      break;
    case Event::kBaselineSet:
      CheckPoint(event.baseline_set().baseline(), out);
      CheckOrder(event.baseline_set().baseline(), before.target, out);
      break;
    case Event::kTargetSet:
      CheckPoint(event.target_set().target(), out);
      CheckOrder(before.baseline, event.target_set().target(), out);
      break;
    case Event::kIndicatorPublished:
      CheckPublished(before, event.indicator_published(), entry.envelope.day, out);
      break;
    case Event::kExternalValueRecorded:
      CheckExternal(event.external_value_recorded(), entry.envelope.day, out);
      break;
    case Event::kIndicatorDefined:
    case Event::kIndicatorRetired:
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

IndicatorEvents Decide(const Indicator& state, const indicator::v1::IndicatorDefined& command,
                       const Definitions& facts, const history::Context& context) {
  if (state.is_defined()) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            kIndicatorExists,
                            "There is an indicator with that id already.");
  }
  FD_RETURN_IF_ERROR(Compile(command.definition(), facts.fields, context.zone).status());
  EventsOf<IndicatorDecider> events(1);
  *events[0].event.mutable_indicator_defined() = command;
  if (facts.baseline) {
    *events.emplace_back().event.mutable_baseline_set()->mutable_baseline() = *facts.baseline;
  }
  if (facts.target) {
    *events.emplace_back().event.mutable_target_set()->mutable_target() = *facts.target;
  }
  for (auto& event : events) event.occurred = {context.now, history::Precision::kSecond};
  return Finish(state, std::move(events), context);
}

IndicatorEvents Decide(const history::Timeline<IndicatorDecider>& timeline,
                       const indicator::v1::IndicatorRevised& command, const Fields& fields,
                       const history::Context& context) {
  FD_ASSIGN_OR_RETURN(EventsOf<IndicatorDecider> events, Start(timeline.current(), context));
  FD_RETURN_IF_ERROR(Compile(command.definition(), fields, context.zone).status());
  const auto revisions =
      std::count_if(timeline.entries().begin(), timeline.entries().end(), [](const auto& entry) {
        return entry.event.has_indicator_revised();
      });
  *events[0].event.mutable_indicator_revised() = command;
  events[0].event.mutable_indicator_revised()->set_version(static_cast<int32_t>(revisions) + 2);
  return Finish(timeline.current(), std::move(events), context);
}

IndicatorEvents Decide(const Indicator& state, const indicator::v1::BaselineSet& command,
                       const history::Context& context) {
  FD_ASSIGN_OR_RETURN(EventsOf<IndicatorDecider> events, Start(state, context));
  *events[0].event.mutable_baseline_set() = command;
  return Finish(state, std::move(events), context);
}

IndicatorEvents Decide(const Indicator& state, const indicator::v1::TargetSet& command,
                       const history::Context& context) {
  FD_ASSIGN_OR_RETURN(EventsOf<IndicatorDecider> events, Start(state, context));
  *events[0].event.mutable_target_set() = command;
  return Finish(state, std::move(events), context);
}

IndicatorEvents Decide(const Indicator& state, const indicator::v1::IndicatorPublished& command,
                       const history::Context& context) {
  FD_ASSIGN_OR_RETURN(EventsOf<IndicatorDecider> events, Start(state, context));
  *events[0].event.mutable_indicator_published() = command;
  return Finish(state, std::move(events), context);
}

IndicatorEvents Decide(const Indicator& state, const indicator::v1::ExternalValueRecorded& command,
                       const history::Context& context) {
  FD_ASSIGN_OR_RETURN(EventsOf<IndicatorDecider> events, Start(state, context));
  *events[0].event.mutable_external_value_recorded() = command;
  return Finish(state, std::move(events), context);
}

IndicatorEvents Decide(const Indicator& state, const indicator::v1::IndicatorRetired& command,
                       const history::Context& context) {
  FD_ASSIGN_OR_RETURN(EventsOf<IndicatorDecider> events, Start(state, context));
  *events[0].event.mutable_indicator_retired() = command;
  return Finish(state, std::move(events), context);
}

absl::Status CheckReplacement(const history::Timeline<IndicatorDecider>& timeline, int64_t position,
                              const Event& replacement, const Fields& fields,
                              const history::Context& context) {
  const auto& entries = timeline.entries();
  const auto original = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
    return entry.envelope.position == position;
  });
  if (original == entries.end() || original->event.kind_case() != replacement.kind_case()) {
    return absl::OkStatus();
  }
  if (replacement.has_indicator_published()) {
    return Refuse(kPublicationNotCorrected,
                  "What was published stays as people have read it; void it and publish again.",
                  {{"position", absl::StrCat(position)}});
  }
  const indicator::v1::Definition* definition = DefinitionIn(replacement);
  if (definition == nullptr) return absl::OkStatus();
  const std::string& code = DefinitionIn(original->event)->code();
  if (definition->code() != code) {
    return InvalidField("definition.code",
                        absl::StrCat("An indicator keeps its code: ", code, "."));
  }
  const int32_t version = original->event.indicator_revised().version();
  if (replacement.indicator_revised().version() != version) {
    return InvalidField("version", absl::StrCat("A revision keeps its number: ", version, "."));
  }
  return Compile(*definition, fields, context.zone).status();
}

}  // namespace framdrift::indicators
