// Partners as the contracts show them.
#pragma once

#include "absl/status/status.h"
#include "domain/partner/commands.h"
#include "domain/partner/partner.h"
#include "domain/partner/refusals.h"
#include "framdrift/partner/v1/partner_service.pb.h"
#include "services/reading.h"

namespace framdrift::services {

struct PartnerResource {
  using Decider = partner::PartnerDecider;
  using Message = partner::v1::Partner;
  static constexpr char kCollection[] = "partners";
  static constexpr const char* kNotFound = partner::kPartnerNotFound;
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
};

}  // namespace framdrift::services
