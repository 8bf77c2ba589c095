// Boards, units and staff as the contracts show them.
#pragma once

#include "absl/status/status.h"
#include "domain/organisation/refusals.h"
#include "domain/organisation/staff.h"
#include "domain/organisation/unit.h"
#include "framdrift/organisation/v1/organisation_service.pb.h"
#include "framdrift/organisation/v1/staff_service.pb.h"
#include "services/reading.h"

namespace framdrift::services {

struct BoardResource {
  using Decider = organisation::BoardDecider;
  using Message = organisation::v1::Board;
  static constexpr char kCollection[] = "boards";
  static constexpr const char* kNotFound = organisation::kBoardNotFound;
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
};

struct UnitResource {
  using Decider = organisation::UnitDecider;
  using Message = organisation::v1::Unit;
  static constexpr char kCollection[] = "units";
  static constexpr const char* kNotFound = organisation::kUnitNotFound;
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
};

struct StaffResource {
  using Decider = organisation::StaffDecider;
  using Message = organisation::v1::Staff;
  static constexpr char kCollection[] = "staff";
  static constexpr const char* kNotFound = organisation::kStaffNotFound;
  // Roles that ran out by the day of the call are left out.
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
};

}  // namespace framdrift::services
