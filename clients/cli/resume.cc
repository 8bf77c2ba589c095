#include "clients/cli/resume.h"

#include <algorithm>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/cli/reflect.h"

namespace framdrift::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr absl::Duration kFirstPause = absl::Milliseconds(250);
constexpr absl::Duration kLongestPause = absl::Seconds(8);

bool IsWatch(const Message& request) { return Field(request, "resume_after_position") != nullptr; }

bool IsFollowed(const Message& request) {
  const FieldDescriptor* follow = Field(request, "follow");
  return Field(request, "after_position") != nullptr && follow != nullptr &&
         request.GetReflection()->GetBool(request, follow);
}

// Whether `message` is a part of a list of which more follows.
bool IsPart(const Message& message) {
  const FieldDescriptor* snapshot = Field(message, "snapshot");
  if (snapshot == nullptr || !message.GetReflection()->HasField(message, snapshot)) return false;
  const Message& list = message.GetReflection()->GetMessage(message, snapshot);
  const FieldDescriptor* more = Field(list, "more");
  return more != nullptr && list.GetReflection()->GetBool(list, more);
}

// The position in `message`, or in the event it brings; 0 when it has none.
int64_t PositionIn(const Message& message) {
  const auto* reflection = message.GetReflection();
  if (const FieldDescriptor* position = Field(message, "position"); position != nullptr) {
    return reflection->GetInt64(message, position);
  }
  const FieldDescriptor* event = Field(message, "event");
  if (event == nullptr || !reflection->HasField(message, event)) return 0;
  return PositionIn(reflection->GetMessage(message, event));
}

bool IsLost(const grpc::Status& status) {
  return status.ok() || status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
}

}  // namespace

bool CanResume(const Message& request) { return IsWatch(request) || IsFollowed(request); }

bool ResumeAfter(Message& request, const Message& last) {
  const int64_t position = PositionIn(last);
  if (position == 0 || IsPart(last)) return false;
  const auto* reflection = request.GetReflection();
  if (!IsWatch(request)) {
    reflection->SetInt64(&request, Field(request, "after_position"), position);
    if (const FieldDescriptor* newest = Field(request, "last")) {
      reflection->ClearField(&request, newest);
    }
    return true;
  }
  reflection->SetInt64(&request, Field(request, "resume_after_position"), position);
  const FieldDescriptor* until = Field(request, "resume_after_evaluated_at");
  const FieldDescriptor* instant = Field(last, "evaluated_at");
  if (until != nullptr && instant != nullptr) {
    reflection->MutableMessage(&request, until)
        ->CopyFrom(last.GetReflection()->GetMessage(last, instant));
  }
  return true;
}

grpc::Status Follow(Channel& channel, const google::protobuf::MethodDescriptor* method,
                    Message& request, const Follower& follower) {
  const bool resumes = CanResume(request);
  absl::Duration pause = kFirstPause;
  bool begun = false;
  bool wanted = true;
  while (true) {
    const grpc::Status status = channel.Call(method, request, [&](const Message& message) {
      begun = true;
      pause = kFirstPause;
      wanted = follower.receive(message);
      if (resumes) ResumeAfter(request, message);
      return wanted;
    });
    if (!wanted) return grpc::Status::OK;
    if (!resumes || !begun || !IsLost(status)) return status;
    if (follower.lost) follower.lost(status);
    absl::SleepFor(pause);
    pause = std::min(pause * 2, kLongestPause);
  }
}

}  // namespace framdrift::cli
