// How fast all read models are built from N events, beside a raw scan, and what opening costs.
// rebuild_bench DIRECTORY fill EVENTS: makes a log of cases with about 60 events each.
// rebuild_bench DIRECTORY build [THREADS]: scans, catches up live, and rebuilds in bulk.
// rebuild_bench DIRECTORY open: opens store and read models in this fresh process.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/mutex.h"
#include "domain/history/streams.h"
#include "eventstore/event_store.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "projections/all_projections.h"
#include "projections/projector.h"

namespace framdrift::projections {
namespace {

using casework::v1::CaseEvent;
using eventstore::LogNumber;
using eventstore::Position;

constexpr char kTenant[] = "kungsbacka";
constexpr uint64_t kEventsOfACase = 60;
constexpr uint64_t kEventsOfACommit = 64;
constexpr uint64_t kInFlight = 64;
// Cases that go on at the same time: more than a municipality has, fewer than fit in a cache.
constexpr uint64_t kOpenCases = 5000;

double SecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double ResidentMiB() {
  uint64_t pages = 0;
  std::ifstream statm("/proc/self/statm");
  statm >> pages >> pages;
  return static_cast<double>(pages * static_cast<uint64_t>(::sysconf(_SC_PAGESIZE))) / (1 << 20);
}

Id16 BenchId(uint8_t kind, uint64_t number) {
  Id16 id{};
  id[0] = kind;
  for (size_t i = 0; i < 8; ++i) id[15 - i] = static_cast<uint8_t>(number >> (8 * i));
  return id;
}

// What happens in a case, by how many events it has: opened, planned, steps, attendance, an exit.
CaseEvent EventOf(uint64_t number, uint64_t revision, std::mt19937_64& random) {
  CaseEvent event;
  const auto id = [&](uint8_t kind, uint64_t of) { return FormatUuid(BenchId(kind, of)); };
  switch (revision) {
    case 0:
      event.mutable_case_opened()->set_target_group(codes::v1::TARGET_GROUP_OTHER);
      event.mutable_case_opened()->set_unit_id(id(5, number % 10));
      return event;
    case 1:
      event.mutable_case_assigned()->set_caseworker_id(id(6, number % 200));
      event.mutable_case_assigned()->set_unit_id(id(5, number % 10));
      return event;
    case 2:
      event.mutable_first_contact_held()->set_mode(casework::v1::CONTACT_MODE_VISIT);
      return event;
    case 3: {
      auto& adopted = *event.mutable_work_plan_adopted();
      adopted.mutable_terms()->set_track(casework::v1::PLAN_TRACK_WORK);
      adopted.mutable_terms()->add_goals()->mutable_target_date()->set_year(2026);
      auto& step = *adopted.add_steps();
      step.set_step_id(id(7, number));
      step.set_activity_type(codes::v1::ACTIVITY_TYPE_INTERNSHIP);
      return event;
    }
    case 4:
      event.mutable_step_started()->set_step_id(id(7, number));
      return event;
    case kEventsOfACase - 1:
      event.mutable_exit_recorded()->set_reason(codes::v1::EXIT_REASON_WORK_UNSUBSIDISED);
      return event;
    default:
      break;
  }
  switch (random() % 4) {
    case 0:
      event.mutable_contact_held()->set_mode(casework::v1::CONTACT_MODE_PHONE);
      return event;
    case 1:
      event.mutable_milestone_recorded()->set_code("T" + std::to_string(random() % 20));
      return event;
    case 2: {
      auto& attendance = *event.mutable_attendance_recorded();
      attendance.set_step_id(id(7, number));
      attendance.set_minutes(180);
      return event;
    }
    default:
      event.mutable_note_added()->set_note_kind(casework::v1::NOTE_KIND_RECORD);
      return event;
  }
}

// Cases in the order in which their events are recorded: a few thousand go on at a time.
class Load {
 public:
  eventstore::NewCommit Next(uint64_t events) {
    eventstore::NewCommit commit;
    commit.commit_id = BenchId(1, ++commits_);
    commit.actor = {.pseudonym = BenchId(2, 1), .role = "caseworker"};
    for (uint64_t i = 0; i < events; ++i) commit.events.push_back(NextEvent());
    return commit;
  }

 private:
  struct OpenCase {
    uint64_t number = 0;
    uint64_t revision = 0;
  };

  eventstore::NewEvent NextEvent() {
    if (open_.size() < kOpenCases) open_.push_back({++cases_, 0});
    OpenCase& open = open_[random_() % open_.size()];
    const CaseEvent said = EventOf(open.number, open.revision, random_);
    now_ += absl::Seconds(10);
    eventstore::NewEvent event;
    event.stream = {static_cast<uint16_t>(history::StreamKind::kCase), BenchId(3, open.number)};
    event.type = event.stream.kind * 1000u + static_cast<uint32_t>(said.kind_case());
    event.occurred_at = now_;
    // One event in two hundred is entered a week late.
    if (random_() % 200 == 0) event.occurred_at -= absl::Hours(24 * 7);
    event.public_part = said.SerializeAsString();
    if (said.has_note_added()) {
      event.parts.push_back({.subject = BenchId(3, open.number),
                             .role = 0,
                             .plaintext = "A note of about the length that a caseworker writes "
                                          "after a call: what was said, what was agreed."});
    }
    if (++open.revision == kEventsOfACase) open = {++cases_, 0};
    return event;
  }

