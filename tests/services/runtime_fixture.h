// A store in a temporary directory with everything that calls work with, and no wire.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "domain/person/person.h"
#include "gtest/gtest.h"
#include "services/event_mapping.h"
#include "services/runtime.h"
#include "services/stream_reader.h"
#include "tests/testing/fixed_clock.h"
#include "tests/testing/given.h"
#include "tests/testing/temp_dir.h"

namespace framdrift::services {

inline constexpr char kTenant[] = "kungsbacka";

class RuntimeTest : public ::testing::Test {
 protected:
  using Person = person::PersonDecider;
  using Emitted = history::Emitted<person::v1::PersonEvent, person::v1::PersonSealed>;

  RuntimeTest() {
    eventstore::Options options;
    options.data_dir = directory_.path();
    options.clock = &clock_;
    auto store = eventstore::EventStore::Open(options);
    FD_CHECK(store.ok());
    store_ = *std::move(store);
    auto tenants = Tenants::Open(*store_, clock_);
    FD_CHECK(tenants.ok());
    tenants_ = *std::move(tenants);
    FD_CHECK(tenants_->Found(kTenant, testing::Human()).ok());
    runtime_ = std::make_unique<Runtime>(
        Runtime{*store_, clock_, *tenants_, streams_, workers_, Limits()});
  }

  StreamReader Reader(Freshness freshness = Freshness::kCurrent) {
    return StreamReader(*runtime_, kTenant, tenants_->Find(kTenant), freshness);
  }

  // An event of the person, in text format, and its sealed part where there is one.
  Emitted EventOf(const std::string& event, const std::string& sealed = "") const {
    Emitted emitted;
    emitted.event = testing::Proto<person::v1::PersonEvent>(event);
    emitted.occurred = {clock_.Now(), history::Precision::kSecond};
    if (!sealed.empty()) {
      emitted.parts.push_back({id_, 0, testing::Proto<person::v1::PersonSealed>(sealed)});
    }
    return emitted;
  }

  // Appends to the person's stream past the cache. Returns the last position.
  eventstore::Position Append(std::vector<eventstore::NewEvent> events) {
    eventstore::NewCommit commit;
    commit.commit_id = NewUuidV4();
    commit.actor = ToStored(testing::Human());
    commit.events = std::move(events);
    const auto result = store_->AppendAndWait(kTenant, std::move(commit));
    FD_CHECK(result.ok());
    return result->last_position;
  }
  eventstore::Position Append(const Emitted& emitted) {
    return Append({NewEventFrom<Person>(id_, emitted)});
  }

  testing::TempDir directory_;
  testing::FixedClock clock_;
  std::unique_ptr<eventstore::EventStore> store_;
  std::unique_ptr<Tenants> tenants_;
  StreamCache streams_{size_t{1} << 20};
  WorkQueue workers_{1, 16};
  std::unique_ptr<Runtime> runtime_;
  const Id16 id_ = *ParseUuid("0190b2c8-5b0e-7c3a-9f00-000000000001");
};

// Somebody with a name, and with another.
inline constexpr char kRegistered[] = "person_registered { identifier_kind: IDENTIFIER_KIND_NONE }";
inline constexpr char kMaria[] = "person_registered { given_name: 'Maria' }";

}  // namespace framdrift::services
