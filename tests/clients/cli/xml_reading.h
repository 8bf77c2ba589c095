// What an XML parser reads of a drawing: its elements with their class, and its texts.
#pragma once

#include <expat.h>

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace framdrift::cli {

struct XmlRead {
  bool well_formed = false;
  std::vector<std::string> elements;  // `line.target`
  std::vector<std::string> titles;
  std::vector<std::string> descriptions;
  std::vector<std::string> texts;
  std::string open;  // what the parser is in

  int Count(const std::string& element) const {
    return static_cast<int>(std::count(elements.begin(), elements.end(), element));
  }
};

namespace xml_reading {

inline void Begin(void* to, const XML_Char* name, const XML_Char** attributes) {
  std::string element = name;
  for (size_t i = 0; attributes[i] != nullptr; i += 2) {
    if (std::string(attributes[i]) == "class") element += std::string(".") + attributes[i + 1];
  }
  auto& read = *static_cast<XmlRead*>(to);
  read.elements.push_back(element);
  read.open = name;
  if (read.open == "title") read.titles.emplace_back();
  if (read.open == "desc") read.descriptions.emplace_back();
  if (read.open == "text") read.texts.emplace_back();
}

inline void Characters(void* to, const XML_Char* text, int size) {
  auto& read = *static_cast<XmlRead*>(to);
  const std::string piece(text, static_cast<size_t>(size));
  if (read.open == "title") read.titles.back() += piece;
  if (read.open == "desc") read.descriptions.back() += piece;
  if (read.open == "text") read.texts.back() += piece;
}

inline void End(void* to, const XML_Char*) { static_cast<XmlRead*>(to)->open.clear(); }

}  // namespace xml_reading

inline XmlRead ReadXml(const std::string& xml) {
  XmlRead read;
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(
      XML_ParserCreate(nullptr), XML_ParserFree);
  XML_SetUserData(parser.get(), &read);
  XML_SetElementHandler(parser.get(), xml_reading::Begin, xml_reading::End);
  XML_SetCharacterDataHandler(parser.get(), xml_reading::Characters);
  read.well_formed = XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), 1) != 0;
  return read;
}

}  // namespace framdrift::cli
