// An indicator: its versions, where it stood and is to stand, and what was published of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "domain/history/timeline.h"
#include "domain/indicators/fields.h"
#include "framdrift/indicator/v1/indicator_events.pb.h"

namespace framdrift::indicators {

struct Version {
  int32_t number = 0;
  indicator::v1::Definition definition;
  history::Occurred since;
  int64_t position = 0;
  std::string reason;
};

struct Publication {
  int64_t position = 0;
  history::Occurred at;
  indicator::v1::IndicatorPublished content;
};

struct ExternalValue {
  int64_t position = 0;
  history::Occurred at;
  indicator::v1::ExternalValueRecorded content;
};

struct Indicator {
  // In order; none until it is defined.
  std::vector<Version> versions;
  std::string made_from;
  std::optional<indicator::v1::Point> baseline;
  std::optional<indicator::v1::Point> target;
  std::vector<Publication> publications;
  std::vector<ExternalValue> external_values;
  std::optional<history::Occurred> retired;

  bool is_defined() const { return !versions.empty(); }
  // Of a defined indicator.
  const Version& latest() const { return versions.back(); }
  // Null when there is no such version.
  const Version* FindVersion(int32_t number) const;
};

struct IndicatorDecider {
  using Event = indicator::v1::IndicatorEvent;
  using Sealed = indicator::v1::IndicatorSealed;
  using State = Indicator;
  static constexpr history::StreamKind kKind = history::StreamKind::kIndicator;
  static void Evolve(Indicator& state, const history::Recorded<Event>& entry);
  static void Check(const Indicator& before, const history::Recorded<Event>& entry, Refusals& out);
};

// What that version said when the log ended at `position`; nothing where there was none. What
// became of it since changes nothing.
std::optional<indicator::v1::Definition> DefinitionAt(
    const history::Timeline<IndicatorDecider>& timeline, int64_t position, int32_t version);

// Whether the baseline may be told to those who see only what is published: it says no more, as
// IsTold has it. False where there is none.
bool IsBaselineTold(const Indicator& indicator);
// The value of the whole that was published; none where there is none, or it is hidden.
std::optional<double> WholeOf(const indicator::v1::IndicatorPublished& published);

using IndicatorEvents = absl::StatusOr<history::EventsOf<IndicatorDecider>>;

struct Definitions {
  // Of the definition's subject in this tenant.
  const Fields& fields;
  std::optional<indicator::v1::Point> baseline;
  std::optional<indicator::v1::Point> target;
};

// IndicatorDefined, and BaselineSet and TargetSet where they are given. ALREADY_EXISTS with
// INDICATOR_EXISTS; INVALID_ARGUMENT with everything that is wrong with the definition.
IndicatorEvents Decide(const Indicator& state, const indicator::v1::IndicatorDefined& command,
                       const Definitions& facts, const history::Context& context);
// The next version, whatever number the command has: none is used twice, not even a voided one's. A
// definition that says the same is refused with INDICATOR_UNCHANGED.
IndicatorEvents Decide(const history::Timeline<IndicatorDecider>& timeline,
                       const indicator::v1::IndicatorRevised& command, const Fields& fields,
                       const history::Context& context);
// Each of these is what the event says, now. NOT_FOUND with INDICATOR_NOT_FOUND before it is
// defined; refused as Check says.
IndicatorEvents Decide(const Indicator& state, const indicator::v1::BaselineSet& command,
                       const history::Context& context);
IndicatorEvents Decide(const Indicator& state, const indicator::v1::TargetSet& command,
                       const history::Context& context);
IndicatorEvents Decide(const Indicator& state, const indicator::v1::IndicatorPublished& command,
                       const history::Context& context);
IndicatorEvents Decide(const Indicator& state, const indicator::v1::ExternalValueRecorded& command,
                       const history::Context& context);
IndicatorEvents Decide(const Indicator& state, const indicator::v1::IndicatorRetired& command,
                       const history::Context& context);

// OK when `replacement` may stand in place of the event recorded at `position`, or there is none of
// its kind there, which DecideCorrection refuses. PUBLICATION_NOT_CORRECTED for what was published;
// FIELD_INVALID for a definition of another code or version; INVALID_ARGUMENT with everything that
// is wrong with it. `fields` are those of its subject in this tenant.
absl::Status CheckReplacement(const history::Timeline<IndicatorDecider>& timeline, int64_t position,
                              const IndicatorDecider::Event& replacement, const Fields& fields,
                              const history::Context& context);

}  // namespace framdrift::indicators
