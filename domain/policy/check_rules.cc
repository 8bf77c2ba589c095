#include "domain/policy/check_rules.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "domain/codes/code_lists.h"
#include "domain/codes/codes.h"
#include "domain/history/when.h"
#include "domain/policy/policy.h"
#include "domain/policy/refusals.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace framdrift::policy {
namespace {

using type::v1::Privacy;

constexpr int32_t kMostDays = 3650;
constexpr int32_t kMostMonths = 1200;
constexpr size_t kLongestName = 64;

void AddFault(absl::string_view reason, const std::string& field, absl::string_view message,
              Refusals& out) {
  out.Add(reason, absl::StrCat(field, ": ", message), {{"field", field}});
}

void CheckRange(bool is_set, int32_t value, int32_t least, int32_t most, const std::string& field,
                Refusals& out) {
  if (!is_set || (value >= least && value <= most)) return;
  AddFault(kPolicyValueOutOfRange, field, absl::StrCat("must be ", least, " to ", most, "."), out);
}

bool IsName(absl::string_view name, absl::string_view also) {
  if (name.empty() || name.size() > kLongestName) return false;
  for (const char c : name) {
    if (!absl::ascii_islower(static_cast<unsigned char>(c)) &&
        !absl::ascii_isdigit(static_cast<unsigned char>(c)) &&
        also.find(c) == absl::string_view::npos) {
      return false;
    }
  }
  return true;
}

void CheckPhaseDays(const v1::PhaseDays& days, Refusals& out) {
  const std::string at = "rules.deadlines.stuck_after.";
  CheckRange(days.has_intake(), days.intake(), 1, kMostDays, at + "intake", out);
  CheckRange(days.has_assessment(), days.assessment(), 1, kMostDays, at + "assessment", out);
  CheckRange(days.has_planned(), days.planned(), 1, kMostDays, at + "planned", out);
  CheckRange(days.has_active(), days.active(), 1, kMostDays, at + "active", out);
}

void CheckDeadlines(const v1::Deadlines& rules, Refusals& out) {
  const std::string at = "rules.deadlines.";
  if (!v1::FirstContactRule_IsValid(rules.first_contact())) {
    AddFault(kPolicyValueUnknown, at + "first_contact", "there is no such rule.", out);
  }
  const auto days = [&](bool is_set, int32_t value, const char* field) {
    CheckRange(is_set, value, 1, kMostDays, at + field, out);
  };
  days(rules.has_decision_working_days(), rules.decision_working_days(), "decision_working_days");
  days(
      rules.has_work_plan_working_days(), rules.work_plan_working_days(), "work_plan_working_days");
  days(rules.has_plan_review_days(), rules.plan_review_days(), "plan_review_days");
  days(rules.has_no_contact_days(), rules.no_contact_days(), "no_contact_days");
  days(
      rules.has_turning_18_days_before(), rules.turning_18_days_before(), "turning_18_days_before");
  CheckRange(rules.has_activity_after_support_months(),
             rules.activity_after_support_months(),
             1,
             36,
             at + "activity_after_support_months",
             out);
  static const std::set<int32_t>* const kMarks = new std::set<int32_t>{1, 3, 6, 12, 24};
  int32_t last = 0;
  for (int i = 0; i < rules.follow_up_months_size(); ++i) {
    const int32_t months = rules.follow_up_months(i);
    if (!kMarks->contains(months) || months <= last) {
      AddFault(kPolicyValueOutOfRange,
               absl::StrCat(at, "follow_up_months[", i, "]"),
               "follow-ups are at 1, 3, 6, 12 and 24 months or some of these, rising.",
               out);
    }
    last = months;
  }
  CheckPhaseDays(rules.stuck_after(), out);
}

void CheckRetention(const v1::Retention& rules, Refusals& out) {
  const std::string at = "rules.retention.";
  const auto months = [&](bool is_set, int32_t value, const char* field) {
    CheckRange(is_set, value, 1, kMostMonths, at + field, out);
  };
  months(rules.has_case_months(), rules.case_months(), "case_months");
  months(rules.has_person_months(), rules.person_months(), "person_months");
  months(rules.has_access_months(), rules.access_months(), "access_months");
}

// The lists the rules hold codes for, once they are checked.
std::set<std::string> CheckCodeLists(const v1::PolicyRules& rules, Refusals& out) {
  std::set<std::string> names;
  std::vector<codes::LocalCode> all;
  std::map<std::pair<std::string, std::string>, std::string> paths;
  for (int i = 0; i < rules.code_lists_size(); ++i) {
    const v1::CodeList& list = rules.code_lists(i);
    const std::string at = absl::StrCat("rules.code_lists[", i, "].");
    if (!IsName(list.list(), "_")) {
      AddFault(kPolicyNameInvalid,
               at + "list",
               "a list has lower-case letters, digits and `_`, at most 64.",
               out);
    }
    if (!names.insert(list.list()).second) {
      AddFault(kPolicyNameTwice, at + "list", "the list stands twice; keep one.", out);
    }
    if (list.codes().empty()) {
      AddFault(kPolicyValueOutOfRange, at + "codes", "a list has at least one code.", out);
    }
    for (int j = 0; j < list.codes_size(); ++j) {
      const v1::LocalCode& code = list.codes(j);
      const std::string path = absl::StrCat(at, "codes[", j, "]");
      if (!IsName(code.code(), "-_")) {
        AddFault(kPolicyNameInvalid,
                 path + ".code",
                 "a code has lower-case letters, digits, `-` and `_`, at most 64.",
                 out);
      }
      if (codes::FindList(list.list()) == nullptr && !code.parent().empty()) {
        AddFault(kPolicyValueUnknown,
                 path + ".parent",
                 "only a code of a national list counts as a national code.",
                 out);
      }
      all.push_back({list.list(), code.code(), code.label(), code.parent()});
      paths[{list.list(), code.code()}] = path;
    }
  }
  for (const Refusal& refusal : RefusalsOf(codes::CodeLists::From(all).status())) {
    std::map<std::string, std::string> metadata = refusal.metadata;
    const bool parent = refusal.reason == "LOCAL_CODE_PARENT_UNKNOWN";
    const std::string field =
        paths[{metadata["list"], metadata["code"]}] + (parent ? ".parent" : ".code");
    metadata["field"] = field;
    out.Add(refusal.reason, absl::StrCat(field, ": ", refusal.message), std::move(metadata));
  }
  return names;
}

// Where the values of an attribute may stand in the open, if at all; PERSONAL is sealed.
Privacy OpenPrivacyOf(v1::AttributeType type) {
  switch (type) {
    case v1::ATTRIBUTE_TYPE_TEXT:
      return type::v1::PRIVACY_ORGANISATION;
    case v1::ATTRIBUTE_TYPE_CODE:
    case v1::ATTRIBUTE_TYPE_FLAG:
      return type::v1::PRIVACY_CODE;
    case v1::ATTRIBUTE_TYPE_NUMBER:
      return type::v1::PRIVACY_QUANTITY;
    case v1::ATTRIBUTE_TYPE_TIME:
      return type::v1::PRIVACY_TIME;
    default:
      return type::v1::PRIVACY_UNSPECIFIED;
  }
}

void CheckAttribute(const v1::LocalAttribute& attribute, const std::set<std::string>& lists,
                    const std::string& at, Refusals& out) {
  const std::string& name = attribute.name();
  if (!IsName(name, "_") || !absl::ascii_islower(static_cast<unsigned char>(name[0]))) {
    AddFault(kPolicyNameInvalid,
             at + "name",
             "an attribute has a lower-case letter, then such letters, digits and `_`.",
             out);
  }
  const Privacy open = OpenPrivacyOf(attribute.type());
  if (open == type::v1::PRIVACY_UNSPECIFIED) {
    AddFault(kPolicyValueUnknown, at + "type", "there is no such type of attribute.", out);
  } else if (attribute.privacy() != open && attribute.privacy() != type::v1::PRIVACY_PERSONAL) {
    AddFault(kPolicyPrivacyUnfit,
             at + "privacy",
             absl::StrCat("must be ", type::v1::Privacy_Name(open), " or PRIVACY_PERSONAL."),
             out);
  }
  const bool is_code = attribute.type() == v1::ATTRIBUTE_TYPE_CODE;
  const bool known =
      lists.contains(attribute.list()) || codes::FindList(attribute.list()) != nullptr;
  if (is_code && !known) {
    AddFault(kPolicyValueUnknown,
             at + "list",
             "a code is of a national list or of one in code_lists.",
             out);
  } else if (!is_code && !attribute.list().empty()) {
    AddFault(kPolicyValueUnknown, at + "list", "only a code is of a list.", out);
  }
}

void CheckAttributes(const v1::PolicyRules& rules, const std::set<std::string>& lists,
                     Refusals& out) {
  std::set<std::string> names;
  for (int i = 0; i < rules.local_attributes_size(); ++i) {
    const std::string at = absl::StrCat("rules.local_attributes[", i, "].");
    CheckAttribute(rules.local_attributes(i), lists, at, out);
    if (!names.insert(rules.local_attributes(i).name()).second) {
      AddFault(kPolicyNameTwice, at + "name", "the attribute stands twice; keep one.", out);
    }
  }
}

void CheckClosedDays(const v1::PolicyRules& rules, Refusals& out) {
  std::set<absl::CivilDay> days;
  for (int i = 0; i < rules.closed_days_size(); ++i) {
    const std::string field = absl::StrCat("rules.closed_days[", i, "].date");
    const auto day = history::DayOrNone(rules.closed_days(i).date());
    if (!day) {
      AddFault(kPolicyDateInvalid, field, "there is no such day.", out);
    } else if (!days.insert(*day).second) {
      AddFault(kPolicyNameTwice, field, "the day stands twice; keep one.", out);
    }
  }
}

void CheckCaseWeights(const v1::PolicyRules& rules, Refusals& out) {
  std::set<std::string> known;
  for (const v1::CodeList& list : rules.code_lists()) {
    if (list.list() != "target_group") continue;
    for (const v1::LocalCode& code : list.codes()) known.insert(code.code());
  }
  std::set<std::string> named;
  for (int i = 0; i < rules.case_weights_size(); ++i) {
    const v1::CaseWeight& weight = rules.case_weights(i);
    const std::string at = absl::StrCat("rules.case_weights[", i, "].");
    const auto national = codes::FromShortName<codes::v1::TargetGroup>(weight.target_group());
    const bool is_national = national && codes::ShortName(*national) == weight.target_group();
    if (!is_national && !known.contains(weight.target_group())) {
      AddFault(kPolicyValueUnknown,
               at + "target_group",
               "there is no such target group, national or in code_lists.",
               out);
    }
    if (!named.insert(weight.target_group()).second) {
      AddFault(kPolicyNameTwice, at + "target_group", "the group stands twice; keep one.", out);
    }
    CheckRange(true, weight.percent(), 0, 1000, at + "percent", out);
  }
}

// What a number of a group of rules may be.
struct Range {
  const char* field;
  int32_t least;
  int32_t most;
};

// Of numbers that stand together in the message `group`, called `at` in the rules.
void CheckRanges(const google::protobuf::Message& group, const std::string& at,
                 const std::vector<Range>& ranges, Refusals& out) {
  const google::protobuf::Reflection& reflection = *group.GetReflection();
  for (const Range& range : ranges) {
    const auto* field = group.GetDescriptor()->FindFieldByName(range.field);
    CheckRange(reflection.HasField(group, field),
               reflection.GetInt32(group, field),
               range.least,
               range.most,
               absl::StrCat("rules.", at, ".", range.field),
               out);
  }
}

void CheckRepeatedAbsence(const v1::RepeatedAbsence& rules, Refusals& out) {
  CheckRanges(rules, "repeated_absence", {{"days", 2, 30}, {"within_days", 1, 365}}, out);
  const RepeatedAbsence defaults;
  const int32_t days = rules.has_days() ? rules.days() : defaults.days;
  const int32_t within = rules.has_within_days() ? rules.within_days() : defaults.within_days;
  if (days >= 2 && within >= 1 && within < days - 1) {
    AddFault(kPolicyValueOutOfRange,
             "rules.repeated_absence.within_days",
             absl::StrCat(days, " different days need at least ", days - 1, "."),
             out);
  }
}

void CheckBalance(const v1::PolicyRules& rules, Refusals& out) {
  CheckRanges(
      rules.phase_weights(),
      "phase_weights",
      {{"intake", 0, 1000}, {"assessment", 0, 1000}, {"planned", 0, 1000}, {"active", 0, 1000}},
      out);
  CheckRanges(rules.flow_weights(), "flow_weights", {{"main", 0, 1000}, {"other", 0, 1000}}, out);
  CheckRanges(rules.balance(),
              "balance",
              {{"cases_per_full_time", 1, 1000},
               {"even_within_percent", 0, 100},
               {"settled_after_meetings", 1, 1000}},
              out);
}

}  // namespace

void CheckRules(const v1::PolicyRules& rules, Refusals& out) {
  CheckDeadlines(rules.deadlines(), out);
  CheckRetention(rules.retention(), out);
  const std::set<std::string> lists = CheckCodeLists(rules, out);
  CheckAttributes(rules, lists, out);
  CheckClosedDays(rules, out);
  CheckRange(rules.has_small_cell_limit(),
             rules.small_cell_limit(),
             2,
             100,
             "rules.small_cell_limit",
             out);
  CheckRange(rules.has_support_spell_gap_months(),
             rules.support_spell_gap_months(),
             1,
             12,
             "rules.support_spell_gap_months",
             out);
  CheckCaseWeights(rules, out);
  const v1::Worklist& worklist = rules.worklist();
  const std::string at = "rules.worklist.";
  CheckRange(worklist.has_new_days(), worklist.new_days(), 1, 365, at + "new_days", out);
  CheckRange(worklist.has_due_days(), worklist.due_days(), 0, 365, at + "due_days", out);
  CheckRepeatedAbsence(rules.repeated_absence(), out);
  CheckBalance(rules, out);
}

}  // namespace framdrift::policy
