// An event store and a projector over it in a directory of the test's own.
#pragma once

#include <algorithm>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "eventstore/event_store.h"
#include "gtest/gtest.h"
#include "projections/cases.h"
#include "projections/directory.h"
#include "projections/projector.h"
#include "tests/projections/case_log.h"
#include "tests/projections/expect_rows.h"
#include "tests/testing/temp_dir.h"

namespace framdrift::projections {

inline constexpr char kTenant[] = "lund";

class ProjectorTest : public ::testing::Test {
 protected:
  void SetUp() override { OpenStore(); }

  void OpenStore() {
    store_ = nullptr;
    eventstore::Options options;
    options.data_dir = directory_ / "data";
    auto opened = eventstore::EventStore::Open(options);
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
    ASSERT_TRUE(store_->FoundTenant(kTenant).ok());
  }

  virtual std::vector<std::unique_ptr<Projection>> Projections() {
    std::vector<std::unique_ptr<Projection>> projections;
    projections.push_back(CasesProjection());
    projections.push_back(DirectoryProjection());
    return projections;
  }

  ProjectorOptions Options() const {
    ProjectorOptions options;
    options.directory = directory_ / "projections";
    options.zone_of = [](absl::string_view) { return absl::StatusOr<absl::TimeZone>(Stockholm()); };
    return options;
  }

  void OpenProjector() { OpenProjector(Options()); }
  void OpenProjector(ProjectorOptions options) {
    projector_ = nullptr;
    auto opened = Projector::Open(*store_, Projections(), std::move(options));
    ASSERT_TRUE(opened.ok()) << opened.status();
    projector_ = *std::move(opened);
  }

  eventstore::CommitResult Append(eventstore::NewCommit commit,
                                  const std::string& tenant = kTenant) {
    const auto result = store_->AppendAndWait(tenant, std::move(commit));
    EXPECT_TRUE(result.ok()) << result.status();
    return result.value_or(eventstore::CommitResult());
  }
  // Many at a time, so that they share a sync.
  void AppendRandom(CaseLog& log, int commits) {
    constexpr int kAtATime = 20;
    for (int left = commits; left > 0; left -= kAtATime) {
      std::vector<std::pair<eventstore::NewCommit, std::future<eventstore::CommitResult>>> batch;
      for (int i = std::min(left, kAtATime); i > 0; --i) {
        auto done = std::make_shared<std::promise<eventstore::CommitResult>>();
        batch.emplace_back(log.Next(), done->get_future());
        store_->Append(
            kTenant, batch.back().first, [done](absl::StatusOr<eventstore::CommitResult> result) {
              EXPECT_TRUE(result.ok()) << result.status();
              done->set_value(result.value_or(eventstore::CommitResult()));
            });
      }
      for (auto& [commit, result] : batch) log.Appended(commit, result.get());
    }
  }
  eventstore::Position Head(const std::string& tenant = kTenant) const {
    return store_->Head(tenant, eventstore::LogNumber::kMain).value();
  }
  // Waits until the projection has come to the head; a minute is far beyond what it takes.
  absl::Status CatchUp(absl::string_view projection, const std::string& tenant = kTenant) {
    return projector_->WaitUntil(tenant, projection, Head(tenant), absl::Minutes(1));
  }
  RowDigest DigestAtHead(absl::string_view projection) {
    const absl::Status caught_up = CatchUp(projection);
    EXPECT_TRUE(caught_up.ok()) << caught_up;
    const auto digest = projector_->Digest(kTenant, projection);
    EXPECT_TRUE(digest.ok()) << digest.status();
    return digest.value_or(RowDigest());
  }

  testing::TempDir directory_;
  std::unique_ptr<eventstore::EventStore> store_;
  std::unique_ptr<Projector> projector_;
};

inline bool GoOn(const RebuildProgress&) { return true; }

}  // namespace framdrift::projections
