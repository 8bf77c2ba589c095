// A citizen as the events say: which number, what background, who acts for them, what they live on.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "base/refusal.h"
#include "domain/history/accept.h"
#include "domain/history/ids.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "domain/history/timeline.h"
#include "domain/person/livelihood.h"
#include "framdrift/person/v1/person_events.pb.h"

namespace framdrift::person {

using RepresentativeId = StrongId<struct RepresentativeIdTag>;

// Somebody who may act for the person from a day to the first day out. The name stands sealed at
// `position`.
struct Representative {
  v1::RepresentativeKind kind = v1::REPRESENTATIVE_KIND_UNSPECIFIED;
  std::optional<history::PersonId> person;
  absl::CivilDay from;
  std::optional<absl::CivilDay> to;
  int64_t position = 0;
};

struct Person {
  bool registered = false;
  v1::IdentifierKind identifier_kind = v1::IDENTIFIER_KIND_UNSPECIFIED;
  std::optional<absl::CivilDay> birth_date;
  // As the number gives it; what a background says stands there.
  v1::Sex number_sex = v1::SEX_UNSPECIFIED;
  // Where the sealed number, names and contact details are found; 0 when there are none.
  int64_t number_position = 0;
  int64_t name_position = 0;
  int64_t contact_position = 0;
  // Every fact as last stated; one never stated is unset, which means not asked.
  v1::BackgroundSet background;
  std::map<RepresentativeId, Representative> representatives;
  codes::v1::Protection protection = codes::v1::PROTECTION_NONE;
  std::optional<absl::CivilDay> protection_review;
  Livelihood livelihood;
  // The record that goes on in place of this one.
  std::optional<history::PersonId> merged_into;
  // The records this one goes on for.
  std::set<history::PersonId> absorbed;

  bool has_number() const;
  // As the number gives it, else as the background says; UNSPECIFIED when neither knows.
  v1::Sex sex() const;
  // Whole years on `day`; nullopt when the birth date is not known or lies after it.
  std::optional<int> AgeOn(absl::CivilDay day) const;
};

// Whole years from `birth` to `day`: one more on each birthday, on 28 February for those born on
// 29 February in years without one. `day` is not before `birth`.
int AgeOn(absl::CivilDay birth, absl::CivilDay day);

struct PersonDecider {
  using Event = v1::PersonEvent;
  using Sealed = v1::PersonSealed;
  using State = Person;
  static constexpr history::StreamKind kKind = history::StreamKind::kPerson;

  // Total over any subset of a history in any order; never refuses.
  static void Evolve(Person& state, const history::Recorded<Event>& entry);
  // Adds every rule that the event breaks in the state before it. What is known of a person may lie
  // before the day they were registered.
  static void Check(const Person& before, const history::Recorded<Event>& entry, Refusals& out);
};

// NOT_FOUND with PERSON_NOT_FOUND unless `state` is registered.
absl::Status CheckKnown(const Person& state);

using PersonEvents = history::EventsOf<PersonDecider>;
using PersonTimeline = history::Timeline<PersonDecider>;

// `background` with every fact that was never stated said to be not asked.
v1::BackgroundSet WithNotAsked(v1::BackgroundSet background);

}  // namespace framdrift::person
