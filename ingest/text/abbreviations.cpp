#include "ingest/text/abbreviations.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace entente {
namespace {

// Sorts at compile time what is searched by halves at run time.
template <std::size_t N>
constexpr std::array<std::string_view, N> sorted(const std::string_view (&words)[N]) {
  std::array<std::string_view, N> out{};
  std::copy(words, words + N, out.begin());
  std::sort(out.begin(), out.end());
  return out;
}

constexpr auto kTitles =
    sorted({"adm", "amb",  "brig", "capt", "cdr",  "cllr",   "cmdr", "col",  "cols", "comdr",
            "cpl", "det",  "dr",   "drs",  "fr",   "ft",     "gen",  "gens", "gov",  "govs",
            "hon", "insp", "lt",   "ltc",  "maj",  "messrs", "mlle", "mme",  "mr",   "mrs",
            "ms",  "msgr", "mt",   "pres", "prof", "profs",  "pvt",  "rep",  "reps", "rev",
            "sen", "sens", "sgt",  "st",   "supt", "viz",    "vs"});
constexpr auto kAnywhereWords =
    sorted({"al",   "approx", "apt",  "arrv", "assn",  "assoc", "attn", "ave",  "bldg", "blvd",
            "bros", "calif",  "cf",   "co",   "colo",  "conn",  "corp", "cos",  "dept", "dist",
            "div",  "esq",    "etc",  "fla",  "govt",  "inc",   "incl", "intl", "jr",   "llc",
            "ltd",  "mfg",    "mich", "minn", "natl",  "nev",   "okla", "penn", "plc",  "pty",
            "rd",   "sr",     "tenn", "tex",  "treas", "univ",  "wis",  "wyo"});
constexpr auto kBeforeNumberWords =
    sorted({"art", "b",  "c", "ca",  "ch", "cir", "fig", "figs", "fri", "mar", "mon",  "no",
            "nos", "op", "p", "par", "pp", "sat", "sec", "sun",  "thu", "vol", "vols", "wed"});
constexpr auto kMonths = sorted(
    {"apr", "aug", "dec", "feb", "jan", "nov", "oct", "sept", "thur", "thurs", "tue", "tues"});
constexpr auto kStarters = sorted(
    {"a",       "according", "after",   "all",    "also",    "although", "an",        "and",
     "as",      "at",        "because", "before", "both",    "but",      "by",        "despite",
     "during",  "each",      "earlier", "even",   "every",   "for",      "from",      "he",
     "her",     "here",      "his",     "how",    "however", "i",        "if",        "in",
     "instead", "it",        "its",     "last",   "later",   "many",     "meanwhile", "more",
     "most",    "my",        "no",      "nor",    "not",     "now",      "on",        "once",
     "one",     "only",      "or",      "other",  "our",     "over",     "she",       "since",
     "so",      "some",      "still",   "such",   "than",    "that",     "the",       "their",
     "then",    "there",     "these",   "they",   "this",    "those",    "though",    "thus",
     "to",      "two",       "under",   "until",  "we",      "what",     "when",      "where",
     "while",   "who",       "why",     "with",   "yet",     "you",      "your"});
constexpr auto kPrefixes = sorted(
    {"anti",  "arch",  "bi",    "co",   "counter", "cross", "e",     "ex",     "extra",  "hyper",
     "inter", "intra", "macro", "mega", "micro",   "mid",   "mini",  "multi",  "neo",    "non",
     "over",  "pan",   "para",  "post", "pre",     "pro",   "proto", "pseudo", "psycho", "quasi",
     "re",    "semi",  "socio", "sub",  "super",   "trans", "tri",   "ultra",  "un"});
constexpr auto kUnits =
    sorted({"am",  "b",    "bhp",  "bn",   "bps", "cc",  "cm",  "edt", "est",  "eur", "f",   "ft",
            "g",   "gb",   "gbp",  "ghz",  "gmt", "h",   "ha",  "hp",  "hr",   "hrs", "hz",  "in",
            "k",   "kb",   "kbps", "kg",   "khz", "km",  "kmh", "kph", "kt",   "kw",  "kwh", "lb",
            "lbs", "m",    "mb",   "mbps", "mg",  "mhz", "mi",  "min", "mins", "ml",  "mln", "mm",
            "mn",  "mph",  "msec", "mw",   "mwh", "nm",  "oz",  "p",   "pc",   "pm",  "ppm", "rpm",
            "sec", "secs", "sq",   "t",    "tn",  "trn", "usd", "x",   "yr",   "yrs"});
constexpr auto kHostEndings =
    sorted({"asp", "aspx", "au",  "biz", "ca",  "cfm",  "ch",  "cn",    "co",  "com", "csv",  "de",
            "doc", "docx", "edu", "eu",  "exe", "fm",   "fr",  "gif",   "gov", "htm", "html", "ie",
            "il",  "info", "int", "io",  "ir",  "jp",   "jpg", "js",    "jsp", "kr",  "ly",   "me",
            "mil", "mobi", "mp3", "mp4", "net", "news", "nl",  "nz",    "org", "pdf", "php",  "pl",
            "png", "pps",  "ppt", "ps",  "rar", "ru",   "se",  "shtml", "tv",  "txt", "ua",   "uk",
            "url", "us",   "wav", "wmv", "xls", "xlsx", "xml", "zip"});
constexpr auto kSpeechVerbs = sorted(
    {"added",    "adds",     "admitted", "announced", "argued",   "asked",  "asks",  "claimed",
     "cried",    "declared", "demanded", "exclaimed", "insisted", "joked",  "noted", "replied",
     "reported", "said",     "says",     "screamed",  "shouted",  "stated", "tells", "told",
     "tweeted",  "urged",    "warned",   "wondered",  "wrote",    "yelled"});

template <std::size_t N>
bool has(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

// Longer than every listed word, so that the common long word is answered without a copy.
constexpr std::size_t kLongest = 12;

template <typename Test>
bool test_lower(std::string_view word, Test test) {
  if (word.empty() || word.size() > kLongest) return false;
  std::array<char, kLongest> lower{};
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    lower[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return test(std::string_view(lower.data(), word.size()));
}

}  // namespace

Abbreviation find_abbreviation(std::string_view word) {
  Abbreviation found = Abbreviation::kNone;
  test_lower(word, [&](std::string_view lower) {
    if (has(kTitles, lower)) found = Abbreviation::kTitle;
    if (has(kAnywhereWords, lower)) found = Abbreviation::kAnywhere;
    if (has(kBeforeNumberWords, lower)) found = Abbreviation::kBeforeNumber;
    if (has(kMonths, lower)) found = Abbreviation::kMonth;
    return true;
  });
  return found;
}

bool is_sentence_starter(std::string_view word) {
  return test_lower(word, [](std::string_view lower) { return has(kStarters, lower); });
}

bool is_joined_prefix(std::string_view word) {
  return test_lower(word, [](std::string_view lower) { return has(kPrefixes, lower); });
}

bool is_number_unit(std::string_view letters) {
  return test_lower(letters, [](std::string_view lower) { return has(kUnits, lower); });
}

bool is_host_ending(std::string_view label) { return has(kHostEndings, label); }

bool is_speech_verb(std::string_view word) {
  return test_lower(word, [](std::string_view lower) { return has(kSpeechVerbs, lower); });
}

}  // namespace entente
