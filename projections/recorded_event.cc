#include "projections/recorded_event.h"

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "google/protobuf/descriptor.h"

namespace framdrift::projections {
namespace {

history::Precision PrecisionOf(eventstore::Precision precision) {
  switch (precision) {
    case eventstore::Precision::kSecond:
      return history::Precision::kSecond;
    case eventstore::Precision::kDay:
      return history::Precision::kDay;
    case eventstore::Precision::kMonth:
      return history::Precision::kMonth;
  }
  return history::Precision::kSecond;
}

}  // namespace

void ReadEnvelope(const eventstore::EventView& view, absl::TimeZone zone,
                  history::Envelope& envelope) {
  envelope.position = static_cast<int64_t>(view.position);
  envelope.revision = static_cast<int64_t>(view.revision);
  envelope.occurred = {view.occurred_at, PrecisionOf(view.precision)};
  envelope.day = absl::ToCivilDay(view.occurred_at, zone);
  envelope.recorded_at = view.recorded_at;
  envelope.source_recorded_at = view.source_recorded_at;
  envelope.actor.id = history::StaffId(view.actor.pseudonym);
  envelope.actor.role.assign(view.actor.role.data(), view.actor.role.size());
  envelope.actor.kind = static_cast<history::ActorKind>(view.actor.kind);
  envelope.actor.unit = history::UnitId(view.unit);
  envelope.actor.on_behalf_of = history::StaffId(view.on_behalf_of);
}

absl::Status Unreadable(const eventstore::EventView& view,
                        const google::protobuf::Descriptor& union_type) {
  const int number = static_cast<int>(view.type % 1000);
  if (view.schema_version <= kNewestSchemaVersion &&
      union_type.FindFieldByNumber(number) != nullptr) {
    return absl::DataLossError(absl::StrCat("The event at position ",
                                            view.position,
                                            " does not read as type ",
                                            view.type,
                                            "; check the log with `framdrift log verify`."));
  }
  return StatusWithReason(absl::StatusCode::kFailedPrecondition,
                          kEventTypeNewer,
                          absl::StrCat("The event at position ",
                                       view.position,
                                       " is of type ",
                                       view.type,
                                       " version ",
                                       view.schema_version,
                                       ", which this program does not know; upgrade framdriftd."),
                          {{"position", absl::StrCat(view.position)},
                           {"type", absl::StrCat(view.type)},
                           {"schema_version", absl::StrCat(view.schema_version)}});
}

}  // namespace framdrift::projections
