#include "domain/codes/codes.h"

#include <cctype>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"

namespace framdrift::codes {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;

// EXIT_REASON_ for ExitReason.
std::string PrefixOf(const EnumDescriptor& list) {
  return absl::StrCat(absl::AsciiStrToUpper(ListName(list)), "_");
}

std::string Kebab(absl::string_view name) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", "-"}});
}

std::string ShortNameOf(const EnumValueDescriptor& code, absl::string_view prefix) {
  absl::string_view name = code.name();
  if (absl::StartsWith(name, prefix)) name.remove_prefix(prefix.size());
  return Kebab(name);
}

constexpr ExitMeaning kWork = {v1::EXIT_CLASS_RESULT, v1::NATIONAL_LETTER_A};
constexpr ExitMeaning kStudy = {v1::EXIT_CLASS_RESULT, v1::NATIONAL_LETTER_B};
constexpr ExitMeaning kOtherAuthority = {v1::EXIT_CLASS_NO_RESULT, v1::NATIONAL_LETTER_C};
constexpr ExitMeaning kCompletedAssignment = {v1::EXIT_CLASS_NO_RESULT, v1::NATIONAL_LETTER_D};
constexpr ExitMeaning kOther = {v1::EXIT_CLASS_NO_RESULT, v1::NATIONAL_LETTER_E};
constexpr ExitMeaning kExcluded = {v1::EXIT_CLASS_EXCLUDED, v1::NATIONAL_LETTER_E};

}  // namespace

