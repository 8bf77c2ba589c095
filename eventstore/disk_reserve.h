// Space set aside, so that a store can be opened on a disk that others have filled.
#pragma once

#include <cstdint>
#include <string>

namespace framdrift::eventstore {

// Opening two RocksDB instances writes less than this.
inline constexpr uint64_t kReserveBytes = uint64_t{16} << 20;

// Gives the space back: to be called before the store is opened.
void ReleaseReserve(const std::string& path);
// Sets kReserveBytes aside in the file at `path`, or half as much again and again where the disk
// has not that much; nothing when it is full to the last MiB.
void TakeReserve(const std::string& path);

}  // namespace framdrift::eventstore