  std::mt19937_64 random_{1};
  std::vector<OpenCase> open_;
  uint64_t cases_ = 0;
  uint64_t commits_ = 0;
  absl::Time now_ = absl::FromUnixSeconds(1'600'000'000);
};

std::unique_ptr<eventstore::EventStore> OpenStore(const std::string& directory) {
  eventstore::Options options;
  options.data_dir = directory + "/data";
  absl::StatusOr<std::unique_ptr<eventstore::EventStore>> store =
      eventstore::EventStore::Open(options);
  FD_CHECK(store.ok());
  FD_CHECK((*store)->FoundTenant(kTenant).ok());
  return *std::move(store);
}

void Fill(const std::string& directory, uint64_t events) {
  const auto store = OpenStore(directory);
  Load load;
  Mutex mutex;
  CondVar left;
  uint64_t in_flight = 0;
  const auto start = std::chrono::steady_clock::now();
  for (uint64_t done = 0; done < events; done += kEventsOfACommit) {
    {
      MutexLock lock(mutex);
      while (in_flight == kInFlight) left.Wait(mutex);
      ++in_flight;
    }
    store->Append(kTenant,
                  load.Next(std::min(kEventsOfACommit, events - done)),
                  [&](const absl::StatusOr<eventstore::CommitResult>& result) {
                    FD_CHECK(result.ok());
                    MutexLock lock(mutex);
                    --in_flight;
                    left.NotifyAll();
                  });
  }
  MutexLock lock(mutex);
  while (in_flight > 0) left.Wait(mutex);
  std::printf("filled: %llu events in %.1f s\n",
              static_cast<unsigned long long>(events),
              SecondsSince(start));
}

ProjectorOptions OptionsFor(const std::string& directory, int threads) {
  ProjectorOptions options;
  options.directory = directory + "/projections";
  options.build_threads = threads;
  options.zone_of = [](absl::string_view) -> absl::StatusOr<absl::TimeZone> {
    absl::TimeZone zone;
    FD_CHECK(absl::LoadTimeZone("Europe/Stockholm", &zone));
    return zone;
  };
  return options;
}

void Print(const char* what, Position events, double seconds) {
  std::printf(
      "%-28s %9.0f events/s  (%.2f s)\n", what, static_cast<double>(events) / seconds, seconds);
  std::fflush(stdout);
}

void Measure(const std::string& directory, int threads) {
  const auto store = OpenStore(directory);
  const Position head = store->Head(kTenant, LogNumber::kMain).value();
  std::printf(
      "%llu events, builds on %d thread(s)\n", static_cast<unsigned long long>(head), threads);
  const auto scan = [&] {
    const auto start = std::chrono::steady_clock::now();
    uint64_t bytes = 0;
    const auto count = [&](const eventstore::EventView& event) {
      bytes += event.public_part.size();
      return true;
    };
    FD_CHECK(store->Scan(kTenant, LogNumber::kMain, 0, head, count).ok());
    FD_CHECK(bytes > 0);
    return SecondsSince(start);
  };
  scan();  // fills the file system's cache
  Print("raw scan", head, scan());
  std::filesystem::remove_all(directory + "/projections");
  auto projector = Projector::Open(*store, AllProjections(), OptionsFor(directory, threads));
  FD_CHECK(projector.ok());
  auto start = std::chrono::steady_clock::now();
  for (const std::string& name : (*projector)->names()) {
    FD_CHECK((*projector)->WaitUntil(kTenant, name, head, absl::Hours(1)).ok());
  }
  Print("live catch-up, all", head, SecondsSince(start));
  start = std::chrono::steady_clock::now();
  double folded = 0;
  const auto rebuilt =
      (*projector)->Rebuild((*projector)->names(), [&](const RebuildProgress& progress) {
        if (progress.stage == RebuildProgress::Stage::kFolding) folded = SecondsSince(start);
        return true;
      });
  FD_CHECK(rebuilt.ok());
  const double all = SecondsSince(start);
  Print("rebuild of all: folding", head, folded);
  Print("rebuild of all, compared", head, all);
  for (const RebuildResult& result : *rebuilt) {
    std::printf("  %-10s %8lld rows, %s\n",
                result.projection.c_str(),
                static_cast<long long>(result.after.rows),
                result.before && result.before->hash == result.after.hash ? "equal to the live ones"
                                                                          : "NOT EQUAL");
  }
  std::printf("resident: %.0f MiB\n", ResidentMiB());
}

void Open(const std::string& directory) {
  const auto start = std::chrono::steady_clock::now();
  const auto store = OpenStore(directory);
  const double opened = SecondsSince(start);
  const auto projector = Projector::Open(*store, AllProjections(), OptionsFor(directory, 1));
  FD_CHECK(projector.ok());
  const Position head = store->Head(kTenant, LogNumber::kMain).value();
  for (const std::string& name : (*projector)->names()) {
    FD_CHECK((*projector)->WaitUntil(kTenant, name, head, absl::Minutes(10)).ok());
  }
  std::printf("open with %llu events: store %.3f s, read models %.3f s, resident %.0f MiB\n",
              static_cast<unsigned long long>(head),
              opened,
              SecondsSince(start) - opened,
              ResidentMiB());
}

int Run(int argc, char** argv) {
  const std::string directory = argc > 1 ? argv[1] : "";
  const std::string what = argc > 2 ? argv[2] : "";
  const uint64_t number = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 0;
  if (what == "fill" && number > 0) {
    Fill(directory, number);
  } else if (what == "build") {
    Measure(directory, static_cast<int>(std::max<uint64_t>(number, 1)));
  } else if (what == "open") {
    Open(directory);
  } else {
    std::fprintf(stderr, "rebuild_bench DIRECTORY fill EVENTS | build [THREADS] | open\n");
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace framdrift::projections

int main(int argc, char** argv) { return framdrift::projections::Run(argc, argv); }
