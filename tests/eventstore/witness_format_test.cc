// The head witness on disk is the one of FORMAT.md.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/check.h"
#include "eventstore/head_witness.h"
#include "gtest/gtest.h"
#include "tests/eventstore/vectors.h"

namespace framdrift::eventstore {
namespace {

TEST(WitnessFormatTest, ASlotOfTheSecondImplementationIsRead) {
  const Json json = ReadGolden("columns.json");
  std::string directory = testing::TempDir() + "/witness_XXXXXX";
  FD_CHECK(mkdtemp(directory.data()) != nullptr);
  const std::string path = directory + "/head";
  std::string bytes = json["witness_slot"].bytes();
  bytes.resize(8192);
  std::ofstream(path, std::ios::binary) << bytes;

  const auto witness = HeadWitness::Open(path);
  ASSERT_TRUE(witness.ok()) << witness.status();
  const WitnessedHead head{{json["tenant_number"].number<TenantNumber>(),
                            static_cast<LogNumber>(json["log"].number<int>())},
                           json["position"].number<Position>(),
                           json["witness_root"].array<32>()};
  EXPECT_EQ((*witness)->heads(), std::vector<WitnessedHead>{head});

  // The next slot written is this one again, but for its sequence and checksum.
  ASSERT_TRUE((*witness)->Write({head}).ok());
  ASSERT_TRUE((*witness)->Sync().ok());
  std::stringstream written;
  written << std::ifstream(path, std::ios::binary).rdbuf();
  const std::string second = written.str().substr(4096, json["witness_slot"].bytes().size());
  EXPECT_EQ(second.substr(0, 6), bytes.substr(0, 6));
  EXPECT_EQ(second.substr(14, second.size() - 18), bytes.substr(14, second.size() - 18));
  EXPECT_EQ(second[13], bytes[13] + 1);
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace framdrift::eventstore
