#include "services/authenticate.h"

#include "base/refusal.h"
#include "gtest/gtest.h"

namespace framdrift::services {
namespace {

constexpr char kActorUuid[] = "0190b2c8-5b0e-7c3a-9f00-0123456789ab";

TEST(AuthenticateTest, MakesTheDeveloperOfNoHeader) {
  const auto actor = ActorFrom("");
  ASSERT_TRUE(actor.ok());
  EXPECT_EQ(actor->id, ActorFrom("developer")->id);
  EXPECT_EQ(actor->role, "developer");
  EXPECT_EQ(actor->kind, history::ActorKind::kHuman);
  EXPECT_TRUE(actor->unit.empty());
  EXPECT_TRUE(actor->on_behalf_of.empty());
}

TEST(AuthenticateTest, ReadsEveryPart) {
  const auto actor = ActorFrom(std::string("id=") + kActorUuid +
                               "; role=caseworker;unit=" + kActorUuid + "; on-behalf-of=maria");
  ASSERT_TRUE(actor.ok());
  EXPECT_EQ(actor->id.ToString(), kActorUuid);
  EXPECT_EQ(actor->role, "caseworker");
  EXPECT_EQ(actor->unit.ToString(), kActorUuid);
  EXPECT_EQ(actor->on_behalf_of, ActorFrom("maria")->id);
}

TEST(AuthenticateTest, GivesANameTheSamePseudonymAlwaysAndAnotherAnother) {
  EXPECT_EQ(ActorFrom("maria")->id, ActorFrom("id=maria")->id);
  EXPECT_NE(ActorFrom("maria")->id, ActorFrom("erik")->id);
}

TEST(AuthenticateTest, RefusesWhatItCannotRead) {
  for (const char* const header :
       {"id=", "id=Maria", "maria lind", "role=", "role=Chef", "unit=maria", "name=maria", "="}) {
    const absl::Status status = ActorFrom(header).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated) << header;
    ASSERT_EQ(RefusalsOf(status).size(), 1u) << header;
    EXPECT_EQ(RefusalsOf(status)[0].reason, "ACTOR_MALFORMED") << header;
  }
}

}  // namespace
}  // namespace framdrift::services
