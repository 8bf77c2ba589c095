#include "domain/cases/notes.h"

#include "domain/cases/refusals.h"
#include "domain/history/amend.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::AddNoteRequest;
using casework::v1::LockNoteRequest;
using casework::v1::RecordMilestoneRequest;

TEST(RecordMilestoneTest, RecordsALocalCodeAsCompleteUnlessSaid) {
  GivenCase({kOpened})
      .When(Command<RecordMilestoneRequest>("code: 'intro' resource: 'reception' text: 'Klart'"),
            MilestoneFacts())
      .Then({"milestone_recorded { code: 'intro' lifecycle: 'complete' resource: 'reception' }"})
      .ThenSealed({"milestone_recorded { text: 'Klart' }"});
}

TEST(RecordMilestoneTest, RefusesACodeOutsideTheTenantsListAndACaseNeverOpened) {
  const MilestoneFacts facts{*codes::CodeLists::From({{"milestone", "intro", "Introduktion", ""}})};
  GivenCase({})
      .When(Command<RecordMilestoneRequest>("code: 'outro'"), facts)
      .ThenRefuse({kMilestoneUnknown, kCaseNotOpened});
  EXPECT_TRUE(GivenCase({kOpened})
                  .When(Command<RecordMilestoneRequest>("code: 'intro'"), facts)
                  .result()
                  .ok());
}

TEST(AddNoteTest, SealsTheTextAndIsPartOfTheRecordUnlessSaid) {
  const auto decided = GivenCase({kOpened})
                           .When(Command<AddNoteRequest>("text: 'Ringde, inget svar'"))
                           .Then({"note_added { note_kind: NOTE_KIND_RECORD }"})
                           .ThenSealed({"note_added { text: 'Ringde, inget svar' }"});
  EXPECT_EQ(decided.After().notes.size(), 1u);
}

TEST(AddNoteTest, SupplementsALockedNote) {
  const auto decided = GivenCase({kOpened, kNote, kLockOfNote})
                           .When(Command<AddNoteRequest>("text: 'Även' supplements_position: 2"));
  EXPECT_EQ(decided.After().notes[1].supplements, 2);
}

TEST(AddNoteTest, RefusesToSupplementANoteThatIsNotThereInACaseNeverOpened) {
  GivenCase({})
      .When(Command<AddNoteRequest>("text: 'Även' supplements_position: 7"))
      .ThenRefuse({kCaseNotOpened, kNoteUnknown});
}

TEST(LockNoteTest, LocksANote) {
  const auto decided = GivenCase({kOpened, kNote})
                           .When(Command<LockNoteRequest>("note_position: 2"))
                           .Then({"note_locked { note_position: 2 }"});
  EXPECT_TRUE(decided.After().notes[0].locked.has_value());
}

TEST(LockNoteTest, RefusesALockedNoteAndOneThatIsNotThere) {
  const GivenCase given({kOpened, kNote, kLockOfNote});
  given.When(Command<LockNoteRequest>("note_position: 2")).ThenRefuse({kNoteLocked});
  given.When(Command<LockNoteRequest>("note_position: 1")).ThenRefuse({kNoteUnknown});
}

TEST(ActRecordedTest, FoldsWhateverAnotherSystemRecordedEvenOutsideAnyEpisode) {
  const std::vector<Past> past = {
      {"2011-10-11 12:42",
       "act_recorded { source: 'receipt' code: 'T02' label: 'Check' lifecycle: "
       "'complete' resource: 'Resource10' }"}};
  const GivenCase given(past);
  ASSERT_EQ(given.state().acts.size(), 1u);
  EXPECT_EQ(given.state().acts[0].label, "Check");
  EXPECT_TRUE(history::Breaches(given.timeline()).empty());
}

}  // namespace
}  // namespace framdrift::cases
