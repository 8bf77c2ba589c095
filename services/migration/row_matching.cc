#include "services/migration/row_matching.h"

#include <utility>

#include "absl/time/time.h"
#include "base/status_macros.h"

namespace framdrift::services {
namespace {

// In place of the instant of a row that has none.
absl::Time NoInstant() { return absl::UniversalEpoch(); }

bool SameTime(const history::Occurred& a, const history::Occurred& b) {
  return absl::ToUnixMicros(a.at) == absl::ToUnixMicros(b.at) && a.precision == b.precision;
}

// The rows of one code and instant, and those recorded of them.
class Group {
 public:
  Group(const std::vector<FileRow>& rows, std::vector<RowMatch>& matches)
      : rows_(rows), matches_(matches) {}

  void AddRow(size_t index) { open_.push_back(index); }
  void AddRecorded(const Id16& identity, const RecordedRow& recorded) {
    free_.push_back({identity, &recorded});
  }

  // Matches what can be; returns the rows that are new.
  std::vector<size_t> Match() {
    const auto same = [this](size_t index, const RecordedRow& recorded) {
      return recorded.content == rows_[index].content;
    };
    Pair([&](size_t index, const RecordedRow& row) { return row.in_effect && same(index, row); });
    Pair([](size_t, const RecordedRow& row) { return row.in_effect; });
    Pair(same);
    Pair([](size_t, const RecordedRow&) { return true; });
    return std::move(open_);
  }

 private:
  // Gives each open row the first free recorded one that `fits`.
  template <typename Fits>
  void Pair(const Fits& fits) {
    std::vector<size_t> left;
    for (const size_t index : open_) {
      bool found = false;
      for (auto& [identity, recorded] : free_) {
        if (recorded == nullptr || !fits(index, *recorded)) continue;
        matches_[index] = {identity,
                           recorded,
                           recorded->content == rows_[index].content,
                           SameTime(recorded->occurred, rows_[index].occurred)};
        recorded = nullptr;
        found = true;
        break;
      }
      if (!found) left.push_back(index);
    }
    open_ = std::move(left);
  }

  const std::vector<FileRow>& rows_;
  std::vector<RowMatch>& matches_;
  std::vector<size_t> open_;
  std::vector<std::pair<Id16, const RecordedRow*>> free_;
};

}  // namespace

absl::StatusOr<std::vector<RowMatch>> MatchRows(const std::vector<FileRow>& rows,
                                                const RecordedRows& recorded,
                                                const RowIdentities& identities,
                                                absl::string_view key) {
  std::vector<RowMatch> matches(rows.size());
  std::map<std::pair<std::string, int64_t>, Group> groups;
  for (size_t i = 0; i < rows.size(); ++i) {
    const absl::Time instant = rows[i].at_any_time ? NoInstant() : rows[i].occurred.at;
    groups.try_emplace({rows[i].code, absl::ToUnixMicros(instant)}, Group(rows, matches))
        .first->second.AddRow(i);
  }
  for (auto& [name, group] : groups) {
    const absl::Time occurred = absl::FromUnixMicros(name.second);
    int32_t ordinal = 0;
    while (!recorded.empty()) {
      FD_ASSIGN_OR_RETURN(const Id16 identity, identities.Row(key, name.first, occurred, ordinal));
      const auto found = recorded.find(identity);
      if (found == recorded.end()) break;
      group.AddRecorded(identity, found->second);
      ++ordinal;
    }
    for (const size_t index : group.Match()) {
      FD_ASSIGN_OR_RETURN(matches[index].identity,
                          identities.Row(key, name.first, occurred, ordinal++));
    }
  }
  return matches;
}

}  // namespace framdrift::services
