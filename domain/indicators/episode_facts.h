// The facts of one episode of a case.
#pragma once

#include <cstddef>
#include <vector>

#include "absl/time/time.h"
#include "domain/deadlines/deadline.h"
#include "domain/indicators/case_history.h"
#include "framdrift/facts/v1/fact_rows.pb.h"

namespace framdrift::indicators {

// Of the episode number `index`; `deadlines` are the case's, `zone` the tenant's.
facts::v1::FactEpisode EpisodeFactsOf(const CaseHistory& history, size_t index,
                                      const std::vector<deadlines::Deadline>& deadlines,
                                      absl::TimeZone zone);

}  // namespace framdrift::indicators
