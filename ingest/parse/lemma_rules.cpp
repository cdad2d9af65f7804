#include "ingest/parse/lemma_rules.h"

#include <charconv>

#include "core/unicode.h"

namespace entente {
namespace {

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

char upper_ascii(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

void lower_into(std::string_view form, std::string& out) {
  if (!is_ascii(form)) {
    out = to_lower(form);
    return;
  }
  out.assign(form);
  for (char& c : out) c = lower_ascii(c);
}

// Removes `count` code points at the end; false if there are fewer.
bool cut_end(std::string& text, std::size_t count) {
  std::size_t size = text.size();
  for (; count > 0; --count) {
    if (size == 0) return false;
    do {
      --size;
    } while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80);
  }
  text.resize(size);
  return true;
}

}  // namespace

Result<LemmaRule> parse_lemma_rule(std::string_view text) {
  LemmaRule rule;
  const std::size_t plus = text.find('+');
  const std::string_view kinds = "=lt";
  const std::size_t kind = text.empty() ? kinds.npos : kinds.find(text[0]);
  const auto bad = [&] {
    return Error{Error::Code::kCorrupt, "lemma rule \"" + std::string(text) + "\" is malformed"};
  };
  if (kind == kinds.npos || plus == text.npos || plus < 2) return bad();
  const auto [end, status] = std::from_chars(text.data() + 1, text.data() + plus, rule.cut);
  if (status != std::errc{} || end != text.data() + plus) return bad();
  rule.spelling = static_cast<LemmaRule::Spelling>(kind);
  rule.suffix = text.substr(plus + 1);
  return rule;
}

bool apply_lemma_rule(const LemmaRule& rule, std::string_view form, std::string& lemma) {
  if (rule.spelling == LemmaRule::Spelling::kLower) {
    lower_into(form, lemma);
  } else if (rule.spelling == LemmaRule::Spelling::kTitle && !form.empty()) {
    const std::size_t first = code_point_at(form, 0).length;
    std::string rest;
    lower_into(form.substr(first), rest);
    lemma.assign(form.substr(0, first));
    if (first == 1) lemma[0] = upper_ascii(lemma[0]);
    lemma += rest;
  } else {
    lemma.assign(form);
  }
  if (!cut_end(lemma, rule.cut)) return false;
  lemma += rule.suffix;
  return !lemma.empty();
}

}  // namespace entente
