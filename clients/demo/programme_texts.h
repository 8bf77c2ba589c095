// What people in the demo's programme write.
#pragma once

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace framdrift::demo {

struct BlockTexts {
  absl::string_view code;
  absl::string_view evidence;
};

// The nine building blocks of the template, in its order, with what shows each.
absl::Span<const BlockTexts> ProgrammeBlocks();
absl::Span<const absl::string_view> MeetingTopics();
absl::Span<const absl::string_view> ActionTitles();
absl::Span<const absl::string_view> SupportSubjects();
absl::Span<const absl::string_view> ReportAnswers(absl::string_view question);
absl::Span<const absl::string_view> FallBackReasons();
absl::Span<const absl::string_view> NotesOfResearch();

}  // namespace framdrift::demo
