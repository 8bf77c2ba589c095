// Whatever acknowledged events are missing or changed, the store refuses to open and says why.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/refusal.h"
#include "tests/eventstore/store_fixture.h"

namespace framdrift::eventstore {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteFile(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class OpeningTest : public StoreTest {
 protected:
  void SetUp() override { MustOpen(); }

  fs::path Head() const { return directory_ / "head"; }

  void ExpectRefused(const std::string& file) {
    const absl::Status status = Open();
    ASSERT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_EQ(RefusalsOf(status).at(0).reason, kStoreDamaged);
    EXPECT_THAT(std::string(status.message()), HasSubstr((directory_ / file).string()));
    EXPECT_THAT(std::string(status.message()), HasSubstr("restore"));
  }
  // The newest file with this ending in `folder`, with something in it.
  fs::path Newest(const std::string& folder, const std::string& ending) {
    fs::path newest;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory_ / folder)) {
      if (entry.path().extension() != ending || entry.file_size() == 0) continue;
      if (newest.empty() || entry.path() > newest) newest = entry.path();
    }
    return newest;
  }
};

TEST_F(OpeningTest, OpensWhatWasClosedAgainAndAgain) {
  for (uint64_t round = 0; round < 12; ++round) {
    Fill(round * 30 + 1, round * 30 + 30);
    MustOpen();
    EXPECT_EQ(StoreTest::Head(), (round + 1) * 30);
  }
  EXPECT_TRUE(Verify().ok());
}

TEST_F(OpeningTest, OpensAnEmptyStoreAgain) {
  MustOpen();
  MustOpen();
  EXPECT_EQ(StoreTest::Head(), 0u);
}

TEST_F(OpeningTest, RefusesASecondOpenerButNotForDamage) {
  const absl::Status status = EventStore::Open(options_).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
}

TEST_F(OpeningTest, KeepsTenantNumbersApartAcrossRestarts) {
  Fill(1, 3);
  ASSERT_TRUE(store_->FoundTenant("umea").ok());
  MustOpen();
  ASSERT_TRUE(store_->FoundTenant("kiruna").ok());
  for (const char* tenant : {"umea", "kiruna"}) {
    EXPECT_EQ(store_->Head(tenant, LogNumber::kMain).value(), 0u);
    ASSERT_TRUE(store_->AppendAndWait(tenant, CommitOf(1, {StreamOf(1)})).ok());
  }
  MustOpen();
  EXPECT_EQ(store_->Head("kiruna", LogNumber::kMain).value(), 1u);
  EXPECT_EQ(StoreTest::Head(), 3u);
}

TEST_F(OpeningTest, RefusesAStoreWithoutItsWitness) {
  Fill(1, 3);
  store_.reset();
  fs::remove(Head());
  ExpectRefused("head");
  EXPECT_FALSE(fs::exists(Head()));
}

TEST_F(OpeningTest, TakesAnEmptyStoreWithoutItsWitness) {
  store_.reset();
  fs::remove(Head());
  MustOpen();
}

TEST_F(OpeningTest, TakesAWitnessWithOneTornSlot) {
  Fill(1, 3);
  store_.reset();
  const std::string bytes = ReadFile(Head());
  for (const size_t slot : {size_t{0}, bytes.size() / 2}) {
    std::string torn = bytes;
    torn[slot + 20] = static_cast<char>(torn[slot + 20] ^ 1);
    WriteFile(Head(), torn);
    MustOpen();
    EXPECT_EQ(StoreTest::Head(), 3u);
    store_.reset();
  }
}

TEST_F(OpeningTest, RefusesAWitnessWithBothSlotsTorn) {
  Fill(1, 3);
  store_.reset();
  std::string bytes = ReadFile(Head());
  for (const size_t slot : {size_t{0}, bytes.size() / 2}) {
    bytes[slot + 8] = static_cast<char>(bytes[slot + 8] ^ 1);
  }
  WriteFile(Head(), bytes);
  ExpectRefused("head");
}

TEST_F(OpeningTest, RefusesATruncatedWitness) {
  Fill(1, 3);
  store_.reset();
  fs::resize_file(Head(), 10);
  ExpectRefused("head");
}

TEST_F(OpeningTest, RefusesALogThatEndsBeforeItsWitness) {
  Fill(1, 3);
  store_.reset();
  fs::copy(directory_ / "log", directory_ / "older", fs::copy_options::recursive);
  MustOpen();
  Fill(4, 6);
  store_.reset();
  fs::remove_all(directory_ / "log");
  fs::rename(directory_ / "older", directory_ / "log");
  ExpectRefused("log");
}

