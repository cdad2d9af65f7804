#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"
#include "graph/relation.h"
#include "storage/values.h"

namespace entente {

// The rules that both stores share: what may be put, what counts as the same article, and what an
// actor is when several articles describe it.

// 128-bit FNV-1a over text, title, url, source, language and publication date, each with its
// length. Tells "the same article again" from "the article was changed"; not a defence against
// somebody who makes collisions on purpose.
ContentHash content_hash(const Article& article);

VariantHash variant_hash(std::string_view encoded_actor);

// Whether the store can take the article: ids are there, dates are valid, every actor of a relation
// is listed. kBadInput names what is missing.
Result<void> check_article(const ArticleRelations& article);

// Who read an article must be named: nothing stands for "not read yet".
Error no_version(const Article& article);

// The actors of one article, by id, with several records of one id united.
std::vector<Actor> united_cast(const std::vector<Actor>& actors);

// One actor out of what several articles say of it, independent of the order of `variants`, which
// must not be empty and must share one id. Of different names the longest is shown (then the first
// by bytes) and the others become aliases; a known kind wins over an unknown one (then the smaller
// number), the longest code and country over shorter ones. Aliases and offices are united, sorted.
// Each article's record stays stored, so that the union can be undone.
Actor unite_actors(std::vector<Actor> variants);

// The folded spellings that find_actors() knows the actor by: id, the part of the id after its
// colon, name and aliases; sorted, unique, not empty.
std::vector<std::string> folded_names(const Actor& actor);

}  // namespace entente
