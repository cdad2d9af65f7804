#include "ingest/text/sentence_ends.h"

#include <algorithm>
#include <array>

#include "core/unicode.h"
#include "ingest/text/abbreviations.h"
#include "ingest/text/characters.h"

namespace entente {
namespace {

// How many tokens after a closing quote may pass before the verb of saying: "X" Foreign Minister
// Anna Berg said.
constexpr std::size_t kLongestSpeaker = 5;

class SentenceEnds {
 public:
  SentenceEnds(std::string_view text, std::span<const Token> tokens)
      : text_(text), tokens_(tokens) {}

  std::vector<std::size_t> find() {
    std::vector<std::size_t> ends;
    begin_ = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      note_quote(i);
      if (!may_end(i)) continue;
      std::size_t end = skip_closers(i + 1);
      if (skip_openers(end) == tokens_.size()) end = tokens_.size();  // stray quotes at the end
      if (end == tokens_.size() || ends_at(i, end)) {
        for (std::size_t k = i + 1; k < end; ++k) note_quote(k);
        ends.push_back(end);
        begin_ = end;
        i = end - 1;
      }
    }
    if (!tokens_.empty() && (ends.empty() || ends.back() != tokens_.size())) {
      ends.push_back(tokens_.size());
    }
    return ends;
  }

 private:
  Character first_character(std::size_t i) const {
    return character_at(text_, tokens_[i].span.begin);
  }

  bool is_terminator(std::size_t i) const {
    return first_character(i).type == CharClass::kTerminator;
  }

  // A word that carries its own full stop: "Inc.", "U.S.", "W."
  bool is_abbreviation(std::size_t i) const {
    const std::string& form = tokens_[i].form;
    return form.size() >= 2 && form.back() == '.' && !is_terminator(i);
  }

  bool may_end(std::size_t i) const { return is_terminator(i) || is_abbreviation(i); }

  bool is_double_quote(std::size_t i) const {
    return first_character(i).type == CharClass::kDoubleQuote || tokens_[i].form == "''";
  }

  // Keeps count of straight quotes, so that a free-standing one can be told open or closed.
  void note_quote(std::size_t i) {
    if (is_double_quote(i)) is_quote_open_ = !is_quote_open_;
  }

  // True if the token closes what stands before it: ) ] and quotes that are glued to the left,
  // closing in shape, or blank on both sides inside an open quotation.
  bool is_closer(std::size_t i) const {
    const Token& token = tokens_[i];
    const Character c = first_character(i);
    const bool is_glued = !tokens_[i - 1].space_after;
    if (c.value == ')' || c.value == ']' || c.value == '}') return true;
    const bool is_quote = c.type == CharClass::kDoubleQuote ||
                          (c.type == CharClass::kApostrophe && token.form.size() <= 2);
    if (!is_quote || token.form == "'s") return false;
    if (is_glued) return true;
    if (is_closing_quote(c.value)) return token.space_after;
    if (is_opening_quote(c.value)) return false;
    return token.space_after && c.type == CharClass::kDoubleQuote && is_quote_open_;
  }

  std::size_t skip_closers(std::size_t i) const {
    while (i < tokens_.size() && is_closer(i)) ++i;
    return i;
  }

  // The first word at or behind `i`, past opening quotes and brackets.
  std::size_t skip_openers(std::size_t i) const {
    while (i < tokens_.size()) {
      const Character c = first_character(i);
      const bool is_opener = c.type == CharClass::kDoubleQuote ||
                             c.type == CharClass::kApostrophe || c.value == '(' || c.value == '[' ||
                             tokens_[i].form == "``";
      if (!is_opener) break;
      ++i;
    }
    return i;
  }

  bool ends_at(std::size_t stop, std::size_t next) const {
    const std::size_t word = skip_openers(next);
    const Character initial = first_character(word);
    const bool goes_on =
        is_letter(initial.value) && !is_upper(initial.value) && has_case(initial.value);
    if (goes_on) return ends_before_lower(stop, next, word);
    if (is_abbreviation(stop) && next == stop + 1) return abbreviation_ends(stop, next, word);
    if (is_list_number(stop)) return false;
    if (initial.type == CharClass::kOther || initial.type == CharClass::kTerminator ||
        initial.type == CharClass::kHyphen) {
      return sign_begins_sentence(stop, next, word);
    }
    if (has_closing_quote(stop, next) && is_reporting_clause(word)) return false;
    return tokens_[next - 1].space_after || is_upper(initial.value) ||
           initial.type == CharClass::kUnspaced;
  }

