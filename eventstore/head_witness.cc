#include "eventstore/head_witness.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "eventstore/append.h"
#include "eventstore/bytes.h"
#include "eventstore/hash.h"

namespace framdrift::eventstore {
namespace {

constexpr absl::string_view kMagic = "FDHW";
constexpr uint16_t kVersion = 1;
constexpr size_t kHeaderBytes = 4 + 2 + 8 + 4;
constexpr size_t kHeadBytes = 4 + 2 + 8 + 32;
constexpr size_t kChecksumBytes = 4;
// One page: what a disk writes at once. Holds the heads of 44 tenants.
constexpr uint64_t kFirstSlotBytes = 4096;

absl::Status Failed(absl::string_view what, const std::string& path) {
  return absl::InternalError(absl::StrCat(what, " ", path, ": ", std::strerror(errno)));
}

uint64_t BytesFor(size_t heads) { return kHeaderBytes + heads * kHeadBytes + kChecksumBytes; }

std::string EncodeSlot(uint64_t sequence, const std::vector<WitnessedHead>& heads) {
  std::string out(kMagic);
  out.reserve(BytesFor(heads.size()));
  PutInteger(out, kVersion);
  PutInteger(out, sequence);
  PutInteger(out, static_cast<uint32_t>(heads.size()));
  for (const WitnessedHead& head : heads) {
    PutInteger(out, head.log.tenant);
    PutInteger(out, static_cast<uint16_t>(head.log.log));
    PutInteger(out, head.position);
    PutBytes(out, head.root);
  }
  PutInteger(out, Crc32c(out));
  return out;
}

struct Slot {
  uint64_t sequence = 0;
  std::vector<WitnessedHead> heads;
};

// Nothing when the slot is torn, damaged or was never written.
std::optional<Slot> DecodeSlot(absl::string_view bytes) {
  ByteReader reader(bytes);
  if (bytes.size() < BytesFor(0) || bytes.substr(0, kMagic.size()) != kMagic) return std::nullopt;
  reader.Bytes(kMagic.size());
  if (reader.Integer<uint16_t>() != kVersion) return std::nullopt;
  Slot slot;
  slot.sequence = reader.Integer<uint64_t>();
  const uint32_t count = reader.Integer<uint32_t>();
  if (BytesFor(count) > bytes.size()) return std::nullopt;
  for (uint32_t i = 0; i < count; ++i) {
    WitnessedHead head;
    head.log.tenant = reader.Integer<uint32_t>();
    head.log.log = static_cast<LogNumber>(reader.Integer<uint16_t>());
    head.position = reader.Integer<uint64_t>();
    head.root = reader.Array<32>();
    slot.heads.push_back(head);
  }
  const absl::string_view covered = bytes.substr(0, BytesFor(count) - kChecksumBytes);
  if (reader.Integer<uint32_t>() != Crc32c(covered)) return std::nullopt;
  return slot;
}

absl::Status WriteAll(int file, absl::string_view bytes, uint64_t offset, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return Failed("writing", path);
    bytes.remove_prefix(static_cast<size_t>(written));
    offset += static_cast<uint64_t>(written);
  }
  return absl::OkStatus();
}

absl::Status SyncDirectoryOf(const std::string& path) {
  const std::string directory = std::filesystem::path(path).parent_path().string();
  const int file = ::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY);
  if (file < 0) return Failed("opening", directory);
  const bool synced = ::fsync(file) == 0;
  ::close(file);
  return synced ? absl::OkStatus() : Failed("syncing", directory);
}

// Makes a synced file at `path` whose first slot holds `slot`, and opens it.
absl::StatusOr<int> MakeFile(const std::string& path, absl::string_view slot, uint64_t slot_bytes) {
  const std::string fresh = path + ".new";
  const int file = ::open(fresh.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return Failed("making", fresh);
  // Writing the zeros takes the space now, so that no later write to a slot can lack it.
  std::string bytes(slot_bytes * 2, '\0');
  std::copy(slot.begin(), slot.end(), bytes.begin());
  absl::Status status = WriteAll(file, bytes, 0, fresh);
  if (status.ok() && ::fsync(file) != 0) status = Failed("syncing", fresh);
  if (status.ok() && ::rename(fresh.c_str(), path.c_str()) != 0) status = Failed("renaming", fresh);
  if (status.ok()) status = SyncDirectoryOf(path);
  if (status.ok()) return file;
  ::close(file);
  return status;
}

}  // namespace

