#include "services/event_mapping.h"

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/refusal.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace framdrift::services {
namespace {

static_assert(static_cast<int>(history::Precision::kSecond) + 1 ==
              static_cast<int>(eventstore::Precision::kSecond));
static_assert(static_cast<int>(history::Precision::kDay) + 1 ==
              static_cast<int>(eventstore::Precision::kDay));
static_assert(static_cast<int>(history::Precision::kMonth) + 1 ==
              static_cast<int>(eventstore::Precision::kMonth));
static_assert(static_cast<int>(history::ActorKind::kHuman) ==
              static_cast<int>(eventstore::ActorKind::kHuman));
static_assert(static_cast<int>(history::ActorKind::kImport) ==
              static_cast<int>(eventstore::ActorKind::kImport));

absl::Status Newer(const eventstore::EventView& view) {
  return Refuse(kEventTypeNewer,
                absl::StrCat("The event at position ",
                             view.position,
                             " is of type ",
                             view.type,
                             " version ",
                             view.schema_version,
                             ", which this server does not know; upgrade framdriftd to the version "
                             "that wrote it."),
                {{"position", absl::StrCat(view.position)},
                 {"type", absl::StrCat(view.type)},
                 {"schema_version", absl::StrCat(view.schema_version)}});
}

absl::Status Unreadable(const eventstore::EventView& view, absl::string_view what) {
  return absl::DataLossError(absl::StrCat("The ",
                                          what,
                                          " of the event at position ",
                                          view.position,
                                          " does not read as type ",
                                          view.type,
                                          "; check the log with `framdrift log verify`."));
}

}  // namespace

absl::Time ToMicros(absl::Time time) { return absl::FromUnixMicros(absl::ToUnixMicros(time)); }

eventstore::Actor ToStored(const history::Actor& actor) {
  return {actor.id.bytes(), actor.role, static_cast<eventstore::ActorKind>(actor.kind)};
}

history::Envelope EnvelopeOf(const eventstore::EventView& view) {
  history::Envelope envelope;
  envelope.position = static_cast<int64_t>(view.position);
  envelope.revision = static_cast<int64_t>(view.revision);
  envelope.recorded_at = view.recorded_at;
  envelope.occurred.at = view.recorded_at;
  if (view.header_erased) return envelope;
  envelope.occurred = {view.occurred_at,
                       static_cast<history::Precision>(static_cast<int>(view.precision) - 1)};
  envelope.source_recorded_at = view.source_recorded_at;
  envelope.actor = {history::StaffId(view.actor.pseudonym),
                    std::string(view.actor.role),
                    static_cast<history::ActorKind>(view.actor.kind),
                    history::UnitId(view.unit),
                    history::StaffId(view.on_behalf_of)};
  return envelope;
}

std::string DeterministicBytes(const google::protobuf::Message& message) {
  std::string bytes;
  bytes.reserve(message.ByteSizeLong());
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  // A union without its oneof is a message like any other: there is nothing here that can fail.
  FD_CHECK(message.SerializeToCodedStream(&coded));
  coded.Trim();
  return bytes;
}

absl::Status ReadPublicPart(const eventstore::EventView& view, google::protobuf::Message& event) {
  if (view.header_erased) return absl::OkStatus();
  const google::protobuf::Descriptor& type = *event.GetDescriptor();
  const google::protobuf::OneofDescriptor* kind = type.FindOneofByName("kind");
  FD_CHECK(kind != nullptr);
  const int number = static_cast<int>(view.type % 1000);
  const google::protobuf::FieldDescriptor* expected = type.FindFieldByNumber(number);
  if (view.schema_version > kSchemaVersion || expected == nullptr ||
      expected->containing_oneof() != kind) {
    return Newer(view);
  }
  if (!event.ParseFromArray(view.public_part.data(), static_cast<int>(view.public_part.size()))) {
    return Unreadable(view, "public part");
  }
  if (event.GetReflection()->GetOneofFieldDescriptor(event, kind) != expected) {
    return Unreadable(view, "public part");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<eventstore::NewPart>> UnsealParts(const eventstore::EventStore& store,
                                                             absl::string_view tenant,
                                                             const eventstore::EventView& view) {
  std::vector<eventstore::NewPart> parts;
  for (const eventstore::PartView& part : view.parts) {
    if (part.erased) continue;
    absl::StatusOr<std::string> plaintext = store.Unseal(tenant, view, part);
    // A destroyed key leaves what an erased part leaves: nothing to read.
    if (absl::IsNotFound(plaintext.status())) continue;
    if (!plaintext.ok()) return plaintext.status();
    parts.push_back({part.subject, part.role, *std::move(plaintext)});
  }
  return parts;
}

absl::Status UnreadablePart(const eventstore::EventView& view) {
  return Unreadable(view, "sealed part");
}

}  // namespace framdrift::services
