#include "storage/shown_actors.h"

#include <algorithm>
#include <utility>

#include "core/unicode.h"
#include "storage/content.h"

namespace entente {

namespace {

bool comes_before(const Actor& a, const Actor& b) { return a.id < b.id; }

// Whether any article whose mentions show as `id` gave this record.
Result<bool> shows_as(const Records& records, const MergeView& view, const VariantKey& variant,
                      const std::string& stored, const std::string& id) {
  const std::string prefix = variant_key(variant.actor, variant.variant);
  Cursor cursor =
      records.database().cursor(Family::kMention, prefix_range(prefix), records.snapshot());
  for (; cursor.valid(); cursor.next()) {
    const std::optional<ArticleNumber> article = parse_mention_article(cursor.key());
    if (!article) return records.corrupt("a mention is unreadable");
    const Result<ArticleRecord> record = records.article(*article);
    if (!record) return record.error();
    if (view.shown(record->article.id, stored) == id) return true;
  }
  const Result<void> status = cursor.status();
  return status.ok() ? Result<bool>(false) : status.error();
}

// Leaves the records of the stored actor `stored` that articles gave whose mentions show as `id`.
Result<void> keep_shown(const Records& records, const MergeView& view, ActorNumber number,
                        const std::string& stored, const std::string& id,
                        std::vector<Actor>& given) {
  std::vector<Actor> kept;
  for (Actor& actor : given) {
    const VariantKey variant{number, variant_hash(encode_actor(actor))};
    const Result<bool> shows = shows_as(records, view, variant, stored, id);
    if (!shows) return shows.error();
    if (*shows) kept.push_back(std::move(actor));
  }
  given = std::move(kept);
  return {};
}

// The records of one stored actor that show under `id`.
Result<std::vector<Actor>> records_shown(const Records& records, const MergeView& view,
                                         const std::string& stored, const std::string& id) {
  std::vector<Actor> given;
  const Result<std::optional<ActorNumber>> number = records.actor_number(stored);
  if (!number) return number.error();
  if (!number->has_value()) return given;
  const bool depends = view.depends_on_article(stored);
  if (!depends && view.shown(stored) != id) return given;
  Result<std::vector<Actor>> all = records.variants(**number);
  if (!all) return all.error();
  given = std::move(*all);
  if (!depends) return given;
  const Result<void> kept = keep_shown(records, view, **number, stored, id, given);
  return kept.ok() ? Result<std::vector<Actor>>(std::move(given)) : kept.error();
}

// The actors that show under ids which decisions name, by id.
Result<std::vector<Actor>> touched_actors(const Records& records, const MergeView& view) {
  std::vector<Actor> actors;
  for (const std::string& id : view.touched()) {
    Result<std::optional<Actor>> actor = shown_actor(records, view, id);
    if (!actor) return actor.error();
    if (actor->has_value()) actors.push_back(std::move(**actor));
  }
  return actors;
}

Result<void> add_untouched(const Records& records, const MergeView& view,
                           std::vector<Actor>& actors) {
  Cursor cursor = records.database().cursor(Family::kActorKey, {}, records.snapshot());
  for (; cursor.valid(); cursor.next()) {
    if (view.touches(cursor.key())) continue;
    const std::optional<ActorNumber> number = parse_actor_key(cursor.value());
    if (!number) return records.corrupt("the number of an actor is unreadable");
    Result<Actor> actor = records.actor(*number);
    if (!actor) return actor.error();
    actors.push_back(std::move(*actor));
  }
  return cursor.status();
}

// Names are folded by a library that changes over the years, so an alias may outlive its record;
// it counts only while the record is there.
Result<std::vector<ActorNumber>> actors_named(const Records& records, const std::string& folded) {
  std::vector<ActorNumber> found;
  Cursor cursor = records.database().cursor(Family::kAlias, prefix_range(alias_prefix(folded)),
                                            records.snapshot());
  for (; cursor.valid(); cursor.next()) {
    const std::optional<VariantKey> variant = parse_alias_key(cursor.key(), folded);
    if (!variant || (!found.empty() && found.back() == variant->actor)) continue;
    const auto record = records.database().get(
        Family::kVariant, variant_key(variant->actor, variant->variant), records.snapshot());
    if (!record) return record.error();
    if (record->has_value()) found.push_back(variant->actor);
  }
  const Result<void> status = cursor.status();
  return status.ok() ? Result<std::vector<ActorNumber>>(std::move(found)) : status.error();
}

}  // namespace

Result<std::optional<Actor>> shown_actor(const Records& records, const MergeView& view,
                                         const std::string& id) {
  std::vector<Actor> own;
  std::vector<Actor> others;
  for (const std::string& stored : view.sources(id)) {
    Result<std::vector<Actor>> given = records_shown(records, view, stored, id);
    if (!given) return given.error();
    std::vector<Actor>& kept = stored == id ? own : others;
    std::move(given->begin(), given->end(), std::back_inserter(kept));
  }
  if (own.empty() && others.empty()) return std::optional<Actor>();
  return std::optional(unite_merged(id, std::move(own), std::move(others)));
}

Result<std::vector<Actor>> shown_actors(const Records& records, const MergeView& view) {
  Result<std::vector<Actor>> actors = touched_actors(records, view);
  if (!actors) return actors.error();
  const Result<void> added = add_untouched(records, view, *actors);
  if (!added) return added.error();
  std::sort(actors->begin(), actors->end(), comes_before);
  return actors;
}

Result<std::vector<Actor>> shown_actors_named(const Records& records, const MergeView& view,
                                              std::string_view name) {
  const std::string folded = fold_for_matching(name);
  if (folded.empty()) return std::vector<Actor>();
  Result<std::vector<Actor>> actors = touched_actors(records, view);
  if (!actors) return actors.error();
  std::erase_if(*actors, [&](const Actor& actor) {
    const std::vector<std::string> names = folded_names(actor);
    return !std::binary_search(names.begin(), names.end(), folded);
  });
  const Result<std::vector<ActorNumber>> numbers = actors_named(records, folded);
  if (!numbers) return numbers.error();
  for (const ActorNumber number : *numbers) {
    Result<Actor> actor = records.actor(number);
    if (!actor) return actor.error();
    if (!view.touches(actor->id)) actors->push_back(std::move(*actor));
  }
  std::sort(actors->begin(), actors->end(), comes_before);
  return actors;
}

Result<std::uint64_t> count_shown(const Records& records, const MergeView& view,
                                  std::uint64_t stored) {
  for (const std::string& id : view.touched()) {
    const Result<std::optional<ActorNumber>> number = records.actor_number(id);
    if (!number) return number.error();
    if (number->has_value()) --stored;
  }
  const Result<std::vector<Actor>> shown = touched_actors(records, view);
  return shown.ok() ? Result<std::uint64_t>(stored + shown->size()) : shown.error();
}

}  // namespace entente
