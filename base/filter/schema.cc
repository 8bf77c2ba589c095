#include "base/filter/schema.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace framdrift::filter {
namespace {

// How many letters must be put in, left out or replaced to make `b` of `a`.
size_t Distance(absl::string_view a, absl::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j + 1] + 1, row[j] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

std::optional<size_t> Schema::Find(absl::string_view name) const {
  for (size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].name == name) return i;
  }
  return std::nullopt;
}

std::string Schema::Suggest(absl::string_view name) const {
  constexpr size_t kNear = 2;
  constexpr size_t kLongestName = 64;
  const Field* nearest = nullptr;
  size_t least = kNear + 1;
  for (const Field& field : fields_) {
    if (name.size() > kLongestName) break;
    const size_t distance = Distance(name, field.name);
    if (distance < least && distance < field.name.size()) {
      least = distance;
      nearest = &field;
    }
  }
  if (nearest != nullptr) return absl::StrCat("did you mean ", nearest->name, "?");
  return absl::StrCat("there are ",
                      absl::StrJoin(fields_, ", ", [](std::string* out, const Field& f) {
                        absl::StrAppend(out, f.name, f.type == FieldType::kMap ? ".NAME" : "");
                      }));
}

}  // namespace framdrift::filter
