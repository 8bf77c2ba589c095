// Differences as people read them: every field once, parts by what names them.
#include "services/casework/field_diff.h"

#include <ostream>
#include <string>
#include <vector>

#include "framdrift/casework/v1/case_resource.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace framdrift::services {

// In tests' output.
void PrintTo(const FieldDifference& difference, std::ostream* out) {
  *out << difference.path << ": '" << difference.before << "' -> '" << difference.after << "'";
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<FieldDifference> Differ(const std::string& before, const std::string& after) {
  const auto parsed = [](const std::string& text) {
    casework::v1::Case message;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
    return message;
  };
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &zone));
  return DifferencesOf(parsed(before), parsed(after), zone);
}

TEST(FieldDiffTest, WhatIsTheSameIsNoDifference) {
  const std::string shown =
      "phase: PHASE_ACTIVE notes { position: 3 text: 'a' } acts { position: 9 attributes { key: "
      "'k' value: 'v' } }";
  EXPECT_THAT(Differ(shown, shown), IsEmpty());
}

TEST(FieldDiffTest, FieldsStandInOrderWithWhatTheyReadBefore) {
  EXPECT_THAT(Differ("phase: PHASE_INTAKE paused: true", "phase: PHASE_ACTIVE"),
              ElementsAre(FieldDifference{"phase", "PHASE_INTAKE", "PHASE_ACTIVE"},
                          FieldDifference{"paused", "true", "false"}));
}

TEST(FieldDiffTest, PartsAreMatchedByWhatNamesThem) {
  EXPECT_THAT(Differ("notes { position: 3 text: 'a' } notes { position: 7 text: 'b' }",
                     "notes { position: 5 text: 'new' } notes { position: 7 text: 'c' }"),
              ElementsAre(FieldDifference{"notes[position=3].position", "3", ""},
                          FieldDifference{"notes[position=3].text", "a", ""},
                          FieldDifference{"notes[position=7].text", "b", "c"},
                          FieldDifference{"notes[position=5].position", "", "5"},
                          FieldDifference{"notes[position=5].text", "", "new"}));
}

TEST(FieldDiffTest, PartsWithoutANameStandForTheirPlace) {
  EXPECT_THAT(
      Differ("episodes { } episodes { steps { step_id: 's' hours_per_week: 10 } }",
             "episodes { } episodes { steps { step_id: 's' hours_per_week: 12.5 } }"),
      ElementsAre(FieldDifference{"episodes[2].steps[step_id=s].hours_per_week", "10", "12.5"}));
}

TEST(FieldDiffTest, ADeadlineIsNamedByItsRuleAndStart) {
  const std::string deadline =
      "deadlines { rule: DEADLINE_PLAN_REVIEW episode: 1 started { date { year: 2024 month: 3 day: "
      "8 } } status: ";
  EXPECT_THAT(Differ(deadline + "DEADLINE_STATUS_PENDING }", deadline + "DEADLINE_STATUS_LATE }"),
              ElementsAre(FieldDifference{
                  "deadlines[rule=DEADLINE_PLAN_REVIEW,episode=1,started=2024-03-08].status",
                  "DEADLINE_STATUS_PENDING",
                  "DEADLINE_STATUS_LATE"}));
}

TEST(FieldDiffTest, TimesMapsAndListsAreOneValueEach) {
  EXPECT_THAT(
      Differ("acts { position: 9 attributes { key: 'k' value: 'v' } occurred { time { seconds: "
             "1709280000 } } }",
             "acts { position: 9 attributes { key: 'k' value: 'w' } occurred { month { year: 2024 "
             "month: 3 day: 1 } } } consents { consent_id: 'c' fields: SHARED_FIELD_PLAN fields: "
             "SHARED_FIELD_STEPS }"),
      ElementsAre(
          FieldDifference{"acts[position=9].occurred", "2024-03-01T09:00:00+01:00", "2024-03"},
          FieldDifference{"acts[position=9].attributes[k]", "v", "w"},
          FieldDifference{"consents[consent_id=c].consent_id", "", "c"},
          FieldDifference{
              "consents[consent_id=c].fields", "", "SHARED_FIELD_PLAN, SHARED_FIELD_STEPS"}));
}

}  // namespace
}  // namespace framdrift::services
