#include "storage/verify.h"

#include <map>
#include <utility>

#include "storage/article_writer.h"
#include "storage/content.h"
#include "storage/likeness.h"

namespace entente {

namespace {

constexpr std::size_t kMostFindings = 100;

// Every expected entry is looked up and counted; as many entries as expected in a family then means
// exactly the expected ones.
class Verifier {
 public:
  explicit Verifier(const Records& records) : records_(records) {}

  Result<std::vector<std::string>> run() {
    const Result<std::uint64_t> filed = records_.meta_number(kFingerprintsName);
    if (!filed) return filed.error();
    is_filed_ = *filed > 0;
    for (const auto step :
         {&Verifier::check_articles, &Verifier::check_relations, &Verifier::check_variants,
          &Verifier::check_actors, &Verifier::check_sizes, &Verifier::check_counts}) {
      if (const Result<void> done = (this->*step)(); !done) return done.error();
    }
    return std::move(findings_);
  }

 private:
  using EntryVisitor = std::function<Result<void>(std::string_view key, std::string_view value)>;

  Result<void> for_each(Family family, const EntryVisitor& visit) const;
  Result<void> expect(Family family, const std::string& key, std::string_view value,
                      const std::string& whose);
  Result<void> check_articles();
  Result<void> check_article(ArticleNumber number, const ArticleRecord& record);
  Result<void> check_standing(ArticleNumber number, const Article& article,
                              const ArticleRecord& record);
  Result<void> check_relations();
  Result<void> check_variants();
  Result<void> check_variant(const VariantKey& key, const Actor& record);
  Result<void> check_actors();
  Result<void> check_sizes();
  Result<void> check_counts();
  Result<std::uint64_t> count_prefix(Family family, const std::string& prefix) const;
  void find(std::string words) {
    if (findings_.size() < kMostFindings) findings_.push_back(std::move(words));
  }

