#include "ingest/mention/quotations.h"

#include <algorithm>
#include <array>
#include <string>

namespace entente {
namespace {

// Shorter quotations are words held at arm's length, not speech.
constexpr std::uint32_t kShortestSpeech = 4;

constexpr std::array<std::string_view, 46> kSayingVerbs = {
    "say",      "tell",      "add",       "ask",       "announce", "warn",     "declare",
    "state",    "claim",     "insist",    "argue",     "note",     "write",    "tweet",
    "post",     "reply",     "respond",   "answer",    "comment",  "remark",   "explain",
    "stress",   "emphasize", "emphasise", "underline", "point",    "admit",    "acknowledge",
    "concede",  "confirm",   "deny",      "reveal",    "recall",   "report",   "continue",
    "conclude", "joke",      "urge",      "demand",    "call",     "complain", "suggest",
    "believe",  "think",     "quote",     "vow"};

class QuotationFinder {
 public:
  QuotationFinder(const Document& document, const std::vector<Syntax>& syntax)
      : document_(document), syntax_(syntax) {}

  std::vector<Quotation> find() {
    collect();
    for (std::size_t i = 0; i < quotations_.size(); ++i) find_speaker(i);
    return std::move(quotations_);
  }

 private:
  const Sentence& sentence(std::uint32_t s) const { return document_.sentences[s]; }

  // Typographic quotes tell open from closed; straight ones alternate, helped by the blanks.
  void collect() {
    bool is_open = false;
    Quotation current;
    for (std::uint32_t s = 0; s < document_.sentences.size(); ++s) {
      const bool is_new_paragraph = s > 0 && sentence(s).paragraph != sentence(s - 1).paragraph;
      if (is_open && is_new_paragraph) {
        close(current, s - 1, static_cast<std::uint32_t>(sentence(s - 1).tokens.size()));
        is_open = false;
      }
      for (std::uint32_t i = 0; i < sentence(s).tokens.size(); ++i) {
        const Token& token = sentence(s).tokens[i];
        if (token.form != "\"" && token.form != "''" && token.form != "``") continue;
        const bool opens = looks_opening(s, i, is_open);
        if (is_open) close(current, s, i);
        is_open = opens;
        if (opens) current = {s, i + 1, s, i + 1, -1};
      }
    }
    if (is_open && !document_.sentences.empty()) {
      const auto last = static_cast<std::uint32_t>(document_.sentences.size() - 1);
      close(current, last, static_cast<std::uint32_t>(sentence(last).tokens.size()));
    }
  }

  bool looks_opening(std::uint32_t s, std::uint32_t i, bool is_open) const {
    const Token& token = sentence(s).tokens[i];
    const bool blank_before = i == 0 || sentence(s).tokens[i - 1].space_after;
    const bool is_last = i + 1 == sentence(s).tokens.size();
    if (blank_before && !token.space_after && !is_last) return true;
    if (!blank_before && token.space_after) return false;
    return !is_open;
  }

  void close(Quotation quotation, std::uint32_t s, std::uint32_t i) {
    quotation.last_sentence = s;
    quotation.last_token = i;
    quotations_.push_back(quotation);
  }

  std::uint32_t length(const Quotation& q) const {
    if (q.first_sentence != q.last_sentence) return kShortestSpeech;
    return q.last_token - q.first_token;
  }

  void find_speaker(std::size_t index) {
    Quotation& q = quotations_[index];
    if (length(q) < kShortestSpeech) return;
    // "...", X said. The clause stands behind the quotation or before it, in its sentences.
    q.speaker = speaker_in(q.last_sentence, q);
    if (q.speaker < 0 && q.first_sentence != q.last_sentence) {
      q.speaker = speaker_in(q.first_sentence, q);
    }
    if (q.speaker >= 0) return;
    const bool has_previous = index > 0 && quotations_[index - 1].speaker >= 0;
    if (has_previous && is_near(quotations_[index - 1], q)) {
      q.speaker = quotations_[index - 1].speaker;
      return;
    }
    // X told reporters. "..." stands in the sentence before.
    if (q.first_sentence > 0 && q.first_token <= 1 &&
        sentence(q.first_sentence).paragraph == sentence(q.first_sentence - 1).paragraph) {
      q.speaker = speaker_in(q.first_sentence - 1, q);
    }
  }

  // The same sentence, or the next one of the same or the following paragraph.
  static bool is_near(const Quotation& before, const Quotation& q) {
    return q.first_sentence - before.last_sentence <= 1;
  }

