// What was released of indicators before, and the rows that each release told of.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/indicators/indicator.h"
#include "domain/indicators/suppression.h"
#include "framdrift/indicator/v1/indicator_events.pb.h"
#include "services/indicator/facts_asked.h"
#include "services/indicator/row_sets.h"

namespace framdrift::services {

// A publication as it was recorded: what was read is known, whatever became of it since.
struct Release {
  int64_t position = 0;
  absl::Time at;
  bool voided = false;
  // What it was computed with.
  indicator::v1::Definition definition;
  indicator::v1::IndicatorPublished content;
  // What it told of, the whole besides; nothing until LookBack.
  indicators::EarlierReleases told;
  std::optional<indicators::TellableFigure> whole;
};

// The period; none where its days are none.
std::optional<indicators::Window> WindowOf(const indicator::v1::IndicatorPublished& content);

// Whether they share days.
inline bool Overlap(const indicators::Window& a, const indicators::Window& b) {
  return a.first < b.end && b.first < a.end;
}

// The releases in the history whose periods share days with `window`, voided ones too.
std::vector<Release> ReleasesIn(const history::Timeline<indicators::IndicatorDecider>& timeline,
                                const indicators::Window& window);

// Finds what each of `releases` told of, from the facts as they were at its known_position. One
// that cannot be computed any more tells of nothing. Reads the log once.
absl::Status LookBack(Runtime& runtime, const TenantEntry& tenant, const history::Actor& actor,
                      const std::vector<Release*>& releases, RowNumbers& numbers);

}  // namespace framdrift::services
