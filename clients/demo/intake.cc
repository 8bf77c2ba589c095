// From the opening to the obstacles: offered and held contacts, in time or not, and the assessment.
#include <algorithm>
#include <string>

#include "clients/demo/calendar.h"
#include "clients/demo/story.h"
#include "clients/demo/texts.h"

namespace framdrift::demo {
namespace {

namespace v1 = framdrift::casework::v1;

constexpr int kChannels[] = {520, 120, 140, 30, 170, 20};
constexpr int kIntakeModes[] = {620, 260, 120};
constexpr absl::string_view kAreas[] = {"vardag", "halsa", "sprak", "arbetsvana", "mal"};

void WriteOpening(Story& story, const Episode& episode) {
  const std::string& unit = story.world.organisation.labour_unit;
  const auto channel = static_cast<codes::v1::Channel>(1 + story.rng.Weighted(kChannels));
  v1::CaseEvent& event = story.Case(episode.opened);
  if (episode.number == 0) {
    event.mutable_case_opened()->set_target_group(story.who.group);
    event.mutable_case_opened()->set_channel(channel);
    event.mutable_case_opened()->set_unit_id(unit);
  } else {
    auto& reopened = *event.mutable_case_reopened();
    reopened.set_reason(story.rng.Chance(600) ? v1::REOPEN_REASON_NEW_APPLICATION
                                              : v1::REOPEN_REASON_WORK_OR_STUDY_ENDED);
    reopened.set_target_group(story.who.group);
    reopened.set_channel(channel);
    reopened.set_unit_id(unit);
  }
  auto& flow = *story.Case(episode.opened + absl::Minutes(6)).mutable_flow_assigned();
  flow.set_flow(story.rng.Chance(850) ? v1::FLOW_MAIN : v1::FLOW_OTHER);
  auto& enrolled = *story.Case(episode.opened + absl::Minutes(50)).mutable_enrolment_started();
  enrolled.set_referred_by(story.who.on_support || story.rng.Chance(400)
                               ? codes::v1::REFERRED_BY_SOCIAL_SERVICES
                               : codes::v1::REFERRED_BY_EMPLOYMENT_SERVICE);
}

// How many of a thousand first contacts are in time at that moment: from the first to the last
// figure over the years.
int InTime(const World& world, absl::Time at) {
  const absl::CivilDay day = DayOf(at);
  const int64_t all = world.settings.today - world.start;
  const int64_t gone = std::clamp<int64_t>(day - world.start, 0, all);
  return world.in_time_first +
         static_cast<int>((world.in_time_last - world.in_time_first) * gone / all);
}

// A moment within the deadline: the next working day, by the same time of day.
absl::Time InTimeAfter(Story& story, absl::Time opened) {
  const absl::CivilMinute civil = absl::ToCivilMinute(opened, Zone());
  const int64_t minutes = (civil.hour() - 8) * 60 + civil.minute();
  return At(Working().Next(absl::CivilDay(civil)), 8) +
         absl::Minutes(story.rng.Between(0, std::max<int64_t>(minutes - 1, 0)));
}

absl::Time WriteOffer(Story& story, absl::Time at, absl::Time slot, v1::ContactMode mode) {
  auto& offered = *story.Case(at).mutable_contact_offered();
  *offered.mutable_slot_time() = TimestampOf(slot);
  offered.set_mode(mode);
  return slot;
}

void WriteAssessment(Story& story, Episode& episode) {
  Rng& rng = story.rng;
  const absl::Time at =
      std::max(story.Office(DayOf(episode.first_contact) + rng.Between(0, 7), 10, 14),
               episode.first_contact + absl::Minutes(50));
  Fact& fact = story.CaseFact(at);
  auto& completed = *fact.mutable_case_event()->mutable_assessment_completed();
  completed.set_instrument("framsteg");
  for (size_t i = rng.Chance(500) ? 1 : 0; i < std::size(kAreas); i += 2) {
    v1::AssessedArea& area = *completed.add_areas();
    area.set_area(std::string(kAreas[i]));
    area.set_level(static_cast<int32_t>(rng.Between(1, 5)));
  }
  fact.add_parts()->mutable_case_sealed()->mutable_assessment_completed()->set_text(
      std::string(MeetingText(rng)));
  static constexpr int kObstacles[] = {
      300, 60, 40, 70, 80, 20, 110, 50, 30, 10, 150, 30, 20, 10, 20};
  auto& obstacle = *story.Case(at + absl::Minutes(15)).mutable_obstacle_set();
  obstacle.set_code(static_cast<codes::v1::Obstacle>(1 + rng.Weighted(kObstacles)));
  *obstacle.mutable_from_date() = DateOf(DayOf(at));
}

}  // namespace

void WriteIntake(Story& story, Episode& episode) {
  Rng& rng = story.rng;
  WriteOpening(story, episode);
  const auto mode = static_cast<v1::ContactMode>(1 + rng.Weighted(kIntakeModes));
  const bool in_time = rng.Chance(InTime(story.world, episode.opened));
  absl::Time slot =
      in_time
          ? InTimeAfter(story, episode.opened)
          : story.Office(Working().Add(DayOf(episode.opened), static_cast<int>(rng.Between(2, 8))));
  WriteOffer(story, episode.opened + absl::Minutes(rng.Between(65, 240)), slot, mode);
  if (!in_time && rng.Chance(300)) {
    const absl::Time missed = slot;
    auto& event = *story.Case(missed).mutable_first_contact_missed();
    event.set_mode(mode);
    slot = story.Office(Working().Add(DayOf(missed), static_cast<int>(rng.Between(1, 5))));
    WriteOffer(story, missed + absl::Minutes(30), slot, mode);
  }
  if (slot >= episode.exited) return;
  episode.first_contact = slot;
  Fact& fact = story.CaseFact(slot);
  fact.mutable_case_event()->mutable_first_contact_held()->set_mode(mode);
  fact.add_parts()->mutable_case_sealed()->mutable_first_contact_held()->set_text(
      std::string(MeetingText(rng)));
  WriteAssessment(story, episode);
}

}  // namespace framdrift::demo
