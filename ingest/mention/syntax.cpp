#include "ingest/mention/syntax.h"

#include <algorithm>

#include "core/unicode.h"

namespace entente {

Syntax::Syntax(const Sentence& sentence) : sentence_(sentence) {
  const auto& tokens = sentence.tokens;
  begins_.assign(tokens.size() + 1, 0);
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (head(i) >= 0) ++begins_[static_cast<std::size_t>(head(i)) + 1];
  }
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  children_.resize(begins_.back());
  std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (head(i) >= 0) children_[next[static_cast<std::size_t>(head(i))]++] = i;
  }
}

std::int32_t Syntax::head(std::uint32_t i) const {
  const std::int32_t head = token(i).head;
  const bool is_token = head >= 0 && head < static_cast<std::int32_t>(sentence_.tokens.size());
  return is_token && head != static_cast<std::int32_t>(i) ? head : -1;
}

std::span<const std::uint32_t> Syntax::children(std::uint32_t i) const {
  return std::span(children_).subspan(begins_[i], begins_[i + 1] - begins_[i]);
}

bool Syntax::dominates(std::uint32_t a, std::uint32_t b) const {
  std::int32_t at = static_cast<std::int32_t>(b);
  for (std::uint32_t steps = 0; at >= 0 && steps <= size(); ++steps) {
    if (at == static_cast<std::int32_t>(a)) return true;
    at = head(static_cast<std::uint32_t>(at));
  }
  return false;
}

std::int32_t Syntax::child(std::uint32_t i, std::string_view relation) const {
  for (const std::uint32_t c : children(i)) {
    if (has_relation(token(c), relation)) return static_cast<std::int32_t>(c);
  }
  return -1;
}

std::uint32_t Syntax::left_edge(std::uint32_t i) const {
  std::uint32_t edge = i;
  for (std::uint32_t steps = 0; steps <= size(); ++steps) {
    if (children(edge).empty() || children(edge).front() > edge) return edge;
    edge = children(edge).front();
  }
  return edge;
}

std::uint32_t Syntax::right_edge(std::uint32_t i) const {
  std::uint32_t edge = i;
  for (std::uint32_t steps = 0; steps <= size(); ++steps) {
    if (children(edge).empty() || children(edge).back() < edge) return edge + 1;
    edge = children(edge).back();
  }
  return edge + 1;
}

std::int32_t Syntax::predicate(std::uint32_t i) const {
  std::int32_t at = head(i);
  for (std::uint32_t steps = 0; at >= 0 && steps <= size(); ++steps) {
    const auto index = static_cast<std::uint32_t>(at);
    if (token(index).upos == Upos::kVerb || child(index, "nsubj") >= 0) return at;
    at = head(index);
  }
  return -1;
}

std::uint32_t Syntax::depth(std::uint32_t i) const {
  std::uint32_t depth = 0;
  std::int32_t at = head(i);
  while (at >= 0 && depth <= size()) {
    ++depth;
    at = head(static_cast<std::uint32_t>(at));
  }
  return depth;
}

bool has_relation(const Token& token, std::string_view relation) {
  const std::string_view own = token.deprel;
  return own.substr(0, relation.size()) == relation &&
         (own.size() == relation.size() || own[relation.size()] == ':');
}

bool has_feature(const Token& token, std::string_view feature) {
  const std::string_view all = token.feats;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('|', at), all.size());
    if (all.substr(at, end - at) == feature) return true;
    at = end + 1;
  }
  return false;
}

std::string lemma_of(const Token& token) {
  return to_lower(token.lemma.empty() || token.lemma == "_" ? token.form : token.lemma);
}

}  // namespace entente
