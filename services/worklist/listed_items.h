// The items of a worklist at one instant: which of them are shown, in order.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/worklist/moment.h"
#include "framdrift/worklist/v1/worklist.pb.h"
#include "base/filter/filter.h"
#include "projections/filter/message_row.h"
#include "projections/rows.h"
#include "services/reading.h"
#include "services/worklist/birthdays.h"
#include "services/worklist/scope.h"

namespace framdrift::services {

// The fields of WorkItem that filters name. Lives for ever.
const filter::MessageSchema& WorkItemSchema();

// What of a list is asked for.
struct ItemQuery {
  filter::Filter filter;
  // None means all.
  std::set<worklist::v1::WorkItemGroup> groups;
  bool include_snoozed = false;
};
// FILTER_INVALID.
absl::StatusOr<filter::Filter> WorkItemFilter(absl::string_view text, absl::TimeZone zone);

// The rows of one tenant seen at one instant; borrows the rows and what looks up birthdays.
struct ItemsAt {
  const projections::RowView& rows;
  std::string tenant;
  absl::TimeZone zone;
  worklist::Moment moment;
  Birthdays& birthdays;
};
// The days that lists show ahead, by the policy in force on the day of `now`.
absl::StatusOr<worklist::Moment> MomentAt(Reading& reading, absl::Time now);

// All items of a case on whatever lists, evaluated, those that are not on a list at the moment
// among them: of a session that another leads there are two of one name.
absl::StatusOr<std::vector<worklist::v1::WorkItem>> ItemsOf(const ItemsAt& at, const Id16& case_id);

// Whether the scope's list shows the evaluated item: sets snoozed_until_time where it was put off.
enum class Shown { kNo, kSnoozed, kYes };
Shown ShowsItem(const WorklistScope& scope, const ItemQuery& query, absl::Time now,
                worklist::v1::WorkItem& item);

// Visits the evaluated items of the scope that are on its list, whatever the query says, by due
// time, then name. An item lives for one visit, which may take what is in it.
absl::Status VisitListed(const ItemsAt& at, const WorklistScope& scope,
                         absl::FunctionRef<void(worklist::v1::WorkItem& item)> visit);

// The first instant after `now` at which the item stands elsewhere, if nothing else happens.
absl::Time NextChange(const worklist::v1::WorkItem& item, absl::Time now);

// The case's sixteen bytes, and the last part of the name.
Id16 CaseOf(const worklist::v1::WorkItem& item);
absl::string_view KeyOf(const worklist::v1::WorkItem& item);

}  // namespace framdrift::services
