#include "projections/mentions.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strong_id.h"
#include "domain/history/streams.h"
#include "projections/recorded_event.h"

namespace framdrift::projections {
namespace {

using activity::v1::ActivityEvent;
using casework::v1::CaseEvent;
using household::v1::HouseholdEvent;
using Keys = std::set<std::string>;

constexpr char kReceiverPrefix[] = "r";
constexpr char kApplicantPrefix[] = "h";
constexpr char kLeaderPrefix[] = "l";
constexpr char kParticipantPrefix[] = "t";

std::string PrefixOf(absl::string_view prefix, const Id16& id) {
  return absl::StrCat(prefix,
                      absl::string_view(reinterpret_cast<const char*>(id.data()), id.size()));
}

void Add(const char* prefix, const std::string& named, const Id16& stream, Keys& keys) {
  const absl::StatusOr<Id16> id = ParseUuid(named);
  if (id.ok()) keys.insert(PrefixOf(PrefixOf(prefix, *id), stream));
}

void AddNamed(const CaseEvent& event, const Id16& id, Keys& keys) {
  for (const auto& step : event.work_plan_adopted().steps()) {
    Add(kParticipantPrefix, step.activity_id(), id, keys);
  }
  Add(kParticipantPrefix, event.step_planned().terms().activity_id(), id, keys);
  if (event.has_transfer_proposed()) {
    Add(kReceiverPrefix, event.transfer_proposed().to_unit_id(), id, keys);
  } else if (event.has_referral_sent()) {
    Add(kReceiverPrefix, event.referral_sent().receiver_id(), id, keys);
  } else if (event.has_reminder_set()) {
    Add(kReceiverPrefix, event.reminder_set().staff_id(), id, keys);
  }
}

void AddNamed(const HouseholdEvent& event, const Id16& id, Keys& keys) {
  for (const std::string& applicant : event.application_received().applicant_ids()) {
    Add(kApplicantPrefix, applicant, id, keys);
  }
}

void AddNamed(const ActivityEvent& event, const Id16& id, Keys& keys) {
  Add(kLeaderPrefix, event.session_scheduled().leader_staff_id(), id, keys);
}

template <typename Event>
absl::Status AddRead(const eventstore::EventView& view, absl::TimeZone zone,
                     history::Recorded<Event>& recorded, Keys& keys) {
  FD_RETURN_IF_ERROR(ReadEvent(view, zone, recorded));
  AddNamed(recorded.event, view.stream.id, keys);
  Event replacement;
  if (recorded.event.event_corrected().replacement().UnpackTo(&replacement)) {
    AddNamed(replacement, view.stream.id, keys);
  }
  return absl::OkStatus();
}

bool MayName(const eventstore::EventView& event) {
  if (event.header_erased) return false;
  const uint32_t kind = event.type % 1000;
  switch (static_cast<history::StreamKind>(event.stream.kind)) {
    case history::StreamKind::kCase:
      return kind == CaseEvent::kTransferProposed || kind == CaseEvent::kReferralSent ||
             kind == CaseEvent::kReminderSet || kind == CaseEvent::kWorkPlanAdopted ||
             kind == CaseEvent::kStepPlanned || kind == CaseEvent::kEventCorrected;
    case history::StreamKind::kHousehold:
      return kind == HouseholdEvent::kApplicationReceived ||
             kind == HouseholdEvent::kEventCorrected;
    case history::StreamKind::kActivity:
      return kind == ActivityEvent::kSessionScheduled || kind == ActivityEvent::kEventCorrected;
    default:
      return false;
  }
}

// Visits the ids that stand behind `prefix`.
absl::Status VisitIds(const RowView& rows, const std::string& prefix,
                      absl::FunctionRef<bool(const Id16&)> visit) {
  absl::Status status;
  FD_RETURN_IF_ERROR(rows.Scan(prefix, "", [&](absl::string_view key, absl::string_view) {
    Id16 id{};
    if (key.size() != prefix.size() + id.size()) {
      status = absl::DataLossError("a key of assignments does not read; rebuild the projection");
      return false;
    }
    std::copy(key.begin() + static_cast<std::ptrdiff_t>(prefix.size()), key.end(), id.begin());
    return visit(id);
  }));
  return status;
}

}  // namespace

absl::Status MentionReader::Read(const eventstore::EventView& event, Keys& keys) {
  if (!MayName(event)) return absl::OkStatus();
  switch (static_cast<history::StreamKind>(event.stream.kind)) {
    case history::StreamKind::kCase:
      return AddRead(event, zone_, of_case_, keys);
    case history::StreamKind::kHousehold:
      return AddRead(event, zone_, of_household_, keys);
    default:
      return AddRead(event, zone_, of_activity_, keys);
  }
}

absl::Status VisitMentions(const RowView& rows, const Id16& receiver,
                           absl::FunctionRef<bool(const Id16& case_id)> visit) {
  return VisitIds(rows, PrefixOf(kReceiverPrefix, receiver), visit);
}

absl::Status VisitLed(const RowView& rows, const Id16& leader,
                      absl::FunctionRef<bool(const Id16& case_id)> visit) {
  std::vector<Id16> activities;
  FD_RETURN_IF_ERROR(VisitIds(rows, PrefixOf(kLeaderPrefix, leader), [&](const Id16& activity) {
    activities.push_back(activity);
    return true;
  }));
  bool going_on = true;
  for (const Id16& activity : activities) {
    if (!going_on) break;
    FD_RETURN_IF_ERROR(
        VisitIds(rows, PrefixOf(kParticipantPrefix, activity), [&](const Id16& case_id) {
          going_on = visit(case_id);
          return going_on;
        }));
  }
  return absl::OkStatus();
}

absl::Status VisitHouseholds(const RowView& rows, const Id16& person,
                             absl::FunctionRef<bool(const Id16& household)> visit) {
  return VisitIds(rows, PrefixOf(kApplicantPrefix, person), visit);
}

}  // namespace framdrift::projections
