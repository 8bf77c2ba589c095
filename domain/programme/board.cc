#include "domain/programme/board.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/time/civil_time.h"
#include "domain/history/ids.h"
#include "domain/history/when.h"

namespace framdrift::programme {
namespace {

constexpr int kThirds = 3;
constexpr absl::CivilDay kEpoch(1970, 1, 1);

}  // namespace

// Folds the marks that count at one moment: of each field of the board the last one stays.
class BoardIndex::Filling {
 public:
  Filling(const BoardIndex& index, const history::AsOf& as_of)
      : index_(index),
        valid_(absl::ToUnixMicros(as_of.valid)),
        known_(absl::ToUnixMicros(as_of.known)),
        position_(as_of.position),
        whole_days_(static_cast<size_t>(index.last_day_ - index.first_day_) + 1),
        joined_(index.members_.size()),
        left_(index.members_.size()),
        cells_(index.members_.size() * index.blocks_.size()) {
    FindAmendments();
    Visit([this](const Mark& mark) {
      if (mark.whole) whole_days_[static_cast<size_t>(mark.day - index_.first_day_)] = true;
    });
    Visit([this](const Mark& mark) { Take(mark); });
  }

  Board Done() const {
    Board board;
    if (template_.said()) board.content = index_.templates_[static_cast<size_t>(template_.value)];
    std::vector<std::optional<size_t>> columns;
    for (const v1::BuildingBlock& block : board.content.blocks()) {
      const auto found = index_.block_numbers_.find(block.code());
      columns.push_back(found == index_.block_numbers_.end()
                            ? std::nullopt
                            : std::optional(static_cast<size_t>(found->second)));
    }
    for (size_t member = 0; member < joined_.size(); ++member) {
      if (joined_[member].said() && !left_[member]) {
        board.rows.push_back(RowOf(member, board.content, columns));
      }
    }
    std::sort(board.rows.begin(), board.rows.end(), [](const BoardRow& a, const BoardRow& b) {
      return std::tie(a.name, a.municipality_code, a.member) <
             std::tie(b.name, b.municipality_code, b.member);
    });
    return board;
  }

 private:
  // What was said last, in the order of a fold.
  struct Last {
    int32_t day = std::numeric_limits<int32_t>::min();
    int32_t value = -1;
    int64_t within = 0;
    int64_t position = 0;

    bool said() const { return value >= 0; }
    void Say(const Last& later) {
      if (std::tie(later.day, later.within, later.position) >= std::tie(day, within, position)) {
        *this = later;
      }
    }
  };

  // From the last to the first, so that a voided voiding or correction has no effect itself.
  void FindAmendments() {
    for (auto it = index_.amendments_.rbegin(); it != index_.amendments_.rend(); ++it) {
      if (it->known > known_ || it->position > position_ || voided_.contains(it->position))
        continue;
      if (it->is_voiding) {
        voided_.insert(it->target);
      } else {
        corrections_.try_emplace(it->target, &it->replacement);
      }
    }
  }

  template <typename Visitor>
  void Visit(const Visitor& visit) const {
    for (const Mark& recorded : index_.marks_) {
      if (recorded.known > known_ || recorded.position > position_) continue;
      const Mark* mark = &recorded;
      if (recorded.amended) {
        if (voided_.contains(recorded.position)) continue;
        const auto correction = corrections_.find(recorded.position);
        if (correction != corrections_.end()) mark = correction->second;
      }
      if (mark->at <= valid_) visit(*mark);
    }
  }

