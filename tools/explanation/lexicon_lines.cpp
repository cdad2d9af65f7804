#include "tools/explanation/lexicon_lines.h"

#include <algorithm>
#include <fstream>
#include <string_view>

namespace entente {
namespace {

constexpr std::string_view kSense = "## sense: ";

std::vector<std::string> read_lines(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

}  // namespace

LexiconLine LexiconLines::find(const RuleSource& rule) {
  auto [file, is_new] = files_.try_emplace(rule.file);
  if (is_new) file->second = read_lines(folder_ + "/" + rule.file);
  const std::vector<std::string>& lines = file->second;
  LexiconLine out;
  if (rule.line == 0 || rule.line > lines.size()) return out;
  const std::string& line = lines[rule.line - 1];
  const std::size_t last_tab = std::min(line.rfind('\t'), line.size());
  out.pattern = line.substr(0, last_tab);
  std::replace(out.pattern.begin(), out.pattern.end(), '\t', ' ');
  if (last_tab < line.size()) out.example = line.substr(last_tab + 1);
  for (std::size_t i = rule.line - 1; i > 0; --i) {
    if (lines[i - 1].rfind(kSense, 0) != 0) continue;
    out.sense = lines[i - 1].substr(kSense.size());
    break;
  }
  return out;
}

}  // namespace entente
