// A projection with one row for each stream of a kind, given what such a row is.
#pragma once

#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"
#include "projections/projection.h"
#include "projections/stream_builder.h"
#include "projections/stream_fold.h"

namespace framdrift::projections {

// `Model` as in stream_model.h.
template <typename Model>
class StreamProjection final : public Projection {
 public:
  absl::string_view name() const override { return Model::kName; }
  uint32_t version() const override { return Model::kVersion; }
  Routing RoutingOf(uint16_t stream_kind) const override {
    return stream_kind == static_cast<uint16_t>(Model::Decider::kKind) ? Routing::kByStream
                                                                       : Routing::kNone;
  }
  std::unique_ptr<Fold> Begin(const FoldSource& source) const override {
    return std::make_unique<StreamFold<Model>>(source);
  }
  std::unique_ptr<Builder> BeginBuild(const FoldSource& source, const Partition&) const override {
    return std::make_unique<StreamBuilder<Model>>(source);
  }
};

}  // namespace framdrift::projections
