// Keys are made once and kept, fences hold, and a number is reserved for one person.
#include "eventstore/key_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "base/refusal.h"
#include "eventstore/hash.h"
#include "eventstore/key_cache.h"
#include "eventstore/key_records.h"
#include "eventstore/prepare.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/vectors.h"

namespace framdrift::eventstore {
namespace {

constexpr char kKeyTenant[] = "sundby-kommun";

class KeyStoreTest : public testing::Test {
 protected:
  KeyStoreTest() {
    std::string name = testing::TempDir() + "/key_store_XXXXXX";
    FD_CHECK(mkdtemp(name.data()) != nullptr);
    directory_ = name;
    wrapper_ = *FileKeyWrapper::Open(MasterPath(), true);
    store_ = *KeyStore::Open(StorePath(), *wrapper_);
  }
  ~KeyStoreTest() override {
    store_.reset();
    std::filesystem::remove_all(directory_);
  }

  std::string MasterPath() const { return directory_ + "/master.key"; }
  std::string StorePath() const { return directory_ + "/keys"; }
  void Reopen() {
    store_.reset();
    wrapper_ = *FileKeyWrapper::Open(MasterPath(), false);
    store_ = *KeyStore::Open(StorePath(), *wrapper_);
  }
  DataKey KeyFor(const Id16& subject) { return (*store_->KeysFor(kKeyTenant, {subject}))[0]; }

