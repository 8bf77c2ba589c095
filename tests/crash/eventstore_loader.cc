// eventstore_loader DIRECTORY FIRST: appends commits FIRST, FIRST + 1 … until it is killed, and
// writes a line `number first_position last_position` for each that was acknowledged.
#include <unistd.h>

#include <cinttypes>
#include <cstdio>
#include <cstdlib>

#include "base/check.h"
#include "base/mutex.h"
#include "eventstore/event_store.h"
#include "tests/crash/load.h"

namespace framdrift::eventstore::crash {
namespace {

constexpr int kInFlight = 16;

// Lets kInFlight appends be under way.
class Window {
 public:
  void Enter() {
    MutexLock lock(mutex_);
    while (inside_ == kInFlight) left_.Wait(mutex_);
    ++inside_;
  }
  void Leave() {
    MutexLock lock(mutex_);
    --inside_;
    left_.NotifyOne();
  }

 private:
  Mutex mutex_;
  CondVar left_;
  int inside_ ABSL_GUARDED_BY(mutex_) = 0;
};

void Acknowledge(uint64_t number, const absl::StatusOr<CommitResult>& result) {
  FD_CHECK(result.ok());
  char line[80];
  const int size = std::snprintf(line,
                                 sizeof(line),
                                 "%" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
                                 number,
                                 result->first_position,
                                 result->last_position);
  FD_CHECK(::write(STDOUT_FILENO, line, static_cast<size_t>(size)) == size);
}

int Run(const char* directory, uint64_t first) {
  Options options;
  options.data_dir = directory;
  absl::StatusOr<std::unique_ptr<EventStore>> store = EventStore::Open(options);
  if (!store.ok()) {
    std::fprintf(stderr, "%s\n", store.status().ToString().c_str());
    return 1;
  }
  for (uint64_t i = 0; i < kTenants; ++i) FD_CHECK((*store)->FoundTenant(TenantOf(i)).ok());
  Window window;
  for (uint64_t number = first;; ++number) {
    window.Enter();
    (*store)->Append(TenantOf(number),
                     CommitOf(number),
                     [number, &window](const absl::StatusOr<CommitResult>& result) {
                       Acknowledge(number, result);
                       window.Leave();
                     });
  }
}

}  // namespace
}  // namespace framdrift::eventstore::crash

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  return framdrift::eventstore::crash::Run(argv[1], std::strtoull(argv[2], nullptr, 10));
}
