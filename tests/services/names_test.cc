#include "services/names.h"

#include "gtest/gtest.h"

namespace framdrift::services {
namespace {

constexpr char kNamedUuid[] = "0190b2c8-5b0e-7c3a-9f00-0123456789ab";

TEST(NamesTest, ReadsWhatItWrites) {
  const Id16 id = *ParseUuid(kNamedUuid);
  const auto name = ParseName(FormatName("kungsbacka", "cases", id), "cases");
  ASSERT_TRUE(name.ok());
  EXPECT_EQ(name->tenant, "kungsbacka");
  EXPECT_EQ(name->id, id);
  EXPECT_EQ(*ParseEtag(FormatEtag(7)), 7);
}

TEST(NamesTest, ReadsAHyphenAsTheServersChoice) {
  EXPECT_EQ(ParseName("tenants/kungsbacka/cases/-", "cases")->id, std::nullopt);
}

TEST(NamesTest, RefusesEverythingElse) {
  for (const char* const name : {"",
                                 "tenants",
                                 "tenants/",
                                 "tenants/kungsbacka",
                                 "tenants/Kungsbacka/cases/-",
                                 "tenants/a_b/cases/-",
                                 "tenants//cases/-",
                                 "tenants/kungsbacka/persons/-",
                                 "tenants/kungsbacka/cases",
                                 "tenants/kungsbacka/cases/",
                                 "tenants/kungsbacka/cases/7",
                                 "tenants/kungsbacka/cases/-/steps",
                                 "/tenants/kungsbacka/cases/-",
                                 "tenants/aaaaaaaaaabbbbbbbbbbccccccccccddd/cases/-"}) {
    EXPECT_EQ(ParseName(name, "cases").status().code(), absl::StatusCode::kInvalidArgument) << name;
  }
  for (const char* const etag :
       {"", "7", "\"\"", "\"-1\"", "\"07\"", "\" 7\"", "\"7", "7\"", "\"x\""}) {
    EXPECT_EQ(ParseEtag(etag).status().code(), absl::StatusCode::kInvalidArgument) << etag;
  }
}

}  // namespace
}  // namespace framdrift::services
