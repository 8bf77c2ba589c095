// What holds for one municipality of the demo: its flags, its days and its organisation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/demo/ids.h"
#include "clients/demo/municipalities.h"
#include "framdrift/codes/v1/codes.pb.h"

namespace framdrift::demo {

// The flags: equal ones make equal content.
struct Settings {
  uint64_t seed = 1;
  int persons = 0;
  int years = 0;
  // The first day that is not simulated.
  absl::CivilDay today;
};

// Who holds a post from a day to the first day without.
struct Tenure {
  std::string staff_id;
  std::string name;
  absl::CivilDay from;
  std::optional<absl::CivilDay> until;
};

struct Post {
  std::string unit_id;
  std::vector<Tenure> tenures;

  // Somebody always does.
  const Tenure& HolderOn(absl::CivilDay day) const;
};

struct Session {
  std::string id;
  absl::Time start;
  int minutes = 0;
  bool cancelled = false;
};

struct Activity {
  std::string id;
  codes::v1::ActivityType type = codes::v1::ACTIVITY_TYPE_UNSPECIFIED;
  bool at_workplace = false;
  // By start.
  std::vector<Session> sessions;
};

struct Employer {
  std::string id;
  std::vector<std::string> placement_ids;
};

struct Organisation {
  std::string labour_board;
  std::string social_board;
  std::string labour_unit;
  std::string support_unit;
  std::string care_unit;
  // A case belongs to a post of the labour unit, whoever holds it.
  std::vector<Post> caseworkers;
  std::vector<Post> care;
  // Decides on income support.
  Post decider;
  std::vector<Activity> activities;
  std::vector<Employer> employers;
  std::string agency;
};

struct World {
  const Municipality* municipality = nullptr;
  Settings settings;
  // Which of Municipalities() it is.
  uint64_t number = 0;
  Ids ids;
  absl::CivilDay start;
  // Midnight before settings.today.
  absl::Time end;
  // How many of a thousand first contacts are in time, at the start and at the end.
  int in_time_first = 0;
  int in_time_last = 0;
  Organisation organisation;
};

}  // namespace framdrift::demo
