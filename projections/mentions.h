// Whom events name who do not answer for the case: how worklists of the past find such cases.
#pragma once

#include <set>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "domain/history/recorded.h"
#include "eventstore/event_view.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "framdrift/household/v1/household_events.pb.h"
#include "projections/rows.h"

namespace framdrift::projections {

// `r` + who is to answer a proposal or be reminded + case → nothing; `h` + applicant + household →
// nothing. Whatever became of it later: fold to know. Not thread-safe.
class MentionReader {
 public:
  explicit MentionReader(absl::TimeZone zone) : zone_(zone) {}

  // Adds the keys of what an event of a case or household names, itself or by a correction. Errors
  // as ReadEvent; nothing is added then.
  absl::Status Read(const eventstore::EventView& event, std::set<std::string>& keys);

 private:
  const absl::TimeZone zone_;
  history::Recorded<casework::v1::CaseEvent> of_case_;
  history::Recorded<household::v1::HouseholdEvent> of_household_;
};

// Visits, by id, the cases of which the unit, board or partner ever was to answer a proposal, or
// the member of staff to be reminded, until `visit` returns false.
absl::Status VisitMentions(const RowView& rows, const Id16& receiver,
                           absl::FunctionRef<bool(const Id16& case_id)> visit);
// The same of the households in which the person ever applied for income support.
absl::Status VisitHouseholds(const RowView& rows, const Id16& person,
                             absl::FunctionRef<bool(const Id16& household)> visit);

}  // namespace framdrift::projections
