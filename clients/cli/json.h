// A message as JSON for scripts: numbers as numbers, fields by the names of the contract.
#pragma once

#include <string>

#include <google/protobuf/message.h>

namespace framdrift::cli {

// Proto3's JSON, but for two things that scripts want. Whole numbers that a double holds exactly
// (below 2^53) are numbers, larger ones text. Numbers and yes or no always stand there, also as 0
// and false, unless the contract tells "not set" from them; empty text, codes and lists do not.
// One line, or indented when `pretty`. Any program that reads proto3's JSON reads it too.
std::string JsonOf(const google::protobuf::Message& message, bool pretty);

// `json`, an object, with a last member that says that nobody in it exists.
std::string WithInventedNote(const std::string& json, bool pretty);

// `json` without that member, where it is the last: so that what was printed can be sent as it is.
std::string WithoutInventedNote(const std::string& json);

// What the member says, in exports of every format.
inline constexpr char kInventedNote[] = "invented data";

}  // namespace framdrift::cli
