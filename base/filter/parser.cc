#include "base/filter/parser.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/filter/fault.h"
#include "base/status_macros.h"

namespace framdrift::filter {
namespace {

constexpr char kLeftOut[] =
    "functions are not offered; compare a field with a value, such as phase = ACTIVE";

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsQuote(char c) { return c == '"' || c == '\''; }
// What ends a word wherever it stands.
bool EndsWord(char c) { return IsSpace(c) || IsQuote(c) || c == '(' || c == ')' || c == ','; }
bool IsComparison(char c) { return c == '=' || c == '!' || c == '<' || c == '>'; }

// Where a word stands decides what may be in it.
enum class Place { kField, kValue };

class Parser {
 public:
  Parser(absl::string_view text, Offered offered) : text_(text), offered_(offered) {}

  absl::StatusOr<Expression> ParseAll() {
    if (text_.size() > kMaxFilterBytes) {
      return Fault(kMaxFilterBytes,
                   absl::StrCat("a filter may have ", kMaxFilterBytes, " bytes; shorten it"));
    }
    SkipSpace();
    if (AtEnd()) return Expression();
    FD_ASSIGN_OR_RETURN(Expression expression, ParseExpression(Place::kField));
    if (!AtEnd()) return Fault(at_, "no parenthesis is open here; remove this one");
    return expression;
  }

 private:
  bool AtEnd() const { return at_ == text_.size(); }
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  void SkipSpace() {
    while (!AtEnd() && IsSpace(text_[at_])) ++at_;
  }
  absl::Status Fault(size_t offset, absl::string_view message) const {
    return FaultAt("filter", text_, offset, message);
  }

  // Whether `keyword` stands here as a word of its own.
  bool AtKeyword(absl::string_view keyword) const {
    const absl::string_view rest = text_.substr(at_);
    if (!absl::StartsWith(rest, keyword)) return false;
    return rest.size() == keyword.size() || IsSpace(rest[keyword.size()]) ||
           rest[keyword.size()] == '(' || rest[keyword.size()] == ')';
  }
  bool SkipKeyword(absl::string_view keyword) {
    if (!AtKeyword(keyword)) return false;
    at_ += keyword.size();
    SkipSpace();
    return true;
  }

  // One operand stands for itself; more are joined.
  static Expression Joined(Expression::Kind kind, std::vector<Expression> operands) {
    if (operands.size() == 1) return std::move(operands.front());
    Expression joined;
    joined.kind = kind;
    joined.offset = operands.front().offset;
    joined.operands = std::move(operands);
    return joined;
  }

  // Conditions joined by AND or by nothing. Ends before a closing parenthesis or at the end.
  absl::StatusOr<Expression> ParseExpression(Place place) {
    std::vector<Expression> operands;
    do {
      FD_ASSIGN_OR_RETURN(Expression operand, ParseFactor(place));
      operands.push_back(std::move(operand));
      if (SkipKeyword("AND")) {
        if (AtEnd() || Peek() == ')') return Fault(at_, "a condition must follow AND");
      }
    } while (!AtEnd() && Peek() != ')');
    return Joined(Expression::Kind::kAll, std::move(operands));
  }

  absl::StatusOr<Expression> ParseFactor(Place place) {
    std::vector<Expression> operands;
    do {
      FD_ASSIGN_OR_RETURN(Expression operand, ParseTerm(place));
      operands.push_back(std::move(operand));
    } while (SkipKeyword("OR"));
    return Joined(Expression::Kind::kAny, std::move(operands));
  }

  absl::StatusOr<Expression> ParseTerm(Place place) {
    const size_t offset = at_;
    const bool by_word = SkipKeyword("NOT");
    // In `-5` as a value the sign belongs to the number.
    const bool by_sign = !by_word && place == Place::kField && Peek() == '-';
    if (by_sign) ++at_;
    if (!by_word && !by_sign) return ParseSimple(place);
    if (AtKeyword("NOT") || (place == Place::kField && Peek() == '-')) {
      return Fault(at_, "only one NOT or - may stand before a condition; use parentheses");
    }
    if (by_sign && IsSpace(Peek())) return Fault(at_, "a condition must follow - at once");
    FD_ASSIGN_OR_RETURN(Expression operand, ParseSimple(place));
    Expression negation;
    negation.kind = Expression::Kind::kNot;
    negation.offset = offset;
    negation.operands.push_back(std::move(operand));
    return negation;
  }

