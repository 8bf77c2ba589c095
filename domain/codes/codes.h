// What the national code lists mean: classes, categories, and the short names people and files use.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "framdrift/codes/v1/codes.pb.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace framdrift::codes {

// Grows by one whenever a list gains a code or a mapping below changes.
inline constexpr int kListVersion = 1;

// What an exit reason counts as in results, and its national letter.
struct ExitMeaning {
  v1::ExitClass exit_class = v1::EXIT_CLASS_UNSPECIFIED;
  v1::NationalLetter letter = v1::NATIONAL_LETTER_UNSPECIFIED;

  friend bool operator==(const ExitMeaning&, const ExitMeaning&) = default;
};

// Everything UNSPECIFIED for a reason this version does not know. A work reason also needs a job of
// at least a month: cases::ObservedMeaningOf.
ExitMeaning MeaningOf(v1::ExitReason reason);
// Work on the regular labour market: unsubsidised, subsidised or own business.
bool IsWork(v1::ExitReason reason);

v1::LegalCategory LegalCategoryOf(v1::ActivityType type);
v1::ActivityMode ModeOf(v1::ActivityType type);

v1::AttendanceCounting CountingOf(v1::AttendanceCode code);

// `exit_reason` for ExitReason: the name a code list has in policies and mappings.
std::string ListName(const google::protobuf::EnumDescriptor& list);
// `work-unsubsidised` for EXIT_REASON_WORK_UNSUBSIDISED; empty for UNSPECIFIED and unknown numbers.
std::string ShortName(const google::protobuf::EnumDescriptor& list, int number);
// The number of a short name (either case, `_` as `-`) or of a full name; never that of
// UNSPECIFIED.
std::optional<int> NumberOf(const google::protobuf::EnumDescriptor& list, absl::string_view name);
// The code list of that name; null when there is none.
const google::protobuf::EnumDescriptor* FindList(absl::string_view name);

template <typename Code>
std::string ShortName(Code code) {
  return ShortName(*google::protobuf::GetEnumDescriptor<Code>(), static_cast<int>(code));
}

template <typename Code>
std::optional<Code> FromShortName(absl::string_view name) {
  const std::optional<int> number = NumberOf(*google::protobuf::GetEnumDescriptor<Code>(), name);
  if (!number) return std::nullopt;
  return static_cast<Code>(*number);
}

}  // namespace framdrift::codes
