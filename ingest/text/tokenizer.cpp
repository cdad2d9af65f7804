#include "ingest/text/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "core/check.h"
#include "core/unicode.h"
#include "ingest/text/abbreviations.h"
#include "ingest/text/characters.h"
#include "ingest/text/web_address.h"

namespace entente {
namespace {

using Class = CharClass;

bool is_word_class(Class type) {
  return type == Class::kLetter || type == Class::kDigit || type == Class::kMark;
}

bool is_hyphen_sign(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }

bool is_currency(char32_t c) {
  return c == '$' || c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20C0);
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

bool equals_ignoring_case(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() &&
         std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) {
           return x == y || (x >= 'A' && x <= 'Z' && x + ('a' - 'A') == y);
         });
}

// Where a word written in one is cut in two, as bytes of the first part; 0 if it is one word.
struct Contraction {
  std::string_view whole;
  std::size_t first;
};
constexpr std::array kContractions = {
    Contraction{"cannot", 3},   Contraction{"gonna", 3},   Contraction{"wanna", 3},
    Contraction{"gotta", 3},    Contraction{"dont", 2},    Contraction{"cant", 2},
    Contraction{"wont", 2},     Contraction{"didnt", 3},   Contraction{"doesnt", 4},
    Contraction{"isnt", 2},     Contraction{"wasnt", 3},   Contraction{"arent", 3},
    Contraction{"werent", 4},   Contraction{"couldnt", 5}, Contraction{"wouldnt", 5},
    Contraction{"shouldnt", 6}, Contraction{"havent", 4},  Contraction{"hasnt", 3},
    Contraction{"hadnt", 3},    Contraction{"aint", 2},    Contraction{"outta", 3},
    Contraction{"lotta", 3},    Contraction{"thats", 4},   Contraction{"whats", 4},
    Contraction{"theres", 5},   Contraction{"youre", 3},   Contraction{"theyre", 4},
    Contraction{"hes", 2},      Contraction{"shes", 3},    Contraction{"alot", 1}};
constexpr std::size_t kLongestContraction = 8;

std::size_t cut_contraction(std::string_view word) {
  if (word == "im" || word == "ive") return 1;  // "Im" and "Ive" are names
  if (word.size() < 3 || word.size() > kLongestContraction) return 0;
  constexpr std::string_view kLastLetters = "taseTASE";
  if (kLastLetters.find(word.back()) == std::string_view::npos) return 0;
  for (const Contraction& c : kContractions) {
    if (equals_ignoring_case(word, c.whole)) return c.first;
  }
  return 0;
}

// Length of the apostrophe at byte `at`, 0 if there is none.
std::size_t apostrophe_at(std::string_view text, std::size_t at) {
  const Character c = character_at(text, at);
  return c.type == Class::kApostrophe ? c.length : 0;
}

constexpr std::array<std::string_view, 6> kClitics = {"s", "m", "d", "re", "ve", "ll"};

bool is_clitic_tail(std::string_view letters) {
  return std::any_of(kClitics.begin(), kClitics.end(), [&](std::string_view clitic) {
    return equals_ignoring_case(letters, clitic);
  });
}

// Where the last clitic of `word` begins ("it|'s", "do|n't", "they'd|'ve"); 0 if there is none.
std::size_t find_clitic(std::string_view word) {
  std::size_t letters = 0;
  while (letters < 3 && letters < word.size() && is_ascii_letter(word[word.size() - 1 - letters]))
    ++letters;
  if (letters == 0 || letters == 3 || letters + 1 >= word.size()) return 0;
  const std::size_t tail = word.size() - letters;
  const Character quote = character_before(word, tail);
  if (quote.type != Class::kApostrophe) return 0;
  const std::size_t mark = tail - quote.length;
  if (mark == 0) return 0;
  const std::string_view ending = word.substr(tail);
  if (equals_ignoring_case(ending, "t")) {
    const bool has_n = mark >= 2 && (word[mark - 1] == 'n' || word[mark - 1] == 'N');
    return has_n ? mark - 1 : 0;
  }
  if (!is_clitic_tail(ending)) return 0;
  // "the 1990's", "AK-47's": numbers keep it
  if (is_ascii_digit(word[mark - 1]) && is_ascii_digit(word[0])) return 0;
  return mark;
}

