// Rows of a file against those recorded, by code and instant as multisets.
#include "services/migration/row_matching.h"

#include "gmock/gmock.h"
#include "tests/services/runtime_fixture.h"

namespace framdrift::services {
namespace {

using ::testing::ElementsAre;

class RowMatchingTest : public RuntimeTest {
 protected:
  static FileRow Says(const std::string& content, bool at_any_time = false) {
    return {"call", {absl::FromUnixSeconds(1'700'000'000)}, at_any_time, content};
  }

  // Records `contents` in this order, at positions from 1; "-" before one that was taken back.
  void Record(const std::vector<std::string>& contents) {
    for (size_t i = 0; i < contents.size(); ++i) {
      const bool in_effect = contents[i].front() != '-';
      RecordedRow row;
      row.position = static_cast<int64_t>(i) + 1;
      row.in_effect = in_effect;
      row.occurred = Says("").occurred;
      row.content = contents[i].substr(in_effect ? 0 : 1);
      const auto identity =
          identities_.Row("case", "call", row.occurred.at, static_cast<int32_t>(i));
      recorded_[*identity] = row;
    }
  }

  // The positions of the recorded rows that the file's are, 0 for new ones.
  std::vector<int64_t> Match(const std::vector<FileRow>& rows) const {
    const auto matches = MatchRows(rows, recorded_, identities_, "case");
    EXPECT_TRUE(matches.ok()) << matches.status();
    std::vector<int64_t> positions;
    std::set<Id16> identities;
    for (const RowMatch& match : *matches) {
      EXPECT_TRUE(identities.insert(match.identity).second) << "two rows of one identity";
      positions.push_back(match.recorded == nullptr ? 0 : match.recorded->position);
    }
    return positions;
  }

  const RowIdentities identities_{store_->key_store(), kTenant, true, "source"};
  RecordedRows recorded_;
};

TEST_F(RowMatchingTest, TakesRowsThatSayTheSameForTheSameWhereverTheyStand) {
  Record({"a", "b", "c"});
  EXPECT_THAT(Match({Says("c"), Says("a"), Says("b")}), ElementsAre(3, 1, 2));
  EXPECT_THAT(Match({Says("new"), Says("a"), Says("b"), Says("c")}), ElementsAre(0, 1, 2, 3));
}

TEST_F(RowMatchingTest, PairsTheRestInOrder) {
  Record({"a", "b", "c"});
  EXPECT_THAT(Match({Says("x"), Says("b"), Says("y"), Says("z")}), ElementsAre(1, 2, 3, 0));
}

TEST_F(RowMatchingTest, TakesBackOnlyWhatNothingInEffectIsLeftFor) {
  Record({"-a", "b"});
  EXPECT_THAT(Match({Says("a")}), ElementsAre(2));
  EXPECT_THAT(Match({Says("a"), Says("b")}), ElementsAre(1, 2));
}

TEST_F(RowMatchingTest, LooksOnlyAmongRowsOfTheSameCodeAndInstant) {
  Record({"a"});
  FileRow other_code = Says("a");
  other_code.code = "met";
  FileRow other_time = Says("a");
  other_time.occurred.at += absl::Microseconds(1);
  EXPECT_THAT(Match({other_code, other_time, Says("a", true)}), ElementsAre(0, 0, 0));
}

}  // namespace
}  // namespace framdrift::services
