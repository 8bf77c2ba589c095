// What was published beside what the same question gives now.
#pragma once

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "base/strong_id.h"
#include "domain/indicators/indicator.h"
#include "eventstore/event_store.h"
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

// Cases that a figure counted then or counts now, and of them those with a row that it counts
// elsewhere: in or out of it or of a group, in the numerator or not, or left out.
struct CasesCompared {
  absl::flat_hash_set<Id16> all;
  absl::flat_hash_set<Id16> elsewhere;
};

// Fills all but position and events: `then` has the facts that the publication was computed from,
// by `definition`.
absl::Status CompareFigures(const indicator::v1::Definition& definition,
                            const indicators::Publication& publication,
                            const indicators::FactTables& then, FactsAt& now, CasesCompared& cases,
                            indicator::v1::ComparePublicationResponse& out);

// Adds the events of `cases` since the publication's facts, up to the answer's position. Reads the
// log from there on.
absl::Status AddEventsSince(const eventstore::EventStore& store, const TenantEntry& tenant,
                            const indicators::Publication& publication, const CasesCompared& cases,
                            indicator::v1::ComparePublicationResponse& out);

}  // namespace framdrift::services
