#include "storage/standing.h"

#include <utility>

namespace entente {

namespace {

LeaderShelf shelf_of(const Records& records) {
  return {
      [&records](std::uint32_t key, std::size_t most) { return records.filed_under(key, most); },
      [&records](ArticleNumber number) { return records.whole_article(number); },
      [&records](const Article& article) { return records.has(Family::kSeparated, article.id); }};
}

void extend(std::optional<Date>& first, std::optional<Date>& last, const Date& date) {
  if (!first || date < *first) first = date;
  if (!last || date > *last) last = date;
}

}  // namespace

Result<std::optional<Kin>> find_kin(const Records& records, const Article& article) {
  const Result<bool> is_separated = records.has(Family::kSeparated, article.id);
  if (!is_separated) return is_separated.error();
  if (*is_separated) return std::optional<Kin>();
  const TextProfile profile = profile_of(article.text);
  return find_kin({article, profile}, shelf_of(records));
}

Result<StoredArticle> stored_article(const Records& records, ArticleNumber number) {
  Result<ArticleRecord> record = records.article(number);
  if (!record) return record.error();
  StoredArticle stored;
  stored.article = std::move(record->article);
  stored.extractor_version = std::move(record->extractor_version);
  stored.sentences = record->sentences;
  stored.relations = record->relations;
  const Result<std::optional<CopyRecord>> copy = records.copy(number);
  if (!copy) return copy.error();
  if (copy->has_value()) {
    Result<ArticleRecord> leader = records.article((*copy)->leader);
    if (!leader) return leader.error();
    stored.copy_of = CopyLink{std::move(leader->article.id), (*copy)->kind, (*copy)->likeness};
  }
  const auto separated =
      records.database().get(Family::kSeparated, stored.article.id, records.snapshot());
  if (!separated) return separated.error();
  if (separated->has_value()) {
    stored.separated_from = decode_separated(**separated);
    if (!stored.separated_from) return records.corrupt("a separation is unreadable");
  }
  return stored;
}

Result<void> review_copies(const Records& records, ArticleNumber number, const Successor& successor,
                           ArticleWriter& writer) {
  const Result<std::vector<ArticleNumber>> copies = records.copies(number);
  if (!copies) return copies.error();
  const TextProfile profile = profile_of(successor.leader.text);
  for (const ArticleNumber copy : *copies) {
    const Result<Article> article = records.whole_article(copy);
    if (!article) return article.error();
    Result<void> done;
    if (!kinship({*article, profile_of(article->text)}, {successor.leader, profile})) {
      done = writer.promote(copy);
    } else if (successor.number != number) {
      done = writer.hang_under(copy, successor.number);
    }
    if (!done) return done;
  }
  return {};
}

Result<void> give_place_to_heir(const Records& records, ArticleNumber leader,
                                ArticleWriter& writer) {
  const Result<std::vector<ArticleNumber>> copies = records.copies(leader);
  if (!copies) return copies.error();
  if (copies->empty()) return {};
  ArticleNumber heir = copies->front();
  for (const ArticleNumber copy : *copies) {
    const Result<std::optional<CopyRecord>> record = records.copy(copy);
    if (!record) return record.error();
    if (!record->has_value() || (*record)->kind == CopyKind::kVersion) continue;
    heir = copy;
    break;
  }
  for (const ArticleNumber copy : *copies) {
    Result<void> done = copy == heir ? writer.promote(copy) : writer.hang_under(copy, heir);
    if (!done) return done;
  }
  return {};
}

void ArticleTally::add(const StoredArticle& stored) {
  if (stored.copy_of) {
    switch (stored.copy_of->kind) {
      case CopyKind::kExact:
        ++info_.exact_copies;
        break;
      case CopyKind::kNear:
        ++info_.near_copies;
        break;
      case CopyKind::kVersion:
        ++info_.older_versions;
        break;
    }
  } else if (stored.extractor_version.empty()) {
    ++info_.waiting;
  } else {
    ++versions_[stored.extractor_version];
  }
  const std::optional<Date>& published = stored.article.published;
  if (published) extend(info_.first_published, info_.last_published, *published);
  const std::string printer = printer_of(stored.article);
  if (!printer.empty()) sources_.insert(printer);
}

void ArticleTally::finish() {
  for (const auto& [version, articles] : versions_) info_.extractors.push_back({version, articles});
  info_.sources = sources_.size();
}

std::string printer_of(const Article& article) {
  if (!article.source.empty()) return article.source;
  const std::size_t scheme = article.url.find("://");
  if (scheme == std::string::npos) return {};
  const std::size_t begin = scheme + 3;
  return article.url.substr(begin, article.url.find('/', begin) - begin);
}

}  // namespace entente
