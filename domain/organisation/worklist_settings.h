// What a member of staff keeps about their worklist: views, what was put off, whom they cover.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "base/refusal.h"
#include "base/strong_id.h"
#include "domain/history/ids.h"
#include "domain/history/recorded.h"
#include "framdrift/organisation/v1/organisation_events.pb.h"

namespace framdrift::organisation {

using ViewId = StrongId<struct ViewIdTag>;

// A filter kept under a name.
struct SavedView {
  ViewId id;
  // Where the sealed name and filter stand.
  int64_t position = 0;

  friend bool operator==(const SavedView&, const SavedView&) = default;
};

// An item of the worklist that was put off.
struct Snooze {
  history::CaseId case_id;
  // The item among those of its case.
  std::string item;
  absl::Time until;
  // When it fell due then; none where it never does.
  std::optional<absl::Time> due;

  friend bool operator==(const Snooze&, const Snooze&) = default;
};

// A colleague to stand in for, from a day to the first day without it.
struct Cover {
  history::StaffId covered;
  absl::CivilDay from;
  absl::CivilDay until;

  friend bool operator==(const Cover&, const Cover&) = default;
};

struct WorklistSettings {
  // Each in the order in which they came to be; one of an id, of an item, of a colleague.
  std::vector<SavedView> views;
  std::vector<Snooze> snoozes;
  std::vector<Cover> covers;

  // Until when the item, which is due at `due`, is put off as seen at `now`; none when it is not.
  std::optional<absl::Time> SnoozedUntil(const history::CaseId& case_id, absl::string_view item,
                                         std::optional<absl::Time> due, absl::Time now) const;
  bool Covers(const history::StaffId& colleague, absl::CivilDay day) const;

  friend bool operator==(const WorklistSettings&, const WorklistSettings&) = default;
};

void Evolve(WorklistSettings& state, const v1::WorklistViewSaved& event,
            const history::Envelope& envelope);
void Evolve(WorklistSettings& state, const v1::WorklistViewRemoved& event,
            const history::Envelope& envelope);
// What is over by the time of this event is forgotten with it.
void Evolve(WorklistSettings& state, const v1::WorkItemSnoozed& event,
            const history::Envelope& envelope);
void Evolve(WorklistSettings& state, const v1::CoverSet& event, const history::Envelope& envelope);
void Evolve(WorklistSettings& state, const v1::CoverEnded& event,
            const history::Envelope& envelope);

// TOO_MANY_VIEWS.
void Check(const WorklistSettings& before, const v1::WorklistViewSaved& event,
           const history::Envelope& envelope, Refusals& out);
// VIEW_UNKNOWN.
void Check(const WorklistSettings& before, const v1::WorklistViewRemoved& event,
           const history::Envelope& envelope, Refusals& out);
// SNOOZE_OUT_OF_RANGE.
void Check(const WorklistSettings& before, const v1::WorkItemSnoozed& event,
           const history::Envelope& envelope, Refusals& out);
// DATES_OUT_OF_ORDER.
void Check(const WorklistSettings& before, const v1::CoverSet& event,
           const history::Envelope& envelope, Refusals& out);
// COVER_UNKNOWN.
void Check(const WorklistSettings& before, const v1::CoverEnded& event,
           const history::Envelope& envelope, Refusals& out);

}  // namespace framdrift::organisation
