// One person's way through the demo: who they are, and the episodes their life here has.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/demo/facts.h"
#include "clients/demo/names.h"
#include "clients/demo/rng.h"
#include "clients/demo/world.h"
#include "framdrift/codes/v1/codes.pb.h"
#include "framdrift/person/v1/person_events.pb.h"

namespace framdrift::demo {

// Somebody of the same household who has no case.
struct Relative {
  std::string id;
  bool woman = false;
  bool child = false;
  absl::CivilDay birth;
  Name name;
  std::string personal_number;
};

struct Profile {
  // From 0, by arrival.
  int64_t number = 0;
  // Of the person, and of the case.
  std::string id;
  bool woman = false;
  bool born_abroad = false;
  absl::CivilDay birth;
  Name name;
  std::string personal_number;
  codes::v1::TargetGroup group = codes::v1::TARGET_GROUP_UNSPECIFIED;
  bool on_support = false;
  std::vector<Relative> relatives;
};

// How an episode ends.
struct Ending {
  codes::v1::ExitReason reason = codes::v1::EXIT_REASON_UNSPECIFIED;
  codes::v1::LivelihoodState destination = codes::v1::LIVELIHOOD_STATE_UNSPECIFIED;
  // The person supports themselves from then: no income support is paid on.
  bool self_supporting = false;
};

struct Episode {
  int64_t number = 0;
  absl::Time opened;
  // Which of the caseworkers' posts has it.
  size_t post = 0;
  absl::Time exited;
  Ending ending;
  // When the next one begins, if one does.
  std::optional<absl::Time> reopened;
  // Set as the episode is written; none where it ended before.
  absl::Time first_contact = absl::InfiniteFuture();
  absl::Time planned = absl::InfiniteFuture();
  absl::Time transferred = absl::InfiniteFuture();
  absl::CivilDay paused_from;
  absl::CivilDay paused_until;

  bool PausedOn(absl::CivilDay day) const { return paused_from <= day && day < paused_until; }
};

// What somebody said the person lives on.
struct Statement {
  codes::v1::LivelihoodState state = codes::v1::LIVELIHOOD_STATE_UNSPECIFIED;
  absl::CivilDay from;
};

// A job or studies, as far as they have come by the end.
struct Occupation {
  codes::v1::LivelihoodState state = codes::v1::LIVELIHOOD_STATE_UNSPECIFIED;
  absl::CivilDay from;
  std::optional<absl::CivilDay> to;
  int percent = 0;
  person::v1::FactSource source = person::v1::FACT_SOURCE_UNSPECIFIED;
};

// A person under writing. Borrows all but what it makes.
struct Story {
  const World& world;
  const Profile& who;
  Rng rng;
  FactList facts;
  std::vector<Episode> episodes;
  std::vector<Statement> statements;
  std::vector<Occupation> occupations;
  // Months with income support paid by the end.
  std::vector<absl::CivilMonth> paid_months;

  absl::CivilDay last_day() const { return world.settings.today - 1; }
  // An event of the case, entered some minutes later.
  casework::v1::CaseEvent& Case(absl::Time at) {
    return *facts.Add(who.id, at, absl::Minutes(rng.Between(1, 40))).mutable_case_event();
  }
  // The same, returned with room for what is sealed.
  Fact& CaseFact(absl::Time at) { return facts.Add(who.id, at, absl::Minutes(rng.Between(1, 40))); }
  // During office hours on that day, or on the next working day.
  absl::Time Office(absl::CivilDay day, int64_t first_hour = 9, int64_t last_hour = 15);
};

// Person, episodes, and everything in them, by time: the facts of one person's streams.
std::vector<Fact> TellStory(const World& world, const Profile& who, absl::Time opened);

// The parts of a story, in the order in which they are written.
void PlanEpisodes(Story& story, absl::Time opened);
void WriteRegistration(Story& story);
void WriteIntake(Story& story, Episode& episode);
void WriteWorkPlan(Story& story, Episode& episode);
void WriteSteps(Story& story, const Episode& episode, int planned_steps);
void WriteContacts(Story& story, const Episode& episode);
void WriteCooperation(Story& story, Episode& episode);
void WriteAssignments(Story& story, const Episode& episode);
void WriteExit(Story& story, const Episode& episode);
void WriteIncomeSupport(Story& story);
void WriteLivelihood(Story& story);

}  // namespace framdrift::demo
