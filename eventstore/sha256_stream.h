// SHA-256 of more than is held in memory at a time.
#pragma once

#include <memory>

#include "absl/strings/string_view.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

// Not thread-safe.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;

  void Update(absl::string_view bytes);
  // Of all that went before. Called once, last.
  Hash Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace framdrift::eventstore
