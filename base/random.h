// Random bytes from the operating system.
#pragma once

#include <cstddef>

namespace framdrift {

// Fills `out` with `size` bytes from getrandom(2). Thread-safe.
void RandomBytes(void* out, size_t size);

}  // namespace framdrift
