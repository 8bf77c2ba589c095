// What happened to the worklists of a tenant, looked up once for all who watch one.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "framdrift/worklist/v1/worklist.pb.h"
#include "services/runtime.h"
#include "services/watch/watcher.h"
#include "services/worklist/case_commits.h"
#include "services/worklist/listed_items.h"

namespace framdrift::services {

// The items of cases as they stand in some rows at an instant, each looked up once. Not
// thread-safe.
class CaseItems {
 public:
  using Items = absl::StatusOr<std::vector<worklist::v1::WorkItem>>;

  // What is borrowed must outlive it.
  CaseItems(Runtime& runtime, const TenantEntry& tenant, const projections::RowView& rows);

  // Lives until items of another instant are asked for.
  const Items& At(const Id16& case_id, absl::Time now);
  // Rows and moment, for lists as a whole.
  absl::StatusOr<ItemsAt> SeenAt(absl::Time now);

 private:
  const TenantEntry& tenant_;
  const projections::RowView& rows_;
  StreamReader reader_;
  Reading reading_;
  Birthdays birthdays_;
  absl::Time now_ = absl::InfinitePast();
  absl::StatusOr<worklist::Moment> moment_;
  std::map<Id16, Items> items_;
};

struct WorklistNews final : WatchNews {
  LogStretch log;
  // Of which rows were written, in order.
  std::vector<Id16> cases;
  // Any row of any list may be another.
  bool all = false;
  std::unique_ptr<CaseItems> items;
};

class WorklistTopic final : public WatchTopic {
 public:
  // What is borrowed must outlive it.
  WorklistTopic(Runtime& runtime, const TenantEntry& tenant) : runtime_(runtime), tenant_(tenant) {}

  // Null when `written` ends within a commit.
  absl::StatusOr<std::shared_ptr<const WatchNews>> LookUp(
      const projections::RowsWritten& written) override;
  int64_t LagAt(eventstore::Position position) const override;

 private:
  Runtime& runtime_;
  const TenantEntry& tenant_;
};

}  // namespace framdrift::services
