#include "services/stream_view.h"

#include "tests/services/runtime_fixture.h"

namespace framdrift::services {
namespace {

class StreamViewTest : public RuntimeTest {
 protected:
  // A correction of the event at `position` whose sealed part names somebody else.
  Emitted Correction(eventstore::Position position, const std::string& given_name) const {
    Emitted emitted = EventOf("event_corrected {}", "event_corrected {}");
    auto& corrected = *emitted.event.mutable_event_corrected();
    corrected.set_position(static_cast<int64_t>(position));
    corrected.mutable_replacement()->PackFrom(testing::Proto<person::v1::PersonEvent>(kRegistered));
    person::v1::PersonSealed replacement;
    replacement.mutable_person_registered()->set_given_name(given_name);
    emitted.parts[0].content.mutable_event_corrected()->mutable_replacement()->PackFrom(
        replacement);
    return emitted;
  }
  Emitted Voiding(eventstore::Position position) const {
    Emitted emitted = EventOf("event_voided {}");
    emitted.event.mutable_event_voided()->set_position(static_cast<int64_t>(position));
    return emitted;
  }
  StreamView<Person> View(int64_t until = StreamView<Person>::kNow) {
    snapshot_ = *Reader().Read<Person>(id_);
    return StreamView<Person>(id_, *snapshot_, until);
  }
  static std::string NameIn(const StreamView<Person>& view, eventstore::Position position) {
    const person::v1::PersonSealed* text = view.Text(static_cast<int64_t>(position));
    return text != nullptr ? text->person_registered().given_name() : "";
  }

  std::shared_ptr<const Snapshot<Person>> snapshot_;
};

TEST_F(StreamViewTest, ShowsTheTextRecordedWithAnEvent) {
  const auto first = Append(EventOf(kRegistered, kMaria));
  EXPECT_EQ(NameIn(View(), first), "Maria");
  EXPECT_EQ(View().Text(static_cast<int64_t>(first), 7), nullptr);
  EXPECT_EQ(View().Text(99), nullptr);
}

TEST_F(StreamViewTest, ShowsTheLatestCorrectionsTextUnlessThatIsVoided) {
  const auto first = Append(EventOf(kRegistered, kMaria));
  Append(Correction(first, "Marja"));
  const auto second = Append(Correction(first, "Mari"));
  EXPECT_EQ(NameIn(View(), first), "Mari");
  EXPECT_EQ(View().CorrectedBy(static_cast<int64_t>(first)), static_cast<int64_t>(second));
  const auto voiding = Append(Voiding(second));
  EXPECT_EQ(NameIn(View(), first), "Marja");
  EXPECT_EQ(View().VoidedBy(static_cast<int64_t>(second)), static_cast<int64_t>(voiding));
  Append(Voiding(voiding));
  EXPECT_EQ(NameIn(View(), first), "Mari");
  EXPECT_EQ(View().VoidedBy(static_cast<int64_t>(second)), 0);
}

TEST_F(StreamViewTest, ShowsAStreamAsItStoodAtAPosition) {
  const auto first = Append(EventOf(kRegistered, kMaria));
  Append(Correction(first, "Marja"));
  Append(Voiding(first));
  const auto before = static_cast<int64_t>(first);
  EXPECT_EQ(View().revision(), 3u);
  EXPECT_EQ(View(before).revision(), 1u);
  EXPECT_EQ(View(before).VoidedBy(before), 0);
  EXPECT_EQ(View(before).CorrectedBy(before), 0);
  EXPECT_EQ(NameIn(View(before), first), "Maria");
  EXPECT_TRUE(View(before).state().registered);
  EXPECT_FALSE(View().state().registered);
}

}  // namespace
}  // namespace framdrift::services
