#include "services/log/log_event.h"

#include <memory>
#include <string>

#include "base/strong_id.h"
#include "domain/history/when.h"
#include "framdrift/type/v1/annotations.pb.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"
#include "services/event_mapping.h"

namespace framdrift::services {
namespace {

const char* NameOf(eventstore::ActorKind kind) {
  switch (kind) {
    case eventstore::ActorKind::kHuman:
      return "human";
    case eventstore::ActorKind::kRule:
      return "rule";
    case eventstore::ActorKind::kCitizen:
      return "citizen";
    case eventstore::ActorKind::kImport:
      return "import";
  }
  return "";
}

std::string UuidOrEmpty(const Id16& id) { return id == Id16{} ? "" : FormatUuid(id); }

void RenderHeader(const eventstore::EventView& view, absl::TimeZone zone, log::v1::LogEvent& out) {
  out.set_type(static_cast<int32_t>(view.type));
  out.set_schema_version(view.schema_version);
  const history::Envelope envelope = EnvelopeOf(view);
  *out.mutable_occurred() = history::WhenFrom(envelope.occurred, zone);
  if (view.source_recorded_at) {
    *out.mutable_source_record_time() = history::TimestampFrom(*view.source_recorded_at);
  }
  out.set_actor_id(UuidOrEmpty(view.actor.pseudonym));
  out.set_actor_role(std::string(view.actor.role));
  out.set_actor_kind(NameOf(view.actor.kind));
  out.set_on_behalf_of_id(UuidOrEmpty(view.on_behalf_of));
  out.set_unit_id(UuidOrEmpty(view.unit));
  out.set_reason_code(std::string(view.reason_code));
  out.set_legal_basis(std::string(view.legal_basis));
}

}  // namespace

LogEventRenderer::LogEventRenderer(const std::vector<const google::protobuf::Descriptor*>& unions) {
  for (const google::protobuf::Descriptor* type : unions) {
    const uint32_t kind = type->options().GetExtension(type::v1::stream_kind);
    unions_.emplace(static_cast<uint16_t>(kind), type);
  }
}

log::v1::LogEvent LogEventRenderer::Render(const eventstore::EventView& view,
                                           absl::TimeZone zone) const {
  log::v1::LogEvent out;
  out.set_position(static_cast<int64_t>(view.position));
  out.set_stream_kind(view.stream.kind);
  out.set_stream_id(FormatUuid(view.stream.id));
  out.set_revision(static_cast<int64_t>(view.revision));
  out.set_commit_id(FormatUuid(view.commit_id));
  out.set_event_index(view.event_index);
  *out.mutable_record_time() = history::TimestampFrom(view.recorded_at);
  out.set_erased(view.header_erased);
  for (const eventstore::PartView& part : view.parts) {
    log::v1::LogPart& shown = *out.add_parts();
    shown.set_erased(part.erased);
    if (part.erased) continue;
    shown.set_subject_id(FormatUuid(part.subject));
    shown.set_role(part.role);
    shown.set_bytes(static_cast<int64_t>(part.stored.size()));
  }
  if (view.header_erased) return out;
  RenderHeader(view, zone, out);
  RenderPublicPart(view, out);
  return out;
}

void LogEventRenderer::RenderPublicPart(const eventstore::EventView& view,
                                        log::v1::LogEvent& out) const {
  const auto known = unions_.find(view.stream.kind);
  if (known == unions_.end()) return;
  const google::protobuf::FieldDescriptor* field =
      known->second->FindFieldByNumber(static_cast<int>(view.type % 1000));
  if (field == nullptr) return;
  out.set_type_name(field->message_type()->full_name());
  const std::unique_ptr<google::protobuf::Message> event(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(known->second)->New());
  if (!ReadPublicPart(view, *event).ok()) return;
  const google::protobuf::Message& said = event->GetReflection()->GetMessage(*event, field);
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  if (google::protobuf::util::MessageToJsonString(said, &json, options).ok()) {
    out.set_public_json(std::move(json));
  }
}

}  // namespace framdrift::services
