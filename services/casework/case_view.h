// A case as the contracts show it: as it stands, or as it stood.
#pragma once

#include "absl/status/status.h"
#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/case_queries.pb.h"
#include "services/past.h"
#include "services/reading.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

inline constexpr char kCaseNotFound[] = "CASE_NOT_FOUND";  // NOT_FOUND

struct CaseResource {
  using Decider = cases::CaseDecider;
  using Message = casework::v1::Case;
  static constexpr char kCollection[] = "cases";
  static constexpr const char* kNotFound = kCaseNotFound;
  // Without allowed actions and deadlines: the answer to a command shows what it did.
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
  // With what the events mean for the person's livelihood.
  static absl::Status Emit(UnitOfWork& work, const Id16& id, cases::CaseEvents events);
};

// All that follows from the stream and the day, for readers who read all of it.
void RenderWhole(const Reading& reading, const StreamView<cases::CaseDecider>& view,
                 casework::v1::Case& out);
// What depends on the time and on other streams: what may be done now, and what is due.
absl::Status RenderToday(Reading& reading, const StreamView<cases::CaseDecider>& view,
                         casework::v1::Case& out);
// Both, as the actor may read them; what depends on the time only where the case is the actor's to
// work on.
absl::Status RenderWithToday(Reading& reading, const StreamView<cases::CaseDecider>& view,
                             casework::v1::Case& out);

// What was true then as was known then, with what was due under the policy of then; without allowed
// actions. False where the actor reads only some fields of it.
absl::StatusOr<bool> RenderAsOf(Reading& reading, const StreamView<cases::CaseDecider>& view,
                                const Past& past, casework::v1::Case& out);
// NOT_FOUND, CASE_NOT_FOUND: of the case nothing had happened or was known then.
absl::Status NotThereThen(const Reading& reading, const StreamView<cases::CaseDecider>& view);

}  // namespace framdrift::services
