#include "domain/codes/codes.h"

#include <gtest/gtest.h>

#include "base/refusal.h"
#include "domain/codes/code_lists.h"
#include "domain/codes/languages.h"
#include "google/protobuf/descriptor.h"

namespace framdrift::codes {
namespace {

const google::protobuf::FileDescriptor& File() {
  return *google::protobuf::GetEnumDescriptor<v1::ExitReason>()->file();
}

TEST(CodesTest, EveryCodeHasAShortNameThatLeadsBackToIt) {
  for (int i = 0; i < File().enum_type_count(); ++i) {
    const google::protobuf::EnumDescriptor& list = *File().enum_type(i);
    EXPECT_EQ(FindList(ListName(list)), &list);
    for (int j = 1; j < list.value_count(); ++j) {
      const std::string name = ShortName(list, list.value(j)->number());
      EXPECT_EQ(NumberOf(list, name), list.value(j)->number()) << list.value(j)->name();
    }
  }
}

TEST(CodesTest, NamesCodesTheWayPeopleWriteThem) {
  EXPECT_EQ(ShortName(v1::EXIT_REASON_WORK_UNSUBSIDISED), "work-unsubsidised");
  EXPECT_EQ(FromShortName<v1::ExitReason>("Work_Unsubsidised"), v1::EXIT_REASON_WORK_UNSUBSIDISED);
  EXPECT_EQ(FromShortName<v1::ExitReason>("EXIT_REASON_MOVED"), v1::EXIT_REASON_MOVED);
  EXPECT_EQ(FromShortName<v1::ExitReason>("unspecified"), std::nullopt);
  EXPECT_EQ(FromShortName<v1::ExitReason>("promoted"), std::nullopt);
  EXPECT_EQ(ShortName(v1::EXIT_REASON_UNSPECIFIED), "");
  EXPECT_EQ(ShortName(static_cast<v1::ExitReason>(999)), "");
}

TEST(CodesTest, EveryExitReasonHasAClassAndALetter) {
  const auto& list = *google::protobuf::GetEnumDescriptor<v1::ExitReason>();
  for (int i = 1; i < list.value_count(); ++i) {
    const ExitMeaning meaning = MeaningOf(static_cast<v1::ExitReason>(list.value(i)->number()));
    EXPECT_NE(meaning.exit_class, v1::EXIT_CLASS_UNSPECIFIED) << list.value(i)->name();
    EXPECT_NE(meaning.letter, v1::NATIONAL_LETTER_UNSPECIFIED) << list.value(i)->name();
  }
}

TEST(CodesTest, ResultsAreWorkAndStudyWithAidOnly) {
  EXPECT_EQ(MeaningOf(v1::EXIT_REASON_OWN_BUSINESS),
            (ExitMeaning{v1::EXIT_CLASS_RESULT, v1::NATIONAL_LETTER_A}));
  EXPECT_EQ(MeaningOf(v1::EXIT_REASON_STUDY_WITH_STUDY_AID),
            (ExitMeaning{v1::EXIT_CLASS_RESULT, v1::NATIONAL_LETTER_B}));
  EXPECT_EQ(MeaningOf(v1::EXIT_REASON_OTHER_STUDY),
            (ExitMeaning{v1::EXIT_CLASS_NO_RESULT, v1::NATIONAL_LETTER_E}));
  EXPECT_EQ(MeaningOf(v1::EXIT_REASON_MUNICIPAL_LABOUR_MARKET_JOB),
            (ExitMeaning{v1::EXIT_CLASS_NO_RESULT, v1::NATIONAL_LETTER_E}));
  EXPECT_EQ(MeaningOf(v1::EXIT_REASON_DECEASED),
            (ExitMeaning{v1::EXIT_CLASS_EXCLUDED, v1::NATIONAL_LETTER_E}));
  EXPECT_EQ(MeaningOf(static_cast<v1::ExitReason>(999)), ExitMeaning{});
}

TEST(CodesTest, EveryActivityTypeHasACategoryAndAMode) {
  const auto& list = *google::protobuf::GetEnumDescriptor<v1::ActivityType>();
  for (int i = 1; i < list.value_count(); ++i) {
    const auto type = static_cast<v1::ActivityType>(list.value(i)->number());
    EXPECT_NE(LegalCategoryOf(type), v1::LEGAL_CATEGORY_UNSPECIFIED) << list.value(i)->name();
    EXPECT_NE(ModeOf(type), v1::ACTIVITY_MODE_UNSPECIFIED) << list.value(i)->name();
  }
  EXPECT_EQ(ModeOf(v1::ACTIVITY_TYPE_INTERNSHIP), v1::ACTIVITY_MODE_WORKPLACE);
}

TEST(CodesTest, FourAttendanceCodesCountAndTheRestAreSkipped) {
  const auto& list = *google::protobuf::GetEnumDescriptor<v1::AttendanceCode>();
  int present = 0;
  int absent = 0;
  int skipped = 0;
  for (int i = 1; i < list.value_count(); ++i) {
    const auto counting = CountingOf(static_cast<v1::AttendanceCode>(list.value(i)->number()));
    present += counting == v1::ATTENDANCE_COUNTING_PRESENT ? 1 : 0;
    absent += counting == v1::ATTENDANCE_COUNTING_ABSENT ? 1 : 0;
    skipped += counting == v1::ATTENDANCE_COUNTING_SKIPPED ? 1 : 0;
  }
  EXPECT_EQ(present, 2);
  EXPECT_EQ(absent, 2);
  EXPECT_EQ(skipped, 5);
}

TEST(CodeListsTest, ALocalCodeCountsAsItsNationalParent) {
  const auto lists = CodeLists::From({{"exit_reason", "timanställning", "Tim", "work-unsubsidised"},
                                      {"milestone", "t06", "Beslut", ""}});
  ASSERT_TRUE(lists.ok());
  EXPECT_EQ(lists->Find<v1::ExitReason>("timanställning"), v1::EXIT_REASON_WORK_UNSUBSIDISED);
  EXPECT_EQ(lists->Find<v1::ExitReason>("moved"), v1::EXIT_REASON_MOVED);
  EXPECT_EQ(lists->Find<v1::ExitReason>("nothing"), std::nullopt);
  EXPECT_TRUE(lists->HasLocal("milestone", "t06"));
  EXPECT_FALSE(lists->HasLocal("milestone", "t07"));
}

TEST(CodeListsTest, RefusesLocalCodesThatAreAmbiguousOrCountAsNothing) {
  const auto lists = CodeLists::From({{"exit_reason", "moved", "", "moved"},
                                      {"exit_reason", "gone", "", "vanished"},
                                      {"milestone", "t06", "", ""},
                                      {"milestone", "t06", "", ""}});
  std::vector<std::string> reasons;
  for (const Refusal& refusal : RefusalsOf(lists.status())) reasons.push_back(refusal.reason);
  EXPECT_EQ(reasons,
            (std::vector<std::string>{
                "LOCAL_CODE_HIDES_NATIONAL", "LOCAL_CODE_PARENT_UNKNOWN", "LOCAL_CODE_TWICE"}));
}

TEST(LanguagesTest, KnowsTheCodesOfTwoLetters) {
  for (const char* known : {"aa", "ar", "fa", "so", "sv", "ti", "uk", "zu"}) {
    EXPECT_TRUE(IsLanguage(known)) << known;
  }
  for (const char* unknown : {"", "s", "SV", "xx", "sve", "o "}) {
    EXPECT_FALSE(IsLanguage(unknown)) << unknown;
  }
}

TEST(LanguagesTest, ReadsTheLanguageOfATag) {
  EXPECT_EQ(LanguageOf("ar-SY"), "ar");
  EXPECT_EQ(LanguageOf("SO"), "so");
  EXPECT_EQ(LanguageOf("prs"), "prs");
  EXPECT_EQ(LanguageOf(""), "");
  EXPECT_EQ(LanguageOf("4a"), "");
}

}  // namespace
}  // namespace framdrift::codes
