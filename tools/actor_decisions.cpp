#include "tools/actor_decisions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "query/find_actor.h"
#include "tools/table.h"

namespace entente {
namespace {

constexpr std::array kDecisions = {"merge", "split", "undo", "log"};

Error usage(std::string message) { return Error{Error::Code::kUsage, std::move(message)}; }

Date today() {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return from_days(static_cast<std::int32_t>(days.time_since_epoch().count()));
}

// The id of the actor that a person means; a name that nobody carries is an error here, for a
// decision about nobody would wait in the log for somebody to be called so.
Result<std::string> actor_id(const Store& store, const std::string& name) {
  const Result<Actor> found = find_actor(store, name);
  return found.ok() ? Result<std::string>(found->id) : found.error();
}

// The first of person:x-2, person:x-3 ... that names nobody.
Result<std::string> free_id(const Store& store, const std::string& actor) {
  for (int number = 2;; ++number) {
    std::string id = actor + "-" + std::to_string(number);
    const auto taken = store.actor(id);
    if (!taken) return taken.error();
    if (!taken->has_value()) return id;
  }
}

// Whom the mentions of an article belong to instead: an id, a known actor, or somebody new.
Result<std::string> other_id(const Store& store, const std::string& actor,
                             const std::string& given) {
  if (given.empty()) return free_id(store, actor);
  if (given.find(':') != std::string::npos) return given;
  return actor_id(store, given);
}

Result<MergeEntry> merge_of(const Store& store, const DecisionOptions& options) {
  if (options.words.size() != 3 || !options.article.empty() || !options.into.empty()) {
    return usage("name two actors: entente actors merge ACTOR INTO-ACTOR");
  }
  MergeEntry entry;
  entry.action = MergeAction::kMerge;
  Result<std::string> actor = actor_id(store, options.words[1]);
  if (!actor) return actor.error();
  Result<std::string> other = actor_id(store, options.words[2]);
  if (!other) return other.error();
  entry.actor = std::move(*actor);
  entry.other = std::move(*other);
  return entry;
}

Result<MergeEntry> split_of(const Store& store, const DecisionOptions& options) {
  if (options.words.size() != 2) {
    return usage("name one actor: entente actors split ACTOR [--article ID [--as ACTOR]]");
  }
  MergeEntry entry;
  entry.action = MergeAction::kSplit;
  if (options.article.empty()) {
    if (!options.into.empty()) return usage("--as needs --article ID, whose mentions it is about");
    entry.actor = options.words[1];  // its id, for its names show as somebody else's
    return entry;
  }
  const auto article = store.article(options.article);
  if (!article) return article.error();
  if (!article->has_value()) {
    return Error{Error::Code::kNotFound, "there is no article '" + options.article + "'"};
  }
  Result<std::string> actor = actor_id(store, options.words[1]);
  if (!actor) return actor.error();
  Result<std::string> other = other_id(store, *actor, options.into);
  if (!other) return other.error();
  entry.actor = std::move(*actor);
  entry.other = std::move(*other);
  entry.article = options.article;
  return entry;
}

Result<MergeEntry> undo_of(const DecisionOptions& options) {
  MergeEntry entry;
  entry.action = MergeAction::kUndo;
  const std::string number = options.words.size() == 2 ? options.words[1] : "";
  const char* end = number.data() + number.size();
  const auto read = std::from_chars(number.data(), end, entry.undoes);
  if (number.empty() || read.ec != std::errc() || read.ptr != end) {
    return usage("name a decision by its number: entente actors undo 3");
  }
  return entry;
}

std::string in_words(const MergeEntry& entry) {
  switch (entry.action) {
    case MergeAction::kMerge:
      return entry.actor + " is shown as " + entry.other;
    case MergeAction::kSplit:
      return entry.article.empty()
                 ? entry.actor + " stands by itself again"
                 : entry.actor + " in article " + entry.article + " is " + entry.other;
    case MergeAction::kUndo:
      return "decision " + std::to_string(entry.undoes) + " is undone";
  }
  return "";
}

ExitCode print_log(const Store& store, OutputFormat format, const Console& console) {
  TableWriter table(console, format, {{"number"}, {"day"}, {"decision"}, {"meaning"}, {"undone"}});
  for (const MergeEntry& entry : store.decisions()) {
    table.add({static_cast<std::int64_t>(entry.number),
               cell(entry.day ? to_string(*entry.day) : std::string()),
               cell(to_string(entry.action)), cell(in_words(entry)),
               cell(entry.is_undone ? "undone" : "")});
  }
  table.finish();
  return ExitCode::kDone;
}

Result<MergeEntry> decision_of(const Store& store, const DecisionOptions& options) {
  const std::string& word = options.words.front();
  if (word == "merge") return merge_of(store, options);
  if (word == "split") return split_of(store, options);
  return undo_of(options);
}

}  // namespace

bool is_decision(const std::vector<std::string>& words) {
  return !words.empty() &&
         std::find(kDecisions.begin(), kDecisions.end(), words.front()) != kDecisions.end();
}

ExitCode run_decision(const DecisionOptions& options, const StoreOption& store_option,
                      const Console& console) {
  const bool is_log = options.words.front() == "log";
  const auto format = parse_output_format(options.format, console);
  if (!format) return console.fail(format.error());
  if (is_log && options.words.size() > 1) {
    return console.fail(usage("'log' takes no names; it lists all decisions"));
  }
  auto store = store_option.open(is_log ? OpenMode::kReadOnly : OpenMode::kReadWrite);
  if (!store) return console.fail(store.error());
  if (is_log) return print_log(**store, *format, console);
  Result<MergeEntry> entry = decision_of(**store, options);
  if (!entry) return console.fail(entry.error());
  entry->day = today();
  const Result<MergeEntry> done = (*store)->decide(std::move(*entry));
  if (!done) return console.fail(done.error());
  const Result<void> synced = (*store)->sync();
  if (!synced) return console.fail(synced.error());
  console.say("decision " + std::to_string(done->number) + ": " + in_words(*done) +
              "; take it back with: entente actors undo " + std::to_string(done->number));
  return ExitCode::kDone;
}

}  // namespace entente
