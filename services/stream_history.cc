#include "services/stream_history.h"

#include "base/check.h"

namespace framdrift::services {

std::string KindOf(const google::protobuf::Message& event) {
  const auto* const kind = event.GetDescriptor()->FindOneofByName("kind");
  FD_CHECK(kind != nullptr);
  const auto* const field = event.GetReflection()->GetOneofFieldDescriptor(event, kind);
  return field == nullptr ? "" : field->message_type()->name();
}

}  // namespace framdrift::services
