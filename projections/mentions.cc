#include "projections/mentions.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/strong_id.h"
#include "domain/history/streams.h"
#include "projections/recorded_event.h"

namespace framdrift::projections {
namespace {

using casework::v1::CaseEvent;
using household::v1::HouseholdEvent;
using Keys = std::set<std::string>;

constexpr char kReceiverPrefix[] = "r";
constexpr char kApplicantPrefix[] = "h";

std::string PrefixOf(absl::string_view prefix, const Id16& id) {
  return absl::StrCat(prefix,
                      absl::string_view(reinterpret_cast<const char*>(id.data()), id.size()));
}

void Add(const char* prefix, const std::string& named, const Id16& stream, Keys& keys) {
  const absl::StatusOr<Id16> id = ParseUuid(named);
  if (id.ok()) keys.insert(PrefixOf(PrefixOf(prefix, *id), stream));
}

void AddNamed(const CaseEvent& event, const Id16& id, Keys& keys) {
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
             kind == CaseEvent::kReminderSet || kind == CaseEvent::kEventCorrected;
    case history::StreamKind::kHousehold:
      return kind == HouseholdEvent::kApplicationReceived ||
             kind == HouseholdEvent::kEventCorrected;
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
  const bool is_case = event.stream.kind == static_cast<uint16_t>(history::StreamKind::kCase);
  return is_case ? AddRead(event, zone_, of_case_, keys)
                 : AddRead(event, zone_, of_household_, keys);
}

absl::Status VisitMentions(const RowView& rows, const Id16& receiver,
                           absl::FunctionRef<bool(const Id16& case_id)> visit) {
  return VisitIds(rows, PrefixOf(kReceiverPrefix, receiver), visit);
}

absl::Status VisitHouseholds(const RowView& rows, const Id16& person,
                             absl::FunctionRef<bool(const Id16& household)> visit) {
  return VisitIds(rows, PrefixOf(kApplicantPrefix, person), visit);
}

}  // namespace framdrift::projections
