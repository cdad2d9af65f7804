#include "ingest/event/base_form.h"

#include <algorithm>
#include <array>
#include <utility>

namespace entente {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Past forms that spelling rules do not reach; a verb may stand several times.
constexpr std::array kIrregular = std::to_array<Pair>({
    {"beaten", "beat"},
    {"became", "become"},
    {"began", "begin"},
    {"begun", "begin"},
    {"bent", "bend"},
    {"bound", "bind"},
    {"bit", "bite"},
    {"bitten", "bite"},
    {"blew", "blow"},
    {"blown", "blow"},
    {"broke", "break"},
    {"broken", "break"},
    {"brought", "bring"},
    {"built", "build"},
    {"bought", "buy"},
    {"caught", "catch"},
    {"chose", "choose"},
    {"chosen", "choose"},
    {"clung", "cling"},
    {"came", "come"},
    {"dealt", "deal"},
    {"dug", "dig"},
    {"drew", "draw"},
    {"drawn", "draw"},
    {"drove", "drive"},
    {"driven", "drive"},
    {"ate", "eat"},
    {"eaten", "eat"},
    {"fell", "fall"},
    {"fallen", "fall"},
    {"felt", "feel"},
    {"fought", "fight"},
    {"found", "find"},
    {"fled", "flee"},
    {"flung", "fling"},
    {"flew", "fly"},
    {"flown", "fly"},
    {"forbade", "forbid"},
    {"forbidden", "forbid"},
    {"forgave", "forgive"},
    {"forgiven", "forgive"},
    {"forgot", "forget"},
    {"forsook", "forsake"},
    {"froze", "freeze"},
    {"frozen", "freeze"},
    {"got", "get"},
    {"gave", "give"},
    {"given", "give"},
    {"went", "go"},
    {"gone", "go"},
    {"grew", "grow"},
    {"grown", "grow"},
    {"hung", "hang"},
    {"heard", "hear"},
    {"held", "hold"},
    {"hid", "hide"},
    {"hidden", "hide"},
    {"kept", "keep"},
    {"knew", "know"},
    {"known", "know"},
    {"laid", "lay"},
    {"led", "lead"},
    {"left", "leave"},
    {"lent", "lend"},
    {"lost", "lose"},
    {"made", "make"},
    {"meant", "mean"},
    {"met", "meet"},
    {"misled", "mislead"},
    {"overran", "overrun"},
    {"overrode", "override"},
    {"oversaw", "oversee"},
    {"overthrew", "overthrow"},
    {"overthrown", "overthrow"},
    {"paid", "pay"},
    {"rebuilt", "rebuild"},
    {"retook", "retake"},
    {"rode", "ride"},
    {"rang", "ring"},
    {"rose", "rise"},
    {"risen", "rise"},
    {"ran", "run"},
    {"said", "say"},
    {"saw", "see"},
    {"seen", "see"},
    {"sought", "seek"},
    {"sold", "sell"},
    {"sent", "send"},
    {"shook", "shake"},
    {"shaken", "shake"},
    {"shot", "shoot"},
    {"showed", "show"},
    {"shown", "show"},
    {"sank", "sink"},
    {"sunk", "sink"},
    {"sat", "sit"},
    {"slew", "slay"},
    {"slain", "slay"},
    {"spoke", "speak"},
    {"spoken", "speak"},
    {"spent", "spend"},
    {"stood", "stand"},
    {"stole", "steal"},
    {"stolen", "steal"},
    {"struck", "strike"},
    {"swore", "swear"},
    {"sworn", "swear"},
    {"swept", "sweep"},
    {"took", "take"},
    {"taken", "take"},
    {"taught", "teach"},
    {"tore", "tear"},
    {"torn", "tear"},
    {"told", "tell"},
    {"thought", "think"},
    {"threw", "throw"},
    {"thrown", "throw"},
    {"understood", "understand"},
    {"undertook", "undertake"},
    {"undertaken", "undertake"},
    {"underwent", "undergo"},
    {"upheld", "uphold"},
    {"woke", "wake"},
    {"won", "win"},
    {"withdrew", "withdraw"},
    {"withdrawn", "withdraw"},
    {"withheld", "withhold"},
    {"wrote", "write"},
    {"written", "write"},
});

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
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
  if (ends_with(verb, "ie") && ending == "ing")
    return form == base.substr(0, base.size() - 2) + "ying";
  if (ends_with(verb, "ee") && ending == "ing") return form == base + tail;
  if (verb.back() == 'e') return form == base.substr(0, base.size() - 1) + tail;
  const bool after_vowel = verb.size() > 1 && is_vowel(verb[verb.size() - 2]);
  if (verb.back() == 'y' && !after_vowel && ending == "ed") {
    return form == base.substr(0, base.size() - 1) + "ied";
  }
  if (verb.back() == 'c' && form == base + "k" + tail) return true;
  const Doubling doubling = doubling_of(verb);
  if (doubling != Doubling::kNever && form == base + base.back() + tail) return true;
  return doubling != Doubling::kAlways && form == base + tail;
}

bool is_third_person(std::string_view verb, std::string_view form) {
  const std::string base(verb);
  const bool after_vowel = verb.size() > 1 && is_vowel(verb[verb.size() - 2]);
  if (verb.back() == 'y' && !after_vowel) return form == base.substr(0, base.size() - 1) + "ies";
  for (const std::string_view hissing : {"s", "x", "z", "ch", "sh", "o"}) {
    if (ends_with(verb, hissing)) return form == base + "es";
  }
  return form == base + "s";
}

std::string_view irregular_base(std::string_view form) {
  const auto* found = std::find_if(kIrregular.begin(), kIrregular.end(),
                                   [&](const Pair& p) { return p.first == form; });
  return found == kIrregular.end() ? std::string_view() : found->second;
}

}  // namespace

bool inflects_to(std::string_view verb, std::string_view form) {
  if (verb.empty()) return false;
  return form == verb || irregular_base(form) == verb || is_third_person(verb, form) ||
         is_suffixed(verb, form, "ed") || is_suffixed(verb, form, "ing");
}

std::string base_form(std::string_view form, std::string_view lemma,
                      const std::function<bool(std::string_view)>& known) {
  if (const std::string_view base = irregular_base(form); !base.empty() && base != lemma) {
    // "found" and "left" are verbs of their own or adjectives: the analyser has seen the context.
    if (known(base) && (form != lemma || !known(lemma))) return std::string(base);
  }
  if (inflects_to(lemma, form) && known(lemma)) return std::string(lemma);
  for (const std::string_view ending : {"ed", "ing", "es", "s", "d"}) {
    if (!ends_with(form, ending) || form.size() < ending.size() + 2) continue;
    const std::string stem(form.substr(0, form.size() - ending.size()));
    std::array<std::string, 4> candidates = {stem + "e", stem, stem.substr(0, stem.size() - 1),
                                             stem.substr(0, stem.size() - 1) + "y"};
    for (const std::string& candidate : candidates) {
      if (inflects_to(candidate, form) && known(candidate)) return candidate;
    }
  }
  return std::string(lemma);
}

}  // namespace entente
