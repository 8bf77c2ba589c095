// What a person keeps about their worklist, as the contracts show it.
#pragma once

#include "absl/status/status.h"
#include "domain/organisation/refusals.h"
#include "domain/organisation/staff.h"
#include "framdrift/worklist/v1/worklist_service.pb.h"
#include "services/reading.h"

namespace framdrift::services {

struct WorklistSettingsResource {
  using Decider = organisation::StaffDecider;
  using Message = worklist::v1::WorklistSettings;
  static constexpr char kCollection[] = "staff";
  static constexpr const char* kNotFound = organisation::kStaffNotFound;
  // Without what was put off until a time that has come, and covers that have ended.
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
};

}  // namespace framdrift::services
