// Files of cases for other tools, written case by case.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "framdrift/casework/v1/case_queries.pb.h"
#include "framdrift/process/v1/process.pb.h"

namespace framdrift::services {

// What a file says of itself.
struct CaseFileFacts {
  std::string tenant;
  int64_t position = 0;
  // Nobody in it exists.
  bool invented = false;
};

// Not thread-safe. All cases are gone through passes() times, in the same order.
class CaseFile {
 public:
  virtual ~CaseFile() = default;
  virtual int passes() const = 0;
  // Whether cases must come with their activities in that pass, from 0.
  virtual bool WantsActivities(int pass) const = 0;
  // Each appends to `out` what comes next.
  virtual void BeginPass(int pass, std::string& out) = 0;
  virtual void Add(int pass, const process::v1::ExportedCase& exported, std::string& out) = 0;
  // After the last pass the file is whole.
  virtual void EndPass(int pass, std::string& out) = 0;
};

// XES, valid by the schema of IEEE 1849-2016.
std::unique_ptr<CaseFile> XesFile(CaseFileFacts facts);
// OCEL 2.0 as JSON.
std::unique_ptr<CaseFile> OcelFile(CaseFileFacts facts);

// What files say of a case beside its id: by name, as filters write it, where it is set.
std::vector<std::pair<std::string, std::string>> AttributesOf(
    const casework::v1::CaseSummary& summary);
// The uuid that ends the case's name.
std::string CaseIdOf(const casework::v1::CaseSummary& summary);
// As `2024-05-01T08:30:00.25+00:00`, in UTC.
std::string FileTime(const google::protobuf::Timestamp& time);

}  // namespace framdrift::services