  absl::StatusOr<Expression> ParseSimple(Place place) {
    for (const absl::string_view keyword : {"AND", "OR"}) {
      if (AtKeyword(keyword)) {
        return Fault(at_,
                     absl::StrCat("a condition must stand before ",
                                  keyword,
                                  "; put the word in quotation marks if it is a value"));
      }
    }
    if (AtEnd()) return Fault(at_, "the filter ends where a condition should stand");
    if (Peek() == ')') return Fault(at_, "a condition must stand before this parenthesis");
    if (Peek() == ',') return Fault(at_, "a comma joins nothing here; write AND or OR");
    const bool parenthesised = Peek() == '(';
    FD_ASSIGN_OR_RETURN(Expression condition,
                        parenthesised            ? ParseParentheses(place)
                        : place == Place::kField ? ParseCondition()
                                                 : ParseValue());
    if (!AtEnd() && !IsSpace(Peek()) && Peek() != ')') {
      if (Peek() == '(' && !parenthesised) return Fault(at_, kLeftOut);
      return Fault(at_, "a space must stand here, with AND or OR if need be");
    }
    SkipSpace();
    return condition;
  }

  absl::StatusOr<Expression> ParseParentheses(Place place) {
    const size_t offset = at_;
    if (++depth_ > kMaxFilterDepth) {
      return Fault(offset,
                   absl::StrCat("parentheses may stand ", kMaxFilterDepth, " deep; flatten them"));
    }
    ++at_;
    SkipSpace();
    FD_ASSIGN_OR_RETURN(Expression inner, ParseExpression(place));
    if (AtEnd()) return Fault(offset, "this parenthesis is never closed; add ) where it ends");
    ++at_;
    --depth_;
    return inner;
  }

  // field {. field} [comparator argument]
  absl::StatusOr<Expression> ParseCondition() {
    Expression condition;
    condition.kind = Expression::Kind::kCondition;
    condition.offset = at_;
    if (IsComparison(Peek()) || Peek() == ':') {
      return Fault(at_, "the name of a field must stand before a comparison");
    }
    while (true) {
      FD_ASSIGN_OR_RETURN(Literal name, ParseLiteral(Place::kField));
      if (Peek() == '(' && offered_ == Offered::kFunctions && condition.path.empty()) {
        FD_RETURN_IF_ERROR(ParseArguments(name));
      }
      condition.path.push_back(std::move(name));
      if (Peek() != '.') break;
      ++at_;
    }
    if (Peek() == '(') return Fault(at_, kLeftOut);
    const size_t end_of_path = at_;
    SkipSpace();
    FD_ASSIGN_OR_RETURN(condition.comparator, ParseComparator());
    if (!condition.comparator) {
      at_ = end_of_path;
      FD_RETURN_IF_ERROR(CheckLoneWord(condition));
      return condition;
    }
    SkipSpace();
    if (AtEnd() || Peek() == ')' || AtKeyword("AND") || AtKeyword("OR")) {
      return Fault(at_, absl::StrCat("a value must follow ", SignOf(*condition.comparator)));
    }
    FD_ASSIGN_OR_RETURN(Expression argument,
                        Peek() == '(' ? ParseParentheses(Place::kValue) : ParseValue());
    condition.operands.push_back(std::move(argument));
    return condition;
  }

  // The sign here, or none. Faults on signs of other languages.
  absl::StatusOr<std::optional<Comparator>> ParseComparator() {
    struct Sign {
      absl::string_view text;
      Comparator comparator;
    };
    static constexpr Sign kSigns[] = {
        {"<=", Comparator::kLessOrEqual},
        {">=", Comparator::kGreaterOrEqual},
        {"!=", Comparator::kNotEqual},
        {"=", Comparator::kEqual},
        {"<", Comparator::kLess},
        {">", Comparator::kGreater},
        {":", Comparator::kHas},
    };
    const absl::string_view rest = text_.substr(at_);
    for (const Sign& sign : kSigns) {
      if (!absl::StartsWith(rest, sign.text)) continue;
      at_ += sign.text.size();
      if (IsComparison(Peek())) {
        return Fault(at_, "no such comparison; there are = != < <= > >= and :");
      }
      return std::optional<Comparator>(sign.comparator);
    }
    if (Peek() == '!') return Fault(at_, "= must follow !; to negate a condition write NOT");
    return std::optional<Comparator>();
  }

