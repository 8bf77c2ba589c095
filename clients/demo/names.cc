#include "clients/demo/names.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace framdrift::demo {
namespace {

using absl::string_view;

constexpr string_view kWomen[] = {
    "Agnes", "Alva",    "Anja",     "Asta",   "Berit", "Britta", "Cajsa", "Dagny", "Disa",
    "Edit",  "Elin",    "Ellen",    "Elsa",   "Embla", "Ester",  "Frida", "Gerda", "Greta",
    "Gun",   "Hanna",   "Hedvig",   "Hilma",  "Ines",  "Inga",   "Irma",  "Jonna", "Judit",
    "Kajsa", "Klara",   "Lova",     "Lovisa", "Maja",  "Malin",  "Moa",   "Märta", "Nea",
    "Nora",  "Ottilia", "Pernilla", "Ragna",  "Rut",   "Saga",   "Signe", "Siri",  "Sol",
    "Svea",  "Tilde",   "Tove",     "Tyra",   "Vega",  "Vera",   "Viola", "Ylva",  "Åsa"};
constexpr string_view kMen[] = {
    "Albin", "Alvar",  "Anton",  "Arvid",  "Axel",   "Birger", "Bo",     "Dag",    "Ebbe",
    "Edvin", "Egil",   "Einar",  "Elis",   "Emil",   "Erland", "Folke",  "Frans",  "Gideon",
    "Gösta", "Hampus", "Harald", "Helge",  "Hugo",   "Ingvar", "Isak",   "Ivar",   "Jesper",
    "Joel",  "Kalle",  "Knut",   "Loke",   "Ludvig", "Malte",  "Manne",  "Melker", "Nils",
    "Noel",  "Olle",   "Otto",   "Ragnar", "Rasmus", "Rune",   "Sigge",  "Sixten", "Sten",
    "Sture", "Ted",    "Tore",   "Truls",  "Valter", "Viggo",  "Vilmer", "Yngve",  "Åke"};
constexpr string_view kWomenAbroad[] = {
    "Aisha", "Almaz",  "Amina", "Ana",    "Daria",  "Dilan", "Elena",  "Farah",  "Fatima",
    "Hiba",  "Ifrah",  "Irina", "Jasmin", "Lamia",  "Leila", "Mariam", "Mehret", "Nadia",
    "Nour",  "Oksana", "Rahel", "Rania",  "Samira", "Selam", "Shirin", "Sofija", "Zahra"};
constexpr string_view kMenAbroad[] = {
    "Abdi",  "Adnan",  "Ali",   "Amir",   "Bashir", "Dawit", "Emir",  "Farid",   "Goran",
    "Hamid", "Hassan", "Idris", "Jamal",  "Kaveh",  "Luka",  "Milan", "Mustafa", "Nabil",
    "Omar",  "Rami",   "Reza",  "Samuel", "Tariq",  "Yonas", "Yusuf", "Zoran",   "Petro"};
constexpr string_view kFamilyFirst[] = {
    "Alm",  "Asp",   "Berg",   "Björk",  "Blom",  "Dal",  "Ek",   "Eng",  "Fors",  "Fur",
    "Gran", "Hag",   "Hammar", "Hassel", "Hed",   "Hög",  "Käll", "Lind", "Ljung", "Lund",
    "Lön",  "Malm",  "Mo",     "Norr",   "Rosen", "Sand", "Sjö",  "Skog", "Sten",  "Strand",
    "Sund", "Söder", "Tall",   "Vik",    "Väst",  "Åker", "Ädel", "Ö",    "Öst",   "Fager"};
constexpr string_view kFamilyLast[] = {
    "backe", "blad",  "bom",   "borg", "dal",    "dahl",  "feldt", "fors", "gren", "gård",  "holm",
    "hult",  "klint", "kvist", "lid",  "lind",   "lund",  "man",   "mark", "näs",  "qvist", "rot",
    "sjö",   "skog",  "stam",  "sten", "strand", "ström", "svärd", "vall", "vik",  "vret"};
constexpr string_view kTrades[] = {"bageri",
                                   "bygg",
                                   "café",
                                   "dagligvaror",
                                   "fastighet",
                                   "frakt",
                                   "förskola",
                                   "lager",
                                   "mekaniska",
                                   "möbler",
                                   "omsorg",
                                   "plåtslageri",
                                   "restaurang",
                                   "städservice",
                                   "tvätteri",
                                   "växthus"};

}  // namespace

Name InventName(Rng& rng, bool woman, bool born_abroad) {
  Name name;
  if (born_abroad && rng.Chance(800)) {
    name.given = std::string(woman ? rng.Pick<string_view>(kWomenAbroad)
                                   : rng.Pick<string_view>(kMenAbroad));
  } else {
    name.given = std::string(woman ? rng.Pick<string_view>(kWomen) : rng.Pick<string_view>(kMen));
  }
  string_view first = rng.Pick<string_view>(kFamilyFirst);
  string_view last = rng.Pick<string_view>(kFamilyLast);
  name.family = absl::StrCat(first, last);
  return name;
}

std::string InventWorkplace(Rng& rng) {
  const string_view first = rng.Pick<string_view>(kFamilyFirst);
  const string_view last = rng.Pick<string_view>(kFamilyLast);
  return absl::StrCat(first, last, "s ", rng.Pick<string_view>(kTrades));
}

}  // namespace framdrift::demo
