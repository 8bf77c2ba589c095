#include "projections/facts_builder.h"

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

absl::Status FactsBuilder::Apply(const eventstore::EventView& event) {
  switch (RoutingOf(event.stream.kind)) {
    case Routing::kBroadcast:
      return policies_.Add(event);
    case Routing::kByStream:
      return kept_.Add(event);
    case Routing::kNone:
      break;
  }
  return absl::OkStatus();
}

absl::Status FactsBuilder::FoldPolicies(RowChanges& changes, FoldedCallback folded) {
  policy::PolicyHistory history;
  KeptFold<PolicyDecider> fold(source_.zone);
  const eventstore::StreamId own{kKindOf<PolicyDecider>, policy::PolicyStreamId(source_.tenant)};
  FD_RETURN_IF_ERROR(policies_.Drain([&](const eventstore::StreamId& id, const auto& stream) {
    if (id == own) {
      FD_ASSIGN_OR_RETURN(history, fold.StateAt(id, stream, as_of_));
    }
    return folded(events_ += stream.revision);
  }));
  if (partition_.Holds(own)) {
    worklist_rows::Replace({}, facts_rows::OfPolicies(history), changes);
  }
  terms_ = std::make_unique<facts_rows::Terms>(std::move(history), source_.zone);
  return absl::OkStatus();
}

absl::Status FactsBuilder::Finish(RowChanges& changes, FoldedCallback folded) {
  FD_RETURN_IF_ERROR(FoldPolicies(changes, folded));
  KeptFold<CaseHistoryDecider> cases(source_.zone);
  KeptFold<HouseholdDecider> households(source_.zone);
  KeptFold<PersonDecider> persons(source_.zone);
  KeptFold<UnitDecider> units(source_.zone);
  KeptFold<StaffHistoryDecider> staff(source_.zone);
  KeptFold<ActivityCostsDecider> activities(source_.zone);
  const auto rows_of = [&](const eventstore::StreamId& id,
                           const KeptEvents::Stream& stream) -> absl::StatusOr<facts_rows::Rows> {
    switch (id.kind) {
      case kKindOf<CaseHistoryDecider>: {
        FD_ASSIGN_OR_RETURN(const auto state, cases.StateAt(id, stream, as_of_));
        return facts_rows::OfCase(id.id, state, **terms_);
      }
      case kKindOf<HouseholdDecider>: {
        FD_ASSIGN_OR_RETURN(const auto state, households.StateAt(id, stream, as_of_));
        return facts_rows::OfHousehold(id.id, state, **terms_);
      }
      case kKindOf<PersonDecider>: {
        FD_ASSIGN_OR_RETURN(const auto state, persons.StateAt(id, stream, as_of_));
        return facts_rows::OfPerson(id.id, state);
      }
      case kKindOf<StaffHistoryDecider>: {
        FD_ASSIGN_OR_RETURN(const auto state, staff.StateAt(id, stream, as_of_));
        return facts_rows::OfStaff(id.id, state, source_.zone);
      }
      case kKindOf<ActivityCostsDecider>: {
        FD_ASSIGN_OR_RETURN(const auto state, activities.StateAt(id, stream, as_of_));
        return facts_rows::OfActivity(id.id, state);
      }
      default: {
        FD_ASSIGN_OR_RETURN(const auto state, units.StateAt(id, stream, as_of_));
        return facts_rows::OfUnit(id.id, state);
      }
    }
  };
  return kept_.Drain([&](const eventstore::StreamId& id, const auto& stream) {
    FD_ASSIGN_OR_RETURN(facts_rows::Rows made, rows_of(id, stream));
    worklist_rows::Replace({}, std::move(made), changes);
    return folded(events_ += stream.revision);
  });
}

}  // namespace framdrift::projections
