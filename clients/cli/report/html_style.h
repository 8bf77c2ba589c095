// How the page of a report looks, on screens and on paper.
#pragma once

namespace framdrift::cli::report {

// Of a page that holds what is too wide for paper that stands.
inline constexpr char kAcrossStyle[] = "@page{size:A4 landscape;margin:14mm}";

inline constexpr char kHtmlStyle[] =
    "@page{size:A4;margin:18mm 16mm 20mm}"
    "html{font:16px/1.5 'Segoe UI',Helvetica,Arial,'DejaVu Sans',sans-serif;color:#1a1a1a;"
    "background:#fff}"
    "body{margin:0 auto;padding:1.5rem;max-width:60rem}"
    "h1{font-size:1.9rem;line-height:1.2;margin:0}"
    "h2{font-size:1.35rem;line-height:1.3;margin:2rem 0 .6rem;border-bottom:2px solid #005a8c}"
    "p{max-width:44rem;margin:.6rem 0}"
    ".subject{font-size:1.2rem;font-weight:600;margin:.2rem 0}"
    ".about{color:#4d4d4d;font-size:.9rem}"
    ".warnings{border:2px solid #8a3b00;border-left-width:.6rem;background:#fff6ec;"
    "padding:.4rem 1rem;margin:1rem 0}"
    ".warnings h2{font-size:1.05rem;border:0;margin:.2rem 0}"
    ".warnings ul{margin:.3rem 0;padding-left:1.2rem}"
    "blockquote{margin:.8rem 0;padding:.1rem 1rem;border-left:.25rem solid #767676;"
    "background:#f5f5f5}"
    "blockquote p{overflow-wrap:anywhere}"
    "table{border-collapse:collapse;margin:.4rem 0 1.2rem;font-size:.95rem;max-width:100%}"
    "caption{text-align:left;font-weight:600;padding:.3rem 0;caption-side:top}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #bfbfbf;"
    "overflow-wrap:break-word}"
    "thead th,thead td{border-bottom:2px solid #1a1a1a;vertical-align:bottom;background:#fff}"
    "tbody th{font-weight:400}"
    ".n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    "thead .n{white-space:normal}"
    ".strong th,.strong td{font-weight:700;border-top:2px solid #1a1a1a}"
    ".symbol{width:1em;height:1em;vertical-align:-.12em;margin-right:.35em}"
    ".pie{fill:#005a8c;stroke:#005a8c;stroke-width:1.5}.pie.empty{fill:#fff}"
    "td.c{white-space:nowrap}"
    "figure{margin:.6rem 0 1.4rem}"
    "figcaption{font-weight:600;padding:.3rem 0}"
    "figure svg{max-width:100%;height:auto;display:block}"
    ".wide{overflow-x:auto}"
    "@media print{"
    "html{font-size:10pt}th,td{padding:.2rem .5rem}body{padding:0;max-width:none}p{max-width:none}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    "h1,h2,caption,figcaption{break-after:avoid}"
    "thead{display:table-header-group}tr,figure,blockquote,.warnings{break-inside:avoid}"
    "table.short{break-inside:avoid}"
    ".wide{overflow:visible}"
    ".across{font-size:.85em}"
    "p{orphans:3;widows:3}"
    "}";

}  // namespace framdrift::cli::report
