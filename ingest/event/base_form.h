#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace entente {

// Second opinion on the lemma of a verb form: the analyser's lemmatiser makes "expell" of
// "expelled", "ru" of "rued". Returns `lemma` if it inflects to `form` by the rules of English
// spelling or by the table of irregular verbs; otherwise the first base form that does and that is
// `known`; otherwise `lemma`. Lower case throughout. Pure; any thread.
std::string base_form(std::string_view form, std::string_view lemma,
                      const std::function<bool(std::string_view)>& known);

// Could `form` be written for `verb`: "planned", "plans", "planning" for "plan"?
bool inflects_to(std::string_view verb, std::string_view form);

}  // namespace entente