  absl::Status CheckLoneWord(const Expression& condition) const {
    const Literal& word = condition.path.front();
    if (word.quoted || condition.path.size() > 1) return absl::OkStatus();
    for (const absl::string_view keyword : {"AND", "OR", "NOT"}) {
      if (absl::EqualsIgnoreCase(word.text(), keyword)) {
        return Fault(word.offset, absl::StrCat("write ", keyword, " in capital letters"));
      }
    }
    return absl::OkStatus();
  }

  absl::StatusOr<Expression> ParseValue() {
    Expression value;
    value.kind = Expression::Kind::kCondition;
    value.offset = at_;
    FD_ASSIGN_OR_RETURN(Literal literal, ParseLiteral(Place::kValue));
    value.path.push_back(std::move(literal));
    return value;
  }

  absl::StatusOr<Literal> ParseLiteral(Place place) {
    if (IsQuote(Peek())) return ParseQuoted();
    Literal literal;
    literal.offset = at_;
    for (; !AtEnd() && !EndsWord(text_[at_]); ++at_) {
      const char c = text_[at_];
      if (place == Place::kField && (c == '.' || c == ':' || IsComparison(c))) break;
      if (IsComparison(c)) {
        return Fault(at_,
                     absl::StrCat("put a value with ", std::string(1, c), " in quotation marks"));
      }
      Append(literal, c);
    }
    if (at_ == literal.offset) {
      return Fault(at_,
                   place == Place::kField ? "a name must stand here" : "a value must stand here");
    }
    return literal;
  }

  // Adds the parentheses here and what stands in them to `name`.
  absl::Status ParseArguments(Literal& name) {
    const size_t offset = at_;
    do {
      if (AtEnd()) return Fault(offset, "this parenthesis is never closed; add ) where it ends");
      name.pieces.back() += text_[at_];
    } while (text_[at_++] != ')');
    return absl::OkStatus();
  }

  absl::StatusOr<Literal> ParseQuoted() {
    Literal literal;
    literal.offset = at_;
    literal.quoted = true;
    const char quote = text_[at_++];
    while (!AtEnd() && text_[at_] != quote) {
      if (text_[at_] != '\\') {
        Append(literal, text_[at_++]);
        continue;
      }
      ++at_;
      if (Peek() != '\\' && Peek() != '*' && !IsQuote(Peek())) {
        return Fault(at_ - 1, "after \\ may stand \" ' * or \\; write \\\\ for a backslash");
      }
      literal.pieces.back() += text_[at_++];
    }
    if (AtEnd()) {
      return Fault(literal.offset,
                   absl::StrCat("this quotation mark is never closed; add ",
                                std::string(1, quote),
                                " where the text ends"));
    }
    ++at_;
    return literal;
  }

  static void Append(Literal& literal, char c) {
    if (c == '*') {
      literal.pieces.emplace_back();
    } else {
      literal.pieces.back() += c;
    }
  }

  const absl::string_view text_;
  const Offered offered_;
  size_t at_ = 0;
  size_t depth_ = 0;
};

}  // namespace

const char* SignOf(Comparator comparator) {
  switch (comparator) {
    case Comparator::kEqual:
      return "=";
    case Comparator::kNotEqual:
      return "!=";
    case Comparator::kLess:
      return "<";
    case Comparator::kLessOrEqual:
      return "<=";
    case Comparator::kGreater:
      return ">";
    case Comparator::kGreaterOrEqual:
      return ">=";
    case Comparator::kHas:
      return ":";
  }
  return "";
}

std::string Literal::text() const { return absl::StrJoin(pieces, "*"); }

absl::StatusOr<Expression> Parse(absl::string_view text, Offered offered) {
  return Parser(text, offered).ParseAll();
}

}  // namespace framdrift::filter
