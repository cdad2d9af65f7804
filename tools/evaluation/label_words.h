#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

// The words of a name that tell it from others: lower case, without accents, full stops and small
// words. Two spellings are compared by these sets.
using WordSet = std::set<std::string>;
WordSet name_words(std::string_view text);

// At least one word in common.
bool share_a_word(const WordSet& a, const WordSet& b);

// The same words, or all words of one among those of the other: "Xi" and "Xi Jinping".
bool is_same_name(const WordSet& a, const WordSet& b);

// Each text's words.
std::vector<WordSet> all_words(const std::vector<std::string>& texts);

}  // namespace entente
