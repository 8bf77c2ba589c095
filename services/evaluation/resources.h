// Evaluations, price tables and competence networks as the contracts show them.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "domain/evaluation/evaluation_commands.h"
#include "domain/evaluation/network_commands.h"
#include "domain/evaluation/price_table.h"
#include "domain/evaluation/refusals.h"
#include "domain/history/timeline.h"
#include "framdrift/evaluation/v1/evaluation_service.pb.h"
#include "framdrift/evaluation/v1/network_service.pb.h"
#include "framdrift/evaluation/v1/price_table_service.pb.h"
#include "services/reading.h"

namespace framdrift::services {

struct EvaluationResource {
  using Decider = evaluation::EvaluationDecider;
  using Message = evaluation::v1::Evaluation;
  static constexpr char kCollection[] = "evaluations";
  static constexpr const char* kNotFound = evaluation::kEvaluationNotFound;
  static bool Exists(const Decider::State& state);
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out) {
    return RenderThen(reading, view, view.state(), {}, out);
  }
  // `state` is that of `as_of`.
  static absl::Status RenderThen(Reading& reading, const StreamView<Decider>& view,
                                 const Decider::State& state, const history::AsOf& as_of,
                                 Message& out);
};

// Says of each whether its year's prices stood otherwise at `as_of` than when it was computed.
absl::Status MarkStaleAccounts(Reading& reading, const history::AsOf& as_of,
                               std::vector<evaluation::v1::Account>& accounts);

struct PriceTableResource {
  using Decider = evaluation::PriceTableDecider;
  using Message = evaluation::v1::PriceTable;
  static constexpr char kCollection[] = "pricetables";
  static constexpr const char* kNotFound = evaluation::kPriceTableNotFound;
  static bool Exists(const Decider::State& state);
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out) {
    return RenderThen(reading, view, view.state(), {}, out);
  }
  // `state` is that of `as_of`.
  static absl::Status RenderThen(Reading& reading, const StreamView<Decider>& view,
                                 const Decider::State& state, const history::AsOf& as_of,
                                 Message& out);
};

struct NetworkResource {
  using Decider = evaluation::NetworkDecider;
  using Message = evaluation::v1::Network;
  static constexpr char kCollection[] = "networks";
  static constexpr const char* kNotFound = evaluation::kNetworkNotFound;
  static bool Exists(const Decider::State& state);
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out) {
    return RenderThen(reading, view, view.state(), {}, out);
  }
  // `state` is that of `as_of`.
  static absl::Status RenderThen(Reading& reading, const StreamView<Decider>& view,
                                 const Decider::State& state, const history::AsOf& as_of,
                                 Message& out);
};

}  // namespace framdrift::services
