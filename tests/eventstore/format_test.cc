// The C++ writes and reads, byte for byte, what the second implementation makes of FORMAT.md.
#include <string>
#include <vector>

#include "eventstore/bytes.h"
#include "eventstore/codec.h"
#include "eventstore/hash.h"
#include "eventstore/keys.h"
#include "eventstore/limits.h"
#include "eventstore/merkle.h"
#include "eventstore/sealing.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/vectors.h"

namespace framdrift::eventstore {
namespace {

using testing::ElementsAreArray;

absl::Time Micros(const Json& json) { return absl::FromUnixMicros(json.number<int64_t>()); }

StreamId StreamOf(const Json& pair) {
  return {pair.at(0).number<uint16_t>(), pair.at(1).array<16>()};
}

NewEvent EventOf(const Json& json) {
  NewEvent event;
  event.stream = StreamOf(json["stream"]);
  event.type = json["type"].number<uint32_t>();
  event.schema_version = json["schema_version"].number<uint16_t>();
  event.occurred_at = Micros(json["occurred_at"]);
  event.precision = static_cast<Precision>(json["precision"].number<int>());
  if (json["source_recorded_at"].exists()) {
    event.source_recorded_at = Micros(json["source_recorded_at"]);
  }
  event.correlation = json["correlation"].array<16>();
  event.causation = json["causation"].array<16>();
  event.reason_code = json["reason_code"].text();
  event.legal_basis = json["legal_basis"].text();
  for (int i = 0; i < json["tags"].size(); ++i) {
    const Json& tag = json["tags"].at(i);
    event.tags.push_back({tag.at(0).number<uint16_t>(), tag.at(1).array<16>()});
  }
  event.public_part = json["public"].bytes();
  for (int i = 0; i < json["parts"].size(); ++i) {
    const Json& part = json["parts"].at(i);
    event.parts.push_back(
        {part["subject"].array<16>(), part["role"].number<uint16_t>(), part["plaintext"].bytes()});
  }
  return event;
}

NewCommit CommitOf(const Json& json) {
  NewCommit commit;
  commit.log = static_cast<LogNumber>(json["log"].number<int>());
  commit.commit_id = json["commit_id"].array<16>();
  commit.request_digest = json["request_digest"].array<32>();
  commit.actor = {json["actor"].array<16>(),
                  json["actor_role"].text(),
                  static_cast<ActorKind>(json["actor_kind"].number<int>())};
  commit.on_behalf_of = json["on_behalf_of"].array<16>();
  commit.unit = json["unit"].array<16>();
  for (int i = 0; i < json["events"].size(); ++i) {
    commit.events.push_back(EventOf(json["events"].at(i)));
  }
  return commit;
}

PartPlace PlaceOfPart(const std::string& tenant, const NewCommit& commit, size_t event_index,
                      const Json& part) {
  const NewEvent& event = commit.events[event_index];
  return {.tenant = tenant,
          .stream = event.stream,
          .commit_id = commit.commit_id,
          .event_index = static_cast<uint16_t>(event_index),
          .part_index = part["index"].number<uint16_t>(),
          .type = event.type,
          .schema_version = event.schema_version,
          .subject = part["subject"].array<16>(),
          .key_version = part["key_version"].number<uint32_t>()};
}

std::vector<Hash> LeavesOf(const Json& json) {
  std::vector<Hash> leaves;
  for (int i = 0; i < json.size(); ++i) leaves.push_back(json.at(i).array<32>());
  return leaves;
}

class GoldenCommits : public testing::Test {
 protected:
  // Calls `visit(json, commit)` for each commit of the golden file.
  template <typename Visit>
  void ForEach(Visit visit) {
    for (int i = 0; i < root()["commits"].size(); ++i) {
      const Json& json = root()["commits"].at(i);
      SCOPED_TRACE(json["name"].text());
      visit(json, CommitOf(json));
    }
  }
  const Json& root() const { return file_; }
  const std::string& tenant() const { return root()["tenant"].text(); }

