#include "services/unit_of_work.h"

#include "base/refusal.h"

namespace framdrift::services {

absl::Status EtagStale(eventstore::Revision current) {
  return StatusWithReason(
      absl::StatusCode::kAborted,
      kEtagStale,
      "This has changed since it was read; read it again, look at what is new, and decide anew.",
      {{"etag", FormatEtag(current)}});
}

absl::Status UnitOfWork::CheckEtag(const SnapshotBase& snapshot, absl::string_view etag) {
  if (etag.empty()) return absl::OkStatus();
  etag_of_ = &snapshot;
  FD_ASSIGN_OR_RETURN(const eventstore::Revision seen, ParseEtag(etag));
  return seen == snapshot.revision() ? absl::OkStatus() : EtagStale(snapshot.revision());
}

eventstore::NewCommit UnitOfWork::TakeCommit(const eventstore::Hash& digest) {
  eventstore::NewCommit commit;
  commit.commit_id = commit_id_;
  commit.request_digest = digest;
  commit.actor = ToStored(context_.actor);
  commit.on_behalf_of = context_.actor.on_behalf_of.bytes();
  commit.unit = context_.actor.unit.bytes();
  for (const auto& touched : touched_) {
    commit.conditions.push_back(
        {touched->stream, eventstore::StreamCondition::Kind::kRevision, touched->revision()});
  }
  commit.events = std::move(new_events_);
  return commit;
}

absl::Status UnitOfWork::LostRace(const absl::Status& aborted) const {
  for (const auto& touched : touched_) {
    if (etag_of_ == nullptr || touched->snapshot_base() != etag_of_) continue;
    for (const eventstore::FailedCondition& failed : eventstore::FailedConditions(aborted)) {
      if (failed.condition.stream == touched->stream) return EtagStale(failed.current);
    }
  }
  return aborted;
}

void UnitOfWork::Committed(const eventstore::CommitResult& result) {
  for (const auto& touched : touched_) touched->Committed(*this, result);
}

}  // namespace framdrift::services
