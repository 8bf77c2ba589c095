#include "clients/demo/story.h"

#include "clients/demo/calendar.h"

namespace framdrift::demo {
namespace {

constexpr uint64_t kStoryStream = 202;

using codes::v1::ExitReason;
using codes::v1::LivelihoodState;

struct EndingKind {
  Ending ending;
  int weight;
};

constexpr EndingKind kEndings[] = {
    {{codes::v1::EXIT_REASON_WORK_UNSUBSIDISED,
      codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK,
      true},
     238},
    {{codes::v1::EXIT_REASON_WORK_SUBSIDISED,
      codes::v1::LIVELIHOOD_STATE_SUBSIDISED_REGULAR_WORK,
      true},
     72},
    {{codes::v1::EXIT_REASON_OWN_BUSINESS, codes::v1::LIVELIHOOD_STATE_OWN_BUSINESS, true}, 10},
    {{codes::v1::EXIT_REASON_STUDY_WITH_STUDY_AID,
      codes::v1::LIVELIHOOD_STATE_STUDY_WITH_AID,
      true},
     100},
    {{codes::v1::EXIT_REASON_OTHER_STUDY, codes::v1::LIVELIHOOD_STATE_OTHER_STUDY, false}, 15},
    {{codes::v1::EXIT_REASON_UNEMPLOYMENT_OR_ACTIVITY_BENEFIT,
      codes::v1::LIVELIHOOD_STATE_UNEMPLOYMENT_OR_ACTIVITY_BENEFIT,
      true},
     40},
    {{codes::v1::EXIT_REASON_SICKNESS_OR_PARENTAL_BENEFIT,
      codes::v1::LIVELIHOOD_STATE_SICKNESS,
      true},
     85},
    {{codes::v1::EXIT_REASON_PENSION, codes::v1::LIVELIHOOD_STATE_PENSION, true}, 15},
    {{codes::v1::EXIT_REASON_OTHER_AUTHORITY, codes::v1::LIVELIHOOD_STATE_OTHER, false}, 45},
    {{codes::v1::EXIT_REASON_ASSIGNMENT_COMPLETED, codes::v1::LIVELIHOOD_STATE_UNKNOWN, false}, 40},
    {{codes::v1::EXIT_REASON_MUNICIPAL_LABOUR_MARKET_JOB,
      codes::v1::LIVELIHOOD_STATE_MUNICIPAL_LABOUR_MARKET_JOB,
      true},
     80},
    {{codes::v1::EXIT_REASON_OTHER_INCOME, codes::v1::LIVELIHOOD_STATE_OTHER, true}, 30},
    {{codes::v1::EXIT_REASON_MOVED, codes::v1::LIVELIHOOD_STATE_UNKNOWN, true}, 45},
    {{codes::v1::EXIT_REASON_ENDED_BY_MUNICIPALITY, codes::v1::LIVELIHOOD_STATE_UNKNOWN, false},
     45},
    {{codes::v1::EXIT_REASON_ENDED_BY_PARTICIPANT, codes::v1::LIVELIHOOD_STATE_UNKNOWN, false}, 60},
    {{codes::v1::EXIT_REASON_DECEASED, codes::v1::LIVELIHOOD_STATE_UNKNOWN, true}, 4},
    {{codes::v1::EXIT_REASON_NO_NEW_APPLICATION, codes::v1::LIVELIHOOD_STATE_UNKNOWN, true}, 41},
    {{codes::v1::EXIT_REASON_PLANNED_END_WITHOUT_RESULT,
      codes::v1::LIVELIHOOD_STATE_UNKNOWN,
      false},
     35},
};

// Days from opening to exit.
constexpr Quantile kDaysOnSupport[] = {
    {0, 33}, {100, 100}, {250, 180}, {500, 300}, {750, 460}, {900, 680}, {950, 860}, {1000, 1150}};
constexpr Quantile kDaysOthers[] = {
    {0, 10}, {100, 28}, {250, 50}, {500, 94}, {750, 160}, {900, 255}, {950, 330}, {1000, 530}};

// Of a thousand who leave, those who are back within a year, and those within the year after.
constexpr int kBackWithinAYear = 60;
constexpr int kBackLater = 45;

bool MayReturn(ExitReason reason) {
  return reason != codes::v1::EXIT_REASON_DECEASED && reason != codes::v1::EXIT_REASON_MOVED &&
         reason != codes::v1::EXIT_REASON_PENSION;
}

std::optional<absl::Time> ReturnOf(Story& story, const Episode& episode) {
  if (!MayReturn(episode.ending.reason)) return std::nullopt;
  const int64_t drawn = story.rng.Below(1000);
  const absl::CivilDay out = DayOf(episode.exited);
  if (drawn < kBackWithinAYear) return story.Office(out + story.rng.Between(25, 355));
  if (drawn < kBackWithinAYear + kBackLater) {
    return story.Office(out + story.rng.Between(375, 725));
  }
  return std::nullopt;
}

Ending DrawEnding(Story& story) {
  std::vector<int> weights;
  for (const EndingKind& kind : kEndings) weights.push_back(kind.weight);
  return kEndings[story.rng.Weighted(weights)].ending;
}

}  // namespace

absl::Time Story::Office(absl::CivilDay day, int64_t first_hour, int64_t last_hour) {
  return At(WorkingDayFrom(day), SomeTime(rng, first_hour, last_hour));
}

void PlanEpisodes(Story& story, absl::Time opened) {
  std::optional<absl::Time> next = opened;
  const auto posts = static_cast<int64_t>(story.world.organisation.caseworkers.size());
  while (next && *next < story.world.end) {
    Episode episode;
    episode.number = static_cast<int64_t>(story.episodes.size());
    episode.opened = *next;
    episode.post = static_cast<size_t>(story.rng.Below(posts));
    const int64_t days =
        story.who.on_support ? story.rng.From(kDaysOnSupport) : story.rng.From(kDaysOthers);
    episode.exited = At(WorkingDayFrom(DayOf(*next) + days), 16, story.rng.Between(0, 50));
    episode.ending = DrawEnding(story);
    next = ReturnOf(story, episode);
    episode.reopened = next;
    story.episodes.push_back(episode);
  }
}

std::vector<Fact> TellStory(const World& world, const Profile& who, absl::Time opened) {
  Story story{world,
              who,
              Rng({world.settings.seed, world.number, kStoryStream, static_cast<uint64_t>(who.number)}),
              FactList(world.end),
              {},
              {},
              {},
              {}};
  PlanEpisodes(story, opened);
  WriteRegistration(story);
  for (Episode& episode : story.episodes) {
    story.facts.SetLimit(episode.exited);
    WriteIntake(story, episode);
    WriteWorkPlan(story, episode);
    WriteCooperation(story, episode);
    WriteContacts(story, episode);
    WriteAssignments(story, episode);
    story.facts.SetLimit(absl::InfiniteFuture());
    WriteExit(story, episode);
  }
  WriteIncomeSupport(story);
  WriteLivelihood(story);
  return story.facts.Take();
}

}  // namespace framdrift::demo
