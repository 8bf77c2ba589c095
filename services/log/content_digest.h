// What a log says, in one hash that does not depend on keys, nonces or times of recording.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "eventstore/event.h"
#include "eventstore/event_view.h"
#include "eventstore/sha256_stream.h"

namespace framdrift::services {

// SHA-256 over the events it is given, in order. Of each: stream kind (2 bytes), stream id (16),
// type (4), schema version (2), time of occurrence in microseconds since 1970 (8), length of the
// public part (4), the public part, how many parts follow (2), and of each part subject (16), role
// (2), length (4) and plain text. Integers are big-endian. Of an erased event only the stream
// stands, with type 0. Not thread-safe.
class ContentDigest {
 public:
  // `parts` are those of `view` that are not erased, opened.
  void Add(const eventstore::EventView& view, const std::vector<eventstore::NewPart>& parts);
  // How many events and parts were erased.
  int64_t erased() const { return erased_; }
  // Called once, last.
  eventstore::Hash Finish() { return stream_.Finish(); }

 private:
  eventstore::Sha256Stream stream_;
  int64_t erased_ = 0;
};

}  // namespace framdrift::services
