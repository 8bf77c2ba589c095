// OpenSSL 3 deprecates the plain SHA-256 calls in favour of ones that cost more; see hash.cc.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "eventstore/sha256_stream.h"

#include <openssl/sha.h>

namespace framdrift::eventstore {

struct Sha256Stream::State {
  SHA256_CTX context;
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) { SHA256_Init(&state_->context); }

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::Update(absl::string_view bytes) {
  SHA256_Update(&state_->context, bytes.data(), bytes.size());
}

Hash Sha256Stream::Finish() {
  Hash hash;
  SHA256_Final(hash.data(), &state_->context);
  return hash;
}

}  // namespace framdrift::eventstore
