#include "ingest/parse/base_form.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace entente {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Past forms that spelling rules do not reach, by form; a verb may stand several times.
constexpr std::array kIrregular = std::to_array<Pair>({
    {"abode", "abide"},      {"arisen", "arise"},
    {"arose", "arise"},      {"ate", "eat"},
    {"awoke", "awake"},      {"awoken", "awake"},
    {"bade", "bid"},         {"beaten", "beat"},
    {"became", "become"},    {"been", "be"},
    {"befallen", "befall"},  {"befell", "befall"},
    {"began", "begin"},      {"begot", "beget"},
    {"begotten", "beget"},   {"begun", "begin"},
    {"beheld", "behold"},    {"bent", "bend"},
    {"bereft", "bereave"},   {"besought", "beseech"},
    {"bespoke", "bespeak"},  {"betook", "betake"},
    {"bidden", "bid"},       {"bit", "bite"},
    {"bitten", "bite"},      {"bled", "bleed"},
    {"blew", "blow"},        {"blown", "blow"},
    {"bore", "bear"},        {"born", "bear"},
    {"borne", "bear"},       {"bought", "buy"},
    {"bound", "bind"},       {"bred", "breed"},
    {"broke", "break"},      {"broken", "break"},
    {"brought", "bring"},    {"built", "build"},
    {"burnt", "burn"},       {"came", "come"},
    {"caught", "catch"},     {"chose", "choose"},
    {"chosen", "choose"},    {"clad", "clothe"},
    {"clove", "cleave"},     {"cloven", "cleave"},
    {"clung", "cling"},      {"crept", "creep"},
    {"dealt", "deal"},       {"did", "do"},
    {"done", "do"},          {"dove", "dive"},
    {"drank", "drink"},      {"drawn", "draw"},
    {"dreamt", "dream"},     {"drew", "draw"},
    {"driven", "drive"},     {"drove", "drive"},
    {"drunk", "drink"},      {"dug", "dig"},
    {"dwelt", "dwell"},      {"eaten", "eat"},
    {"fallen", "fall"},      {"fed", "feed"},
    {"fell", "fall"},        {"felt", "feel"},
    {"fled", "flee"},        {"flew", "fly"},
    {"flown", "fly"},        {"flung", "fling"},
    {"forbade", "forbid"},   {"forbidden", "forbid"},
    {"forbore", "forbear"},  {"forborne", "forbear"},
    {"forgave", "forgive"},  {"forgiven", "forgive"},
    {"forgone", "forgo"},    {"forgot", "forget"},
    {"forgotten", "forget"}, {"forsaken", "forsake"},
    {"forsook", "forsake"},  {"forwent", "forgo"},
    {"fought", "fight"},     {"found", "find"},
    {"froze", "freeze"},     {"frozen", "freeze"},
    {"gave", "give"},        {"gilt", "gild"},
    {"girt", "gird"},        {"given", "give"},
    {"gone", "go"},          {"got", "get"},
    {"gotten", "get"},       {"grew", "grow"},
    {"ground", "grind"},     {"grown", "grow"},
    {"had", "have"},         {"hamstrung", "hamstring"},
    {"heard", "hear"},       {"held", "hold"},
    {"hewn", "hew"},         {"hid", "hide"},
    {"hidden", "hide"},      {"hung", "hang"},
    {"inlaid", "inlay"},     {"kept", "keep"},
    {"knelt", "kneel"},      {"knew", "know"},
    {"known", "know"},       {"laden", "lade"},
    {"laid", "lay"},         {"lain", "lie"},
    {"lay", "lie"},          {"leant", "lean"},
    {"leapt", "leap"},       {"learnt", "learn"},
    {"led", "lead"},         {"left", "leave"},
    {"lent", "lend"},        {"lit", "light"},
    {"lost", "lose"},        {"made", "make"},
    {"meant", "mean"},       {"met", "meet"},
    {"mown", "mow"},         {"paid", "pay"},
    {"partaken", "partake"}, {"partook", "partake"},
    {"pled", "plead"},       {"proven", "prove"},
    {"ran", "run"},          {"rang", "ring"},
    {"ridden", "ride"},      {"risen", "rise"},
    {"rode", "ride"},        {"rose", "rise"},
    {"rung", "ring"},        {"said", "say"},
    {"sang", "sing"},        {"sank", "sink"},
    {"sat", "sit"},          {"saw", "see"},
    {"sawn", "saw"},         {"seen", "see"},
    {"sent", "send"},        {"sewn", "sew"},
    {"shaken", "shake"},     {"shaven", "shave"},
    {"shod", "shoe"},        {"shone", "shine"},
    {"shook", "shake"},      {"shorn", "shear"},
    {"shot", "shoot"},       {"showed", "show"},
    {"shown", "show"},       {"shrank", "shrink"},
    {"shrunk", "shrink"},    {"shrunken", "shrink"},
    {"slain", "slay"},       {"slept", "sleep"},
    {"slew", "slay"},        {"slid", "slide"},
    {"slung", "sling"},      {"slunk", "slink"},
    {"smelt", "smell"},      {"smitten", "smite"},
    {"smote", "smite"},      {"sold", "sell"},
    {"sought", "seek"},      {"sown", "sow"},
    {"spat", "spit"},        {"sped", "speed"},
    {"spelt", "spell"},      {"spent", "spend"},
    {"spilt", "spill"},      {"spoilt", "spoil"},
    {"spoke", "speak"},      {"spoken", "speak"},
    {"sprang", "spring"},    {"sprung", "spring"},
    {"spun", "spin"},        {"stank", "stink"},
    {"stole", "steal"},      {"stolen", "steal"},
    {"stood", "stand"},      {"strewn", "strew"},
    {"stricken", "strike"},  {"stridden", "stride"},
    {"striven", "strive"},   {"strode", "stride"},
    {"strove", "strive"},    {"struck", "strike"},
    {"strung", "string"},    {"stuck", "stick"},
    {"stung", "sting"},      {"stunk", "stink"},
    {"sung", "sing"},        {"sunk", "sink"},
    {"sunken", "sink"},      {"swam", "swim"},
    {"swept", "sweep"},      {"swollen", "swell"},
    {"swore", "swear"},      {"sworn", "swear"},
    {"swum", "swim"},        {"swung", "swing"},
    {"taken", "take"},       {"taught", "teach"},
    {"thought", "think"},    {"threw", "throw"},
    {"thriven", "thrive"},   {"throve", "thrive"},
    {"thrown", "throw"},     {"told", "tell"},
    {"took", "take"},        {"tore", "tear"},
    {"torn", "tear"},        {"trod", "tread"},
    {"trodden", "tread"},    {"was", "be"},
    {"waylaid", "waylay"},   {"went", "go"},
    {"wept", "weep"},        {"were", "be"},
    {"woke", "wake"},        {"woken", "wake"},
    {"won", "win"},          {"wore", "wear"},
    {"worn", "wear"},        {"wound", "wind"},
    {"wove", "weave"},       {"woven", "weave"},
    {"written", "write"},    {"wrote", "write"},
    {"wrought", "work"},     {"wrung", "wring"},
});
static_assert(std::is_sorted(kIrregular.begin(), kIrregular.end()));

