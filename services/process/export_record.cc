#include "services/process/export_record.h"

#include <utility>

#include "base/refusal.h"
#include "base/strong_id.h"
#include "domain/history/streams.h"
#include "eventstore/hash.h"
#include "framdrift/access/v1/access_events.pb.h"
#include "services/event_mapping.h"
#include "services/indicator/access.h"

namespace framdrift::services {
namespace {

namespace v1 = process::v1;

struct AccessStream {
  using Event = access::v1::AccessEvent;
  using Sealed = access::v1::AccessSealed;
  static constexpr history::StreamKind kKind = history::StreamKind::kAccess;
};

}  // namespace

absl::Status CheckIdentifiers(const v1::ExportProcessRequest& request,
                              const history::Actor& actor) {
  if (request.with_identifiers() && request.reason().empty()) {
    return InvalidField("reason", "Say why names and personal numbers are needed.");
  }
  if (!request.with_identifiers() && !request.reason().empty()) {
    return InvalidField("reason", "A reason is for identifiers; ask with_identifiers or none.");
  }
  return request.with_identifiers() ? CheckCaseAccess(actor) : absl::OkStatus();
}

eventstore::NewCommit ExportRecord(const v1::ExportProcessRequest& request,
                                   const history::Context& context, eventstore::Position position) {
  history::Emitted<AccessStream::Event, AccessStream::Sealed> emitted;
  emitted.occurred.at = context.now;
  access::v1::ExportMade& made = *emitted.event.mutable_export_made();
  made.set_format(request.format() == v1::EXPORT_FORMAT_OCEL ? "ocel" : "xes");
  made.set_main_position(static_cast<int64_t>(position));
  made.set_reason(request.reason());
  history::SealedPart<AccessStream::Sealed> part;
  part.subject = context.actor.id.bytes();
  part.content.mutable_export_made()->set_filter(request.filter());
  emitted.parts.push_back(std::move(part));
  eventstore::NewCommit commit;
  commit.log = eventstore::LogNumber::kAccess;
  commit.commit_id = NewUuidV4();
  commit.request_digest = eventstore::Sha256({"framdrift export\n", DeterministicBytes(request)});
  commit.actor = ToStored(context.actor);
  commit.on_behalf_of = context.actor.on_behalf_of.bytes();
  commit.unit = context.actor.unit.bytes();
  commit.events.push_back(NewEventFrom<AccessStream>(context.actor.id.bytes(), emitted));
  return commit;
}

}  // namespace framdrift::services
