// Cells of tables of indicators and their figures.
#pragma once

#include <string>

#include <google/protobuf/message.h>

#include "clients/cli/values.h"

namespace framdrift::cli {

// Of an indicator: the code and title of its definition, the value where it stands, what came of
// its goal, and the value it is to have.
std::string CodeOfIndicator(const google::protobuf::Message& indicator, const Reader& reader);
std::string TitleOfIndicator(const google::protobuf::Message& indicator, const Reader& reader);
std::string ValueOfIndicator(const google::protobuf::Message& indicator, const Reader& reader);
std::string OutlookOfIndicator(const google::protobuf::Message& indicator, const Reader& reader);
std::string TargetOfIndicator(const google::protobuf::Message& indicator, const Reader& reader);

// `number` with four digits, from a thousand on without a fraction.
std::string FourDigits(double number);

// Of a figure: its group by name, its value with four digits or, to people, that it is hidden, its
// interval and the ends of that, and how many rows are left out.
std::string GroupOfFigure(const google::protobuf::Message& figure, const Reader& reader);
std::string ValueOfFigure(const google::protobuf::Message& figure, const Reader& reader);
std::string IntervalOfFigure(const google::protobuf::Message& figure, const Reader& reader);
std::string LowOfFigure(const google::protobuf::Message& figure, const Reader& reader);
std::string HighOfFigure(const google::protobuf::Message& figure, const Reader& reader);
std::string SkippedOfFigure(const google::protobuf::Message& figure, const Reader& reader);

}  // namespace framdrift::cli