// What stands before them: "withheld", "overran", "rebuilt".
constexpr std::array<std::string_view, 9> kPrefixes = {"fore", "mis",   "out", "over", "re",
                                                       "un",   "under", "up",  "with"};

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

bool is_y_after_consonant(std::string_view word) {
  return word.ends_with('y') && !(word.size() > 1 && is_vowel(word[word.size() - 2]));
}

enum class Doubling { kNever, kMaybe, kAlways };

// "plan" doubles, "expel" and "counsel" may, "order" and "raid" do not tell from spelling alone.
Doubling doubling_of(std::string_view verb) {
  const std::size_t n = verb.size();
  if (n < 2 || is_vowel(verb[n - 1]) || !is_vowel(verb[n - 2])) return Doubling::kNever;
  if (n >= 3 && is_vowel(verb[n - 3]) && !(n >= 4 && verb[n - 4] == 'q')) return Doubling::kNever;
  if (verb[n - 1] == 'w' || verb[n - 1] == 'x' || verb[n - 1] == 'y') return Doubling::kNever;
  const auto vowels = std::count_if(verb.begin(), verb.end(), is_vowel);
  const bool qu = verb.find("qu") != std::string_view::npos;
  return vowels - (qu ? 1 : 0) > 1 ? Doubling::kMaybe : Doubling::kAlways;
}

// The regular form of a verb with the ending "ed" or "ing".
bool is_suffixed(std::string_view verb, std::string_view form, std::string_view ending) {
  const std::string base(verb);
  const std::string tail(ending);
  if (verb.ends_with("ie") && ending == "ing")
    return form == base.substr(0, base.size() - 2) + "ying";
  if (verb.ends_with("ee") && ending == "ing") return form == base + tail;
  if (verb.back() == 'e') return form == base.substr(0, base.size() - 1) + tail;
  if (is_y_after_consonant(verb) && ending == "ed") {
    return form == base.substr(0, base.size() - 1) + "ied";
  }
  if (verb.back() == 'c' && form == base + "k" + tail) return true;
  const Doubling doubling = doubling_of(verb);
  if (doubling != Doubling::kNever && form == base + base.back() + tail) return true;
  return doubling != Doubling::kAlways && form == base + tail;
}

