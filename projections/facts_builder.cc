#include "projections/facts_builder.h"

#include <utility>

#include "base/status_macros.h"

namespace framdrift::projections {
namespace {

using household::HouseholdDecider;
using indicators::ActivityCostsDecider;
using indicators::CaseHistoryDecider;
using indicators::StaffHistoryDecider;
using organisation::UnitDecider;
using person::PersonDecider;
using policy::PolicyDecider;

template <typename Decider>
constexpr uint16_t kKindOf = static_cast<uint16_t>(Decider::kKind);

}  // namespace

FactsBuilder::FactsBuilder(FoldSource source, const Partition& partition,
                           std::optional<history::AsOf> as_of)
    : source_(std::move(source)),
      partition_(partition),
      as_of_(as_of),
      cases_(source_.zone),
      households_(source_.zone),
      persons_(source_.zone),
      units_(source_.zone),
      staff_(source_.zone),
      activities_(source_.zone) {}

Routing FactsBuilder::RoutingOf(uint16_t stream_kind) {
  switch (stream_kind) {
    case kKindOf<PolicyDecider>:
      return Routing::kBroadcast;
    case kKindOf<ActivityCostsDecider>:
    case kKindOf<CaseHistoryDecider>:
    case kKindOf<HouseholdDecider>:
    case kKindOf<PersonDecider>:
    case kKindOf<StaffHistoryDecider>:
    case kKindOf<UnitDecider>:
      return Routing::kByStream;
    default:
      return Routing::kNone;
  }
}

const facts_rows::Terms& FactsBuilder::Policies() {
  if (!terms_) terms_.emplace(policies_, source_.zone);
  return *terms_;
}

absl::Status FactsBuilder::FoldPolicy(const eventstore::StreamId& id,
                                      const KeptEvents::Stream& stream) {
  if (id.id != policy::PolicyStreamId(source_.tenant)) return absl::OkStatus();
  KeptFold<PolicyDecider> fold(source_.zone);
  FD_ASSIGN_OR_RETURN(policies_, fold.StateAt(id, stream, as_of_));
  return absl::OkStatus();
}

absl::StatusOr<facts_rows::Rows> FactsBuilder::RowsOf(const eventstore::StreamId& id,
                                                      const KeptEvents::Stream& stream) {
  switch (id.kind) {
    case kKindOf<CaseHistoryDecider>: {
      FD_ASSIGN_OR_RETURN(const auto state, cases_.StateAt(id, stream, as_of_));
      return facts_rows::OfCase(id.id, state, *Policies());
    }
    case kKindOf<HouseholdDecider>: {
      FD_ASSIGN_OR_RETURN(const auto state, households_.StateAt(id, stream, as_of_));
      return facts_rows::OfHousehold(id.id, state, *Policies());
    }
    case kKindOf<PersonDecider>: {
      FD_ASSIGN_OR_RETURN(const auto state, persons_.StateAt(id, stream, as_of_));
      return facts_rows::OfPerson(id.id, state);
    }
    case kKindOf<StaffHistoryDecider>: {
      FD_ASSIGN_OR_RETURN(const auto state, staff_.StateAt(id, stream, as_of_));
      return facts_rows::OfStaff(id.id, state, source_.zone);
    }
    case kKindOf<ActivityCostsDecider>: {
      FD_ASSIGN_OR_RETURN(const auto state, activities_.StateAt(id, stream, as_of_));
      return facts_rows::OfActivity(id.id, state);
    }
    default: {
      FD_ASSIGN_OR_RETURN(const auto state, units_.StateAt(id, stream, as_of_));
      return facts_rows::OfUnit(id.id, state);
    }
  }
}

absl::Status FactsBuilder::FoldStream(const eventstore::StreamId& id,
                                      const KeptEvents::Stream& stream, RowChanges& changes) {
  if (id.kind == kKindOf<PolicyDecider>) return FoldPolicy(id, stream);
  FD_ASSIGN_OR_RETURN(facts_rows::Rows made, RowsOf(id, stream));
  worklist_rows::Replace({}, std::move(made), changes);
  return absl::OkStatus();
}

absl::Status FactsBuilder::Finish(RowChanges& changes) {
  if (partition_.Holds({kKindOf<PolicyDecider>, policy::PolicyStreamId(source_.tenant)})) {
    worklist_rows::Replace({}, facts_rows::OfPolicies(policies_), changes);
  }
  return absl::OkStatus();
}

}  // namespace framdrift::projections
