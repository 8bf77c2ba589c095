// Cells of tables that tell several fields of a row at once: who, what, when, from how many to how
// many.
#pragma once

#include <string>

#include <google/protobuf/message.h>

#include "clients/cli/values.h"

namespace framdrift::cli {

using CellFunction = std::string (*)(const google::protobuf::Message& row, const Reader& reader);

// Of a worklist's item: whom it is about, by name, or by how the id of the case begins where no
// name may be read.
std::string WhoOf(const google::protobuf::Message& item, const Reader& reader);
// When it is due: a day where that is its last second, else to the minute.
std::string DueOf(const google::protobuf::Message& item, const Reader& reader);
// What is to be done: the rule of a deadline, the words of a reminder, the hours of a session.
std::string WhatOf(const google::protobuf::Message& item, const Reader& reader);
// As `worklist snooze --item` takes it.
std::string ItemIdOf(const google::protobuf::Message& item, const Reader& reader);

// Of a caseload: what its cases weigh, in all units, and what the caseworker can carry, in cases.
std::string LoadOf(const google::protobuf::Message& caseload, const Reader& reader);
std::string TotalLoadOf(const google::protobuf::Message& caseload, const Reader& reader);
std::string CapacityOf(const google::protobuf::Message& row, const Reader& reader);

// Of a move: what the case weighs, in cases, and why in words of the language.
std::string WeightOf(const google::protobuf::Message& move, const Reader& reader);
std::string WhyOf(const google::protobuf::Message& move, const Reader& reader);

// Of a change of load: `32 → 30` cases, what they weigh in cases, and in percent of capacity.
std::string CasesChangeOf(const google::protobuf::Message& change, const Reader& reader);
std::string LoadChangeOf(const google::protobuf::Message& change, const Reader& reader);
std::string UtilisationChangeOf(const google::protobuf::Message& change, const Reader& reader);

// Of a row of a session's sheet: who gave word of an absence and why, and what is recorded.
std::string AbsenceOf(const google::protobuf::Message& row, const Reader& reader);
std::string AttendanceOf(const google::protobuf::Message& row, const Reader& reader);

}  // namespace framdrift::cli
