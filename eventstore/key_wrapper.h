// What keeps the data keys secret at rest: wraps them under a key that lives elsewhere.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/sealing.h"

namespace framdrift::eventstore {

struct WrappedKey {
  uint8_t algorithm = 0;
  std::string nonce;  // 24 bytes
  std::string bytes;
};

// Thread-safe. `context` is authenticated with the key: a wrapped key opens only where it was made.
class KeyWrapper {
 public:
  virtual ~KeyWrapper() = default;
  // Which master key wraps; written into every record. Destroying keys means a new epoch.
  virtual uint32_t epoch() const = 0;
  virtual absl::StatusOr<WrappedKey> Wrap(const SecretKey& key, absl::string_view context) = 0;
  // DATA_LOSS if it was not wrapped by this master key in this context.
  virtual absl::StatusOr<SecretKey> Unwrap(const WrappedKey& wrapped,
                                           absl::string_view context) = 0;
};

// A master key in a file only its owner may read. Whoever has the file and the key store reads
// everything sealed; whoever loses the file has lost it. Keep a copy apart from all backups.
class FileKeyWrapper : public KeyWrapper {
 public:
  // Opens `path`, or creates it (mode 0600, synced) with a random key if `create` and it does not
  // exist. DATA_LOSS if the file is damaged; FAILED_PRECONDITION if others may read it;
  // NOT_FOUND if it does not exist and is not to be created.
  static absl::StatusOr<std::unique_ptr<FileKeyWrapper>> Open(const std::string& path, bool create);
  ~FileKeyWrapper() override;

  uint32_t epoch() const override { return epoch_; }
  absl::StatusOr<WrappedKey> Wrap(const SecretKey& key, absl::string_view context) override;
  absl::StatusOr<SecretKey> Unwrap(const WrappedKey& wrapped, absl::string_view context) override;

 private:
  FileKeyWrapper(uint32_t epoch, const SecretKey& master) : epoch_(epoch), master_(master) {}

  const uint32_t epoch_;
  SecretKey master_;
};

}  // namespace framdrift::eventstore
