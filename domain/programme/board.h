// The board as of any date: which member had come how far with which building block.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "domain/history/timeline.h"
#include "domain/programme/programme.h"
#include "framdrift/programme/v1/programme_events.pb.h"

namespace framdrift::programme {

struct BoardRow {
  MemberId member;
  std::string name;
  std::string municipality_code;
  // One for each block of the template.
  std::vector<v1::BuildingBlockStatus> statuses;
  // M2: Σ weight × {0, 1/3, 2/3, 1} over Σ weight.
  double progress = 0;

  friend bool operator==(const BoardRow&, const BoardRow&) = default;
};

struct Board {
  // The one in force; without blocks before the programme was started.
  v1::Template content;
  // Those that took part, by name, then code.
  std::vector<BoardRow> rows;
};

// What the board needs of a programme's events, packed, in order of recording: answers what a fold
// of them would show as of any date and knowledge, by passing twice over numbers. Ten years of 290
// members take under a millisecond to answer and are added once. Not thread-safe.
class BoardIndex {
 public:
  using Timeline = history::Timeline<ProgrammeDecider>;

  // Adds the events that the timeline has and this has not yet: always that of the same stream.
  void Extend(const Timeline& timeline);
  // How many events were added.
  size_t size() const { return added_; }

  Board At(const history::AsOf& as_of) const;

 private:
  enum class Kind : uint8_t { kOther, kStatus, kJoined, kLeft, kContent };
  // An event: what of it bears on the board, and where it stands on both clocks.
  struct Mark {
    int64_t position = 0;
    int64_t at = 0;     // microseconds
    int64_t known = 0;  // microseconds
    int32_t day = 0;
    int32_t member = 0;
    // The number of a block, joining or template.
    int32_t what = 0;
    Kind kind = Kind::kOther;
    uint8_t status = 0;
    // The number of the event in the union.
    uint8_t event_number = 0;
    // Known to the day or month only.
    bool whole = false;
    // Corrected or struck through at some time.
    bool amended = false;
  };
  struct Amendment {
    int64_t position = 0;
    int64_t known = 0;
    int64_t target = 0;
    bool is_voiding = false;
    // What a correction puts in place.
    Mark replacement;
  };
  struct Joining {
    std::string name;
    std::string municipality_code;
  };
  class Filling;

  void Add(const history::Recorded<v1::ProgrammeEvent>& entry, absl::TimeZone zone);
  void AddAmendment(const history::Recorded<v1::ProgrammeEvent>& entry, absl::TimeZone zone);
  // Says of `mark` what the event says.
  void Describe(const v1::ProgrammeEvent& event, Mark& mark);
  void SetOccurred(const history::Occurred& occurred, absl::TimeZone zone, Mark& mark);
  int32_t MemberNumber(const std::string& text);
  Mark* Find(int64_t position);

  size_t added_ = 0;
  std::vector<Mark> marks_;
  // In order of recording.
  std::vector<Amendment> amendments_;
  std::vector<MemberId> members_;
  std::vector<std::string> blocks_;
  std::vector<Joining> joinings_;
  std::vector<v1::Template> templates_;
  absl::flat_hash_map<std::string, int32_t> member_numbers_;
  absl::flat_hash_map<std::string, int32_t> block_numbers_;
  int32_t first_day_ = 0;
  int32_t last_day_ = 0;
};

// The board of the timeline, by an index made for it alone.
Board BoardOf(const history::Timeline<ProgrammeDecider>& timeline, const history::AsOf& as_of);

// Of 3: nothing to begin with, then one for each status.
int ThirdsOf(v1::BuildingBlockStatus status);

// M2 of `statuses`, one for each block of `content`; 0 where there are none.
double ProgressOf(const v1::Template& content,
                  const std::vector<v1::BuildingBlockStatus>& statuses);

}  // namespace framdrift::programme
