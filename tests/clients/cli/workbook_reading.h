// A workbook read back: its files unzipped, its cells by their places.
#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <map>
#include <regex>
#include <string>
#include <vector>

namespace framdrift::cli {

inline size_t NumberAt(const std::string& bytes, size_t at, size_t size) {
  size_t number = 0;
  for (size_t i = 0; i < size; ++i) {
    number |= static_cast<size_t>(static_cast<unsigned char>(bytes.at(at + i))) << (8 * i);
  }
  return number;
}

inline std::string Inflated(const std::string& packed, size_t size) {
  std::string content(size, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, -MAX_WBITS), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // only read
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(content.data());  // the same bytes
  stream.avail_out = static_cast<uInt>(content.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  return content;
}

// The files of a zip by their paths, as its directory lists them.
inline std::map<std::string, std::string> Unzipped(const std::string& zip) {
  std::map<std::string, std::string> files;
  const size_t end = zip.rfind("PK\x05\x06");
  size_t at = NumberAt(zip, end + 16, 4);
  for (size_t left = NumberAt(zip, end + 10, 2); left > 0; --left) {
    const size_t packed = NumberAt(zip, at + 20, 4);
    const size_t name = NumberAt(zip, at + 28, 2);
    const size_t local = NumberAt(zip, at + 42, 4);
    const size_t begin = local + 30 + NumberAt(zip, local + 26, 2) + NumberAt(zip, local + 28, 2);
    const std::string content = zip.substr(begin, packed);
    const bool stored = NumberAt(zip, at + 10, 2) == 0;
    files[zip.substr(at + 46, name)] =
        stored ? content : Inflated(content, NumberAt(zip, at + 24, 4));
    at += 46 + name + NumberAt(zip, at + 30, 2) + NumberAt(zip, at + 32, 2);
  }
  return files;
}

// The shared texts, in their order. Not by std::regex, which goes a frame deeper at every
// character.
inline std::vector<std::string> TextsIn(const std::string& xml) {
  std::vector<std::string> found;
  for (size_t at = xml.find("<t"); at != std::string::npos; at = xml.find("<t", at + 1)) {
    if (xml[at + 2] != '>' && xml[at + 2] != ' ') continue;
    const size_t begin = xml.find('>', at) + 1;
    found.push_back(xml.substr(begin, xml.find("</t>", begin) - begin));
  }
  return found;
}

// The cells of the sheet of that number by their places: numbers as they stand, texts in quotation
// marks.
inline std::map<std::string, std::string> CellsIn(const std::string& workbook, int number = 1) {
  const auto files = Unzipped(workbook);
  const std::vector<std::string> texts = TextsIn(files.at("xl/sharedStrings.xml"));
  const std::string& sheet = files.at("xl/worksheets/sheet" + std::to_string(number) + ".xml");
  std::map<std::string, std::string> cells;
  const std::regex cell("<c r=\"([A-Z0-9]+)\"([^>]*)><v>([^<]*)</v>");
  for (std::sregex_iterator at(sheet.begin(), sheet.end(), cell), none; at != none; ++at) {
    const bool text = at->str(2).find("t=\"s\"") != std::string::npos;
    cells[at->str(1)] = text ? "'" + texts.at(std::stoul(at->str(3))) + "'" : at->str(3);
  }
  return cells;
}

}  // namespace framdrift::cli
