#include "domain/policy/adoption.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/policy/check_rules.h"
#include "domain/policy/refusals.h"

namespace framdrift::policy {
namespace {

using Event = PolicyDecider::Event;

// Voided ones too.
int32_t VersionsIn(const history::Timeline<PolicyDecider>& timeline) {
  return static_cast<int32_t>(
      std::count_if(timeline.entries().begin(), timeline.entries().end(), [](const auto& entry) {
        return entry.event.has_policy_adopted();
      }));
}

}  // namespace

Id16 PolicyStreamId(absl::string_view tenant) {
  const absl::uint128 prime = absl::MakeUint128(0x0000000001000000, 0x000000000000013b);
  absl::uint128 hash = absl::MakeUint128(0x6c62272e07bb0142, 0x62b821756295c58d);
  for (const char c : absl::StrCat("framdrift.policy/", tenant)) {
    hash ^= static_cast<unsigned char>(c);
    hash *= prime;
  }
  Id16 id;
  for (size_t i = id.size(); i-- > 0; hash >>= 8) {
    id[i] = static_cast<uint8_t>(absl::Uint128Low64(hash) & 0xff);
  }
  id[6] = static_cast<uint8_t>((id[6] & 0x0f) | 0x80);
  id[8] = static_cast<uint8_t>((id[8] & 0x3f) | 0x80);
  return id;
}

void PolicyDecider::Evolve(PolicyHistory& state, const history::Recorded<Event>& entry) {
  switch (entry.event.kind_case()) {
    case Event::kPolicyAdopted: {
      const v1::PolicyAdopted& adopted = entry.event.policy_adopted();
      Policy policy = PolicyFrom(adopted.rules());
      policy.version = adopted.version();
      policy.effective = history::DayOrNone(adopted.effective_date()).value_or(entry.envelope.day);
      policy.position = entry.envelope.position;
      policy.adopted = entry.envelope.occurred;
      policy.decision_reference = adopted.decision_reference();
      const auto later = [](const Policy& a, const Policy& b) {
        return std::tie(a.effective, a.version) < std::tie(b.effective, b.version);
      };
      state.versions.insert(
          std::upper_bound(state.versions.begin(), state.versions.end(), policy, later), policy);
      break;
    }
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

void PolicyDecider::Check(const PolicyHistory& before, const history::Recorded<Event>& entry,
                          Refusals& out) {
  switch (entry.event.kind_case()) {
    case Event::kPolicyAdopted: {
      const v1::PolicyAdopted& adopted = entry.event.policy_adopted();
      const auto effective = history::DayOrNone(adopted.effective_date());
      if (!effective) {
        out.Add(kPolicyDateInvalid,
                "effective_date: there is no such day.",
                {{"field", "effective_date"}});
      } else if (!before.versions.empty() && *effective < before.versions.back().effective) {
        const std::string last = absl::FormatCivilTime(before.versions.back().effective);
        out.Add(kPolicyBeforeAnother,
                absl::StrCat("effective_date: another version is in force from ",
                             last,
                             "; choose that day or a later one, or void that version."),
                {{"field", "effective_date"}, {"effective_date", last}});
      }
      CheckRules(adopted.rules(), out);
      break;
    }
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

absl::StatusOr<history::EventsOf<PolicyDecider>> Decide(
    const history::Timeline<PolicyDecider>& timeline, const v1::AdoptPolicyRequest& command,
    const history::Context& context) {
  history::EventsOf<PolicyDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::PolicyAdopted& adopted = *events[0].event.mutable_policy_adopted();
  adopted.set_version(VersionsIn(timeline) + 1);
  *adopted.mutable_effective_date() =
      command.has_effective_date()
          ? command.effective_date()
          : history::DateFrom(absl::ToCivilDay(events[0].occurred.at, context.zone));
  *adopted.mutable_rules() = command.rules();
  adopted.set_decision_reference(command.decision_reference());
  FD_ASSIGN_OR_RETURN(
      events, history::Accept<PolicyDecider>(timeline.current(), std::move(events), {}, context));
  *events[0].event.mutable_policy_adopted()->mutable_rules() =
      RulesFrom(PolicyFrom(command.rules()));
  return events;
}

}  // namespace framdrift::policy
