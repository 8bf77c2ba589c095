// Random histories of cases, for tests of what is projected from them.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "base/strong_id.h"
#include "eventstore/event.h"
#include "framdrift/casework/v1/case_events.pb.h"

namespace framdrift::projections {

// Commits whose events anyone may check. Not thread-safe; one for each appending thread.
class CaseLog {
 public:
  // Writes to cases `first_case` to `first_case + cases - 1` only.
  CaseLog(uint64_t seed, int first_case, int cases);

  // The next commit: one to four events of one or two cases; a tenth of them happened before
  // others, are known only to the day, correct or void.
  eventstore::NewCommit Next();
  // Remembers where the commit's events stand, so that later ones may correct them.
  void Appended(const eventstore::NewCommit& commit, const eventstore::CommitResult& result);

 private:
  struct Event {
    int64_t position = 0;
    casework::v1::CaseEvent event;
  };
  casework::v1::CaseEvent RandomEvent(int number, bool first);
  eventstore::NewEvent NewEventOf(int number, const casework::v1::CaseEvent& event);
  int Below(int limit) { return static_cast<int>(random_() % static_cast<uint64_t>(limit)); }

  std::mt19937_64 random_;
  const int first_case_;
  const int cases_;
  absl::Time now_;
  std::map<int, std::vector<Event>> recorded_;
};

Id16 TestId(uint8_t kind, int number);
eventstore::StreamId CaseStream(int number);
eventstore::NewEvent NewCaseEvent(const eventstore::StreamId& stream,
                                  const casework::v1::CaseEvent& event, absl::Time occurred);
// With a fresh id.
eventstore::NewCommit NewCommitOf(std::vector<eventstore::NewEvent> events);

absl::TimeZone Stockholm();

}  // namespace framdrift::projections
