#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/text_span.h"
#include "graph/actor.h"
#include "graph/article.h"

namespace entente {

// Universal part-of-speech tags.
enum class Upos : std::uint8_t {
  kX,
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
};
const char* to_string(Upos tag);

// Kinds of named entities that the analyser marks.
enum class EntityType : std::uint8_t {
  kNone,
  kPerson,
  kOrganization,
  kPlace,
  kNationality,
  kGroup,
  kEvent,
};
const char* to_string(EntityType type);

inline constexpr std::int32_t kNoHead = -2;  // not parsed
inline constexpr std::int32_t kRootHead = -1;

// One syntactic word in the conventions of UD English: clitics are words of their own ("do" "n't",
// "Xi" "'s"), hyphenated compounds are split at the hyphen. Stages fill it from left to right.
struct Token {
  TextSpan span;     // bytes in the article
  std::string form;  // the bytes under span, with typographic quotes and dashes made plain
  bool space_after = true;
  // ingest/parse from here on
  std::string lemma;
  Upos upos = Upos::kX;
  std::string xpos;             // Penn tag, if the analyser gives one
  std::string feats;            // UD features, "Mood=Ind|Tense=Past"
  std::int32_t head = kNoHead;  // index in the sentence, kRootHead, or kNoHead without a parse
  std::string deprel;           // "nsubj:pass"
  float arc_probability = 0;    // the parser's confidence in head, 0..1
  EntityType entity = EntityType::kNone;
  bool entity_begins = false;  // first token of its entity
};

// A sentence of an article. `paragraph` counts from 0; a title or headline is paragraph 0 too.
struct Sentence {
  TextSpan span;
  std::uint32_t paragraph = 0;
  std::vector<Token> tokens;
  bool is_cut = false;  // it ended for its length; what follows may belong to it
};

// How a mention refers.
enum class MentionForm : std::uint8_t {
  kName,       // Vladimir Putin, Russia, NATO
  kAdjective,  // Russian, US-led
  kNominal,    // the president, rebels, both sides
  kPronoun,    // he, they, we
};

// A stretch of a sentence that refers to one actor or several.
constexpr std::uint32_t kNoActor = static_cast<std::uint32_t>(-1);

struct Mention {
  std::uint32_t sentence = 0;
  std::uint32_t first = 0;  // tokens [first, last)
  std::uint32_t last = 0;
  std::uint32_t head = 0;  // the syntactic head's token
  TextSpan span;           // bytes, from the first token's to the last one's
  MentionForm form = MentionForm::kName;
  EntityType entity = EntityType::kNone;
  // ingest/mention/coreference: the mentions that this one refers to, as indices into
  // Document::mentions, mostly earlier ones; more than one for sets ("the two men"). `reference`
  // names the rule; see coreference.h for those that do not mean identity.
  std::vector<std::uint32_t> antecedents;
  float reference_confidence = 0;
  std::string reference;
  // ingest/actor from here on: indices into Document::actors; empty if it refers to no actor, more
  // than one for "the two men". `why` names the rule that decided, for people who check.
  std::vector<std::uint32_t> actors;
  float confidence = 0;
  std::string why;
  // Where a town or region stands for its state in `actors`: that place itself, for events between
  // the state and its own; kNoActor elsewhere.
  std::uint32_t place = kNoActor;
};

// An article on its way through the stages; each stage adds to it and changes nothing of the
// earlier ones' work.
struct Document {
  Article article;
  std::vector<Sentence> sentences;
  std::vector<Mention> mentions;  // by sentence, then first token; nested ones after the outer
  std::vector<Actor> actors;      // who occurs in the article, each once
};

}  // namespace entente
