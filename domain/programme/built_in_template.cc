#include "domain/programme/built_in_template.h"

namespace framdrift::programme {
namespace {

struct Block {
  const char* code;
  const char* title;
};

constexpr Block kBlocks[] = {
    {"stance", "Stance and principles"},
    {"process", "Process and roles"},
    {"first-contact", "First contact in time"},
    {"work-plan", "Work plan for everyone"},
    {"workplace", "Workplace-based activities"},
    {"follow-up", "Follow-up routine"},
    {"own-indicators", "Own indicators with baseline"},
    {"measuring", "Measuring apparatus live"},
    {"support-structure", "Support structure"},
};

struct Question {
  const char* code;
  const char* title;
  bool required;
};

constexpr Question kQuestions[] = {
    {"done", "What has been done since the last report?", true},
    {"effect", "What has it changed for the people concerned?", true},
    {"obstacles", "What stands in the way?", true},
    {"next", "What comes next?", true},
    {"support", "What support is needed?", false},
};

struct Mark {
  const char* code;
  const char* title;
  const char* block;
  v1::BuildingBlockStatus status;
  int months;
};

constexpr Mark kMarks[] = {
    {"stance-designed",
     "Stance and principles are formulated",
     "stance",
     v1::BUILDING_BLOCK_STATUS_DESIGNED,
     3},
    {"indicators-designed",
     "Own indicators are defined",
     "own-indicators",
     v1::BUILDING_BLOCK_STATUS_DESIGNED,
     4},
    {"process-designed",
     "Process and roles are described",
     "process",
     v1::BUILDING_BLOCK_STATUS_DESIGNED,
     5},
    {"work-plan-tested", "Work plans are tried", "work-plan", v1::BUILDING_BLOCK_STATUS_TESTED, 8},
    {"first-contact-tested",
     "First contact in time is tried",
     "first-contact",
     v1::BUILDING_BLOCK_STATUS_TESTED,
     8},
    {"follow-up-tested",
     "The follow-up routine is tried",
     "follow-up",
     v1::BUILDING_BLOCK_STATUS_TESTED,
     11},
    {"measuring-live",
     "The measuring apparatus is live",
     "measuring",
     v1::BUILDING_BLOCK_STATUS_IN_OPERATION,
     14},
    {"work-plan-live",
     "Everyone has a work plan",
     "work-plan",
     v1::BUILDING_BLOCK_STATUS_IN_OPERATION,
     15},
};

constexpr int kReportMonths = 3;

v1::Template Made() {
  v1::Template made;
  made.set_version(1);
  made.set_report_months(kReportMonths);
  for (const Block& block : kBlocks) {
    v1::BuildingBlock& out = *made.add_blocks();
    out.set_code(block.code);
    out.set_title(block.title);
    out.set_weight(1);
  }
  for (const Question& question : kQuestions) {
    v1::ReportQuestion& out = *made.add_questions();
    out.set_code(question.code);
    out.set_title(question.title);
    out.set_required(question.required);
  }
  for (const Mark& mark : kMarks) {
    v1::Milestone& out = *made.add_milestones();
    out.set_code(mark.code);
    out.set_title(mark.title);
    out.set_block(mark.block);
    out.set_status(mark.status);
    out.set_months(mark.months);
  }
  return made;
}

}  // namespace

const v1::Template& BuiltInTemplate() {
  static const v1::Template& made = *new v1::Template(Made());
  return made;
}

}  // namespace framdrift::programme
