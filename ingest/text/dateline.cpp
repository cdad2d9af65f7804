#include "ingest/text/dateline.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace entente {

namespace {

constexpr std::size_t kLongestDateline = 16;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_all_upper(std::string_view word) {
  return word.size() > 2 && std::all_of(word.begin(), word.end(), is_upper);
}

bool is_month(std::string_view word) {
  constexpr std::string_view kStarts = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (word.size() < 3) return false;
  const std::size_t at = kStarts.find(word.substr(0, 3));
  return at != std::string_view::npos && at % 3 == 0;
}

bool is_dash(const Token& token) { return token.form == "--" || token.form == "-"; }

bool belongs(std::string_view form) {
  if (form.empty()) return false;
  if (is_upper(form[0]) || is_digit(form[0])) return true;
  // Letters outside of ASCII begin names as well: "\u0130stanbul".
  if (static_cast<unsigned char>(form[0]) >= 0xC3) return true;
  return form == "," || form == "." || form == "(" || form == ")" || form == "/" || form == "of";
}

}  // namespace

std::size_t dateline_length(std::span<const Token> tokens) {
  bool agency = false;
  bool month = false;
  const std::size_t limit = std::min(tokens.size(), kLongestDateline);
  for (std::size_t i = 0; i < limit; ++i) {
    const std::string& form = tokens[i].form;
    const bool capital_follows = i + 1 < tokens.size() && !tokens[i + 1].form.empty() &&
                                 !(tokens[i + 1].form[0] >= 'a' && tokens[i + 1].form[0] <= 'z');
    const bool sure = agency || month || is_all_upper(tokens[0].form);
    if (is_dash(tokens[i])) {
      const bool spaced = i > 0 && tokens[i - 1].space_after && tokens[i].space_after;
      if (!spaced) {  // "Jean-Pierre": part of a name
        if (i > 0 && i + 1 < limit) continue;
        return 0;
      }
      constexpr std::size_t kShortPlace = 3;
      return capital_follows && (sure || i <= kShortPlace) ? i + 1 : 0;
    }
    if (!belongs(form)) return 0;
    agency = agency || (form == "(" && i + 2 < tokens.size() && tokens[i + 2].form == ")");
    month = month || (i > 0 && is_month(form));
    if (form == ")" && agency && (month || is_all_upper(tokens[0].form)) && capital_follows &&
        i + 1 < tokens.size() && !is_dash(tokens[i + 1])) {
      return i + 1;  // "Lima, March 8 (IANS) The president"
    }
  }
  return 0;
}

void split_datelines(std::vector<Sentence>& sentences, std::optional<std::uint32_t> before) {
  std::vector<Sentence> out;
  out.reserve(sentences.size());
  for (Sentence& s : sentences) {
    const bool opens = before != s.paragraph;
    before = s.paragraph;
    const std::size_t n = opens ? dateline_length(s.tokens) : 0;
    if (n == 0 || n == s.tokens.size()) {
      out.push_back(std::move(s));
      continue;
    }
    Sentence rest;
    rest.paragraph = s.paragraph;
    rest.tokens.assign(std::make_move_iterator(s.tokens.begin() + static_cast<std::ptrdiff_t>(n)),
                       std::make_move_iterator(s.tokens.end()));
    rest.span = {rest.tokens.front().span.begin, s.span.end};
    rest.is_cut = std::exchange(s.is_cut, false);
    s.tokens.resize(n);
    s.span.end = s.tokens.back().span.end;
    out.push_back(std::move(s));
    out.push_back(std::move(rest));
  }
  sentences = std::move(out);
}

}  // namespace entente
