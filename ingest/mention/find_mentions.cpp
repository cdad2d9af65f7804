#include "ingest/mention/find_mentions.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.h"
#include "core/word_list.h"
#include "ingest/mention/names.h"
#include "ingest/mention/place_names.h"
#include "ingest/mention/syntax.h"

namespace entente {
namespace {

// Role phrases have at most so many words.
constexpr std::uint32_t kLongestRole = 5;

// Nouns without a sector that refer back to actors: "the two men", "his
// counterpart".
constexpr std::array<std::string_view, 36> kAnaphoricNouns = {
    "man",         "woman",       "side",   "pair",         "duo",          "trio",
    "counterpart", "country",     "nation", "state",        "republic",     "kingdom",
    "neighbor",    "neighbour",   "rival",  "ally",         "partner",      "group",
    "movement",    "alliance",    "bloc",   "power",        "enemy",        "adversary",
    "foe",         "predecessor", "body",   "organization", "organisation", "grouping",
    "watchdog",    "outfit",      "island", "sultanate",    "emirate",      "principality"};

constexpr std::array<std::string_view, 5> kCounts = {"dozen", "hundred", "thousand", "ten",
                                                     "score"};

constexpr std::array<std::string_view, 28> kPronouns = {
    "he",      "him",    "his",        "she",       "her",    "hers", "it",
    "its",     "they",   "them",       "their",     "theirs", "we",   "us",
    "our",     "ours",   "i",          "me",        "my",     "mine", "himself",
    "herself", "itself", "themselves", "ourselves", "myself", "who",  "whose"};

bool is_noun(const Token& token) { return token.upos == Upos::kNoun || token.upos == Upos::kPropn; }

class MentionFinder {
 public:
  MentionFinder(const Sentence& sentence, std::uint32_t index, const MentionKnowledge& knowledge)
      : sentence_(sentence), index_(index), knowledge_(knowledge), syntax_(sentence) {}

  std::vector<Mention> find() {
    names_ = find_names(sentence_, syntax_, knowledge_);
    for (const NameSpan& name : names_) add_name(name);
    for (std::uint32_t i = 0; i < syntax_.size(); ++i) {
      add_nominal(i);
      add_pronoun(i);
    }
    std::stable_sort(mentions_.begin(), mentions_.end(), [](const Mention& a, const Mention& b) {
      return a.first != b.first ? a.first < b.first : a.last > b.last;
    });
    return std::move(mentions_);
  }

 private:
  const Token& token(std::uint32_t i) const { return sentence_.tokens[i]; }

  void add(std::uint32_t first, std::uint32_t last, std::uint32_t head, MentionForm form,
           EntityType entity) {
    Mention mention;
    mention.sentence = index_;
    mention.first = first;
    mention.last = last;
    mention.head = head;
    mention.span = {token(first).span.begin, token(last - 1).span.end};
    mention.form = form;
    mention.entity = entity;
    mentions_.push_back(std::move(mention));
  }

  // The token of [first, last) that hangs on something outside, if possible
  // from `begin` on.
  std::uint32_t head_of(std::uint32_t first, std::uint32_t last, std::uint32_t begin) const {
    const auto is_outside = [&](std::uint32_t i) {
      const std::int32_t head = syntax_.head(i);
      return head < static_cast<std::int32_t>(first) || head >= static_cast<std::int32_t>(last);
    };
    for (std::uint32_t i = begin; i < last; ++i) {
      if (is_outside(i) && token(i).upos != Upos::kPunct) return i;
    }
    for (std::uint32_t i = first; i < begin; ++i) {
      if (is_outside(i) && token(i).upos != Upos::kPunct) return i;
    }
    return last - 1;
  }

  void add_name(const NameSpan& name) {
    const std::uint32_t first = find_title(name);
    const MentionForm form = name.is_adjective ? MentionForm::kAdjective : MentionForm::kName;
    const EntityType entity = is_person_by_title(name) ? EntityType::kPerson : name.entity;
    add(first, name.last, head_of(first, name.last, name.first), form, entity);
    if (first < name.first) titles_.push_back({first, name.first});
  }

