// An activity of the catalogue with its sessions: what it is after its events.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "base/refusal.h"
#include "domain/history/ids.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "framdrift/activity/v1/activity_events.pb.h"

namespace framdrift::activity {

struct Session {
  history::SessionId id;
  absl::Time start;
  absl::Time end;
  // Empty where the session is held at the activity's place.
  std::string place;
  // Empty where none of the staff leads it.
  history::StaffId leader;
  // UNSPECIFIED while it is not cancelled.
  v1::CancellationReason cancelled = v1::CANCELLATION_REASON_UNSPECIFIED;

  bool is_cancelled() const { return cancelled != v1::CANCELLATION_REASON_UNSPECIFIED; }
};

struct Activity {
  // None until opened.
  std::optional<history::Occurred> opened;
  std::string display_name;
  codes::v1::ActivityType type = codes::v1::ACTIVITY_TYPE_UNSPECIFIED;
  std::string local_type;
  history::UnitId unit;
  // Empty where the unit provides it itself.
  history::PartnerId provider;
  std::string place;
  bool at_workplace = false;
  // 0 is no limit.
  int32_t seats = 0;
  // In order of planning.
  std::vector<Session> sessions;
  int64_t cost_ore = 0;
  std::optional<history::Occurred> closed;

  bool open() const { return opened.has_value() && !closed.has_value(); }
};

struct ActivityDecider {
  using Event = v1::ActivityEvent;
  using Sealed = v1::ActivitySealed;
  using State = Activity;
  static constexpr history::StreamKind kKind = history::StreamKind::kActivity;
  static void Evolve(Activity& state, const history::Recorded<Event>& entry);
  static void Check(const Activity& before, const history::Recorded<Event>& entry, Refusals& out);
};

// What attendance needs to know of a session.
struct SessionFacts {
  history::SessionId id;
  absl::Time start;
  absl::Time end;
  bool cancelled = false;
  bool at_workplace = false;
  codes::v1::ActivityType type = codes::v1::ACTIVITY_TYPE_UNSPECIFIED;
};

// None when the activity has no such session.
std::optional<SessionFacts> Find(const Activity& activity, const history::SessionId& id);

}  // namespace framdrift::activity
