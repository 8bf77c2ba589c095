// Every limit of FORMAT.md holds at its edge and is named when it is broken.
#include "eventstore/limits.h"

#include <functional>

#include "eventstore/codec.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace framdrift::eventstore {
namespace {

using testing::HasSubstr;

NewCommit Smallest() {
  NewCommit commit;
  commit.commit_id = Id16{1};
  commit.actor.pseudonym = Id16{2};
  NewEvent event;
  event.stream = {3, Id16{3}};
  event.type = 3001;
  event.occurred_at = absl::UnixEpoch();
  commit.events.push_back(event);
  return commit;
}

using Change = std::function<void(NewCommit&)>;

void ExpectFits(const Change& change) {
  NewCommit commit = Smallest();
  change(commit);
  const absl::Status status = CheckLimits(commit);
  EXPECT_TRUE(status.ok()) << status;
}

void ExpectBreaks(const Change& change, const std::string& where) {
  NewCommit commit = Smallest();
  change(commit);
  const absl::Status status = CheckLimits(commit);
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << where;
  EXPECT_THAT(std::string(status.message()), HasSubstr(where));
}

TEST(LimitsTest, ATenantIsOneToThirtyTwoPlainCharacters) {
  EXPECT_TRUE(CheckTenant("a").ok());
  EXPECT_TRUE(CheckTenant(std::string(32, 'z')).ok());
  EXPECT_TRUE(CheckTenant("0-9-sundby").ok());
  for (const std::string& bad : {std::string(),
                                 std::string(33, 'z'),
                                 std::string("Sundby"),
                                 std::string("sund/by"),
                                 std::string("sund by"),
                                 std::string("åmål"),
                                 std::string("a\0b", 3)}) {
    EXPECT_TRUE(absl::IsInvalidArgument(CheckTenant(bad))) << bad;
  }
}

TEST(LimitsTest, TheConstantsAreThoseOfTheFormat) {
  EXPECT_EQ(kMaxTenantBytes, 32U);
  EXPECT_EQ(kMaxPartBytes, 65536U);
  EXPECT_EQ(kMaxCommitEvents, 4096U);
  EXPECT_EQ(kMaxCommitBytes, 4194304U);
  EXPECT_EQ(kMaxTags, 16U);
  EXPECT_EQ(kMaxParts, 255U);
  EXPECT_EQ(kMaxRoleBytes, 63U);
  EXPECT_EQ(kMaxReasonCodeBytes, 63U);
  EXPECT_EQ(kMaxLegalBasisBytes, 127U);
  EXPECT_EQ(absl::FromUnixMicros(kMinUnixMicros),
            absl::FromCivil(absl::CivilDay(1, 1, 1), absl::UTCTimeZone()));
  EXPECT_EQ(absl::FromUnixMicros(kMaxUnixMicros + 1),
            absl::FromCivil(absl::CivilDay(10000, 1, 1), absl::UTCTimeZone()));
}

TEST(LimitsTest, TheSmallestCommitFits) {
  ExpectFits([](NewCommit&) {});
}

TEST(LimitsTest, ACommitHasOneTo4096Events) {
  ExpectFits([](NewCommit& c) { c.events.resize(4096, c.events[0]); });
  ExpectBreaks([](NewCommit& c) { c.events.resize(4097, c.events[0]); }, "events");
  ExpectBreaks([](NewCommit& c) { c.events.clear(); }, "events");
}

TEST(LimitsTest, PartsAndPublicPartHave64KiB) {
  ExpectFits([](NewCommit& c) { c.events[0].parts = {{Id16{1}, 1, std::string(65536, 'x')}}; });
  ExpectBreaks(
      [](NewCommit& c) {
        c.events[0].parts = {{Id16{1}, 1, std::string(65537, 'x')}};
      },
      "events[0].parts[0]");
  ExpectFits([](NewCommit& c) { c.events[0].public_part.assign(65536, 'x'); });
  ExpectBreaks([](NewCommit& c) { c.events[0].public_part.assign(65537, 'x'); },
               "events[0].public_part");
}

TEST(LimitsTest, AnEventHasAtMost16TagsAnd255Parts) {
  ExpectFits([](NewCommit& c) { c.events[0].tags.resize(16); });
  ExpectBreaks([](NewCommit& c) { c.events[0].tags.resize(17); }, "tags");
  ExpectFits([](NewCommit& c) { c.events[0].parts.resize(255, {Id16{1}, 1, ""}); });
  ExpectBreaks([](NewCommit& c) { c.events[0].parts.resize(256, {Id16{1}, 1, ""}); }, "parts");
}

TEST(LimitsTest, TextsAreShortUtf8) {
  ExpectFits([](NewCommit& c) { c.actor.role.assign(63, 'x'); });
  ExpectBreaks([](NewCommit& c) { c.actor.role.assign(64, 'x'); }, "actor.role");
  ExpectBreaks([](NewCommit& c) { c.events[0].reason_code.assign(64, 'x'); }, "reason_code");
  ExpectFits([](NewCommit& c) { c.events[0].legal_basis = "4 kap. 1 § SoL \U0001F4D6"; });
  ExpectBreaks([](NewCommit& c) { c.events[0].legal_basis.assign(128, 'x'); }, "legal_basis");
  for (const char* bad : {"\xff",
                          "\xc3",
                          "\xc0\x80",
                          "\xe0\x80\x80",
                          "\xed\xa0\x80",
                          "\x80",
                          "\xf4\x90\x80\x80",
                          "a\xe2\x82",
                          "\xc3\x28"}) {
    ExpectBreaks([bad](NewCommit& c) { c.events[0].legal_basis = bad; }, "not UTF-8");
  }
}

TEST(LimitsTest, TimesLieInTheYears1To9999) {
  ExpectFits([](NewCommit& c) { c.events[0].occurred_at = absl::FromUnixMicros(kMinUnixMicros); });
  ExpectFits([](NewCommit& c) { c.events[0].occurred_at = absl::FromUnixMicros(kMaxUnixMicros); });
  ExpectBreaks([](NewCommit& c) { c.events[0].occurred_at = absl::InfiniteFuture(); },
               "occurred_at");
  ExpectBreaks([](NewCommit& c) { c.events[0].source_recorded_at = absl::InfinitePast(); },
               "source_recorded_at");
}

TEST(LimitsTest, WhatMustBeThereIsThere) {
  ExpectBreaks([](NewCommit& c) { c.log = LogNumber{3}; }, "log");
  ExpectBreaks([](NewCommit& c) { c.commit_id = {}; }, "commit_id");
  ExpectBreaks([](NewCommit& c) { c.actor.pseudonym = {}; }, "actor");
  ExpectBreaks([](NewCommit& c) { c.actor.kind = ActorKind{5}; }, "actor");
  ExpectBreaks([](NewCommit& c) { c.events[0].stream = {}; }, "stream");
  ExpectBreaks([](NewCommit& c) { c.events[0].type = 0; }, "type");
  ExpectBreaks([](NewCommit& c) { c.events[0].schema_version = 0; }, "schema version");
  ExpectBreaks([](NewCommit& c) { c.events[0].precision = Precision{0}; }, "precision");
  ExpectBreaks([](NewCommit& c) { c.events[0].parts = {{Id16{}, 1, ""}}; }, "parts[0]");
  ExpectBreaks([](NewCommit& c) { c.conditions.resize(kMaxConditions + 1); }, "conditions");
}

TEST(LimitsTest, APackedCommitHas4MiB) {
  NewCommit commit = Smallest();
  commit.events.resize(63, commit.events[0]);
  for (NewEvent& event : commit.events) event.public_part.assign(65536, 'x');
  EXPECT_TRUE(EncodeCommit(commit, {}).ok());
  commit.events.resize(64, commit.events[0]);
  EXPECT_TRUE(absl::IsInvalidArgument(EncodeCommit(commit, {}).status()));
}

}  // namespace
}  // namespace framdrift::eventstore