  // Where the title of the name begins: "White House press secretary | Karine
  // Jean-Pierre". The name's own beginning if it has none.
  std::uint32_t find_title(const NameSpan& name) const {
    if (name.is_adjective || name.first == 0) return name.first;
    std::uint32_t first = name.first;
    while (first > 0 && is_honorific(first - 1)) --first;
    const std::uint32_t begin = first > kLongestRole ? first - kLongestRole : 0;
    const RolePhrase phrase = find_role(sentence_, begin, first, knowledge_.roles);
    if (phrase.role == nullptr || !is_title_of(phrase, first, name)) return first;
    return skip_modifiers(phrase.first, name);
  }

  // "security adviser Musaed al-Aiban", labelled an organisation: the noun in front is a person's
  // and stands beside the name, not inside of it as in "rebel Liberation Army".
  bool is_person_by_title(const NameSpan& name) const {
    if (name.entity != EntityType::kOrganization || name.in_table || name.first == 0 ||
        name.last - name.first < 2) {
      return false;
    }
    const std::uint32_t noun = name.first - 1;
    const Role* role = knowledge_.roles.role_of(token(noun).form);
    if (role == nullptr || role->kind != RoleKind::kPerson || token(noun).xpos != "NN")
      return false;
    const std::uint32_t head = head_of(name.first, name.last, name.first);
    const bool below = syntax_.head(head) == static_cast<std::int32_t>(noun) &&
                       (has_relation(token(head), "appos") || has_relation(token(head), "flat"));
    const bool above = has_relation(token(noun), "nmod:desc") &&
                       syntax_.head(noun) >= static_cast<std::int32_t>(name.first) &&
                       syntax_.head(noun) < static_cast<std::int32_t>(name.last);
    return below || above;
  }

  bool is_honorific(std::uint32_t i) const {
    const bool is_role = knowledge_.roles.role_of(token(i).form) != nullptr;
    return !is_role && is_title_word(token(i), knowledge_.roles);
  }

  // The role noun right before a name is its title if the tree connects them
  // and they fit.
  bool is_title_of(const RolePhrase& phrase, std::uint32_t end, const NameSpan& name) const {
    const bool is_nation =
        name.entity == EntityType::kPlace || name.entity == EntityType::kNationality;
    if (is_nation) return false;
    const bool fits = name.entity != EntityType::kPerson || phrase.role->kind == RoleKind::kPerson;
    // "Chinese leader Xi Jinping", however the tree connects them.
    if (fits && name.entity == EntityType::kPerson && !is_honorific(end - 1)) return true;
    const std::uint32_t noun = end - 1;
    if (syntax_.head(noun) < 0 && token(noun).head == kNoHead) return fits;
    const auto is_inside = [&](std::int32_t i) {
      return i >= static_cast<std::int32_t>(phrase.first) &&
             i < static_cast<std::int32_t>(name.last);
    };
    const std::uint32_t head = head_of(name.first, name.last, name.first);
    const bool is_connected = is_inside(syntax_.head(noun)) || is_inside(syntax_.head(head));
    return fits && is_connected;
  }

  // Adjectives, nouns and names before the title that modify it: "former US",
  // "White House".
  std::uint32_t skip_modifiers(std::uint32_t first, const NameSpan& name) const {
    while (first > 0) {
      const Token& t = token(first - 1);
      const std::int32_t head = syntax_.head(first - 1);
      const bool is_inside = head >= static_cast<std::int32_t>(first - 1) &&
                             head < static_cast<std::int32_t>(name.last);
      const bool is_hyphen = t.form == "-" && !t.space_after;
      const bool is_modifier = t.upos == Upos::kAdj || is_noun(t) || t.upos == Upos::kAdv;
      if (!is_hyphen && !(is_modifier && is_inside && !has_relation(t, "nmod:poss"))) break;
      --first;
    }
    while (first < name.first && token(first).form == "-") ++first;
    return first;
  }

  bool is_in_name(std::uint32_t i) const {
    return std::any_of(names_.begin(), names_.end(),
                       [&](const NameSpan& n) { return n.first <= i && i < n.last; });
  }

