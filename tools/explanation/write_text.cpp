#include <algorithm>
#include <cstdio>
#include <string>

#include "tools/explanation/write_explanation.h"
#include "tools/relation_rows.h"
#include "tools/table.h"

namespace entente {
namespace {

std::string two_digits(float value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.2f", static_cast<double>(value));
  return buffer;
}

// Words over several lines of the article on one line.
std::string one_line(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

std::string quoted(std::string_view text) { return "\"" + one_line(text) + "\""; }

class TextWriter {
 public:
  TextWriter(std::ostream& out, const Explanation& explanation, LexiconLines& lexicon,
             std::size_t columns)
      : out_(out),
        explanation_(explanation),
        document_(explanation.document),
        lexicon_(lexicon),
        columns_(std::max<std::size_t>(columns, kNarrowest)) {}

  void write() {
    const Article& article = document_.article;
    out_ << article.id;
    if (article.published) out_ << "  published " << to_string(*article.published);
    if (!article.published) out_ << "  without a publication date";
    if (!article.title.empty()) out_ << "  " << one_line(article.title);
    out_ << '\n';
    for (std::uint32_t s = 0; s < document_.sentences.size(); ++s) write_sentence(s);
  }

 private:
  static constexpr std::size_t kNarrowest = 40;
  static constexpr std::size_t kMentionIndent = 4;
  static constexpr std::size_t kDetailIndent = 6;

  void write_sentence(std::uint32_t number) {
    const Sentence& sentence = document_.sentences[number];
    out_ << '\n';
    write_wrapped(0, "[" + std::to_string(number) + "] " + one_line(words(sentence.span)));
    bool has_mention = false;
    for (std::uint32_t m = 0; m < document_.mentions.size(); ++m) {
      if (document_.mentions[m].sentence != number) continue;
      if (!has_mention) out_ << "  mentions\n";
      has_mention = true;
      write_mention(m);
    }
    bool has_relation = false;
    for (std::size_t r = 0; r < explanation_.relations.size(); ++r) {
      if (explanation_.relations[r].relation.evidence.sentence != number) continue;
      if (!has_relation) out_ << "  relations\n";
      has_relation = true;
      write_relation(r);
    }
  }

  void write_mention(std::uint32_t m) {
    const Mention& mention = document_.mentions[m];
    std::string line = quoted(words(mention.span)) + " -> ";
    for (const std::uint32_t actor : mention.actors) line += document_.actors[actor].id + " ";
    if (mention.actors.empty()) line += "nobody ";
    if (!mention.actors.empty()) line += two_digits(mention.confidence);
    if (!mention.why.empty()) line += " by " + mention.why;
    if (!mention.reference.empty()) line += "; " + reference_of(mention);
    write_wrapped(kMentionIndent, line);
    const auto& candidates = explanation_.candidates[m];
    if (candidates.empty()) return;
    std::string list = "perhaps ";
    for (const MentionCandidate& candidate : candidates) {
      if (&candidate != &candidates.front()) list += ", ";
      list += one_line(candidate.who);
      if (candidate.share > 0) list += " (" + two_digits(candidate.share) + ")";
    }
    write_wrapped(kDetailIndent, list);
  }

  // `pronoun of "Xi Jinping" [0], 0.80`.
  std::string reference_of(const Mention& mention) const {
    std::string out = mention.reference + " of";
    for (const std::uint32_t m : mention.antecedents) {
      const Mention& earlier = document_.mentions[m];
      out += " " + quoted(words(earlier.span)) + " [" + std::to_string(earlier.sentence) + "]";
    }
    return out + ", " + two_digits(mention.reference_confidence);
  }

  void write_relation(std::size_t r) {
    const ExplainedRelation& explained = explanation_.relations[r];
    const Relation& relation = explained.relation;
    std::string line = relation.subject + " | " + relation.predicate + " | " + relation.object +
                       "  " + to_string(relation.type);
    if (!relation.cameo.empty()) line += " " + relation.cameo;
    if (relation.reciprocal) line += " reciprocal";
    const std::string flags = shown_flags(relation);
    if (!flags.empty()) line += "  " + flags;
    write_wrapped(kMentionIndent, line + "  " + two_digits(relation.confidence));
    write_rule(explanation_.rules[r]);
    write_words(explained);
    write_status(explained);
    write_date(explained);
    if (!relation.place.empty()) write_wrapped(kDetailIndent, "place: " + relation.place);
  }

  void write_rule(const RuleSource& rule) {
    if (rule.file.empty()) {
      write_wrapped(kDetailIndent, "rule: an office or membership in a noun phrase");
      return;
    }
    const LexiconLine line = lexicon_.find(rule);
    write_wrapped(kDetailIndent,
                  "rule: " + rule.file + ":" + std::to_string(rule.line) + "  " + line.pattern);
    if (!line.sense.empty()) write_wrapped(kDetailIndent, "sense: " + line.sense);
  }

  void write_words(const ExplainedRelation& explained) {
    const Evidence& evidence = explained.relation.evidence;
    std::string line = "words: " + quoted(words(evidence.subject)) + " " +
                       quoted(words(evidence.predicate)) + " " + quoted(words(evidence.object));
    std::string also;
    for (const std::uint32_t token : explained.used) {
      if (token == explained.predicate_token) continue;
      also += (also.empty() ? "" : ", ") + form(evidence.sentence, token);
    }
    if (!also.empty()) line += " with " + also;
    write_wrapped(kDetailIndent, line);
  }

  void write_status(const ExplainedRelation& explained) {
    const Relation& relation = explained.relation;
    std::string line;
    for (const StatusNote& note : explained.status) {
      line += (line.empty() ? "" : "; ") + std::string(note.rule) + " " +
              quoted(form(relation.evidence.sentence, note.token));
    }
    if (!relation.attributed_to.empty()) {
      line += (line.empty() ? "" : "; ") + std::string("words of ") + relation.attributed_to;
    }
    if (!line.empty()) write_wrapped(kDetailIndent, "status: " + line);
  }

  void write_date(const ExplainedRelation& explained) {
    const auto& date = explained.relation.date;
    if (!date) return write_wrapped(kDetailIndent, "date: not known");
    const std::string line = "date: " + shown_date(date);
    if (!explained.time) return write_wrapped(kDetailIndent, line + ", the day of publication");
    const auto& tokens = document_.sentences[explained.relation.evidence.sentence].tokens;
    const TextSpan span =
        cover(tokens[explained.time->first].span, tokens[explained.time->last - 1].span);
    write_wrapped(kDetailIndent, line + " by " + quoted(words(span)));
  }

  std::string_view words(TextSpan span) const { return slice(document_.article.text, span); }
  const std::string& form(std::uint32_t sentence, std::uint32_t token) const {
    return document_.sentences[sentence].tokens[token].form;
  }

  void write_wrapped(std::size_t indent, const std::string& text) {
    constexpr std::size_t kHanging = 4;
    std::size_t at = indent;
    for (const std::string& line : wrap(text, columns_ - indent - kHanging)) {
      out_ << std::string(at, ' ') << line << '\n';
      at = indent + kHanging;
    }
  }

  std::ostream& out_;
  const Explanation& explanation_;
  const Document& document_;
  LexiconLines& lexicon_;
  std::size_t columns_;
};

}  // namespace

void write_explanation(std::ostream& out, const Explanation& explanation, LexiconLines& lexicon,
                       std::size_t columns) {
  TextWriter(out, explanation, lexicon, columns).write();
}

}  // namespace entente
