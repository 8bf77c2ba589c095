// A stream that goes on by itself after a lost connection, from where it was.
#pragma once

#include <functional>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include "clients/cli/channel.h"

namespace framdrift::cli {

struct Follower {
  // Takes each message; the stream ends when it returns false.
  std::function<bool(const google::protobuf::Message&)> receive;
  // Is told why the connection was lost, before each new try. May be empty.
  std::function<void(const grpc::Status&)> lost;
};

// Whether a stream that `request` asks for can go on after a message it sent: a watch, by its
// position and instant, or the log while it is followed, by its position.
bool CanResume(const google::protobuf::Message& request);

// Changes `request` so that it asks for what follows `last`. Messages that are a part of a whole
// (`more`) are no place to go on from, nor are they for the watch: false, and nothing is changed.
bool ResumeAfter(google::protobuf::Message& request, const google::protobuf::Message& last);

// Calls `method` and hands on what comes. When the server goes away after the first message, or
// ends the stream because it was read too slowly, it is asked again after a pause that grows from
// a quarter of a second to eight, for as long as it takes. Other ends are the caller's.
grpc::Status Follow(Channel& channel, const google::protobuf::MethodDescriptor* method,
                    google::protobuf::Message& request, const Follower& follower);

}  // namespace framdrift::cli