  void Take(const Mark& mark) {
    if (mark.kind == Kind::kOther) return;
    const auto member = static_cast<size_t>(mark.member);
    const bool whole = whole_days_[static_cast<size_t>(mark.day - index_.first_day_)];
    Last said{
        mark.day, mark.what, whole ? std::numeric_limits<int64_t>::min() : mark.at, mark.position};
    switch (mark.kind) {
      case Kind::kStatus:
        said.value = mark.status;
        cells_[member * index_.blocks_.size() + static_cast<size_t>(mark.what)].Say(said);
        break;
      case Kind::kJoined:
        joined_[member].Say(said);
        break;
      case Kind::kLeft:
        left_[member] = true;
        break;
      case Kind::kContent:
        template_.Say(said);
        break;
      case Kind::kOther:
        break;
    }
  }

  BoardRow RowOf(size_t member, const v1::Template& content,
                 const std::vector<std::optional<size_t>>& columns) const {
    BoardRow row;
    const Joining& joining = index_.joinings_[static_cast<size_t>(joined_[member].value)];
    row.member = index_.members_[member];
    row.name = joining.name;
    row.municipality_code = joining.municipality_code;
    for (const std::optional<size_t>& column : columns) {
      const Last said = column ? cells_[member * index_.blocks_.size() + *column] : Last();
      row.statuses.push_back(said.said() ? static_cast<v1::BuildingBlockStatus>(said.value)
                                         : v1::BUILDING_BLOCK_STATUS_NOT_BEGUN);
    }
    row.progress = ProgressOf(content, row.statuses);
    return row;
  }