  bool is_in_title(std::uint32_t i) const {
    return std::any_of(titles_.begin(), titles_.end(),
                       [&](const auto& t) { return t.first <= i && i < t.second; });
  }

  void add_nominal(std::uint32_t head) {
    if (!is_noun(token(head)) || is_in_name(head) || is_in_title(head)) return;
    if (extends_to_the_right(head) || is_elect(head + 2) || is_hour(head)) return;
    const std::uint32_t begin = left_modifiers(head);
    const std::uint32_t end = is_elect(head) && head > begin + 1 ? head - 1 : head + 1;
    const RolePhrase phrase = find_role(sentence_, begin, end, knowledge_.roles);
    const bool is_anaphoric = is_one_of(lemma_of(token(head)), kAnaphoricNouns);
    const bool are_people = counts_people(head);
    if (phrase.role == nullptr && !is_anaphoric && !are_people) return;
    const EntityType entity = are_people               ? EntityType::kGroup
                              : phrase.role == nullptr ? EntityType::kNone
                                                       : entity_of(*phrase.role);
    add(begin, right_end(head), head, MentionForm::kNominal, entity);
  }

  // "Thousands rallied", "arrested dozens", "tens of thousands": people, if nobody says of what.
  bool counts_people(std::uint32_t i) const {
    const Token& t = token(i);
    if (t.xpos != "NNS" || !is_one_of(lemma_of(t), kCounts)) return false;
    if (!has_relation(t, "nsubj") && !has_relation(t, "nsubj:pass") && !has_relation(t, "obj")) {
      return false;
    }
    const std::int32_t verb = syntax_.head(i);
    if (verb < 0 || token(static_cast<std::uint32_t>(verb)).upos != Upos::kVerb) return false;
    const auto& below = syntax_.children(i);
    return std::all_of(below.begin(), below.end(), [&](std::uint32_t child) {
      return !has_relation(token(child), "nmod") || is_one_of(lemma_of(token(child)), kCounts);
    });
  }

  // "the prime minister-elect": the office stands before the hyphen.
  bool is_elect(std::uint32_t i) const {
    return i >= 2 && i < syntax_.size() && lemma_of(token(i)) == "elect" &&
           token(i - 1).form == "-";
  }

  // "at 5 p.m.", "5:30 pm": no prime minister.
  bool is_hour(std::uint32_t i) const {
    const std::string form = to_lower(token(i).form);
    return (form == "pm" || form == "p.m.") && i > 0 && token(i - 1).upos == Upos::kNum;
  }

  static EntityType entity_of(const Role& role) {
    switch (role.kind) {
      case RoleKind::kPerson:
        return EntityType::kPerson;
      case RoleKind::kPeople:
        return EntityType::kGroup;
      case RoleKind::kBody:
        return EntityType::kOrganization;
      case RoleKind::kThing:
        break;
    }
    return EntityType::kNone;
  }

  // "government" in "government troops": the longer phrase is the mention.
  bool extends_to_the_right(std::uint32_t i) const {
    if (!has_relation(token(i), "compound") || i + 1 >= syntax_.size()) return false;
    const std::int32_t head = syntax_.head(i);
    if (head <= static_cast<std::int32_t>(i)) return false;
    const auto noun = static_cast<std::uint32_t>(head);
    return !is_in_name(noun) && knowledge_.roles.role_of(token(noun).form) != nullptr;
  }

  // First token of the noun phrase's part before its head, articles and
  // possessors included.
  std::uint32_t left_modifiers(std::uint32_t head) const {
    std::uint32_t begin = head;
    while (begin > 0 && is_left_modifier(begin - 1, head)) --begin;
    while (begin < head && token(begin).upos == Upos::kPunct) ++begin;
    return begin;
  }

