// The board of a programme as of any date: 290 members, nine building blocks and ten years of
// statuses, a hundredth of them corrected. programme_bench [ROUNDS]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "base/check.h"
#include "domain/programme/board.h"
#include "domain/programme/built_in_template.h"
#include "domain/programme/commands.h"

namespace framdrift::bench {
namespace {

using programme::Line;
namespace v1 = programme::v1;
using Entry = history::Recorded<v1::ProgrammeEvent>;

constexpr int kMembers = 290;
constexpr int kYears = 10;
constexpr int kStatusesAYear = 2;
constexpr absl::CivilDay kFirst(2010, 1, 1);
constexpr int kDays = 365 * kYears;

std::string MemberId(int number) {
  return absl::StrFormat("0190b2c8-5b0e-7c3a-9f00-%012d", number);
}

// Each event is recorded up to a month after it happened, so that the log is in no order of days.
class Load {
 public:
  explicit Load(uint64_t seed) : random_(seed) {}

  std::vector<Entry> Made() {
    Add(0).mutable_programme_started()->mutable_template_()->CopyFrom(programme::BuiltInTemplate());
    for (int member = 0; member < kMembers; ++member) {
      v1::MemberJoined& joined = *Add(1).mutable_member_joined();
      joined.set_member_id(MemberId(member));
      joined.set_display_name(absl::StrFormat("Kommun %03d", member));
      joined.set_municipality_code(absl::StrFormat("%04d", 1000 + member));
    }
    const v1::Template& content = programme::BuiltInTemplate();
    const int statuses = kMembers * content.blocks_size() * kYears * kStatusesAYear;
    for (int i = 0; i < statuses; ++i) {
      const int day = 2 + static_cast<int>(int64_t{i} * (kDays - 40) / statuses) + Below(30);
      v1::BuildingBlockStatusSet& set = *Add(day).mutable_building_block_status_set();
      set.set_member_id(MemberId(Below(kMembers)));
      set.set_block(content.blocks(Below(content.blocks_size())).code());
      set.set_status(static_cast<v1::BuildingBlockStatus>(1 + Below(4)));
      set.set_evidence("Beslut i nämnden, rutinen används av alla enheter");
    }
    const size_t recorded = entries_.size();
    for (size_t i = 0; i < recorded / 100; ++i)
      Correct(1 + static_cast<size_t>(Below(static_cast<int>(recorded) - 1)));
    return std::move(entries_);
  }

 private:
  int Below(int limit) { return static_cast<int>(random_() % static_cast<uint64_t>(limit)); }

  v1::ProgrammeEvent& Add(int day) {
    Entry& entry = entries_.emplace_back();
    entry.envelope.position = static_cast<int64_t>(entries_.size());
    entry.envelope.revision = entry.envelope.position;
    entry.envelope.occurred = {absl::FromCivil(kFirst + day, absl::UTCTimeZone()),
                               history::Precision::kDay};
    entry.envelope.recorded_at = entry.envelope.occurred.at + absl::Hours(24 * 30);
    return entry.event;
  }

  void Correct(size_t index) {
    const v1::ProgrammeEvent replacement = entries_[index].event;
    const int64_t position = entries_[index].envelope.position;
    auto& correction = *Add(kDays).mutable_event_corrected();
    correction.set_position(position);
    correction.mutable_replacement()->PackFrom(replacement);
  }

  std::mt19937_64 random_;
  std::vector<Entry> entries_;
};

int Run(int rounds) {
  Line line(absl::UTCTimeZone());
  line.AddAll(Load(1).Made());
  std::printf("%zu events of %d members\n", line.entries().size(), kMembers);
  programme::BoardIndex index;
  const absl::Time began_adding = absl::Now();
  index.Extend(line);
  std::printf("added once in %.1f ms\n", absl::ToDoubleMilliseconds(absl::Now() - began_adding));
  std::vector<double> took;
  size_t cells = 0;
  for (int round = 0; round < rounds; ++round) {
    const int day = kDays * (round + 1) / rounds;
    const absl::Time valid = absl::FromCivil(kFirst + day, absl::UTCTimeZone());
    const absl::Time began = absl::Now();
    const programme::Board board = index.At({.valid = valid});
    took.push_back(absl::ToDoubleMilliseconds(absl::Now() - began));
    cells += board.rows.size() * static_cast<size_t>(board.content.blocks_size());
  }
  FD_CHECK(cells > 0);
  std::sort(took.begin(), took.end());
  std::printf("board as of a date: median %.2f ms, slowest %.2f ms (goal 5 ms)\n",
              took[took.size() / 2],
              took.back());
  return 0;
}

}  // namespace
}  // namespace framdrift::bench

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 100;
  return framdrift::bench::Run(std::max(1, rounds));
}
