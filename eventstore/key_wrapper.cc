#include "eventstore/key_wrapper.h"

#include <fcntl.h>
#include <sodium/crypto_aead_xchacha20poly1305.h>
#include <sodium/utils.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/random.h"
#include "base/status_macros.h"
#include "eventstore/bytes.h"
#include "eventstore/hash.h"

namespace framdrift::eventstore {
namespace {

constexpr absl::string_view kMagic = "FDMASTER";
constexpr uint8_t kFormat = 1;
constexpr size_t kFileBytes = 8 + 1 + 4 + 32 + 4;
constexpr uint8_t kXChaCha20Poly1305 = 1;

// A file descriptor that closes itself.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }

 private:
  const int descriptor_;
};

absl::Status Failed(absl::string_view what, const std::string& path) {
  return absl::InternalError(
      absl::StrCat(what, " the master key ", path, ": ", std::generic_category().message(errno)));
}

absl::Status SyncDirectoryOf(const std::string& path) {
  const std::string directory = std::filesystem::absolute(path).parent_path().string();
  const File file(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (file.get() < 0 || ::fsync(file.get()) != 0) return Failed("syncing the directory of", path);
  return absl::OkStatus();
}

// Makes the file whole or not at all: under another name first, then linked, so that of two
// programs starting at once one makes it and the other finds it.
absl::Status Create(const std::string& path) {
  SecretKey key;
  RandomBytes(key.data(), key.size());
  std::string bytes(kMagic);
  PutInteger(bytes, kFormat);
  PutInteger(bytes, uint32_t{1});
  PutBytes(bytes, key);
  PutInteger(bytes, Crc32c(bytes));
  const std::string fresh = absl::StrCat(path, ".new.", ::getpid());
  {
    const File file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (file.get() < 0) return Failed("making", fresh);
    if (::write(file.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
        ::fsync(file.get()) != 0) {
      return Failed("writing", fresh);
    }
  }
  sodium_memzero(bytes.data(), bytes.size());
  sodium_memzero(key.data(), key.size());
  const bool linked = ::link(fresh.c_str(), path.c_str()) == 0 || errno == EEXIST;
  if (!linked) return Failed("making", path);
  if (::unlink(fresh.c_str()) != 0) return Failed("removing", fresh);
  return SyncDirectoryOf(path);
}

}  // namespace

absl::StatusOr<std::unique_ptr<FileKeyWrapper>> FileKeyWrapper::Open(const std::string& path,
                                                                     bool create) {
  File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 && errno == ENOENT && create) {
    FD_RETURN_IF_ERROR(Create(path));
    return Open(path, false);
  }
  if (file.get() < 0 && errno == ENOENT) {
    return absl::NotFoundError(absl::StrCat("there is no master key ", path));
  }
  struct stat about {};
  if (file.get() < 0 || ::fstat(file.get(), &about) != 0) return Failed("opening", path);
  if ((about.st_mode & 077) != 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("others may read the master key ", path, ": chmod 600 it"));
  }
  char bytes[kFileBytes + 1];
  const ssize_t size = ::read(file.get(), bytes, sizeof bytes);
  const absl::string_view view(bytes, size < 0 ? 0 : static_cast<size_t>(size));
  ByteReader reader(view);
  const bool known = reader.Bytes(kMagic.size()) == kMagic && reader.Integer<uint8_t>() == kFormat;
  const auto epoch = reader.Integer<uint32_t>();
  SecretKey master = reader.Array<32>();
  const auto crc = reader.Integer<uint32_t>();
  if (!known || epoch == 0 || view.size() != kFileBytes ||
      crc != Crc32c(view.substr(0, kFileBytes - sizeof crc))) {
    return absl::DataLossError(
        absl::StrCat("the master key ", path, " is damaged: put back its copy"));
  }
  std::unique_ptr<FileKeyWrapper> wrapper(new FileKeyWrapper(epoch, master));
  sodium_memzero(bytes, sizeof bytes);
  sodium_memzero(master.data(), master.size());
  return wrapper;
}

FileKeyWrapper::~FileKeyWrapper() { sodium_memzero(master_.data(), master_.size()); }

absl::StatusOr<WrappedKey> FileKeyWrapper::Wrap(const SecretKey& key, absl::string_view context) {
  WrappedKey wrapped;
  wrapped.algorithm = kXChaCha20Poly1305;
  wrapped.nonce.resize(kNonceBytes);
  RandomBytes(wrapped.nonce.data(), wrapped.nonce.size());
  wrapped.bytes.resize(key.size() + kSealTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<uint8_t*>(wrapped.bytes.data()),
                                             nullptr,
                                             key.data(),
                                             key.size(),
                                             AsBytes(context),
                                             context.size(),
                                             nullptr,
                                             AsBytes(wrapped.nonce),
                                             master_.data());
  return wrapped;
}

absl::StatusOr<SecretKey> FileKeyWrapper::Unwrap(const WrappedKey& wrapped,
                                                 absl::string_view context) {
  SecretKey key;
  if (wrapped.algorithm != kXChaCha20Poly1305 || wrapped.nonce.size() != kNonceBytes ||
      wrapped.bytes.size() != key.size() + kSealTagBytes ||
      crypto_aead_xchacha20poly1305_ietf_decrypt(key.data(),
                                                 nullptr,
                                                 nullptr,
                                                 AsBytes(wrapped.bytes),
                                                 wrapped.bytes.size(),
                                                 AsBytes(context),
                                                 context.size(),
                                                 AsBytes(wrapped.nonce),
                                                 master_.data()) != 0) {
    return absl::DataLossError("a wrapped key does not open under this master key");
  }
  return key;
}

}  // namespace framdrift::eventstore
