#include "domain/codes/languages.h"

#include "absl/strings/ascii.h"

namespace framdrift::codes {
namespace {

// ISO 639-1 without the codes it has withdrawn; each followed by a space.
constexpr absl::string_view kLanguages =
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

}  // namespace

bool IsLanguage(absl::string_view code) {
  if (code.size() != 2) return false;
  for (size_t at = 0; at < kLanguages.size(); at += 3) {
    if (kLanguages.substr(at, 2) == code) return true;
  }
  return false;
}

std::string LanguageOf(absl::string_view tag) {
  const absl::string_view first = tag.substr(0, tag.find_first_of("-_"));
  for (const char c : first) {
    if (!absl::ascii_isalpha(static_cast<unsigned char>(c))) return "";
  }
  return absl::AsciiStrToLower(first);
}

}  // namespace framdrift::codes
