#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "graph/actor.h"

namespace entente {

struct RelationFilter;

// What people decided about who is who. Articles keep the actors that extraction gave them; the
// decisions are applied when a store is read, so that every one can be seen and taken back, and
// ingesting an article again changes none. Stored on disk: numbers are never reused.
enum class MergeAction : std::uint8_t {
  kMerge = 1,  // `actor` is shown as `other`
  kSplit = 2,  // `actor` stands by itself again; with `article`, its mentions there are `other`
  kUndo = 3,   // entry number `undoes` counts no more
};

// One line of the log of decisions. Actors are named by their ids.
struct MergeEntry {
  std::uint64_t number = 0;  // from 1, given by the store
  MergeAction action = MergeAction::kMerge;
  std::string actor;
  std::string other;
  std::string article;       // id; empty but for the split of one article
  std::uint64_t undoes = 0;  // 0 but for kUndo
  std::optional<Date> day;   // of the decision
  bool is_undone = false;    // by a later entry; not stored

  friend bool operator==(const MergeEntry&, const MergeEntry&) = default;
};

const char* to_string(MergeAction action);  // "merge"

// Who shows as whom after all decisions. Immutable: `const` from any number of threads.
class MergeView {
 public:
  MergeView() = default;
  // `log` by number. An undo counts unless it is undone itself.
  explicit MergeView(std::vector<MergeEntry> log);

  const std::vector<MergeEntry>& log() const { return log_; }  // with is_undone filled
  // Nothing is shown otherwise than stored.
  bool is_empty() const { return merged_into_.empty() && in_article_.empty(); }

  // The actor that a mention of the stored actor `id` in `article` shows as.
  std::string shown(std::string_view article, std::string_view id) const;
  // The same for mentions that no article tells apart.
  std::string shown(std::string_view id) const { return shown({}, id); }

  // Whether any decision that counts names the id.
  bool touches(std::string_view id) const { return touched_.contains(id); }
  const std::set<std::string, std::less<>>& touched() const { return touched_; }
  // Whether the stored actor `id`, or one it is merged into, shows differently in some articles.
  bool depends_on_article(std::string_view id) const;

  // The stored actors that show as `id` somewhere, and `id` itself; sorted.
  std::vector<std::string> sources(std::string_view id) const;

  // The filters over stored actors that together find all that `filter` may want; what they find
  // has still to be compared with it. `filter` names actors as they are shown.
  std::vector<RelationFilter> stored_filters(const RelationFilter& filter) const;
  // `filter` with the actors that its actors show as.
  RelationFilter shown_filter(RelationFilter filter) const;

 private:
  using Mention = std::pair<std::string, std::string>;  // article, actor

  void apply(const MergeEntry& entry);

  std::vector<MergeEntry> log_;
  std::map<std::string, std::string, std::less<>> merged_into_;
  std::map<Mention, std::string> in_article_;
  std::set<std::string, std::less<>> touched_;
};

// The entry as it is to be written after `view`'s log: numbered, its actor the one that is shown.
// kUsage if it would change nothing or names an entry that is not there, with the remedy.
Result<MergeEntry> next_entry(const MergeView& view, MergeEntry entry);

// An actor out of what articles say of it (`own`) and of those merged into it (`others`), not both
// empty; its name, kind, country and code are its own where it has any.
Actor unite_merged(const std::string& id, std::vector<Actor> own, std::vector<Actor> others);

//  action:u8 day:day actor:t other:t article:t undoes:v
std::string encode_merge(const MergeEntry& entry);
std::optional<MergeEntry> decode_merge(std::string_view bytes);  // all but the number

}  // namespace entente
