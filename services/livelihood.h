// Keeps a person's livelihood up with what the person's case says, in the same commit.
#pragma once

#include "absl/status/status.h"
#include "domain/cases/case_decider.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// Emits the case's `events`, and where they start, end, change or amend a job, studies or months of
// income support, into the stream of the same person the livelihood that follows from the case once
// they are recorded (docs/livelihood.md). A case whose person is not registered, or given up for
// another record, has nowhere to keep a livelihood: only the case is written.
// The case's events come last, so that a response's position is that of the command's own event.
absl::Status EmitWithLivelihood(UnitOfWork& work, const Id16& case_id, cases::CaseEvents events);

}  // namespace framdrift::services
