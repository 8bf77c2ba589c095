// What is published of an indicator: its value as those may see it who may not open cases.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "domain/indicators/indicator.h"
#include "framdrift/indicator/v1/indicator_service.pb.h"
#include "services/indicator/facts_asked.h"
#include "services/snapshot.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// FAILED_PRECONDITION: why a value is not published.
inline constexpr char kBreakdownNotPublished[] = "BREAKDOWN_NOT_PUBLISHED";
inline constexpr char kMeasureNotPublished[] = "MEASURE_NOT_PUBLISHED";
inline constexpr char kPeriodNotOver[] = "PERIOD_NOT_OVER";
inline constexpr char kPeriodOverlapsPublished[] = "PERIOD_OVERLAPS_PUBLISHED";
inline constexpr char kReleaseChangedTooLittle[] = "RELEASE_CHANGED_TOO_LITTLE";

// The value of the period that the request names with its groups, small figures and those that
// would tell them hidden. What was published before of periods that share days with it, of this
// indicator and of the tenant's others, whether voided since or not, is looked at together with it,
// each as its rows were then. FIELD_INVALID; the reasons above; the errors of Evaluate;
// PROJECTION_BEHIND while the facts are behind the log. Waits for the disk.
absl::StatusOr<indicator::v1::IndicatorPublished> PublicationOf(
    UnitOfWork& work, FactsAsked& facts, const Id16& id,
    const Snapshot<indicators::IndicatorDecider>& snapshot,
    const indicator::v1::PublishIndicatorRequest& request);

}  // namespace framdrift::services