  bool is_inside(const Quotation& q, std::uint32_t s, std::uint32_t i) const {
    const bool after_begin = s > q.first_sentence || (s == q.first_sentence && i >= q.first_token);
    const bool before_end = s < q.last_sentence || (s == q.last_sentence && i < q.last_token);
    return after_begin && before_end;
  }

  bool is_in_any(std::uint32_t s, std::uint32_t i) const {
    return std::any_of(quotations_.begin(), quotations_.end(),
                       [&](const Quotation& q) { return is_inside(q, s, i); });
  }

  // The subject of the verb of saying that is nearest to the quotation, as a mention.
  std::int32_t speaker_in(std::uint32_t s, const Quotation& q) const {
    const Syntax& tree = syntax_[s];
    std::int32_t best = -1;
    std::uint32_t best_distance = 0;
    for (std::uint32_t i = 0; i < tree.size(); ++i) {
      if (tree.token(i).upos != Upos::kVerb || is_in_any(s, i)) continue;
      if (!is_saying(lemma_of(tree.token(i)))) continue;
      const std::int32_t mention = mention_headed_by(s, subject_of(tree, i));
      const std::uint32_t distance = distance_to(q, s, i);
      if (mention >= 0 && (best < 0 || distance < best_distance)) {
        best = mention;
        best_distance = distance;
      }
    }
    return best >= 0 ? best : according_to(s);
  }

  static std::uint32_t distance_to(const Quotation& q, std::uint32_t s, std::uint32_t i) {
    const std::uint32_t from = s == q.last_sentence && i >= q.last_token ? q.last_token : i;
    const std::uint32_t to = s == q.first_sentence && i < q.first_token ? q.first_token : i;
    return (i - from) + (to - i);
  }

  // Own subject, or that of the verb it is coordinated with or hangs on ("speaking ..., he").
  static std::int32_t subject_of(const Syntax& tree, std::uint32_t verb) {
    std::int32_t at = static_cast<std::int32_t>(verb);
    constexpr int kFarthest = 3;
    for (int step = 0; at >= 0 && step < kFarthest; ++step) {
      const auto index = static_cast<std::uint32_t>(at);
      const std::int32_t subject = tree.child(index, "nsubj");
      if (subject >= 0) return subject;
      const Token& token = tree.token(index);
      const bool inherits = has_relation(token, "conj") || has_relation(token, "advcl") ||
                            has_relation(token, "xcomp");
      if (!inherits) return -1;
      at = tree.head(index);
    }
    return -1;
  }

  std::int32_t according_to(std::uint32_t s) const {
    const Syntax& tree = syntax_[s];
    for (std::uint32_t i = 0; i + 1 < tree.size(); ++i) {
      const bool is_according =
          tree.token(i).form == "according" || tree.token(i).form == "According";
      if (!is_according || is_in_any(s, i) || tree.head(i) < 0) continue;
      return mention_headed_by(s, tree.head(i));
    }
    return -1;
  }

  std::int32_t mention_headed_by(std::uint32_t s, std::int32_t head) const {
    if (head < 0) return -1;
    for (std::size_t m = 0; m < document_.mentions.size(); ++m) {
      const Mention& mention = document_.mentions[m];
      if (mention.sentence == s && mention.head == static_cast<std::uint32_t>(head)) {
        return static_cast<std::int32_t>(m);
      }
    }
    return -1;
  }

  const Document& document_;
  const std::vector<Syntax>& syntax_;
  std::vector<Quotation> quotations_;
};

}  // namespace

bool is_saying(std::string_view lemma) {
  return std::find(kSayingVerbs.begin(), kSayingVerbs.end(), lemma) != kSayingVerbs.end();
}

std::vector<Quotation> find_quotations(const Document& document,
                                       const std::vector<Syntax>& syntax) {
  return QuotationFinder(document, syntax).find();
}

std::int32_t quotation_at(const std::vector<Quotation>& quotations, std::uint32_t sentence,
                          std::uint32_t token) {
  for (std::size_t i = 0; i < quotations.size(); ++i) {
    const Quotation& q = quotations[i];
    const bool after =
        sentence > q.first_sentence || (sentence == q.first_sentence && token >= q.first_token);
    const bool before =
        sentence < q.last_sentence || (sentence == q.last_sentence && token < q.last_token);
    if (after && before) return static_cast<std::int32_t>(i);
  }
  return -1;
}

}  // namespace entente
