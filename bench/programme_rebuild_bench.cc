// How fast what is read of a programme is made again from its log: its state and its board, folded
// from N events of one stream, and the directory that lists it, rebuilt and compared.
// programme_rebuild_bench DIRECTORY [EVENTS]: 1,000,000 events unless said, of 290 members.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "base/check.h"
#include "domain/history/streams.h"
#include "domain/programme/board.h"
#include "domain/programme/built_in_template.h"
#include "domain/tenant/tenant.h"
#include "eventstore/event_store.h"
#include "projections/directory.h"
#include "projections/projector.h"
#include "projections/recorded_event.h"
#include "projections/tenant_zone.h"

namespace framdrift::bench {
namespace {

using eventstore::LogNumber;
using eventstore::Position;
using Line = history::Timeline<programme::ProgrammeDecider>;
namespace v1 = programme::v1;

constexpr char kTenant[] = "spridning";
constexpr int kMembers = 290;
constexpr size_t kEventsOfACommit = 100;
// One event in so many is entered a week late, and one set right.
constexpr int kLate = 200;
constexpr int kCorrected = 100;

Id16 IdOf(uint8_t kind, uint64_t number) {
  Id16 id{};
  id[0] = kind;
  for (size_t i = 0; i < 8; ++i) id[15 - i] = static_cast<uint8_t>(number >> (8 * i));
  return id;
}

Id16 ProgrammeIdOfBench() { return IdOf(2, 1); }

// A programme's events in order of recording: a founding, members, then what goes on between them.
class Load {
 public:
  explicit Load(uint64_t events) : pace_(absl::Hours(24 * 3650) / static_cast<double>(events)) {}

