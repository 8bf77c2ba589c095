// How fast all read models are built from N events, beside a raw scan, and what opening costs.
// rebuild_bench DIRECTORY fill EVENTS: makes a log of cases and persons, about 64 events for each.
// rebuild_bench DIRECTORY live: builds the read models from nothing, event by event.
// rebuild_bench DIRECTORY build [THREADS]: scans, rebuilds in bulk, compares with the live ones.
// rebuild_bench DIRECTORY open: opens store and read models in this fresh process.
#include <sys/resource.h>
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
#include "domain/tenant/tenant.h"
#include "eventstore/event_store.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "framdrift/person/v1/person_events.pb.h"
#include "projections/all_projections.h"
#include "projections/projector.h"
#include "projections/tenant_zone.h"

namespace framdrift::projections {
namespace {

using casework::v1::CaseEvent;
using eventstore::LogNumber;
using eventstore::Position;

constexpr char kTenant[] = "kungsbacka";
constexpr uint64_t kEventsOfACase = 60;
// As commands make them: one, and up to so many.
constexpr uint64_t kEventsOfACommit = 4;
constexpr uint64_t kInFlight = 256;
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

// What a case's person has beside it: registered, then how they live, now and then.
person::v1::PersonEvent PersonEventOf(uint64_t revision, std::mt19937_64& random) {
  person::v1::PersonEvent event;
  if (revision == 0) {
    event.mutable_person_registered();
  } else {
    event.mutable_livelihood_set()->set_state(
        static_cast<codes::v1::LivelihoodState>(1 + random() % 5));
  }
  return event;
}

// What happens in a case, by how many events it has: opened, planned, steps, attendance, an exit.
CaseEvent CaseEventOf(uint64_t number, uint64_t revision, std::mt19937_64& random) {
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
  // Of at most `events` events.
  eventstore::NewCommit Next(uint64_t events) {
    eventstore::NewCommit commit;
    commit.commit_id = BenchId(1, ++commits_);
    commit.actor = {.pseudonym = BenchId(6, random_() % 200), .role = "caseworker"};
    commit.unit = BenchId(5, random_() % 10);
    for (uint64_t i = std::min(events, 1 + random_() % kEventsOfACommit); i > 0; --i) {
      commit.events.push_back(NextEvent());
    }
    return commit;
  }

 private:
  struct OpenCase {
    uint64_t number = 0;
    uint64_t revision = 0;
    uint64_t person_revision = 0;
  };

  eventstore::NewEvent NextEvent() {
    if (open_.size() < kOpenCases) open_.push_back({++cases_, 0, 0});
    OpenCase& open = open_[random_() % open_.size()];
    now_ += absl::Seconds(10);
    eventstore::NewEvent event;
    event.occurred_at = now_;
    // One event in two hundred is entered a week late.
    if (random_() % 200 == 0) event.occurred_at -= absl::Hours(24 * 7);
    event.correlation = BenchId(3, open.number);
    event.tags = {{.kind = 1, .value = BenchId(2, open.number)}};
    if (open.person_revision == 0 || random_() % 20 == 0) {
      SayOfPerson(open, event);
    } else {
      SayOfCase(open, event);
    }
    if (open.revision == kEventsOfACase) open = {++cases_, 0, 0};
    return event;
  }

  void SayOfPerson(OpenCase& open, eventstore::NewEvent& event) {
    const auto said = PersonEventOf(open.person_revision++, random_);
    SetStream(history::StreamKind::kPerson, BenchId(2, open.number), said.kind_case(), event);
    event.public_part = said.SerializeAsString();
    if (!said.has_person_registered()) return;
    event.parts.push_back({.subject = BenchId(2, open.number),
                           .role = 0,
                           .plaintext = "19121212-1212 Tolvan Tolvansson, Tolvgatan 12"});
  }

  void SayOfCase(OpenCase& open, eventstore::NewEvent& event) {
    const auto said = CaseEventOf(open.number, open.revision++, random_);
    SetStream(history::StreamKind::kCase, BenchId(3, open.number), said.kind_case(), event);
    event.public_part = said.SerializeAsString();
    if (!said.has_note_added()) return;
    event.parts.push_back({.subject = BenchId(2, open.number),
                           .role = 0,
                           .plaintext = "A note of about the length that a caseworker writes "
                                        "after a call: what was said, what was agreed."});
  }

  static void SetStream(history::StreamKind kind, const Id16& id, int number,
                        eventstore::NewEvent& event) {
    event.stream = {static_cast<uint16_t>(kind), id};
    event.type = event.stream.kind * 1000u + static_cast<uint32_t>(number);
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

// The event that every tenant's log begins with, so that framdriftd serves the directory too.
void FoundWithEvent(eventstore::EventStore& store) {
  const auto founded = tenant::Founded(kTenant, absl::Now());
  eventstore::NewCommit commit;
  commit.commit_id = BenchId(14, 1);
  commit.actor = {.pseudonym = BenchId(6, 1), .role = "caseworker"};
  eventstore::NewEvent& event = commit.events.emplace_back();
  event.stream = {static_cast<uint16_t>(history::StreamKind::kTenant), BenchId(14, 1)};
  event.type = event.stream.kind * 1000u + static_cast<uint32_t>(founded.event.kind_case());
  event.occurred_at = founded.occurred.at;
  event.public_part = founded.event.SerializeAsString();
  FD_CHECK(store.AppendAndWait(kTenant, std::move(commit)).ok());
}

void Fill(const std::string& directory, uint64_t events) {
  const auto store = OpenStore(directory);
  FoundWithEvent(*store);
  Load load;
  Mutex mutex;
  CondVar left;
  uint64_t in_flight = 0;
  const auto start = std::chrono::steady_clock::now();
  for (uint64_t done = 1; done < events;) {
    eventstore::NewCommit commit = load.Next(events - done);
    done += commit.events.size();
    {
      MutexLock lock(mutex);
      while (in_flight == kInFlight) left.Wait(mutex);
      ++in_flight;
    }
    store->Append(
        kTenant, std::move(commit), [&](const absl::StatusOr<eventstore::CommitResult>& result) {
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

ProjectorOptions OptionsFor(const eventstore::EventStore& store, const std::string& directory,
                            int threads) {
  ProjectorOptions options;
  options.directory = directory + "/projections";
  options.build_threads = threads;
  options.zone_of = [&store](absl::string_view tenant) { return TenantZone(store, tenant); };
  return options;
}

// Of this process, all threads.
double CpuSeconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Timed {
  double seconds = 0;
  double cpu_seconds = 0;
};

template <typename Work>
Timed Time(const Work& work) {
  const double cpu = CpuSeconds();
  const auto start = std::chrono::steady_clock::now();
  work();
  return {SecondsSince(start), CpuSeconds() - cpu};
}

void Print(const char* what, Position events, const Timed& timed) {
  const auto count = static_cast<double>(events);
  std::printf("%-26s %9.0f events/s  %9.0f events/s of a core  (%.2f s)\n",
              what,
              count / timed.seconds,
              count / timed.cpu_seconds,
              timed.seconds);
  std::fflush(stdout);
}

void CatchUp(Projector& projector, Position head) {
  for (const std::string& name : projector.names()) {
    FD_CHECK(projector.WaitUntil(kTenant, name, head, absl::Hours(1)).ok());
  }
}

void Live(const std::string& directory) {
  const auto store = OpenStore(directory);
  const Position head = store->Head(kTenant, LogNumber::kMain).value();
  std::filesystem::remove_all(directory + "/projections");
  const Timed caught_up = Time([&] {
    ProjectorOptions options = OptionsFor(*store, directory, 1);
    options.bulk_from_events = head;
    const auto projector = Projector::Open(*store, AllProjections(), std::move(options));
    FD_CHECK(projector.ok());
    CatchUp(**projector, head);
  });
  Print("live, from nothing", head, caught_up);
}

void Scan(const eventstore::EventStore& store, Position head) {
  uint64_t bytes = 0;
  const auto count = [&](const eventstore::EventView& event) {
    bytes += event.public_part.size();
    return true;
  };
  FD_CHECK(store.Scan(kTenant, LogNumber::kMain, 0, head, count).ok());
  FD_CHECK(bytes > 0);
}

void Measure(const std::string& directory, int threads) {
  const auto store = OpenStore(directory);
  const Position head = store->Head(kTenant, LogNumber::kMain).value();
  std::printf(
      "%llu events, builds on %d thread(s)\n", static_cast<unsigned long long>(head), threads);
  auto projector =
      Projector::Open(*store, AllProjections(), OptionsFor(*store, directory, threads));
  FD_CHECK(projector.ok());
  CatchUp(**projector, head);
  Scan(*store, head);  // fills the file system's cache
  const Timed scanned = Time([&] { Scan(*store, head); });
  Print("raw scan", head, scanned);
  absl::StatusOr<std::vector<RebuildResult>> rebuilt;
  double folded = 0;
  const Timed all = Time([&] {
    const auto start = std::chrono::steady_clock::now();
    rebuilt = (*projector)->Rebuild((*projector)->names(), [&](const RebuildProgress& progress) {
      if (progress.stage == RebuildProgress::Stage::kFolding) folded = SecondsSince(start);
      return true;
    });
  });
  FD_CHECK(rebuilt.ok());
  Print("rebuild of all, compared", head, all);
  std::printf("read and folded after %.2f s; ratio to the raw scan %.2f\n",
              folded,
              scanned.cpu_seconds / all.cpu_seconds);
  for (const RebuildResult& result : *rebuilt) {
    std::printf("  %-10s %8lld rows, %s\n",
                result.projection.c_str(),
                static_cast<long long>(result.after.rows),
                result.before && result.before->hash == result.after.hash ? "equal to the live ones"
                                                                          : "NOT EQUAL");
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("resident: %.0f MiB, at most %.0f MiB\n",
              ResidentMiB(),
              static_cast<double>(usage.ru_maxrss) / 1024);
}

void Open(const std::string& directory) {
  const auto start = std::chrono::steady_clock::now();
  const auto store = OpenStore(directory);
  const double opened = SecondsSince(start);
  const auto projector =
      Projector::Open(*store, AllProjections(), OptionsFor(*store, directory, 1));
  FD_CHECK(projector.ok());
  const Position head = store->Head(kTenant, LogNumber::kMain).value();
  CatchUp(**projector, head);
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
  } else if (what == "live") {
    Live(directory);
  } else if (what == "build") {
    Measure(directory, static_cast<int>(std::max<uint64_t>(number, 1)));
  } else if (what == "open") {
    Open(directory);
  } else {
    std::fprintf(stderr, "rebuild_bench DIRECTORY fill EVENTS | live | build [THREADS] | open\n");
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace framdrift::projections

int main(int argc, char** argv) { return framdrift::projections::Run(argc, argv); }
