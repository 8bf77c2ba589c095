// Vectors that grow by an eighth, so that most of what is set aside is used.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace framdrift::indicators::growing {

template <typename T>
void Append(std::vector<T>& vector, T value) {
  if (vector.size() == vector.capacity()) {
    vector.reserve(vector.size() + vector.size() / 8 + 64);
  }
  vector.push_back(value);
}

// The last element takes the place of the one at `place`; nothing where there is none.
template <typename T>
void MoveLastTo(std::vector<T>& vector, uint32_t place) {
  if (vector.empty()) return;
  vector[place] = vector.back();
  vector.pop_back();
}

template <typename T>
size_t BytesOf(const std::vector<T>& vector) {
  return vector.capacity() * sizeof(T);
}

}  // namespace framdrift::indicators::growing
