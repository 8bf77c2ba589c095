// Durable single-event appends with a sealed part, against a bare RocksDB single-writer loop that
// writes the store's own recorded batches, key for key, from the same kind of queue and clients.
// append_bench [DIRECTORY [COMMITS [ROUNDS [CLIENTS TENANTS]]]]

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"
#include "base/mutex.h"
#include "bench/bench_load.h"
#include "eventstore/event_store.h"
#include "eventstore/rocksdb_backend.h"

namespace framdrift::eventstore {
namespace {

namespace fs = std::filesystem;

struct BenchRecord {
  Column column;
  std::string key;
  std::string value;
};
// One entry a commit; the first `warm_up` made the cases and are not measured.
struct Recording {
  std::vector<std::vector<BenchRecord>> commits;
  size_t warm_up = 0;
};

// Writes the records it passes on into a recording, a commit at a time: each begins in kLog.
class RecordingBatch final : public RecordBatch {
 public:
  RecordingBatch(std::unique_ptr<RecordBatch> inner, Recording& recording)
      : inner_(std::move(inner)), recording_(recording) {}
  void Put(Column column, absl::string_view key, absl::string_view value) override {
    if (column == Column::kLog) recording_.commits.emplace_back();
    recording_.commits.back().push_back({column, std::string(key), std::string(value)});
    inner_->Put(column, key, value);
  }
  void Clear() override { inner_->Clear(); }
  RecordBatch& inner() { return *inner_; }

 private:
  const std::unique_ptr<RecordBatch> inner_;
  Recording& recording_;
};

class RecordingBackend final : public LogBackend {
 public:
  RecordingBackend(std::unique_ptr<LogBackend> inner, Recording& recording)
      : inner_(std::move(inner)), recording_(recording) {}
  absl::StatusOr<uint64_t> BecomeWriter() override { return inner_->BecomeWriter(); }
  std::unique_ptr<RecordBatch> NewBatch() override {
    return std::make_unique<RecordingBatch>(inner_->NewBatch(), recording_);
  }
  absl::Status Append(absl::Span<const LogAdvance> logs, uint64_t epoch,
                      RecordBatch& batch) override {
    return inner_->Append(logs, epoch, static_cast<RecordingBatch&>(batch).inner());
  }
  absl::Status Put(Column column, absl::string_view key, absl::string_view value) override {
    return inner_->Put(column, key, value);
  }
  absl::StatusOr<std::optional<std::string>> Get(Column column,
                                                 absl::string_view key) const override {
    return inner_->Get(column, key);
  }
  absl::StatusOr<std::vector<std::string>> GetAll(
      Column column, absl::Span<const std::string> keys) const override {
    return inner_->GetAll(column, keys);
  }
  std::unique_ptr<RecordCursor> Scan(Column column, ScanKind kind, absl::string_view lower,
                                     absl::string_view upper) const override {
    return inner_->Scan(column, kind, lower, upper);
  }

 private:
  const std::unique_ptr<LogBackend> inner_;
  Recording& recording_;
};

// The queue and clients of the store, and nothing else of it.
class BareWriter {
 public:
  explicit BareWriter(LogBackend& backend)
      : backend_(backend),
        epoch_(backend.BecomeWriter().value()),
        batch_(backend.NewBatch()),
        thread_([this] { Run(); }) {}
  ~BareWriter() {
    {
      MutexLock lock(mutex_);
      closing_ = true;
      wake_.NotifyAll();
    }
    thread_.join();
  }

  void WriteAndWait(const std::vector<BenchRecord>& records) {
    Mutex mutex;
    CondVar completed;
    bool done = false;
    auto request = std::make_unique<Request>();
    request->records = &records;
    request->done = [&] {
      MutexLock lock(mutex);
      done = true;
      completed.NotifyOne();
    };
    {
      MutexLock lock(mutex_);
      queue_.push_back(std::move(request));
      if (queue_.size() == 1) wake_.NotifyOne();
    }
    MutexLock lock(mutex);
    while (!done) completed.Wait(mutex);
  }

 private:
  struct Request {
    const std::vector<BenchRecord>* records;
    std::function<void()> done;
  };

  void Run() {
    std::vector<std::unique_ptr<Request>> group;
    while (true) {
      {
        MutexLock lock(mutex_);
        while (queue_.empty() && !closing_) wake_.Wait(mutex_);
        if (queue_.empty()) return;
        group.swap(queue_);
      }
      for (const std::unique_ptr<Request>& request : group) {
        for (const BenchRecord& record : *request->records) {
          batch_->Put(record.column, record.key, record.value);
        }
      }
      FD_CHECK(backend_.Append({}, epoch_, *batch_).ok());
      batch_->Clear();
      for (const std::unique_ptr<Request>& request : group) request->done();
      group.clear();
    }
  }

