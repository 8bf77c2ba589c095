// Messages of the contracts as tests write them.
#pragma once

#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "clients/cli/reflect.h"

namespace framdrift::cli {

// Of the full name of its type and its JSON.
inline std::unique_ptr<google::protobuf::Message> FromJson(const char* type,
                                                           const std::string& json) {
  auto message = NewMessage(FindType(type));
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, message.get()).ok()) << json;
  return message;
}

inline absl::TimeZone Stockholm() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &zone));
  return zone;
}

}  // namespace framdrift::cli
