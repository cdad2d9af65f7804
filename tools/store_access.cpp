#include "tools/store_access.h"

#include <cstdlib>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t kArticlesKept = 64;  // texts; neighbours in time mostly share their article

Error missing_article(const std::string& id) {
  return Error{Error::Code::kCorrupt,
               "the store has relations of article '" + id + "' but not the article itself"};
}

}  // namespace

void StoreOption::declare(OptionTable& options) {
  options.add("--db", folder, "folder of the store (default: $ENTENTE_DB)");
}

Result<std::unique_ptr<Store>> StoreOption::open(OpenMode mode) const {
  if (!folder.empty()) return open_rocks_store(folder, mode);
  const char* set = std::getenv("ENTENTE_DB");
  if (set != nullptr && *set != '\0') return open_rocks_store(set, mode);
  return Error{Error::Code::kUsage, "no store is named; use --db DIR or set ENTENTE_DB"};
}

Result<Actor> RecordReader::actor(const std::string& id) {
  const auto known = actors_.find(id);
  if (known != actors_.end()) return known->second;
  auto stored = store_.actor(id);
  if (!stored.ok()) return stored.error();
  Actor actor = stored->value_or(Actor{});
  if (actor.id.empty()) actor.id = actor.name = id;
  actors_.emplace(id, actor);
  return actor;
}

Result<const Article*> RecordReader::article(const std::string& id) {
  const auto known = articles_.find(id);
  if (known != articles_.end()) return &known->second;
  auto stored = store_.article(id);
  if (!stored.ok()) return stored.error();
  if (!stored->has_value()) return missing_article(id);
  if (articles_.size() >= kArticlesKept) articles_.clear();
  return &articles_.emplace(id, std::move(**stored)).first->second;
}

Result<RelationRecord> RecordReader::record(const StoredRelation& stored) {
  auto found = article(stored.article);
  if (!found.ok()) return found.error();
  auto subject = actor(stored.relation.subject);
  if (!subject.ok()) return subject.error();
  auto object = actor(stored.relation.object);
  if (!object.ok()) return object.error();
  return make_record(**found, *subject, *object, stored.relation, stored.ordinal);
}

Result<void> RecordReader::scan(const RelationFilter& filter,
                                const std::function<bool(const RelationRecord&)>& visit) {
  std::optional<Error> failure;
  auto scanned = store_.scan(filter, [&](const StoredRelation& stored) {
    auto read = record(stored);
    if (!read.ok()) failure = read.error();
    return read.ok() && visit(*read);
  });
  if (!scanned.ok()) return scanned.error();
  if (failure) return *failure;
  return {};
}

}  // namespace entente
