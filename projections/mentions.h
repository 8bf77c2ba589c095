// Whom events name who do not answer for the case, and who takes part in what: how worklists of the
// past find such cases.
#pragma once

#include <set>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "domain/history/recorded.h"
#include "eventstore/event_view.h"
#include "framdrift/activity/v1/activity_events.pb.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "framdrift/household/v1/household_events.pb.h"
#include "projections/rows.h"

namespace framdrift::projections {

// `r` + who is to answer a proposal or be reminded + case → nothing; `h` + applicant + household →
// nothing; `l` + who leads a session + its activity → nothing; `t` + activity + a case with a step
// of it → nothing. Whatever became of it later: fold to know. Not thread-safe.
class MentionReader {
 public:
  explicit MentionReader(absl::TimeZone zone) : zone_(zone) {}

  // Adds the keys of what an event of a case, household or activity names, itself or by a
  // correction. Errors as ReadEvent; nothing is added then.
  absl::Status Read(const eventstore::EventView& event, std::set<std::string>& keys);

 private:
  const absl::TimeZone zone_;
  history::Recorded<casework::v1::CaseEvent> of_case_;
  history::Recorded<household::v1::HouseholdEvent> of_household_;
  history::Recorded<activity::v1::ActivityEvent> of_activity_;
};

// Visits, by id, the cases of which the unit, board or partner ever was to answer a proposal, or
// the member of staff to be reminded, until `visit` returns false.
absl::Status VisitMentions(const RowView& rows, const Id16& receiver,
                           absl::FunctionRef<bool(const Id16& case_id)> visit);
// The same, now and then twice, of the cases with a step of an activity in which the member of
// staff ever led a session.
absl::Status VisitLed(const RowView& rows, const Id16& leader,
                      absl::FunctionRef<bool(const Id16& case_id)> visit);
// Visits, by id, the households in which the person ever applied for income support.
absl::Status VisitHouseholds(const RowView& rows, const Id16& person,
                             absl::FunctionRef<bool(const Id16& household)> visit);

}  // namespace framdrift::projections
