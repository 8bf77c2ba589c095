// Activities and their sessions as the contracts show them.
#pragma once

#include "absl/status/status.h"
#include "domain/activity/activity.h"
#include "domain/activity/commands.h"
#include "domain/activity/refusals.h"
#include "framdrift/activity/v1/activity_service.pb.h"
#include "services/reading.h"

namespace framdrift::services {

struct ActivityResource {
  using Decider = activity::ActivityDecider;
  using Message = activity::v1::Activity;
  static constexpr char kCollection[] = "activities";
  static constexpr const char* kNotFound = activity::kActivityNotFound;
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
};

// `session` of the activity with that id.
void RenderSession(const Id16& activity_id, const activity::Activity& activity,
                   const activity::Session& session, activity::v1::Session& out);

}  // namespace framdrift::services
