#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/process/case_file.h"

namespace framdrift::services {
namespace {

namespace v1 = process::v1;

constexpr char kHead[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
)";

// As an attribute's value: a parser reads back what was written, but for characters that XML has no
// way to write, which are � then.
std::string Escaped(absl::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\t':
      case '\n':
      case '\r':
        absl::StrAppend(&escaped, "&#", static_cast<int>(c), ";");
        break;
      default:
        if (absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\x7f') {
          escaped += "\xef\xbf\xbd";
        } else {
          escaped += c;
        }
    }
  }
  return escaped;
}

// As the name of a key must be: letters, digits and `._-`, not beginning with one of these.
std::string KeyOf(absl::string_view name) {
  std::string key;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = absl::ascii_isalpha(byte) || byte >= 0x80 || c == '_';
    const bool inside = letter || absl::ascii_isdigit(byte) || c == '.' || c == '-';
    if (!letter && key.empty()) key += '_';
    if (inside || !key.empty()) key += inside ? c : '_';
  }
  return key.empty() ? "_" : key;
}

void Put(absl::string_view indent, absl::string_view type, absl::string_view key,
         absl::string_view value, std::string& out) {
  if (value.empty()) return;
  absl::StrAppend(&out, indent, "<", type, " key=\"", key, "\" value=\"", Escaped(value), "\"/>\n");
}

void PutEvent(const v1::ExportedActivity& activity, std::string& out) {
  constexpr char kIndent[] = "      ";
  out += "    <event>\n";
  Put(kIndent, "string", "concept:name", activity.activity(), out);
  Put(kIndent, "string", "lifecycle:transition", activity.lifecycle(), out);
  Put(kIndent, "string", "org:resource", activity.resource(), out);
  Put(kIndent, "date", "time:timestamp", FileTime(activity.occur_time()), out);
  if (activity.label() != activity.activity()) {
    Put(kIndent, "string", "framdrift.label", activity.label(), out);
  }
  Put(kIndent, "string", "framdrift.source", activity.source(), out);
  Put(kIndent, "int", "framdrift.position", absl::StrCat(activity.position()), out);
  out += "    </event>\n";
}

class Xes final : public CaseFile {
 public:
  explicit Xes(CaseFileFacts facts) : facts_(std::move(facts)) {}

  int passes() const override { return 1; }
  bool WantsActivities(int) const override { return true; }

  void BeginPass(int, std::string& out) override {
    out += kHead;
    Put("  ", "string", "concept:name", facts_.tenant, out);
    Put("  ", "int", "framdrift.position", absl::StrCat(facts_.position), out);
    if (facts_.invented) Put("  ", "boolean", "framdrift.invented", "true", out);
  }

  void Add(int, const v1::ExportedCase& exported, std::string& out) override {
    const casework::v1::CaseSummary& summary = exported.case_();
    out += "  <trace>\n";
    Put("    ", "string", "concept:name", CaseIdOf(summary), out);
    Put("    ", "string", "framdrift.person_name", exported.person_name(), out);
    Put("    ", "string", "framdrift.personal_number", exported.personal_number(), out);
    for (const auto& [name, value] : AttributesOf(summary)) {
      Put("    ", "string", absl::StrCat("framdrift.", name), value, out);
    }
    Put("    ", "string", "framdrift.unit_id", summary.unit_id(), out);
    Put("    ", "string", "framdrift.caseworker_id", summary.caseworker_id(), out);
    const std::map<std::string, std::string> own(summary.attributes().begin(),
                                                 summary.attributes().end());
    for (const auto& [name, value] : own) Put("    ", "string", KeyOf(name), value, out);
    for (const v1::ExportedActivity& activity : exported.activities()) PutEvent(activity, out);
    out += "  </trace>\n";
  }

  void EndPass(int, std::string& out) override { out += "</log>\n"; }

 private:
  const CaseFileFacts facts_;
};

}  // namespace

std::unique_ptr<CaseFile> XesFile(CaseFileFacts facts) {
  return std::make_unique<Xes>(std::move(facts));
}

}  // namespace framdrift::services
