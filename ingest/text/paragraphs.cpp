#include "ingest/text/paragraphs.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "ingest/text/abbreviations.h"
#include "ingest/text/characters.h"

namespace entente {
namespace {

// Wrapped text is as wide as a terminal or a mail: outside of these widths a line is a paragraph.
constexpr std::uint32_t kNarrowest = 40;
constexpr std::uint32_t kWidest = 100;
// A wrapped line may stop this many columns before it had to (justified text, double blanks).
constexpr std::uint32_t kSlack = 6;
// Fewer full lines than this in a text are no evidence of wrapping.
constexpr std::size_t kFewestFullLines = 2;
// A line of running text that breaks off has at least so many columns.
constexpr std::uint32_t kShortestOpenLine = 20;
// One line in so many may be too wide (an address, a table) in text that is wrapped otherwise.
constexpr std::size_t kTolerance = 10;

struct Line {
  TextSpan span;                 // without blanks at the ends; empty for a blank line
  std::uint32_t indent = 0;      // blanks before the text
  std::uint32_t columns = 0;     // code points from the margin to the last visible one
  std::uint32_t first_word = 0;  // code points of the first word
  bool begins_lower = false;
  bool ends_lower = false;  // the last word begins with a lower-case letter
  bool reports = false;     // has a verb of saying, as headlines hardly do
  bool ends_open = false;   // does not end with . ! ? : or a quote
};

bool is_bullet(std::string_view text, TextSpan line) {
  const Character c = character_at(text, line.begin);
  const Character after = character_at(text, line.begin + c.length);
  const bool is_sign = c.value == '*' || c.value == 0x2022 || c.value == 0xB7 ||
                       c.value == 0x25CF || c.value == 0x25AA ||
                       (c.type == CharClass::kHyphen && c.value != 0x2014);
  if (is_sign) return after.type == CharClass::kBlank && after.length > 0;
  std::size_t at = line.begin;
  while (at < line.end && text[at] >= '0' && text[at] <= '9') ++at;
  const bool is_number = at > line.begin && at - line.begin <= 2;
  return is_number && at + 1 < line.end && (text[at] == '.' || text[at] == ')') &&
         text[at + 1] == ' ';
}

std::uint32_t count_code_points(std::string_view bytes) {
  return static_cast<std::uint32_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool has_speech_verb(std::string_view line) {
  for (std::size_t begin = 0; begin < line.size();) {
    const std::size_t end = std::min(line.find(' ', begin), line.size());
    if (is_speech_verb(line.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

// Length is better whole: one measurement after the other.
Line describe_line(std::string_view text, std::size_t begin, std::size_t end) {
  Line line;
  std::size_t first = begin;
  while (first < end) {
    const Character c = character_at(text, first);
    if (c.type != CharClass::kBlank) break;
    ++line.indent;
    first += c.length;
  }
  std::size_t last = end;
  while (last > first) {
    const Character c = character_before(text, last);
    if (c.type != CharClass::kBlank) break;
    last -= c.length;
  }
  line.span = {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)};
  if (is_empty(line.span)) return line;
  line.columns = line.indent + count_code_points(slice(text, line.span));
  std::size_t word = first;
  while (word < last && character_at(text, word).type != CharClass::kBlank) {
    word += character_at(text, word).length;
  }
  line.first_word = count_code_points(text.substr(first, word - first));
  const char initial = text[first];
  line.begins_lower = initial >= 'a' && initial <= 'z';
  std::size_t last_word = last;
  while (last_word > first && character_before(text, last_word).type != CharClass::kBlank) {
    last_word -= character_before(text, last_word).length;
  }
  line.ends_lower = text[last_word] >= 'a' && text[last_word] <= 'z';
  line.reports = has_speech_verb(slice(text, line.span));
  const Character final = character_before(text, last);
  line.ends_open = final.type != CharClass::kTerminator && final.type != CharClass::kDoubleQuote &&
                   final.value != ':' && final.value != ';';
  return line;
}

std::vector<Line> find_lines(std::string_view text) {
  std::vector<Line> lines;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const Line line = describe_line(text, begin, end);
    const bool repeats = is_empty(line.span) && !lines.empty() && is_empty(lines.back().span);
    if (!repeats) lines.push_back(line);  // blank lines count once
    begin = end + 1;
  }
  return lines;
}

// True if `next` could not have begun on `line` in text of that width.
bool is_full(const Line& line, const Line& next, std::uint32_t width) {
  return line.columns + 1 + next.first_word + kSlack > width;
}

// The width that the text was wrapped to, 0 if it was not: the longest line, provided that enough
// line breaks inside its blocks are explained by it.
std::uint32_t find_width(const std::vector<Line>& lines) {
  std::uint32_t width = 0;
  std::size_t filled = 0;
  std::size_t wide = 0;
  for (const Line& line : lines) {
    if (!is_empty(line.span)) ++filled;
    if (line.columns > kWidest) {
      ++wide;
    } else {
      width = std::max(width, line.columns);
    }
  }
  if (width < kNarrowest || kTolerance * wide > filled) return 0;
  std::size_t full = 0;
  std::size_t breaks = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (is_empty(lines[i].span) || is_empty(lines[i + 1].span)) continue;
    ++breaks;
    if (is_full(lines[i], lines[i + 1], width)) ++full;
  }
  return full >= kFewestFullLines && 2 * full >= breaks ? width : 0;
}

bool continues(std::string_view text, const Line& line, const Line& next, std::uint32_t width) {
  if (is_bullet(text, next.span)) return false;
  if (next.indent > line.indent + 1 && !next.begins_lower) return false;
  // "The two sides agreed\nto meet again": nobody begins a paragraph so.
  const bool breaks_off = line.ends_open && line.columns >= kShortestOpenLine;
  if (breaks_off && next.begins_lower) return true;
  if (width == 0) return false;
  // First lines are shorter where a dateline was cut off: "The ministry said Berga / Port ..."
  return (breaks_off && (line.ends_lower || line.reports)) || is_full(line, next, width);
}

}  // namespace

std::vector<TextSpan> find_paragraphs(std::string_view text) {
  const std::vector<Line> lines = find_lines(text);
  const std::uint32_t width = find_width(lines);
  std::vector<TextSpan> paragraphs;
  const Line* previous = nullptr;
  for (const Line& line : lines) {
    if (is_empty(line.span)) {
      previous = nullptr;
      continue;
    }
    if (previous != nullptr && continues(text, *previous, line, width)) {
      paragraphs.back().end = line.span.end;
    } else {
      paragraphs.push_back(line.span);
    }
    previous = &line;
  }
  return paragraphs;
}

}  // namespace entente
