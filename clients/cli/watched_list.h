// A list that a watch keeps: what its messages make of it, one after another.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/message.h>

namespace framdrift::cli {

// Reads the messages of a watch by their fields' names: `snapshot` with `items` and `more`, and
// `delta` with `changes` or `alerts`, `refreshed_cases`, `removed` and `upserted`. Not thread-safe.
class WatchedList {
 public:
  // Takes in the next message. A snapshot after the first replaces the list, part by part.
  void Apply(const google::protobuf::Message& message);

  // By due time and then by name.
  std::vector<const google::protobuf::Message*> Items() const;

  // The changes or alerts of the last deltas, the newest last; at most five.
  std::vector<const google::protobuf::Message*> Changes() const;

  // Whether all parts of the list have come.
  bool complete() const { return complete_; }
  // Of the last message.
  int64_t position() const { return position_; }

 private:
  void TakeSnapshot(const google::protobuf::Message& snapshot);
  void TakeDelta(const google::protobuf::Message& delta);
  void Put(const google::protobuf::Message& item);

  std::map<std::string, std::unique_ptr<google::protobuf::Message>> items_;  // by name
  std::vector<std::unique_ptr<google::protobuf::Message>> changes_;
  bool complete_ = true;
  int64_t position_ = 0;
};

}  // namespace framdrift::cli
