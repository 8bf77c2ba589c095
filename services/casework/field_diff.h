// How two messages of one type differ, field by field, for people to read.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "google/protobuf/message.h"

namespace framdrift::services {

// A text is empty where the field is not set on that side.
struct FieldDifference {
  std::string path;
  std::string before;
  std::string after;

  friend bool operator==(const FieldDifference&, const FieldDifference&) = default;
};

// In the order of the fields. Elements of a list are matched by what names them, as
// `notes[position=57]`, and stand for themselves by place, from 1, where nothing does. Times are
// those of `zone`; days, times and Whens are one value.
std::vector<FieldDifference> DifferencesOf(const google::protobuf::Message& before,
                                           const google::protobuf::Message& after,
                                           absl::TimeZone zone);

}  // namespace framdrift::services