  v1::ProgrammeEvent Next() {
    const uint64_t number = made_++;
    if (number == 0) return Founded();
    if (number <= kMembers) return Joined(number - 1);
    v1::ProgrammeEvent event = GoingOn();
    if (Below(kCorrected) == 0 && last_.kind_case() != v1::ProgrammeEvent::KIND_NOT_SET) {
      event.Clear();
      event.mutable_event_corrected()->set_position(position_of_last_);
      event.mutable_event_corrected()->mutable_replacement()->PackFrom(last_);
      return event;
    }
    last_ = event;
    // The tenant's own event comes first.
    position_of_last_ = static_cast<int64_t>(number) + 2;
    return event;
  }
  absl::Time OccurredAt() {
    const absl::Time at = absl::FromUnixSeconds(1'400'000'000) + pace_ * static_cast<double>(made_);
    return made_ > kMembers + 1 && Below(kLate) == 0 ? at - absl::Hours(24 * 7) : at;
  }

 private:
  uint64_t Below(uint64_t limit) { return random_() % limit; }
  std::string AnyMember() { return FormatUuid(IdOf(3, Below(kMembers))); }

  v1::ProgrammeEvent Founded() {
    v1::ProgrammeEvent event;
    *event.mutable_programme_started()->mutable_template_() = programme::BuiltInTemplate();
    return event;
  }
  v1::ProgrammeEvent Joined(uint64_t member) {
    v1::ProgrammeEvent event;
    v1::MemberJoined& joined = *event.mutable_member_joined();
    joined.set_member_id(FormatUuid(IdOf(3, member)));
    joined.set_display_name(absl::StrFormat("Kommun %03d", member));
    joined.set_municipality_code(absl::StrFormat("%04d", 1000 + member));
    return event;
  }
  v1::ProgrammeEvent GoingOn() {
    v1::ProgrammeEvent event;
    const uint64_t kind = Below(10);
    if (kind < 4) {
      v1::BuildingBlockStatusSet& set = *event.mutable_building_block_status_set();
      set.set_member_id(AnyMember());
      const v1::Template& content = programme::BuiltInTemplate();
      set.set_block(
          content.blocks(static_cast<int>(Below(static_cast<uint64_t>(content.blocks_size()))))
              .code());
      set.set_status(static_cast<v1::BuildingBlockStatus>(1 + Below(4)));
      set.set_evidence("Beslut i nämnden, rutinen används av alla enheter");
    } else if (kind < 7) {
      v1::SupportContactLogged& contact = *event.mutable_support_contact_logged();
      contact.set_contact_id(FormatUuid(IdOf(4, made_)));
      contact.set_member_id(AnyMember());
      contact.set_channel(v1::SUPPORT_CHANNEL_VIDEO);
      contact.set_minutes(45);
      contact.set_subject("Första kontakten");
    } else if (kind < 8) {
      v1::ShadowingDone& done = *event.mutable_shadowing_done();
      done.set_guest_member_id(AnyMember());
      done.set_days(2);
      done.set_persons(3);
    } else if (kind < 9 || open_actions_.empty()) {
      v1::ActionAgreed& agreed = *event.mutable_action_agreed();
      agreed.set_action_id(FormatUuid(IdOf(5, made_)));
      agreed.set_member_id(AnyMember());
      agreed.set_title("Gå igenom alla som saknar plan");
      open_actions_.push_back(agreed.action_id());
    } else {
      // One of the last hundred.
      const size_t from = open_actions_.size() > 100 ? open_actions_.size() - 100 : 0;
      const size_t which = from + Below(open_actions_.size() - from);
      event.mutable_action_done()->set_action_id(open_actions_[which]);
      open_actions_.erase(open_actions_.begin() + static_cast<int64_t>(which));
    }
    return event;
  }

  std::mt19937_64 random_{1};
  const absl::Duration pace_;
  uint64_t made_ = 0;
  v1::ProgrammeEvent last_;
  int64_t position_of_last_ = 0;
  std::vector<std::string> open_actions_;
};

void Add(uint16_t kind, const Id16& id, int number, std::string content, absl::Time at,
         eventstore::NewCommit& commit) {
  eventstore::NewEvent& event = commit.events.emplace_back();
  event.stream = {kind, id};
  event.type = kind * 1000u + static_cast<uint32_t>(number);
  event.occurred_at = at;
  event.public_part = std::move(content);
}

eventstore::NewCommit CommitOf(uint64_t number) {
  eventstore::NewCommit commit;
  commit.commit_id = IdOf(1, number);
  commit.actor = {.pseudonym = IdOf(6, 1), .role = "programme-lead"};
  return commit;
}

void Fill(eventstore::EventStore& store, uint64_t events) {
  const auto founded = tenant::Founded(kTenant, absl::Now());
  eventstore::NewCommit first = CommitOf(0);
  Add(static_cast<uint16_t>(history::StreamKind::kTenant),
      IdOf(14, 1),
      static_cast<int>(founded.event.kind_case()),
      founded.event.SerializeAsString(),
      founded.occurred.at,
      first);
  FD_CHECK(store.AppendAndWait(kTenant, std::move(first)).ok());
  Load load(events);
  for (uint64_t done = 0; done < events;) {
    eventstore::NewCommit commit = CommitOf(done + 1);
    for (; done < events && commit.events.size() < kEventsOfACommit; ++done) {
      const v1::ProgrammeEvent event = load.Next();
      Add(static_cast<uint16_t>(history::StreamKind::kProgramme),
          ProgrammeIdOfBench(),
          static_cast<int>(event.kind_case()),
          event.SerializeAsString(),
          load.OccurredAt(),
          commit);
    }
    FD_CHECK(store.AppendAndWait(kTenant, std::move(commit)).ok());
  }
}

// Prints how many of `events` `work` does in a second, and in one of a core, all threads counted.
template <typename Work>
void Time(const char* what, uint64_t events, const Work& work) {
  const std::clock_t cpu = std::clock();
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  const double of_a_core = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  std::printf("%-32s %9.0f events/s  %9.0f events/s of a core  (%.2f s)\n",
              what,
              static_cast<double>(events) / took.count(),
              static_cast<double>(events) / of_a_core,
              took.count());
  std::fflush(stdout);
}

std::vector<Line::Entry> ReadProgramme(const eventstore::EventStore& store, Position head) {
  std::vector<Line::Entry> entries;
  entries.reserve(head);
  const auto visit = [&](const eventstore::EventView& event) {
    if (event.stream.kind != static_cast<uint16_t>(history::StreamKind::kProgramme)) return true;
    return projections::ReadEvent(event, absl::UTCTimeZone(), entries.emplace_back()).ok();
  };
  FD_CHECK(store.Scan(kTenant, LogNumber::kMain, 0, head, visit).value() == head);
  return entries;
}

void FoldProgramme(const eventstore::EventStore& store, Position head) {
  std::vector<Line::Entry> entries;
  Time("read from the log", head, [&] { entries = ReadProgramme(store, head); });
  Line line(absl::UTCTimeZone());
  Time("folded into the programme", head, [&] { line.AddAll(std::move(entries)); });
  programme::BoardIndex index;
  Time("added to the board's index", head, [&] { index.Extend(line); });
  programme::Programme then;
  Time("folded as of half the log", head / 2, [&] {
    then = line.At({.position = static_cast<int64_t>(head / 2)});
  });
  FD_CHECK(line.current().members.size() == kMembers && then.members.size() == kMembers);
  FD_CHECK(index.At({}).rows.size() == kMembers);
}

void RebuildDirectory(const eventstore::EventStore& store, const std::string& directory,
                      Position head) {
  projections::ProjectorOptions options;
  options.directory = directory + "/projections";
  options.build_threads = 1;
  options.zone_of = [&store](absl::string_view tenant) {
    return projections::TenantZone(store, tenant);
  };
  std::vector<std::unique_ptr<projections::Projection>> all;
  all.push_back(projections::DirectoryProjection());
  auto projector = projections::Projector::Open(store, std::move(all), std::move(options));
  FD_CHECK(projector.ok());
  FD_CHECK((*projector)->WaitUntil(kTenant, projections::kDirectory, head, absl::Hours(1)).ok());
  absl::StatusOr<std::vector<projections::RebuildResult>> rebuilt;
  Time("directory rebuilt and compared", head, [&] {
    rebuilt = (*projector)->Rebuild((*projector)->names(), [](const auto&) { return true; });
  });
  FD_CHECK(rebuilt.ok());
  for (const projections::RebuildResult& result : *rebuilt) {
    const bool equal = result.before && result.before->hash == result.after.hash;
    std::printf("%lld rows, %s\n",
                static_cast<long long>(result.after.rows),
                equal ? "equal to the live ones" : "NOT EQUAL");
  }
}

int Run(const std::string& directory, uint64_t events) {
  eventstore::Options options;
  options.data_dir = directory + "/data";
  auto opened = eventstore::EventStore::Open(options);
  FD_CHECK(opened.ok());
  eventstore::EventStore& store = **opened;
  if (!store.HasTenant(kTenant)) {
    FD_CHECK(store.FoundTenant(kTenant).ok());
    Fill(store, events);
  }
  const Position head = store.Head(kTenant, LogNumber::kMain).value();
  std::printf("%llu events of a programme of %d members\n",
              static_cast<unsigned long long>(head - 1),
              kMembers);
  FoldProgramme(store, head);
  RebuildDirectory(store, directory, head);
  return 0;
}

}  // namespace
}  // namespace framdrift::bench

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "programme_rebuild_bench DIRECTORY [EVENTS]\n");
    return 2;
  }
  const uint64_t events = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000;
  return framdrift::bench::Run(argv[1], std::max<uint64_t>(events, 1000));
}
