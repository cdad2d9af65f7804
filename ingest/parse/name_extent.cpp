#include "ingest/parse/name_extent.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/unicode.h"

namespace entente {
namespace {

// Names are no longer than this many tokens on either side of their head.
constexpr std::size_t kLongestRun = 16;

// Heads that take "on" besides "of": most do not ("the court on Monday").
constexpr std::array<std::string_view, 6> kBodiesOn = {"Committee", "Subcommittee", "Commission",
                                                       "Council",   "Institute",    "Conference"};

bool is_capital(const Token& token) { return is_upper_initial(token.form); }

// One look-up for a word in capitals, a prefix (al-Qaeda), a digit (3M), a name in small letters.
const OrganisationNames::Word* look_up(const std::vector<Token>& tokens, std::size_t i,
                                       const OrganisationNames& names) {
  const Token& token = tokens[i];
  const bool prefix = i + 1 < tokens.size() && tokens[i + 1].form == "-";
  if (is_capital(token) || prefix || is_digit(code_point_at(token.form, 0).value)) {
    return names.find(token.form);
  }
  return token.upos == Upos::kPropn ? names.find(capitalised(token.form)) : nullptr;
}

}  // namespace

NameExtent::NameExtent(const std::vector<Token>& tokens, const NameLabels& labels,
                       const OrganisationNames& names)
    : tokens_(tokens), labels_(labels), words_(tokens.size()) {
  for (std::size_t i = 0; i < tokens.size(); ++i) words_[i] = look_up(tokens, i, names);
}

bool NameExtent::is_linked(std::size_t a, std::size_t b) const {
  return tokens_[a].head == static_cast<std::int32_t>(b) ||
         tokens_[b].head == static_cast<std::int32_t>(a) || tokens_[a].head == tokens_[b].head;
}

// A word that the table says is no part of a name: days, months, "The".
bool NameExtent::is_barred(std::size_t i) const {
  if (words_[i] == nullptr) return false;
  return std::any_of(words_[i]->names.begin(), words_[i]->names.end(), [](const auto& name) {
    return name.rest.empty() && name.kind == OrganisationNames::Kind::kNot;
  });
}

bool NameExtent::is_part(std::size_t i) const {
  if (i >= tokens_.size() || !is_capital(tokens_[i]) || is_barred(i)) return false;
  switch (tokens_[i].upos) {
    case Upos::kPropn:
      return true;
    case Upos::kVerb:  // Heaven Sent Gaming, Fair Trading Commission
      return i > 0 && (tokens_[i].xpos == "VBN" || tokens_[i].xpos == "VBG");
    case Upos::kAdj:
    case Upos::kNoun:
    case Upos::kNum:
    case Upos::kX:
      return i > 0;
    default:
      return false;
  }
}

bool NameExtent::descends(std::size_t i, std::size_t from) const {
  auto node = static_cast<std::int32_t>(i);
  for (std::size_t steps = 0; node >= 0 && steps <= tokens_.size(); ++steps) {
    if (node == static_cast<std::int32_t>(from)) return true;
    node = tokens_[static_cast<std::size_t>(node)].head;
  }
  return false;
}

std::size_t NameExtent::begin_before(std::size_t head) const {
  std::size_t first = head;
  while (first > 0 && head - first < kLongestRun) {
    const std::size_t i = first - 1;
    if (is_part(i)) {
      first = i;
    } else if (i > 0 && is_part(i - 1) && joins(i, head)) {
      first = i - 1;
    } else {
      break;
    }
  }
  return after_person(first, head);
}

// "Ann Oak | Acme Ltd." in a signature; "Ann Oak Foundation" is one name.
std::size_t NameExtent::after_person(std::size_t first, std::size_t head) const {
  if (first >= head || tokens_[first].entity != EntityType::kPerson) return first;
  const std::size_t end = labels_.around(first).last;
  return end - first > 1 && end < head ? end : first;
}

bool NameExtent::joins(std::size_t i, std::size_t head) const {
  const std::string& form = tokens_[i].form;
  if (form == "-") return !tokens_[i].space_after;
  if (form == "'s" || form == "'") return has_use(i - 1, OrganisationNames::kOwner);
  if (form == "&") return true;
  return form == "and" && i + 1 < head && descends(i - 1, head) && !labels_.begins(i + 1) &&
         tokens_[i - 1].entity != EntityType::kPerson;
}

std::size_t NameExtent::end_after(std::size_t head) const {
  std::size_t at = head + 1;
  const bool on = is_form(at, "on") && std::find(kBodiesOn.begin(), kBodiesOn.end(),
                                                 tokens_[head].form) != kBodiesOn.end();
  if (!on && !is_form(at, "of") && !is_form(at, "for")) return head + 1;
  const std::size_t first = after_article(at + 1);
  if (!may_follow(first) || !descends(first, head)) return head + 1;
  return end_of_run(first);
}

std::size_t NameExtent::end_of_run(std::size_t first) const {
  std::size_t last = first + 1;
  while (last < tokens_.size() && last - first < kLongestRun) {
    if (may_follow(last) && !has_use(last, OrganisationNames::kTitle)) {
      ++last;
    } else if (is_form(last, "of") && may_follow(after_article(last + 1))) {
      last = after_article(last + 1) + 1;
    } else if ((is_form(last, "and") || is_form(last, "&")) && may_follow(last + 1) &&
               continues_list(last + 1, first)) {
      last += 2;
    } else if (is_form(last, "-") && !tokens_[last].space_after && may_follow(last + 1)) {
      last += 2;
    } else {
      break;
    }
  }
  return last;
}

// "Housing and | Urban Development": a part of the tail, no organisation of its own.
bool NameExtent::continues_list(std::size_t i, std::size_t first) const {
  if (!descends(i, first)) return false;
  if (labels_.begins(i) && tokens_[i].entity == EntityType::kOrganization) return false;
  while (i < tokens_.size() && is_part(i)) {
    if (has_use(i, OrganisationNames::kHead)) return false;
    ++i;
  }
  return true;
}

}  // namespace entente
