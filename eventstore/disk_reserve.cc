#include "eventstore/disk_reserve.h"

#include <fcntl.h>
#include <unistd.h>

namespace framdrift::eventstore {
namespace {

constexpr uint64_t kStep = uint64_t{1} << 20;

}  // namespace

void ReleaseReserve(const std::string& path) { ::unlink(path.c_str()); }

void TakeReserve(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return;
  uint64_t bytes = kReserveBytes;
  while (bytes > 0 && ::posix_fallocate(file, 0, static_cast<off_t>(bytes)) != 0) bytes -= kStep;
  ::close(file);
}

}  // namespace framdrift::eventstore
