// What a table for people shows of each type of row: which columns, and in which order.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "clients/cli/table.h"
#include "clients/cli/values.h"
#include "clients/cli/workbook.h"

namespace framdrift::cli {

// A column of a table. Cells are on one line.
struct Column {
  std::string head;
  std::function<std::string(const google::protobuf::Message& row, const Reader& reader)> cell;
  // What a program reads in it.
  CellKind kind = CellKind::kText;
};

// All fields, in the order of the contract, but for types of which people want some first: those
// alone, where several may be told by one cell, as who, what and when of a worklist's item. With
// `all`, every field that none of these tells follows. JSON and CSV always have all as they are.
std::vector<Column> ColumnsOf(const google::protobuf::Descriptor* type, bool all);

// The cell for a spreadsheet: numbers, days and times as programs read them, all else as people do.
std::string SheetCellOf(const Column& column, const google::protobuf::Message& row,
                        const Reader& reader);

// Whether a table of `type` shows chosen columns: then its rows are a table, whatever they hold.
bool HasChosenColumns(const google::protobuf::Descriptor* type);

// The fields of `type` with an id that a table tells by name: `reader.names`.
std::vector<const google::protobuf::FieldDescriptor*> NamedFieldsOf(
    const google::protobuf::Descriptor* type);

// The text of `field` on one line, or the name that stands for it where a table tells it so.
std::string NamedCellOf(const google::protobuf::Message& message,
                        const google::protobuf::FieldDescriptor* field, const Reader& reader);

// What stands under a row of a table, too long for a cell: why a move is proposed. Empty for most.
std::string NoteOf(const google::protobuf::Message& row, const Reader& reader);

// Rows of one type, with every column in which any of them says something.
Table TableOf(const std::vector<const google::protobuf::Message*>& rows, const Reader& reader,
              bool all);

}  // namespace framdrift::cli
