// Read models as the contracts show them.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "framdrift/projection/v1/projection_service.pb.h"
#include "projections/projector.h"

namespace framdrift::services {

// The last segment of `tenants/{tenant}/projections/{projection}`. INVALID_ARGUMENT for field
// `name` otherwise.
absl::StatusOr<std::string> ParseProjectionName(absl::string_view name);

void Render(absl::string_view tenant, const projections::ProjectionStatus& status,
            projection::v1::Projection& out);
void Render(const projections::RowDigest& digest, projection::v1::RowDigest& out);
void Render(const projections::RebuildResult& result,
            projection::v1::RebuildProjectionResponse::Result& out);

}  // namespace framdrift::services
