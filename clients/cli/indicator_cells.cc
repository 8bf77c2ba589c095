#include "clients/cli/indicator_cells.h"

#include <cmath>

#include <fmt/format.h>

#include "absl/strings/str_cat.h"
#include "clients/cli/reflect.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A decimal number: four digits for people, all for programs. Nothing where it may be unset and is.
std::string NumberOf(const Message& row, const char* name, const Reader& reader) {
  if (Field(row, name)->has_presence() && !Has(row, name)) return "";
  const double number = row.GetReflection()->GetDouble(row, Field(row, name));
  return reader.person ? FourDigits(number) : fmt::format("{}", number);
}

}  // namespace

std::string FourDigits(double number) {
  return std::abs(number) >= 1000 ? fmt::format("{:.0f}", number) : fmt::format("{:.4g}", number);
}

std::string CodeOfIndicator(const Message& indicator, const Reader& reader) {
  const Message& definition = PartOf(indicator, "definition");
  return CellOf(definition, Field(definition, "code"), reader);
}

std::string TitleOfIndicator(const Message& indicator, const Reader& reader) {
  const Message& definition = PartOf(indicator, "definition");
  return CellOf(definition, Field(definition, "title"), reader);
}

std::string ValueOfIndicator(const Message& indicator, const Reader& reader) {
  return NumberOf(PartOf(PartOf(indicator, "standing"), "figure"), "value", reader);
}

std::string OutlookOfIndicator(const Message& indicator, const Reader& reader) {
  const Message& standing = PartOf(indicator, "standing");
  const std::string outlook = CellOf(standing, Field(standing, "outlook"), reader);
  if (!Has(standing, "forecast_date")) return outlook;
  return absl::StrCat(outlook, ", ", CellOf(standing, Field(standing, "forecast_date"), reader));
}

std::string TargetOfIndicator(const Message& indicator, const Reader& reader) {
  return Has(indicator, "target") ? NumberOf(PartOf(indicator, "target"), "value", reader) : "";
}

std::string GroupOfFigure(const Message& figure, const Reader& reader) {
  const char* told = Has(figure, "group_name") ? "group_name" : "group";
  return CellOf(figure, Field(figure, told), reader);
}

std::string ValueOfFigure(const Message& figure, const Reader& reader) {
  const bool hidden = figure.GetReflection()->GetBool(figure, Field(figure, "suppressed"));
  if (hidden) return reader.person ? Say("hidden") : "";
  return NumberOf(figure, "value", reader);
}

std::string IntervalOfFigure(const Message& figure, const Reader& reader) {
  if (!Has(figure, "interval")) return "";
  const Message& interval = PartOf(figure, "interval");
  return absl::StrCat(NumberOf(interval, "low", reader), "–", NumberOf(interval, "high", reader));
}

std::string LowOfFigure(const Message& figure, const Reader& reader) {
  return Has(figure, "interval") ? NumberOf(PartOf(figure, "interval"), "low", reader) : "";
}

std::string HighOfFigure(const Message& figure, const Reader& reader) {
  return Has(figure, "interval") ? NumberOf(PartOf(figure, "interval"), "high", reader) : "";
}

std::string SkippedOfFigure(const Message& figure, const Reader&) {
  int64_t skipped = 0;
  for (const Message* one : AllOf(figure, "skipped")) {
    skipped += one->GetReflection()->GetInt64(*one, Field(*one, "count"));
  }
  return skipped == 0 ? "" : absl::StrCat(skipped);
}

}  // namespace framdrift::cli
