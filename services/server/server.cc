#include "services/server/server.h"

#include <sys/stat.h>

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "eventstore/event_store.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "projections/all_projections.h"
#include "projections/facts.h"
#include "projections/projector.h"
#include "projections/tenant_zone.h"
#include "projections/worklist.h"
#include "services/programme/measure_relay.h"
#include "services/runtime.h"
#include "services/server/all_services.h"
#include "services/server/calls_under_way.h"
#include "services/server/edge_interceptor.h"
#include "services/server/listen_address.h"
#include "services/watch/watch_hub.h"

namespace framdrift::services {
namespace {

// Cold reads wait for the disk on these, a few milliseconds each.
int WorkerThreads() {
  return std::max(4, 2 * static_cast<int>(std::thread::hardware_concurrency()));
}

// Calls let in to wait for a worker: more than that cannot be answered in a client's patience.
constexpr size_t kMaxWaitingCalls = 4096;

// Who reads a watch hears within this that the server stops, however little grace there is.
constexpr absl::Duration kPatienceWithWatches = absl::Seconds(1);

absl::Status AddressInUse(const std::string& listen) {
  return StatusWithReason(absl::StatusCode::kUnavailable,
                          kAddressInUse,
                          absl::StrCat("Cannot listen on ",
                                       listen,
                                       ": another program does, or it may not be used; stop that "
                                       "program or choose another address with --listen."),
                          {{"listen", listen}});
}

absl::StatusOr<std::unique_ptr<projections::Projector>> OpenProjector(
    const eventstore::EventStore& store, const ServerOptions& options) {
  projections::ProjectorOptions projector;
  projector.directory = absl::StrCat(options.data_dir, "/projections");
  projector.clock = options.clock;
  projector.zone_of = [&store](absl::string_view tenant) {
    return projections::TenantZone(store, tenant);
  };
  // The log is to meet its limit first.
  projector.min_free_bytes = options.free_space_watermark / 2;
  projector.build_threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  projector.kept_generations = options.kept_generations;
  return projections::Projector::Open(store, projections::AllProjections(), std::move(projector));
}

void ServeHealth(grpc::Server& server) {
  grpc::HealthCheckServiceInterface* health = server.GetHealthCheckService();
  health->SetServingStatus("", true);
  for (const std::string& name : AllServiceNames()) health->SetServingStatus(name, true);
}

}  // namespace

// In the order in which they depend on one another; they end in the opposite order.
struct Server::Parts {
  Parts(std::unique_ptr<eventstore::EventStore> opened, std::unique_ptr<Tenants> founded,
        std::unique_ptr<projections::Projector> running, const ServerOptions& options)
      : store(std::move(opened)),
        tenants(std::move(founded)),
        projector(std::move(running)),
        streams(options.stream_cache_bytes),
        workers(WorkerThreads(), kMaxWaitingCalls),
        watches(*projector, {.projections = {projections::kFacts, projections::kWorklist},
                             .clock = options.clock}),
        runtime{*store,
                *options.clock,
                *tenants,
                streams,
                workers,
                {.max_request_bytes = options.max_message_bytes,
                 .max_watch_bytes = options.max_watch_bytes},
                projector.get(),
                &watches},
        services(AllServices(runtime)),
        relay(runtime) {}

  std::unique_ptr<eventstore::EventStore> store;
  std::unique_ptr<Tenants> tenants;
  std::unique_ptr<projections::Projector> projector;
  StreamCache streams;
  WorkQueue workers;
  WatchHub watches;
  Runtime runtime;
  std::vector<std::unique_ptr<grpc::Service>> services;
  MeasureRelay relay;
  CallsUnderWay calls;
  std::unique_ptr<grpc::Server> grpc_server;
};

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options) {
  FD_RETURN_IF_ERROR(CheckListenAddress(options.listen));
  if (SocketIsTaken(options.listen)) return AddressInUse(options.listen);
  eventstore::Options store_options;
  store_options.data_dir = options.data_dir;
  store_options.clock = options.clock;
  store_options.min_free_bytes = options.free_space_watermark;
  FD_ASSIGN_OR_RETURN(auto store, eventstore::EventStore::Open(store_options));
  FD_ASSIGN_OR_RETURN(auto tenants, Tenants::Open(*store, *options.clock));
  FD_ASSIGN_OR_RETURN(auto projector, OpenProjector(*store, options));
  auto parts =
      std::make_unique<Parts>(std::move(store), std::move(tenants), std::move(projector), options);

  grpc::EnableDefaultHealthCheckService(true);
  if (options.reflection) grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  // Twice what a call may hold: what is a little too large is refused with a reason that says so,
  // what is much too large by gRPC before it is read.
  builder.SetMaxReceiveMessageSize(static_cast<int>(2 * options.max_message_bytes));
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.experimental().SetInterceptorCreators(EdgeInterceptors(parts->calls));
  for (const auto& service : parts->services) builder.RegisterService(service.get());
  int port = 0;
  builder.AddListeningPort(options.listen, grpc::InsecureServerCredentials(), &port);
  {
    // The socket's file is for its owner only.
    const mode_t mask = umask(0077);
    parts->grpc_server = builder.BuildAndStart();
    umask(mask);
  }
  if (parts->grpc_server == nullptr || port == 0) return AddressInUse(options.listen);
  ServeHealth(*parts->grpc_server);
  std::string address = options.listen;
  if (!absl::StartsWith(address, "unix:")) {
    address = absl::StrCat(address.substr(0, address.rfind(':')), ":", port);
  }
  return std::unique_ptr<Server>(new Server(std::move(parts), std::move(address)));
}

Server::Server(std::unique_ptr<Parts> parts, std::string address)
    : parts_(std::move(parts)), address_(std::move(address)) {}

Server::~Server() { Shutdown(absl::ZeroDuration()); }

void Server::Shutdown(absl::Duration grace) {
  grpc::Server& server = *parts_->grpc_server;
  server.GetHealthCheckService()->Shutdown();
  parts_->watches.Close(kPatienceWithWatches);
  // Tells clients to go, then waits until all connections are closed: idle clients may take
  // seconds to do so, and need not be waited for.
  std::thread going([&server, grace] { server.Shutdown(absl::ToChronoTime(absl::Now() + grace)); });
  parts_->calls.AwaitNone(grace);
  grpc_server_cancel_all_calls(server.c_server());
  going.join();
  server.Wait();
}

}  // namespace framdrift::services
