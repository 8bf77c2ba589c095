#include "tests/integration/watch_load.h"

#include <atomic>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/mutex.h"
#include "base/strong_id.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/support/channel_arguments.h"
#include "tests/integration/worklist_fixture.h"

namespace framdrift::testing {
namespace {

constexpr int kCaseworkers = 10;
constexpr int kWatchers = 50;
constexpr int kCases = 20;
constexpr int kWriters = 4;
constexpr int kFirstCaseworker = 110;
constexpr int kFirstCase = 1000;
// Of a watch under test: what the one that stalls falls behind by.
constexpr size_t kWaitingBytes = size_t{8} << 10;

using Changes = std::vector<std::pair<int64_t, std::string>>;

// A channel on which little waits unread.
std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  arguments.SetInt(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES, 4096);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 200);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

// Watches until told to a position, resuming wherever a call ends.
class Reader {
 public:
  Reader(const std::string& address, std::string scope)
      : stub_(Connect(address)), scope_(std::move(scope)) {}

  // Reads the first snapshot, and no more.
  void Begin() {
    Call();
    wl::WatchWorklistResponse message;
    while (call_->Read(message)) {
      list_.Apply(message);
      if (message.has_snapshot() && !message.snapshot().more()) break;
    }
    begun_at_ = list_.position();
  }
  // Reads what is there until the call ends, and says why it did.
  std::string ReadToItsEnd() {
    for (wl::WatchWorklistResponse message; call_->Read(message);) list_.Apply(message);
    return call_->Finish().info.reason();
  }
  void ResumeUntil(const std::function<int64_t()>& until) {
    for (Call(); !ReadUntil(until); Call()) {
    }
  }
  void ReadOnUntil(const std::function<int64_t()>& until) {
    if (!ReadUntil(until)) ResumeUntil(until);
  }

  const ReadList& list() const { return list_; }
  const std::string& scope() const { return scope_; }
  int64_t begun_at() const { return begun_at_; }

 private:
  // False when the call ends before that.
  bool ReadUntil(const std::function<int64_t()>& until) {
    for (wl::WatchWorklistResponse message; call_->Read(message);) {
      list_.Apply(message);
      if (list_.position() >= until()) return true;
    }
    call_->Finish();
    return false;
  }
  void Call() {
    auto request = Text<wl::WatchWorklistRequest>(scope_ + "heartbeat_interval { seconds: 1 }");
    request.set_resume_after_position(list_.position());
    if (list_.position() > 0) {
      *request.mutable_resume_after_evaluated_at() = list_.evaluated_at();
    }
    call_ = std::make_unique<Watch>(stub_, std::move(request));
  }

  Worklists stub_;
  const std::string scope_;
  std::unique_ptr<Watch> call_;
  ReadList list_;
  int64_t begun_at_ = 0;
};

class LoadedServer : public WorklistTest {
 public:
  LoadedServer() {
    for (int i = 0; i < kCaseworkers; ++i) RegisterStaff(kFirstCaseworker + i);
    for (int i = 0; i < kCases; ++i) OpenCase(kFirstCase + i, CaseworkerOf(i));
    server_.options().max_watch_bytes = kWaitingBytes;
    server_.Restart();
    WorklistTest::Connect();
  }
  void TestBody() override {}

  static int CaseworkerOf(int case_number) { return kFirstCaseworker + case_number % kCaseworkers; }
  std::string address() const { return server_.address(); }
  void RestartServer() { server_.Restart(); }
  void ConnectAgain() { WorklistTest::Connect(); }
  void LetTimePass() {
    server_.clock().Advance(absl::Seconds(1));
    Nudge();
  }

  // Writes `commits` from several threads, each again until it is acknowledged.
  void Write(int commits) {
    std::atomic<int> next = 0;
    std::vector<std::thread> writers;
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([&] {
        Cases cases(testing::Connect(address()));
        for (int number = next++; number < commits; number = next++) WriteOne(cases, number);
      });
    }
    for (std::thread& writer : writers) writer.join();
  }
  // Where each commit stands, and its case, in order.
  Changes Written(const std::function<bool(int caseworker)>& of, int64_t after) {
    MutexLock lock(mutex_);
    Changes changes;
    for (const auto& [position, number] : written_) {
      if (position > after && of(CaseworkerOf(number))) {
        changes.emplace_back(position, CaseName(kFirstCase + number));
      }
    }
    return changes;
  }
  int64_t last_written() {
    MutexLock lock(mutex_);
    return written_.empty() ? 0 : written_.rbegin()->first;
  }
  std::vector<std::string> Listed(const std::string& scope) {
    std::vector<std::string> names;
    std::string token;
    do {
      const auto page = List(absl::StrCat(scope, "page_size: 1000 page_token: '", token, "'"));
      for (const wl::WorkItem& item : page.items()) names.push_back(item.name());
      token = page.next_page_token();
    } while (!token.empty());
    std::sort(names.begin(), names.end());
    return names;
  }
  using WorklistTest::OwnScope;
  using WorklistTest::UnitScope;

