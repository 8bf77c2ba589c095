// Loads invented municipalities into a server, several at a time.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "absl/time/civil_time.h"
#include "clients/cli/options.h"
#include "clients/demo/world.h"

namespace framdrift::cli::demo {

// What became of one municipality, or of what is recorded beside it.
struct Loaded {
  // Null for the programme.
  const framdrift::demo::Municipality* municipality = nullptr;
  // What it is called.
  std::string name;
  int64_t persons = 0;
  int64_t events = 0;
  // Had been recorded before, by the same flags.
  bool found = false;
  // Rules of order that the facts break, with the reason of the first.
  int64_t deviations = 0;
  std::string first_deviation;
  // Somebody who has cases today.
  std::string caseworker_id;
  std::string caseworker;
  grpc::Status status;
};

// How far the loading has come; written by several threads.
struct Progress {
  std::atomic<int64_t> persons = 0;
  std::atomic<int64_t> events = 0;
};

// The server's today in Sweden.
grpc::Status AskToday(const Options& options, absl::CivilDay& today);

// Loads the programme that the originator and the members run.
Loaded LoadProgramme(const Options& options, const framdrift::demo::Settings& settings);

// Loads the first `tenants` of the municipalities and answers in their order, when all are through.
// `progress` is written meanwhile.
std::vector<Loaded> Load(const Options& options, const framdrift::demo::Settings& settings,
                         int tenants, Progress& progress);

}  // namespace framdrift::cli::demo
