#include "clients/cli/demo/demo_command.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "absl/strings/substitute.h"
#include "absl/time/clock.h"
#include "clients/cli/demo/evaluation.h"
#include "clients/cli/demo/loader.h"
#include "clients/cli/errors.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/texts.h"
#include "clients/demo/evaluation.h"
#include "clients/demo/municipalities.h"
#include "clients/demo/organisation.h"
#include "clients/demo/programme.h"

namespace framdrift::cli::demo {
namespace {

struct DemoOptions {
  int tenants = 3;
  int persons = 100;
  int years = 3;
  uint64_t seed = 1;
  std::string today;
  bool programme = false;
  bool evaluation = false;
};

// Shows the bar until it is gone.
class Watcher {
 public:
  Watcher(const Progress& progress, int64_t persons)
      : bar_(Say("loading")), thread_([this, &progress, persons] { Watch(progress, persons); }) {}
  ~Watcher() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    wake_.notify_one();
    thread_.join();
    bar_.Finish();
  }
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

 private:
  void Watch(const Progress& progress, int64_t persons) {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, std::chrono::milliseconds(200), [this] { return over_; })) {
      bar_.Show(progress.persons, persons);
    }
  }

  ProgressBar bar_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool over_ = false;
  std::thread thread_;
};

void PrintTable(const std::vector<Loaded>& loaded) {
  fmt::print("{}\n\n", Say("Invented data: nobody in it exists."));
  fmt::print("{:<12} {:<5} {:<11} {:>8} {:>10}  {}\n",
             Say("tenant"),
             Say("code"),
             Say("part"),
             Say("persons"),
             Say("events"),
             Say("a caseworker (name, id)"));
  for (const Loaded& one : loaded) {
    fmt::print("{:<12} {:<5} {:<11} {:>8} {:>10}  {} {}\n",
               std::string(one.municipality->id),
               std::string(one.municipality->code),
               std::string(framdrift::demo::NameOf(one.municipality->part)),
               one.persons,
               one.events,
               one.caseworker,
               one.caseworker_id);
  }
}

void PrintLines(const std::vector<Loaded>& loaded, Format format) {
  if (format == Format::kCsv) {
    fmt::print("tenant,code,name,part,persons,events,caseworker,caseworker_id,invented\n");
  }
  for (const Loaded& one : loaded) {
    const std::string id(one.municipality->id);
    if (format == Format::kIds) {
      fmt::print("{}\n", id);
      continue;
    }
    const char* const line =
        format == Format::kCsv
            ? "{},{},{},{},{},{},{},{},invented data\n"
            : R"({{"tenant":"{}","code":"{}","name":"{}","part":"{}","persons":{},"events":{},)"
              R"("caseworker":"{}","caseworker_id":"{}","data":"invented data"}})"
              "\n";
    fmt::print(fmt::runtime(line),
               id,
               std::string(one.municipality->code),
               std::string(one.municipality->name),
               std::string(framdrift::demo::NameOf(one.municipality->part)),
               one.persons,
               one.events,
               one.caseworker,
               one.caseworker_id);
  }
}

// What went wrong, if anything did.
int Report(const std::vector<Loaded>& loaded) {
  int exit_code = kExitOk;
  for (const Loaded& one : loaded) {
    if (!one.status.ok()) exit_code = PrintError(one.status, Fields::kNames);
    if (one.deviations == 0) continue;
    fmt::print(stderr,
               "{}\n",
               absl::Substitute(Say("$0: $1 facts break a rule of order, the first $2."),
                                one.name,
                                one.deviations,
                                one.first_deviation));
    exit_code = kExitFailed;
  }
  return exit_code;
}

