#include "storage/merges.h"

#include <algorithm>
#include <iterator>

#include "storage/bytes.h"
#include "storage/content.h"
#include "storage/keys.h"
#include "storage/store.h"

namespace entente {

namespace {

Error usage(std::string message) { return Error{Error::Code::kUsage, std::move(message)}; }

// Marks what later entries took back. From the last to the first: an undo counts only if nothing
// later undid it.
void mark_undone(std::vector<MergeEntry>& log) {
  std::set<std::uint64_t> undone;
  for (std::size_t i = log.size(); i-- > 0;) {
    MergeEntry& entry = log[i];
    entry.is_undone = undone.contains(entry.number);
    if (!entry.is_undone && entry.action == MergeAction::kUndo) undone.insert(entry.undoes);
  }
}

}  // namespace

const char* to_string(MergeAction action) {
  switch (action) {
    case MergeAction::kMerge:
      return "merge";
    case MergeAction::kSplit:
      return "split";
    case MergeAction::kUndo:
      return "undo";
  }
  return "unknown";
}

MergeView::MergeView(std::vector<MergeEntry> log) : log_(std::move(log)) {
  mark_undone(log_);
  for (const MergeEntry& entry : log_) {
    if (!entry.is_undone) apply(entry);
  }
  for (const auto& [actor, into] : merged_into_) touched_.insert({actor, into});
  for (const auto& [mention, other] : in_article_) touched_.insert({mention.second, other});
}

// What was undone in between may leave an entry without effect, or two that would close a circle:
// the later one then changes nothing.
void MergeView::apply(const MergeEntry& entry) {
  if (entry.action == MergeAction::kMerge) {
    const std::string actor = shown(entry.actor);
    const std::string into = shown(entry.other);
    if (actor != into) merged_into_[actor] = into;
  } else if (entry.action == MergeAction::kSplit && entry.article.empty()) {
    merged_into_.erase(entry.actor);
  } else if (entry.action == MergeAction::kSplit) {
    in_article_[{entry.article, entry.actor}] = entry.other;
  }
}

// Each split of the article counts once on the way, so that two parts of an actor that were merged
// again are one.
std::string MergeView::shown(std::string_view article, std::string_view id) const {
  std::string current(id);
  if (is_empty()) return current;
  std::set<std::string> split;
  while (true) {
    const auto part = article.empty() ? in_article_.end()
                                      : in_article_.find(Mention(std::string(article), current));
    if (part != in_article_.end() && split.insert(current).second) {
      current = part->second;
      continue;
    }
    const auto into = merged_into_.find(current);
    if (into == merged_into_.end()) return current;
    current = into->second;
  }
}

bool MergeView::depends_on_article(std::string_view id) const {
  if (in_article_.empty()) return false;
  std::set<std::string> chain = {std::string(id)};
  for (auto into = merged_into_.find(id); into != merged_into_.end();
       into = merged_into_.find(into->second)) {
    chain.insert(into->second);
  }
  return std::any_of(in_article_.begin(), in_article_.end(),
                     [&](const auto& part) { return chain.contains(part.first.second); });
}

std::vector<std::string> MergeView::sources(std::string_view id) const {
  std::set<std::string, std::less<>> found = {std::string(id)};
  for (bool grew = true; grew;) {
    const std::size_t before = found.size();
    for (const auto& [actor, into] : merged_into_) {
      if (found.contains(into)) found.insert(actor);
    }
    for (const auto& [mention, other] : in_article_) {
      if (found.contains(other)) found.insert(mention.second);
    }
    grew = found.size() > before;
  }
  return {found.begin(), found.end()};
}

std::vector<RelationFilter> MergeView::stored_filters(const RelationFilter& filter) const {
  std::vector<RelationFilter> filters = {filter};
  for (std::string RelationFilter::*end :
       {&RelationFilter::subject, &RelationFilter::object, &RelationFilter::either}) {
    if (is_empty() || (filter.*end).empty()) continue;
    std::vector<RelationFilter> more;
    for (const std::string& source : sources(filter.*end)) {
      for (RelationFilter& wanted : filters) {
        wanted.*end = source;
        more.push_back(wanted);
      }
    }
    filters = std::move(more);
  }
  return filters;
}

RelationFilter MergeView::shown_filter(RelationFilter filter) const {
  for (std::string* end : {&filter.subject, &filter.object, &filter.either}) *end = shown(*end);
  return filter;
}

Result<MergeEntry> next_entry(const MergeView& view, MergeEntry entry) {
  entry.number = view.log().size() + 1;
  if (entry.action == MergeAction::kUndo) {
    if (entry.undoes == 0 || entry.undoes >= entry.number) {
      return usage("there is no decision " + std::to_string(entry.undoes) +
                   "; see the numbers with: entente actors log");
    }
    if (view.log()[entry.undoes - 1].is_undone) {
      return usage("decision " + std::to_string(entry.undoes) + " is undone already");
    }
    return entry;
  }
  if (entry.actor.empty() ||
      (entry.other.empty() != (entry.action == MergeAction::kSplit && entry.article.empty()))) {
    return usage("a decision about actors must name both of them");
  }
  if (entry.action == MergeAction::kMerge) {
    if (view.shown(entry.actor) == view.shown(entry.other)) {
      return usage("'" + entry.actor + "' and '" + entry.other + "' are one actor already");
    }
    entry.actor = view.shown(entry.actor);
    entry.other = view.shown(entry.other);
  } else if (entry.article.empty() && view.shown(entry.actor) == entry.actor) {
    return usage("'" + entry.actor +
                 "' is not merged into another actor; name the id that was, or an article whose "
                 "mentions are of somebody else");
  } else if (!entry.article.empty() && view.shown(entry.article, entry.actor) == entry.other) {
    return usage("'" + entry.actor + "' is '" + entry.other + "' in article '" + entry.article +
                 "' already");
  }
  return entry;
}

Actor unite_merged(const std::string& id, std::vector<Actor> own, std::vector<Actor> others) {
  std::optional<Actor> kept;
  if (!own.empty() && !others.empty()) kept = unite_actors(own);
  std::move(others.begin(), others.end(), std::back_inserter(own));
  for (Actor& actor : own) actor.id = id;
  Actor united = unite_actors(std::move(own));
  if (!kept || kept->name.empty()) return united;
  united.aliases.push_back(united.name);
  united.name = kept->name;
  if (kept->kind != ActorKind::kUnknown) united.kind = kept->kind;
  if (!kept->country.empty()) united.country = kept->country;
  if (!kept->code.empty()) united.code = kept->code;
  return unite_actors({std::move(united)});
}

std::string encode_merge(const MergeEntry& entry) {
  ByteWriter out;
  out.u8(static_cast<std::uint8_t>(entry.action));
  out.u32(static_cast<std::uint32_t>(day_key(entry.day)));
  out.text(entry.actor).text(entry.other).text(entry.article).varint(entry.undoes);
  return out.take();
}

std::optional<MergeEntry> decode_merge(std::string_view bytes) {
  ByteReader in(bytes);
  MergeEntry entry;
  const std::uint8_t action = in.u8();
  if (action < 1 || action > static_cast<std::uint8_t>(MergeAction::kUndo)) return std::nullopt;
  entry.action = static_cast<MergeAction>(action);
  const DayKey day{in.u32()};
  entry.day = date_of(day);
  if (!entry.day && day != kUndated) return std::nullopt;
  entry.actor = std::string(in.text());
  entry.other = std::string(in.text());
  entry.article = std::string(in.text());
  entry.undoes = in.varint();
  return in.is_done() ? std::optional(std::move(entry)) : std::nullopt;
}

}  // namespace entente