  // "They left. nobody knows why": careless writing, if nothing says that the stop abbreviates.
  bool ends_before_lower(std::size_t stop, std::size_t next, std::size_t word) const {
    constexpr std::size_t kShortestWord = 4;  // shorter ones may be abbreviations unknown to us
    return tokens_[stop].form == "." && next == stop + 1 && word == next &&
           tokens_[stop].space_after && stop > begin_ + 2 && !tokens_[stop - 1].space_after &&
           tokens_[stop - 1].form.size() >= kShortestWord;
  }

  // Letters of caseless scripts never "go on in lower case".
  static bool has_case(char32_t c) {
    const bool is_latin_greek_cyrillic = c < 0x590;
    return is_latin_greek_cyrillic;
  }

  // "... in the U.S. The president ..." ends, "U.S. President" does not.
  bool abbreviation_ends(std::size_t stop, std::size_t next, std::size_t word) const {
    const std::string& form = tokens_[stop].form;
    const std::string_view bare(form.data(), form.size() - 1);
    const bool is_initial = bare.size() == 1;
    const Abbreviation kind = find_abbreviation(bare);
    if (kind == Abbreviation::kTitle || kind == Abbreviation::kMonth ||
        kind == Abbreviation::kBeforeNumber) {
      return false;
    }
    if (next != word && !is_initial) return is_upper(first_character(word).value);
    const std::string& following = tokens_[word].form;
    if (!is_upper_initial(following)) return false;
    if (following == "I") return !is_initial;
    if (is_initial && !is_broken_acronym(stop)) return false;
    const bool is_time = bare == "a.m" || bare == "p.m";
    if (is_time) return following.size() > 1 && !is_all_upper(following);
    return is_sentence_starter(following) && following.size() > 1;
  }

  // The "S." of "U. S."
  bool is_broken_acronym(std::size_t i) const {
    return i > begin_ && tokens_[i - 1].form.size() == 2 && is_abbreviation(i - 1);
  }

  // "1. Text", "a. Text" at the beginning of a sentence.
  bool is_list_number(std::size_t stop) const {
    if (stop != begin_ + 1 || tokens_[stop].form != ".") return false;
    const std::string& form = tokens_[begin_].form;
    const bool is_number =
        std::all_of(form.begin(), form.end(), [](char c) { return c >= '0' && c <= '9'; });
    return (is_number && form.size() <= 2) || form.size() == 1;
  }

  // After a full stop a dash or comma goes on, a bullet or a currency sign begins.
  bool sign_begins_sentence(std::size_t stop, std::size_t next, std::size_t word) const {
    const Character c = first_character(word);
    if (c.type == CharClass::kHyphen) {
      return tokens_[stop].form == "." && word == next && tokens_[next - 1].space_after &&
             tokens_[word].form.size() == 1;
    }
    constexpr std::string_view kContinuing = ",;:/%&)]}";
    const bool continues =
        c.value < 0x80 && kContinuing.find(static_cast<char>(c.value)) != std::string_view::npos;
    return !continues && c.type != CharClass::kTerminator && tokens_[next - 1].space_after;
  }

  bool has_closing_quote(std::size_t stop, std::size_t next) const {
    for (std::size_t i = stop + 1; i < next; ++i) {
      const CharClass type = first_character(i).type;
      if (type == CharClass::kDoubleQuote || type == CharClass::kApostrophe) return true;
    }
    return false;
  }

  // "Anna Berg asked", "President Kim said": capitalised words, then a verb of saying. A stop or
  // a comma before it ends the search.
  bool is_reporting_clause(std::size_t word) const {
    const std::size_t last = std::min(tokens_.size(), word + kLongestSpeaker);
    for (std::size_t i = word; i < last; ++i) {
      if (i > word && is_speech_verb(tokens_[i].form)) return true;
      if (!is_upper_initial(tokens_[i].form)) return false;
    }
    return false;
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  std::size_t begin_ = 0;  // first token of the current sentence
  bool is_quote_open_ = false;
};

}  // namespace

std::vector<std::size_t> find_sentence_ends(std::string_view text, std::span<const Token> tokens) {
  return SentenceEnds(text, tokens).find();
}

}  // namespace entente
