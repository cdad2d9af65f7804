#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text_span.h"
#include "ingest/document.h"

namespace entente {

// A longer sentence is cut, see Sentence::is_cut: behind the last comma or the like among its last
// tokens, else at this length. The longest of the treebanks has 159.
inline constexpr std::size_t kLongestSentence = 256;

// How many bytes are looked at together. A longer stretch without blanks is no language (encoded
// data, an endless address): it is cut into tokens of this length.
inline constexpr std::size_t kLongestStretch = 16384;

// Splits the text of an article piece by piece, so that memory does not grow with its sentences.
// The sentences get span, paragraph and is_cut, the tokens span, form and space_after. The text
// must be valid UTF-8 (repair_utf8 sees to it); invalid bytes become tokens of their own. Every
// byte that is no blank belongs to exactly one token of exactly one sentence. Linear in the length
// of the text, whatever it says. Never fails; the text must outlive the splitter.
class TextSplitter {
 public:
  explicit TextSplitter(std::string_view text);

  // Appends the sentences of the next stretch of at most kLongestStretch bytes, which lies in one
  // paragraph. False, and nothing appended, at the end of the text.
  bool next(std::vector<Sentence>& sentences);

 private:
  void append(std::size_t begin, std::size_t end, bool goes_on, std::vector<Sentence>& sentences);

  std::string_view text_;
  std::vector<TextSpan> paragraphs_;
  std::size_t current_ = 0;   // of paragraphs_
  std::uint32_t number_ = 0;  // of the current paragraph among those with tokens
  std::uint32_t at_ = 0;      // what lies before is done
  bool is_begun_ = false;     // the current paragraph gave sentences
  std::vector<Token> tokens_;
};

// All at once. Text without visible characters gives no sentences. Safe to call from several
// threads.
std::vector<Sentence> split_text(std::string_view text);

// The same for text that is known to be one sentence, of whatever length; its paragraph is 0.
Sentence split_sentence(std::string_view text);

}  // namespace entente
