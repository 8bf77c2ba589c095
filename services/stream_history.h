// A stream's events as a history shows them, a page at a time.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "domain/history/recorded.h"
#include "domain/history/when.h"
#include "google/protobuf/message.h"
#include "services/paging.h"
#include "services/query.h"
#include "services/stream_view.h"

namespace framdrift::services {

// The name of the message that `event`, a union whose oneof is called `kind`, holds: MemberJoined.
// Empty when it holds none, as of an erased event.
std::string KindOf(const google::protobuf::Message& event);

// Adds the page of `view`'s events that `request` asks for to `response`, each as `render(entry,
// recorded)` completes it with what the event holds of citizens. `Entry` has the fields that every
// history has. INVALID_ARGUMENT for a page that cannot be.
template <typename Decider, typename Request, typename Response, typename RenderFn>
absl::Status AddHistory(const StreamView<Decider>& view, const Request& request, Response& response,
                        RenderFn render) {
  FD_ASSIGN_OR_RETURN(const PageBounds page,
                      PageOf(view.revision(), request.page_size(), request.page_token()));
  for (size_t i = page.begin; i < page.end; ++i) {
    const auto& recorded = view.timeline().entries()[i];
    const history::Envelope& envelope = recorded.envelope;
    auto& entry = *response.add_entries();
    entry.set_position(envelope.position);
    entry.set_revision(envelope.revision);
    entry.set_kind(KindOf(recorded.event));
    *entry.mutable_occurred() = history::WhenFrom(envelope.occurred, view.zone());
    *entry.mutable_record_time() = history::TimestampFrom(envelope.recorded_at);
    if (envelope.source_recorded_at) {
      *entry.mutable_source_record_time() = history::TimestampFrom(*envelope.source_recorded_at);
    }
    entry.set_actor_id(envelope.actor.id.ToString());
    *entry.mutable_event() = recorded.event;
    entry.set_voided_by_position(view.VoidedBy(envelope.position));
    entry.set_voided(entry.voided_by_position() != 0);
    entry.set_corrected_by_position(view.CorrectedBy(envelope.position));
    render(entry, recorded);
  }
  response.set_next_page_token(page.next_page_token);
  return absl::OkStatus();
}

// Answers a history query with every event and what is sealed of it. For RunStreamQuery.
struct AnswerHistory {
  template <typename View, typename Request, typename Response>
  absl::Status operator()(Reading&, const View& view, const Request& asked, Response& out) const {
    return AddHistory(view, asked, out, [&](auto& entry, const auto& recorded) {
      for (const auto& part : view.RecordedParts(recorded.envelope.position)) {
        *entry.mutable_sealed() = part.content;
      }
    });
  }
};

// The state a query asks for: what was true at `valid_time` as known at `known_time`, each now
// where unset, of the events up to the position of the answer.
template <typename Decider, typename Request>
typename Decider::State StateAsked(const StreamView<Decider>& view, int64_t position,
                                   const Request& request) {
  if (!request.has_valid_time() && !request.has_known_time()) return view.state();
  history::AsOf as_of;
  as_of.position = position;
  if (request.has_valid_time()) as_of.valid = history::TimeFrom(request.valid_time());
  if (request.has_known_time()) as_of.known = history::TimeFrom(request.known_time());
  return view.timeline().At(as_of);
}

}  // namespace framdrift::services
