#include "ingest/text/split_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ingest/text/characters.h"
#include "ingest/text/paragraphs.h"
#include "ingest/text/sentence_ends.h"
#include "ingest/text/tokenizer.h"

namespace entente {
namespace {

// So many tokens at the end of an overlong sentence are searched for a comma to cut it at.
constexpr std::size_t kCutSearch = 64;

TextSpan span_of(const std::vector<Token>& tokens) {
  if (tokens.empty()) return {};
  return {tokens.front().span.begin, tokens.back().span.end};
}

bool is_pause(const Token& token) {
  return token.form == "," || token.form == ";" || token.form == ":" || token.form == "--";
}

// Where to cut the tokens [begin, end), which are too many for a sentence.
std::size_t find_cut(const std::vector<Token>& tokens, std::size_t begin) {
  const std::size_t limit = begin + kLongestSentence;
  for (std::size_t i = limit; i > limit - kCutSearch; --i) {
    if (is_pause(tokens[i - 1])) return i;
  }
  return limit;
}

// The first part of `rest` that is short enough: up to a blank if it has one.
TextSpan next_stretch(std::string_view text, TextSpan rest) {
  if (rest.end - rest.begin <= kLongestStretch) return rest;
  std::size_t limit = rest.begin + kLongestStretch;
  const auto is_inside_code_point = [&] {
    return (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80;
  };
  for (int i = 0; i < 3 && is_inside_code_point(); ++i) --limit;
  std::size_t end = limit;
  while (end > rest.begin) {
    const Character c = character_before(text, end);
    if (c.type == CharClass::kBlank) break;
    end -= c.length;
  }
  return {rest.begin, static_cast<std::uint32_t>(end > rest.begin ? end : limit)};
}

bool ends_blank(std::string_view text, TextSpan span) {
  return character_before(text, span.end).type == CharClass::kBlank;
}

// A piece of something without blanks that is longer than any word.
Token make_token(std::string_view text, TextSpan piece) {
  Token token;
  token.span = piece;
  token.form = plain_form(slice(text, piece));
  token.space_after = character_at(text, piece.end).type == CharClass::kBlank;
  return token;
}

}  // namespace

TextSplitter::TextSplitter(std::string_view text)
    : text_(text), paragraphs_(find_paragraphs(text)) {}

bool TextSplitter::next(std::vector<Sentence>& sentences) {
  while (current_ < paragraphs_.size()) {
    const TextSpan paragraph = paragraphs_[current_];
    const TextSpan rest{std::max(at_, paragraph.begin), paragraph.end};
    const TextSpan stretch = next_stretch(text_, rest);
    const bool goes_on = stretch.end < paragraph.end;
    tokens_.clear();
    const bool is_torn = goes_on && !ends_blank(text_, stretch);
    if (is_torn) {
      tokens_.push_back(make_token(text_, stretch));
    } else {
      tokenize(text_, stretch, tokens_);
    }
    std::vector<std::size_t> ends = find_sentence_ends(text_, tokens_);
    at_ = stretch.end;
    // The last sentence may go on in the next stretch: it is read again with that.
    const bool is_whole = !goes_on || ends.size() < 2;
    if (!is_whole) {
      ends.pop_back();
      at_ = tokens_[ends.back()].span.begin;
    }
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
      append(begin, end, goes_on && is_whole, sentences);
      begin = end;
    }
    is_begun_ = is_begun_ || !ends.empty();
    if (!goes_on) {
      ++current_;
      if (is_begun_) ++number_;
      is_begun_ = false;
    }
    if (!ends.empty()) return true;
  }
  return false;
}

// Tokens [begin, end) as one sentence, or as several if they are too many.
void TextSplitter::append(std::size_t begin, std::size_t end, bool goes_on,
                          std::vector<Sentence>& sentences) {
  while (begin < end) {
    const bool is_long = end - begin > kLongestSentence;
    const std::size_t cut = is_long ? find_cut(tokens_, begin) : end;
    Sentence& sentence = sentences.emplace_back();
    sentence.paragraph = number_;
    sentence.is_cut = is_long || goes_on;
    const auto at = [&](std::size_t i) {
      return std::make_move_iterator(tokens_.begin() + static_cast<std::ptrdiff_t>(i));
    };
    sentence.tokens.assign(at(begin), at(cut));
    sentence.span = span_of(sentence.tokens);
    begin = cut;
  }
}

std::vector<Sentence> split_text(std::string_view text) {
  std::vector<Sentence> sentences;
  TextSplitter splitter(text);
  while (splitter.next(sentences)) {
  }
  return sentences;
}

Sentence split_sentence(std::string_view text) {
  Sentence sentence;
  tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, sentence.tokens);
  sentence.span = span_of(sentence.tokens);
  return sentence;
}

}  // namespace entente
