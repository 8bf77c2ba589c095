// From what rows say of a person to rows of tables.
#pragma once

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "domain/indicators/fact_row.h"
#include "domain/indicators/fact_table.h"
#include "domain/indicators/fact_tables.h"

namespace framdrift::indicators {

// By unit, sixteen bytes each.
using Municipalities = absl::flat_hash_map<std::string, std::string>;

// Each fills `row`, which is clear, with what stands at `index` of the person's rows; names become
// numbers of `table`.
void FillEpisode(const PersonRows& rows, int index, const Municipalities& municipalities,
                 FactTable& table, FactRow& row);
void FillEnrolment(const PersonRows& rows, int index, FactTable& table, FactRow& row);
void FillSupportSpell(const PersonRows& rows, int index, FactTable& table, FactRow& row);
void FillSession(const PersonRows& rows, const facts::v1::FactEpisode& episode, int index,
                 FactTable& table, FactRow& row);
void FillApplication(const PersonRows& rows, const facts::v1::FactApplication& one, FactRow& row);
void FillDecision(const facts::v1::FactDecision& one, FactTable& table, FactRow& row);
void FillDeadline(const PersonRows& rows, const facts::v1::FactEpisode& episode, int index,
                  FactTable& table, FactRow& row);
void FillLevel(const PersonRows& rows, const facts::v1::FactEpisode& episode, int index,
               FactTable& table, FactRow& row);
void FillStaff(const Id16& id, const facts::v1::FactStaff& one, FactTable& table, FactRow& row);
void FillCost(const facts::v1::FactCost& one, const std::string& unit_id,
              codes::v1::ActivityType type, FactTable& table, FactRow& row);
// False when nothing is known that a figure could count.
bool FillPerson(const PersonRows& rows, FactTable& table, FactRow& row);

}  // namespace framdrift::indicators