// Loads what is asked for besides the municipalities.
void LoadBeside(const Options& options, const framdrift::demo::Settings& settings,
                const DemoOptions& demo, std::vector<Loaded>& loaded) {
  if (demo.programme) {
    loaded.push_back(LoadProgramme(options, settings));
    fmt::print(stderr,
               "{}\n",
               absl::Substitute(Say("The programme $0 in tenant $1: $2 events."),
                                framdrift::demo::ProgrammeId(settings),
                                loaded.back().name,
                                loaded.back().events));
  }
  // Its cohort is of cases that are there.
  if (!demo.evaluation || !loaded.front().status.ok()) return;
  loaded.push_back(LoadEvaluation(options, settings));
  const framdrift::demo::World world = framdrift::demo::WorldOf(settings, 0);
  fmt::print(stderr,
             "{}\n",
             absl::Substitute(Say("The evaluation $0 in tenant $1: $2 events."),
                              framdrift::demo::EvaluationId(world),
                              std::string(world.municipality->id),
                              loaded.back().events));
}

int Run(const Options& options, const DemoOptions& demo) {
  framdrift::demo::Settings settings{demo.seed, demo.persons, demo.years, {}};
  if (demo.today.empty()) {
    const grpc::Status asked = AskToday(options, settings.today);
    if (!asked.ok()) return PrintError(asked, Fields::kNames);
  } else if (!absl::ParseCivilTime(demo.today, &settings.today)) {
    return PrintWrongUse(
        absl::Substitute(Say("\"$0\" is no day; write --today 2026-03-01."), demo.today));
  }
  Progress progress;
  const absl::Time started = absl::Now();
  std::vector<Loaded> loaded;
  {
    const Watcher watcher(progress, int64_t{demo.tenants} * demo.persons);
    loaded = Load(options, settings, demo.tenants, progress);
  }
  const double seconds = absl::ToDoubleSeconds(absl::Now() - started);
  if (IsForPeople(options.format)) {
    PrintTable(loaded);
  } else {
    PrintLines(loaded, options.format);
  }
  LoadBeside(options, settings, demo, loaded);
  const double rate = static_cast<double>(progress.events) / std::max(seconds, 1e-3);
  fmt::print(stderr,
             "{}\n",
             absl::Substitute(Say("$0 persons, $1 events in $2 s, $3 events/s."),
                              progress.persons.load(),
                              progress.events.load(),
                              fmt::format("{:.1f}", seconds),
                              fmt::format("{:.0f}", rate)));
  // Tables and rows say it themselves; ids cannot.
  if (options.format == Format::kIds) {
    fmt::print(stderr, "{}\n", Say("Invented data: nobody in it exists."));
  }
  return Report(loaded);
}

}  // namespace

void AddDemoCommand(CLI::App& app, const Options& options, int& exit_code) {
  CLI::App* sub = app.add_subcommand(
      "demo", Say("Fills the server with municipalities in which nobody exists: invented data"));
  const auto demo = std::make_shared<DemoOptions>();
  const auto most = static_cast<int>(framdrift::demo::Municipalities().size());
  sub->add_option("--tenants", demo->tenants, Say("How many municipalities"))
      ->check(CLI::Range(1, most))
      ->capture_default_str();
  sub->add_option("--persons", demo->persons, Say("How many persons in each"))
      ->check(CLI::Range(1, 200'000))
      ->capture_default_str();
  sub->add_option("--years", demo->years, Say("How many years back it begins"))
      ->check(CLI::Range(1, 20))
      ->capture_default_str();
  sub->add_option("--seed", demo->seed, Say("Equal flags make equal content"))
      ->capture_default_str();
  sub->add_option(
         "--today", demo->today, Say("The first day to come; the server's today if not given"))
      ->type_name("DATE");
  sub->add_flag("--programme",
                demo->programme,
                Say("Also the spread programme of the originator and the fourteen members"));
  sub->add_flag("--evaluation",
                demo->evaluation,
                Say("Also an evaluation of the originator's, computed before and measured after"));
  sub->callback([demo, &options, &exit_code] { exit_code = Run(options, *demo); });
}

}  // namespace framdrift::cli::demo
