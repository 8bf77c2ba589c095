// Cases, lists and caseloads as they stood, over the wire: what was true then, and what was known.
#include "tests/integration/time_travel.h"
#include "gmock/gmock.h"

namespace framdrift {
namespace {

namespace v1 = casework::v1;
using testing::CallOk;
using testing::CaseOf;
using testing::Cases;
using testing::Day;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAnna;
using testing::kBo;
using testing::kKim;
using testing::KnownAt;
using testing::kUnitId;
using testing::OccurredAt;
using testing::Time;
using testing::TimeTravelTest;
using testing::ValidAt;

TEST_F(TimeTravelTest, ACaseGoesFromOneCaseworkerToTheNext) {
  Open(kKim);
  AdvanceTo(1);
  const int64_t first = Assign(kKim, kAnna);
  AdvanceTo(10);
  Assign(kKim, kBo);
  AdvanceTo(20);
  EXPECT_EQ(Caseworker(kKim, ValidAt(5)), kAnna);
  EXPECT_EQ(Caseworker(kKim, KnownAt(5)), kAnna);
  EXPECT_EQ(Caseworker(kKim, absl::StrCat("as_of_position: ", first)), kAnna);
  EXPECT_EQ(Caseworker(kKim, ValidAt(11)), kBo);
  for (const std::string& then :
       {ValidAt(5), KnownAt(5), absl::StrCat("as_of_position: ", first)}) {
    EXPECT_THAT(CasesOf(kAnna, then), ElementsAre(kKim)) << then;
    EXPECT_THAT(CasesOf(kBo, then), IsEmpty()) << then;
    EXPECT_EQ(Load(kAnna, then), 1) << then;
    EXPECT_EQ(Load(kBo, then), 0) << then;
  }
  EXPECT_THAT(CasesOf(kAnna, ""), IsEmpty());
  EXPECT_THAT(CasesOf(kBo, ValidAt(11)), ElementsAre(kKim));
}

TEST_F(TimeTravelTest, ACorrectionIsTrueThenAndKnownLater) {
  Open(kKim);
  const int64_t wrong = Assign(kKim, kAnna);
  AdvanceTo(10);
  Correct(kKim,
          wrong,
          absl::StrCat("case_assigned { caseworker_id: '", kBo, "' unit_id: '", kUnitId, "' }"));
  AdvanceTo(20);
  EXPECT_EQ(Caseworker(kKim, ValidAt(5)), kBo);
  EXPECT_EQ(Caseworker(kKim, ValidAt(5) + KnownAt(9)), kAnna);
  EXPECT_EQ(Caseworker(kKim, KnownAt(9)), kAnna);
  EXPECT_THAT(CasesOf(kBo, ValidAt(5)), ElementsAre(kKim));
  EXPECT_THAT(CasesOf(kAnna, ValidAt(5)), IsEmpty());
  EXPECT_THAT(CasesOf(kAnna, ValidAt(5) + KnownAt(9)), ElementsAre(kKim));
  EXPECT_THAT(CasesOf(kBo, KnownAt(9)), IsEmpty());
  EXPECT_EQ(Load(kBo, ValidAt(5)), 1);
  EXPECT_EQ(Load(kAnna, KnownAt(9)), 1);
}

TEST_F(TimeTravelTest, AVoidingTakesBackFromTheBeginningAndItsVoidingGivesAgain) {
  Open(kKim);
  Assign(kKim, kAnna);
  AdvanceTo(3);
  const int64_t wrong = Assign(kKim, kBo);
  AdvanceTo(10);
  const int64_t voiding = Void(kKim, wrong);
  AdvanceTo(15);
  EXPECT_EQ(Caseworker(kKim, ValidAt(5)), kAnna);
  EXPECT_EQ(Caseworker(kKim, KnownAt(5)), kBo);
  EXPECT_THAT(CasesOf(kAnna, ValidAt(5)), ElementsAre(kKim));
  EXPECT_THAT(CasesOf(kBo, KnownAt(5)), ElementsAre(kKim));
  EXPECT_EQ(Load(kBo, ValidAt(5)), 0);
  Void(kKim, voiding);
  AdvanceTo(20);
  EXPECT_EQ(Caseworker(kKim, ValidAt(5)), kBo);
  EXPECT_EQ(Caseworker(kKim, ValidAt(5) + KnownAt(12)), kAnna);
  EXPECT_THAT(CasesOf(kBo, ValidAt(5)), ElementsAre(kKim));
  EXPECT_THAT(CasesOf(kAnna, ValidAt(5) + KnownAt(12)), ElementsAre(kKim));
}

TEST_F(TimeTravelTest, ABackDatedEntryIsTrueBeforeItIsKnown) {
  Open(kKim);
  Assign(kKim, kAnna);
  AdvanceTo(20);
  Assign(kKim, kBo, OccurredAt(10));
  AdvanceTo(30);
  EXPECT_EQ(Caseworker(kKim, ValidAt(12)), kBo);
  EXPECT_EQ(Caseworker(kKim, KnownAt(12)), kAnna);
  EXPECT_EQ(Caseworker(kKim, ValidAt(9)), kAnna);
  EXPECT_THAT(CasesOf(kBo, ValidAt(12)), ElementsAre(kKim));
  EXPECT_THAT(CasesOf(kBo, KnownAt(12)), IsEmpty());
  EXPECT_EQ(Load(kAnna, KnownAt(12)), 1);
  EXPECT_EQ(Load(kAnna, ValidAt(12)), 0);
}

TEST_F(TimeTravelTest, AReopenedCaseIsOpenClosedAndOpenAgain) {
  Open(kKim);
  Assign(kKim, kAnna);
  AdvanceTo(10);
  Exit(kKim);
  AdvanceTo(40);
  Reopen(kKim);
  AdvanceTo(41);
  Assign(kKim, kBo);
  AdvanceTo(50);
  EXPECT_EQ(Get(kKim, ValidAt(5)).case_().episodes_size(), 1);
  EXPECT_EQ(Get(kKim, ValidAt(20)).case_().phase(), v1::PHASE_EXITED);
  EXPECT_EQ(Get(kKim, "").case_().episodes_size(), 2);
  for (const auto& then : {ValidAt, KnownAt}) {
    EXPECT_EQ(Load(kAnna, then(5)), 1);
    EXPECT_EQ(Load(kAnna, then(20)), 0);
    EXPECT_EQ(Load(kBo, then(45)), 1);
    EXPECT_EQ(Load(kAnna, then(45)), 0);
    EXPECT_THAT(CasesOf(kAnna, then(20)), ElementsAre(kKim));
    EXPECT_THAT(CasesOf(kAnna, then(45)), IsEmpty());
  }
}

TEST_F(TimeTravelTest, AnImportIsKnownWhenItsSourceKnewIt) {
  AdvanceTo(5);
  const std::string person = Import();
  AdvanceTo(6);
  EXPECT_EQ(Caseworker(person, ValidAt(-60)), kAnna);
  EXPECT_EQ(Caseworker(person, KnownAt(-60)), kAnna);
  EXPECT_EQ(Caseworker(person, ValidAt(-40)), kBo);
  // It happened that day, and the source knew it a day later.
  EXPECT_EQ(Caseworker(person, Time("valid_time", Day(-50)) + Time("known_time", Day(-50))), kAnna);
  EXPECT_TRUE(Get(person, KnownAt(-60)).source_times_used());
  EXPECT_FALSE(Get(person, ValidAt(-60)).source_times_used());
  EXPECT_THAT(CasesOf(kAnna, KnownAt(-60)), ElementsAre(person));
  EXPECT_THAT(CasesOf(kBo, KnownAt(-50)), IsEmpty());
  EXPECT_THAT(CasesOf(kBo, ValidAt(-50)), ElementsAre(person));
  EXPECT_THAT(CasesOf(kBo, KnownAt(-49)), ElementsAre(person));
  EXPECT_EQ(Load(kAnna, KnownAt(-60)), 1);
  const auto listed = List(KnownAt(-60));
  EXPECT_TRUE(listed.source_times_used());
  EXPECT_EQ(listed.evaluated_at().seconds(), absl::ToUnixSeconds(Day(-60)));
}

}  // namespace
}  // namespace framdrift