  LogBackend& backend_;
  const uint64_t epoch_;
  const std::unique_ptr<RecordBatch> batch_;
  Mutex mutex_;
  CondVar wake_;
  std::vector<std::unique_ptr<Request>> queue_ ABSL_GUARDED_BY(mutex_);
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

// What a run gave: commits a second, and processor time a commit of the whole process.
struct Pace {
  double rate = 0;
  double cpu_micros = 0;
};

double CpuMicros() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto micros = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return micros(usage.ru_utime) + micros(usage.ru_stime);
}

// Runs `work` for 0 … count − 1 on `clients` threads.
Pace Measure(size_t clients, size_t count, const std::function<void(size_t)>& work) {
  const double cpu_before = CpuMicros();
  std::atomic<size_t> next = 0;
  std::vector<std::thread> threads;
  const auto start = std::chrono::steady_clock::now();
  for (size_t i = 0; i < clients; ++i) {
    threads.emplace_back([&] {
      for (size_t n = next++; n < count; n = next++) work(n);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return {.rate = static_cast<double>(count) / SecondsSince(start),
          .cpu_micros = (CpuMicros() - cpu_before) / static_cast<double>(count)};
}

Pace RunStore(const fs::path& directory, size_t clients, size_t tenants, size_t count,
              Recording* recording) {
  fs::remove_all(directory);
  Options options;
  options.data_dir = directory.string();
  if (recording != nullptr) {
    options.backend = [&](const std::string& path) -> absl::StatusOr<std::unique_ptr<LogBackend>> {
      return std::make_unique<RecordingBackend>(OpenRocksDbBackend(path).value(), *recording);
    };
  }
  const std::unique_ptr<EventStore> store = OpenForBench(options, tenants);
  // Keys of persons are made once, not with every event of theirs.
  MakeKeys(*store, tenants);
  if (recording != nullptr) recording->warm_up = recording->commits.size();
  // Clients have their commits ready, as those of the bare writer have their records.
  std::vector<NewCommit> commits;
  std::vector<std::string> names;
  for (size_t n = 0; n < count; ++n) commits.push_back(SealedCommitOf(n));
  for (size_t tenant = 0; tenant < tenants; ++tenant) names.push_back(TenantOf(tenant));
  return Measure(clients, count, [&](size_t n) {
    FD_CHECK(store->AppendAndWait(names[n % tenants], std::move(commits[n])).ok());
  });
}

Pace RunBare(const fs::path& directory, size_t clients, const Recording& recording) {
  fs::remove_all(directory);
  fs::create_directories(directory);
  const std::unique_ptr<LogBackend> backend = OpenRocksDbBackend(directory / "log").value();
  BareWriter writer(*backend);
  for (size_t n = 0; n < recording.warm_up; ++n) writer.WriteAndWait(recording.commits[n]);
  return Measure(clients, recording.commits.size() - recording.warm_up, [&](size_t n) {
    writer.WriteAndWait(recording.commits[recording.warm_up + n]);
  });
}

double Median(const std::vector<Pace>& paces, double Pace::*field) {
  std::vector<double> values;
  for (const Pace& pace : paces) values.push_back(pace.*field);
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void Compare(const fs::path& directory, size_t clients, size_t tenants, size_t commits,
             size_t rounds) {
  // Few clients wait for each sync; fewer commits take as long.
  const size_t count = std::max<size_t>(1000, commits * std::min<size_t>(clients, 64) / 64);
  Recording recording;
  RunStore(directory / "store", clients, tenants, count, &recording);
  std::vector<Pace> stores;
  std::vector<Pace> bares;
  std::vector<Pace> ratios;
  for (size_t round = 0; round < rounds; ++round) {
    bares.push_back(RunBare(directory / "bare", clients, recording));
    stores.push_back(RunStore(directory / "store", clients, tenants, count, nullptr));
    ratios.push_back({.rate = stores.back().rate / bares.back().rate});
  }
  std::printf("%8zu %8zu %8zu %10.0f %10.0f %8.2f %12.1f %12.1f\n",
              clients,
              tenants,
              count,
              Median(stores, &Pace::rate),
              Median(bares, &Pace::rate),
              Median(ratios, &Pace::rate),
              Median(stores, &Pace::cpu_micros),
              Median(bares, &Pace::cpu_micros));
  std::fflush(stdout);
}

}  // namespace
}  // namespace framdrift::eventstore

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  const auto number = [&](int index, size_t otherwise) {
    return argc > index ? std::strtoull(argv[index], nullptr, 10) : otherwise;
  };
  const fs::path directory =
      argc > 1 ? fs::path(argv[1]) : fs::temp_directory_path() / "framdrift_append_bench";
  const size_t commits = number(2, 60000);
  const size_t rounds = number(3, 3);
  std::vector<size_t> all_clients = {1, 16, 64, 256};
  std::vector<size_t> all_tenants = {1, 33};
  if (argc > 5) {
    all_clients = {number(4, 0)};
    all_tenants = {number(5, 0)};
  }
  std::printf("durable single-event appends with one sealed part, medians of %zu rounds\n", rounds);
  std::printf("%8s %8s %8s %10s %10s %8s %12s %12s\n",
              "clients",
              "tenants",
              "commits",
              "store/s",
              "bare/s",
              "ratio",
              "store cpu us",
              "bare cpu us");
  for (const size_t tenants : all_tenants) {
    for (const size_t clients : all_clients) {
      framdrift::eventstore::Compare(directory, clients, tenants, commits, rounds);
    }
  }
  fs::remove_all(directory);
  return 0;
}
