// Who else takes part: consents, referrals and transfers of a case.
#pragma once

namespace framdrift::cases {

struct Cooperation {
  friend bool operator==(const Cooperation&, const Cooperation&) = default;
};

}  // namespace framdrift::cases