// Turns one stretch of text into tokens, from left to right.
class Tokenizer {
 public:
  Tokenizer(std::string_view text, TextSpan span, std::vector<Token>& tokens)
      : text_(text.substr(0, span.end)), at_(span.begin), tokens_(tokens), first_(tokens.size()) {}

  void run() {
    while (at_ < text_.size()) {
      const Character c = character_at(text_, at_);
      if (c.type == Class::kBlank && c.length > 0) {
        at_ += c.length;
        continue;
      }
      chunk_begin_ = at_;
      chunk_end_ = find_chunk_end();
      tokenize_chunk();
    }
  }

 private:
  std::size_t find_chunk_end() const {
    std::size_t end = at_;
    while (end < text_.size()) {
      const Character c = character_at(text_, end);
      if (c.type == Class::kBlank) break;
      end += c.length;
    }
    return end;
  }

  Character here() const { return chunk_character(at_); }
  Character chunk_character(std::size_t at) const {
    return at < chunk_end_ ? character_at(text_, at) : Character{};
  }
  std::string_view bytes(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  void tokenize_chunk() {
    const TextSpan address = find_web_address(
        text_, {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(chunk_end_)});
    while (at_ < chunk_end_) {
      if (at_ == address.begin && !is_empty(address)) {
        emit(address.end);
        continue;
      }
      const Character c = here();
      if (c.type == Class::kDigit) {
        read_number();
      } else if (c.type == Class::kUnspaced) {
        read_unspaced();
      } else if (is_word_class(c.type)) {
        read_word(at_);
      } else {
        read_sign(c);
      }
    }
  }

  // Makes [at_, end) a token and moves on.
  void emit(std::size_t end) {
    ENTENTE_CHECK(end > at_ && end <= chunk_end_, "token outside of its chunk");
    Token& token = tokens_.emplace_back();
    token.span = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
    const std::string_view form = bytes(at_, end);
    const bool is_ascii = std::all_of(form.begin(), form.end(),
                                      [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (is_ascii) {
      token.form.assign(form);
    } else {
      token.form = plain_form(form);
    }
    token.space_after = end == chunk_end_;
    at_ = end;
  }

  // Emits [at_, end) as one word or as a word and its clitics.
  void emit_word(std::size_t end) {
    std::array<std::size_t, 4> cuts{};
    std::size_t count = 0;
    std::size_t rest = end;
    while (count < cuts.size()) {
      const std::string_view word = bytes(at_, rest);
      std::size_t cut = find_clitic(word);
      if (cut == 0) cut = cut_contraction(word);
      if (cut == 0) break;
      rest = at_ + cut;
      cuts[count++] = rest;
    }
    while (count > 0) emit(cuts[--count]);
    emit(end);
  }

  // A word may join further groups of letters: O'Neill, U.S., AT&T, co-operate, example.com.
  void read_word(std::size_t from) {
    std::size_t group = from;  // where the letters since the last joint began
    std::size_t end = from;
    bool has_short_groups = true;  // so far an abbreviation such as U.S. or Ph.D.
    bool has_stop = false;
    while (true) {
      end = skip_word_characters(end);
      const std::size_t joint = find_joint(group, end, has_stop);
      if (joint == 0) break;
      if (text_[end] == '.') {
        has_stop = true;
        has_short_groups = has_short_groups && end - group <= 2;
      }
      if (text_[end] != '.' && !has_stop) has_short_groups = true;
      end += joint;
      group = end;
    }
    end = join_currency(end);
    if (has_stop && is_host_ending(to_lower(bytes(group, end)))) end = join_path(end);
    if (!has_stop && end < chunk_end_ && text_[end] == '/') end = join_slash(end);
    const bool is_acronym = has_stop && has_short_groups && end - group <= 2;
    if (end < chunk_end_ && text_[end] == '.' && keeps_stop(end, is_acronym)) ++end;
    emit_word(end);
  }

  std::size_t skip_word_characters(std::size_t end) const {
    while (end < chunk_end_) {
      const char byte = text_[end];
      if (is_ascii_letter(byte) || is_ascii_digit(byte) || byte == '_') {
        ++end;
        continue;
      }
      if (static_cast<unsigned char>(byte) < 0x80) break;
      const Character c = character_at(text_, end);
      if (!is_word_class(c.type)) break;
      end += c.length;
    }
    return end;
  }

  // Length of the sign at `end` if it joins the group before it with what follows, else 0.
  std::size_t find_joint(std::size_t group, std::size_t end, bool has_stop) const {
    const Character sign = chunk_character(end);
    const Character next = chunk_character(end + sign.length);
    if (sign.length == 0 || !is_word_class(next.type)) return 0;
    if (sign.type == Class::kApostrophe) return sign.value == 0x2018 ? 0 : sign.length;
    if (sign.value == '.') return joins_at_stop(group, end, has_stop) ? 1 : 0;
    if (sign.value == '&') return joins_at_ampersand(group, end) ? 1 : 0;
    if (is_hyphen_sign(sign.value)) {
      const std::size_t after = skip_word_characters(end + sign.length);
      const std::string_view suffix = bytes(end + sign.length, after);
      const bool joins = is_joined_prefix(bytes(group, end)) ||
                         equals_ignoring_case(suffix, "esque") ||
                         equals_ignoring_case(suffix, "wise");
      return joins ? sign.length : 0;
    }
    return 0;
  }

  // "U.S", "p.m", "example.com", "alt.animals.cat", "v2.1" hold together; "ended.The" and "it.but"
  // do not.
  bool joins_at_stop(std::size_t group, std::size_t end, bool has_stop) const {
    const std::size_t next_end = skip_word_characters(end + 1);
    const std::size_t size = end - group;
    const std::size_t next_size = next_end - end - 1;
    if (size == 1 || (size == 2 && next_size == 1)) return next_size <= 3 || size == 1;
    if (is_ascii_digit(text_[end + 1])) return is_ascii_digit(text_[end - 1]);
    const bool begins_lower = text_[end + 1] >= 'a' && text_[end + 1] <= 'z';
    const bool is_inside_name = next_end < chunk_end_ && text_[next_end] == '.' &&
                                next_end + 1 < chunk_end_ && is_ascii_letter(text_[next_end + 1]);
    return is_host_ending(to_lower(bytes(end + 1, next_end))) ||
           (begins_lower && (is_inside_name || has_stop));
  }

  // "AT&T", "R&D": short upper-case groups on both sides.
  bool joins_at_ampersand(std::size_t group, std::size_t end) const {
    const std::size_t next_end = skip_word_characters(end + 1);
    constexpr std::size_t kLongestGroup = 3;
    const auto is_short = [&](std::size_t begin, std::size_t last) {
      return last > begin && last - begin <= kLongestGroup && text_[begin] >= 'A' &&
             text_[begin] <= 'Z';
    };
    return is_short(group, end) && is_short(end + 1, next_end);
  }

  // "US$", "C$", "HK$" are one sign.
  std::size_t join_currency(std::size_t end) const {
    constexpr std::size_t kLongestCountry = 2;
    const bool is_upper = std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                      text_.begin() + static_cast<std::ptrdiff_t>(end),
                                      [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool joins = end - at_ <= kLongestCountry && is_upper && end < chunk_end_ &&
                       text_[end] == '$' &&
                       is_ascii_digit(end + 1 < chunk_end_ ? text_[end + 1] : '0');
    return joins ? end + 1 : end;
  }

  // The path behind "example.com", without the punctuation that closes the sentence.
  std::size_t join_path(std::size_t end) const {
    if (end >= chunk_end_ || text_[end] != '/') return end;
    std::size_t last = chunk_end_;
    while (last > end + 1 && !is_word_class(character_before(text_, last).type) &&
           text_[last - 1] != '/') {
      last -= character_before(text_, last).length;
    }
    return last;
  }

  // "b/c", "w/o", "w/" in careless writing.
  std::size_t join_slash(std::size_t slash) const {
    constexpr std::array<std::string_view, 5> kWords = {"b/c", "l/c", "s/he", "w/o", "w/out"};
    const std::size_t end = skip_word_characters(slash + 1);
    for (const std::string_view word : kWords) {
      if (equals_ignoring_case(bytes(at_, end), word)) return end;
    }
    return equals_ignoring_case(bytes(at_, slash), "w") ? slash + 1 : slash;
  }

  // Whether the full stop at `stop` belongs to the word [at_, stop).
  bool keeps_stop(std::size_t stop, bool is_acronym) const {
    const Character after = chunk_character(stop + 1);
    const std::string_view word = bytes(at_, stop);
    if (after.type == Class::kTerminator) {  // "U.S.?", "Inc.."; "etc..." is handled by the dots
      const bool is_dots =
          after.value == '.' && chunk_character(stop + 2).type == Class::kTerminator;
      return !is_dots && (is_acronym || find_abbreviation(word) == Abbreviation::kAnywhere);
    }
    if (is_acronym) return true;
    if (is_word_class(after.type)) {  // "Dr.Berg"
      return is_upper(after.value) && word.size() > 1 &&
             find_abbreviation(word) == Abbreviation::kTitle;
    }
    const Character next = after.length > 0 ? after : next_visible(stop + 1);
    if (word.size() == 1 && is_ascii_letter(word[0])) return is_initial(word[0], next);
    const bool before_number = next.type == Class::kDigit;
    switch (find_abbreviation(word)) {
      case Abbreviation::kTitle:
        return next.length > 0 && is_upper_initial(word) ? true : equals_ignoring_case(word, "vs");
      case Abbreviation::kAnywhere:
        return true;
      case Abbreviation::kMonth:
        return is_upper_initial(word);
      case Abbreviation::kBeforeNumber:
        return before_number;
      case Abbreviation::kNone:
        return false;
    }
    return false;
  }

  // "W." in "George W. Bush", "J." in "J. D. Vance"; not "I." in "It was I."
  bool is_initial(char letter, Character next) const {
    if (letter >= 'a' && letter <= 'z') return next.type == Class::kDigit;
    if (next.length == 0 || (next.value < 0x80 && !is_word_class(next.type))) {
      return next.value == ',' || next.value == '-';
    }
    if (letter != 'I' && letter != 'A') return true;
    const bool is_first = tokens_.size() == first_;
    return !is_first && is_upper_initial(tokens_.back().form);
  }

  Character next_visible(std::size_t at) const {
    while (at < text_.size()) {
      const Character c = character_at(text_, at);
      if (c.type != Class::kBlank) return c;
      at += c.length;
    }
    return {};
  }

  // "1,200", "9/11", "5:30", "20th", "1970s", "10.5" "km", "555-0100", "4-12"
  void read_number() {
    std::size_t end = skip_digits(at_);
    while (end < chunk_end_) {
      const char sign = text_[end];
      const bool before_digit = chunk_character(end + 1).type == Class::kDigit;
      if (!before_digit || (sign != '.' && sign != ',' && sign != ':' && sign != '/')) break;
      end = skip_digits(end + 1);
    }
    const std::size_t hyphenated = skip_hyphenated_digits(end);
    if (hyphenated > end) {
      emit(hyphenated);
      return;
    }
    const std::size_t letters_end = skip_word_characters(end);
    const std::string_view letters = bytes(end, letters_end);
    if (letters.empty()) {
      emit(skip_plural_mark(end));
    } else if (is_split_unit(letters)) {
      emit(end);
    } else {
      read_word(at_);
    }
  }

  std::size_t skip_digits(std::size_t end) const {
    while (end < chunk_end_) {
      const Character c = character_at(text_, end);
      if (c.type != Class::kDigit) break;
      end += c.length;
    }
    return end;
  }

  // Telephone numbers (345-9945, 3-1663), American postal codes (77415-0027) and dates such as
  // 11-20-2000 hold together; ranges (5-10, 1969-1970) do not.
  std::size_t skip_hyphenated_digits(std::size_t end) const {
    std::size_t groups = 1;
    std::size_t last = end;
    std::size_t last_size = 0;
    while (last + 1 < chunk_end_ && text_[last] == '-' && is_ascii_digit(text_[last + 1])) {
      const std::size_t begin = last + 1;
      last = skip_digits(begin);
      last_size = last - begin;
      ++groups;
    }
    const std::size_t first_size = end - at_;
    const bool is_phone =
        groups == 2 && last_size == 4 && (first_size == 1 || first_size == 3 || first_size == 5);
    return groups >= 3 || is_phone ? last : end;
  }

  // "1990's"
  std::size_t skip_plural_mark(std::size_t end) const {
    const std::size_t mark = apostrophe_at(text_.substr(0, chunk_end_), end);
    const bool is_plural = mark > 0 && end + mark < chunk_end_ && text_[end + mark] == 's' &&
                           !is_word_class(chunk_character(end + mark + 1).type) && end - at_ >= 2;
    return is_plural ? end + mark + 1 : end;
  }

  bool is_split_unit(std::string_view letters) const {
    const bool after_currency = tokens_.size() > first_ && !tokens_.back().space_after &&
                                is_currency(character_before(text_, at_).value);
    if (after_currency) return true;
    const bool is_single_upper = letters.size() == 1 && letters[0] >= 'A' && letters[0] <= 'Z';
    return !is_single_upper && is_number_unit(letters);
  }

  void read_unspaced() {
    std::size_t end = at_;
    while (chunk_character(end).type == Class::kUnspaced ||
           (end > at_ && chunk_character(end).type == Class::kMark)) {
      end += chunk_character(end).length;
    }
    const std::size_t begin = at_;
    for (const std::size_t word_end : unspaced_word_ends(bytes(begin, end))) {
      if (begin + word_end > at_) emit(begin + word_end);
    }
  }

  void read_sign(Character c) {
    const Character next = chunk_character(at_ + c.length);
    if (c.type == Class::kApostrophe) {
      read_apostrophe(c);
    } else if (c.value == '.' && next.type == Class::kDigit && at_ == chunk_begin_) {
      emit(skip_digits(at_ + c.length));  // ".5 percent"
    } else if (c.type == Class::kTerminator) {
      read_terminators();
    } else if (c.value == '@' && next.type == Class::kLetter) {
      read_word(at_ + c.length);
    } else if (c.value == '#' && next.type == Class::kLetter) {
      emit(skip_word_characters(at_ + c.length));
    } else if (c.value == '+' && next.type == Class::kDigit && at_ == chunk_begin_) {
      emit(skip_digits(at_ + c.length));
    } else if (const std::size_t smiley = smiley_length(); smiley > 0) {
      emit(at_ + smiley);
    } else if (const std::size_t ruler = skip_ornaments(); ruler >= at_ + kShortestRuler) {
      emit(ruler);
    } else if (is_repeated_sign(c)) {
      emit(skip_while([&](Character x) { return x.value == c.value; }));
    } else {
      emit(skip_marks(at_ + c.length));
    }
  }

  // ".", "?!", "..." and "?" of "...?", ".doc" of "(draft).doc"
  void read_terminators() {
    constexpr std::size_t kEllipsis = 3;
    const std::size_t dots = skip_while([](Character x) { return x.value == '.'; });
    if (dots == at_ + 1 && at_ > chunk_begin_ && is_word_class(chunk_character(dots).type)) {
      const std::size_t end = skip_word_characters(dots);
      if (is_host_ending(to_lower(bytes(dots, end)))) return emit(end);
    }
    const std::size_t all = skip_while([](Character x) { return x.type == Class::kTerminator; });
    emit(dots >= at_ + kEllipsis ? dots : all);
  }

  // Rulers and arrows of several signs: "----==", "*~*~*", "===>".
  static constexpr std::size_t kShortestRuler = 3;
  std::size_t skip_ornaments() const {
    constexpr std::string_view kSigns = "-*=_~<>+`|#^{}";
    std::size_t end = at_;
    while (end < chunk_end_ && kSigns.find(text_[end]) != std::string_view::npos) ++end;
    return end;
  }

  static bool is_repeated_sign(Character c) {
    constexpr std::string_view kSigns = "*=_~<>+`|#^\\$/";
    return c.type == Class::kHyphen ||
           (c.value < 0x80 && kSigns.find(static_cast<char>(c.value)) != std::string_view::npos);
  }

  // Length of the smiley that stands here with nothing but punctuation behind it, else 0.
  std::size_t smiley_length() const {
    constexpr std::array<std::string_view, 14> kSmileys = {
        ":-)", ":-(", ";-)", ":-D", ":-P", ">:(", ":)", ":(", ";)", ":D", ":P", ";P", "=)", "=("};
    const std::string_view rest = bytes(at_, chunk_end_);
    for (const std::string_view smiley : kSmileys) {
      if (!rest.starts_with(smiley)) continue;
      const CharClass after = chunk_character(at_ + smiley.size()).type;
      const bool ends = at_ + smiley.size() == chunk_end_ || after == Class::kTerminator;
      return ends ? smiley.size() : 0;
    }
    return 0;
  }

  template <typename Test>
  std::size_t skip_while(Test test) const {
    std::size_t end = at_;
    while (end < chunk_end_ && test(chunk_character(end))) end += chunk_character(end).length;
    return end;
  }

  std::size_t skip_marks(std::size_t end) const {
    while (chunk_character(end).type == Class::kMark) end += chunk_character(end).length;
    return end;
  }

  // "'s" behind a bracket or standing alone, "'em", "'60s", else a quote ("''" is one).
  void read_apostrophe(Character c) {
    const std::size_t after = at_ + c.length;
    const std::size_t word_end = skip_word_characters(after);
    const std::string_view word = bytes(after, word_end);
    if (is_clitic_tail(word) && (at_ > chunk_begin_ || word_end == chunk_end_))
      return emit(word_end);
    const bool is_year = word.size() >= 2 && word.size() <= 3 && is_ascii_digit(word[0]) &&
                         is_ascii_digit(word[1]) && (word.size() == 2 || word[2] == 's');
    constexpr std::array<std::string_view, 6> kShortened = {"em",  "til", "tis",
                                                            "cuz", "n",   "cause"};
    const bool is_shortened =
        std::any_of(kShortened.begin(), kShortened.end(),
                    [&](std::string_view s) { return equals_ignoring_case(word, s); });
    if ((is_year || is_shortened) && apostrophe_at(text_.substr(0, chunk_end_), word_end) == 0) {
      return emit(word_end);
    }
    if (chunk_character(after).value == c.value) return emit(after + c.length);
    emit(after);
  }

  std::string_view text_;  // up to the end of the span
  std::size_t at_;
  std::vector<Token>& tokens_;
  std::size_t first_;  // tokens before it belong to other stretches
  std::size_t chunk_begin_ = 0;
  std::size_t chunk_end_ = 0;
};

}  // namespace

void tokenize(std::string_view text, TextSpan span, std::vector<Token>& tokens) {
  ENTENTE_CHECK(span.begin <= span.end && span.end <= text.size(), "span outside of its text");
  Tokenizer(text, span, tokens).run();
}

}  // namespace entente