  const Records& records_;
  std::vector<std::string> findings_;
  std::map<Family, std::uint64_t> expected_;  // entries a family should have
  StoreCounts counted_;
  bool is_filed_ = false;  // not so in a store of an older program that nobody wrote on since
};

Result<void> Verifier::for_each(Family family, const EntryVisitor& visit) const {
  Cursor cursor = records_.database().cursor(family, {}, records_.snapshot());
  for (; cursor.valid(); cursor.next()) {
    if (Result<void> done = visit(cursor.key(), cursor.value()); !done) return done;
  }
  return cursor.status();
}

Result<void> Verifier::expect(Family family, const std::string& key, std::string_view value,
                              const std::string& whose) {
  ++expected_[family];
  const auto stored = records_.database().get(family, key, records_.snapshot());
  if (!stored) return stored.error();
  const std::string name = kFamilyNames[static_cast<std::size_t>(family)];
  if (!stored->has_value()) {
    find("the " + name + " entry of " + whose + " is missing");
  } else if (**stored != value) {
    find("the " + name + " entry of " + whose + " is wrong");
  }
  return {};
}

Result<void> Verifier::check_articles() {
  return for_each(Family::kArticleKey, [&](std::string_view id, std::string_view value) {
    const std::optional<std::uint64_t> number = decode_number(value);
    if (!number) return Result<void>(records_.corrupt("the number of an article is unreadable"));
    const Result<ArticleRecord> record = records_.article(ArticleNumber{*number});
    if (!record) return Result<void>(record.error());
    if (record->article.id != id) find("article '" + std::string(id) + "' has another's number");
    return check_article(ArticleNumber{*number}, *record);
  });
}

Result<void> Verifier::check_article(ArticleNumber number, const ArticleRecord& record) {
  const std::string whose = "article '" + record.article.id + "'";
  for (const Family family : {Family::kArticle, Family::kText, Family::kCast}) ++expected_[family];
  Result<std::string> text = records_.text(number);
  if (!text) return text.error();
  Article article = record.article;
  article.text = std::move(*text);
  if (content_hash(article) != record.hash) find("the content of " + whose + " was altered");
  if (Result<void> done = check_standing(number, article, record); !done) return done;
  const Result<std::vector<CastMember>> cast = records_.cast(number);
  if (!cast) return cast.error();
  for (const CastMember& member : *cast) {
    Result<void> done =
        expect(Family::kMention, mention_key(member.actor, member.variant, number), {}, whose);
    if (!done) return done;
  }
  const auto events = count_prefix(Family::kEvent, article_key(number));
  if (!events) return events.error();
  if (*events != record.relations) find(whose + " has lost or doubled relations");
  counted_.articles += 1;
  counted_.sentences += record.sentences;
  counted_.relations += *events;
  return {};
}

// An article that leads is filed under its fingerprint; a copy is listed under one that leads and
// has no relations.
Result<void> Verifier::check_standing(ArticleNumber number, const Article& article,
                                      const ArticleRecord& record) {
  const std::string whose = "article '" + article.id + "'";
  const Result<std::optional<CopyRecord>> copy = records_.copy(number);
  if (!copy) return copy.error();
  if (!copy->has_value()) {
    if (record.extractor_version.empty()) {
      if (Result<void> done = expect(Family::kWaiting, article.id, {}, whose); !done) {
        return done;
      }
    }
    if (!is_filed_) return {};
    for (const std::uint32_t key : fingerprint_of(article, profile_of(article.text)).keys()) {
      Result<void> done = expect(Family::kFingerprint, fingerprint_key(key, number), {}, whose);
      if (!done) return done;
    }
    return {};
  }
  ++expected_[Family::kCopy];
  const ArticleNumber leader = (*copy)->leader;
  const Result<std::optional<CopyRecord>> chain = records_.copy(leader);
  if (!chain) return chain.error();
  const Result<bool> exists = records_.has(Family::kArticle, article_key(leader));
  if (!exists) return exists.error();
  if (!*exists || chain->has_value()) find(whose + " is the copy of an article that does not lead");
  if (record.relations > 0) find(whose + " is a copy and has relations");
  return expect(Family::kCopies, copies_key(leader, number), {}, whose);
}

Result<std::uint64_t> Verifier::count_prefix(Family family, const std::string& prefix) const {
  std::uint64_t count = 0;
  Cursor cursor = records_.database().cursor(family, prefix_range(prefix), records_.snapshot());
  for (; cursor.valid(); cursor.next()) ++count;
  const Result<void> status = cursor.status();
  return status.ok() ? Result<std::uint64_t>(count) : status.error();
}

Result<void> Verifier::check_relations() {
  return for_each(Family::kEvent, [&](std::string_view key, std::string_view value) {
    const std::optional<EventKey> event = parse_event_key(key);
    if (!event) return Result<void>(records_.corrupt("the key of a relation is unreadable"));
    const Result<RelationRecord> record = records_.relation(*event, value);
    if (!record) return Result<void>(record.error());
    Result<void> outcome;
    visit_index_entries(*event, record->ends, record->relation,
                        [&](Family family, const std::string& entry, const std::string& flags) {
                          if (outcome.ok()) outcome = expect(family, entry, flags, "a relation");
                        });
    return outcome;
  });
}

Result<void> Verifier::check_variants() {
  return for_each(Family::kVariant, [&](std::string_view key, std::string_view value) {
    const std::optional<VariantKey> variant = parse_variant_key(key);
    std::optional<Actor> record = decode_actor(value);
    if (!variant || !record) {
      return Result<void>(records_.corrupt("the record of an actor is unreadable"));
    }
    Result<std::string> id = records_.actor_id(variant->actor);
    if (!id) return Result<void>(id.error());
    record->id = std::move(*id);
    return check_variant(*variant, *record);
  });
}

Result<void> Verifier::check_variant(const VariantKey& key, const Actor& record) {
  const auto mentions = count_prefix(Family::kMention, variant_key(key.actor, key.variant));
  if (!mentions) return mentions.error();
  ++expected_[Family::kVariant];
  if (*mentions == 0) find("a record of actor '" + record.id + "' is mentioned by no article");
  for (const std::string& name : folded_names(record)) {
    Result<void> done =
        expect(Family::kAlias, alias_key(name, key.actor, key.variant), {}, "'" + record.id + "'");
    if (!done) return done;
  }
  return {};
}

Result<void> Verifier::check_actors() {
  return for_each(Family::kActor, [&](std::string_view key, std::string_view id) -> Result<void> {
    const std::optional<ActorNumber> number = parse_actor_key(key);
    if (!number) return records_.corrupt("the key of an actor is unreadable");
    ++counted_.actors;
    ++expected_[Family::kActor];
    const auto variants = count_prefix(Family::kVariant, std::string(key));
    if (!variants) return variants.error();
    if (*variants == 0) find("actor '" + std::string(id) + "' has no record");
    return expect(Family::kActorKey, std::string(id), key, "'" + std::string(id) + "'");
  });
}

Result<void> Verifier::check_sizes() {
  for (std::size_t i = 0; i < kFamilyNames.size(); ++i) {
    const auto family = static_cast<Family>(i);
    if (family == Family::kMeta || family == Family::kArticleKey || family == Family::kEvent) {
      continue;  // counted by check_counts()
    }
    if (family == Family::kSeparated) continue;  // decisions may outlive their articles
    if (family == Family::kFingerprint && !is_filed_) continue;  // an old store, for reading only
    const Result<std::uint64_t> entries = count_prefix(family, {});
    if (!entries) return entries.error();
    if (*entries == expected_[family]) continue;
    find(std::string(kFamilyNames[i]) + " has " + std::to_string(*entries) +
         " entries instead of " + std::to_string(expected_[family]));
  }
  const Result<std::uint64_t> events = count_prefix(Family::kEvent, {});
  if (!events) return events.error();
  if (*events != counted_.relations) find("there are relations of no article");
  return {};
}

Result<void> Verifier::check_counts() {
  const Result<StoreCounts> counts = records_.counts();
  if (!counts) return counts.error();
  if (*counts != counted_) find("the stored counts are not those of the data");
  return {};
}

}  // namespace

Result<std::vector<std::string>> verify_store(const Records& records) {
  return Verifier(records).run();
}

}  // namespace entente
