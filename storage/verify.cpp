#include "storage/verify.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "storage/article_writer.h"
#include "storage/content.h"
#include "storage/event_block.h"
#include "storage/event_cursor.h"
#include "storage/index_cursor.h"
#include "storage/intern_table.h"
#include "storage/likeness.h"

namespace entente {

namespace {

constexpr std::size_t kMostFindings = 100;

// How many entries a family has, and a sum over them that does not depend on their order.
struct FamilySum {
  std::uint64_t entries = 0;
  std::uint64_t sum = 0;

  void add(std::string_view key, std::string_view value) {
    ++entries;
    sum += hash_bytes(key) * (hash_bytes(value) | 1);
  }

  friend bool operator==(const FamilySum&, const FamilySum&) = default;
};

// Counts what a family holds under prefixes that ascend: one pass over it, whatever their number.
class PrefixCounter {
 public:
  PrefixCounter(const Records& records, Family family)
      : cursor_(records.database().cursor(family, {}, records.snapshot())) {}

  Result<std::uint64_t> count(std::string_view prefix) {
    if (cursor_.valid() && cursor_.key() < prefix) cursor_.seek(prefix);
    std::uint64_t count = 0;
    for (; cursor_.valid() && cursor_.key().starts_with(prefix); cursor_.next()) ++count;
    const Result<void> status = cursor_.status();
    return status.ok() ? Result<std::uint64_t>(count) : status.error();
  }

 private:
  Cursor cursor_;
};

// Counts the relations of articles that ascend.
class RelationCounter {
 public:
  explicit RelationCounter(const Records& records)
      : records_(records),
        cursor_(records.database().cursor(Family::kEvent, {}, records.snapshot())) {}

  Result<std::uint64_t> count(std::string_view prefix) {
    if (cursor_.valid() && cursor_.key() < prefix) cursor_.seek(prefix);
    std::uint64_t count = 0;
    for (; cursor_.valid() && cursor_.key().starts_with(prefix); cursor_.next()) {
      std::optional<std::uint32_t> relations = 1;
      if (parse_event_block_key(cursor_.key())) relations = count_event_block(cursor_.value());
      if (!relations) return records_.corrupt("relations are unreadable");
      count += *relations;
    }
    const Result<void> status = cursor_.status();
    return status.ok() ? Result<std::uint64_t>(count) : status.error();
  }

 private:
  const Records& records_;
  Cursor cursor_;
};

// First, what ought to be in the derived families is summed up in the order of the truth, and
// compared with what is in them in the order of their own: no look-ups. Only where the sums differ,
// every expected entry is looked up in a second pass; as many entries as expected in a family then
// means exactly the expected ones.
class Verifier {
 public:
  explicit Verifier(const Records& records) : records_(records) {}

  Result<Diagnosis> run() {
    const Result<std::uint64_t> filed = records_.meta_number(kFingerprintsName);
    if (!filed) return filed.error();
    is_filed_ = *filed > 0;
    if (const Result<void> done = check_truth(); !done) return done.error();
    if (const Result<void> done = compare_sums(); !done) return done.error();
    if (!suspects_.empty()) {
      findings_.clear();
      expected_.clear();
      counted_ = StoreCounts();
      in_chunk_.clear();
      if (const Result<void> done = check_truth(); !done) return done.error();
    }
    for (const auto step :
         {&Verifier::check_sizes, &Verifier::check_counts, &Verifier::check_chunks}) {
      if (const Result<void> done = (this->*step)(); !done) return done.error();
    }
    return Diagnosis{std::move(findings_), std::move(suspects_), counted_, is_count_wrong_};
  }

 private:
  using EntryVisitor = std::function<Result<void>(std::string_view key, std::string_view value)>;

