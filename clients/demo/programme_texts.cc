#include "clients/demo/programme_texts.h"

namespace framdrift::demo {
namespace {

constexpr BlockTexts kBlocks[] = {
    {"stance", "Ledningen har beslutat ett gemensamt förhållningssätt"},
    {"process", "Processkarta och roller beslutade i nämnden"},
    {"first-contact", "Nio av tio möts inom ett dygn"},
    {"work-plan", "Alla som är inskrivna har en plan"},
    {"workplace", "Avtal med sju arbetsgivare"},
    {"follow-up", "Uppföljning varje månad enligt rutin"},
    {"own-indicators", "Fyra egna indikatorer med utgångsläge"},
    {"measuring", "Indikatorerna räknas varje vecka"},
    {"support-structure", "Två processtödjare utsedda"},
};

constexpr absl::string_view kTopics[] = {"Från socialt perspektiv till arbetsmarknadsperspektiv",
                                         "Första kontakten inom ett dygn",
                                         "Handlingsplan för alla",
                                         "Arbetsplatsen först",
                                         "Att mäta från önskat läge",
                                         "Ledning i vardagen",
                                         "Vad som består när programmet slutar"};

constexpr absl::string_view kActions[] = {"Skriva rutin för första kontakten",
                                          "Kartlägga flödet från ansökan till beslut",
                                          "Utse processledare",
                                          "Välja egna indikatorer",
                                          "Prova planen med tio personer",
                                          "Ta kontakt med tre arbetsgivare",
                                          "Gå igenom alla som saknar plan"};

constexpr absl::string_view kSubjects[] = {"Rutin för uppföljning",
                                           "Hur en handlingsplan blir kort",
                                           "Motstånd i arbetsgruppen",
                                           "Vilka mått som går att mäta",
                                           "Samverkan med arbetsgivare",
                                           "Roller mellan enheterna"};

constexpr absl::string_view kDone[] = {"Vi har prövat planen i en enhet och ändrat mallen.",
                                       "Två enheter arbetar nu efter samma process.",
                                       "Förvaltningsledningen har beslutat om arbetssättet."};
constexpr absl::string_view kEffect[] = {"Fler får ett första möte inom ett dygn.",
                                         "Det syns inte i siffrorna än.",
                                         "Fler går till arbete, och väntan på beslut är kortare."};
constexpr absl::string_view kObstacles[] = {"Personal har slutat och nya ska lära sig.",
                                            "Två system som inte talar med varandra.",
                                            "Vi har inte tid att mäta för hand.",
                                            "Inget just nu."};
constexpr absl::string_view kNext[] = {
    "Nästa enhet börjar.", "Rutinen för uppföljning prövas.", "Indikatorerna ska få mål."};

constexpr absl::string_view kFallBacks[] = {"Ny chef, arbetssättet ska förankras på nytt",
                                            "Halva gruppen har slutat",
                                            "Rutinen höll inte när flödet ökade"};

constexpr absl::string_view kProgrammeNotes[] = {
    "Kommuner där förvaltningschefen deltar själv går fortare fram.",
    "Frågan om mätning kommer sent; den borde ställas vid första träffen.",
    "Auskultation ändrar mer än skriftligt material.",
    "Stödet mellan träffarna används mest av dem som redan har börjat.",
    "Samma ord betyder olika saker i olika kommuner: handlingsplan är ett.",
    "De som har egna indikatorer talar om resultat, övriga om aktiviteter."};

}  // namespace

absl::Span<const BlockTexts> ProgrammeBlocks() { return kBlocks; }
absl::Span<const absl::string_view> MeetingTopics() { return kTopics; }
absl::Span<const absl::string_view> ActionTitles() { return kActions; }
absl::Span<const absl::string_view> SupportSubjects() { return kSubjects; }

absl::Span<const absl::string_view> ReportAnswers(absl::string_view question) {
  if (question == "done") return kDone;
  if (question == "effect") return kEffect;
  if (question == "obstacles") return kObstacles;
  return kNext;
}

absl::Span<const absl::string_view> FallBackReasons() { return kFallBacks; }
absl::Span<const absl::string_view> NotesOfResearch() { return kProgrammeNotes; }

}  // namespace framdrift::demo