  bool is_left_modifier(std::uint32_t i, std::uint32_t head) const {
    const Token& t = token(i);
    if (!syntax_.dominates(head, i)) return false;
    if (t.upos == Upos::kPunct) return t.form == "-";
    const bool is_clause = t.upos == Upos::kVerb && !has_relation(t, "amod");
    const bool is_linker = t.upos == Upos::kCconj || t.upos == Upos::kSconj ||
                           t.upos == Upos::kAux || t.upos == Upos::kAdp;
    // "both men", whatever its tag
    const bool is_predeterminer = has_relation(t, "cc:preconj") || has_relation(t, "det");
    return !is_clause && (!is_linker || is_predeterminer);
  }

  // "president of France": an of-phrase that follows at once belongs to the
  // mention.
  std::uint32_t right_end(std::uint32_t head) const {
    for (const std::uint32_t child : syntax_.children(head)) {
      if (child <= head || !has_relation(token(child), "nmod")) continue;
      const std::int32_t marker = syntax_.child(child, "case");
      const bool is_of = marker == static_cast<std::int32_t>(head) + 1 &&
                         lemma_of(token(static_cast<std::uint32_t>(marker))) == "of";
      if (!is_of) continue;
      std::uint32_t end = child + 1;
      for (const std::uint32_t inner : syntax_.children(child)) {
        const Token& t = token(inner);
        const bool is_name_part = has_relation(t, "flat") || has_relation(t, "compound");
        if (inner > child && is_name_part) end = std::max(end, inner + 1);
      }
      return end;
    }
    return head + 1;
  }

  void add_pronoun(std::uint32_t i) {
    const Token& t = token(i);
    const std::string form = to_lower(t.form);
    const bool is_reciprocal =
        (form == "other" || form == "another") && i > 0 &&
        (lemma_of(token(i - 1)) == "each" || lemma_of(token(i - 1)) == "one");
    if (is_reciprocal) return add(i - 1, i + 1, i, MentionForm::kPronoun, EntityType::kNone);
    if (t.upos == Upos::kDet && form == "both" && t.deprel != "det" && t.deprel != "cc:preconj") {
      return add(i, i + 1, i, MentionForm::kPronoun, EntityType::kNone);
    }
    if (t.upos != Upos::kPron || !is_one_of(form, kPronouns) || has_relation(t, "expl")) return;
    if (form == "who" || form == "whose") {
      if (!is_relative(i)) return;
    }
    add(i, i + 1, i, MentionForm::kPronoun, EntityType::kNone);
  }

  bool is_relative(std::uint32_t i) const { return has_feature(token(i), "PronType=Rel"); }

  const Sentence& sentence_;
  std::uint32_t index_;
  const MentionKnowledge& knowledge_;
  Syntax syntax_;
  std::vector<NameSpan> names_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> titles_;
  std::vector<Mention> mentions_;
};

}  // namespace

RolePhrase find_role(const Sentence& sentence, std::uint32_t begin, std::uint32_t end,
                     const RoleTable& roles) {
  std::vector<std::string_view> words;
  std::vector<std::uint32_t> positions;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (sentence.tokens[i].form == "-") continue;
    words.push_back(sentence.tokens[i].form);
    positions.push_back(i);
  }
  RolePhrase out;
  if (words.empty()) return out;
  std::size_t count = 0;
  out.role = roles.role_of(words, &count);
  if (out.role == nullptr || count == 0 || count > words.size()) return {};
  out.first = positions[words.size() - count];
  return out;
}

