#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace entente {

using WordTest = std::function<bool(std::string_view)>;

// The base of a verb's past form, participle or third person that the lemmatiser has not seen:
// by the table of irregular verbs ("withheld" -> "withhold"), else the first that inflects to the
// form by the rules of English spelling, of the lemmatiser's `guesses` (best first) and then of
// the stems that spelling allows; verbs come before other words. Empty if there is none. Lower
// case throughout. Pure; any thread.
std::string base_of_verb(std::string_view form, std::span<const std::string> guesses,
                         const WordTest& is_verb, const WordTest& is_word);

// Second opinion on the lemma of a verb form, for a lexicon that knows its verbs: returns `lemma`
// if it inflects to `form`; otherwise the first base form that does and that is `known`; otherwise
// `lemma`. Lower case throughout. Pure; any thread.
std::string base_form(std::string_view form, std::string_view lemma, const WordTest& known);

// Could `form` be written for `verb`: "planned", "plans", "planning" for "plan"?
bool inflects_to(std::string_view verb, std::string_view form);

// "parties", "attaches", "policemen"; what is plural already or has none ("rebels", "police")
// stays. The last word of a phrase is changed. Pure; any thread.
std::string plural_of(std::string_view phrase);

}  // namespace entente
