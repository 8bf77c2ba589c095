#include "services/projection/render.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/refusal.h"
#include "domain/history/when.h"
#include "eventstore/hash.h"

namespace framdrift::services {
namespace {

std::string Hex(const eventstore::Hash& hash) {
  return absl::BytesToHexString(eventstore::AsView(hash));
}

projection::v1::Projection::State StateOf(projections::ProjectionStatus::State state) {
  switch (state) {
    case projections::ProjectionStatus::State::kCatchingUp:
      return projection::v1::Projection::STATE_CATCHING_UP;
    case projections::ProjectionStatus::State::kLive:
      return projection::v1::Projection::STATE_LIVE;
    case projections::ProjectionStatus::State::kStopped:
      return projection::v1::Projection::STATE_STOPPED;
  }
  return projection::v1::Projection::STATE_UNSPECIFIED;
}

projection::v1::Generation::State StateOf(projections::Generations::State state) {
  switch (state) {
    case projections::Generations::State::kAnswering:
      return projection::v1::Generation::STATE_ANSWERING;
    case projections::Generations::State::kKept:
      return projection::v1::Generation::STATE_KEPT;
    case projections::Generations::State::kBuilding:
      return projection::v1::Generation::STATE_BUILDING;
  }
  return projection::v1::Generation::STATE_UNSPECIFIED;
}

}  // namespace

absl::StatusOr<std::string> ParseProjectionName(absl::string_view name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() == 4 && parts[2] == "projections" && !parts[3].empty()) return parts[3];
  return InvalidField("name", "Write tenants/{tenant}/projections/{projection}.");
}

void Render(absl::string_view tenant, const projections::ProjectionStatus& status,
            projection::v1::Projection& out) {
  out.set_name(absl::StrCat("tenants/", tenant, "/projections/", status.name));
  out.set_version(static_cast<int32_t>(status.version));
  out.set_generation(static_cast<int64_t>(status.generation));
  out.set_state(StateOf(status.state));
  out.set_rebuilding(status.rebuilding);
  out.set_position(static_cast<int64_t>(status.position));
  out.set_lag_events(static_cast<int64_t>(status.lag_events()));
  out.mutable_lag()->set_seconds(absl::ToInt64Seconds(status.lag));
  out.mutable_lag()->set_nanos(static_cast<int32_t>(
      absl::ToInt64Nanoseconds(status.lag - absl::Trunc(status.lag, absl::Seconds(1)))));
  for (const projections::ProjectionStatus::Kept& one : status.generations) {
    auto& generation = *out.add_generations();
    generation.set_number(static_cast<int64_t>(one.name.number));
    generation.set_state(StateOf(one.state));
    generation.set_version(static_cast<int32_t>(one.name.version));
    generation.set_position(static_cast<int64_t>(one.position));
    generation.set_size_bytes(static_cast<int64_t>(one.bytes));
    *generation.mutable_since_time() = history::TimestampFrom(one.since);
  }
  if (!status.failure) return;
  out.set_stopped_position(static_cast<int64_t>(status.failure->position));
  out.set_stopped_reason(std::string(status.failure->status.message()));
}

void Render(const projections::RowDigest& digest, projection::v1::RowDigest& out) {
  out.set_position(static_cast<int64_t>(digest.checkpoint.position));
  out.set_log_root(Hex(digest.checkpoint.root));
  out.set_hash(Hex(digest.hash));
  out.set_rows(digest.rows);
}

void Render(const projections::RebuildResult& result,
            projection::v1::RebuildProjectionResponse::Result& out) {
  out.set_projection(result.projection);
  if (!result.outcome.ok()) return out.set_stopped_reason(std::string(result.outcome.message()));
  Render(result.after, *out.mutable_after());
  if (!result.before) return;
  Render(*result.before, *out.mutable_before());
  out.set_equal(result.before->hash == result.after.hash);
}

}  // namespace framdrift::services
