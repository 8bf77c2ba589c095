// A resource as the contracts show it: what it is a view of, and where responses hold it.
#pragma once

#include "base/check.h"
#include "google/protobuf/descriptor.h"
#include "services/reading.h"

namespace framdrift::services {

// A `Resource` says what a message of the contracts is a view of:
//   struct CaseResource {
//     using Decider = cases::CaseDecider;
//     using Message = cases::v1::Case;
//     static constexpr char kCollection[] = "cases";
//     static constexpr char kNotFound[] = "CASE_NOT_FOUND";
//     static absl::Status Render(Reading&, const StreamView<Decider>&, Message&);
//     // Only where events of the stream cause some in others: emits all of them.
//     static absl::Status Emit(UnitOfWork&, const Id16&, history::EventsOf<Decider>);
//   };

// The message in field 1 of an XResponse: the resource.
template <typename Resource, typename Response>
typename Resource::Message& ResourceOf(Response& response) {
  const google::protobuf::FieldDescriptor* field = Response::descriptor()->FindFieldByNumber(1);
  FD_CHECK(field != nullptr && field->message_type() == Resource::Message::descriptor());
  return static_cast<typename Resource::Message&>(
      *response.GetReflection()->MutableMessage(&response, field));
}

// Sets `position` and `duplicate` of an XResponse.
template <typename Response>
void SetOutcome(const Answer& answer, Response& response) {
  response.set_position(static_cast<int64_t>(answer.position()));
  if constexpr (requires { response.set_duplicate(true); }) {
    response.set_duplicate(answer.duplicate());
  }
}

}  // namespace framdrift::services
