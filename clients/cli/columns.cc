#include "clients/cli/columns.h"

#include <algorithm>
#include <map>
#include <set>

#include "clients/cli/cells.h"
#include "clients/cli/indicator_cells.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A column that people want first.
struct Chosen {
  const char* field;                   // whose label is the head, and whose text the cell
  CellFunction cell = nullptr;         // instead of that text
  const char* head = nullptr;          // instead of that label; English, of the catalogue's columns
  std::vector<const char*> told = {};  // further fields that the cell tells
  bool named = false;                  // the cell is the name of whoever has that id, if known
  const char* none = nullptr;          // what the cell says where there is no id, as a head
  bool number = false;                 // programs read a number in the cell
  bool further = false;                // only among all columns
};

struct Choice {
  std::vector<Chosen> columns;
  // Whether rows hold what concerns some kinds of things only: then 0 and no are blank, since they
  // mean that there is nothing to say.
  bool sparse = false;
  CellFunction note = nullptr;  // what stands under a row, and the fields it tells
  std::vector<const char*> noted = {};
};

Choice OfWorkItems() {
  return {.columns = {{.field = "person_name", .cell = WhoOf, .head = "who"},
                      {.field = "due_time", .cell = DueOf},
                      {.field = "late"},
                      {.field = "kind",
                       .cell = WhatOf,
                       .head = "what",
                       .told = {"rule",
                                "month",
                                "reminder_kind",
                                "text",
                                "place",
                                "start_time",
                                "end_time",
                                "absence_announced"}},
                      {.field = "group"},
                      {.field = "snoozed_until_time"},
                      {.field = "name", .cell = ItemIdOf, .head = "id", .told = {"case"}}},
          .sparse = true};
}

Choice OfCaseloads() {
  return {
      .columns = {{.field = "caseworker_id", .named = true, .none = "nobody"},
                  {.field = "open_cases"},
                  {.field = "paused_cases"},
                  {.field = "load_percent", .cell = LoadOf, .head = "load"},
                  {.field = "total_load_percent", .cell = TotalLoadOf, .head = "load in all units"},
                  {.field = "capacity_percent",
                   .cell = CapacityOf,
                   .head = "capacity",
                   .told = {"max_load"}},
                  {.field = "phases"},
                  {.field = "unit_id", .named = true},
                  {.field = "caseworker_id", .head = "id"}}};
}

Choice OfMoves() {
  return {.columns = {{.field = "case", .head = "who", .named = true},
                      {.field = "previous_caseworker_id", .head = "from", .named = true},
                      {.field = "caseworker_id", .head = "to", .named = true},
                      {.field = "weight_percent", .cell = WeightOf, .head = "weight"},
                      {.field = "meeting_count"},
                      {.field = "assigned_date"},
                      {.field = "case"}},
          .note = WhyOf,
          .noted = {"explanation", "reasons"}};
}

Choice OfLoadChanges() {
  return {.columns = {{.field = "caseworker_id", .named = true},
                      {.field = "cases_before",
                       .cell = CasesChangeOf,
                       .head = "cases",
                       .told = {"cases_after"}},
                      {.field = "load_before_percent",
                       .cell = LoadChangeOf,
                       .head = "load",
                       .told = {"load_after_percent"}},
                      {.field = "capacity_percent", .cell = CapacityOf, .head = "capacity"},
                      {.field = "utilisation_before",
                       .cell = UtilisationChangeOf,
                       .head = "utilisation",
                       .told = {"utilisation_after"}},
                      {.field = "caseworker_id", .head = "id"}}};
}

Choice OfSheetRows() {
  return {.columns = {{.field = "person_name"},
                      {.field = "suggested_code"},
                      {.field = "absence", .cell = AbsenceOf},
                      {.field = "attendance", .cell = AttendanceOf},
                      {.field = "caseworker_id", .named = true},
                      {.field = "case"}}};
}

Choice OfSessions() {
  return {.columns = {{.field = "start_time"},
                      {.field = "end_time"},
                      {.field = "activity_display_name"},
                      {.field = "place"},
                      {.field = "leader_staff_id", .named = true},
                      {.field = "state"},
                      {.field = "cancellation_reason"},
                      {.field = "session_id"}}};
}

Choice OfProcessCases() {
  return {.columns = {{.field = "person_name"},
                      {.field = "phase"},
                      {.field = "first_time"},
                      {.field = "last_time"},
                      {.field = "duration_days"},
                      {.field = "activity_count"},
                      {.field = "last_activity"},
                      {.field = "rules"},
                      {.field = "name"}}};
}

