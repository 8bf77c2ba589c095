#include "domain/process/path.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace framdrift::process {
namespace {

using casework::v1::CaseEvent;

// What tells `event` from others in a path. The view's strings live as long as the event.
struct Named {
  const std::string& source;
  const std::string& code;
  const std::string& label;
  bool decides = false;
};

Named NameOf(const CaseEvent& event) {
  static const std::string* const kNone = new std::string;
  switch (event.kind_case()) {
    case CaseEvent::kActRecorded:
      return {
          event.act_recorded().source(), event.act_recorded().code(), event.act_recorded().label()};
    case CaseEvent::kMilestoneRecorded:
      return {*kNone, event.milestone_recorded().code(), *kNone};
    case CaseEvent::kAidMonthSet: {
      const casework::v1::AidMonthSet& month = event.aid_month_set();
      return {*kNone, *kNone, *kNone, month.refused() || month.granted_ore() > 0};
    }
    default:
      return {*kNone, *kNone, *kNone};
  }
}

const std::string& NameOfKind(int number) {
  return CaseEvent::descriptor()->FindFieldByNumber(number)->message_type()->name();
}

bool Is(const v1::PathActivity& activity, int number, const Named& named) {
  return activity.event() == number && activity.decides() == named.decides &&
         (named.code.empty() ||
          (activity.code() == named.code && activity.source() == named.source));
}

uint32_t IndexOf(const CaseEvent& event, v1::CasePath& path) {
  const auto number = static_cast<int>(event.kind_case());
  const Named named = NameOf(event);
  for (int i = 0; i < path.activities_size(); ++i) {
    if (Is(path.activities(i), number, named)) return static_cast<uint32_t>(i);
  }
  v1::PathActivity& activity = *path.add_activities();
  activity.set_event(number);
  activity.set_source(named.source);
  activity.set_code(named.code.empty() ? NameOfKind(number) : named.code);
  if (named.label != activity.code()) activity.set_label(named.label);
  activity.set_decides(named.decides);
  return static_cast<uint32_t>(path.activities_size() - 1);
}

}  // namespace

void PathDecider::Evolve(PathState& state, const history::Recorded<Event>& entry) {
  cases::CaseDecider::Evolve(state.state, entry);
  if (entry.event.kind_case() == CaseEvent::KIND_NOT_SET) return;
  const bool first = state.path.acts().empty();
  const absl::Time at =
      first ? entry.envelope.occurred.at : std::max(entry.envelope.occurred.at, state.last);
  state.path.add_acts(IndexOf(entry.event, state.path));
  state.path.add_gaps_us(absl::ToInt64Microseconds(at - (first ? absl::UnixEpoch() : state.last)));
  state.last = at;
}

}  // namespace framdrift::process
