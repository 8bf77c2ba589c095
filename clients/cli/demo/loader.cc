#include "clients/cli/demo/loader.h"

#include <algorithm>
#include <memory>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "clients/demo/calendar.h"
#include "clients/demo/programme.h"
#include "clients/demo/tenant_load.h"
#include "framdrift/migration/v1/migration_service.grpc.pb.h"

namespace framdrift::cli::demo {
namespace {

using framdrift::demo::Settings;
using framdrift::demo::TenantLoad;
using framdrift::migration::v1::ImportFactsRequest;
using framdrift::migration::v1::ImportFactsResponse;
using framdrift::migration::v1::MigrationService;

// Municipalities in hand at once: one is made while others are recorded.
constexpr int kStreams = 4;

// One call of ImportFacts. Not thread-safe.
class FactStream {
 public:
  FactStream(const Options& options, absl::string_view tenant, const std::string& source)
      : stub_(MigrationService::NewStub(
            grpc::CreateChannel(options.server, grpc::InsecureChannelCredentials()))) {
    if (!options.actor.empty()) context_.AddMetadata("framdrift-actor", options.actor);
    stream_ = stub_->ImportFacts(&context_);
    auto& plan = *request_.mutable_plan();
    plan.set_parent(absl::StrCat("tenants/", tenant));
    plan.set_source(source);
  }

  // To be filled in before Send; at first it is the plan.
  ImportFactsRequest& request() { return request_; }
  const ImportFactsResponse& answer() const { return answer_; }
  // False when the server has ended the call; Finish says why.
  bool Send() { return stream_->Write(request_) && stream_->Read(&answer_); }
  grpc::Status Finish() {
    stream_->WritesDone();
    ImportFactsResponse rest;
    while (stream_->Read(&rest)) {
    }
    return stream_->Finish();
  }

 private:
  std::unique_ptr<MigrationService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<ImportFactsRequest, ImportFactsResponse>> stream_;
  ImportFactsRequest request_;
  ImportFactsResponse answer_;
};

void TakeAnswer(const ImportFactsResponse& answer, Loaded& loaded) {
  loaded.found |= answer.duplicate();
  loaded.deviations += answer.deviations_size();
  if (answer.deviations_size() > 0 && loaded.first_deviation.empty()) {
    loaded.first_deviation = answer.deviations(0).reason();
  }
  if (answer.refused_size() == 0) return;
  const auto& first = answer.refused(0);
  loaded.status = {grpc::StatusCode::FAILED_PRECONDITION,
                   absl::StrCat("The server refused ",
                                answer.refused_size(),
                                " facts of ",
                                loaded.name,
                                ", the first as ",
                                first.reason(),
                                ": ",
                                first.message())};
}

// Sends all of `load`; the answer's status says what went wrong.
void SendAll(FactStream& stream, TenantLoad& load, Loaded& loaded, Progress& progress) {
  if (!stream.Send()) return;
  *stream.request().mutable_founding() = load.Founding();
  if (!stream.Send()) return;
  while (auto commit = load.Next()) {
    *stream.request().mutable_commit() = *std::move(commit);
    if (!stream.Send()) return;
    TakeAnswer(stream.answer(), loaded);
    if (!loaded.status.ok()) return;
    load.Answered(stream.answer().first_position());
    progress.persons += load.persons_done() - loaded.persons;
    progress.events += load.facts_made() - loaded.events;
    loaded.persons = load.persons_done();
    loaded.events = load.facts_made();
  }
}

Loaded LoadOne(const Options& options, const Settings& settings, uint64_t number,
               Progress& progress) {
  TenantLoad load(settings, number);
  Loaded loaded;
  loaded.municipality = load.world().municipality;
  loaded.name = std::string(loaded.municipality->name);
  const auto& post = load.world().organisation.caseworkers.front();
  const auto& holder = post.HolderOn(settings.today - 1);
  loaded.caseworker_id = holder.staff_id;
  loaded.caseworker = holder.name;
  FactStream stream(options, loaded.municipality->id, load.source());
  SendAll(stream, load, loaded, progress);
  const grpc::Status finished = stream.Finish();
  if (loaded.status.ok()) loaded.status = finished;
  return loaded;
}

// Sends all of the programme.
void SendProgramme(FactStream& stream, const Settings& settings, Loaded& loaded) {
  if (!stream.Send()) return;
  *stream.request().mutable_founding() = framdrift::demo::ProgrammeFounding(settings);
  if (!stream.Send()) return;
  *stream.request().mutable_commit() = framdrift::demo::ProgrammeCommit(settings);
  loaded.events = stream.request().commit().facts_size();
  if (stream.Send()) TakeAnswer(stream.answer(), loaded);
}

}  // namespace

Loaded LoadProgramme(const Options& options, const Settings& settings) {
  Loaded loaded;
  loaded.name = std::string(framdrift::demo::kProgrammeTenant);
  FactStream stream(
      options, framdrift::demo::kProgrammeTenant, framdrift::demo::ProgrammeSource(settings));
  SendProgramme(stream, settings, loaded);
  const grpc::Status finished = stream.Finish();
  if (loaded.status.ok()) loaded.status = finished;
  return loaded;
}

grpc::Status AskToday(const Options& options, absl::CivilDay& today) {
  FactStream stream(options, framdrift::demo::Municipalities().front().id, "framdrift demo");
  if (stream.Send()) {
    today = framdrift::demo::DayOf(absl::FromUnixSeconds(stream.answer().time().seconds()));
  }
  return stream.Finish();
}

std::vector<Loaded> Load(const Options& options, const Settings& settings, int tenants,
                         Progress& progress) {
  std::vector<Loaded> loaded(static_cast<size_t>(tenants));
  std::atomic<size_t> next = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < std::min(tenants, kStreams); ++i) {
    threads.emplace_back([&] {
      for (size_t number = next++; number < loaded.size(); number = next++) {
        loaded[number] = LoadOne(options, settings, number, progress);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return loaded;
}

}  // namespace framdrift::cli::demo
