#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "graph/actor.h"
#include "query/criteria.h"
#include "storage/store.h"
#include "tools/console.h"
#include "tools/option_table.h"

namespace entente {

// Which relations a person asks for, in the words of the command line. The commands on a store
// share these options.
struct SelectionOptions {
  std::string subject;
  std::string object;
  std::string actor;
  std::vector<std::string> types;
  std::string from;
  std::string to;
  std::vector<std::string> modalities;
  float min_confidence = 0;
  bool leaders = false;
  bool no_negated = false;
  bool group = false;

  void declare_ends(OptionTable& options);   // --subject, --object, --actor
  void declare_kinds(OptionTable& options);  // --type, --modality, --no-negated
  void declare_group(OptionTable& options);  // --group
  void declare_rest(OptionTable& options);   // --from, --to, --leaders, --min-confidence
};

// The same with actors looked up and words understood.
struct Selection {
  Criteria criteria;
  bool is_empty = false;  // an actor that was asked for is not in the store: nothing matches
};

// Fails with kUsage on words that are not understood and on a name that several actors carry. A
// name that nobody carries is said on the console and selects nothing.
Result<Selection> resolve(const SelectionOptions& options, const Store& store,
                          const Console& console);

// The actor whom `name` means (see find_actor). Nothing if there is none (said on the console);
// kUsage if there are several, naming them.
Result<std::optional<Actor>> find_one_actor(const Store& store, const std::string& name,
                                            const Console& console);

// A kind of actor, or nothing for an empty word. Fails with kUsage.
Result<std::optional<ActorKind>> parse_kind(const std::string& word);

// Fails with kUsage unless it lies between 0 and 1.
Result<void> check_confidence(float least);

// The first or the last day of "2022", "2022-09" or "2022-09-15".
enum class PeriodEnd { kFirstDay, kLastDay };
Result<Date> parse_day(const std::string& text, PeriodEnd end);

}  // namespace entente
