// A case as its events have left it, with since when what holds of it has held.
#pragma once

#include <string>
#include <vector>

#include "domain/cases/case.h"
#include "domain/cases/stamp.h"
#include "domain/history/ids.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "framdrift/casework/v1/case_events.pb.h"

namespace framdrift::indicators {

// What holds of an episode until it is said to be otherwise.
struct Standing {
  history::UnitId unit;
  history::StaffId caseworker;
  casework::v1::Flow flow = casework::v1::FLOW_UNSPECIFIED;
  casework::v1::Phase phase = casework::v1::PHASE_UNSPECIFIED;
  casework::v1::PlanTrack track = casework::v1::PLAN_TRACK_UNSPECIFIED;
  double hours_per_week_required = 0;
  double own_search_hours = 0;

  friend bool operator==(const Standing&, const Standing&) = default;
};

struct StandingSince {
  cases::Stamp since;
  Standing standing;

  friend bool operator==(const StandingSince&, const StandingSince&) = default;
};

struct AttributeSince {
  cases::Stamp since;
  std::string name;
  std::string value;

  friend bool operator==(const AttributeSince&, const AttributeSince&) = default;
};

struct CaseHistory {
  cases::Case state;
  // One list for each of state.episodes; none of them empty; in the order of the fold.
  std::vector<std::vector<StandingSince>> standings;
  // Every value a local attribute got, in the order of the fold, then by name.
  std::vector<AttributeSince> attributes;

  friend bool operator==(const CaseHistory&, const CaseHistory&) = default;
};

// Folds cases as CaseDecider does, so that corrections, voidings and late entries mean the same.
struct CaseHistoryDecider {
  using Event = casework::v1::CaseEvent;
  using State = CaseHistory;
  static constexpr history::StreamKind kKind = history::StreamKind::kCase;

  // Total over any subset of a history in any order.
  static void Evolve(CaseHistory& history, const history::Recorded<Event>& entry);
};

}  // namespace framdrift::indicators
