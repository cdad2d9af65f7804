#include "ingest/text/split_text.h"

#include <cstddef>
#include <iterator>
#include <utility>

#include "ingest/text/paragraphs.h"
#include "ingest/text/sentence_ends.h"
#include "ingest/text/tokenizer.h"

namespace entente {
namespace {

TextSpan span_of(const std::vector<Token>& tokens) {
  if (tokens.empty()) return {};
  return {tokens.front().span.begin, tokens.back().span.end};
}

void append_sentences(std::string_view text, std::uint32_t paragraph, std::vector<Token>& tokens,
                      std::vector<Sentence>& sentences) {
  std::size_t begin = 0;
  for (const std::size_t end : find_sentence_ends(text, tokens)) {
    Sentence& sentence = sentences.emplace_back();
    sentence.paragraph = paragraph;
    sentence.tokens.assign(
        std::make_move_iterator(tokens.begin() + static_cast<std::ptrdiff_t>(begin)),
        std::make_move_iterator(tokens.begin() + static_cast<std::ptrdiff_t>(end)));
    sentence.span = span_of(sentence.tokens);
    begin = end;
  }
}

}  // namespace

std::vector<Sentence> split_text(std::string_view text) {
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;
  std::uint32_t paragraph = 0;
  for (const TextSpan span : find_paragraphs(text)) {
    tokens.clear();
    tokenize(text, span, tokens);
    append_sentences(text, paragraph, tokens, sentences);
    if (!tokens.empty()) ++paragraph;
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