Choice OfIndicators() {
  return {
      .columns = {{.field = "definition", .cell = CodeOfIndicator, .head = "code"},
                  {.field = "definition", .cell = TitleOfIndicator, .head = "title"},
                  {.field = "standing", .cell = ValueOfIndicator, .head = "value", .number = true},
                  {.field = "target", .cell = TargetOfIndicator, .number = true},
                  {.field = "standing", .cell = OutlookOfIndicator, .head = "outlook"},
                  {.field = "indicator_id"}},
      .sparse = true};
}

Choice OfFigures() {
  return {
      .columns = {{.field = "from_date"},
                  {.field = "group", .cell = GroupOfFigure, .told = {"group_name"}},
                  {.field = "value", .cell = ValueOfFigure, .told = {"suppressed"}, .number = true},
                  {.field = "numerator"},
                  {.field = "denominator"},
                  {.field = "interval", .cell = IntervalOfFigure},
                  {.field = "interval",
                   .cell = LowOfFigure,
                   .head = "low",
                   .number = true,
                   .further = true},
                  {.field = "interval",
                   .cell = HighOfFigure,
                   .head = "high",
                   .number = true,
                   .further = true},
                  {.field = "skipped", .cell = SkippedOfFigure, .number = true}},
      .sparse = true};
}

Choice OfPublishedFigures() {
  return {
      .columns = {{.field = "code"},
                  {.field = "title"},
                  {.field = "from_date"},
                  {.field = "to_date"},
                  {.field = "breakdown"},
                  {.field = "group", .told = {"group"}, .named = true},
                  {.field = "value", .cell = ValueOfFigure, .told = {"suppressed"}, .number = true},
                  {.field = "numerator"},
                  {.field = "denominator"},
                  {.field = "publish_time"}},
      .sparse = true};
}

// By the types' full names.
const std::map<std::string, Choice>& Choices() {
  static const auto& choices = *new std::map<std::string, Choice>{
      {"framdrift.activity.v1.Session", OfSessions()},
      {"framdrift.casework.v1.Caseload", OfCaseloads()},
      {"framdrift.casework.v1.CaseloadMove", OfMoves()},
      {"framdrift.casework.v1.CaseMoved",
       {.columns = {{.field = "case", .head = "who", .named = true},
                    {.field = "previous_caseworker_id", .head = "from", .named = true},
                    {.field = "caseworker_id", .head = "to", .named = true},
                    {.field = "case"}}}},
      {"framdrift.casework.v1.LoadChange", OfLoadChanges()},
      {"framdrift.casework.v1.SheetRow", OfSheetRows()},
      {"framdrift.indicator.v1.ComparedFigure",
       {.columns = {{.field = "group"},
                    {.field = "published_value"},
                    {.field = "current_value"},
                    {.field = "published_numerator"},
                    {.field = "current_numerator"},
                    {.field = "published_denominator"},
                    {.field = "current_denominator"},
                    {.field = "suppressed"}},
        .sparse = true}},
      {"framdrift.indicator.v1.Definition",
       {.columns = {{.field = "code"}, {.field = "title"}, {.field = "explanation"}}}},
      {"framdrift.indicator.v1.Figure", OfFigures()},
      {"framdrift.indicator.v1.Indicator", OfIndicators()},
      {"framdrift.indicator.v1.IndicatorCase",
       {.columns = {{.field = "case", .head = "who", .named = true},
                    {.field = "start_date"},
                    {.field = "end_date"},
                    {.field = "ordinal"},
                    {.field = "case"}}}},
      {"framdrift.indicator.v1.IndicatorField",
       {.columns = {{.field = "field"},
                    {.field = "kind"},
                    {.field = "milestone"},
                    {.field = "breakdown"},
                    {.field = "explanation"}}}},
      {"framdrift.indicator.v1.MissingFacts",
       {.columns = {{.field = "caseworker_id", .named = true, .none = "nobody"},
                    {.field = "case", .head = "who", .named = true},
                    {.field = "missing"},
                    {.field = "figures"},
                    {.field = "case"}}}},
      {"framdrift.indicator.v1.PublishedFigure", OfPublishedFigures()},
      {"framdrift.log.v1.LogEvent",
       {.columns = {{.field = "position"},
                    {.field = "record_time"},
                    {.field = "type_name"},
                    {.field = "stream_id"},
                    {.field = "actor_id"},
                    {.field = "public_json"}}}},
      {"framdrift.process.v1.ProcessCase", OfProcessCases()},
      {"framdrift.process.v1.ProcessVariant",
       {.columns = {{.field = "variant"},
                    {.field = "case_count"},
                    {.field = "share"},
                    {.field = "cumulative_share"},
                    {.field = "median_days"},
                    {.field = "mean_days"},
                    {.field = "activities"}}}},
      {"framdrift.worklist.v1.WorkItem", OfWorkItems()},
  };
  return choices;
}

const Choice& ChoiceOf(const Descriptor* type) {
  static const Choice& none = *new Choice;
  const auto found = Choices().find(type->full_name());
  return found == Choices().end() ? none : found->second;
}

