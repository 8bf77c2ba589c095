#include "clients/demo/municipalities.h"

namespace framdrift::demo {
namespace {

constexpr Municipality kAll[] = {
    {"trelleborg", "1287", "Trelleborg", Part::kOriginator, false},
    {"kungsbacka", "1384", "Kungsbacka", Part::kMember, false},
    {"ljusdal", "2161", "Ljusdal", Part::kOutside, false},
    {"eskilstuna", "0484", "Eskilstuna", Part::kOutside, false},
    {"katrineholm", "0483", "Katrineholm", Part::kOutside, false},
    {"almstrand", "9901", "Almstrand"},
    {"bjorkbo", "9902", "Björkbo"},
    {"dalhamra", "9903", "Dalhamra"},
    {"ekmarken", "9904", "Ekmarken"},
    {"furumark", "9905", "Furumark"},
    {"granvalla", "9906", "Granvalla"},
    {"hasselmo", "9907", "Hasselmo"},
    {"klarbacken", "9908", "Klarbacken"},
    {"lindarod", "9909", "Lindaröd"},
    {"myrvalla", "9910", "Myrvalla"},
    {"norrbacka", "9911", "Norrbäcka"},
    {"ronnhamn", "9912", "Rönnhamn"},
    {"tallhult", "9913", "Tallhult"},
};

}  // namespace

absl::Span<const Municipality> Municipalities() { return kAll; }

absl::string_view NameOf(Part part) {
  switch (part) {
    case Part::kOriginator:
      return "originator";
    case Part::kMember:
      return "member";
    case Part::kOutside:
      return "outside";
  }
  return "";
}

}  // namespace framdrift::demo
