// The streams that one commit of facts writes, of whatever kinds, each under import.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "eventstore/event.h"
#include "framdrift/migration/v1/migration_service.pb.h"
#include "google/protobuf/message.h"
#include "services/stream_reader.h"

namespace framdrift::services {

// A fact, checked but for what the stream it is of says.
struct CheckedFact {
  const migration::v1::Fact* fact = nullptr;
  Id16 stream{};
  history::Occurred occurred;
  std::optional<absl::Time> known_at;
  // From 1, for reports.
  int64_t line = 0;
};

// INVALID_ARGUMENT, ROW_INCOMPLETE.
absl::Status FactIncomplete(absl::string_view message);
// What the member `number` of the oneof of Fact or FactPart holds. It is set.
const google::protobuf::Message& MemberOf(const google::protobuf::Message& message, int number);

// What becomes of the facts, over all streams of a commit.
struct FactOutcome {
  std::vector<eventstore::NewEvent> events;
  std::vector<eventstore::StreamCondition> conditions;
  std::vector<migration::v1::RowReport> deviations;
};

// One stream of any kind.
class FactStream {
 public:
  virtual ~FactStream() = default;
  // INVALID_ARGUMENT when the fact is no event or its sealed parts are of another; of a correction
  // or voiding the refusals of CheckAmendment, and EVENT_NOT_FOUND when its target stands in no
  // commit before.
  virtual absl::Status Add(const CheckedFact& fact, FactOutcome& out) = 0;
  // To be called after what adds.
  virtual void Conclude(FactOutcome& out) = 0;
};

// Not thread-safe; lives for one try. Events carry `source` as their tag.
class FactStreams {
 public:
  FactStreams(StreamReader& reader, const Id16& source, const history::Context& context)
      : reader_(reader), source_(source), context_(context) {}

  // As FactStream::Add; failures of the server are those of StreamReader::Read.
  absl::Status Add(const CheckedFact& fact, FactOutcome& out);
  void Conclude(FactOutcome& out);

 private:
  StreamReader& reader_;
  const Id16 source_;
  const history::Context& context_;
  absl::flat_hash_map<eventstore::StreamId, std::unique_ptr<FactStream>> streams_;
};

}  // namespace framdrift::services
