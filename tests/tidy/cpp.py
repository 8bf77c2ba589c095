"""Reads as much C++ as the house rules need: includes, names of types, and where functions are."""
import re

_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|"""
    r"""(?<![0-9a-zA-Z_])'(?:\\.|[^'\\\n])+'""", re.S)
_INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
_TYPE = re.compile(r"^\s*(?:template\s*<.*>\s*)?(?:class|struct|enum(?:\s+class)?|using)\s+"
                   r"(?:ABSL_\w+(?:\(\w*\))?\s+)?(\w+)\b(?!::)")


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """The text with every comment blanked; lines and literals keep their places."""
    return _TOKEN.sub(
        lambda m: _blank(m.group()) if m.group().startswith(("//", "/*")) else m.group(), text)


def code(text):
    """The text with comments, literals and preprocessor lines blanked."""
    text = _TOKEN.sub(lambda m: _blank(m.group()), text)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: _blank(m.group()), text, flags=re.M)


def includes(text):
    """(line, path) of every include."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        match = _INCLUDE.match(line)
        if match:
            found.append((number, match.group(1)))
    return found


def type_names(text):
    """(line, name) of every class, struct, enum and alias that is given a name."""
    found = []
    for number, line in enumerate(code(text).split("\n"), 1):
        match = _TYPE.match(line)
        if match and not line.lstrip().startswith("using namespace"):
            found.append((number, match.group(1)))
    return found


def functions(text):
    """(name, first line, last line) of every function with a body, lambdas inside it included."""
    text = code(text)
    found = []
    open_braces = []  # For each: a function's (name, first line), or None.
    start = 0
    for at, char in enumerate(text):
        if char == "{":
            inside = any(open_braces)
            open_braces.append(None if inside else _function_at(text, start, at))
            start = at + 1
        elif char == "}":
            if open_braces and (function := open_braces.pop()):
                found.append((*function, text.count("\n", 0, at) + 1))
            start = at + 1
        elif char == ";" and not any(open_braces):
            start = at + 1
    return found


def _function_at(text, start, brace):
    """The function whose body opens at `brace`, its declaration beginning after `start`."""
    head = text[start:brace]
    stripped = re.sub(r"\b(?:public|private|protected)\s*:(?!:)", "", head).strip()
    if not stripped or "(" not in stripped:
        return None
    if re.match(r"(?:inline\s+)?namespace\b|extern\b|enum\b", stripped):
        return None
    without_template = re.sub(r"^template\s*<", "<", stripped)
    if re.match(r"(?:<.*?>\s*)?(?:class|struct|union)\b[^(]*$", without_template, re.S):
        return None
    before = stripped.split("(")[0]
    if re.search(r"(?<![=!<>])=(?!=)", before) and "operator" not in before:
        return None
    name = re.search(r"([\w:~]+|operator\s*\S+)\s*$", before)
    first = start + len(head) - len(head.lstrip())
    return (name.group(1) if name else "?", text.count("\n", 0, first) + 1)
