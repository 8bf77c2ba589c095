#include "tests/projections/planted_projection.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "domain/history/streams.h"

namespace framdrift::projections {
namespace {

using eventstore::EventView;

absl::Status CheckPlanted(const Planted& planted, const EventView& event) {
  if (event.position != planted.fails_at) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("the event at position ", event.position, " was planted"));
}

void PutRow(const EventView& event, RowChanges& changes) {
  changes.Put(absl::StrFormat("%012d", event.position), absl::StrCat(event.type));
  changes.Count("all", 1);
}

class PlantedFold final : public Fold {
 public:
  explicit PlantedFold(std::shared_ptr<const Planted> planted) : planted_(std::move(planted)) {}

  absl::Status Apply(const EventView& event) override {
    if (planted_->before) planted_->before(event.position);
    FD_RETURN_IF_ERROR(CheckPlanted(*planted_, event));
    PutRow(event, changes_);
    if (event.position == planted_->fails_when_written) {
      written_ = absl::DataLossError("of an event no row can be made");
    }
    return absl::OkStatus();
  }
  absl::Status Flush(eventstore::Position, const RowView&, RowChanges& changes) override {
    FD_RETURN_IF_ERROR(written_);
    changes = std::exchange(changes_, {});
    return absl::OkStatus();
  }
  size_t held() const override { return 0; }

 private:
  const std::shared_ptr<const Planted> planted_;
  RowChanges changes_;
  absl::Status written_;
};

class PlantedBuilder final : public Builder {
 public:
  explicit PlantedBuilder(std::shared_ptr<const Planted> planted) : planted_(std::move(planted)) {}

  absl::Status Apply(const EventView& event) override {
    FD_RETURN_IF_ERROR(CheckPlanted(*planted_, event));
    PutRow(event, changes_);
    return absl::OkStatus();
  }
  absl::Status Finish(RowChanges& changes) override {
    changes = std::move(changes_);
    return absl::OkStatus();
  }

 private:
  const std::shared_ptr<const Planted> planted_;
  RowChanges changes_;
};

class RowForEachEvent final : public Projection {
 public:
  explicit RowForEachEvent(std::shared_ptr<const Planted> planted) : planted_(std::move(planted)) {}

  absl::string_view name() const override { return kPlanted; }
  uint32_t version() const override { return planted_->version; }
  Routing RoutingOf(uint16_t stream_kind) const override {
    return stream_kind == static_cast<uint16_t>(history::StreamKind::kCase) ? Routing::kByStream
                                                                            : Routing::kNone;
  }
  std::unique_ptr<Fold> Begin(const FoldSource&) const override {
    return std::make_unique<PlantedFold>(planted_);
  }
  std::unique_ptr<Builder> BeginBuild(const FoldSource&, const Partition&) const override {
    return std::make_unique<PlantedBuilder>(planted_);
  }

 private:
  const std::shared_ptr<const Planted> planted_;
};

}  // namespace

std::unique_ptr<Projection> PlantedProjection(std::shared_ptr<const Planted> planted) {
  return std::make_unique<RowForEachEvent>(std::move(planted));
}

}  // namespace framdrift::projections
