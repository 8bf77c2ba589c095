// The commits of the crash test: loader and checker make the same ones from their numbers.
#pragma once

#include <cstdint>
#include <string>

#include "eventstore/event.h"

namespace framdrift::eventstore::crash {

inline constexpr uint64_t kTenants = 3;

inline std::string TenantOf(uint64_t number) { return "town-" + std::to_string(number % kTenants); }

inline Id16 IdOf(uint8_t kind, uint64_t number) {
  Id16 id{};
  id[0] = kind;
  for (size_t i = 0; i < 8; ++i) id[15 - i] = static_cast<uint8_t>(number >> (8 * i));
  return id;
}

inline Id16 CommitIdOf(uint64_t number) { return IdOf(1, number); }
inline uint64_t EventsOf(uint64_t number) { return 1 + number % 5; }

inline NewCommit CommitOf(uint64_t number) {
  NewCommit commit;
  commit.commit_id = CommitIdOf(number);
  commit.request_digest.fill(static_cast<uint8_t>(number));
  commit.actor = {.pseudonym = IdOf(2, 1), .role = "caseworker", .kind = ActorKind::kHuman};
  for (uint64_t i = 0; i < EventsOf(number); ++i) {
    NewEvent event;
    event.stream = {.kind = 7, .id = IdOf(3, (number + i) % 50)};
    event.type = 7001;
    event.occurred_at = absl::FromUnixSeconds(1'700'000'000);
    event.public_part = std::string(20 + number % 300, 'p');
    if (number % 4 == 0) {
      event.parts.push_back({.subject = IdOf(4, number % 500),
                             .role = 1,
                             .plaintext = "personal " + std::to_string(number)});
    }
    commit.events.push_back(std::move(event));
  }
  return commit;
}

}  // namespace framdrift::eventstore::crash
