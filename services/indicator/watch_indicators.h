// One call of WatchIndicators, from its request to the first message.
#pragma once

#include <memory>

#include "framdrift/indicator/v1/indicator_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/indicator/facts_asked.h"
#include "services/runtime.h"

namespace framdrift::services {

grpc::ServerWriteReactor<indicator::v1::WatchIndicatorsResponse>* StartWatchIndicators(
    Runtime& runtime, const std::shared_ptr<FactsAsked>& facts,
    grpc::CallbackServerContext& context, const indicator::v1::WatchIndicatorsRequest& request);

}  // namespace framdrift::services
