#include "tests/eval/coactors.h"

#include "ingest/event/participants.h"
#include "ingest/event/tree.h"

namespace entente {
namespace {

// The tokens joined with `start` by "and", commas and the like.
std::set<std::size_t> coordination(const Tree& tree, const std::set<std::size_t>& start) {
  std::set<std::size_t> found = start;
  for (std::size_t before = 0; before != found.size();) {
    before = found.size();
    for (std::size_t t = 0; t < tree.size(); ++t) {
      if (tree.rel(t) != Rel::kConj || tree.head(t) < 0) continue;
      const auto head = static_cast<std::size_t>(tree.head(t));
      if (found.contains(t) || found.contains(head)) found.insert({t, head});
    }
  }
  return found;
}

// Heads of the mentions that touch the seed, and whatever is coordinated inside it.
std::set<std::size_t> heads_within(const Document& document, std::uint32_t sentence,
                                   const Tree& tree, TextSpan seed) {
  std::set<std::size_t> heads;
  for (const Mention& mention : document.mentions) {
    if (mention.sentence != sentence || mention.actors.empty()) continue;
    if (mention.span.begin < seed.end && seed.begin < mention.span.end) heads.insert(mention.head);
  }
  for (std::size_t t = 0; t < tree.size(); ++t) {
    const TextSpan span = tree.token(t).span;
    if (span.begin < seed.begin || span.end > seed.end) continue;
    if (tree.rel(t) == Rel::kConj) heads.insert(t);
  }
  return heads;
}

}  // namespace

std::set<std::string> coordinated_actors(const Document& document, std::string_view seed) {
  std::set<std::string> ids;
  const std::size_t at = document.article.text.find(seed);
  if (at == std::string::npos) return ids;
  const TextSpan range{static_cast<std::uint32_t>(at),
                       static_cast<std::uint32_t>(at + seed.size())};
  for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    if (sentence.span.end <= range.begin || range.end <= sentence.span.begin) continue;
    const Tree tree = tree_of(document, s);
    const Participants participants(document, s, tree);
    for (const std::size_t token : coordination(tree, heads_within(document, s, tree, range))) {
      for (const Participant& one : participants.named(token)) {
        ids.insert(document.actors[one.actor].id);
      }
    }
  }
  return ids;
}

}  // namespace entente
