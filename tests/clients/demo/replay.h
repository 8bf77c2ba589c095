// The demo's facts folded by the domain, as the server would fold them.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "clients/demo/calendar.h"
#include "clients/demo/tenant_load.h"
#include "domain/activity/activity.h"
#include "domain/cases/case_decider.h"
#include "domain/history/amend.h"
#include "domain/history/timeline.h"
#include "domain/history/when.h"
#include "domain/household/household.h"
#include "domain/indicators/indicator.h"
#include "domain/organisation/staff.h"
#include "domain/organisation/unit.h"
#include "domain/partner/partner.h"
#include "domain/person/person.h"
#include "domain/place/place.h"

namespace framdrift::demo {

// All streams of one kind.
template <typename Decider>
class Streams {
 public:
  void Add(const Fact& fact, const typename Decider::Event& event, int64_t position) {
    auto [at, first] = timelines_.try_emplace(fact.stream_id(), history::Timeline<Decider>(Zone()));
    history::Recorded<typename Decider::Event> entry;
    entry.envelope.position = position;
    entry.envelope.revision = at->second.revision() + 1;
    const auto occurred = history::OccurredFrom(fact.occurred(), Zone());
    FD_CHECK(occurred.ok());
    entry.envelope.occurred = *occurred;
    entry.envelope.recorded_at = absl::FromUnixSeconds(4'000'000'000);
    entry.envelope.source_recorded_at = history::TimeFrom(fact.known_time());
    entry.event = event;
    at->second.Add(std::move(entry));
  }

  const std::map<std::string, history::Timeline<Decider>>& all() const { return timelines_; }

  // "REASON at position of stream" for every rule of order that is broken.
  std::vector<std::string> Breaches() const {
    std::vector<std::string> breaches;
    for (const auto& [id, timeline] : timelines_) {
      for (const auto& [position, refusal] : history::Breaches(timeline)) {
        breaches.push_back(refusal.reason + " at " + std::to_string(position) + " of " + id + ": " +
                           refusal.message);
      }
    }
    return breaches;
  }

 private:
  std::map<std::string, history::Timeline<Decider>> timelines_;
};

struct Replay {
  Streams<person::PersonDecider> persons;
  Streams<household::HouseholdDecider> households;
  Streams<cases::CaseDecider> cases;
  Streams<activity::ActivityDecider> activities;
  Streams<partner::PartnerDecider> partners;
  Streams<organisation::UnitDecider> units;
  Streams<organisation::StaffDecider> staff;
  Streams<organisation::BoardDecider> boards;
  Streams<indicators::IndicatorDecider> indicators;
  Streams<place::PlaceDecider> places;
  // Every fact, in order; the one at index i stands at position i + 2, after the founding.
  std::vector<Fact> facts;
  std::vector<migration::v1::FactCommit> commits;

  void Add(const Fact& fact) {
    facts.push_back(fact);
    const auto position = static_cast<int64_t>(facts.size()) + 1;
    switch (fact.event_case()) {
      case Fact::kPersonEvent:
        return persons.Add(fact, fact.person_event(), position);
      case Fact::kHouseholdEvent:
        return households.Add(fact, fact.household_event(), position);
      case Fact::kCaseEvent:
        return cases.Add(fact, fact.case_event(), position);
      case Fact::kActivityEvent:
        return activities.Add(fact, fact.activity_event(), position);
      case Fact::kPartnerEvent:
        return partners.Add(fact, fact.partner_event(), position);
      case Fact::kUnitEvent:
        return units.Add(fact, fact.unit_event(), position);
      case Fact::kStaffEvent:
        return staff.Add(fact, fact.staff_event(), position);
      case Fact::kBoardEvent:
        return boards.Add(fact, fact.board_event(), position);
      case Fact::kIndicatorEvent:
        return indicators.Add(fact, fact.indicator_event(), position);
      case Fact::kPlaceEvent:
        return places.Add(fact, fact.place_event(), position);
      case Fact::kPolicyEvent:
      case Fact::kProgrammeEvent:
      case Fact::EVENT_NOT_SET:
        FD_CHECK(false);
    }
  }
};

// What municipality `number` is loaded with.
inline Replay ReplayOf(const Settings& settings, uint64_t number) {
  Replay replay;
  TenantLoad load(settings, number);
  while (auto commit = load.Next()) {
    load.Answered(static_cast<int64_t>(replay.facts.size()) + 2);
    for (const Fact& fact : commit->facts()) replay.Add(fact);
    replay.commits.push_back(*std::move(commit));
  }
  return replay;
}

}  // namespace framdrift::demo