CellKind KindOf(const FieldDescriptor* field) {
  if (field->is_repeated()) return CellKind::kText;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
    case FieldDescriptor::CPPTYPE_ENUM:
    case FieldDescriptor::CPPTYPE_BOOL:
      return CellKind::kText;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (field->message_type()->full_name() == "google.type.Date") return CellKind::kDay;
      return field->message_type()->full_name() == "google.protobuf.Timestamp" ? CellKind::kTime
                                                                               : CellKind::kText;
    default:
      return CellKind::kNumber;
  }
}

Column ColumnOf(const FieldDescriptor* field, bool sparse) {
  return {Label(field),
          [field, sparse](const Message& row, const Reader& reader) {
            const bool blank =
                sparse && !field->is_repeated() && !row.GetReflection()->HasField(row, field);
            return blank ? "" : OneLine(CellOf(row, field, reader));
          },
          KindOf(field)};
}

// The name of whoever has the id in the field; the id where nobody knows it.
Column NameColumnOf(const FieldDescriptor* field, const char* none = nullptr) {
  return {Label(field), [field, none](const Message& row, const Reader& reader) {
            const std::string id = CellOf(row, field, reader);
            if (id.empty() && none != nullptr) return Say(Term::kColumn, none, none);
            if (reader.names == nullptr) return id;
            const auto found = reader.names->find(id);
            return found == reader.names->end() ? id : OneLine(found->second);
          }};
}

}  // namespace

std::vector<Column> ColumnsOf(const Descriptor* type, bool all) {
  const Choice& choice = ChoiceOf(type);
  std::vector<Column> columns;
  std::set<const FieldDescriptor*> told;
  for (const Chosen& chosen : choice.columns) {
    const FieldDescriptor* field = type->FindFieldByName(chosen.field);
    if (field == nullptr || (chosen.further && !all)) continue;
    columns.push_back(chosen.named ? NameColumnOf(field, chosen.none)
                                   : ColumnOf(field, choice.sparse));
    if (chosen.head != nullptr) columns.back().head = Say(Term::kColumn, chosen.head, chosen.head);
    if (!chosen.named) told.insert(field);  // a name tells no id
    for (const char* name : chosen.told) told.insert(type->FindFieldByName(name));
    if (chosen.cell == nullptr) continue;
    columns.back().kind = chosen.number ? CellKind::kNumber : CellKind::kText;
    columns.back().cell = [cell = chosen.cell](const Message& row, const Reader& reader) {
      return OneLine(cell(row, reader));
    };
  }
  for (const char* name : choice.noted) told.insert(type->FindFieldByName(name));
  if (!columns.empty() && !all) return columns;
  for (int i = 0; i < type->field_count(); ++i) {
    if (!told.contains(type->field(i))) {
      columns.push_back(ColumnOf(type->field(i), choice.sparse));
    }
  }
  return columns;
}

std::string SheetCellOf(const Column& column, const Message& row, const Reader& reader) {
  Reader program = reader;
  program.person = false;
  const std::string text = column.kind == CellKind::kText ? "" : column.cell(row, program);
  return text.empty() ? column.cell(row, reader) : text;
}

bool HasChosenColumns(const Descriptor* type) { return !ChoiceOf(type).columns.empty(); }

std::vector<const FieldDescriptor*> NamedFieldsOf(const Descriptor* type) {
  std::vector<const FieldDescriptor*> fields;
  for (const Chosen& chosen : ChoiceOf(type).columns) {
    const FieldDescriptor* field = type->FindFieldByName(chosen.field);
    if (chosen.named && field != nullptr) fields.push_back(field);
  }
  return fields;
}

std::string NamedCellOf(const Message& message, const FieldDescriptor* field,
                        const Reader& reader) {
  const std::vector<const FieldDescriptor*> named = NamedFieldsOf(message.GetDescriptor());
  const bool is_named = std::find(named.begin(), named.end(), field) != named.end();
  return is_named ? NameColumnOf(field).cell(message, reader)
                  : OneLine(CellOf(message, field, reader));
}

std::string NoteOf(const Message& row, const Reader& reader) {
  const CellFunction note = ChoiceOf(row.GetDescriptor()).note;
  return note == nullptr ? "" : OneLine(note(row, reader));
}

Table TableOf(const std::vector<const Message*>& rows, const Reader& reader, bool all) {
  Table table;
  if (rows.empty()) return table;
  const std::vector<Column> columns = ColumnsOf(rows.front()->GetDescriptor(), all);
  for (const Column& column : columns) table.header.push_back(column.head);
  for (const Message* row : rows) {
    table.rows.emplace_back();
    for (const Column& column : columns) table.rows.back().push_back(column.cell(*row, reader));
  }
  DropEmptyColumns(table);
  return table;
}

}  // namespace framdrift::cli
