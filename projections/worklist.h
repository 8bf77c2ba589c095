// The read model of worklists: items by whose they are and when due; sessions, joined when asked.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "domain/history/ids.h"
#include "domain/worklist/moment.h"
#include "domain/worklist/sessions.h"
#include "framdrift/worklist/v1/worklist.pb.h"
#include "framdrift/worklist/v1/worklist_rows.pb.h"
#include "projections/projection.h"
#include "projections/rows.h"

namespace framdrift::projections {

inline constexpr char kWorklist[] = "worklist";

std::unique_ptr<Projection> WorklistProjection();

// Whose list: that of a member of staff, of the unit that answers for a case, or of the unit, board
// or partner that is to answer a proposal. Every item but a proposal is on its unit's list, and on
// its `staff_id`'s where there is one; those of sessions also on the list of who leads them, as
// worklist::LedItemsOf; proposals only on the list of who is to answer. The unit of zeros has the
// items of cases without one.
enum class ListKind : char { kStaff = 's', kUnit = 'u', kAnswers = 'a' };
struct ListOf {
  ListKind kind = ListKind::kStaff;
  Id16 id{};

  friend auto operator<=>(const ListOf&, const ListOf&) = default;
};

// A place in a list, as bytes in the order of StandsBefore; the same on every list it is on. The
// empty one is before all.
std::string PlaceOf(const worklist::v1::WorkItem& item);
// Before all items due at or after `due`, and after all others.
std::string PlaceAt(absl::Time due);

using ItemVisitor = absl::FunctionRef<bool(worklist::v1::WorkItem& item)>;

// Visits the items of the list in order, from the place `from` on, until `visit` returns false.
// Sessions and attendance are not among them, nor is TURNING_18. Names are whole; what depends on
// the instant is not set (worklist::Evaluate). Items that are due later than what one shows stand
// behind the others. The item lives for one visit.
absl::Status VisitItems(const RowView& rows, absl::string_view tenant, const ListOf& list,
                        absl::string_view from, ItemVisitor visit);
// The same items of one case, proposals among them.
absl::StatusOr<std::vector<worklist::v1::WorkItem>> ItemsOfCase(const RowView& rows,
                                                                absl::string_view tenant,
                                                                const Id16& case_id);

// All that stands for one case: the same items, and the open episode; empty where there is nothing.
absl::StatusOr<worklist::v1::CaseRow> RowOfCase(const RowView& rows, absl::string_view tenant,
                                                const Id16& case_id);

// Visits the cases with an open episode on the list of a caseworker or unit, by id, until `visit`
// returns false.
absl::Status VisitOpenCases(
    const RowView& rows, const ListOf& list,
    absl::FunctionRef<bool(const Id16& case_id, const worklist::v1::OpenCase& open)> visit);

// The sessions of an activity that begin at or after `from` and before `until`, by start.
absl::StatusOr<worklist::Sessions> SessionsOf(const RowView& rows,
                                              const history::ActivityId& activity, absl::Time from,
                                              absl::Time until);

// Whether the member of staff leads a session that is held, of whatever time.
absl::StatusOr<bool> LeadsSessions(const RowView& rows, const Id16& staff);

// The SESSION and ATTENDANCE items of the open cases on the list of a caseworker or unit, and of
// the sessions that whose list it is leads, in order, evaluated, with whole names.
absl::StatusOr<std::vector<worklist::v1::WorkItem>> SessionItems(const RowView& rows,
                                                                 absl::string_view tenant,
                                                                 const ListOf& list,
                                                                 const worklist::Moment& moment,
                                                                 absl::TimeZone zone);

// Sets `name` and `case`, where `name` is only the last part.
void CompleteName(absl::string_view tenant, const Id16& case_id, worklist::v1::WorkItem& item);

// What a row that was written or deleted is about: an item on a list, a case on a list, or a
// session of an activity. Other rows matter to no list.
struct ItemRow {
  ListOf list;
  std::string place;
  Id16 case_id{};
};
struct OpenCaseRow {
  ListOf list;
  Id16 case_id{};
};
struct SessionRow {
  history::ActivityId activity;
  absl::Time start;
};
using WorklistRow = std::variant<std::monostate, ItemRow, OpenCaseRow, SessionRow>;
WorklistRow ReadWorklistKey(absl::string_view key);

}  // namespace framdrift::projections
