#include "projections/directory.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "eventstore/bytes.h"

namespace framdrift::projections {
namespace {

using eventstore::Position;

// `s` + kind + position of the first event → id.
constexpr char kStreamPrefix[] = "s";

std::string StreamKey(uint16_t kind, Position first) {
  std::string key = kStreamPrefix;
  eventstore::PutInteger(key, kind);
  eventstore::PutInteger(key, first);
  return key;
}

// The streams that began in the events seen.
class Begun {
 public:
  void See(const eventstore::EventView& event) {
    if (event.revision == 1) streams_.emplace_back(event.stream, event.position);
  }
  void Put(RowChanges& changes) {
    for (const auto& [stream, first] : streams_) {
      std::string id;
      eventstore::PutBytes(id, stream.id);
      changes.Put(StreamKey(stream.kind, first), std::move(id));
    }
    streams_.clear();
  }

 private:
  std::vector<std::pair<eventstore::StreamId, Position>> streams_;
};

class DirectoryFold final : public Fold {
 public:
  absl::Status Apply(const eventstore::EventView& event) override {
    begun_.See(event);
    return absl::OkStatus();
  }
  absl::Status Flush(Position, const RowView&, RowChanges& changes) override {
    begun_.Put(changes);
    return absl::OkStatus();
  }
  size_t held() const override { return 0; }

 private:
  Begun begun_;
};

class DirectoryBuilder final : public Builder {
 public:
  absl::Status Apply(const eventstore::EventView& event) override {
    begun_.See(event);
    return absl::OkStatus();
  }
  absl::Status Finish(RowChanges& changes) override {
    begun_.Put(changes);
    return absl::OkStatus();
  }

 private:
  Begun begun_;
};

class Directory final : public Projection {
 public:
  absl::string_view name() const override { return kDirectory; }
  uint32_t version() const override { return 1; }
  Routing RoutingOf(uint16_t) const override { return Routing::kByStream; }
  std::unique_ptr<Fold> Begin(const FoldSource&) const override {
    return std::make_unique<DirectoryFold>();
  }
  std::unique_ptr<Builder> BeginBuild(const FoldSource&, const Partition&) const override {
    return std::make_unique<DirectoryBuilder>();
  }
};

}  // namespace

std::unique_ptr<Projection> DirectoryProjection() { return std::make_unique<Directory>(); }

absl::Status VisitStreams(const RowView& rows, history::StreamKind kind, Position after,
                          absl::FunctionRef<bool(const Id16& id, Position first)> visit) {
  const auto number = static_cast<uint16_t>(kind);
  const std::string from = StreamKey(number, after + 1);
  const size_t prefix = from.size() - sizeof(Position);
  absl::Status status;
  FD_RETURN_IF_ERROR(
      rows.Scan(from.substr(0, prefix), from, [&](absl::string_view key, absl::string_view value) {
        Id16 id{};
        if (key.size() != from.size() || value.size() != id.size()) {
          status = absl::DataLossError("a row of the directory does not read; rebuild it");
          return false;
        }
        std::copy(value.begin(), value.end(), id.begin());
        return visit(id, eventstore::LoadInteger<Position>(key.data() + prefix));
      }));
  return status;
}

}  // namespace framdrift::projections
