#include "ingest/parse/organisation_names.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <utility>

namespace entente {
namespace {

using Kind = OrganisationNames::Kind;

constexpr std::array<std::pair<std::string_view, OrganisationNames::Use>, 8> kUses = {
    {{"head", OrganisationNames::kHead},
     {"of", OrganisationNames::kOf},
     {"firm", OrganisationNames::kFirm},
     {"the", OrganisationNames::kThe},
     {"owner", OrganisationNames::kOwner},
     {"title", OrganisationNames::kTitle},
     {"thing", OrganisationNames::kThing},
     {"field", OrganisationNames::kField}}};

constexpr std::array<std::pair<std::string_view, Kind>, 6> kKinds = {{{"name", Kind::kName},
                                                                      {"word", Kind::kWord},
                                                                      {"site", Kind::kSite},
                                                                      {"place", Kind::kPlace},
                                                                      {"nation", Kind::kNation},
                                                                      {"not", Kind::kNot}}};

template <typename Table>
auto find_mark(const Table& table, std::string_view mark) {
  const auto at = std::find_if(table.begin(), table.end(),
                               [&](const auto& entry) { return entry.first == mark; });
  return at == table.end() ? std::nullopt : std::optional(at->second);
}

// "Macy's" and "Al-Qaeda" as the splitter cuts them: Macy 's, Al - Qaeda.
void append_tokens(std::string_view word, std::vector<std::string>& out) {
  const bool owns = word.size() > 2 && word.ends_with("'s");
  if (owns) word.remove_suffix(2);
  for (std::size_t at = 0;;) {
    const std::size_t hyphen = word.find('-', at);
    out.emplace_back(word.substr(at, hyphen - at));
    if (hyphen == std::string_view::npos) break;
    out.emplace_back("-");
    at = hyphen + 1;
  }
  if (owns) out.emplace_back("'s");
}

std::vector<std::string> tokens_of(std::string_view entry) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < entry.size();) {
    const std::size_t end = std::min(entry.find(' ', at), entry.size());
    append_tokens(entry.substr(at, end - at), out);
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string capitalised(std::string form) {
  if (!form.empty() && form[0] >= 'a' && form[0] <= 'z') form[0] = static_cast<char>(form[0] - 32);
  return form;
}

void OrganisationNames::add(std::string_view entry, Kind kind) {
  std::vector<std::string> tokens = tokens_of(entry);
  const std::string first = std::move(tokens.front());
  tokens.erase(tokens.begin());
  std::vector<Name>& names = words_[first].names;
  const auto longer = [&](const Name& name) { return name.rest.size() >= tokens.size(); };
  const auto at = std::find_if_not(names.begin(), names.end(), longer);
  names.insert(at, Name{std::move(tokens), kind});
}

Result<OrganisationNames> OrganisationNames::load(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{Error::Code::kNotFound, "cannot open " + path};
  OrganisationNames out;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const std::string_view all(line);
    const std::size_t tab = all.find('\t');
    const auto use = find_mark(kUses, all.substr(0, tab));
    const auto kind = find_mark(kKinds, all.substr(0, tab));
    if (tab == std::string::npos || tab + 1 == all.size() || (!use && !kind)) {
      return Error{Error::Code::kBadInput,
                   path + ":" + std::to_string(number) + ": a line is a kind, a tab, and names"};
    }
    for (std::size_t at = tab + 1; at < all.size();) {
      const std::size_t end = std::min(all.find("; ", at), all.size());
      const std::string_view entry = all.substr(at, end - at);
      at = end + 2;
      if (entry.empty()) continue;
      if (kind) out.add(entry, *kind);
      if (use) out.words_[std::string(entry)].uses |= *use;
    }
  }
  return out;
}

const OrganisationNames::Word* OrganisationNames::find(std::string_view form) const {
  const auto found = words_.find(form);
  return found == words_.end() ? nullptr : &found->second;
}

}  // namespace entente
