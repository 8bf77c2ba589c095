// What is decided of an indicator on a command: the definition it is to have, and who may.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "domain/indicators/indicator.h"
#include "framdrift/indicator/v1/indicator_service.pb.h"
#include "services/indicator/facts_asked.h"
#include "services/snapshot.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

using IndicatorSnapshot = Snapshot<indicators::IndicatorDecider>;

// The definition that the request asks for: that of made_from with what the request sets in place
// of it. FIELD_INVALID for a code that is none, a missing title, or an unknown made_from.
absl::StatusOr<indicator::v1::Definition> DefinitionAsked(
    const indicator::v1::DefineIndicatorRequest& request);

// The events of each command.
indicators::IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16& id,
                                            const IndicatorSnapshot& snapshot,
                                            const indicator::v1::DefineIndicatorRequest& request);
indicators::IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16& id,
                                            const IndicatorSnapshot& snapshot,
                                            const indicator::v1::ReviseIndicatorRequest& request);
indicators::IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16& id,
                                            const IndicatorSnapshot& snapshot,
                                            const indicator::v1::SetBaselineRequest& request);
indicators::IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16& id,
                                            const IndicatorSnapshot& snapshot,
                                            const indicator::v1::SetTargetRequest& request);
indicators::IndicatorEvents DecideIndicator(
    UnitOfWork& work, const Id16& id, const IndicatorSnapshot& snapshot,
    const indicator::v1::RecordExternalValueRequest& request);
indicators::IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16& id,
                                            const IndicatorSnapshot& snapshot,
                                            const indicator::v1::RetireIndicatorRequest& request);
indicators::IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16& id,
                                            const IndicatorSnapshot& snapshot,
                                            const indicator::v1::CorrectEventRequest& request);
indicators::IndicatorEvents DecideIndicator(UnitOfWork& work, const Id16& id,
                                            const IndicatorSnapshot& snapshot,
                                            const indicator::v1::VoidEventRequest& request);

// IndicatorPublished; see PublicationOf.
indicators::IndicatorEvents DecidePublication(
    UnitOfWork& work, FactsAsked& facts, const Id16& id, const IndicatorSnapshot& snapshot,
    const indicator::v1::PublishIndicatorRequest& request);

}  // namespace framdrift::services
