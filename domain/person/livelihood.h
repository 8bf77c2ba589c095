// What a person lives on over time: one series, and which of several claims writes it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "framdrift/codes/v1/codes.pb.h"
#include "framdrift/person/v1/person_events.pb.h"

namespace framdrift::person {

// A state holds from its day until the next entry's.
struct LivelihoodEntry {
  absl::CivilDay from;
  codes::v1::LivelihoodState state = codes::v1::LIVELIHOOD_STATE_UNSPECIFIED;
  std::optional<int32_t> extent_percent;
  // Öre a month.
  std::optional<int64_t> monthly_gross_ore;
  v1::FactSource source = v1::FACT_SOURCE_UNSPECIFIED;
  v1::Evidence evidence = v1::EVIDENCE_UNSPECIFIED;
  int64_t position = 0;

  friend bool operator==(const LivelihoodEntry&, const LivelihoodEntry&) = default;
};

// Sorted by day; of two entries of one day the one recorded last stands.
class Livelihood {
 public:
  void Set(LivelihoodEntry entry);
  const std::vector<LivelihoodEntry>& entries() const { return entries_; }
  // The entry that holds on `day`; null before the first.
  const LivelihoodEntry* On(absl::CivilDay day) const;

  friend bool operator==(const Livelihood&, const Livelihood&) = default;

 private:
  std::vector<LivelihoodEntry> entries_;
};

// How much a state counts where two are claimed for one day, 1 the most; docs/livelihood.md gives
// the table. A state this version does not know counts least.
int PriorityOf(codes::v1::LivelihoodState state);

// True for a source that is a job, studies or support in the system, and so only claims a state.
bool IsDerived(v1::FactSource source);

// A job, a course of study or a run of support months that lasts from a day to the first day out.
struct LivelihoodClaim {
  codes::v1::LivelihoodState state = codes::v1::LIVELIHOOD_STATE_UNSPECIFIED;
  absl::CivilDay from;
  std::optional<absl::CivilDay> to;
  std::optional<int32_t> extent_percent;
  v1::FactSource source = v1::FACT_SOURCE_UNSPECIFIED;

  friend bool operator==(const LivelihoodClaim&, const LivelihoodClaim&) = default;
};

// The entries to write so that `recorded` follows the claims up to and with `through`, in order of
// day; none when it does already. `claims` are all that stand, not only the new one. On each day:
// - a statement (an entry whose source is not derived) holds until the next statement, or until a
//   claim begins after it that has at least its priority: such a claim counts, others do not;
// - of the claims that count, the one of highest priority holds; of equals the one begun last;
// - when all that counted have ended, the state is unknown.
// Days before the first statement and claim have no state.
std::vector<LivelihoodEntry> EntriesToWrite(const Livelihood& recorded,
                                            const std::vector<LivelihoodClaim>& claims,
                                            absl::CivilDay through);

}  // namespace framdrift::person
