#include "clients/cli/zone.h"

namespace framdrift::cli {

absl::TimeZone Zone() {
  static const absl::TimeZone zone = [] {
    absl::TimeZone loaded;
    return absl::LoadTimeZone("Europe/Stockholm", &loaded) ? loaded : absl::UTCTimeZone();
  }();
  return zone;
}

}  // namespace framdrift::cli
