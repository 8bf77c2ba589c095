// The cryptography we build on, held against the vectors of others.
#include <sodium/crypto_aead_xchacha20poly1305.h>

#include "absl/strings/escaping.h"
#include "eventstore/hash.h"
#include "gtest/gtest.h"
#include "tests/eventstore/vectors.h"

namespace framdrift::eventstore {
namespace {

const uint8_t* AsBytes(const std::string& bytes) {
  return reinterpret_cast<const uint8_t*>(bytes.data());
}

TEST(PrimitivesTest, Crc32cGivesTheKnownAnswers) {
  EXPECT_EQ(Crc32c(""), 0U);
  EXPECT_EQ(Crc32c("123456789"), 0xe3069283U);
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8a9136aaU);  // RFC 3720, B.4
  EXPECT_EQ(Crc32c(std::string(32, '\xff')), 0x62a8ab43U);
  EXPECT_EQ(Crc32c("56789", Crc32c("1234")), 0xe3069283U);
}

TEST(PrimitivesTest, Sha256GivesTheKnownAnswers) {
  EXPECT_EQ(absl::BytesToHexString(AsView(Sha256("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256({"a", "", "bc"}), Sha256("abc"));
  EXPECT_EQ(absl::BytesToHexString(AsView(Sha256(""))),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(PrimitivesTest, HmacAcceptsAndRefusesWhatWycheproofSays) {
  const auto file = ReadReference("crypto/hmac_sha256_test.json.gz");
  if (!file.has_value()) GTEST_SKIP() << kNoReferenceData;
  int tried = 0;
  const Json& groups = (*file)["testGroups"];
  for (int g = 0; g < groups.size(); ++g) {
    const Json& tests = groups.at(g)["tests"];
    for (int t = 0; t < tests.size(); ++t, ++tried) {
      const Json& test = tests.at(t);
      const std::string tag = test["tag"].bytes();
      const Hash mac = HmacSha256(test["key"].bytes(), {test["msg"].bytes()});
      EXPECT_EQ(AsView(mac).substr(0, tag.size()) == tag, test["result"].text() == "valid")
          << test["comment"].text();
    }
  }
  EXPECT_GT(tried, 100);
}

TEST(PrimitivesTest, XChaCha20Poly1305OpensAndRefusesWhatWycheproofSays) {
  const auto file = ReadReference("crypto/xchacha20_poly1305_test.json.gz");
  if (!file.has_value()) GTEST_SKIP() << kNoReferenceData;
  int tried = 0;
  const Json& groups = (*file)["testGroups"];
  for (int g = 0; g < groups.size(); ++g) {
    const Json& tests = groups.at(g)["tests"];
    for (int t = 0; t < tests.size(); ++t) {
      const Json& test = tests.at(t);
      const std::string key = test["key"].bytes();
      const std::string nonce = test["iv"].bytes();
      const std::string aad = test["aad"].bytes();
      const std::string sealed = test["ct"].bytes() + test["tag"].bytes();
      if (nonce.size() != crypto_aead_xchacha20poly1305_ietf_NPUBBYTES) continue;
      ASSERT_EQ(key.size(), crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
      ++tried;
      std::string opened(sealed.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
      const int result =
          crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<uint8_t*>(opened.data()),
                                                     nullptr,
                                                     nullptr,
                                                     AsBytes(sealed),
                                                     sealed.size(),
                                                     AsBytes(aad),
                                                     aad.size(),
                                                     AsBytes(nonce),
                                                     AsBytes(key));
      EXPECT_EQ(result == 0, test["result"].text() == "valid") << test["comment"].text();
      if (result == 0) {
        EXPECT_EQ(opened, test["msg"].bytes());
      }
    }
  }
  EXPECT_GT(tried, 100);
}

}  // namespace
}  // namespace framdrift::eventstore
