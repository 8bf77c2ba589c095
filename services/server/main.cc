// framdriftd: reads flags, starts the server, and stops it when asked to.
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/log.h"
#include "base/refusal.h"
#include "eventstore/event_store.h"
#include "google/protobuf/stubs/logging.h"
#include "grpc/support/log.h"
#include "services/authenticate.h"
#include "services/server/server.h"

namespace framdrift::services {
namespace {

// Exit codes, as --help lists them. 65 and 74 are the store's.
constexpr int kExitFailed = 1;
constexpr int kExitUsage = 2;
constexpr int kExitAddressInUse = 69;
constexpr int kExitStoreInUse = 75;

constexpr absl::Duration kGrace = absl::Seconds(10);

constexpr char kFooter[] =
    "Exit codes: 0 stopped as asked, 1 failed, 2 bad flags, 65 the log is damaged (nothing was\n"
    "started; the message names the file and what to do), 69 the address is in use, 74 the log\n"
    "could not be written, 75 another process uses the data directory.";

void LogGrpc(gpr_log_func_args* args) {
  const Severity severity = args->severity == GPR_LOG_SEVERITY_ERROR  ? kWarning
                            : args->severity == GPR_LOG_SEVERITY_INFO ? kInfo
                                                                      : kDebug;
  Log(severity, "grpc", {{"text", args->message}, {"file", args->file}, {"line", args->line}});
}

void LogProtobuf(google::protobuf::LogLevel level, const char*, int, const std::string& text) {
  Log(level >= google::protobuf::LOGLEVEL_ERROR ? kWarning : kInfo, "protobuf", {{"text", text}});
}

int ExitCodeOf(const absl::Status& status) {
  if (absl::IsDataLoss(status)) return eventstore::kExitLogDamaged;
  if (absl::IsInvalidArgument(status)) return kExitUsage;
  if (!absl::IsUnavailable(status)) return kExitFailed;
  for (const Refusal& refusal : RefusalsOf(status)) {
    if (refusal.reason == kAddressInUse) return kExitAddressInUse;
  }
  return kExitStoreInUse;
}

int Serve(const ServerOptions& options) {
  // Blocked before any thread starts, so that sigwait gets them.
  sigset_t stops;
  sigemptyset(&stops);
  sigaddset(&stops, SIGTERM);
  sigaddset(&stops, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stops, nullptr);
  signal(SIGPIPE, SIG_IGN);
  gpr_set_log_function(LogGrpc);
  google::protobuf::SetLogHandler(LogProtobuf);

  const absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(options);
  if (!server.ok()) {
    std::fprintf(stderr, "framdriftd: %s\n", std::string(server.status().message()).c_str());
    return ExitCodeOf(server.status());
  }
  std::printf(
      "framdriftd: listening on %s; development sign-in: callers are who the header %s says, or "
      "\"%s\"\n",
      (*server)->address().c_str(),
      kActorHeader,
      kDeveloper);
  std::fflush(stdout);
  Log(kInfo, "started", {{"listen", (*server)->address()}, {"data_dir", options.data_dir}});
  int signal_number = 0;
  sigwait(&stops, &signal_number);
  Log(kInfo, "stopping", {{"signal", signal_number}});
  // A second signal ends the process at once.
  pthread_sigmask(SIG_UNBLOCK, &stops, nullptr);
  (*server)->Shutdown(kGrace);
  return 0;
}

}  // namespace
}  // namespace framdrift::services

int main(int argc, char** argv) {
  framdrift::services::ServerOptions options;
  options.listen = "127.0.0.1:7460";
  CLI::App app("framdriftd: the Framdrift server.");
  app.footer(framdrift::services::kFooter);
  app.add_option("--data-dir", options.data_dir, "Where everything is kept; made when missing.")
      ->required()
      ->take_last();
  app.add_option("--listen", options.listen, "unix:PATH, or HOST:PORT of this machine.")
      ->capture_default_str()
      ->take_last();
  app.add_flag("--reflection", options.reflection, "Let clients ask for the contracts.");
  app.add_option("--free-space-watermark",
                 options.free_space_watermark,
                 "Refuse commands when fewer bytes are free on the disk; 64MB, 2GB.")
      ->transform(CLI::AsSizeValue(false))
      ->capture_default_str();
  app.add_option("--max-message-bytes", options.max_message_bytes, "The largest request taken.")
      ->transform(CLI::AsSizeValue(false))
      ->check(CLI::Range(size_t{1} << 10, size_t{512} << 20))
      ->capture_default_str();
  app.add_option("--stream-cache-bytes",
                 options.stream_cache_bytes,
                 "Memory for the cases and other streams used lately.")
      ->transform(CLI::AsSizeValue(false))
      ->capture_default_str();
  app.add_option(
         "--kept-generations",
         options.kept_generations,
         "Generations of a read model to keep, beside the one that answers, for a rollback.")
      ->check(CLI::Range(size_t{0}, size_t{16}))
      ->capture_default_str();
  app.add_option("--max-watch-bytes",
                 options.max_watch_bytes,
                 "What may wait in memory for the reader of one watch.")
      ->transform(CLI::AsSizeValue(false))
      ->check(CLI::Range(size_t{1} << 10, size_t{512} << 20))
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : framdrift::services::kExitUsage;
  }
  return framdrift::services::Serve(options);
}
