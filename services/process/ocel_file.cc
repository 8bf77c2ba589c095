#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "base/json_text.h"
#include "services/process/case_file.h"

namespace framdrift::services {
namespace {

namespace v1 = process::v1;

constexpr char kCase[] = "case";
constexpr char kUnit[] = "unit";
constexpr char kCaseworker[] = "caseworker";
// What every event may say beside its type.
constexpr char kEventAttributes[] =
    R"([{"name":"label","type":"string"},{"name":"lifecycle","type":"string"},)"
    R"({"name":"resource","type":"string"},{"name":"source","type":"string"}])";

// The elements of a JSON array, one a line.
class Elements {
 public:
  void Add(absl::string_view element, std::string& out) {
    absl::StrAppend(&out, first_ ? "\n" : ",\n", element);
    first_ = false;
  }

 private:
  bool first_ = true;
};

// The members of one element that are arrays.
std::string Joined(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) absl::StrAppend(&joined, joined.empty() ? "" : ",", part);
  return absl::StrCat("[", joined, "]");
}

std::string Related(const std::string& object, absl::string_view qualifier) {
  return absl::StrCat(
      "{\"objectId\":", JsonText(object), ",\"qualifier\":", JsonText(qualifier), "}");
}

std::string EventOf(const v1::ExportedActivity& activity, const std::string& case_id) {
  std::vector<std::string> attributes;
  const auto add = [&](absl::string_view name, const std::string& value) {
    if (value.empty()) return;
    attributes.push_back(
        absl::StrCat("{\"name\":", JsonText(name), ",\"value\":", JsonText(value), "}"));
  };
  add("label", activity.label());
  add("lifecycle", activity.lifecycle());
  add("resource", activity.resource());
  add("source", activity.source());
  return absl::StrCat("{\"id\":",
                      JsonText(absl::StrCat(activity.position())),
                      ",\"type\":",
                      JsonText(activity.activity()),
                      ",\"time\":",
                      JsonText(FileTime(activity.occur_time())),
                      ",\"attributes\":",
                      Joined(attributes),
                      ",\"relationships\":",
                      Joined({Related(case_id, kCase)}),
                      "}");
}

// First the objects, then the events, then the types, since those are known then.
class Ocel final : public CaseFile {
 public:
  explicit Ocel(CaseFileFacts facts) : facts_(std::move(facts)) {}

  int passes() const override { return 2; }
  bool WantsActivities(int pass) const override { return pass == 1; }

  void BeginPass(int pass, std::string& out) override {
    elements_ = Elements();
    out += pass == 0 ? "{\"objects\":[" : "\"events\":[";
  }

  void Add(int pass, const v1::ExportedCase& exported, std::string& out) override {
    if (pass == 0) return AddObjects(exported, out);
    const std::string case_id = CaseIdOf(exported.case_());
    for (const v1::ExportedActivity& activity : exported.activities()) {
      event_types_.insert(activity.activity());
      elements_.Add(EventOf(activity, case_id), out);
    }
  }

  void EndPass(int pass, std::string& out) override {
    out += "\n],\n";
    if (pass == 0) return;
    Elements types;
    out += "\"objectTypes\":[";
    types.Add(absl::StrCat("{\"name\":\"case\",\"attributes\":", CaseAttributes(), "}"), out);
    types.Add(R"({"name":"unit","attributes":[]})", out);
    types.Add(R"({"name":"caseworker","attributes":[]})", out);
    out += "\n],\n\"eventTypes\":[";
    Elements event_types;
    for (const std::string& type : event_types_) {
      event_types.Add(
          absl::StrCat("{\"name\":", JsonText(type), ",\"attributes\":", kEventAttributes, "}"),
          out);
    }
    out += "\n]}\n";
  }

 private:
  void AddObjects(const v1::ExportedCase& exported, std::string& out) {
    const casework::v1::CaseSummary& summary = exported.case_();
    std::vector<std::string> related;
    const auto relate = [&](const std::string& id, const char* type) {
      if (id.empty()) return;
      related.push_back(Related(id, type));
      if (!objects_.insert(id).second) return;
      elements_.Add(absl::StrCat("{\"id\":", JsonText(id), ",\"type\":", JsonText(type), "}"), out);
    };
    relate(summary.unit_id(), kUnit);
    relate(summary.caseworker_id(), kCaseworker);
    const std::string time = JsonText(FileTime(summary.last_event_time()));
    std::vector<std::string> attributes;
    const auto add = [&](const std::string& name, absl::string_view value) {
      if (value.empty()) return;
      case_attributes_.insert(name);
      attributes.push_back(absl::StrCat(
          "{\"name\":", JsonText(name), ",\"value\":", JsonText(value), ",\"time\":", time, "}"));
    };
    add("person_name", exported.person_name());
    add("personal_number", exported.personal_number());
    for (const auto& [name, value] : AttributesOf(summary)) add(name, value);
    const std::map<std::string, std::string> own(summary.attributes().begin(),
                                                 summary.attributes().end());
    for (const auto& [name, value] : own) add(absl::StrCat("attr.", name), value);
    if (facts_.invented) add("invented", "true");
    elements_.Add(absl::StrCat("{\"id\":",
                               JsonText(CaseIdOf(summary)),
                               ",\"type\":\"case\",\"attributes\":",
                               Joined(attributes),
                               ",\"relationships\":",
                               Joined(related),
                               "}"),
                  out);
  }

  std::string CaseAttributes() const {
    std::vector<std::string> attributes;
    for (const std::string& name : case_attributes_) {
      attributes.push_back(absl::StrCat("{\"name\":", JsonText(name), ",\"type\":\"string\"}"));
    }
    return Joined(attributes);
  }

  const CaseFileFacts facts_;
  Elements elements_;
  // Units and caseworkers already among the objects.
  std::set<std::string> objects_;
  std::set<std::string> case_attributes_;
  std::set<std::string> event_types_;
};

}  // namespace

std::unique_ptr<CaseFile> OcelFile(CaseFileFacts facts) {
  return std::make_unique<Ocel>(std::move(facts));
}

}  // namespace framdrift::services
