#include "base/random.h"

#include <sys/random.h>

#include <cerrno>
#include <cstdint>

#include "base/check.h"

namespace framdrift {

void RandomBytes(void* out, size_t size) {
  auto* bytes = static_cast<uint8_t*>(out);
  while (size > 0) {
    const ssize_t n = getrandom(bytes, size, 0);
    if (n < 0) {
      FD_CHECK(errno == EINTR);
      continue;
    }
    bytes += n;
    size -= static_cast<size_t>(n);
  }
}

}  // namespace framdrift
