// Every field is one that some event sets, and each id names the field it says.
#include "domain/indicators/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "framdrift/activity/v1/activity_events.pb.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "framdrift/household/v1/household_events.pb.h"
#include "framdrift/organisation/v1/organisation_events.pb.h"
#include "framdrift/person/v1/person_events.pb.h"
#include "framdrift/policy/v1/policy_events.pb.h"

namespace framdrift::indicators {
namespace {

void AddEvents(const google::protobuf::Descriptor& stream, std::set<std::string>& events) {
  for (int i = 0; i < stream.field_count(); ++i) {
    events.insert(stream.field(i)->message_type()->full_name());
  }
}

TEST(FieldsTest, EveryFieldIsSetByAnEventThatThereIs) {
  std::set<std::string> events;
  AddEvents(*activity::v1::ActivityEvent::descriptor(), events);
  AddEvents(*casework::v1::CaseEvent::descriptor(), events);
  AddEvents(*household::v1::HouseholdEvent::descriptor(), events);
  AddEvents(*organisation::v1::StaffEvent::descriptor(), events);
  AddEvents(*organisation::v1::UnitEvent::descriptor(), events);
  AddEvents(*person::v1::PersonEvent::descriptor(), events);
  AddEvents(*policy::v1::PolicyEvent::descriptor(), events);
  for (const Subject subject : kSubjects) {
    const Fields fields(subject, {{"pathway", "", FieldType::kName}});
    for (const Field& field : fields.all()) {
      EXPECT_THAT(field.set_by, ::testing::Not(::testing::IsEmpty())) << field.name;
      for (const std::string& event : field.set_by) {
        EXPECT_TRUE(events.contains(event))
            << NameOf(subject) << "." << field.name << " names " << event;
      }
    }
  }
}

TEST(FieldsTest, NamesAreUniqueAndEveryCodeHasAList) {
  for (const Subject subject : kSubjects) {
    const Fields fields(subject);
    std::set<std::string> names;
    for (const Field& field : fields.all()) {
      EXPECT_TRUE(names.insert(field.name).second) << field.name;
      EXPECT_EQ(field.list != nullptr,
                field.type == FieldType::kCode || field.type == FieldType::kSet ||
                    field.type == FieldType::kDays)
          << field.name;
      const bool happens = field.type == FieldType::kMoment || field.type == FieldType::kDays ||
                           (field.type == FieldType::kDay && field.name != "birth_date");
      EXPECT_EQ(field.milestone, happens) << field.name;
    }
    EXPECT_TRUE(fields[fields.start()].milestone);
    if (fields.end()) {
      EXPECT_TRUE(fields[*fields.end()].milestone);
    }
  }
}

TEST(FieldsTest, FindsFieldsByNameLocalOnesToo) {
  const Fields fields(Subject::kEpisode, {{"pathway", "Which way", FieldType::kName}});
  EXPECT_EQ(fields.Find("exited"), episode::kExited);
  EXPECT_EQ(fields.Find("reviews"), episode::kReviews);
  EXPECT_EQ(fields.Find("attr.pathway"), episode::kCount);
  EXPECT_EQ(fields.Find("pathway"), std::nullopt);
}

}  // namespace
}  // namespace framdrift::indicators
