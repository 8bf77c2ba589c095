// Calls of a method without a thread each, and what a list of durations comes to.
#pragma once

#include <algorithm>
#include <cstdio>
#include <functional>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "base/check.h"
#include "bench/rpc_load.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"

namespace framdrift::bench {

// Begins one call and calls `done` when it has ended, with whether it was OK and the answer.
template <typename Async, typename Request, typename Response>
void Begin(Async& async,
           void (Async::*method)(grpc::ClientContext*, const Request*, Response*,
                                 std::function<void(grpc::Status)>),
           Request request, std::function<void(bool, const Response&)> done) {
  struct Pending {
    grpc::ClientContext context;
    Request request;
    Response response;
  };
  auto* call = new Pending{{}, std::move(request), {}};
  (async.*method)(&call->context,
                  &call->request,
                  &call->response,
                  [call, done = std::move(done)](const grpc::Status& status) {
                    if (!status.ok()) {
                      std::fprintf(stderr, "%s\n", status.error_message().c_str());
                    }
                    done(status.ok(), call->response);
                    delete call;
                  });
}

// Many calls of one method, with a request for each number.
template <typename Stub, typename Async, typename Request, typename Response, typename MakeRequest>
LoadResult Run(Stub& stub, int calls, int in_flight,
               void (Async::*method)(grpc::ClientContext*, const Request*, Response*,
                                     std::function<void(grpc::Status)>),
               MakeRequest make_request) {
  return RunLoad(calls, in_flight, [&](int number, std::function<void(bool)> done) {
    Begin<Async, Request, Response>(
        *stub.async(),
        method,
        make_request(number),
        [done = std::move(done)](bool ok, const Response&) { done(ok); });
  });
}

inline double Millis(absl::Duration duration) { return absl::ToDoubleMilliseconds(duration); }

// 0 ≤ share < 1. At least one value.
inline absl::Duration PercentileOf(std::vector<absl::Duration> values, double share) {
  FD_CHECK(!values.empty());
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(share * static_cast<double>(values.size()))];
}

}  // namespace framdrift::bench