  const BoardIndex& index_;
  const int64_t valid_;
  const int64_t known_;
  const int64_t position_;
  absl::flat_hash_set<int64_t> voided_;
  absl::flat_hash_map<int64_t, const Mark*> corrections_;
  // Days with an event known to the day or month, from the index's first day.
  std::vector<bool> whole_days_;
  Last template_;
  std::vector<Last> joined_;
  std::vector<bool> left_;
  // By member, by block.
  std::vector<Last> cells_;
};

void BoardIndex::Extend(const Timeline& timeline) {
  const auto& entries = timeline.entries();
  for (; added_ < entries.size(); ++added_) Add(entries[added_], timeline.zone());
}

Board BoardIndex::At(const history::AsOf& as_of) const { return Filling(*this, as_of).Done(); }

void BoardIndex::Add(const history::Recorded<v1::ProgrammeEvent>& entry, absl::TimeZone zone) {
  if (Timeline::IsAmendment(entry.event)) {
    AddAmendment(entry, zone);
    return;
  }
  Mark mark;
  mark.position = entry.envelope.position;
  mark.known = absl::ToUnixMicros(entry.envelope.known_at());
  SetOccurred(entry.envelope.occurred, zone, mark);
  Describe(entry.event, mark);
  marks_.push_back(mark);
}

void BoardIndex::AddAmendment(const history::Recorded<v1::ProgrammeEvent>& entry,
                              absl::TimeZone zone) {
  Amendment amendment;
  amendment.position = entry.envelope.position;
  amendment.known = absl::ToUnixMicros(entry.envelope.known_at());
  amendment.is_voiding = entry.event.has_event_voided();
  amendment.target = amendment.is_voiding ? entry.event.event_voided().position()
                                          : entry.event.event_corrected().position();
  Mark* const original = Find(amendment.target);
  if (original != nullptr) {
    original->amended = true;
    amendment.replacement = *original;
  }
  if (!amendment.is_voiding && original != nullptr) {
    const auto& correction = entry.event.event_corrected();
    v1::ProgrammeEvent replacement;
    // One of another kind cannot be decided; one that reads as none leaves the original.
    Mark described = *original;
    if (correction.replacement().UnpackTo(&replacement)) Describe(replacement, described);
    if (described.event_number == original->event_number) amendment.replacement = described;
    if (correction.has_occurred()) {
      const auto occurred = history::OccurredFrom(correction.occurred(), zone);
      if (occurred.ok()) SetOccurred(*occurred, zone, amendment.replacement);
    }
  }
  amendments_.push_back(amendment);
}

void BoardIndex::Describe(const v1::ProgrammeEvent& event, Mark& mark) {
  mark.event_number = static_cast<uint8_t>(event.kind_case());
  mark.kind = Kind::kOther;
  const v1::Template* content = nullptr;
  if (event.has_building_block_status_set()) {
    const v1::BuildingBlockStatusSet& set = event.building_block_status_set();
    mark.kind = Kind::kStatus;
    mark.member = MemberNumber(set.member_id());
    mark.status = static_cast<uint8_t>(std::clamp(static_cast<int>(set.status()), 0, 255));
    const auto number = static_cast<int32_t>(blocks_.size());
    const auto [block, is_new] = block_numbers_.try_emplace(set.block(), number);
    if (is_new) blocks_.push_back(set.block());
    mark.what = block->second;
  } else if (event.has_member_joined()) {
    const v1::MemberJoined& joined = event.member_joined();
    mark.kind = Kind::kJoined;
    mark.member = MemberNumber(joined.member_id());
    mark.what = static_cast<int32_t>(joinings_.size());
    joinings_.push_back({joined.display_name(), joined.municipality_code()});
  } else if (event.has_member_withdrew()) {
    mark.kind = Kind::kLeft;
    mark.member = MemberNumber(event.member_withdrew().member_id());
  } else if (event.has_programme_started()) {
    content = &event.programme_started().template_();
  } else if (event.has_template_published()) {
    content = &event.template_published().template_();
  } else if (event.has_template_adopted()) {
    content = &event.template_adopted().template_();
  }
  if (content == nullptr) return;
  mark.kind = Kind::kContent;
  mark.what = static_cast<int32_t>(templates_.size());
  templates_.push_back(*content);
}

void BoardIndex::SetOccurred(const history::Occurred& occurred, absl::TimeZone zone, Mark& mark) {
  mark.at = absl::ToUnixMicros(occurred.at);
  mark.day = static_cast<int32_t>(absl::ToCivilDay(occurred.at, zone) - kEpoch);
  mark.whole = occurred.precision != history::Precision::kSecond;
  const bool is_first = marks_.empty() && amendments_.empty();
  first_day_ = is_first ? mark.day : std::min(first_day_, mark.day);
  last_day_ = is_first ? mark.day : std::max(last_day_, mark.day);
}

int32_t BoardIndex::MemberNumber(const std::string& text) {
  const auto known = member_numbers_.find(text);
  if (known != member_numbers_.end()) return known->second;
  const auto id = history::IdOrNone<MemberId>(text);
  const auto same = std::find(members_.begin(), members_.end(), id);
  const auto number = static_cast<int32_t>(same - members_.begin());
  if (same == members_.end()) members_.push_back(id);
  member_numbers_.emplace(text, number);
  return number;
}

BoardIndex::Mark* BoardIndex::Find(int64_t position) {
  const auto found = std::lower_bound(
      marks_.begin(), marks_.end(), position, [](const Mark& mark, int64_t wanted) {
        return mark.position < wanted;
      });
  return found == marks_.end() || found->position != position ? nullptr : &*found;
}

Board BoardOf(const history::Timeline<ProgrammeDecider>& timeline, const history::AsOf& as_of) {
  BoardIndex index;
  index.Extend(timeline);
  return index.At(as_of);
}

int ThirdsOf(v1::BuildingBlockStatus status) {
  return std::clamp(static_cast<int>(status) - 1, 0, kThirds);
}

double ProgressOf(const v1::Template& content,
                  const std::vector<v1::BuildingBlockStatus>& statuses) {
  int64_t sum = 0;
  int64_t all = 0;
  for (int i = 0; i < content.blocks_size() && static_cast<size_t>(i) < statuses.size(); ++i) {
    const int64_t weight = content.blocks(i).weight();
    sum += weight * ThirdsOf(statuses[static_cast<size_t>(i)]);
    all += weight * kThirds;
  }
  return all == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(all);
}

}  // namespace framdrift::programme
