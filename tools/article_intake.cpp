#include "tools/article_intake.h"

#include <cstdio>
#include <utility>

#include "tools/interrupt.h"

namespace entente {
namespace {

// Of ids that tell a record that came twice from one that an earlier run had stored: 10 MB.
constexpr std::size_t kMostSeen = 200'000;

// Whether an article has the date of an older version of what is stored under its id.
bool is_older(const Article& article, const Article& stored) {
  return article.published && stored.published && *article.published < *stored.published;
}

// 8 hexadecimal digits over what tells one printing of a text from another.
std::string printing_id(const Article& article) {
  Article printing;
  const std::string day = article.published ? to_string(*article.published) : "";
  for (const std::string* part :
       {&article.url, &article.source, &article.title, &article.language, &day}) {
    printing.text += *part + '\n';
  }
  constexpr std::size_t kDigits = 8;
  return content_id(printing).substr(0, kDigits);
}

}  // namespace

ArticleIntake::ArticleIntake(Store& store, const Extractor& extractor, std::size_t threads)
    : store_(store),
      version_(extractor.version()),
      extraction_(clones_of(extractor, threads), [this](ArticleRelations&& found) { put(found); }) {
}

bool ArticleIntake::take(const ReadArticle& read) {
  if (!read.notes.empty()) ++counts_.odd;
  // Whether an article is stored is only known when its namesake before it is.
  if (extraction_.is_in_flight(read.article.id)) extraction_.finish();
  Article article = read.article;
  const Result<Standing> standing = admit(read, article);
  if (!standing.ok()) return stop(standing.error());
  if (*standing == Standing::kToRead) extraction_.submit(std::move(article));
  return !has_failed_;
}

bool ArticleIntake::take_waiting() {
  extraction_.finish();
  const auto ids = store_.waiting();
  if (!ids.ok()) return stop(ids.error());
  for (const std::string& id : *ids) {
    if (is_interrupted() || !take_stored(id)) break;
    ++counts_.caught_up;
  }
  return !has_failed_;
}

bool ArticleIntake::take_stored(const std::string& id) {
  auto article = store_.article(id);
  if (!article.ok()) return stop(article.error());
  if (article->has_value()) extraction_.submit(std::move(**article));
  return !has_failed_;
}

IntakeCounts ArticleIntake::counts() const {
  IntakeCounts all = counts_;
  all.unchanged += put_counts_.unchanged;
  all.relations = put_counts_.relations;
  all.cuts = put_counts_.cuts;
  return all;
}

bool ArticleIntake::stop(const Error& error) {
  extraction_.finish();
  if (!has_failed_.exchange(true)) failure_ = error;
  return false;
}

void ArticleIntake::put(const ArticleRelations& found) {
  if (has_failed_) return;
  const auto done = put_unless_copy(found);
  if (!done.ok()) {
    failure_ = done.error();
    has_failed_ = true;
  } else {
    put_counts_.relations += found.relations.size();
    put_counts_.cuts.add(found.cut_count);
  }
}

Result<void> ArticleIntake::put_unless_copy(const ArticleRelations& found) {
  const std::lock_guard lock(writing_);
  const auto standing = store_.standing(found.article.id);
  if (!standing.ok()) return standing.error();
  if (standing->has_value() && (*standing)->copy_of) return {};
  const auto outcome = store_.put(found, version_);
  return outcome.ok() ? Result<void>() : outcome.error();
}

Result<ArticleIntake::Standing> ArticleIntake::admit(const ReadArticle& read, Article& article) {
  if (!read.has_own_id) {
    if (const Result<void> done = tell_apart(article); !done.ok()) return done.error();
    if (article.id != read.article.id && extraction_.is_in_flight(article.id)) {
      extraction_.finish();
    }
  }
  if (seen_.size() == kMostSeen) seen_.clear();
  const bool is_repeated = !seen_.insert(std::hash<std::string>()(article.id)).second;
  const auto is_stored = store_.has(article, version_);
  if (!is_stored.ok()) return is_stored.error();
  if (*is_stored) {
    ++(is_repeated ? counts_.copies : counts_.unchanged);
    return Standing::kSettled;
  }
  const auto before = store_.standing(article.id);
  if (!before.ok()) return before.error();
  if (before->has_value() && is_older(article, (*before)->article)) {
    ++counts_.older;
    return Standing::kSettled;
  }
  const auto admission = admit_alone(article);
  if (!admission.ok()) return admission.error();
  if (!admission->replaced.empty()) ++counts_.successors;
  if (admission->copy_of) {
    ++(admission->copy_of->kind == CopyKind::kVersion ? counts_.older : counts_.copies);
    return Standing::kSettled;
  }
  const bool was_read = before->has_value() && !(*before)->extractor_version.empty();
  ++(was_read ? counts_.replaced : counts_.added);
  return Standing::kToRead;
}

Result<Admission> ArticleIntake::admit_alone(const Article& article) {
  const std::lock_guard lock(writing_);
  return store_.admit(article);
}

Result<void> ArticleIntake::tell_apart(Article& article) const {
  const auto first = store_.article(article.id);
  if (!first.ok()) return first.error();
  if (!first->has_value() || **first == article) return {};
  article.id += '-' + printing_id(article);
  return {};
}

}  // namespace entente