ExitMeaning MeaningOf(v1::ExitReason reason) {
  switch (reason) {
    case v1::EXIT_REASON_WORK_UNSUBSIDISED:
    case v1::EXIT_REASON_WORK_SUBSIDISED:
    case v1::EXIT_REASON_OWN_BUSINESS:
      return kWork;
    case v1::EXIT_REASON_STUDY_WITH_STUDY_AID:
      return kStudy;
    case v1::EXIT_REASON_UNEMPLOYMENT_OR_ACTIVITY_BENEFIT:
    case v1::EXIT_REASON_SICKNESS_OR_PARENTAL_BENEFIT:
    case v1::EXIT_REASON_PENSION:
    case v1::EXIT_REASON_OTHER_AUTHORITY:
      return kOtherAuthority;
    case v1::EXIT_REASON_ASSIGNMENT_COMPLETED:
      return kCompletedAssignment;
    case v1::EXIT_REASON_OTHER_STUDY:
    case v1::EXIT_REASON_MUNICIPAL_LABOUR_MARKET_JOB:
    case v1::EXIT_REASON_OTHER_INCOME:
    case v1::EXIT_REASON_ENDED_BY_MUNICIPALITY:
    case v1::EXIT_REASON_ENDED_BY_PARTICIPANT:
    case v1::EXIT_REASON_NO_NEW_APPLICATION:
    case v1::EXIT_REASON_PLANNED_END_WITHOUT_RESULT:
      return kOther;
    case v1::EXIT_REASON_MOVED:
    case v1::EXIT_REASON_DECEASED:
      return kExcluded;
    case v1::EXIT_REASON_UNSPECIFIED:
    case v1::ExitReason_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::ExitReason_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return {};
}

bool IsWork(v1::ExitReason reason) { return MeaningOf(reason).letter == v1::NATIONAL_LETTER_A; }

v1::LegalCategory LegalCategoryOf(v1::ActivityType type) {
  switch (type) {
    case v1::ACTIVITY_TYPE_INTERNSHIP:
    case v1::ACTIVITY_TYPE_WORK_TRAINING:
    case v1::ACTIVITY_TYPE_MUNICIPAL_EMPLOYMENT:
    case v1::ACTIVITY_TYPE_COMMUNITY_WORK:
      return v1::LEGAL_CATEGORY_WORKPLACE_BASED;
    case v1::ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP:
    case v1::ACTIVITY_TYPE_OWN_JOB_SEARCH:
    case v1::ACTIVITY_TYPE_MEETING:
      return v1::LEGAL_CATEGORY_JOB_SEEKING;
    case v1::ACTIVITY_TYPE_SFI:
      return v1::LEGAL_CATEGORY_LANGUAGE;
    case v1::ACTIVITY_TYPE_ADULT_OR_VOCATIONAL_EDUCATION:
    case v1::ACTIVITY_TYPE_VALIDATION:
    case v1::ACTIVITY_TYPE_MOTIVATION_AND_HEALTH:
    case v1::ACTIVITY_TYPE_TREATMENT:
      return v1::LEGAL_CATEGORY_RAISE_WORK_CAPACITY;
    case v1::ACTIVITY_TYPE_UNSPECIFIED:
    case v1::ActivityType_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::ActivityType_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return v1::LEGAL_CATEGORY_UNSPECIFIED;
}

v1::ActivityMode ModeOf(v1::ActivityType type) {
  switch (type) {
    case v1::ACTIVITY_TYPE_INTERNSHIP:
    case v1::ACTIVITY_TYPE_WORK_TRAINING:
    case v1::ACTIVITY_TYPE_MUNICIPAL_EMPLOYMENT:
    case v1::ACTIVITY_TYPE_COMMUNITY_WORK:
      return v1::ACTIVITY_MODE_WORKPLACE;
    case v1::ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP:
    case v1::ACTIVITY_TYPE_SFI:
    case v1::ACTIVITY_TYPE_ADULT_OR_VOCATIONAL_EDUCATION:
    case v1::ACTIVITY_TYPE_MOTIVATION_AND_HEALTH:
      return v1::ACTIVITY_MODE_GROUP;
    case v1::ACTIVITY_TYPE_VALIDATION:
    case v1::ACTIVITY_TYPE_MEETING:
    case v1::ACTIVITY_TYPE_TREATMENT:
      return v1::ACTIVITY_MODE_INDIVIDUAL;
    case v1::ACTIVITY_TYPE_OWN_JOB_SEARCH:
      return v1::ACTIVITY_MODE_OWN;
    case v1::ACTIVITY_TYPE_UNSPECIFIED:
    case v1::ActivityType_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::ActivityType_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return v1::ACTIVITY_MODE_UNSPECIFIED;
}

v1::AttendanceCounting CountingOf(v1::AttendanceCode code) {
  switch (code) {
    case v1::ATTENDANCE_CODE_PRESENT:
    case v1::ATTENDANCE_CODE_LATE:
      return v1::ATTENDANCE_COUNTING_PRESENT;
    case v1::ATTENDANCE_CODE_ABSENT_VALID:
    case v1::ATTENDANCE_CODE_ABSENT_INVALID:
      return v1::ATTENDANCE_COUNTING_ABSENT;
    case v1::ATTENDANCE_CODE_SICK_CERTIFIED:
    case v1::ATTENDANCE_CODE_SICK_UNCERTIFIED:
    case v1::ATTENDANCE_CODE_EXTERNAL:
    case v1::ATTENDANCE_CODE_CANCELLED_BY_PROVIDER:
    case v1::ATTENDANCE_CODE_NOT_REGISTERED:
      return v1::ATTENDANCE_COUNTING_SKIPPED;
    case v1::ATTENDANCE_CODE_UNSPECIFIED:
    case v1::AttendanceCode_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::AttendanceCode_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return v1::ATTENDANCE_COUNTING_UNSPECIFIED;
}

std::string ListName(const EnumDescriptor& list) {
  std::string name;
  for (const char c : list.name()) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !name.empty()) name += '_';
    name += absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return name;
}

std::string ShortName(const EnumDescriptor& list, int number) {
  const EnumValueDescriptor* code = number == 0 ? nullptr : list.FindValueByNumber(number);
  return code == nullptr ? std::string() : ShortNameOf(*code, PrefixOf(list));
}

std::optional<int> NumberOf(const EnumDescriptor& list, absl::string_view name) {
  const std::string prefix = PrefixOf(list);
  const std::string wanted = Kebab(name);
  for (int i = 0; i < list.value_count(); ++i) {
    const EnumValueDescriptor& code = *list.value(i);
    if (code.number() == 0) continue;
    if (ShortNameOf(code, prefix) == wanted || Kebab(code.name()) == wanted) return code.number();
  }
  return std::nullopt;
}

const EnumDescriptor* FindList(absl::string_view name) {
  const google::protobuf::FileDescriptor& file =
      *google::protobuf::GetEnumDescriptor<v1::ExitReason>()->file();
  for (int i = 0; i < file.enum_type_count(); ++i) {
    if (ListName(*file.enum_type(i)) == name) return file.enum_type(i);
  }
  return nullptr;
}

}  // namespace framdrift::codes
