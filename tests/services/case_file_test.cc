// Files of cases for other tools: what stands in them is read back as it was.
#include "services/process/case_file.h"

#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace framdrift::services {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

process::v1::ExportedCase Exported(const std::string& text) {
  process::v1::ExportedCase exported;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &exported)) << text;
  return exported;
}

std::string Written(CaseFile& file, const process::v1::ExportedCase& exported) {
  std::string text;
  for (int pass = 0; pass < file.passes(); ++pass) {
    file.BeginPass(pass, text);
    file.Add(pass, exported, text);
    file.EndPass(pass, text);
  }
  return text;
}

constexpr char kCase[] = R"(
  case {
    name: 'tenants/lund/cases/0190b2c8-5b0e-7c3a-9f00-0123456789ab'
    person_name: 'Kim Ek'
    phase: PHASE_EXITED
    open_date { year: 2024 month: 2 day: 5 }
    unit_id: '0190b2c8-5b0e-7c3a-9f00-000000000001'
    attributes { key: '1 förlängt & <så>' value: 'ja "ja"\n' }
  }
  activities {
    position: 7
    occur_time { seconds: 1706000000 nanos: 250000000 }
    activity: 'A & B \x01'
    label: 'A & B \x01'
    lifecycle: 'complete'
    resource: 'Enhet "Norr"'
  })";

TEST(CaseFileTest, XesEscapesWhatXmlWouldReadOtherwise) {
  const auto file = XesFile({.tenant = "lund", .position = 9});
  const std::string xes = Written(*file, Exported(kCase));
  EXPECT_THAT(xes, HasSubstr("key=\"concept:name\" value=\"A &amp; B \xef\xbf\xbd\"/>"));
  EXPECT_THAT(xes, HasSubstr("key=\"org:resource\" value=\"Enhet &quot;Norr&quot;\"/>"));
  EXPECT_THAT(xes, HasSubstr("key=\"_1_förlängt____så_\" value=\"ja &quot;ja&quot;&#10;\"/>"));
  EXPECT_THAT(xes, HasSubstr("value=\"2024-01-23T08:53:20.25+00:00\"/>"));
  EXPECT_THAT(xes, HasSubstr("key=\"framdrift.phase\" value=\"EXITED\"/>"));
  EXPECT_THAT(xes, HasSubstr("key=\"framdrift.open_date\" value=\"2024-02-05\"/>"));
  EXPECT_THAT(xes, Not(HasSubstr("framdrift.label")));
  EXPECT_THAT(xes, Not(HasSubstr("framdrift.invented")));
}

TEST(CaseFileTest, OcelEscapesWhatJsonWouldReadOtherwise) {
  const auto file = OcelFile({.tenant = "lund", .position = 9});
  const std::string ocel = Written(*file, Exported(kCase));
  EXPECT_THAT(ocel, HasSubstr(R"("type":"A & B \u0001")"));
  EXPECT_THAT(ocel, HasSubstr(R"({"name":"resource","value":"Enhet \"Norr\""})"));
  EXPECT_THAT(ocel, HasSubstr(R"("value":"ja \"ja\"\u000a")"));
  EXPECT_THAT(ocel, HasSubstr(R"({"objectId":"0190b2c8-5b0e-7c3a-9f00-0123456789ab",)"));
}

TEST(CaseFileTest, NamesNobodyAndSaysWhereNobodyExists) {
  for (const bool invented : {false, true}) {
    for (const bool xes : {false, true}) {
      CaseFileFacts facts{.tenant = "lund", .position = 9, .invented = invented};
      const auto file = xes ? XesFile(facts) : OcelFile(facts);
      const std::string text = Written(*file, Exported(kCase));
      EXPECT_THAT(text, Not(HasSubstr("Kim Ek")));
      EXPECT_EQ(text.find("invented") != std::string::npos, invented);
    }
  }
}

}  // namespace
}  // namespace framdrift::services
