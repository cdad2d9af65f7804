#include "ingest/parse/conllu.h"

#include <algorithm>
#include <charconv>
#include <istream>
#include <optional>
#include <ostream>

namespace entente {
namespace {

constexpr std::size_t kColumns = 10;

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(separator, at), line.size());
    fields.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

std::optional<Upos> upos_of(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Upos::kVerb); ++i) {
    if (name == to_string(static_cast<Upos>(i))) return static_cast<Upos>(i);
  }
  return std::nullopt;
}

std::optional<std::int32_t> number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view or_blank(std::string_view text) { return text.empty() ? "_" : text; }

void write_misc(std::ostream& out, const Token& token) {
  out << "Bytes=" << token.span.begin << ':' << token.span.end;
  if (token.entity != EntityType::kNone) {
    out << "|Entity=" << (token.entity_begins ? "B-" : "I-") << to_string(token.entity);
  }
  if (!token.space_after) out << "|SpaceAfter=No";
}

std::string_view blank_to_empty(std::string_view field) { return field == "_" ? "" : field; }

// A word line; nullopt if it is malformed.
std::optional<Token> parse_word(const std::vector<std::string_view>& f) {
  const std::optional<Upos> upos = f[3] == "_" ? Upos::kX : upos_of(f[3]);
  const std::optional<std::int32_t> head = f[6] == "_" ? kNoHead + 1 : number(f[6]);
  if (!upos || !head || *head < kNoHead + 1 || f[1].empty()) return std::nullopt;
  Token token;
  token.form = f[1];
  token.lemma = f[2];
  token.upos = *upos;
  token.xpos = blank_to_empty(f[4]);
  token.feats = blank_to_empty(f[5]);
  token.head = *head - 1;
  token.deprel = blank_to_empty(f[7]);
  const std::vector<std::string_view> misc = split(f[9], '|');
  token.space_after = std::find(misc.begin(), misc.end(), "SpaceAfter=No") == misc.end();
  return token;
}

}  // namespace

void write_conllu(std::ostream& out, const Sentence& sentence, std::string_view text) {
  if (sentence.tokens.empty()) return;
  if (sentence.span.end <= text.size()) {
    std::string line(slice(text, sentence.span));
    std::replace(line.begin(), line.end(), '\n', ' ');
    out << "# text = " << line << '\n';
  }
  if (sentence.is_cut) out << "# note = cut for its length, no end found\n";
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    const Token& t = sentence.tokens[i];
    out << i + 1 << '\t' << or_blank(t.form) << '\t' << or_blank(t.lemma) << '\t'
        << to_string(t.upos) << '\t' << or_blank(t.xpos) << '\t' << or_blank(t.feats) << '\t';
    if (t.head == kNoHead) {
      out << '_';
    } else {
      out << t.head + 1;
    }
    out << '\t' << or_blank(t.deprel) << "\t_\t";
    write_misc(out, t);
    out << '\n';
  }
  out << '\n';
}

Result<std::vector<Sentence>> read_conllu(std::istream& in) {
  std::vector<Sentence> sentences;
  Sentence current;
  std::uint32_t at = 0;
  const auto finish = [&] {
    if (current.tokens.empty()) return;
    current.span = {current.tokens.front().span.begin, current.tokens.back().span.end};
    sentences.push_back(std::move(current));
    current = {};
    at = sentences.back().span.end + 1;
  };
  std::string line;
  for (std::size_t number_of_line = 1; std::getline(in, line); ++number_of_line) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) {
      finish();
      continue;
    }
    if (line[0] == '#') continue;
    const std::vector<std::string_view> fields = split(line, '\t');
    if (fields[0].find_first_of("-.") != std::string_view::npos) continue;
    std::optional<Token> token;
    if (fields.size() == kColumns) token = parse_word(fields);
    if (!token) {
      return Error{Error::Code::kBadInput,
                   "line " + std::to_string(number_of_line) + " is no CoNLL-U word: " + line};
    }
    token->span = {at, at + static_cast<std::uint32_t>(token->form.size())};
    at = token->span.end + (token->space_after ? 1 : 0);
    current.tokens.push_back(std::move(*token));
  }
  finish();
  return sentences;
}

}  // namespace entente
