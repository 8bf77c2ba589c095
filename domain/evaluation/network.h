// A competence network: its members, meetings, assignments and what it spread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "domain/evaluation/ids.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "framdrift/evaluation/v1/network_events.pb.h"

namespace framdrift::evaluation {

struct Member {
  MemberId id;
  std::string municipality_code;
  std::string display_name;
  history::Occurred joined;
  std::optional<history::Occurred> left;
};

struct Assignment {
  AssignmentId id;
  history::Occurred taken;
  v1::AssignmentTaken content;
  std::optional<history::Occurred> reported;
  v1::AssignmentReported report;
};

// Something held or done, and when.
template <typename Content>
struct Dated {
  history::Occurred at;
  Content content;
};

struct Network {
  // None until founded.
  std::optional<history::Occurred> founded;
  v1::NetworkFounded foundation;
  // In order of joining.
  std::vector<Member> members;
  std::vector<Dated<v1::NetworkMeetingHeld>> meetings;
  // In order of taking.
  std::vector<Assignment> assignments;
  std::vector<Dated<v1::SeminarHeld>> seminars;
  std::vector<Dated<v1::ResultsSpread>> spreadings;
};

// Null when the network has none such.
const Member* Find(const Network& network, const MemberId& id);
const Assignment* Find(const Network& network, const AssignmentId& id);

struct NetworkDecider {
  using Event = v1::NetworkEvent;
  using Sealed = v1::NetworkSealed;
  using State = Network;
  static constexpr history::StreamKind kKind = history::StreamKind::kNetwork;
  static void Evolve(Network& state, const history::Recorded<Event>& entry);
  static void Check(const Network& before, const history::Recorded<Event>& entry, Refusals& out);
};

}  // namespace framdrift::evaluation
