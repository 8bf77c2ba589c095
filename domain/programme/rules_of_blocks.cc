#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "domain/programme/refusals.h"
#include "domain/programme/rules.h"
#include "google/protobuf/util/message_differencer.h"

namespace framdrift::programme {
namespace {

constexpr int kMostBlocks = 50;
constexpr int kMostQuestions = 100;
constexpr int kMostMilestones = 200;
constexpr int32_t kMostWeight = 1000;
constexpr int32_t kMostReportMonths = 24;
constexpr int32_t kMostMilestoneMonths = 240;

void CheckStatus(const Programme& before, const v1::BuildingBlockStatusSet& set, Refusals& out) {
  const Member* member = CheckTakesPart(before, set.member_id(), out);
  if (FindBlock(*before.template_in_force(), set.block()) == nullptr) {
    out.Add(kBuildingBlockUnknown,
            "The template in force has no such building block; use one it has.",
            {{"block", set.block()}});
  }
  if (set.status() == v1::BUILDING_BLOCK_STATUS_UNSPECIFIED ||
      !v1::BuildingBlockStatus_IsValid(set.status())) {
    out.Add(kBuildingBlockStatusUnknown, "There is no such status; use one the contract names.");
    return;
  }
  if (set.status() == v1::BUILDING_BLOCK_STATUS_IN_OPERATION && set.evidence().empty()) {
    out.Add(kEvidenceMissing, "Say what shows that it is in operation.");
  }
  if (member == nullptr) return;
  const v1::BuildingBlockStatus now = StatusOf(*member, set.block());
  if (set.status() == now) {
    out.Add(kBuildingBlockUnchanged, "The building block has come that far already.");
  } else if (set.status() < now && set.reason().empty()) {
    out.Add(kFallBackReasonMissing, "Say why it falls back.");
  }
}

bool IsSame(v1::Template a, v1::Template b) {
  a.clear_version();
  b.clear_version();
  return google::protobuf::util::MessageDifferencer::Equals(a, b);
}

// A template that follows another: the periods of reports stay as they are. One that says the same
// is only taken over for what was learned of it.
void CheckNext(const Programme& before, const v1::Template& next, bool brings_lessons,
               Refusals& out) {
  const v1::Template& in_force = *before.template_in_force();
  CheckTemplate(next, out);
  if (next.report_months() != in_force.report_months()) {
    out.Add(kTemplateInvalid,
            "The reporting period keeps its length while a programme runs.",
            {{"report_months", absl::StrCat(in_force.report_months())}});
  }
  if (!brings_lessons && IsSame(next, in_force)) {
    out.Add(kTemplateUnchanged, "The template says the same as the one in force.");
  }
}

template <typename Parts>
void CheckCodes(const Parts& parts, int most, const char* what, Refusals& out) {
  std::set<std::string> codes;
  for (const auto& part : parts) {
    if (!part.code().empty() && !part.title().empty() && codes.insert(part.code()).second) continue;
    out.Add(kTemplateInvalid,
            absl::StrCat("Every ", what, " has a title and a code of its own."),
            {{"code", part.code()}});
  }
  if (parts.size() > most) {
    out.Add(kTemplateInvalid, absl::StrCat("A template has at most ", most, " of each ", what));
  }
}

}  // namespace

void CheckTemplate(const v1::Template& content, Refusals& out) {
  CheckCodes(content.blocks(), kMostBlocks, "building block", out);
  CheckCodes(content.questions(), kMostQuestions, "question", out);
  CheckCodes(content.milestones(), kMostMilestones, "milestone", out);
  if (content.blocks().empty()) {
    out.Add(kTemplateInvalid, "A template has at least one building block.");
  }
  for (const v1::BuildingBlock& block : content.blocks()) {
    if (block.weight() >= 1 && block.weight() <= kMostWeight) continue;
    out.Add(kTemplateInvalid,
            "The weight of a building block is 1 to 1,000.",
            {{"block", block.code()}});
  }
  if (content.report_months() < 1 || content.report_months() > kMostReportMonths) {
    out.Add(kTemplateInvalid, "A reporting period has 1 to 24 months.");
  }
  for (const v1::Milestone& milestone : content.milestones()) {
    const bool valid = FindBlock(content, milestone.block()) != nullptr &&
                       milestone.status() > v1::BUILDING_BLOCK_STATUS_NOT_BEGUN &&
                       v1::BuildingBlockStatus_IsValid(milestone.status()) &&
                       milestone.months() >= 0 && milestone.months() <= kMostMilestoneMonths;
    if (valid) continue;
    out.Add(kTemplateInvalid,
            "A milestone has a building block of the template, how far it is to be, and 0 to 240 "
            "months.",
            {{"milestone", milestone.code()}});
  }
}

void CheckBlocks(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                 Refusals& out) {
  const v1::ProgrammeEvent& event = entry.event;
  if (event.has_building_block_status_set()) {
    CheckStatus(before, event.building_block_status_set(), out);
  } else if (event.has_template_published()) {
    CheckNext(before, event.template_published().template_(), false, out);
  } else if (event.has_template_adopted()) {
    const v1::TemplateAdopted& adopted = event.template_adopted();
    const bool brings_lessons =
        !adopted.learned().empty() && adopted.learned() != before.templates.back().learned;
    CheckNext(before, adopted.template_(), brings_lessons, out);
  }
}

}  // namespace framdrift::programme
