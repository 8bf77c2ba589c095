// Any commit within the limits comes back as it was; any bytes decode or are DATA_LOSS.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "eventstore/bytes.h"
#include "eventstore/codec.h"
#include "eventstore/hash.h"
#include "eventstore/limits.h"
#include "tests/eventstore/vectors.h"

namespace framdrift::eventstore {
namespace {

constexpr char kTenant[] = "sundby-kommun";

Id16 AnyId() { return *rc::gen::container<Id16>(rc::gen::arbitrary<uint8_t>()); }

// Of a few streams, so that events meet in one.
StreamId AnyStream() {
  return {*rc::gen::inRange<uint16_t>(1, 3), Id16{*rc::gen::inRange<uint8_t>(1, 4)}};
}

std::string AnyText(size_t max_bytes) {
  return *rc::gen::resize(static_cast<int>(max_bytes),
                          rc::gen::container<std::string>(rc::gen::inRange(' ', '~')));
}

absl::Time AnyTime() {
  return absl::FromUnixMicros(*rc::gen::inRange<int64_t>(kMinUnixMicros, kMaxUnixMicros + 1));
}

NewEvent AnyEvent() {
  NewEvent event;
  event.stream = AnyStream();
  event.type = *rc::gen::positive<uint32_t>();
  event.schema_version = *rc::gen::positive<uint16_t>();
  event.occurred_at = AnyTime();
  event.precision = *rc::gen::element(Precision::kSecond, Precision::kDay, Precision::kMonth);
  if (*rc::gen::arbitrary<bool>()) event.source_recorded_at = AnyTime();
  if (*rc::gen::arbitrary<bool>()) event.correlation = AnyId();
  if (*rc::gen::arbitrary<bool>()) event.causation = AnyId();
  event.reason_code = AnyText(kMaxReasonCodeBytes);
  event.legal_basis = AnyText(kMaxLegalBasisBytes);
  event.tags.resize(*rc::gen::inRange<size_t>(0, kMaxTags + 1));
  for (Tag& tag : event.tags) tag = {*rc::gen::arbitrary<uint16_t>(), AnyId()};
  event.public_part = *rc::gen::arbitrary<std::string>();
  event.parts.resize(*rc::gen::inRange<size_t>(0, 4));
  return event;
}

NewCommit AnyCommit() {
  NewCommit commit;
  commit.log = *rc::gen::element(LogNumber::kMain, LogNumber::kAccess);
  commit.commit_id = AnyId();
  commit.request_digest = *rc::gen::container<Hash>(rc::gen::arbitrary<uint8_t>());
  commit.actor = {AnyId(), AnyText(kMaxRoleBytes), static_cast<ActorKind>(*rc::gen::inRange(1, 5))};
  if (*rc::gen::arbitrary<bool>()) commit.on_behalf_of = AnyId();
  if (*rc::gen::arbitrary<bool>()) commit.unit = AnyId();
  const auto count = *rc::gen::inRange<size_t>(1, 8);
  for (size_t i = 0; i < count; ++i) commit.events.push_back(AnyEvent());
  return commit;
}

std::vector<SealedPart> SealAll(const NewCommit& commit) {
  std::vector<SealedPart> sealed;
  for (size_t i = 0; i < commit.events.size(); ++i) {
    for (size_t j = 0; j < commit.events[i].parts.size(); ++j) {
      const PartPlace place{.tenant = kTenant,
                            .stream = commit.events[i].stream,
                            .commit_id = commit.commit_id,
                            .event_index = static_cast<uint16_t>(i),
                            .part_index = static_cast<uint16_t>(j),
                            .type = commit.events[i].type,
                            .schema_version = commit.events[i].schema_version,
                            .subject = Id16{static_cast<uint8_t>(j + 1)},
                            .key_version = 1};
      sealed.push_back(SealPart(place, 1, {.version = 1, .sequence = j + 1}, "a note"));
    }
  }
  return sealed;
}

RC_GTEST_PROP(CodecProperty, ACommitComesBackAsItWasWithTheLeavesItWasGiven, ()) {
  const NewCommit commit = AnyCommit();
  absl::StatusOr<PreparedCommit> prepared = EncodeCommit(commit, SealAll(commit));
  RC_ASSERT(prepared.ok());
  std::vector<StreamHead> heads(prepared->streams.size());
  for (StreamHead& head : heads) {
    head.revision = *rc::gen::inRange<uint64_t>(0, 1000);
    if (head.revision > 0) head.leaf = Sha256(std::to_string(head.revision));
  }
  const Placement placement{.first_position = *rc::gen::inRange<uint64_t>(1000, uint64_t{1} << 60),
                            .recorded_at = AnyTime(),
                            .key_sequence = *rc::gen::arbitrary<uint64_t>(),
                            .heads = heads};
  std::vector<Hash> leaves;
  FinishCommit(kTenant, placement, *prepared, leaves);

  CommitView view;
  RC_ASSERT(DecodeCommit(prepared->bytes, view).ok());
  RC_ASSERT(view.events.size() == commit.events.size());
  RC_ASSERT(view.recorded_at == placement.recorded_at);
  RC_ASSERT(view.key_sequence == placement.key_sequence);
  for (size_t i = 0; i < view.events.size(); ++i) {
    RC_ASSERT(view.events[i].stream == commit.events[i].stream);
    RC_ASSERT(view.events[i].occurred_at == commit.events[i].occurred_at);
    RC_ASSERT(view.events[i].source_recorded_at == commit.events[i].source_recorded_at);
    RC_ASSERT(view.events[i].public_part == commit.events[i].public_part);
    RC_ASSERT(view.events[i].legal_basis == commit.events[i].legal_basis);
    RC_ASSERT(view.events[i].tags.size() == commit.events[i].tags.size());
    RC_ASSERT(view.events[i].parts.size() == commit.events[i].parts.size());
  }
  std::vector<Hash> recomputed;
  ComputeLeaves(kTenant, view, recomputed);
  RC_ASSERT(recomputed == leaves);
  for (size_t i = 0; i < view.streams.size(); ++i) {
    const PreparedStream& stream = prepared->streams[i];
    RC_ASSERT(stream.head.revision == heads[i].revision + stream.event_count);
    for (size_t e = 0; e < view.events.size(); ++e) {
      const bool set = e / 8 < stream.bitmap.size() && (stream.bitmap[e / 8] >> (e % 8) & 1) != 0;
      RC_ASSERT(set == (view.events[e].stream_index == i));
    }
  }
}

RC_GTEST_PROP(CodecProperty, AnyBytesDecodeOrAreDamage, (std::string bytes)) {
  CommitView view;
  const absl::Status status = DecodeCommit(bytes, view);
  RC_ASSERT(status.ok() || absl::IsDataLoss(status));
}

std::string WithChecksum(std::string bytes) {
  if (bytes.size() >= 4) {
    const size_t checked = bytes.size() - 4;
    StoreInteger(bytes.data() + checked, Crc32c(absl::string_view(bytes).substr(0, checked)));
  }
  return bytes;
}

// One to four changes: a bit, a byte, a field of four, bytes cut out, bytes put in.
std::string Mutated(std::string bytes, std::mt19937_64& random) {
  for (uint64_t change = random() % 4 + 1; change > 0 && bytes.size() > 8; --change) {
    const size_t at = random() % (bytes.size() - 4);
    switch (random() % 5) {
      case 0:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
        break;
      case 1:
        bytes[at] = static_cast<char>(random() % 4);
        break;
      case 2:
        StoreInteger(bytes.data() + at, static_cast<uint32_t>(random() >> (random() % 64)));
        break;
      case 3:
        bytes.erase(at, random() % 40);
        break;
      default:
        bytes.insert(at, std::string(random() % 40, static_cast<char>(random())));
    }
  }
  return bytes;
}

TEST(CodecMutationTest, AChangedCommitDecodesOrIsDamage) {
  const Json file = ReadGolden("commits.json");
  constexpr uint64_t kSeed = 20240305;
  std::mt19937_64 random(kSeed);
  CommitView view;
  std::vector<Hash> leaves;
  size_t decoded = 0;
  const Json& commits = file["commits"];
  for (int i = 0; i < commits.size(); ++i) {
    const std::string packed = commits.at(i)["packed"].bytes();
    for (int round = 0; round < 4000; ++round) {
      const std::string changed = WithChecksum(Mutated(packed, random));
      const absl::Status status = DecodeCommit(changed, view);
      ASSERT_TRUE(status.ok() || absl::IsDataLoss(status)) << status << ", seed " << kSeed;
      if (!status.ok()) continue;
      ++decoded;
      // What decodes can be used: every view lies within the bytes.
      ComputeLeaves(kTenant, view, leaves);
      for (const EventView& event : view.events) {
        for (size_t t = 0; t < event.tags.size(); ++t) ASSERT_EQ(event.tags[t], event.tags[t]);
        for (const PartView& part : event.parts) {
          if (!part.erased) {
            ASSERT_FALSE(OpenPart(PlaceOf(kTenant, event, part), part, SecretKey{1}).ok());
          }
        }
      }
    }
  }
  EXPECT_GT(decoded, 100U) << "the mutations should not all be refused at the door";
}

TEST(CodecMutationTest, ABitFlippedAnywhereIsDamage) {
  const Json file = ReadGolden("commits.json");
  std::string packed = file["commits"].at(1)["packed"].bytes();
  CommitView view;
  for (size_t bit = 0; bit < packed.size() * 8; ++bit) {
    packed[bit / 8] = static_cast<char>(packed[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_TRUE(absl::IsDataLoss(DecodeCommit(packed, view))) << "bit " << bit;
    packed[bit / 8] = static_cast<char>(packed[bit / 8] ^ (1 << (bit % 8)));
  }
}

TEST(CodecMutationTest, ACommitCutAnywhereIsDamage) {
  const Json file = ReadGolden("commits.json");
  const std::string packed = file["commits"].at(1)["packed"].bytes();
  CommitView view;
  for (size_t size = 0; size < packed.size(); ++size) {
    ASSERT_TRUE(absl::IsDataLoss(DecodeCommit(packed.substr(0, size), view))) << size;
    ASSERT_TRUE(absl::IsDataLoss(DecodeCommit(WithChecksum(packed.substr(0, size)), view))) << size;
  }
}

}  // namespace
}  // namespace framdrift::eventstore
