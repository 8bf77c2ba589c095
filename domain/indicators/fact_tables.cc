#include "domain/indicators/fact_tables.h"

#include <algorithm>

#include "domain/indicators/table_rows.h"

namespace framdrift::indicators {
namespace {

FieldType TypeOf(policy::v1::AttributeType type) {
  switch (type) {
    case policy::v1::ATTRIBUTE_TYPE_NUMBER:
      return FieldType::kNumber;
    case policy::v1::ATTRIBUTE_TYPE_TIME:
      return FieldType::kDay;
    default:
      return FieldType::kName;
  }
}

}  // namespace

void PersonRows::Clear() {
  of_case.Clear();
  person.Clear();
  memberships.clear();
  applications.clear();
}

std::vector<LocalField> LocalFieldsOf(const facts::v1::FactTerms& terms) {
  std::vector<LocalField> local;
  for (const facts::v1::FactAttributeDeclared& one : terms.attributes()) {
    local.push_back({one.name(), one.label(), TypeOf(one.type())});
  }
  return local;
}

FactTables::FactTables(const facts::v1::FactTerms& terms) {
  const std::vector<LocalField> local = LocalFieldsOf(terms);
  for (const Subject subject : kSubjects) {
    parts_.push_back(std::make_unique<Part>(subject, local));
  }
}

void FactTables::SetUnit(const Id16& id, const facts::v1::FactUnit& unit) {
  municipalities_[std::string(reinterpret_cast<const char*>(id.data()), id.size())] =
      unit.municipality_code();
}

void FactTables::Replace(const Id16& person, const PersonRows& rows) {
  ReplaceEpisodes(person, rows);
  // Of parts that `fill` fills by index.
  const auto replace = [&](Subject subject, int count, const auto& fill) {
    Part& part = PartOf(subject);
    for (int i = 0; i < count; ++i) {
      part.row.Clear();
      fill(i, part);
      part.table.Put({person, i + 1}, part.row);
    }
    EraseBeyond(person, count, part.table);
  };
  replace(Subject::kEnrolment, rows.of_case.enrolments_size(), [&](int i, Part& part) {
    FillEnrolment(rows, i, part.table, part.row);
  });
  replace(Subject::kSupportSpell, rows.of_case.support_spells_size(), [&](int i, Part& part) {
    FillSupportSpell(rows, i, part.table, part.row);
  });
  std::vector<const facts::v1::FactApplication*> applications;
  for (const auto& one : rows.applications) applications.push_back(&one);
  std::sort(applications.begin(), applications.end(), [](const auto* a, const auto* b) {
    const auto key = [](const auto* one) {
      return std::pair(one->received().moment(), one->received().position());
    };
    return key(a) < key(b);
  });
  replace(Subject::kApplication, static_cast<int>(applications.size()), [&](int i, Part& part) {
    FillApplication(rows, *applications[static_cast<size_t>(i)], part.row);
  });
  std::vector<const facts::v1::FactDecision*> decisions;
  for (const auto& membership : rows.memberships) {
    for (const auto& one : membership.decisions()) decisions.push_back(&one);
  }
  std::sort(decisions.begin(), decisions.end(), [](const auto* a, const auto* b) {
    const auto key = [](const auto* one) {
      return std::pair(one->decided().moment(), one->decided().position());
    };
    return key(a) < key(b);
  });
  replace(Subject::kDecision, static_cast<int>(decisions.size()), [&](int i, Part& part) {
    FillDecision(*decisions[static_cast<size_t>(i)], part.table, part.row);
  });
  ReplacePerson(person, rows);
}

void FactTables::ReplacePerson(const Id16& person, const PersonRows& rows) {
  Part& part = PartOf(Subject::kPerson);
  part.row.Clear();
  if (FillPerson(rows, part.table, part.row)) {
    part.table.Put({person, 1}, part.row);
  } else {
    part.table.Erase({person, 1});
  }
}

void FactTables::ReplaceEpisodes(const Id16& person, const PersonRows& rows) {
  Part& part = PartOf(Subject::kEpisode);
  Part& sessions = PartOf(Subject::kSession);
  Part& deadlines = PartOf(Subject::kDeadline);
  Part& levels = PartOf(Subject::kLevel);
  int32_t session = 0;
  int32_t deadline = 0;
  int32_t level = 0;
  for (int i = 0; i < rows.of_case.episodes_size(); ++i) {
    part.row.Clear();
    FillEpisode(rows, i, municipalities_, part.table, part.row);
    part.table.Put({person, i + 1}, part.row);
    const facts::v1::FactEpisode& episode = rows.of_case.episodes(i);
    for (int j = 0; j < episode.attendance_size(); ++j) {
      sessions.row.Clear();
      FillSession(rows, episode, j, sessions.table, sessions.row);
      sessions.table.Put({person, ++session}, sessions.row);
    }
    for (int j = 0; j < episode.deadlines_size(); ++j) {
      deadlines.row.Clear();
      FillDeadline(rows, episode, j, deadlines.table, deadlines.row);
      deadlines.table.Put({person, ++deadline}, deadlines.row);
    }
    for (int j = 0; j < episode.levels_size(); ++j) {
      levels.row.Clear();
      FillLevel(rows, episode, j, levels.table, levels.row);
      levels.table.Put({person, ++level}, levels.row);
    }
  }
  EraseBeyond(person, rows.of_case.episodes_size(), part.table);
  EraseBeyond(person, session, sessions.table);
  EraseBeyond(person, deadline, deadlines.table);
  EraseBeyond(person, level, levels.table);
}

void FactTables::ReplaceStaff(const Id16& id, const facts::v1::FactStaff& row) {
  Part& part = PartOf(Subject::kStaff);
  if (row.ByteSizeLong() == 0) {
    part.table.Erase({id, 1});
  } else {
    part.row.Clear();
    FillStaff(id, row, part.table, part.row);
    part.table.Put({id, 1}, part.row);
  }
  ReplaceCosts(id, row.costs(), row.unit_id(), codes::v1::ACTIVITY_TYPE_UNSPECIFIED);
}

void FactTables::ReplaceActivity(const Id16& id, const facts::v1::FactActivity& row) {
  ReplaceCosts(id, row.costs(), row.unit_id(), row.type());
}

void FactTables::ReplaceCosts(const Id16& id, const Costs& costs, const std::string& unit_id,
                              codes::v1::ActivityType type) {
  Part& part = PartOf(Subject::kCost);
  for (int i = 0; i < costs.size(); ++i) {
    part.row.Clear();
    FillCost(costs[i], unit_id, type, part.table, part.row);
    part.table.Put({id, i + 1}, part.row);
  }
  EraseBeyond(id, costs.size(), part.table);
}

void FactTables::EraseBeyond(const Id16& person, int32_t count, FactTable& table) {
  while (table.Erase({person, ++count})) {
  }
}

void FactTables::Shrink() {
  for (const auto& part : parts_) part->table.Shrink();
}

size_t FactTables::bytes() const {
  size_t bytes = 0;
  for (const auto& part : parts_) bytes += part->table.bytes();
  return bytes;
}

}  // namespace framdrift::indicators