  std::string directory_;
  std::unique_ptr<FileKeyWrapper> wrapper_;
  std::unique_ptr<KeyStore> store_;
};

TEST_F(KeyStoreTest, MakesAKeyOnceAndKeepsIt) {
  const DataKey anna = KeyFor(Id16{1});
  const DataKey bo = KeyFor(Id16{2});
  EXPECT_NE(anna.key, bo.key);
  EXPECT_EQ(anna.version, 1U);
  EXPECT_EQ(KeyFor(Id16{1}).key, anna.key);
  Reopen();
  EXPECT_EQ(KeyFor(Id16{1}).key, anna.key);
  EXPECT_EQ(KeyFor(Id16{1}).sequence, anna.sequence);
  EXPECT_EQ(store_->FindKey(kKeyTenant, Id16{2}, 1)->key, bo.key);
  EXPECT_TRUE(absl::IsNotFound(store_->FindKey(kKeyTenant, Id16{2}, 2).status()));
  EXPECT_TRUE(absl::IsNotFound(store_->FindKey(kKeyTenant, Id16{3}, 1).status()));
}

TEST_F(KeyStoreTest, KeepsTenantsApart) {
  const DataKey here = KeyFor(Id16{1});
  const DataKey there = (*store_->KeysFor("norrby", {Id16{1}}))[0];
  EXPECT_NE(here.key, there.key);
  EXPECT_EQ(*store_->HighestKeySequence(kKeyTenant), 1U);
  EXPECT_EQ(*store_->HighestKeySequence("norrby"), 1U);
  EXPECT_EQ(*store_->HighestKeySequence("soderby"), 0U);
  EXPECT_NE(*store_->BlindIndex(kKeyTenant, "x"), *store_->BlindIndex("norrby", "x"));
  EXPECT_NE(*store_->TenantDigestKey(kKeyTenant), *store_->TenantDigestKey("norrby"));
}

TEST_F(KeyStoreTest, GivesKeysInTheOrderAskedForAndTheSameSubjectTheSameKey) {
  const DataKey bo = KeyFor(Id16{2});
  const auto keys = store_->KeysFor(kKeyTenant, {Id16{1}, Id16{2}, Id16{1}, Id16{3}});
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ((*keys)[0].key, (*keys)[2].key);
  EXPECT_EQ((*keys)[1].key, bo.key);
  EXPECT_NE((*keys)[0].key, (*keys)[3].key);
  EXPECT_EQ(*store_->HighestKeySequence(kKeyTenant), 3U);
}

TEST_F(KeyStoreTest, ThreadsThatMeetMakeOneKeyEach) {
  constexpr int kThreads = 8;
  constexpr int kSubjects = 50;
  std::vector<std::vector<DataKey>> keys(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([this, t, &keys] {
      for (int i = 0; i < kSubjects; ++i) {
        keys[static_cast<size_t>(t)].push_back(KeyFor(Id16{static_cast<uint8_t>(i + 1)}));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<uint64_t> sequences;
  for (size_t i = 0; i < kSubjects; ++i) {
    for (const auto& of_thread : keys) EXPECT_EQ(of_thread[i].key, keys[0][i].key);
    sequences.insert(keys[0][i].sequence);
  }
  EXPECT_EQ(sequences.size(), static_cast<size_t>(kSubjects));
  EXPECT_EQ(*sequences.rbegin(), static_cast<uint64_t>(kSubjects));
  EXPECT_EQ(*store_->HighestKeySequence(kKeyTenant), static_cast<uint64_t>(kSubjects));
}

TEST_F(KeyStoreTest, AFenceKeepsAKeyFromBeingMadeAgain) {
  EXPECT_EQ(*store_->FenceOf(kKeyTenant, Id16{1}), FenceState::kNever);
  KeyFor(Id16{1});
  EXPECT_EQ(*store_->FenceOf(kKeyTenant, Id16{1}), FenceState::kActive);
  EXPECT_FALSE(store_->IsErased(kKeyTenant, Id16{1}));
  ASSERT_TRUE(store_->MarkErased(kKeyTenant, Id16{1}).ok());
  EXPECT_TRUE(store_->IsErased(kKeyTenant, Id16{1}));
  for (int opened = 0; opened < 2; ++opened) {
    EXPECT_EQ(*store_->FenceOf(kKeyTenant, Id16{1}), FenceState::kErased);
    const absl::Status status = store_->KeysFor(kKeyTenant, {Id16{2}, Id16{1}}).status();
    ASSERT_EQ(RefusalsOf(status).size(), 1U);
    EXPECT_EQ(RefusalsOf(status)[0].reason, kSubjectErased);
    EXPECT_TRUE(absl::IsNotFound(store_->FindKey(kKeyTenant, Id16{1}, 1).status()));
    Reopen();
  }
}

TEST_F(KeyStoreTest, OfReservationsAtOnceOneWins) {
  const Hash index = *store_->BlindIndex(kKeyTenant, "198001012392");
  EXPECT_TRUE(absl::IsNotFound(store_->FindReservation(kKeyTenant, index).status()));
  constexpr uint8_t kThreads = 8;
  std::vector<Id16> holders(kThreads);
  std::vector<std::thread> threads;
  for (uint8_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([this, t, &index, &holders] {
      holders[t] = *store_->Reserve(kKeyTenant, index, Id16{static_cast<uint8_t>(t + 1)});
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(holders, testing::Each(holders[0]));
  Reopen();
  EXPECT_EQ(*store_->BlindIndex(kKeyTenant, "198001012392"), index);
  EXPECT_EQ(*store_->FindReservation(kKeyTenant, index), holders[0]);
  EXPECT_EQ(*store_->Reserve(kKeyTenant, index, Id16{99}), holders[0]);
}

TEST_F(KeyStoreTest, OnlyTheHolderReleases) {
  const Hash index{7};
  ASSERT_EQ(*store_->Reserve(kKeyTenant, index, Id16{1}), Id16{1});
  ASSERT_TRUE(store_->Release(kKeyTenant, index, Id16{2}).ok());
  EXPECT_EQ(*store_->FindReservation(kKeyTenant, index), Id16{1});
  ASSERT_TRUE(store_->Release(kKeyTenant, index, Id16{1}).ok());
  EXPECT_EQ(*store_->Reserve(kKeyTenant, index, Id16{2}), Id16{2});
}

TEST_F(KeyStoreTest, DoesNotOpenWithAnotherMasterKey) {
  store_.reset();
  const auto other = *FileKeyWrapper::Open(directory_ + "/other.key", true);
  const absl::Status status = KeyStore::Open(StorePath(), *other).status();
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("master key"));
}

// The write-ahead log that holds what was written last.
std::filesystem::path WriteAheadLog(const std::string& directory) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.path().extension() == ".log" && entry.file_size() > 0) return entry.path();
  }
  return {};
}

TEST_F(KeyStoreTest, ADamagedWriteAheadLogIsNotOpened) {
  for (uint8_t i = 1; i < 100; ++i) KeyFor(Id16{i});
  store_.reset();
  const std::filesystem::path log = WriteAheadLog(StorePath());
  ASSERT_FALSE(log.empty());
  {
    std::fstream file(log, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(log) / 2));
    file.write("damage", 6);
  }
  const absl::Status status = KeyStore::Open(StorePath(), *wrapper_).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("backup"));
}

TEST_F(KeyStoreTest, ATornLastWriteIsAsIfItHadNotBeen) {
  const DataKey anna = KeyFor(Id16{1});
  KeyFor(Id16{2});
  store_.reset();
  const std::filesystem::path log = WriteAheadLog(StorePath());
  std::filesystem::resize_file(log, std::filesystem::file_size(log) - 5);
  Reopen();
  EXPECT_EQ(KeyFor(Id16{1}).key, anna.key);
  EXPECT_EQ(*store_->HighestKeySequence(kKeyTenant), 1U)
      << "so the log shows that a key is missing";
  EXPECT_EQ(*store_->FenceOf(kKeyTenant, Id16{2}), FenceState::kNever);
}

TEST_F(KeyStoreTest, ASecondProcessIsTurnedAway) {
  EXPECT_TRUE(absl::IsUnavailable(KeyStore::Open(StorePath(), *wrapper_).status()));
}

TEST_F(KeyStoreTest, PreparesACommitWhosePartsOpenAgain) {
  NewCommit commit;
  commit.commit_id = Id16{1};
  commit.actor.pseudonym = Id16{2};
  NewEvent event;
  event.stream = {3, Id16{3}};
  event.type = 3001;
  event.occurred_at = absl::UnixEpoch();
  event.parts = {{Id16{8}, 1, "Anna"}, {Id16{9}, 2, std::string(9000, '.')}, {Id16{8}, 3, ""}};
  commit.events = {event, event};
  absl::StatusOr<PreparedCommit> prepared = PrepareCommit(kKeyTenant, commit, *store_);
  ASSERT_TRUE(prepared.ok()) << prepared.status();
  EXPECT_THAT(prepared->subjects, testing::ElementsAre(Id16{8}, Id16{9}));
  EXPECT_EQ(prepared->key_sequence, 2U);
  EXPECT_LT(prepared->bytes.size(), 2000U) << "long texts are compressed before they are sealed";
  std::vector<Hash> leaves;
  const StreamHead head;
  FinishCommit(kKeyTenant, {1, absl::UnixEpoch(), 2, {&head, 1}}, *prepared, leaves);
  CommitView view;
  ASSERT_TRUE(DecodeCommit(prepared->bytes, view).ok());
  for (const EventView& read : view.events) {
    for (const PartView& part : read.parts) {
      EXPECT_EQ(*OpenPartOf(kKeyTenant, read, part, *store_), event.parts[part.index].plaintext);
      EXPECT_FALSE(OpenPartOf("norrby", read, part, *store_).ok());
    }
  }
  ASSERT_TRUE(store_->MarkErased(kKeyTenant, Id16{8}).ok());
  EXPECT_TRUE(absl::IsNotFound(
      OpenPartOf(kKeyTenant, view.events[0], view.events[0].parts[0], *store_).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(PrepareCommit(kKeyTenant, commit, *store_).status()));
  commit.events.clear();
  EXPECT_TRUE(absl::IsInvalidArgument(PrepareCommit(kKeyTenant, commit, *store_).status()));
}

TEST_F(KeyStoreTest, AMasterKeyIsForItsOwnerOnly) {
  struct stat about {};
  ASSERT_EQ(stat(MasterPath().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
  ASSERT_EQ(chmod(MasterPath().c_str(), 0640), 0);
  EXPECT_TRUE(absl::IsFailedPrecondition(FileKeyWrapper::Open(MasterPath(), false).status()));
  EXPECT_TRUE(absl::IsNotFound(FileKeyWrapper::Open(directory_ + "/none", false).status()));
}

TEST_F(KeyStoreTest, ADamagedMasterKeyIsNotUsed) {
  for (const int offset : {0, 8, 12, 20, 48}) {
    std::fstream file(MasterPath(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(offset);
    const int byte = file.get();
    file.seekp(offset);
    file.put(static_cast<char>(byte ^ 1));
    file.close();
    EXPECT_TRUE(absl::IsDataLoss(FileKeyWrapper::Open(MasterPath(), false).status())) << offset;
    std::fstream mend(MasterPath(), std::ios::in | std::ios::out | std::ios::binary);
    mend.seekp(offset);
    mend.put(static_cast<char>(byte));
  }
  EXPECT_TRUE(FileKeyWrapper::Open(MasterPath(), false).ok());
  std::filesystem::resize_file(MasterPath(), 20);
  EXPECT_TRUE(absl::IsDataLoss(FileKeyWrapper::Open(MasterPath(), false).status()));
}

TEST(KeyCacheTest, KeepsWhatWasUsedLast) {
  KeyCache cache(2);
  cache.Insert(kKeyTenant, Id16{1}, {.version = 1});
  cache.Insert(kKeyTenant, Id16{2}, {.version = 2});
  EXPECT_TRUE(cache.Find(kKeyTenant, Id16{1}).has_value());
  cache.Insert("norrby", Id16{1}, {.version = 3});
  EXPECT_EQ(cache.size(), 2U);
  EXPECT_FALSE(cache.Find(kKeyTenant, Id16{2}).has_value());
  EXPECT_EQ(cache.Find(kKeyTenant, Id16{1})->version, 1U);
  EXPECT_EQ(cache.Find("norrby", Id16{1})->version, 3U);
}

TEST(KeyCacheTest, TakesNoKeyOfTheErased) {
  KeyCache cache(2);
  cache.Insert(kKeyTenant, Id16{1}, {.version = 1});
  cache.MarkErased(kKeyTenant, Id16{1});
  EXPECT_FALSE(cache.Find(kKeyTenant, Id16{1}).has_value());
  cache.Insert(kKeyTenant, Id16{1}, {.version = 1});
  EXPECT_FALSE(cache.Find(kKeyTenant, Id16{1}).has_value());
  EXPECT_TRUE(cache.IsErased(kKeyTenant, Id16{1}));
  EXPECT_FALSE(cache.IsErased("norrby", Id16{1}));
}

// Wraps as the file does, under the nonce it is given.
class ReplayingWrapper : public KeyWrapper {
 public:
  ReplayingWrapper(KeyWrapper& wrapper, WrappedKey wrapped)
      : wrapper_(wrapper), wrapped_(std::move(wrapped)) {}
  uint32_t epoch() const override { return wrapper_.epoch(); }
  absl::StatusOr<WrappedKey> Wrap(const SecretKey&, absl::string_view) override { return wrapped_; }
  absl::StatusOr<SecretKey> Unwrap(const WrappedKey& wrapped, absl::string_view context) override {
    return wrapper_.Unwrap(wrapped, context);
  }

 private:
  KeyWrapper& wrapper_;
  const WrappedKey wrapped_;
};

class GoldenKeys : public KeyStoreTest {
 protected:
  GoldenKeys() {
    const std::string path = directory_ + "/golden.key";
    std::ofstream(path, std::ios::binary) << json()["master_file"].bytes();
    chmod(path.c_str(), 0600);
    golden_ = *FileKeyWrapper::Open(path, false);
  }
  const Json& json() const { return file_; }
  std::string RowKey(const std::string& row) const { return json()["rows"][row]["key"].bytes(); }
  std::string RowValue(const std::string& row) const {
    return json()["rows"][row]["value"].bytes();
  }
  std::string tenant() const { return json()["tenant"].text(); }
  Id16 subject() const { return json()["subject"].array<16>(); }

  const Json file_ = ReadGolden("keys.json");
  std::unique_ptr<FileKeyWrapper> golden_;
};

TEST_F(GoldenKeys, RowsAreReadAndWrittenByteForByte) {
  namespace records = key_records;
  EXPECT_EQ(records::SubjectKey(tenant(), subject()), RowKey("fence active"));
  EXPECT_EQ(records::EncodeFence(RowKey("fence active"), {1, 1}), RowValue("fence active"));
  EXPECT_EQ(records::EncodeFence(RowKey("fence erased"), {2, 0}), RowValue("fence erased"));
  EXPECT_EQ(records::DecodeFence(RowKey("fence erased"), RowValue("fence erased"))->state, 2);
  EXPECT_EQ(records::SequenceKey(tenant()), RowKey("meta sequence"));
  EXPECT_EQ(records::EncodeSequence(RowKey("meta sequence"), 5), RowValue("meta sequence"));
  EXPECT_EQ(*records::DecodeSequence(RowKey("meta sequence"), RowValue("meta sequence")), 5U);
  const Hash index = json()["blind_index"].array<32>();
  const Id16 person = json()["person"].array<16>();
  EXPECT_EQ(HmacSha256(json()["blind_key"].bytes(), {json()["number"].bytes()}), index);
  EXPECT_EQ(records::ReservationKey(tenant(), index), RowKey("reservations"));
  EXPECT_EQ(records::EncodeReservation(RowKey("reservations"), person), RowValue("reservations"));
  EXPECT_EQ(*records::DecodeReservation(RowKey("reservations"), RowValue("reservations")), person);
}

TEST_F(GoldenKeys, WrappedKeysAreReadAndWrittenByteForByte) {
  namespace records = key_records;
  const std::string row = RowKey("keys");
  EXPECT_EQ(records::DataKeyKey(tenant(), subject(), 1), row);
  const absl::StatusOr<DataKey> key = records::DecodeDataKey(*golden_, row, 1, RowValue("keys"));
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(key->sequence, 5U);
  EXPECT_EQ(key->key, json()["data_key"].array<32>());
  const std::string value = RowValue("keys");
  ReplayingWrapper replaying(
      *golden_, {1, json()["nonce"].bytes(), value.substr(1 + 8 + 4 + 1 + 24 + 2, 48)});
  EXPECT_EQ(*records::EncodeDataKey(replaying, row, *key), value);

  const std::string blind = RowKey("meta blind");
  EXPECT_EQ(records::TenantSecretKey(tenant(), records::Purpose::kBlindIndex), blind);
  const std::string blind_value = RowValue("meta blind");
  const auto wrapped = records::DecodeRecord(blind, blind_value);
  ASSERT_TRUE(wrapped.ok());
  EXPECT_EQ(*records::DecodeWrapped(*golden_, records::Place::kMeta, blind, *wrapped),
            json()["blind_key"].array<32>());
}

TEST_F(GoldenKeys, ARecordMovedOrChangedIsDamage) {
  namespace records = key_records;
  const std::string row = RowKey("keys");
  std::string value = RowValue("keys");
  EXPECT_TRUE(absl::IsDataLoss(records::DecodeDataKey(*golden_, row + "x", 1, value).status()));
  for (size_t bit = 0; bit < value.size() * 8; ++bit) {
    value[bit / 8] = static_cast<char>(value[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_TRUE(absl::IsDataLoss(records::DecodeDataKey(*golden_, row, 1, value).status()));
    value[bit / 8] = static_cast<char>(value[bit / 8] ^ (1 << (bit % 8)));
  }
  // Even with a right checksum: a key wrapped for one subject opens for no other.
  const auto body = records::DecodeRecord(row, value);
  const std::string elsewhere = records::DataKeyKey(tenant(), Id16{9}, 1);
  const std::string moved = records::EncodeRecord(elsewhere, *body);
  EXPECT_TRUE(absl::IsDataLoss(records::DecodeDataKey(*golden_, elsewhere, 1, moved).status()));
}

}  // namespace
}  // namespace framdrift::eventstore