namespace {

// The parts of a dateline are near the beginning: "MOSCOW, March 3 (Reuters) -
// ".
constexpr std::size_t kLongestDateline = 12;
constexpr std::size_t kShortestTown = 3;
// A headline may come first.
constexpr std::size_t kSentencesToDateline = 3;

bool is_dash(const Token& token) {
  return token.form == "-" || token.form == "--" || token.form == "\u2013" ||
         token.form == "\u2014";
}

// The token behind "NAIROBI, Kenya -", 0 if the sentence has no dateline.
std::uint32_t end_of_dateline(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  const bool is_town =
      !tokens.empty() && tokens[0].form.size() >= kShortestTown && is_all_upper(tokens[0].form);
  const std::size_t limit = std::min(tokens.size(), kLongestDateline);
  for (std::uint32_t i = 1; is_town && i < limit; ++i) {
    if (is_dash(tokens[i]) && tokens[i - 1].space_after && tokens[i].space_after) return i + 1;
  }
  return 0;
}

// One token that means a place.
Mention place_at(const Document& document, std::uint32_t sentence, std::uint32_t token,
                 MentionForm form) {
  Mention out;
  out.sentence = sentence;
  out.first = out.head = token;
  out.last = token + 1;
  out.span = document.sentences[sentence].tokens[token].span;
  out.form = form;
  out.entity = EntityType::kPlace;
  return out;
}

// "protesters here": where the dateline says. Nothing at the beginning of a
// sentence ("Here is why").
void add_places_of_dateline(Document& document) {
  for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
    const auto& tokens = document.sentences[s].tokens;
    for (std::uint32_t i = 1; i < tokens.size(); ++i) {
      if (tokens[i].form != "here" || tokens[i].upos != Upos::kAdv) continue;
      const auto after = std::find_if(
          document.mentions.begin(), document.mentions.end(),
          [&](const Mention& m) { return m.sentence > s || (m.sentence == s && m.first > i); });
      document.mentions.insert(after, place_at(document, s, i, MentionForm::kPronoun));
    }
  }
}

// "The North fired a missile", where a name does not go on ("the North Sea").
void add_halves_of_korea(Document& document) {
  if (document.article.text.find(" Korea") == std::string::npos) return;
  for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
    const auto& tokens = document.sentences[s].tokens;
    for (std::uint32_t i = 1; i < tokens.size(); ++i) {
      if (tokens[i].form != "North" && tokens[i].form != "South") continue;
      const bool the = tokens[i - 1].form == "the" || tokens[i - 1].form == "The";
      const bool goes_on = i + 1 < tokens.size() &&
                           (is_upper_initial(tokens[i + 1].form) || tokens[i + 1].form == "-");
      if (!the || goes_on) continue;
      auto after = std::find_if(
          document.mentions.begin(), document.mentions.end(),
          [&](const Mention& m) { return m.sentence > s || (m.sentence == s && m.last > i); });
      const bool known = after != document.mentions.end() && after->sentence == s &&
                         after->first <= i && after->last == i + 1;
      if (known) {
        if (after->form == MentionForm::kName) after->entity = EntityType::kPlace;
        continue;
      }
      while (after != document.mentions.end() && after->sentence == s && after->first < i) ++after;
      document.mentions.insert(after, place_at(document, s, i, MentionForm::kName));
    }
  }
}

}  // namespace

std::int32_t find_dateline(const Document& document) {
  const std::size_t count = std::min(document.sentences.size(), kSentencesToDateline);
  for (std::uint32_t s = 0; s < count; ++s) {
    const std::uint32_t end = end_of_dateline(document.sentences[s]);
    if (end == 0) continue;
    for (std::size_t m = 0; m < document.mentions.size(); ++m) {
      const Mention& mention = document.mentions[m];
      const bool is_place = mention.form == MentionForm::kName && mention.last < end &&
                            mention.entity != EntityType::kOrganization;
      if (mention.sentence == s && is_place) return static_cast<std::int32_t>(m);
    }
  }
  return -1;
}

bool names_half_of_korea(const Document& document, const Mention& it) {
  const std::string_view word = document.sentences[it.sentence].tokens[it.last - 1].form;
  const bool alone = it.form == MentionForm::kName && it.last - it.first <= 2;
  if (!alone || (word != "North" && word != "South")) return false;
  return document.article.text.find(std::string(word) + " Korea") != std::string::npos;
}

void find_mentions(Document& document, const MentionKnowledge& knowledge) {
  document.mentions.clear();
  for (std::uint32_t i = 0; i < document.sentences.size(); ++i) {
    auto found = MentionFinder(document.sentences[i], i, knowledge).find();
    std::move(found.begin(), found.end(), std::back_inserter(document.mentions));
  }
  add_halves_of_korea(document);
  settle_place_names(document, knowledge);
  if (find_dateline(document) >= 0) add_places_of_dateline(document);
}

}  // namespace entente
