// What an item says of a person in words: joined when asked, and only where it may be read.
#pragma once

#include "absl/status/status.h"
#include "framdrift/worklist/v1/worklist.pb.h"
#include "services/reading.h"

namespace framdrift::services {

// Sets the person's name, and the words of a reminder. Both stay empty for protected persons, where
// they are erased, and of proposals, which show no more of a case than was agreed.
absl::Status AddTexts(Reading& reading, worklist::v1::WorkItem& item);

}  // namespace framdrift::services
