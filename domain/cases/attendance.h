// Whether the person came: sessions, attendance and deviations of one episode.
#pragma once

namespace framdrift::cases {

struct Attendance {
  friend bool operator==(const Attendance&, const Attendance&) = default;
};

}  // namespace framdrift::cases
