#include "tools/option_table.h"

#include <array>
#include <string_view>

#include <CLI/CLI.hpp>

namespace entente {
namespace {

struct ValueName {
  std::string_view option;
  const char* word;
};
constexpr std::array kValueNames = {
    ValueName{"--actor", "ACTOR"},      ValueName{"--data", "DIR"},
    ValueName{"--date", "DAY"},         ValueName{"--db", "DIR"},
    ValueName{"--format", "FORMAT"},    ValueName{"--from", "DAY"},
    ValueName{"--kind", "KIND"},        ValueName{"--modality", "WORD"},
    ValueName{"--object", "ACTOR"},     ValueName{"--out", "FILE"},
    ValueName{"--skipped", "FILE"},     ValueName{"--subject", "ACTOR"},
    ValueName{"--to", "DAY"},           ValueName{"--type", "TYPE"},
    ValueName{"--map", "FIELDS"},       ValueName{"--country", "CODE"},
    ValueName{"--predictions", "FILE"}, ValueName{"--article", "ID"},
    ValueName{"--as", "ACTOR"},
};

// The word for the value in --help: "--from DAY".
template <typename Option>
void name_value(Option* option, const std::string& names, const char* word) {
  const bool is_positional = names.front() != '-';
  for (const ValueName& known : kValueNames) {
    if (known.option == names) word = known.word;
  }
  option->type_name(is_positional ? "" : word);
}

}  // namespace

void OptionTable::add(const std::string& names, std::string& value, const std::string& help) {
  name_value(app_.add_option(names, value, help), names, "TEXT");
}

void OptionTable::add(const std::string& names, std::vector<std::string>& values,
                      const std::string& help) {
  auto* option = app_.add_option(names, values, help);
  name_value(option, names, "TEXT");
  if (names.front() == '-') option->delimiter(',')->allow_extra_args(false);
}

void OptionTable::add(const std::string& names, std::size_t& value, const std::string& help) {
  name_value(app_.add_option(names, value, help), names, "N");
}

void OptionTable::add(const std::string& names, float& value, const std::string& help) {
  name_value(app_.add_option(names, value, help), names, "NUMBER");
}

void OptionTable::add_flag(const std::string& names, bool& value, const std::string& help) {
  app_.add_flag(names, value, help);
}

void OptionTable::require(const std::string& name, std::string& value, const std::string& help) {
  app_.add_option(name, value, help)->required()->type_name("");
}

void OptionTable::require(const std::string& name, std::vector<std::string>& values,
                          const std::string& help) {
  app_.add_option(name, values, help)->required()->type_name("");
}

}  // namespace entente
