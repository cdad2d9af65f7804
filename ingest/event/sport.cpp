#include "ingest/event/sport.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace entente {

namespace {

// Words and names of sport alone, and words that politics uses too; both in order.
constexpr std::array<std::string_view, 79> kStrong = {
    "astros",     "ballpark",      "baseball",    "basketball",   "batsman",    "batter",
    "bowler",     "boxer",         "boxing",      "braves",       "broncos",    "bullpen",
    "bundesliga", "championship",  "coach",       "cricket",      "cyclist",    "defenseman",
    "dodgers",    "featherweight", "fielder",     "football",     "footballer", "fullback",
    "goalkeeper", "goaltender",    "golf",        "golfer",       "grandstand", "gymnast",
    "gymnastics", "halfback",      "halftime",    "heavyweight",  "hockey",     "homer",
    "inning",     "juventus",      "knicks",      "lakers",       "linebacker", "lineman",
    "mets",       "midfielder",    "mlb",         "nba",          "ncaa",       "nfl",
    "nhl",        "orioles",       "packers",     "phillies",     "pitcher",    "playmaker",
    "playoff",    "qualifier",     "quarterback", "quarterfinal", "redskins",   "rugby",
    "semifinal",  "skier",         "soccer",      "springboks",   "sprinter",   "standings",
    "steelers",   "striker",       "swimmer",     "teammate",     "tennis",     "touchdown",
    "tournament", "uefa",          "volleyball",  "wallabies",    "wicket",     "wimbledon",
    "yankees"};
constexpr std::array<std::string_view, 37> kWeak = {
    "ball",    "base",    "captain", "champion", "club",    "cup",    "cycling", "defender",
    "derby",   "fan",     "final",   "game",     "goal",    "league", "manager", "match",
    "medal",   "offense", "olympic", "olympics", "penalty", "pitch",  "play",    "player",
    "race",    "referee", "roster",  "score",    "season",  "sport",  "sports",  "squad",
    "stadium", "team",    "title",   "win",      "winner"};
constexpr std::array<std::string_view, 21> kNouns = {
    "athlete", "baseball", "batsman",    "bowler", "boxer",    "coach",      "cricketer",
    "cyclist", "football", "footballer", "golfer", "gymnast",  "midfielder", "rider",
    "rower",   "runner",   "skier",      "soccer", "sprinter", "striker",    "swimmer"};

constexpr double kWeakWeight = 0.5;
constexpr double kSport = 1.5;

template <std::size_t N>
bool has(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

// "9-4": the tokens "9", "-", "4".
bool is_score(const std::vector<Token>& tokens, std::size_t i) {
  const auto small = [&](std::size_t k) {
    return tokens[k].form.size() <= 2 && std::all_of(tokens[k].form.begin(), tokens[k].form.end(),
                                                     [](char c) { return c >= '0' && c <= '9'; });
  };
  return i + 2 < tokens.size() && tokens[i + 1].form == "-" && !tokens[i].space_after && small(i) &&
         small(i + 2);
}

std::string ascii_lower(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// How much the words of a sentence speak of sport, each word once.
double sport_score(const Sentence& sentence) {
  std::vector<std::string> seen;
  double score = 0;
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    if (is_score(sentence.tokens, i)) score += 1;
    const Token& token = sentence.tokens[i];
    // The lemma of a team is not its name: "Braves", "Brave".
    std::string lemma = ascii_lower(token.upos == Upos::kPropn ? token.form : token.lemma);
    const double weight = has(kStrong, lemma) ? 1 : has(kWeak, lemma) ? kWeakWeight : 0;
    if (weight == 0 || std::find(seen.begin(), seen.end(), lemma) != seen.end()) continue;
    seen.push_back(std::move(lemma));
    score += weight;
  }
  return score;
}

}  // namespace

std::vector<bool> sport_sentences(const std::vector<Sentence>& sentences) {
  std::vector<double> scores;
  double sum = 0;
  for (const Sentence& sentence : sentences) {
    scores.push_back(sport_score(sentence));
    sum += scores.back();
  }
  const bool all = sum >= kSport * static_cast<double>(sentences.size());
  std::vector<bool> out;
  out.reserve(scores.size());
  for (const double score : scores) out.push_back(all || score >= kSport);
  return out;
}

bool is_sports_noun(std::string_view lemma) { return has(kNouns, lemma); }

}  // namespace entente
