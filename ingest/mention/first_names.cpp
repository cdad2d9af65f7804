#include "ingest/mention/first_names.h"

#include <fstream>
#include <sstream>
#include <utility>

#include "core/unicode.h"

namespace entente {
namespace {

// So many times more men than women (or the other way round) make a name a man's (a woman's).
constexpr int kClearMajority = 5;

}  // namespace

Result<FirstNames> FirstNames::load(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{Error::Code::kNotFound, "cannot open " + path};
  FirstNames out;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    if (line.size() < 3 || line[1] != '\t' || (line[0] != 'm' && line[0] != 'f')) {
      return Error{Error::Code::kBadInput, path + ":" + std::to_string(number) +
                                               ": a line is \"m\" or \"f\", a tab, and names"};
    }
    const Gender gender = line[0] == 'm' ? Gender::kMale : Gender::kFemale;
    std::istringstream names(line.substr(2));
    for (std::string name; names >> name;) {
      const auto [at, is_new] = out.genders_.emplace(fold_for_matching(name), gender);
      if (!is_new && at->second != gender) at->second = Gender::kUnknown;
    }
  }
  return out;
}

void FirstNames::learn(const ActorTable& table) {
  std::unordered_map<std::string, std::pair<int, int>> counts;  // men, women
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto index = static_cast<ActorIndex>(i);
    const Gender gender = table.gender(index);
    const Actor& actor = table.actor(index);
    const std::size_t blank = actor.name.find(' ');
    if (actor.kind != ActorKind::kPerson || gender == Gender::kUnknown ||
        blank == std::string::npos) {
      continue;
    }
    auto& count = counts[fold_for_matching(std::string_view(actor.name).substr(0, blank))];
    ++(gender == Gender::kMale ? count.first : count.second);
  }
  for (const auto& [name, count] : counts) {
    const auto [men, women] = count;
    if (men >= kClearMajority * women) {
      genders_.emplace(name, Gender::kMale);
    } else if (women >= kClearMajority * men) {
      genders_.emplace(name, Gender::kFemale);
    }
  }
}

Gender FirstNames::gender_of(std::string_view first_name) const {
  const auto found = genders_.find(fold_for_matching(first_name));
  return found == genders_.end() ? Gender::kUnknown : found->second;
}

}  // namespace entente
