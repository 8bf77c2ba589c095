// Watches of indicators: what changes, alerts once each, and what time alone brings.
#include "tests/integration/indicator_fixture.h"

namespace framdrift::testing {
namespace {

TEST_F(IndicatorTest, AWatchTellsWhatChangesAndOfTargetsOnce) {
  OpenCase(11);
  Define(kOpened);
  const int64_t begun = Define(kExits).position();
  IndicatorWatch watch(*indicators_, {});
  auto message = watch.NextNews();
  ASSERT_EQ(message.snapshot().items_size(), 2);
  EXPECT_GE(message.position(), begun);
  EXPECT_EQ(message.snapshot().items(0).standing().figure().value(), 1);
  const auto target =
      CallOk(*indicators_,
             &Indicators::SetTarget,
             Asking<iv::SetTargetRequest>(
                 "opened", "target { value: 2 date { year: 2024 month: 12 day: 31 } }"));
  const auto told = watch.NextNews();
  ASSERT_EQ(told.delta().upserted_size(), 1) << "only what changed";
  EXPECT_TRUE(told.delta().alerts().empty());
  EXPECT_EQ(told.position(), target.position());
  OpenCase(12);
  // Registering the person and opening the case may come together or one by one.
  message = watch.NextNews();
  ASSERT_EQ(message.delta().upserted_size(), 1);
  EXPECT_EQ(message.delta().upserted(0).standing().figure().value(), 2);
  ASSERT_EQ(message.delta().alerts_size(), 1);
  EXPECT_EQ(message.delta().alerts(0).kind(), iv::ALERT_KIND_TARGET_MET);

  iv::WatchIndicatorsRequest resuming;
  resuming.set_resume_after_position(told.position());
  *resuming.mutable_resume_after_evaluated_at() = told.evaluated_at();
  IndicatorWatch resumed(*indicators_, resuming);
  const auto missed = resumed.Next();
  ASSERT_EQ(missed.delta().upserted_size(), 1);
  EXPECT_EQ(missed.delta().alerts_size(), 1);
  resuming.set_resume_after_position(message.position());
  *resuming.mutable_resume_after_evaluated_at() = message.evaluated_at();
  IndicatorWatch current(*indicators_, resuming);
  EXPECT_TRUE(current.Next().has_heartbeat()) << "nothing is told twice";

  // Time alone begins a month in which nothing is opened yet.
  server_.clock().Advance(absl::Hours(24 * 40));
  Nudge();
  message = watch.NextNews();
  ASSERT_EQ(message.delta().alerts_size(), 1);
  EXPECT_EQ(message.delta().alerts(0).kind(), iv::ALERT_KIND_TARGET_LOST);
}

TEST_F(IndicatorTest, WhoMayNotOpenCasesWatchesNothing) {
  grpc::ClientContext context;
  SetDeadline(context);
  context.AddMetadata("framdrift-actor", "role=evaluator");
  const auto reader =
      indicators_->WatchIndicators(&context, Parented<iv::WatchIndicatorsRequest>(""));
  iv::WatchIndicatorsResponse message;
  EXPECT_FALSE(reader->Read(&message));
  EXPECT_EQ(CallError(reader->Finish()).info.reason(), "CASE_ACCESS_MISSING");
}

}  // namespace
}  // namespace framdrift::testing