  Result<void> for_each(Family family, const EntryVisitor& visit) const;
  Result<std::optional<std::string>> find_entry(Family family, const std::string& key) const;
  Result<void> expect(Family family, const std::string& key, std::string_view value,
                      const std::string& whose);
  Result<void> check_truth();
  Result<void> compare_sums();
  Result<void> check_articles();
  Result<void> check_article(ArticleNumber number, const ArticleRecord& record,
                             RelationCounter& events);
  Result<void> check_standing(ArticleNumber number, const Article& article,
                              const ArticleRecord& record);
  Result<void> check_cast(ArticleNumber number, const std::string& whose);
  Result<void> check_datasets();
  Result<void> check_relations();
  Result<void> check_variants();
  Result<void> check_variant(const VariantKey& key, const Actor& record, PrefixCounter& mentions);
  Result<void> check_actors();
  Result<void> check_sizes();
  Result<void> check_counts();
  Result<void> check_chunks();
  Result<std::uint64_t> count_all(Family family) const;
  void find(std::string words) {
    if (findings_.size() < kMostFindings) findings_.push_back(std::move(words));
  }

  const Records& records_;
  std::vector<std::string> findings_;
  std::map<Family, FamilySum> expected_;           // what a family should have
  std::map<Family, FamilySum> found_;              // what the derived families have
  std::set<Family> suspects_;                      // have something else; empty in the first pass
  std::map<ChunkNumber, std::uint64_t> in_chunk_;  // relations
  StoreCounts counted_;
  bool is_count_wrong_ = false;
  bool is_filed_ = false;  // not so in a store of an older program that nobody wrote on since
};

Result<void> Verifier::for_each(Family family, const EntryVisitor& visit) const {
  const auto walk = [&](auto cursor) {
    for (; cursor.valid(); cursor.next()) {
      if (Result<void> done = visit(cursor.key(), cursor.value()); !done) return done;
    }
    return cursor.status();
  };
  return is_index(family) ? walk(IndexCursor(records_, family, {}))
                          : walk(records_.database().cursor(family, {}, records_.snapshot()));
}

Result<std::optional<std::string>> Verifier::find_entry(Family family,
                                                        const std::string& key) const {
  return is_index(family) ? find_index_entry(records_, family, key)
                          : records_.database().get(family, key, records_.snapshot());
}

Result<void> Verifier::expect(Family family, const std::string& key, std::string_view value,
                              const std::string& whose) {
  expected_[family].add(key, value);
  if (!suspects_.contains(family)) return {};
  const auto stored = find_entry(family, key);
  if (!stored) return stored.error();
  const std::string name = kFamilyNames[static_cast<std::size_t>(family)];
  if (!stored->has_value()) {
    find("the " + name + " entry of " + whose + " is missing");
  } else if (**stored != value) {
    find("the " + name + " entry of " + whose + " is wrong");
  }
  return {};
}

Result<void> Verifier::check_truth() {
  for (const auto step :
       {&Verifier::check_articles, &Verifier::check_datasets, &Verifier::check_relations,
        &Verifier::check_variants, &Verifier::check_actors}) {
    if (Result<void> done = (this->*step)(); !done) return done;
  }
  return {};
}

Result<void> Verifier::compare_sums() {
  for (const Family family : kDerivedFamilies) {
    if (family == Family::kFingerprint && !is_filed_) continue;
    FamilySum found;
    Result<void> done = for_each(family, [&](std::string_view key, std::string_view value) {
      found.add(key, value);
      return Result<void>{};
    });
    if (!done) return done;
    found_[family] = found;
    if (found != expected_[family]) suspects_.insert(family);
  }
  return {};
}

Result<void> Verifier::check_articles() {
  RelationCounter events(records_);
  return for_each(Family::kArticle, [&](std::string_view key, std::string_view value) {
    const std::optional<ArticleNumber> number = parse_article_key(key);
    const std::optional<ArticleRecord> record = decode_article(value);
    if (!number || !record) return Result<void>(records_.corrupt("an article is unreadable"));
    const std::string& id = record->article.id;
    Result<void> done =
        expect(Family::kArticleKey, id, encode_number(static_cast<std::uint64_t>(*number)),
               "article '" + id + "'");
    return done.ok() ? check_article(*number, *record, events) : done;
  });
}

Result<void> Verifier::check_article(ArticleNumber number, const ArticleRecord& record,
                                     RelationCounter& events) {
  const std::string whose = "article '" + record.article.id + "'";
  ++expected_[Family::kArticle].entries;
  Article article = record.article;
  if (!is_loaded(record.extractor_version)) {
    Result<std::string> text = records_.text(number);
    if (!text) return text.error();
    article.text = std::move(*text);
    ++expected_[Family::kText].entries;
    if (Result<void> done = check_standing(number, article, record); !done) return done;
    if (Result<void> done = check_cast(number, whose); !done) return done;
  }
  if (content_hash(article) != record.hash) find("the content of " + whose + " was altered");
  const Result<std::uint64_t> relations = events.count(article_key(number));
  if (!relations) return relations.error();
  if (*relations != record.relations) find(whose + " has lost or doubled relations");
  counted_.articles += 1;
  counted_.sentences += record.sentences;
  counted_.relations += *relations;
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
  ++expected_[Family::kCopy].entries;
  const ArticleNumber leader = (*copy)->leader;
  const Result<std::optional<CopyRecord>> chain = records_.copy(leader);
  if (!chain) return chain.error();
  const Result<bool> exists = records_.has(Family::kArticle, article_key(leader));
  if (!exists) return exists.error();
  if (!*exists || chain->has_value()) find(whose + " is the copy of an article that does not lead");
  if (record.relations > 0) find(whose + " is a copy and has relations");
  return expect(Family::kCopies, copies_key(leader, number), {}, whose);
}

Result<void> Verifier::check_cast(ArticleNumber number, const std::string& whose) {
  ++expected_[Family::kCast].entries;
  const Result<std::vector<CastMember>> cast = records_.cast(number);
  if (!cast) return cast.error();
  for (const CastMember& member : *cast) {
    Result<void> done =
        expect(Family::kMention, mention_key(member.actor, member.variant, number), {}, whose);
    if (!done) return done;
  }
  return {};
}

// The datasets mention actors as a whole: each mention of a known one is as it should be.
Result<void> Verifier::check_datasets() {
  std::set<std::uint32_t> datasets;
  Cursor cursor =
      records_.database().cursor(Family::kMeta, prefix_range(dataset_key({})), records_.snapshot());
  for (; cursor.valid(); cursor.next()) {
    const std::optional<std::uint64_t> number = decode_number(cursor.value());
    if (!number) return records_.corrupt("the number of a dataset is unreadable");
    datasets.insert(static_cast<std::uint32_t>(*number));
  }
  if (Result<void> status = cursor.status(); !status) return status;
  return for_each(Family::kMention, [&](std::string_view key, std::string_view) -> Result<void> {
    const std::optional<ArticleNumber> article = parse_mention_article(key);
    if (!article) return records_.corrupt("the key of a mention is unreadable");
    const std::optional<std::uint32_t> dataset = dataset_of_mention(*article);
    if (dataset && datasets.contains(*dataset)) expected_[Family::kMention].add(key, {});
    return {};
  });
}

Result<std::uint64_t> Verifier::count_all(Family family) const {
  const auto counted = found_.find(family);
  if (counted != found_.end()) return counted->second.entries;
  return PrefixCounter(records_, family).count({});
}

Result<void> Verifier::check_relations() {
  Result<void> outcome;
  EventCursor cursor(records_);
  for (; cursor.valid() && outcome.ok(); cursor.next()) {
    if (cursor.chunk()) ++in_chunk_[*cursor.chunk()];
    visit_index_entries(cursor.key(), cursor.record(), cursor.is_in_block(),
                        [&](Family family, const std::string& entry, const std::string& flags) {
                          if (outcome.ok()) outcome = expect(family, entry, flags, "a relation");
                        });
  }
  return outcome.ok() ? cursor.status() : outcome;
}

Result<void> Verifier::check_variants() {
  PrefixCounter mentions(records_, Family::kMention);
  return for_each(Family::kVariant, [&](std::string_view key, std::string_view value) {
    const std::optional<VariantKey> variant = parse_variant_key(key);
    std::optional<Actor> record = decode_actor(value);
    if (!variant || !record) {
      return Result<void>(records_.corrupt("the record of an actor is unreadable"));
    }
    Result<std::string> id = records_.actor_id(variant->actor);
    if (!id) return Result<void>(id.error());
    record->id = std::move(*id);
    return check_variant(*variant, *record, mentions);
  });
}

Result<void> Verifier::check_variant(const VariantKey& key, const Actor& record,
                                     PrefixCounter& mentions) {
  const Result<std::uint64_t> count = mentions.count(variant_key(key.actor, key.variant));
  if (!count) return count.error();
  ++expected_[Family::kVariant].entries;
  if (*count == 0) find("a record of actor '" + record.id + "' is mentioned by no article");
  for (const std::string& name : folded_names(record)) {
    Result<void> done =
        expect(Family::kAlias, alias_key(name, key.actor, key.variant), {}, "'" + record.id + "'");
    if (!done) return done;
  }
  return {};
}

Result<void> Verifier::check_actors() {
  PrefixCounter records(records_, Family::kVariant);
  return for_each(Family::kActor, [&](std::string_view key, std::string_view id) -> Result<void> {
    const std::optional<ActorNumber> number = parse_actor_key(key);
    if (!number) return records_.corrupt("the key of an actor is unreadable");
    ++counted_.actors;
    ++expected_[Family::kActor].entries;
    const Result<std::uint64_t> variants = records.count(key);
    if (!variants) return variants.error();
    if (*variants == 0) find("actor '" + std::string(id) + "' has no record");
    return expect(Family::kActorKey, std::string(id), key, "'" + std::string(id) + "'");
  });
}

Result<void> Verifier::check_sizes() {
  for (std::size_t i = 0; i < kFamilyNames.size(); ++i) {
    const auto family = static_cast<Family>(i);
    if (family == Family::kMeta || family == Family::kEvent) continue;  // see below, check_counts()
    if (family == Family::kSeparated) continue;  // decisions may outlive their articles
    if (index_of_packed(family)) continue;       // counted with their index
    if (family == Family::kFingerprint && !is_filed_) continue;  // an old store, for reading only
    const Result<std::uint64_t> entries = count_all(family);
    if (!entries) return entries.error();
    if (*entries == expected_[family].entries) continue;
    find(std::string(kFamilyNames[i]) + " has " + std::to_string(*entries) +
         " entries instead of " + std::to_string(expected_[family].entries));
  }
  const Result<std::uint64_t> events = RelationCounter(records_).count({});
  if (!events) return events.error();
  if (*events != counted_.relations) find("there are relations of no article");
  return {};
}

// How much of a chunk is left decides when it goes.
Result<void> Verifier::check_chunks() {
  const Result<std::vector<StoredChunk>> chunks = records_.chunks();
  if (!chunks) return chunks.error();
  for (const StoredChunk& chunk : *chunks) {
    if (in_chunk_[chunk.number] == chunk.record.relations - chunk.record.gone) continue;
    find("a chunk of loaded relations has others than it should have");
    suspects_.insert(kIndexFamilies.begin(), kIndexFamilies.end());
  }
  return {};
}

Result<void> Verifier::check_counts() {
  const Result<StoreCounts> counts = records_.counts();
  if (!counts) return counts.error();
  is_count_wrong_ = *counts != counted_;
  if (is_count_wrong_) find("the stored counts are not those of the data");
  return {};
}

}  // namespace

Result<Diagnosis> diagnose_store(const Records& records) { return Verifier(records).run(); }

Result<std::vector<std::string>> verify_store(const Records& records) {
  Result<Diagnosis> diagnosis = diagnose_store(records);
  if (!diagnosis) return diagnosis.error();
  return std::move(diagnosis->findings);
}

}  // namespace entente