 private:
  const Json file_ = ReadGolden("commits.json");
};

std::vector<SealedPart> Seal(const std::string& tenant, const NewCommit& commit, const Json& json) {
  std::vector<SealedPart> sealed;
  for (size_t i = 0; i < commit.events.size(); ++i) {
    const Json& parts = json["events"].at(static_cast<int>(i))["parts"];
    for (int j = 0; j < parts.size(); ++j) {
      const Json& part = parts.at(j);
      const PartPlace place = PlaceOfPart(tenant, commit, i, part);
      EXPECT_EQ(AdditionalDataOf(place), part["additional_data"].bytes());
      const DataKey key{.version = place.key_version, .key = part["key"].array<32>()};
      sealed.push_back(SealEncodedPart(place,
                                       part["role"].number<uint16_t>(),
                                       key,
                                       part["nonce"].bytes(),
                                       static_cast<PartEncoding>(part["encoding"].number<int>()),
                                       part["encoded"].bytes()));
      EXPECT_EQ(sealed.back().bytes, part["stored"].bytes());
    }
  }
  return sealed;
}

TEST_F(GoldenCommits, AreEncodedByteForByte) {
  ForEach([this](const Json& json, const NewCommit& commit) {
    ASSERT_TRUE(CheckLimits(commit).ok()) << CheckLimits(commit);
    std::vector<Id16> random;
    for (int i = 0; i < json["events"].size(); ++i) {
      random.push_back(json["events"].at(i)["random"].array<16>());
    }
    absl::StatusOr<PreparedCommit> prepared =
        EncodeCommitWith(commit, Seal(tenant(), commit, json), random);
    ASSERT_TRUE(prepared.ok()) << prepared.status();
    std::vector<StreamHead> heads;
    for (int i = 0; i < json["streams"].size(); ++i) {
      const Json& stream = json["streams"].at(i);
      heads.push_back(
          {stream["base_revision"].number<uint64_t>(), stream["base_leaf"].array<32>()});
    }
    Placement placement{.first_position = json["first_position"].number<uint64_t>(),
                        .recorded_at = Micros(json["recorded_at"]),
                        .key_sequence = json["key_sequence"].number<uint64_t>(),
                        .heads = heads};
    std::vector<Hash> leaves;
    // A placement that another commit took first leaves no trace.
    const std::vector<StreamHead> lost(heads.size(), StreamHead{99, Hash{1}});
    FinishCommit(tenant(), {1000, placement.recorded_at, 1, lost}, *prepared, leaves);
    FinishCommit(tenant(), placement, *prepared, leaves);
    EXPECT_EQ(absl::BytesToHexString(prepared->bytes), json["packed"].text());
    EXPECT_THAT(leaves, ElementsAreArray(LeavesOf(json["leaves"])));
  });
}

TEST_F(GoldenCommits, AreDecodedToWhatWasEncoded) {
  CommitView view;  // reused: nothing of the previous commit may shine through
  ForEach([&](const Json& json, const NewCommit& commit) {
    const std::string packed = json["packed"].bytes();
    const absl::Status status = DecodeCommit(packed, view);
    ASSERT_TRUE(status.ok()) << status;
    EXPECT_EQ(view.log, commit.log);
    EXPECT_EQ(view.first_position, json["first_position"].number<uint64_t>());
    EXPECT_EQ(view.request_digest, commit.request_digest);
    EXPECT_EQ(view.key_sequence, json["key_sequence"].number<uint64_t>());
    ASSERT_EQ(view.events.size(), commit.events.size());
    for (size_t i = 0; i < commit.events.size(); ++i) {
      const EventView& event = view.events[i];
      const NewEvent& expected = commit.events[i];
      EXPECT_EQ(event.position, view.first_position + i);
      EXPECT_EQ(event.event_index, i);
      EXPECT_EQ(event.commit_id, commit.commit_id);
      EXPECT_EQ(event.recorded_at, Micros(json["recorded_at"]));
      EXPECT_EQ(event.actor.pseudonym, commit.actor.pseudonym);
      EXPECT_EQ(event.actor.role, commit.actor.role);
      EXPECT_EQ(event.actor.kind, commit.actor.kind);
      EXPECT_EQ(event.on_behalf_of, commit.on_behalf_of);
      EXPECT_EQ(event.unit, commit.unit);
      EXPECT_EQ(event.stream, expected.stream);
      EXPECT_EQ(event.type, expected.type);
      EXPECT_EQ(event.schema_version, expected.schema_version);
      EXPECT_EQ(event.occurred_at, expected.occurred_at);
      EXPECT_EQ(event.precision, expected.precision);
      EXPECT_EQ(event.source_recorded_at, expected.source_recorded_at);
      EXPECT_EQ(event.correlation, expected.correlation);
      EXPECT_EQ(event.causation, expected.causation);
      EXPECT_EQ(event.reason_code, expected.reason_code);
      EXPECT_EQ(event.legal_basis, expected.legal_basis);
      ASSERT_EQ(event.tags.size(), expected.tags.size());
      for (size_t t = 0; t < expected.tags.size(); ++t) {
        EXPECT_EQ(event.tags[t], expected.tags[t]);
      }
      EXPECT_EQ(event.public_part, expected.public_part);
      EXPECT_EQ(event.parts.size(), expected.parts.size());
    }
  });
}

TEST_F(GoldenCommits, CountRevisionsAndAnswerARepeatedRequest) {
  ForEach([&](const Json& json, const NewCommit& commit) {
    const std::string packed = json["packed"].bytes();
    CommitView view;
    ASSERT_TRUE(DecodeCommit(packed, view).ok());
    const CommitResult result = ResultOf(view);
    EXPECT_TRUE(result.duplicate);
    EXPECT_EQ(result.last_position - result.first_position + 1, commit.events.size());
    ASSERT_EQ(result.revisions.size(), static_cast<size_t>(json["streams"].size()));
    std::vector<Revision> revisions;
    for (size_t i = 0; i < result.revisions.size(); ++i) {
      const Json& stream = json["streams"].at(static_cast<int>(i));
      revisions.push_back(stream["base_revision"].number<uint64_t>());
      EXPECT_EQ(result.revisions[i].first.id, stream["id"].array<16>());
    }
    for (const EventView& event : view.events) {
      EXPECT_EQ(event.revision, ++revisions[event.stream_index]);
    }
    for (size_t i = 0; i < revisions.size(); ++i) {
      EXPECT_EQ(result.revisions[i].second, revisions[i]);
    }
  });
}

TEST_F(GoldenCommits, OpenWithTheirKeysAndNoOthers) {
  ForEach([&](const Json& json, const NewCommit& commit) {
    const std::string packed = json["packed"].bytes();
    CommitView view;
    ASSERT_TRUE(DecodeCommit(packed, view).ok());
    for (size_t i = 0; i < view.events.size(); ++i) {
      const EventView& event = view.events[i];
      for (const PartView& part : event.parts) {
        const Json& expected = json["events"].at(static_cast<int>(i))["parts"].at(part.index);
        const PartPlace place = PlaceOf(tenant(), event, part);
        EXPECT_EQ(AdditionalDataOf(place), expected["additional_data"].bytes());
        SecretKey key = expected["key"].array<32>();
        const absl::StatusOr<std::string> opened = OpenPart(place, part, key);
        ASSERT_TRUE(opened.ok()) << opened.status();
        EXPECT_EQ(*opened, commit.events[i].parts[part.index].plaintext);
        key[0] ^= 1;
        EXPECT_TRUE(absl::IsDataLoss(OpenPart(place, part, key).status()));
      }
    }
  });
}

TEST_F(GoldenCommits, KeepTheirLeavesWhateverIsErased) {
  std::vector<Hash> leaves;
  CommitView view;
  ForEach([&](const Json& json, const NewCommit&) {
    for (const char* what : {"all parts", "everything", "headers", "first event"}) {
      SCOPED_TRACE(what);
      const std::string packed = json["erased"][what].bytes();
      const absl::Status status = DecodeCommit(packed, view);
      ASSERT_TRUE(status.ok()) << status;
      ComputeLeaves(tenant(), view, leaves);
      EXPECT_THAT(leaves, ElementsAreArray(LeavesOf(json["leaves"])));
      for (const EventView& event : view.events) {
        for (const PartView& part : event.parts) {
          if (!part.erased) continue;
          EXPECT_TRUE(absl::IsFailedPrecondition(
              OpenPart(PlaceOf(tenant(), event, part), part, SecretKey{}).status()));
        }
      }
    }
    const std::string packed = json["packed"].bytes();
    ASSERT_TRUE(DecodeCommit(packed, view).ok());
    ComputeLeaves(tenant(), view, leaves);
    EXPECT_THAT(leaves, ElementsAreArray(LeavesOf(json["leaves"])));
  });
}

TEST_F(GoldenCommits, GrowATreeWithTheRootsTheyGive) {
  TreeEdge tree;
  std::vector<Tile> full;
  ForEach([&](const Json& json, const NewCommit&) {
    tree.Append(LeavesOf(json["leaves"]), full);
    EXPECT_EQ(tree.Root(), json["root_after"].array<32>());
  });
}

TEST(DamagedCommitTest, IsRefusedThoughItsChecksumIsRight) {
  const Json file = ReadGolden("damaged.json");
  CommitView view;
  const std::string good = file["good"].bytes();
  EXPECT_TRUE(DecodeCommit(good, view).ok());
  const Json& damaged = file["damaged"];
  ASSERT_GT(damaged.size(), 30);
  for (int i = 0; i < damaged.size(); ++i) {
    const std::string packed = damaged.at(i)["packed"].bytes();
    EXPECT_TRUE(absl::IsDataLoss(DecodeCommit(packed, view))) << damaged.at(i)["what"].text();
  }
}

TEST(ColumnTest, KeysAndValuesAreThoseOfTheFormat) {
  const Json json = ReadGolden("columns.json");
  const Json& rows = json["rows"];
  const auto tenant = json["tenant_number"].number<TenantNumber>();
  const auto log = static_cast<LogNumber>(json["log"].number<int>());
  const auto position = json["position"].number<Position>();
  const StreamId stream = StreamOf(json["stream"]);
  EXPECT_EQ(LogKey(tenant, log, position), rows["log"]["key"].bytes());
  EXPECT_EQ(StreamKey(tenant, log, stream, position), rows["stream"]["key"].bytes());
  EXPECT_EQ(CommitKey(tenant, log, json["commit_id"].array<16>()), rows["commit"]["key"].bytes());
  EXPECT_EQ(
      TreeKey(
          tenant, log, json["tree_level"].number<uint8_t>(), json["tree_index"].number<uint64_t>()),
      rows["tree"]["key"].bytes());

  const std::string entry_bytes = rows["stream"]["value"].bytes();
  const absl::StatusOr<StreamEntry> entry = DecodeStreamEntry(entry_bytes);
  ASSERT_TRUE(entry.ok());
  EXPECT_EQ(entry->revision, json["revision"].number<uint64_t>());
  EXPECT_EQ(entry->leaf, json["leaf"].array<32>());
  EXPECT_EQ(entry->bitmap, json["bitmap"].bytes());
  EXPECT_EQ(EncodeStreamEntry(*entry), entry_bytes);

  const absl::StatusOr<CommitEntry> commit = DecodeCommitEntry(rows["commit"]["value"].bytes());
  ASSERT_TRUE(commit.ok());
  EXPECT_EQ(commit->first_position, position);
  EXPECT_EQ(EncodeCommitEntry(*commit), rows["commit"]["value"].bytes());
  EXPECT_EQ(EncodeTenantNumber(tenant), rows["tenant"]["value"].bytes());
  EXPECT_EQ(*DecodeTenantNumber(rows["tenant"]["value"].bytes()), tenant);
  EXPECT_EQ(*PositionOf(rows["log"]["key"].bytes(), kLogKeyBytes), position);
  EXPECT_EQ(*PositionOf(rows["stream"]["key"].bytes(), kStreamKeyBytes), position);
}

TEST(ColumnTest, RefusesKeysAndValuesOfAnotherLength) {
  EXPECT_TRUE(absl::IsDataLoss(PositionOf("short", kLogKeyBytes).status()));
  EXPECT_TRUE(absl::IsDataLoss(DecodeStreamEntry(std::string(40, 'x')).status()));
  EXPECT_TRUE(absl::IsDataLoss(DecodeStreamEntry(std::string(42, '\0')).status()));
  EXPECT_TRUE(absl::IsDataLoss(DecodeCommitEntry(std::string(41, 'x')).status()));
  EXPECT_TRUE(absl::IsDataLoss(DecodeTenantNumber("x").status()));
}

TEST(ColumnTest, KeysSortAsPositionsDo) {
  EXPECT_LT(LogKey(1, LogNumber::kMain, 255), LogKey(1, LogNumber::kMain, 256));
  EXPECT_LT(LogKey(1, LogNumber::kMain, 256), LogKey(1, LogNumber::kAccess, 1));
  EXPECT_LT(LogKey(1, LogNumber::kAccess, 256), LogKey(2, LogNumber::kMain, 1));
}

}  // namespace
}  // namespace framdrift::eventstore
