// Watched worklists over the wire: what is sent, when, in which order, and how readers go on.
#include <string>
#include <thread>
#include <vector>

#include "domain/history/when.h"
#include "framdrift/projection/v1/projection_service.grpc.pb.h"
#include "tests/integration/watch_load.h"
#include "tests/integration/worklist_fixture.h"

namespace framdrift {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the fixture's words
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::StartsWith;
using WatchTest = WorklistTest;

constexpr int kWatchedCase = 301;
constexpr int kOtherWatched = 302;

std::string ResumeAfter(const ReadList& list) {
  return absl::StrCat("resume_after_position: ",
                      list.position(),
                      " resume_after_evaluated_at { seconds: ",
                      list.evaluated_at().seconds(),
                      " nanos: ",
                      list.evaluated_at().nanos(),
                      " } ");
}

std::vector<std::string> NamesOf(const wl::ListWorkItemsResponse& list) {
  std::vector<std::string> names;
  for (const wl::WorkItem& item : list.items()) names.push_back(item.name());
  std::sort(names.begin(), names.end());
  return names;
}

TEST_F(WatchTest, SendsTheListThenEachChangeOfItsCases) {
  OpenCase(kWatchedCase, kAnna);
  const int64_t position = OpenCase(kOtherWatched, kBo);
  const auto watch = Begin(OwnScope(kAnna));
  const wl::WatchWorklistResponse begin = watch->Next();
  ASSERT_TRUE(begin.has_snapshot());
  EXPECT_EQ(begin.snapshot().reason(), wl::WorklistSnapshot::REASON_BEGIN);
  EXPECT_EQ(begin.position(), position);
  ReadList list;
  list.Apply(begin);
  EXPECT_EQ(list.names(), NamesOf(List(OwnScope(kAnna))));

  AddNote(kOtherWatched);
  const int64_t reminded = SetReminder(kWatchedCase, 3, 4);
  const wl::WatchWorklistResponse next = watch->Next();
  ASSERT_TRUE(next.has_delta()) << next.DebugString();
  ASSERT_THAT(next.delta().changes(), SizeIs(1));
  EXPECT_EQ(next.delta().changes(0).position(), reminded);
  EXPECT_EQ(next.delta().changes(0).case_(), CaseName(kWatchedCase));
  EXPECT_THAT(next.delta().changes(0).kinds(), ElementsAre("ReminderSet"));
  EXPECT_THAT(KeysOf(next.delta().upserted()), Contains(StartsWith("reminder-")));
  list.Apply(next);
  EXPECT_EQ(list.names(), NamesOf(List(OwnScope(kAnna))));

  // A note changes no item of the list: it is told, and nothing is repeated.
  const int64_t noted = AddNote(kWatchedCase);
  watch->ReadUntil(noted, list);
  EXPECT_EQ(list.changes().back(), std::pair(noted, CaseName(kWatchedCase)));
  EXPECT_EQ(list.names(), NamesOf(List(OwnScope(kAnna))));
}

TEST_F(WatchTest, TellsBothOfACaseThatIsGivenToAnother) {
  OpenCase(kWatchedCase, kAnna);
  const auto annas = Begin(OwnScope(kAnna));
  const auto bos = Begin(OwnScope(kBo));
  ReadList anna;
  ReadList bo;
  anna.Apply(annas->Next());
  bo.Apply(bos->Next());
  EXPECT_THAT(bo.names(), IsEmpty());
  const int64_t given = Assign(kWatchedCase, kBo);
  annas->ReadUntil(given, anna);
  bos->ReadUntil(given, bo);
  EXPECT_THAT(anna.changes(), ElementsAre(Pair(given, CaseName(kWatchedCase))));
  EXPECT_THAT(bo.changes(), ElementsAre(Pair(given, CaseName(kWatchedCase))));
  EXPECT_THAT(anna.names(), IsEmpty());
  EXPECT_EQ(bo.names(), NamesOf(List(OwnScope(kBo))));
  // It is none of Anna's any more.
  AddNote(kWatchedCase);
  const int64_t own = OpenCase(kOtherWatched, kAnna);
  annas->ReadUntil(own, anna);
  EXPECT_THAT(anna.changes(), Not(Contains(Pair(given + 1, CaseName(kWatchedCase)))));
}

TEST_F(WatchTest, TellsWhenADeadlineTurnsLateByItself) {
  OpenCase(kWatchedCase, kAnna);
  const auto watch = Begin(OwnScope(kAnna) + "groups: WORK_ITEM_GROUP_LATE");
  ReadList list;
  list.Apply(watch->Next());
  EXPECT_THAT(list.names(), IsEmpty());
  server_.clock().Advance(absl::Hours(72));
  Nudge();
  const wl::WatchWorklistResponse late = watch->Next();
  ASSERT_TRUE(late.has_delta());
  EXPECT_THAT(late.delta().changes(), IsEmpty());
  EXPECT_THAT(KeysOf(late.delta().upserted()), ElementsAre(StartsWith("first_contact-")));
  EXPECT_TRUE(late.delta().upserted(0).late());
  EXPECT_GE(history::TimeFrom(late.evaluated_at()), FixedClock::kStart + absl::Hours(72));
}

TEST_F(WatchTest, BringsBackWhatWasPutOffAtItsTime) {
  OpenCase(kWatchedCase, kAnna);
  SetReminder(kWatchedCase, 3, 4);
  const auto watch = Begin(OwnScope(kAnna) + "filter: 'kind = REMINDER'");
  ReadList list;
  list.Apply(watch->Next());
  ASSERT_THAT(list.items(), SizeIs(1));
  wl::SnoozeWorkItemRequest snooze;
  snooze.set_name(StaffName(kAnna));
  snooze.set_item(list.names()[0]);
  *snooze.mutable_due_time() = list.items().begin()->second.due_time();
  *snooze.mutable_until_time() = history::TimestampFrom(server_.clock().Now() + absl::Hours(2));
  watch->ReadUntil(CallOk(*worklists_, &Worklists::SnoozeWorkItem, snooze).position(), list);
  EXPECT_THAT(list.items(), IsEmpty());
  server_.clock().Advance(absl::Hours(2));
  Nudge();
  list.Apply(watch->Next());
  EXPECT_THAT(list.items(), SizeIs(1));
}

TEST_F(WatchTest, SendsHeartbeatsWithThePositionItHasCometo) {
  OpenCase(kWatchedCase, kAnna);
  const auto watch = Begin(OwnScope(kBo) + "heartbeat_interval { seconds: 2 }");
  EXPECT_TRUE(watch->Next().has_snapshot());
  server_.clock().Advance(absl::Seconds(3));
  const int64_t position = Nudge();
  const wl::WatchWorklistResponse beat = watch->Next();
  ASSERT_TRUE(beat.has_heartbeat());
  EXPECT_GE(beat.position(), position - 1);
}

TEST_F(WatchTest, ResumesAfterAPositionWithoutRepeatingOrLosingAnything) {
  OpenCase(kWatchedCase, kAnna);
  OpenCase(kOtherWatched, kAnna);
  SetReminder(kWatchedCase, 3, 4);
  auto watch = Begin(OwnScope(kAnna));
  ReadList list;
  list.Apply(watch->Next());
  watch.reset();
  const int64_t noted = AddNote(kWatchedCase);
  server_.Restart();
  Connect();
  server_.clock().Advance(absl::Hours(72));
  const int64_t reminded = SetReminder(kOtherWatched, 3, 5);
  watch = Begin(OwnScope(kAnna) + ResumeAfter(list));
  const wl::WatchWorklistResponse resumed = watch->Next();
  ASSERT_TRUE(resumed.has_delta()) << resumed.DebugString();
  list.Apply(resumed);
  watch->ReadUntil(reminded, list);
  EXPECT_THAT(
      list.changes(),
      ElementsAre(Pair(noted, CaseName(kWatchedCase)), Pair(reminded, CaseName(kOtherWatched))));
  const auto now = List(OwnScope(kAnna));
  EXPECT_EQ(list.names(), NamesOf(now));
  for (const wl::WorkItem& item : now.items()) {
    EXPECT_EQ(list.items().at(item.name()).late(), item.late()) << item.name();
  }
}

TEST_F(WatchTest, SaysAtOnceThatAResumedWatchGoesOn) {
  OpenCase(kWatchedCase, kAnna);
  ReadList list;
  list.Apply(Begin(OwnScope(kAnna))->Next());
  const auto watch = Begin(OwnScope(kAnna) + ResumeAfter(list));
  EXPECT_TRUE(watch->Next().has_heartbeat());
  EXPECT_EQ(Begin(OwnScope(kAnna) + "resume_after_position: 99999")->Finish().info.reason(),
            "POSITION_AHEAD");
}

TEST_F(WatchTest, EndsWithAPlaceToResumeFromWhenTheServerStops) {
  OpenCase(kWatchedCase, kAnna);
  auto watch = Begin(OwnScope(kAnna));
  const wl::WatchWorklistResponse begin = watch->Next();
  std::thread stop([this] { server_.Restart(); });
  const CallError error = watch->Finish();
  stop.join();
  EXPECT_EQ(error.code, grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(error.info.reason(), "WATCH_ENDED");
  EXPECT_EQ(error.info.metadata().at("position"), absl::StrCat(begin.position()));
}

TEST_F(WatchTest, LosesAndRepeatsNothingWhileTheListIsRebuiltUnderIt) {
  OpenCase(kWatchedCase, kAnna);
  const auto watch = Begin(OwnScope(kAnna));
  ReadList list;
  list.Apply(watch->Next());
  std::vector<std::pair<int64_t, std::string>> written;
  std::thread rebuild([this] {
    projection::v1::ProjectionService::Stub projections(server_.channel());
    for (int i = 0; i < 3; ++i) {
      grpc::ClientContext context;
      projection::v1::RebuildProjectionRequest request;
      request.set_name(absl::StrCat(kTenant, "/projections/worklist"));
      const auto stream = projections.RebuildProjection(&context, request);
      for (projection::v1::RebuildProjectionResponse answer; stream->Read(&answer);) {
      }
      EXPECT_TRUE(stream->Finish().ok());
    }
  });
  for (int i = 0; i < 60; ++i) {
    const int64_t position =
        i % 5 == 0 ? SetReminder(kWatchedCase, 3, 1 + i / 5) : AddNote(kWatchedCase);
    written.emplace_back(position, CaseName(kWatchedCase));
  }
  rebuild.join();
  written.emplace_back(AddNote(kWatchedCase), CaseName(kWatchedCase));
  watch->ReadUntil(written.back().first, list);
  EXPECT_EQ(list.changes(), written);
  EXPECT_EQ(list.names(), NamesOf(List(OwnScope(kAnna))));
}

TEST_F(WatchTest, EndsWhenTheCoverDoes) {
  OpenCase(kWatchedCase, kBo);
  const std::string scope =
      absl::StrCat("scope { staff_id: '", Uuid(kAnna), "' covered_staff_id: '", Uuid(kBo), "' } ");
  EXPECT_EQ(Begin(scope)->Finish().info.reason(), "NOT_COVERING");
  CallOk(*worklists_,
         &Worklists::SetCover,
         Named<wl::SetCoverRequest>(
             StaffName(kAnna),
             absl::StrCat(
                 "covered_staff_id: '", Uuid(kBo), "' until_date { year: 2024 month: 3 day: 9 }")));
  const auto watch = Begin(scope);
  EXPECT_THAT(watch->Next().snapshot().items(), Not(IsEmpty()));
  CallOk(*worklists_,
         &Worklists::EndCover,
         Named<wl::EndCoverRequest>(StaffName(kAnna),
                                    absl::StrCat("covered_staff_id: '", Uuid(kBo), "'")));
  EXPECT_EQ(watch->Finish().info.reason(), "NOT_COVERING");
}

TEST_F(WatchTest, GoesOnWhenTheClockIsSetBack) {
  OpenCase(kWatchedCase, kAnna);
  server_.clock().Advance(absl::Hours(72));
  const auto watch = Begin(OwnScope(kAnna));
  ReadList list;
  list.Apply(watch->Next());
  server_.clock().SetBack(absl::Hours(1));
  const int64_t noted = AddNote(kWatchedCase);
  watch->ReadUntil(noted, list);
  EXPECT_EQ(list.changes().back(), std::pair(noted, CaseName(kWatchedCase)));
  EXPECT_EQ(list.names(), NamesOf(List(OwnScope(kAnna))));
  // A year ago nothing was due yet.
  server_.clock().SetBack(absl::Hours(24 * 365));
  // The server may look at its clock before the nudge, which then changes nothing more.
  Nudge();
  wl::WatchWorklistResponse message;
  while (history::TimeFrom(list.evaluated_at()) >= FixedClock::kStart) {
    ASSERT_TRUE(watch->Read(message));
    list.Apply(message);
  }
  EXPECT_EQ(list.names(), NamesOf(List(OwnScope(kAnna))));
}

TEST(WatchUnderLoadTest, TellsFiftyReadersEveryChangeOnceAndInOrder) { WatchUnderLoad(400); }

TEST_F(WatchTest, RefusesWhatItCannotWatch) {
  EXPECT_EQ(Begin("filter: 'nothing = 1'")->Finish().info.reason(), "FILTER_INVALID");
  EXPECT_THAT(Begin("heartbeat_interval { seconds: 0 }")->Finish().fields(),
              Contains("heartbeat_interval"));
  EXPECT_THAT(
      Begin(absl::StrCat("scope { unit_id: '", UnitId(), "' covered_staff_id: '", Uuid(kBo), "' }"))
          ->Finish()
          .fields(),
      Contains("scope.covered_staff_id"));
}

}  // namespace
}  // namespace framdrift