bool is_third_person(std::string_view verb, std::string_view form) {
  const std::string base(verb);
  if (is_y_after_consonant(verb)) return form == base.substr(0, base.size() - 1) + "ies";
  for (const std::string_view hissing : {"s", "x", "z", "ch", "sh", "o"}) {
    if (verb.ends_with(hissing)) return form == base + "es";
  }
  return form == base + "s";
}

std::string_view irregular_base(std::string_view form) {
  const auto* found =
      std::lower_bound(kIrregular.begin(), kIrregular.end(), form,
                       [](const Pair& p, std::string_view wanted) { return p.first < wanted; });
  return found == kIrregular.end() || found->first != form ? std::string_view() : found->second;
}

// "hold" of "held", "withhold" of "withheld"; empty for other forms.
std::string irregular_verb(std::string_view form) {
  if (const std::string_view base = irregular_base(form); !base.empty()) return std::string(base);
  for (const std::string_view prefix : kPrefixes) {
    if (!form.starts_with(prefix)) continue;
    const std::string_view base = irregular_base(form.substr(prefix.size()));
    if (!base.empty()) return std::string(prefix) + std::string(base);
  }
  return {};
}

// The stems that the spelling of a regular form allows, likelier ones first.
std::vector<std::string> stems_of(std::string_view form) {
  std::vector<std::string> out;
  for (const std::string_view ending : {"ed", "ing", "es", "s", "d"}) {
    if (!form.ends_with(ending) || form.size() < ending.size() + 2) continue;
    const std::string stem(form.substr(0, form.size() - ending.size()));
    for (const std::string& candidate : {stem + "e", stem, stem.substr(0, stem.size() - 1),
                                         stem.substr(0, stem.size() - 1) + "y"}) {
      if (inflects_to(candidate, form)) out.push_back(candidate);
    }
  }
  return out;
}

}  // namespace

bool inflects_to(std::string_view verb, std::string_view form) {
  if (verb.empty()) return false;
  return form == verb || irregular_verb(form) == verb || is_third_person(verb, form) ||
         is_suffixed(verb, form, "ed") || is_suffixed(verb, form, "ing");
}

std::string base_form(std::string_view form, std::string_view lemma, const WordTest& known) {
  if (std::string base = irregular_verb(form); !base.empty() && base != lemma) {
    // "found" and "left" are verbs of their own or adjectives: the analyser has seen the context.
    if (known(base) && (form != lemma || !known(lemma))) return base;
  }
  if (inflects_to(lemma, form) && known(lemma)) return std::string(lemma);
  for (const std::string& stem : stems_of(form)) {
    if (known(stem)) return stem;
  }
  return std::string(lemma);
}

std::string base_of_verb(std::string_view form, std::span<const std::string> guesses,
                         const WordTest& is_verb, const WordTest& is_word) {
  if (std::string base = irregular_verb(form); !base.empty()) return base;
  const std::vector<std::string> stems = stems_of(form);
  for (const WordTest* test : {&is_verb, &is_word}) {
    for (const std::string& guess : guesses) {
      if (inflects_to(guess, form) && (*test)(guess)) return guess;
    }
    for (const std::string& stem : stems) {
      if ((*test)(stem)) return stem;
    }
  }
  return {};
}

std::string plural_of(std::string_view phrase) {
  constexpr std::array<std::string_view, 6> kUnchanged = {"children",   "media",  "men",
                                                          "opposition", "people", "police"};
  constexpr std::array<std::string_view, 4> kHissing = {"ss", "x", "ch", "sh"};
  const auto ends = [&](std::string_view tail) { return phrase.ends_with(tail); };
  const std::string start(phrase.substr(0, phrase.empty() ? 0 : phrase.size() - 1));
  if (ends("man")) return start.substr(0, start.size() - 1) + "en";
  if (is_y_after_consonant(phrase)) return start + "ies";
  if (ends("wife")) return start.substr(0, start.size() - 1) + "ves";
  if (ends("thief")) return start + "ves";
  if (std::any_of(kHissing.begin(), kHissing.end(), ends)) return std::string(phrase) + "es";
  const bool unchanged = ends("s") || std::any_of(kUnchanged.begin(), kUnchanged.end(), ends);
  return std::string(phrase) + (unchanged ? "" : "s");
}

}  // namespace entente