TEST_F(OpeningTest, RefusesALogWithAnotherHistory) {
  Fill(1, 3);
  store_.reset();
  fs::copy(directory_ / "log", directory_ / "older", fs::copy_options::recursive);
  const std::string older_witness = ReadFile(Head());
  MustOpen();
  Fill(4, 6);
  store_.reset();
  const std::string witness = ReadFile(Head());
  // Another history grows from the older copy, longer than the one witnessed.
  fs::remove_all(directory_ / "log");
  fs::rename(directory_ / "older", directory_ / "log");
  WriteFile(Head(), older_witness);
  MustOpen();
  Fill(14, 19);
  store_.reset();
  WriteFile(Head(), witness);
  ExpectRefused("log");
}

TEST_F(OpeningTest, RefusesAMissingLog) {
  Fill(1, 3);
  store_.reset();
  fs::remove_all(directory_ / "log");
  ExpectRefused("log");
  EXPECT_FALSE(fs::exists(directory_ / "log" / "CURRENT"));
}

TEST_F(OpeningTest, RefusesALogWithoutItsCurrentFile) {
  Fill(1, 3);
  store_.reset();
  fs::remove(directory_ / "log" / "CURRENT");
  ExpectRefused("log");
}

TEST_F(OpeningTest, RefusesAFlippedBitAnywhereBeforeTheLastRecordOfTheWriteAheadLog) {
  Fill(1, 200);
  store_.reset();
  const fs::path wal = Newest("log", ".log");
  const std::string bytes = ReadFile(wal);
  ASSERT_GT(bytes.size(), 10000u);
  for (size_t i = 1; i < 20; ++i) {
    std::string flipped = bytes;
    flipped[bytes.size() * i / 21] = static_cast<char>(flipped[bytes.size() * i / 21] ^ 16);
    WriteFile(wal, flipped);
    ExpectRefused("log");
    EXPECT_THAT(std::string(Open().message()), HasSubstr(wal.filename().string()));
  }
  WriteFile(wal, bytes);
  MustOpen();
  EXPECT_EQ(StoreTest::Head(), 200u);
}

TEST_F(OpeningTest, RefusesATruncatedWriteAheadLog) {
  Fill(1, 50);
  store_.reset();
  const fs::path wal = Newest("log", ".log");
  fs::resize_file(wal, fs::file_size(wal) - 30);
  ExpectRefused("log");
}

TEST_F(OpeningTest, DropsATornRecordThatWasNeverAcknowledged) {
  Fill(1, 50);
  store_.reset();
  std::ofstream(Newest("log", ".log"), std::ios::binary | std::ios::app)
      << std::string("\x12\x34\x56\x78\x40\x00\x01half of a record", 23);
  MustOpen();
  EXPECT_EQ(StoreTest::Head(), 50u);
  Fill(51, 60);
  MustOpen();
  EXPECT_EQ(StoreTest::Head(), 60u);
  EXPECT_TRUE(Verify().ok());
}

TEST_F(OpeningTest, RefusesAnOlderKeyStore) {
  Fill(1, 3);
  store_.reset();
  fs::copy(directory_ / "keys", directory_ / "older", fs::copy_options::recursive);
  MustOpen();
  NewCommit commit = CommitOf(4, {StreamOf(1)});
  commit.events[0].parts = {{.subject = IdOf(5), .role = 1, .plaintext = "Astrid"}};
  ASSERT_TRUE(Append(commit).ok());
  Fill(5, 9);
  store_.reset();
  fs::remove_all(directory_ / "keys");
  fs::rename(directory_ / "older", directory_ / "keys");
  ExpectRefused("keys");
}

TEST_F(OpeningTest, RefusesAMissingKeyStoreOrMasterKey) {
  Fill(1, 3);
  store_.reset();
  fs::rename(directory_ / "keys", directory_ / "away");
  ExpectRefused("keys");
  fs::remove_all(directory_ / "keys");
  fs::rename(directory_ / "away", directory_ / "keys");
  fs::rename(directory_ / "master.key", directory_ / "away");
  ExpectRefused("master.key");
  fs::rename(directory_ / "away", directory_ / "master.key");
  MustOpen();
}

TEST_F(OpeningTest, RefusesATruncatedMasterKey) {
  store_.reset();
  fs::resize_file(directory_ / "master.key", 20);
  ExpectRefused("master.key");
}

}  // namespace
}  // namespace framdrift::eventstore
