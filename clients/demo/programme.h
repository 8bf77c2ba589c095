// The spread programme of the demo: sixteen months, six learning meetings, fourteen members.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/demo/facts.h"
#include "clients/demo/world.h"
#include "framdrift/migration/v1/migration_service.pb.h"

namespace framdrift::demo {

// The tenant that the programme lives in.
inline constexpr absl::string_view kProgrammeTenant = "spridning";

// Names the flags that matter here.
std::string ProgrammeSource(const Settings& settings);
// The id of the programme.
std::string ProgrammeId(const Settings& settings);
migration::v1::TenantFounding ProgrammeFounding(const Settings& settings);

// All of it up to settings.today, by time: the originator of Municipalities() supports, its members
// take part, each at its own pace; one leaves, blocks fall back, reports are late. The programme
// began fifteen months before the month of settings.today.
std::vector<Fact> ProgrammeFacts(const Settings& settings);
// The same as the one commit to send.
migration::v1::FactCommit ProgrammeCommit(const Settings& settings);

}  // namespace framdrift::demo
