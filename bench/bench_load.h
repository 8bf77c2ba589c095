// Commits of the store's benchmarks: about what a case's event holds, over warm cases and persons.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/check.h"
#include "eventstore/event_store.h"

namespace framdrift::eventstore {

inline constexpr uint64_t kCases = 1000;
inline constexpr uint64_t kPersons = 1000;

inline double SecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

inline std::string TenantOf(uint64_t number) { return "town-" + std::to_string(number); }

inline Id16 BenchId(uint8_t kind, uint64_t number) {
  Id16 id{};
  id[0] = kind;
  for (size_t i = 0; i < 8; ++i) id[15 - i] = static_cast<uint8_t>(number >> (8 * i));
  return id;
}

inline NewEvent SealedEventOf(uint64_t stream, uint64_t person) {
  NewEvent event;
  event.stream = {.kind = 3, .id = BenchId(3, stream)};
  event.type = 3023;
  event.occurred_at = absl::FromUnixSeconds(1'750'000'000);
  event.correlation = BenchId(5, stream);
  event.tags = {{.kind = 1, .value = BenchId(6, person)}};
  event.public_part = std::string(60, 'p');
  event.parts.push_back({.subject = BenchId(4, person),
                         .role = 1,
                         .plaintext = "A note of about the length that a caseworker writes after a "
                                      "call: what was said, what was agreed, and by when."});
  return event;
}

// Ids rise with time, as UUIDv7 do.
inline NewCommit CommitWithId(uint64_t number) {
  NewCommit commit;
  commit.commit_id = BenchId(1, number);
  commit.request_digest.fill(static_cast<uint8_t>(number));
  commit.actor = {.pseudonym = BenchId(2, 1), .role = "caseworker", .kind = ActorKind::kHuman};
  commit.unit = BenchId(7, 1);
  return commit;
}

inline NewCommit SealedCommitOf(uint64_t number) {
  NewCommit commit = CommitWithId(number);
  commit.events.push_back(SealedEventOf(number * 7919 % kCases, number * 7919 % kPersons));
  commit.conditions = {{commit.events[0].stream, StreamCondition::Kind::kExists, 0}};
  return commit;
}

inline std::unique_ptr<EventStore> OpenForBench(const Options& options, uint64_t tenants) {
  absl::StatusOr<std::unique_ptr<EventStore>> store = EventStore::Open(options);
  FD_CHECK(store.ok());
  for (uint64_t i = 0; i < tenants; ++i) FD_CHECK((*store)->FoundTenant(TenantOf(i)).ok());
  return *std::move(store);
}

// Opens each tenant's cases, which makes the keys of their persons.
inline void MakeKeys(EventStore& store, uint64_t tenants) {
  for (uint64_t tenant = 0; tenant < tenants; ++tenant) {
    NewCommit commit = CommitWithId(uint64_t{1} << 60);
    for (uint64_t i = 0; i < kCases; ++i) commit.events.push_back(SealedEventOf(i, i % kPersons));
    FD_CHECK(store.AppendAndWait(TenantOf(tenant), commit).ok());
  }
}

}  // namespace framdrift::eventstore
