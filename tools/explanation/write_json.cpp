#include <cmath>
#include <string>

#include <nlohmann/json.hpp>

#include "tools/explanation/write_explanation.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

double rounded(float value) { return std::round(static_cast<double>(value) * 100) / 100; }

class JsonBuilder {
 public:
  JsonBuilder(const Explanation& explanation, LexiconLines& lexicon)
      : explanation_(explanation), document_(explanation.document), lexicon_(lexicon) {}

  Json build() {
    Json out;
    const Article& article = document_.article;
    out["article"] = article.id;
    out["published"] = article.published ? Json(to_string(*article.published)) : Json();
    out["title"] = text_or_null(article.title);
    out["sentences"] = Json::array();
    for (std::uint32_t s = 0; s < document_.sentences.size(); ++s) {
      out["sentences"].push_back(sentence(s));
    }
    return out;
  }

 private:
  Json sentence(std::uint32_t number) {
    Json out = spanned(document_.sentences[number].span);
    out["mentions"] = Json::array();
    for (std::uint32_t m = 0; m < document_.mentions.size(); ++m) {
      if (document_.mentions[m].sentence == number) out["mentions"].push_back(mention(m));
    }
    out["relations"] = Json::array();
    for (std::size_t r = 0; r < explanation_.relations.size(); ++r) {
      if (explanation_.relations[r].relation.evidence.sentence == number) {
        out["relations"].push_back(relation(r));
      }
    }
    return out;
  }

  Json mention(std::uint32_t m) const {
    const Mention& it = document_.mentions[m];
    Json out = spanned(it.span);
    out["actors"] = Json::array();
    for (const std::uint32_t actor : it.actors) out["actors"].push_back(document_.actors[actor].id);
    out["confidence"] = rounded(it.confidence);
    out["why"] = text_or_null(it.why);
    out["reference"] = text_or_null(it.reference);
    out["reference_confidence"] =
        it.reference.empty() ? Json() : Json(rounded(it.reference_confidence));
    out["antecedents"] = Json::array();
    for (const std::uint32_t earlier : it.antecedents) {
      out["antecedents"].push_back(spanned(document_.mentions[earlier].span));
    }
    out["candidates"] = Json::array();
    for (const MentionCandidate& candidate : explanation_.candidates[m]) {
      Json one;
      one["who"] = candidate.who;
      one["share"] = candidate.share > 0 ? Json(rounded(candidate.share)) : Json();
      out["candidates"].push_back(one);
    }
    return out;
  }

  Json relation(std::size_t r) {
    const ExplainedRelation& explained = explanation_.relations[r];
    const Relation& it = explained.relation;
    Json out;
    out["subject"] = it.subject;
    out["relation"] = it.predicate;
    out["object"] = it.object;
    out["type"] = to_string(it.type);
    out["cameo"] = text_or_null(it.cameo);
    out["reciprocal"] = it.reciprocal;
    out["negated"] = it.negated;
    out["modality"] = to_string(it.modality);
    out["attributed_to"] = text_or_null(it.attributed_to);
    out["confidence"] = rounded(it.confidence);
    out["rule"] = rule(explanation_.rules[r]);
    out["words"] = {{"subject", spanned(it.evidence.subject)},
                    {"predicate", spanned(it.evidence.predicate)},
                    {"object", spanned(it.evidence.object)},
                    {"with", used_words(explained)}};
    out["status"] = Json::array();
    for (const StatusNote& note : explained.status) {
      Json one = token(it.evidence.sentence, note.token);
      one["rule"] = note.rule;
      out["status"].push_back(one);
    }
    out["date"] = date(explained);
    out["place"] = text_or_null(it.place);
    return out;
  }

  Json used_words(const ExplainedRelation& explained) const {
    Json out = Json::array();
    for (const std::uint32_t used : explained.used) {
      if (used != explained.predicate_token) {
        out.push_back(token(explained.relation.evidence.sentence, used));
      }
    }
    return out;
  }

  Json rule(const RuleSource& source) {
    if (source.file.empty()) return nullptr;
    const LexiconLine line = lexicon_.find(source);
    Json out;
    out["file"] = source.file;
    out["line"] = source.line;
    out["sense"] = text_or_null(line.sense);
    out["pattern"] = text_or_null(line.pattern);
    out["example"] = text_or_null(line.example);
    return out;
  }

  Json date(const ExplainedRelation& explained) const {
    const auto& period = explained.relation.date;
    if (!period) return nullptr;
    Json out;
    out["date"] = to_string(period->date);
    out["precision"] = to_string(period->precision);
    out["basis"] = to_string(period->basis);
    const auto& tokens = document_.sentences[explained.relation.evidence.sentence].tokens;
    out["words"] = explained.time ? spanned(cover(tokens[explained.time->first].span,
                                                  tokens[explained.time->last - 1].span))
                                  : Json();
    return out;
  }

  Json token(std::uint32_t sentence, std::uint32_t number) const {
    return spanned(document_.sentences[sentence].tokens[number].span);
  }

  Json spanned(TextSpan span) const {
    Json out;
    out["text"] = std::string(slice(document_.article.text, span));
    out["begin"] = span.begin;
    out["end"] = span.end;
    return out;
  }

  const Explanation& explanation_;
  const Document& document_;
  LexiconLines& lexicon_;
};

}  // namespace

void write_explanation_json(std::ostream& out, const Explanation& explanation,
                            LexiconLines& lexicon) {
  out << JsonBuilder(explanation, lexicon)
             .build()
             .dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace entente