absl::StatusOr<std::unique_ptr<HeadWitness>> HeadWitness::Create(const std::string& path) {
  if (std::filesystem::exists(path)) return absl::AlreadyExistsError(path);
  FD_ASSIGN_OR_RETURN(const int file, MakeFile(path, EncodeSlot(0, {}), kFirstSlotBytes));
  std::unique_ptr<HeadWitness> witness(new HeadWitness(path, file, kFirstSlotBytes));
  witness->slot_ = 1;
  return witness;
}

absl::StatusOr<std::unique_ptr<HeadWitness>> HeadWitness::Open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return absl::NotFoundError(path);
  if (file < 0) return Failed("opening", path);
  struct stat about {};
  if (::fstat(file, &about) != 0) return Failed("reading", path);
  const uint64_t slot_bytes = static_cast<uint64_t>(about.st_size) / 2;
  std::unique_ptr<HeadWitness> witness(new HeadWitness(path, file, slot_bytes));
  std::string bytes(slot_bytes * 2, '\0');
  if (::pread(file, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return Failed("reading", path);
  }
  bool found = false;
  for (uint64_t i = 0; i < 2; ++i) {
    std::optional<Slot> slot =
        DecodeSlot(absl::string_view(bytes).substr(i * slot_bytes, slot_bytes));
    if (!slot.has_value() || (found && slot->sequence < witness->sequence_)) continue;
    found = true;
    witness->sequence_ = slot->sequence;
    witness->heads_ = std::move(slot->heads);
    witness->slot_ = i;
  }
  if (!found) {
    return StatusWithReason(absl::StatusCode::kDataLoss,
                            kStoreDamaged,
                            absl::StrCat("The head witness ",
                                         path,
                                         " is damaged in both of its slots. Restore the data "
                                         "directory from a backup."));
  }
  // The slot may have been written by a process that was killed before it synced.
  witness->dirty_ = true;
  FD_RETURN_IF_ERROR(witness->Sync());
  return witness;
}

HeadWitness::~HeadWitness() { ::close(file_); }

absl::Status HeadWitness::Write(const std::vector<WitnessedHead>& changed) {
  for (const WitnessedHead& head : changed) {
    const auto at = std::lower_bound(
        heads_.begin(), heads_.end(), head, [](const WitnessedHead& a, const WitnessedHead& b) {
          return a.log < b.log;
        });
    if (at != heads_.end() && at->log == head.log) {
      *at = head;
    } else {
      heads_.insert(at, head);
    }
  }
  return BytesFor(heads_.size()) > slot_bytes_ ? Grow() : WriteSlot();
}

absl::Status HeadWitness::WriteSlot() {
  dirty_ = true;
  return WriteAll(file_, EncodeSlot(++sequence_, heads_), slot_ * slot_bytes_, path_);
}

absl::Status HeadWitness::Grow() {
  while (slot_bytes_ < BytesFor(heads_.size())) slot_bytes_ *= 2;
  FD_ASSIGN_OR_RETURN(const int file,
                      MakeFile(path_, EncodeSlot(++sequence_, heads_), slot_bytes_));
  ::close(file_);
  file_ = file;
  slot_ = 1;
  dirty_ = false;
  return absl::OkStatus();
}

absl::Status HeadWitness::Sync() {
  if (!dirty_) return absl::OkStatus();
  if (::fdatasync(file_) != 0) return Failed("syncing", path_);
  dirty_ = false;
  slot_ ^= 1;
  return absl::OkStatus();
}

}  // namespace framdrift::eventstore
