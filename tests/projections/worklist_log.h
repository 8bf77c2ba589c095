// Random histories of all that worklists follow from: cases, activities, households, policies.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "domain/policy/adoption.h"
#include "eventstore/event.h"
#include "framdrift/activity/v1/activity_events.pb.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "framdrift/household/v1/household_events.pb.h"
#include "framdrift/policy/v1/policy_events.pb.h"
#include "tests/projections/case_log.h"

namespace framdrift::projections {

// Writes what CaseLog does not, beside one that writes to the same cases, numbers 1 to `cases`. Not
// thread-safe.
class WorklistLog {
 public:
  WorklistLog(uint64_t seed, int cases);

  // The next commit of an activity, household, case or, now and then, of the policy; a tenth are
  // voided later.
  eventstore::NewCommit Next();
  void Appended(const eventstore::NewCommit& commit, const eventstore::CommitResult& result);

 private:
  eventstore::NewEvent OfActivity();
  eventstore::NewEvent OfHousehold();
  eventstore::NewEvent OfCase();
  int Below(int limit) { return static_cast<int>(random_() % static_cast<uint64_t>(limit)); }
  // Not quite in order.
  absl::Time Soon() { return now_ - absl::Hours(Below(10) == 0 ? Below(24 * 30) : 0); }

  std::mt19937_64 random_;
  const int cases_;
  absl::Time now_;
  int sessions_ = 0;
  int steps_ = 0;
  int applications_ = 0;
  int policies_ = 0;
  int others_ = 0;
  // Last events by stream, which may be voided.
  std::map<eventstore::StreamId, int64_t,
           bool (*)(const eventstore::StreamId&, const eventstore::StreamId&)>
      last_;
};

eventstore::StreamId ActivityStream(int number);
eventstore::StreamId HouseholdStream(int number);

// An event of a stream of its kind.
template <typename Event>
eventstore::NewEvent NewEventOf(const eventstore::StreamId& stream, const Event& event,
                                absl::Time occurred) {
  eventstore::NewEvent made;
  made.stream = stream;
  made.type = stream.kind * 1000u + static_cast<uint32_t>(event.kind_case());
  made.occurred_at = occurred;
  made.public_part = event.SerializeAsString();
  return made;
}

// The tenant adopts `rules`, in text format, from the first of that month of 2023 on.
eventstore::NewEvent PolicyOf(const std::string& tenant, int version, int month,
                              const std::string& rules);

}  // namespace framdrift::projections
