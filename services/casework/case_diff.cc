#include "services/casework/case_diff.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/status_macros.h"
#include "domain/history/known.h"
#include "domain/history/when.h"
#include "services/casework/case_view.h"
#include "services/casework/field_diff.h"
#include "services/past.h"
#include "services/stream_history.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;
using CaseStream = StreamView<cases::CaseDecider>;

// The case at one moment; nothing before it was there.
struct Side {
  Past past;
  bool there = false;
  bool whole = false;
  v1::Case shown;
};

absl::StatusOr<Side> SideOf(Reading& reading, const CaseStream& view, const v1::Moment& moment,
                            absl::string_view prefix) {
  Side side;
  FD_ASSIGN_OR_RETURN(side.past, PastOf(reading, PastAskedBy(moment), prefix));
  side.there = history::WasThere(view.timeline(), side.past.as_of);
  if (!side.there) return side;
  FD_ASSIGN_OR_RETURN(side.whole, RenderAsOf(reading, view, side.past, side.shown));
  // What is the same at all times would be a difference to nothing.
  side.shown.clear_name();
  side.shown.clear_etag();
  side.shown.clear_person();
  return side;
}

// What of a stream counts at one moment.
class Counting {
 public:
  using Entry = cases::CaseTimeline::Entry;

  Counting(const cases::CaseTimeline& timeline, const history::AsOf& as_of)
      : as_of_(as_of), amendments_(timeline.AmendmentsAt(as_of)) {
    for (const Entry& entry : timeline.Effective(as_of)) {
      effective_.emplace(entry.envelope.position, entry.envelope.occurred);
    }
  }

  bool Counts(const Entry& entry) const {
    const int64_t position = entry.envelope.position;
    if (!cases::CaseTimeline::IsAmendment(entry.event)) return effective_.contains(position);
    return history::IsKnown(entry, as_of_) && !amendments_.voided.contains(position);
  }
  // The position of the correction in force; 0: none.
  int64_t CorrectedBy(int64_t position) const {
    const auto it = amendments_.corrections.find(position);
    return it == amendments_.corrections.end() ? 0 : it->second->envelope.position;
  }
  history::Occurred OccurredOf(const Entry& entry) const {
    const auto it = effective_.find(entry.envelope.position);
    return it == effective_.end() ? entry.envelope.occurred : it->second;
  }

 private:
  const history::AsOf as_of_;
  const cases::CaseTimeline::Amendments amendments_;
  std::map<int64_t, history::Occurred> effective_;
};

void RenderEvents(const CaseStream& view, const history::AsOf& before, const history::AsOf& after,
                  v1::DiffCaseResponse& out) {
  const Counting then(view.timeline(), before);
  const Counting since(view.timeline(), after);
  for (const auto& entry : view.timeline().entries()) {
    const int64_t position = entry.envelope.position;
    const bool counted = then.Counts(entry);
    const bool counts = since.Counts(entry);
    if (!counted && !counts) continue;
    if (counted == counts && then.CorrectedBy(position) == since.CorrectedBy(position)) continue;
    v1::DiffEvent& event = *out.add_events();
    event.set_position(position);
    event.set_revision(entry.envelope.revision);
    event.set_kind(KindOf(entry.event));
    *event.mutable_occurred() =
        history::WhenFrom((counts ? since : then).OccurredOf(entry), view.zone());
    *event.mutable_record_time() = history::TimestampFrom(entry.envelope.recorded_at);
    event.set_counts_before(counted);
    event.set_counts_after(counts);
  }
}

}  // namespace

absl::Status RenderDiff(Reading& reading, const CaseStream& view,
                        const v1::DiffCaseRequest& request, v1::DiffCaseResponse& out) {
  FD_ASSIGN_OR_RETURN(const Side before, SideOf(reading, view, request.before(), "before."));
  FD_ASSIGN_OR_RETURN(const Side after, SideOf(reading, view, request.after(), "after."));
  if (!before.there && !after.there) return NotThereThen(reading, view);
  for (FieldDifference& difference : DifferencesOf(before.shown, after.shown, view.zone())) {
    v1::FieldChange& change = *out.add_changes();
    change.set_path(std::move(difference.path));
    change.set_before(std::move(difference.before));
    change.set_after(std::move(difference.after));
  }
  *out.mutable_before_evaluated_at() = history::TimestampFrom(before.past.evaluated_at);
  *out.mutable_after_evaluated_at() = history::TimestampFrom(after.past.evaluated_at);
  out.set_source_times_used(history::IsKnownBySource(view.timeline(), before.past.as_of) ||
                            history::IsKnownBySource(view.timeline(), after.past.as_of));
  const bool reads_events = (!before.there || before.whole) && (!after.there || after.whole);
  if (reads_events) RenderEvents(view, before.past.as_of, after.past.as_of, out);
  return absl::OkStatus();
}

}  // namespace framdrift::services