 private:
  template <typename Request, typename Response>
  int64_t CallUntilOk(Cases& cases,
                      grpc::Status (Cases::*method)(grpc::ClientContext*, const Request&,
                                                    Response*),
                      const Request& request) {
    while (true) {
      grpc::ClientContext context;
      SetDeadline(context);
      context.set_wait_for_ready(true);
      Response response;
      const grpc::Status status = (cases.*method)(&context, request, &response);
      if (status.ok()) return response.position();
      const bool again = status.error_code() == grpc::StatusCode::UNAVAILABLE ||
                         status.error_code() == grpc::StatusCode::CANCELLED ||
                         status.error_code() == grpc::StatusCode::ABORTED;
      if (!again) {
        ADD_FAILURE() << status.error_code() << " " << status.error_message();
        return 0;
      }
    }
  }
  void WriteOne(Cases& cases, int number) {
    const int case_number = number % kCases;
    const std::string id = absl::StrCat("request_id: '", FormatUuid(NewUuidV4()), "' ");
    const std::string name = CaseName(kFirstCase + case_number);
    int64_t position = 0;
    if (number % 4 == 0) {
      position = CallUntilOk(
          cases,
          &Cases::SetReminder,
          Named<casework::v1::SetReminderRequest>(
              name,
              absl::StrCat(id,
                           "kind: REMINDER_KIND_OTHER due_date { year: 2024 month: 3 day: 5 }")));
    } else {
      position = CallUntilOk(
          cases,
          &Cases::AddNote,
          Named<casework::v1::AddNoteRequest>(name, absl::StrCat(id, "text: 'Ringde'")));
    }
    MutexLock lock(mutex_);
    written_[position] = case_number;
  }

  Mutex mutex_;
  std::map<int64_t, int> written_ ABSL_GUARDED_BY(mutex_);
};

// The same changes in the same order; says where the first is that differs.
void ExpectSame(const Changes& told, const Changes& written, const std::string& scope) {
  const auto [was_told, was_written] =
      std::mismatch(told.begin(), told.end(), written.begin(), written.end());
  EXPECT_TRUE(was_told == told.end() && was_written == written.end())
      << scope << told.size() << " told of " << written.size() << ", the same up to number "
      << was_told - told.begin() << ": told " << (was_told == told.end() ? 0 : was_told->first)
      << ", written " << (was_written == written.end() ? 0 : was_written->first);
}

}  // namespace

void WatchUnderLoad(int commits) {
  LoadedServer server;
  std::atomic<int64_t> end = std::numeric_limits<int64_t>::max();
  const auto until = [&] { return end.load(); };
  std::vector<std::unique_ptr<Reader>> readers;
  for (int i = 0; i < kWatchers - 1; ++i) {
    readers.push_back(std::make_unique<Reader>(
        server.address(), LoadedServer::OwnScope(kFirstCaseworker + i % kCaseworkers)));
  }
  Reader stalled(server.address(), LoadedServer::UnitScope());
  stalled.Begin();
  for (const auto& reader : readers) reader->Begin();
  std::atomic<int> reading = kWatchers;
  std::vector<std::thread> threads;
  for (const auto& reader : readers) {
    threads.emplace_back([&, &one = *reader] {
      one.ReadOnUntil(until);
      --reading;
    });
  }
  server.Write(commits / 2);
  EXPECT_EQ(stalled.ReadToItsEnd(), "WATCH_FELL_BEHIND");
  threads.emplace_back([&] {
    stalled.ResumeUntil(until);
    --reading;
  });
  std::thread restart([&] { server.RestartServer(); });
  server.Write(commits - commits / 2);
  restart.join();
  server.ConnectAgain();
  end = server.last_written();
  // Those to whose cases nothing happened last hear by a heartbeat that they have everything.
  while (reading > 0) server.LetTimePass();
  for (std::thread& thread : threads) thread.join();

  ExpectSame(stalled.list().changes(),
             server.Written([](int) { return true; }, stalled.begun_at()),
             stalled.scope());
  EXPECT_EQ(stalled.list().names(), server.Listed(stalled.scope()));
  for (size_t i = 0; i < readers.size(); ++i) {
    const int caseworker = kFirstCaseworker + static_cast<int>(i) % kCaseworkers;
    const Reader& reader = *readers[i];
    ExpectSame(reader.list().changes(),
               server.Written([&](int of) { return of == caseworker; }, reader.begun_at()),
               reader.scope());
    EXPECT_EQ(reader.list().names(), server.Listed(reader.scope()));
  }
}

}  // namespace framdrift::testing
