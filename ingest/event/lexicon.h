#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.h"
#include "graph/event_type.h"

namespace entente {

// The relation lexicon: which words in which constructions mean which relation. Read from
// data/relations/*.tsv; the format and its meaning are in docs/relation_lexicon.md.

enum class PatternPos : std::uint8_t { kVerb, kNoun, kAdjective };
enum class SlotRole : std::uint8_t { kSource, kTarget, kMediator };

// "T?:with,against": who takes the role, in order of preference.
struct Slot {
  SlotRole role = SlotRole::kSource;
  bool optional = false;
  std::vector<std::string> functions;
};

// "obj=talk|meeting", "obj=!ball", "obj@actor": a filler that must (not) be there.
struct WordConstraint {
  std::vector<std::string> functions;  // alternatives
  bool negated = false;
  bool must_be_actor = false;
  bool of_class = false;  // names a class of words: <weapons>
  std::vector<std::string> lemmas;
};

struct PatternFlags {
  bool reciprocal = false;
  bool negated = false;
  bool planned = false;
  bool direct = false;  // the target itself, not the owner of the filler
  bool swap = false;
  bool weak = false;  // true too seldom to stand alone: lower confidence, nothing is guessed
};

// Where a line stands and what it promises: one invented sentence and its relation.
struct LexiconExample {
  std::string file;  // without folder
  std::uint32_t line = 0;
  std::string sentence;
  std::string subject;  // a word of the subject's name
  std::string object;   // empty: the sentence yields only one end
};

struct Pattern {
  std::string trigger;   // lemma
  std::string particle;  // "out" of carry+out, or empty
  PatternPos pos = PatternPos::kVerb;
  std::vector<Slot> slots;
  std::vector<WordConstraint> constraints;
  EventType type = EventType::kStatement;
  std::string cameo;  // empty for ROLE
  PatternFlags flags;
  std::string label;
  std::uint32_t example = 0;  // index into RelationLexicon::examples()
};

// What a predicate does to the event of its complement clause.
enum class Effect : std::uint8_t {
  kAgree,
  kRefuse,
  kThreaten,
  kRequest,
  kAccuse,
  kPraise,
  kDeny,
  kPlan,
  kTry,
  kCause,
  kPrevent,
  kAllow,
  kHelp,
  kBegin,
  kContinue,
  kStop,
  kFail,
  kPromise,
  kSay,
};

struct Composition {
  std::string trigger;
  std::string particle;
  PatternPos pos = PatternPos::kVerb;
  std::string complement;  // inf, ing, that, obj-inf, n:to-inf, "of-ing" ...
  bool object_acts = false;
  Effect effect = Effect::kSay;
  std::string cameo;  // without an inner event
  PatternFlags flags;
  std::string label;
  std::uint32_t example = 0;
};

// Immutable after load; may be shared by all threads.
class RelationLexicon {
 public:
  // Reads all *.tsv of the folder, in the order of their names. Fails with file, line and what is
  // wrong on the first malformed line; a missing folder is kNotFound.
  static Result<RelationLexicon> load(const std::string& dir);
  // The same from one table in memory; `name` is the file's name ("composition.tsv" has the other
  // columns). Adds to what is there.
  Result<void> add(std::string_view table, const std::string& name);

  // Patterns with this trigger lemma, any particle; positions into patterns().
  std::span<const std::uint32_t> patterns_of(std::string_view lemma, PatternPos pos) const;
  std::span<const std::uint32_t> compositions_of(std::string_view lemma, PatternPos pos) const;

  // The lemma to look up: the analyser's, or for a verb form that it got wrong the lexicon's word
  // that is written so ("expelled" -> "expel"). See base_form.h.
  std::string lookup_lemma(std::string_view form, std::string_view lemma, PatternPos pos) const;

  const std::vector<Pattern>& patterns() const { return patterns_; }
  const std::vector<Composition>& compositions() const { return compositions_; }
  const std::vector<LexiconExample>& examples() const { return examples_; }
  // Changes with the content of the tables.
  std::uint64_t checksum() const { return checksum_; }

 private:
  Result<void> add_line(std::string_view line, const std::string& name, std::uint32_t number);
  Result<void> add_pattern(const std::vector<std::string_view>& cells);
  Result<void> add_composition(const std::vector<std::string_view>& cells);
  void add_example(std::string_view cell, const std::string& name, std::uint32_t number);
  Result<void> add_class(const std::vector<std::string_view>& cells);
  Result<void> parse_slots(std::string_view text, Pattern& pattern) const;
  Result<WordConstraint> parse_constraint(std::string_view text) const;

  using Index = std::unordered_map<std::string, std::vector<std::uint32_t>>;
  std::unordered_map<std::string, std::vector<std::string>> classes_;  // words by the class's name
  std::vector<Pattern> patterns_;
  std::vector<Composition> compositions_;
  std::vector<LexiconExample> examples_;
  Index pattern_index_[3];
  Index composition_index_[3];
  std::uint64_t checksum_ = 0xcbf29ce484222325ULL;
};

}  // namespace entente
