#include "ingest/event/lexicon.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "core/unicode.h"
#include "ingest/parse/base_form.h"

namespace entente {

namespace {

constexpr std::string_view kClassFile = "classes.tsv";
constexpr std::size_t kClassColumns = 3;
constexpr std::size_t kPatternColumns = 7;
constexpr std::size_t kCompositionColumns = 9;

constexpr std::array<std::pair<std::string_view, Effect>, 19> kEffects = {{
    {"agree", Effect::kAgree},     {"refuse", Effect::kRefuse},   {"threaten", Effect::kThreaten},
    {"request", Effect::kRequest}, {"accuse", Effect::kAccuse},   {"praise", Effect::kPraise},
    {"deny", Effect::kDeny},       {"plan", Effect::kPlan},       {"try", Effect::kTry},
    {"cause", Effect::kCause},     {"prevent", Effect::kPrevent}, {"allow", Effect::kAllow},
    {"help", Effect::kHelp},       {"begin", Effect::kBegin},     {"continue", Effect::kContinue},
    {"stop", Effect::kStop},       {"fail", Effect::kFail},       {"promise", Effect::kPromise},
    {"say", Effect::kSay},
}};

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t at = text.find_first_of(separators);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

Error bad(std::string message) { return Error{Error::Code::kBadInput, std::move(message)}; }

std::optional<PatternPos> parse_pos(std::string_view text) {
  if (text == "v") return PatternPos::kVerb;
  if (text == "n") return PatternPos::kNoun;
  if (text == "a") return PatternPos::kAdjective;
  return std::nullopt;
}

std::vector<std::string> to_strings(const std::vector<std::string_view>& parts) {
  return {parts.begin(), parts.end()};
}

Result<PatternFlags> parse_flags(std::string_view text) {
  PatternFlags flags;
  if (text == "-" || text.empty()) return flags;
  for (const std::string_view flag : split(text, ",")) {
    if (flag == "recip")
      flags.reciprocal = true;
    else if (flag == "neg")
      flags.negated = true;
    else if (flag == "planned")
      flags.planned = true;
    else if (flag == "direct")
      flags.direct = true;
    else if (flag == "swap")
      flags.swap = true;
    else if (flag == "weak")
      flags.weak = true;
    else if (flag.substr(0, 6) == "topic=")
      continue;  // for readers: never a slot of the pattern
    else
      return bad("unknown flag '" + std::string(flag) + "'");
  }
  return flags;
}

Result<Slot> parse_slot(std::string_view text) {
  Slot slot;
  const std::size_t colon = text.find(':');
  std::string_view role = text.substr(0, colon);
  if (!role.empty() && role.back() == '?') {
    slot.optional = true;
    role.remove_suffix(1);
  }
  if (role == "S")
    slot.role = SlotRole::kSource;
  else if (role == "T")
    slot.role = SlotRole::kTarget;
  else if (role == "M")
    slot.role = SlotRole::kMediator;
  else
    return bad("unknown role in slot '" + std::string(text) + "'");
  slot.functions = to_strings(split(text.substr(colon + 1), ",|"));
  return slot;
}

void set_trigger(std::string_view text, std::string& trigger, std::string& particle) {
  const std::size_t plus = text.find('+');
  trigger = text.substr(0, plus);
  particle = plus == std::string_view::npos ? std::string() : std::string(text.substr(plus + 1));
}

std::span<const std::uint32_t> find_in(
    const std::unordered_map<std::string, std::vector<std::uint32_t>>& index,
    std::string_view lemma) {
  const auto it = index.find(std::string(lemma));
  if (it == index.end()) return {};
  return it->second;
}

// "block aid to" for the trigger "hold+up" of a line that "block" begins: "hold up aid to".
std::string label_with(std::string_view label, std::string_view first, std::string_view trigger) {
  std::string words(first);
  std::string own(trigger);
  std::replace(words.begin(), words.end(), '+', ' ');
  std::replace(own.begin(), own.end(), '+', ' ');
  const bool begins =
      label.starts_with(words) && (label.size() == words.size() || label[words.size()] == ' ');
  return begins ? own + std::string(label.substr(words.size())) : std::string(label);
}

}  // namespace

Result<RelationLexicon> RelationLexicon::load(const std::string& dir) {
  std::error_code failed;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(dir, failed)) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  }
  if (failed || files.empty()) {
    return Error{Error::Code::kNotFound, "no relation lexicon (*.tsv) in '" + dir + "'"};
  }
  std::sort(files.begin(), files.end());
  std::stable_partition(files.begin(), files.end(),  // patterns name the classes
                        [](const auto& file) { return file.filename() == kClassFile; });
  RelationLexicon lexicon;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string table((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (Result<void> added = lexicon.add(table, file.filename().string()); !added.ok()) {
      return added.error();
    }
  }
  return lexicon;
}

