"""Statements of other people's packages as plain text: HTML, Markdown and LaTeX taken out, and what is too long cut."""

import html
import re

from catalog.core.canonical import tidy

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^<>]*>|<!--")
_SILENT = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")} | {"": re.compile("-->")}
_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_RAISED = {"sup": "^", "sub": "_"}
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)")
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*\|?[ \t]*$", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+|^[ \t]{0,3}>[ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*|__|\*|_|`)(?=\S)([^\n*_`]*?\S)\1(?![\w*])")
# Each ends at the next sign that could begin one, so that no text takes long.
_MATH = re.compile(
    r"\$\$([^$]+)\$\$|\$(?=\S)([^$\n]*?\S)\$(?![0-9])"
    r"|\\\(((?:[^\\]|\\(?![()\[\]]))+)\\\)|\\\[((?:[^\\]|\\(?![()\[\]]))+)\\\]"
)
_FRACTION = re.compile(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_TEXT = re.compile(r"\\(?:text|mathrm|mathbf|mathit|textbf|textit|operatorname)\s*\{([^{}]*)\}")
_SIGNS = {
    "pm": "±", "times": "×", "div": "÷", "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠",
    "ne": "≠", "approx": "≈", "pi": "π", "theta": "θ", "alpha": "α", "beta": "β", "infty": "∞", "over": "/",
    "degree": "°", "circ": "°", "rightarrow": "→", "to": "→", "sqrt": "√", "left": "", "right": "", "ldots": "…",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+) ?|\\([,;:! ])|\\(.)")
_SPACES = re.compile(r"[ \t\u00a0]+")
_GAPS = re.compile(r"\n[ \n]*\n")


def plain(text: str) -> str:
    """A text without markup: its words, with line breaks where blocks end, formulas as they can be typed."""
    text = _SPACES.sub(" ", tidy(text))
    if "<" in text or "&" in text:
        text = html.unescape(_untagged(text))
    if "$" in text or "\\" in text:
        text = _MATH.sub(lambda found: _formula(next(filter(None, found.groups()))), text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "|" in text:
        text = _ROW.sub(lambda row: " | ".join(cell.strip() for cell in row[1].split("|")), _RULE.sub("", text))
    text = _EMPHASIS.sub(r"\2", _HEADING.sub("", text))
    lines = (_SPACES.sub(" ", each).strip() for each in text.splitlines())
    return _GAPS.sub("\n", "\n".join(lines)).strip()


def line(text: str) -> str:
    """A plain text on one line."""
    return " ".join(plain(text).split())


def short(text: str, most: int) -> str:
    """A text of at most so many signs, cut between words where that is near."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    head, space, _rest = cut.rpartition(" ")
    return f"{(head if space and len(head) > most // 2 else cut).rstrip(' ,;:.')}…"


def _untagged(text: str) -> str:
    """A text without tags, comments and what scripts and styles hold; in one pass, whatever is left open."""
    parts, at = [], 0
    while tag := _TAG.search(text, at):
        parts.append(text[at : tag.start()])
        name, at = (tag[2] or "").lower(), tag.end()
        if name in _SILENT and not tag[1]:
            end = _SILENT[name].search(text, at)
            if end is None:
                return "".join(parts)
            at = end.start() if name else end.end()
        parts.append("\n" if name in _BLOCKS else "" if tag[1] else _RAISED.get(name, ""))
    return "".join([*parts, text[at:]])


def _formula(text: str) -> str:
    for pattern, instead in ((_FRACTION, r"(\1)/(\2)"), (_ROOT, r"√(\1)"), (_TEXT, r"\1")):
        text = pattern.sub(instead, text)
    return _COMMAND.sub(_of_command, text).replace("{", "(").replace("}", ")").strip()


def _of_command(found: re.Match[str]) -> str:
    if found[1]:
        return _SIGNS.get(found[1], found[1] + " ")
    return " " if found[2] else found[3]
