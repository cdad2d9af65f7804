#include "tools/selection.h"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <utility>

#include "query/find_actor.h"

namespace entente {
namespace {

Error bad_word(const std::string& word, const char* what, const char* remedy) {
  return Error{Error::Code::kUsage, "'" + word + "' is no " + what + "; " + remedy};
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<void> add_types(const std::vector<std::string>& words, RelationFilter& filter) {
  for (const std::string& word : words) {
    const auto type = parse_event_type(word);
    if (!type) {
      std::string all;
      for (const EventType known : kAllEventTypes) {
        all += (all.empty() ? "" : ", ") + std::string(to_string(known));
      }
      return bad_word(word, "type of relation", ("use one of " + all).c_str());
    }
    filter.types.push_back(*type);
  }
  return {};
}

Result<void> add_modalities(const std::vector<std::string>& words, Selection& selection) {
  for (const std::string& word : words) {
    const auto modality = parse_modality(word);
    if (!modality) {
      return bad_word(word, "modality", "use asserted, reported, planned or hypothetical");
    }
    selection.criteria.modalities.push_back(*modality);
  }
  return {};
}

Result<void> add_actor(const std::string& name, const Store& store, const Console& console,
                       std::string& id, Selection& selection) {
  if (name.empty()) return {};
  auto actor = find_one_actor(store, name, console);
  if (!actor.ok()) return actor.error();
  if (actor->has_value()) {
    id = (*actor)->id;
  } else {
    selection.is_empty = true;
  }
  return {};
}

Result<void> add_days(const SelectionOptions& options, RelationFilter& filter) {
  if (!options.from.empty()) {
    auto day = parse_day(options.from, PeriodEnd::kFirstDay);
    if (!day.ok()) return day.error();
    filter.from = *day;
  }
  if (!options.to.empty()) {
    auto day = parse_day(options.to, PeriodEnd::kLastDay);
    if (!day.ok()) return day.error();
    filter.to = *day;
  }
  if (filter.from && filter.to && *filter.to < *filter.from) {
    return Error{Error::Code::kUsage, "--to " + options.to + " lies before --from " + options.from};
  }
  return {};
}

}  // namespace

void SelectionOptions::declare_ends(OptionTable& options) {
  options.add("--subject", subject, "who did it: an actor's name or id");
  options.add("--object", object, "to whom: an actor's name or id");
  options.add("--actor", actor, "an actor at either end");
}

void SelectionOptions::declare_kinds(OptionTable& options) {
  options.add("--type", types, "types of relation: CONSULT, ACCUSE, ... (several with commas)");
  options.add("--modality", modalities, "asserted, reported, planned or hypothetical");
  options.add_flag("--no-negated", no_negated, "leave out what did not happen");
}

void SelectionOptions::declare_group(OptionTable& options) {
  options.add_flag("--group", group, "one event, however many sentences and articles report it");
}

void SelectionOptions::declare_rest(OptionTable& options) {
  options.add("--from", from, "first day: 2022, 2022-09 or 2022-09-15");
  options.add("--to", to, "last day, in the same forms");
  options.add_flag("--leaders", leaders, "only between persons who hold or held a state's office");
  options.add("--min-confidence", min_confidence, "least confidence, 0 to 1");
}

Result<Selection> resolve(const SelectionOptions& options, const Store& store,
                          const Console& console) {
  Selection selection;
  if (auto known = check_confidence(options.min_confidence); !known.ok()) return known.error();
  selection.criteria.unit = options.group ? Unit::kEvent : Unit::kReport;
  selection.criteria.leaders = options.leaders;
  selection.criteria.filter.min_confidence = options.min_confidence;
  selection.criteria.filter.with_negated = !options.no_negated;
  if (auto done = add_types(options.types, selection.criteria.filter); !done.ok())
    return done.error();
  if (auto done = add_modalities(options.modalities, selection); !done.ok()) return done.error();
  if (auto done = add_days(options, selection.criteria.filter); !done.ok()) return done.error();
  const std::pair<const std::string&, std::string&> ends[] = {
      {options.subject, selection.criteria.filter.subject},
      {options.object, selection.criteria.filter.object},
      {options.actor, selection.criteria.filter.either}};
  for (const auto& [name, id] : ends) {
    if (auto done = add_actor(name, store, console, id, selection); !done.ok()) return done.error();
  }
  return selection;
}

Result<std::optional<Actor>> find_one_actor(const Store& store, const std::string& name,
                                            const Console& console) {
  auto found = find_actor(store, name);
  if (found.ok()) return std::optional<Actor>(std::move(*found));
  if (found.error().code != Error::Code::kNotFound) return found.error();
  console.say(found.error().message);
  return std::optional<Actor>();
}

Result<std::optional<ActorKind>> parse_kind(const std::string& word) {
  const auto kind = parse_actor_kind(word);
  if (word.empty() || kind) return word.empty() ? std::nullopt : kind;
  return bad_word(word, "kind of actor",
                  "use person, state, organization, group, place or unknown");
}

Result<void> check_confidence(float least) {
  if (least >= 0 && least <= 1) return {};
  char value[32];
  std::snprintf(value, sizeof value, "%g", static_cast<double>(least));
  return Error{Error::Code::kUsage, std::string("--min-confidence takes 0 to 1, not ") + value};
}

Result<Date> parse_day(const std::string& text, PeriodEnd end) {
  const bool is_last = end == PeriodEnd::kLastDay;
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kMonth = 7;
  if (text.size() == kYear && is_digits(text))
    return parse_date(text + (is_last ? "-12-31" : "-01-01"));
  if (text.size() == kMonth && text[kYear] == '-') {
    auto first = parse_date(text + "-01");
    if (first.ok()) {
      if (!is_last) return first;
      const auto next = first->month == 12
                            ? Date{static_cast<std::int16_t>(first->year + 1), 1, 1}
                            : Date{first->year, static_cast<std::uint8_t>(first->month + 1), 1};
      return add_days(next, -1);
    }
  }
  auto day = parse_date(text);
  if (!day.ok()) return bad_word(text, "day", "write 2022-09-15, 2022-09 or 2022");
  return day;
}

}  // namespace entente