Result<void> RelationLexicon::add(std::string_view table, const std::string& name) {
  for (const char c : table) {  // FNV-1a
    checksum_ = (checksum_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  std::uint32_t number = 0;
  for (const std::string_view raw : split(table, "\n")) {
    ++number;
    const std::string_view line = trim(raw);
    if (line.empty() || line.front() == '#') continue;
    if (Result<void> added = add_line(line, name, number); !added.ok()) {
      return bad(name + " line " + std::to_string(number) + ": " + added.error().message);
    }
  }
  return {};
}

// `<weapons>` stands for the words of that class.
Result<WordConstraint> RelationLexicon::parse_constraint(std::string_view text) const {
  WordConstraint c;
  const std::size_t at = text.find_first_of("=@");
  c.functions = to_strings(split(text.substr(0, at), ",|"));
  std::string_view words = text.substr(at + 1);
  if (text[at] == '@') {
    c.must_be_actor = true;
    return c;
  }
  if (!words.empty() && words.front() == '!') {
    c.negated = true;
    words.remove_prefix(1);
  }
  for (const std::string_view word : split(words, "|")) {
    if (word.size() < 2 || word.front() != '<' || word.back() != '>') {
      c.lemmas.emplace_back(word);
      continue;
    }
    const auto found = classes_.find(std::string(word.substr(1, word.size() - 2)));
    if (found == classes_.end()) return bad("no word class '" + std::string(word) + "'");
    c.of_class = true;
    c.lemmas.insert(c.lemmas.end(), found->second.begin(), found->second.end());
  }
  return c;
}

Result<void> RelationLexicon::parse_slots(std::string_view text, Pattern& pattern) const {
  for (const std::string_view raw : split(text, " ")) {
    const std::string_view part = trim(raw);
    if (part.empty() || part == "-") continue;
    const std::size_t at = part.find_first_of("=@:");
    if (at == std::string_view::npos || at + 1 == part.size()) {
      return bad("slot '" + std::string(part) + "' is neither ROLE:function nor function=word");
    }
    if (part[at] == ':') {
      Result<Slot> slot = parse_slot(part);
      if (!slot.ok()) return slot.error();
      pattern.slots.push_back(std::move(*slot));
    } else {
      Result<WordConstraint> constraint = parse_constraint(part);
      if (!constraint.ok()) return constraint.error();
      pattern.constraints.push_back(std::move(*constraint));
    }
  }
  return {};
}

Result<void> RelationLexicon::add_class(const std::vector<std::string_view>& cells) {
  if (cells.size() != kClassColumns) {
    return bad(std::to_string(cells.size()) + " columns instead of " +
               std::to_string(kClassColumns));
  }
  classes_[std::string(cells[0])] = to_strings(split(cells[1], "|"));
  return {};
}

Result<void> RelationLexicon::add_line(std::string_view line, const std::string& name,
                                       std::uint32_t number) {
  const std::vector<std::string_view> cells = split(line, "\t");
  if (name == kClassFile) return add_class(cells);
  const bool composed = name == "composition.tsv";
  const std::size_t wanted = composed ? kCompositionColumns : kPatternColumns;
  if (cells.size() != wanted) {
    return bad(std::to_string(cells.size()) + " columns instead of " + std::to_string(wanted));
  }
  add_example(cells.back(), name, number);
  return composed ? add_composition(cells) : add_pattern(cells);
}

void RelationLexicon::add_example(std::string_view cell, const std::string& name,
                                  std::uint32_t number) {
  LexiconExample example;
  example.file = name;
  example.line = number;
  const std::size_t arrow = cell.rfind(" => ");
  example.sentence = trim(cell.substr(0, arrow));
  if (arrow != std::string_view::npos) {
    const std::string_view ends = cell.substr(arrow + 4);
    const std::size_t bar = ends.find('|');
    example.subject = trim(ends.substr(0, bar));
    if (bar != std::string_view::npos) example.object = trim(ends.substr(bar + 1));
  }
  examples_.push_back(std::move(example));
}

Result<void> RelationLexicon::add_pattern(const std::vector<std::string_view>& cells) {
  Pattern pattern;
  const std::optional<PatternPos> pos = parse_pos(cells[1]);
  if (!pos) return bad("part of speech '" + std::string(cells[1]) + "' is not v, n or a");
  pattern.pos = *pos;
  if (Result<void> parsed = parse_slots(cells[2], pattern); !parsed.ok()) return parsed;
  if (cells[3] == "role") {
    pattern.type = EventType::kRole;
  } else {
    const std::optional<EventType> type = type_of_cameo(cells[3]);
    if (!type || !find_cameo(cells[3])) return bad("no CAMEO code '" + std::string(cells[3]) + "'");
    pattern.type = *type;
    pattern.cameo = cells[3];
  }
  Result<PatternFlags> flags = parse_flags(cells[4]);
  if (!flags.ok()) return flags.error();
  pattern.flags = *flags;
  pattern.example = static_cast<std::uint32_t>(examples_.size() - 1);
  const std::vector<std::string_view> triggers = split(cells[0], "|");
  for (const std::string_view trigger : triggers) {
    pattern.label = label_with(cells[5], triggers.front(), trigger);
    set_trigger(trigger, pattern.trigger, pattern.particle);
    if (pattern.trigger.empty()) return bad("empty trigger");
    pattern_index_[static_cast<std::size_t>(*pos)][pattern.trigger].push_back(
        static_cast<std::uint32_t>(patterns_.size()));
    patterns_.push_back(pattern);
  }
  return {};
}

Result<void> RelationLexicon::add_composition(const std::vector<std::string_view>& cells) {
  Composition entry;
  const std::optional<PatternPos> pos = parse_pos(cells[1]);
  if (!pos) return bad("part of speech '" + std::string(cells[1]) + "' is not v, n or a");
  entry.pos = *pos;
  entry.complement = cells[2];
  entry.object_acts = cells[3] == "obj";
  const auto* effect = std::find_if(kEffects.begin(), kEffects.end(),
                                    [&](const auto& e) { return e.first == cells[4]; });
  if (effect == kEffects.end()) return bad("unknown effect '" + std::string(cells[4]) + "'");
  entry.effect = effect->second;
  entry.cameo = cells[5] == "-" ? std::string() : std::string(cells[5]);
  if (!entry.cameo.empty() && !find_cameo(entry.cameo)) {
    return bad("no CAMEO code '" + entry.cameo + "'");
  }
  Result<PatternFlags> flags = parse_flags(cells[6]);
  if (!flags.ok()) return flags.error();
  entry.flags = *flags;
  entry.label = cells[7];
  entry.example = static_cast<std::uint32_t>(examples_.size() - 1);
  for (const std::string_view trigger : split(cells[0], "|")) {
    set_trigger(trigger, entry.trigger, entry.particle);
    composition_index_[static_cast<std::size_t>(*pos)][entry.trigger].push_back(
        static_cast<std::uint32_t>(compositions_.size()));
    compositions_.push_back(entry);
  }
  return {};
}

std::span<const std::uint32_t> RelationLexicon::patterns_of(std::string_view lemma,
                                                            PatternPos pos) const {
  return find_in(pattern_index_[static_cast<std::size_t>(pos)], lemma);
}

std::span<const std::uint32_t> RelationLexicon::compositions_of(std::string_view lemma,
                                                                PatternPos pos) const {
  return find_in(composition_index_[static_cast<std::size_t>(pos)], lemma);
}

std::string RelationLexicon::lookup_lemma(std::string_view form, std::string_view lemma,
                                          PatternPos pos) const {
  if (pos != PatternPos::kVerb) return std::string(lemma);
  return base_form(to_lower(form), lemma, [&](std::string_view word) {
    return !patterns_of(word, pos).empty() || !compositions_of(word, pos).empty();
  });
}

}  // namespace entente
