// The past that a request asks about, with the fields valid_time, known_time and as_of_position.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "domain/history/timeline.h"
#include "domain/history/when.h"
#include "services/reading.h"

namespace framdrift::services {

struct PastAsked {
  std::optional<absl::Time> valid;
  std::optional<absl::Time> known;
  int64_t position = 0;

  // False for what stands now.
  bool any() const { return valid || known || position != 0; }
};

template <typename Request>
PastAsked PastAskedBy(const Request& request) {
  PastAsked asked;
  if (request.has_valid_time()) asked.valid = history::TimeFrom(request.valid_time());
  if (request.has_known_time()) asked.known = history::TimeFrom(request.known_time());
  asked.position = request.as_of_position();
  return asked;
}

struct Past {
  // The position is that of the answer where none was asked for. What was known at an instant is
  // what was true then of it, unless another valid time was asked for.
  history::AsOf as_of;
  // The clock that lateness is judged by: the valid time asked for, else the instant of the known
  // time or position, else now.
  absl::Time evaluated_at;
};

// What `asked` means for an answer of `reading`. FIELD_INVALID, the field's name behind `prefix`,
// for instants to come, positions the log has not reached, and a known time with a position;
// DEADLINE_EXCEEDED, PROJECTION_BEHIND, for a position that `reading` has not reached. May wait.
absl::StatusOr<Past> PastOf(const Reading& reading, const PastAsked& asked,
                            absl::string_view prefix = "");

// The one field that pages of a list of the past share: the position their first was made at. Empty
// texts stand for the first page and the last.
struct PastPage {
  int64_t position = 0;  // 0 on the first page
  std::string token;     // of the rows
};
std::string EncodePastPage(const PastPage& page);
// PAGE_TOKEN_INVALID for a text of another form.
absl::StatusOr<PastPage> DecodePastPage(absl::string_view text);

}  // namespace framdrift::services
