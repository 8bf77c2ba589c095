// A filter made ready for the rows of one schema: list and count ask it row by row.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/filter/schema.h"

namespace framdrift::filter {

struct Predicate;

// Thread-safe; constant after construction. What the comparisons mean, by type of field:
//   text     = and != take `*` for any letters; < <= > >= go by bytes; `:` finds the text anywhere
//   enum     = and != take names, in any case, and `*`; `:` is =
//   id       = != and `:` take a UUID
//   instant  a year, month or day in the tenant's zone, or a time: a span, and `=` is within it
//   day      the same without times
//   bool     = != and `:` take true or false; the field alone means true
//   number   a decimal number
//   map      `attr.NAME` compares as numbers where both sides are, else as text; `attr:NAME`: is
//   set
// `field:*` holds where the field is set. A field that is not set meets no other comparison, `!=`
// included: NOT field = value is true there. A word alone is looked for in the searched fields.
class Filter {
 public:
  // Matches everything.
  Filter();
  Filter(Filter&&) noexcept;
  Filter& operator=(Filter&&) noexcept;
  ~Filter();

  // FILTER_INVALID with the character and what would be right. Days are those of `zone`.
  static absl::StatusOr<Filter> Compile(absl::string_view text, const Schema& schema,
                                        absl::TimeZone zone);

  bool Matches(const Row& row) const;
  // The id that `field` must have for a row to match, where the filter says so in so many words:
  // `unit_id = "…" AND …`. None also where only a closer look would tell.
  std::optional<Id16> RequiredId(size_t field) const;

 private:
  explicit Filter(std::unique_ptr<const Predicate> predicate);
  std::unique_ptr<const Predicate> predicate_;
};

}  // namespace framdrift::filter
