// The read model of paths: live rows are those of a rebuild, and say what the read model of cases
// says.
#include "projections/paths.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/filter/filter.h"
#include "projections/stream_rows.h"
#include "tests/projections/projector_fixture.h"

namespace framdrift::projections {
namespace {

constexpr uint64_t kPathsSeed = 11;

class PathsTest : public ProjectorTest, public ::testing::WithParamInterface<uint64_t> {
 protected:
  std::vector<std::unique_ptr<Projection>> Projections() override {
    std::vector<std::unique_ptr<Projection>> projections;
    projections.push_back(CasesProjection());
    projections.push_back(PathsProjection());
    return projections;
  }

  // What the read model of cases has, by name.
  std::map<std::string, std::string> Cases() const {
    std::map<std::string, std::string> cases;
    const auto rows = projector_->Read(kTenant, kCases);
    EXPECT_TRUE(rows.ok()) << rows.status();
    const auto add = [&](absl::string_view, absl::string_view value) {
      casework::v1::CaseSummary summary;
      EXPECT_TRUE(summary.ParseFromArray(value.data(), static_cast<int>(value.size())));
      cases[summary.name()] = SerializeRow(summary);
      return true;
    };
    EXPECT_TRUE((*rows)->Scan(kListPrefix, "", add).ok());
    return cases;
  }

  // What the rows of paths say of cases, by name.
  std::map<std::string, std::string> CasesOfPaths() const {
    std::map<std::string, std::string> cases;
    const auto rows = projector_->Read(kTenant, kPaths);
    EXPECT_TRUE(rows.ok()) << rows.status();
    const auto add = [&](absl::string_view, const process::v1::CasePath& path) {
      EXPECT_EQ(path.acts_size(), path.gaps_us_size());
      EXPECT_GT(path.acts_size(), 0);
      for (int i = 1; i < path.gaps_us_size(); ++i) EXPECT_GE(path.gaps_us(i), 0);
      cases[path.case_().name()] = SerializeRow(path.case_());
      return true;
    };
    EXPECT_TRUE(VisitPaths(**rows, filter::Filter(), "", add).ok());
    return cases;
  }
};

TEST_P(PathsTest, AreTheSameLiveAndRebuiltAndSayWhatCasesSay) {
  OpenProjector();
  CaseLog log(GetParam(), 1, 20);
  for (int part = 0; part < 4; ++part) {
    AppendRandom(log, 40);
    ASSERT_TRUE(CatchUp(kPaths).ok());
    ASSERT_TRUE(CatchUp(kCases).ok());
    EXPECT_EQ(CasesOfPaths(), Cases());
  }
  const RowDigest live = DigestAtHead(kPaths);
  const auto rebuilt = projector_->Rebuild({kPaths}, GoOn);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  ASSERT_EQ(rebuilt->size(), 1u);
  EXPECT_EQ(rebuilt->front().after.hash, live.hash);
  EXPECT_EQ(rebuilt->front().after.checkpoint, live.checkpoint);
}

INSTANTIATE_TEST_SUITE_P(Seeds, PathsTest, ::testing::Range(kPathsSeed, kPathsSeed + 4));

}  // namespace
}  // namespace framdrift::projections
