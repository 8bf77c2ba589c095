#include "domain/process/export.h"

#include "domain/history/when.h"

namespace framdrift::process {
namespace {

using casework::v1::CaseEvent;

v1::ExportedActivity Exported(const history::Recorded<CaseEvent>& entry,
                              const v1::PathActivity& activity, absl::Time at) {
  v1::ExportedActivity exported;
  exported.set_position(entry.envelope.position);
  *exported.mutable_occur_time() = history::TimestampFrom(at);
  exported.set_activity(activity.code());
  exported.set_label(activity.label());
  exported.set_source(activity.source());
  if (entry.event.has_act_recorded()) {
    exported.set_label(entry.event.act_recorded().label());
    exported.set_lifecycle(entry.event.act_recorded().lifecycle());
    exported.set_resource(entry.event.act_recorded().resource());
  } else if (entry.event.has_milestone_recorded()) {
    exported.set_lifecycle(entry.event.milestone_recorded().lifecycle());
    exported.set_resource(entry.event.milestone_recorded().resource());
  }
  return exported;
}

}  // namespace

std::vector<v1::ExportedActivity> ExportedActivities(const history::Timeline<PathDecider>& timeline,
                                                     const history::AsOf& as_of,
                                                     const Selection& selection) {
  std::vector<v1::ExportedActivity> exported;
  PathState state;
  for (const auto& entry : timeline.Effective(as_of)) {
    const int before = state.path.acts_size();
    PathDecider::Evolve(state, entry);
    if (state.path.acts_size() == before) continue;
    const v1::PathActivity& activity =
        state.path.activities(static_cast<int>(state.path.acts(before)));
    if (IsSelected(activity, selection)) exported.push_back(Exported(entry, activity, state.last));
  }
  return exported;
}

}  // namespace framdrift::process
