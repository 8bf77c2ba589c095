// A store on a file system of its own that others fill up: needs the right to mount one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

#include <fstream>

#include "base/refusal.h"
#include "tests/eventstore/store_fixture.h"

namespace framdrift::eventstore {
namespace {

class FullDiskTest : public StoreTest {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(directory_);
    if (::mount("tmpfs", directory_.c_str(), "tmpfs", 0, "size=160m") != 0) {
      GTEST_SKIP() << "may not mount a small file system here; run as root to test a full disk";
    }
    mounted_ = true;
    options_.data_dir = (directory_ / "data").string();
    options_.free_bytes = nullptr;
    options_.min_free_bytes = uint64_t{60} << 20;
    ASSERT_NO_FATAL_FAILURE(MustOpen());
  }
  void TearDown() override {
    store_.reset();
    if (mounted_) ::umount2(directory_.c_str(), MNT_DETACH);
  }

  // Writes until nothing more fits.
  void FillDisk() {
    std::ofstream filler(directory_ / "filler", std::ios::binary);
    const std::string chunk(size_t{64} << 10, 'f');
    while (filler.write(chunk.data(), static_cast<std::streamsize>(chunk.size())).flush()) {
    }
  }
  uint64_t FreeBytes() {
    struct statvfs about {};
    ::statvfs(directory_.c_str(), &about);
    return static_cast<uint64_t>(about.f_bavail) * about.f_frsize;
  }
  NewCommit LargeCommit(uint64_t number) {
    NewCommit commit = CommitOf(number, {});
    for (uint64_t i = 0; i < 20; ++i) {
      commit.events.push_back(EventOf(StreamOf(i), std::string(50000, 'x')));
    }
    return commit;
  }

  bool mounted_ = false;
};

TEST_F(FullDiskTest, RefusesToWriteReadsOnAndOpensAgainOnAFullDisk) {
  uint64_t number = 1;
  absl::Status status;
  for (; status.ok(); ++number) status = Append(LargeCommit(number)).status();
  ASSERT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_EQ(RefusalsOf(status).at(0).reason, kDiskAlmostFull);
  const Position head = Head();
  ASSERT_GT(head, 0u);

  FillDisk();
  EXPECT_EQ(FreeBytes(), 0u);
  EXPECT_FALSE(Append(CommitOf(number, {StreamOf(1)})).ok());
  EXPECT_TRUE(Verify().ok());
  for (int restart = 0; restart < 3; ++restart) {
    store_.reset();
    FillDisk();
    ASSERT_NO_FATAL_FAILURE(MustOpen());
    EXPECT_EQ(Head(), head);
    EXPECT_TRUE(Verify().ok());
    EXPECT_FALSE(Append(CommitOf(number, {StreamOf(1)})).ok());
  }

  std::filesystem::remove(directory_ / "filler");
  options_.min_free_bytes = uint64_t{1} << 20;
  ASSERT_NO_FATAL_FAILURE(MustOpen());
  EXPECT_TRUE(Append(CommitOf(number, {StreamOf(1)})).ok());
}

}  // namespace
}  // namespace framdrift::eventstore
