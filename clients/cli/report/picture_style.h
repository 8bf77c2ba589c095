// How pictures of reports look, the same in files and pages.
#pragma once

namespace framdrift::cli::report {

inline constexpr double kPictureWidth = 760;
inline constexpr double kCaptionHeight = 40;

// Texts are dark on white; colours of areas can be told apart with every colour vision, and in
// grey by what stands beside them.
inline constexpr char kPictureStyle[] =
    "svg text{font-family:'Segoe UI',Helvetica,Arial,'DejaVu Sans',sans-serif;font-size:14px;"
    "fill:#1a1a1a}svg .caption{font-size:16px;font-weight:600}svg .note{font-size:12px;"
    "fill:#4d4d4d}svg .tick{font-size:12px;fill:#4d4d4d}svg .figure{font-size:13px}"
    "svg .warning{font-weight:600}svg .small{font-size:12px}svg .grid{stroke:#d9d9d9}svg "
    ".axis{stroke:#1a1a1a;stroke-width:1.5}"
    "svg .gain{fill:#0072b2}svg .loss{fill:#c25100}svg .line{fill:none;stroke-width:2.5}"
    "svg .assumed{fill:none;stroke-width:2;stroke-dasharray:6 4}svg .mark{stroke-width:1.5}"
    "svg .border{stroke:#767676;stroke-dasharray:2 3}svg .cell{fill:none;stroke:#bfbfbf}"
    "svg .code{fill:#005a8c;stroke:#005a8c;stroke-width:1.5}svg .code.empty{fill:#ffffff}"
    "svg .bar{fill:#005a8c}svg .track{fill:#e6e6e6}";

}  // namespace framdrift::cli::report
