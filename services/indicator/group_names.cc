#include "services/indicator/group_names.h"

#include "base/status_macros.h"
#include "base/strong_id.h"
#include "domain/activity/activity.h"
#include "domain/organisation/staff.h"
#include "domain/organisation/unit.h"

namespace framdrift::services {

absl::StatusOr<std::string> GroupNameOf(Reading& reading, absl::string_view breakdown,
                                        absl::string_view group) {
  const bool is_staff = breakdown == "caseworker";
  const bool is_activity = breakdown == "activity";
  if (!is_staff && !is_activity && breakdown != "unit") return "";
  const absl::StatusOr<Id16> id = ParseUuid(group);
  if (!id.ok()) return "";
  if (is_activity) {
    FD_ASSIGN_OR_RETURN(const auto activity, reading.View<activity::ActivityDecider>(*id));
    return activity.state().display_name;
  }
  if (is_staff) {
    FD_ASSIGN_OR_RETURN(const auto staff, reading.View<organisation::StaffDecider>(*id));
    const auto* text = staff.Text(staff.state().registered_position);
    return text == nullptr ? "" : text->staff_registered().display_name();
  }
  FD_ASSIGN_OR_RETURN(const auto unit, reading.View<organisation::UnitDecider>(*id));
  return unit.state().display_name;
}

}  // namespace framdrift::services
