// What was published beside what the same question gives now.
#pragma once

#include "absl/status/status.h"
#include "domain/indicators/indicator.h"
#include "framdrift/indicator/v1/indicator_service.pb.h"
#include "services/indicator/facts_asked.h"

namespace framdrift::services {

// NOT_FOUND: nothing was published at that position.
inline constexpr char kPublicationNotFound[] = "PUBLICATION_NOT_FOUND";
// So many events of cases that count as they did are told at most.
inline constexpr int kMostEvents = 1000;

// The publication recorded at `position`, 0 the latest. PUBLICATION_NOT_FOUND.
absl::StatusOr<const indicators::Publication*> PublicationAsked(
    const indicators::Indicator& indicator, int64_t position);

// Fills all but the position: `then` has the facts that the publication was computed from. Waits
// for the disk.
absl::Status Compare(const indicators::Indicator& indicator,
                     const indicators::Publication& publication, const indicators::FactTables& then,
                     FactsAt& now, indicator::v1::ComparePublicationResponse& out);

}  // namespace framdrift::services
