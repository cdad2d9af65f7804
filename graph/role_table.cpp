#include "graph/role_table.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/unicode.h"
#include "graph/name_words.h"

namespace entente {
namespace {

constexpr std::size_t kColumns = 5;      // phrase, sectors, kind, office, flags
constexpr std::size_t kLongestRole = 5;  // words

std::vector<std::string> split_tabs(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == '\t') {
      out.emplace_back();
    } else {
      out.back().push_back(c);
    }
  }
  return out;
}

bool ends_with_any(std::string_view word, std::span<const std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

std::string join_words(std::span<const std::string> words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out.push_back(' ');
    out += word;
  }
  return out;
}

Error bad_role(const std::string& path, std::size_t line, const std::string& what) {
  return Error{Error::Code::kBadInput, path + ":" + std::to_string(line) + ": " + what};
}

}  // namespace

std::string singular_of(std::string_view noun) {
  static constexpr std::array<std::string_view, 8> kNoPlural = {"ss", "us",   "is",   "ous",
                                                                "ps", "news", "oops", "ics"};
  const auto cut = [&](std::size_t count, std::string_view add) {
    return std::string(noun.substr(0, noun.size() - count)) + std::string(add);
  };
  if (noun.size() > 4 && noun.ends_with("men")) return cut(2, "an");
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kIrregular = {
      {{"thieves", "thief"},
       {"wives", "wife"},
       {"children", "child"},
       {"chiefs", "chief"},
       {"elves", "elf"},
       {"wolves", "wolf"}}};
  for (const auto& [many, one] : kIrregular) {
    if (noun == many) return std::string(one);
  }
  if (noun == "people" || noun == "police") return std::string(noun);
  if (noun.size() < 4 || !noun.ends_with('s')) return std::string(noun);
  if (noun.ends_with("ies") && noun.size() > 4) return cut(3, "y");
  static constexpr std::array<std::string_view, 5> kEs = {"sses", "shes", "ches", "xes", "zes"};
  if (ends_with_any(noun, kEs)) return cut(2, "");
  // Not "politics", "athletics".
  static constexpr std::array<std::string_view, 11> kPeople = {
      "critics",  "clerics",  "medics",   "mechanics", "academics", "fanatics",
      "heretics", "sceptics", "skeptics", "catholics", "mystics"};
  if (std::find(kPeople.begin(), kPeople.end(), noun) != kPeople.end()) return cut(1, "");
  if (ends_with_any(noun, kNoPlural) && !noun.ends_with("ships") && !noun.ends_with("groups") &&
      !noun.ends_with("ops") && !noun.ends_with("eps")) {
    return std::string(noun);
  }
  return cut(1, "");
}

struct PhraseHash {
  using is_transparent = void;  // finds a part of a text without copying it
  std::size_t operator()(std::string_view phrase) const {
    return std::hash<std::string_view>{}(phrase);
  }
};

struct RoleTable::Impl {
  std::unordered_map<std::string, Role, PhraseHash, std::equal_to<>> roles;
  std::unordered_set<std::string, PhraseHash, std::equal_to<>> last_words;  // of the phrases
};

RoleTable::RoleTable(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RoleTable::RoleTable(RoleTable&&) noexcept = default;
RoleTable& RoleTable::operator=(RoleTable&&) noexcept = default;
RoleTable::~RoleTable() = default;

std::size_t RoleTable::size() const { return impl_->roles.size(); }

Result<RoleTable> RoleTable::load(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return Error{Error::Code::kNotFound, "cannot open " + path + "; is the data folder complete?"};
  }
  auto impl = std::make_unique<Impl>();
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const auto fields = split_tabs(line);
    if (fields.size() != kColumns) return bad_role(path, number, "five columns expected");
    if (fields[2].size() != 1 || std::string_view("pmbt").find(fields[2][0]) == std::string::npos) {
      return bad_role(path, number, "kind '" + fields[2] + "' is none of p, m, b, t");
    }
    Role role;
    role.phrase = fields[0];
    const auto blank = fields[1].find(' ');
    role.sector = fields[1].substr(0, blank);
    if (blank != std::string::npos) role.sector2 = fields[1].substr(blank + 1);
    role.kind = static_cast<RoleKind>(fields[2][0]);
    role.office = fields[3];
    for (const char flag : fields[4]) {
      if (flag == 'm' || flag == 'f') role.gender = flag;
      if (flag == 's') role.of_state = true;
    }
    std::vector<std::string> key;
    for (const NameWord& word : name_words(role.phrase)) key.push_back(word.folded);
    if (!key.empty()) impl->last_words.insert(key.back());
    if (!impl->roles.emplace(join_words(key), role).second) {
      return bad_role(path, number, "'" + role.phrase + "' occurs twice");
    }
  }
  return RoleTable(std::move(impl));
}

const Role* RoleTable::role_of(std::span<const std::string_view> noun_phrase,
                               std::size_t* words) const {
  std::vector<NameWord> last;  // the words of the last token that has any
  while (!noun_phrase.empty() && last.empty()) {
    last = name_words(noun_phrase.back());
    noun_phrase = noun_phrase.first(noun_phrase.size() - 1);
  }
  if (last.empty()) return nullptr;
  const std::string one = singular_of(last.back().folded);
  if (!impl_->last_words.contains(last.back().folded) && !impl_->last_words.contains(one)) {
    return nullptr;
  }
  // The last words, joined, and where each begins; then the same with the last one as a singular.
  std::string phrase;
  std::vector<std::size_t> begins;
  const auto add = [&](const std::vector<NameWord>& more) {
    for (const NameWord& word : more) {
      if (!phrase.empty()) phrase.push_back(' ');
      begins.push_back(phrase.size());
      phrase += word.folded;
    }
  };
  const std::size_t skip =
      noun_phrase.size() > 2 * kLongestRole ? noun_phrase.size() - 2 * kLongestRole : 0;
  for (const std::string_view token : noun_phrase.subspan(skip)) add(name_words(token));
  add(last);
  const std::string singular = phrase.substr(0, begins.back()) + one;
  for (std::size_t count = std::min(begins.size(), kLongestRole); count > 0; --count) {
    const std::size_t begin = begins[begins.size() - count];
    auto found = impl_->roles.find(std::string_view(phrase).substr(begin));
    if (found == impl_->roles.end()) {
      found = impl_->roles.find(std::string_view(singular).substr(begin));
    }
    if (found == impl_->roles.end()) continue;
    if (words != nullptr) *words = count;
    return &found->second;
  }
  return nullptr;
}

const Role* RoleTable::role_of(std::string_view noun_phrase) const {
  return role_of(std::span(&noun_phrase, 1));
}

}  // namespace entente
