#include "query/find_actor.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "core/unicode.h"

namespace entente {
namespace {

constexpr std::size_t kCandidatesNamed = 8;

std::string_view without_prefix(std::string_view id) {
  const auto colon = id.find(':');
  return colon == std::string_view::npos ? id : id.substr(colon + 1);
}

// The text starts at a word of `name`; both are folded.
bool starts_a_word(std::string_view name, std::string_view text) {
  for (auto at = name.find(text); at != std::string_view::npos; at = name.find(text, at + 1)) {
    if (at == 0 || name[at - 1] == ' ' || name[at - 1] == '-') return true;
  }
  return false;
}

// `*` any text, `?` one character: the usual two-pointer match, linear but for backtracking to the
// latest star.
bool matches_wildcards(std::string_view text, std::string_view pattern) {
  std::size_t t = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t += code_point_at(text, t).length;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

template <typename Predicate>
bool any_name(const Actor& actor, Predicate holds) {
  if (holds(fold_for_matching(actor.name)) || holds(fold_for_matching(actor.id))) return true;
  return std::any_of(actor.aliases.begin(), actor.aliases.end(),
                     [&](const std::string& alias) { return holds(fold_for_matching(alias)); });
}

Error not_found(std::string_view typed) {
  return Error{Error::Code::kNotFound, "no actor in this store is called '" + std::string(typed) +
                                           "'; list the actors to see how names are written"};
}

Error ambiguous(std::string_view typed, const std::vector<Actor>& actors) {
  std::string list;
  for (std::size_t i = 0; i < std::min(actors.size(), kCandidatesNamed); ++i) {
    list += (i > 0 ? ", " : "") + actors[i].id;
  }
  if (actors.size() > kCandidatesNamed) {
    list += " and " + std::to_string(actors.size() - kCandidatesNamed) + " more";
  }
  return Error{Error::Code::kUsage,
               "'" + std::string(typed) + "' may be several actors; use one of the ids " + list};
}

Result<Actor> only_one(std::string_view typed, std::vector<Actor> actors) {
  if (actors.empty()) return not_found(typed);
  if (actors.size() == 1) return std::move(actors.front());
  const auto is_display_name = [&](const Actor& actor) { return actor.name == typed; };
  const auto named = std::find_if(actors.begin(), actors.end(), is_display_name);
  if (named != actors.end() && std::none_of(named + 1, actors.end(), is_display_name)) {
    return *named;
  }
  return ambiguous(typed, actors);
}

template <typename Predicate>
std::vector<Actor> chosen(const std::vector<Actor>& actors, Predicate holds) {
  std::vector<Actor> out;
  std::copy_if(actors.begin(), actors.end(), std::back_inserter(out), holds);
  return out;
}

bool is_listed(const Actor& actor, const std::string& pattern, const ActorListOptions& options) {
  if (options.kind && actor.kind != *options.kind) return false;
  if (!options.country.empty() && actor.country != options.country) return false;
  const bool has_wildcards = pattern.find_first_of("*?") != std::string::npos;
  return any_name(actor, [&](const std::string& name) {
    return has_wildcards ? matches_wildcards(name, pattern)
                         : name.find(pattern) != std::string::npos;
  });
}

}  // namespace

Result<Actor> find_actor(const Store& store, std::string_view typed) {
  if (typed.empty()) return Error{Error::Code::kUsage, "the name of the actor is empty"};
  const auto by_id = store.actor(typed);
  if (!by_id.ok()) return by_id.error();
  if (by_id->has_value()) return **by_id;
  auto by_name = store.find_actors(typed);  // an id without its prefix is a name too
  if (!by_name.ok()) return by_name.error();
  auto found = chosen(*by_name, [&](const Actor& a) { return without_prefix(a.id) == typed; });
  if (!found.empty()) return only_one(typed, std::move(found));
  if (!by_name->empty()) return only_one(typed, std::move(*by_name));
  const std::string folded = fold_for_matching(typed);
  if (folded.empty()) return not_found(typed);
  const auto all = store.actors();
  if (!all.ok()) return all.error();
  return only_one(typed, chosen(*all, [&](const Actor& actor) {
                    return any_name(actor, [&](const std::string& name) {
                      return starts_a_word(name, folded);
                    });
                  }));
}

Result<std::vector<ActorRow>> list_actors(const Store& store, const ActorListOptions& options) {
  const auto all = store.actors();
  if (!all.ok()) return all.error();
  std::unordered_map<std::string, std::uint64_t> counts;
  if (options.count_relations) {
    const auto counted = store.scan_by_article({}, [&](const StoredRelation& stored) {
      ++counts[stored.relation.subject];
      if (stored.relation.object != stored.relation.subject) ++counts[stored.relation.object];
      return true;
    });
    if (!counted.ok()) return counted.error();
  }
  const std::string pattern = fold_for_matching(options.pattern);
  std::vector<ActorRow> rows;
  for (const Actor& actor : *all) {
    if (is_listed(actor, pattern, options)) rows.push_back({actor, counts[actor.id]});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const ActorRow& a, const ActorRow& b) { return a.relations > b.relations; });
  if (options.limit > 0 && rows.size() > options.limit) rows.resize(options.limit);
  return rows;
}

}  // namespace entente
