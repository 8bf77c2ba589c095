// What a filter may ask about: the typed fields of a kind of row, and a row seen through them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "base/strong_id.h"

namespace framdrift::filter {

// kMap holds texts by name: `attr.NAME`.
enum class FieldType { kText, kEnum, kId, kInstant, kDay, kBool, kNumber, kMap };

struct Enumerator {
  std::string name;
  int64_t number = 0;
};

struct Field {
  std::string name;
  FieldType type = FieldType::kText;
  // kText: a word that stands alone in a filter is looked for in this field.
  bool searched = false;
  // kEnum: its values. Others are never equal to anything.
  std::vector<Enumerator> values;
};

// Constant after construction. A field is known by its place in the list.
class Schema {
 public:
  explicit Schema(std::vector<Field> fields) : fields_(std::move(fields)) {}

  const std::vector<Field>& fields() const { return fields_; }
  std::optional<size_t> Find(absl::string_view name) const;
  // What to say of a name that is no field: the nearest that is, or all of them.
  std::string Suggest(absl::string_view name) const;

 private:
  std::vector<Field> fields_;
};

// A field's value: text, number of an enum or day, instant, bool, number or id; or it is not set.
// Views point into the row.
using Value = std::variant<std::monostate, absl::string_view, int64_t, absl::CivilDay, absl::Time,
                           bool, double, Id16>;

// A row whose fields are those of a schema.
class Row {
 public:
  // The value of the field at `field`, of the alternative its type has; of kMap: monostate.
  virtual Value Get(size_t field) const = 0;
  // The text under `name` of the kMap field at `field`.
  virtual std::optional<absl::string_view> Entry(size_t field, absl::string_view name) const = 0;

 protected:
  ~Row() = default;
};

}  // namespace framdrift::filter
