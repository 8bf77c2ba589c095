#include "bench/rpc_load.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "base/mutex.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace framdrift::bench {
namespace {

// Begins the next call when one ends. Outlives all of them.
class Load {
 public:
  Load(int calls, const BeginCall& begin) : calls_(calls), begin_(begin) {
    result_.latencies.reserve(static_cast<size_t>(calls));
  }

  LoadResult Run(int in_flight) {
    const absl::Time start = absl::Now();
    const int first = std::min(in_flight, calls_);
    {
      MutexLock lock(mutex_);
      begun_ = first;
    }
    for (int i = 0; i < first; ++i) Begin(i);
    MutexLock lock(mutex_);
    while (result_.calls < calls_) ended_.Wait(mutex_);
    result_.elapsed = absl::Now() - start;
    std::sort(result_.latencies.begin(), result_.latencies.end());
    return std::move(result_);
  }

 private:
  void Begin(int number) {
    const absl::Time start = absl::Now();
    begin_(number, [this, start](bool ok) { Ended(ok, absl::Now() - start); });
  }

  // Nothing here is touched once the last call has ended: Run returns then.
  void Ended(bool ok, absl::Duration latency) {
    int next = 0;
    {
      MutexLock lock(mutex_);
      ++result_.calls;
      result_.failures += ok ? 0 : 1;
      result_.latencies.push_back(latency);
      if (result_.calls == calls_) ended_.NotifyOne();
      if (begun_ == calls_) return;
      next = begun_++;
    }
    Begin(next);
  }

  const int calls_;
  const BeginCall& begin_;
  Mutex mutex_;
  CondVar ended_;
  int begun_ ABSL_GUARDED_BY(mutex_) = 0;
  LoadResult result_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

absl::Duration LoadResult::Percentile(double share) const {
  if (latencies.empty()) return absl::ZeroDuration();
  return latencies[static_cast<size_t>(share * static_cast<double>(latencies.size()))];
}

LoadResult RunLoad(int calls, int in_flight, const BeginCall& begin) {
  return Load(calls, begin).Run(in_flight);
}

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace framdrift::bench
