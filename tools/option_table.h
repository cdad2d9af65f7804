#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace entente {

// Declares what a command takes. The variables are filled when the command line has been read and
// must live until the command has run. `names` is "-l,--limit" for an option, "PATH" for a
// positional argument; `help` is one line.
class OptionTable {
 public:
  explicit OptionTable(CLI::App& app) : app_(app) {}

  void add(const std::string& names, std::string& value, const std::string& help);
  void add(const std::string& names, std::vector<std::string>& values, const std::string& help);
  void add(const std::string& names, std::size_t& value, const std::string& help);
  void add(const std::string& names, float& value, const std::string& help);
  void add_flag(const std::string& names, bool& value, const std::string& help);

  // A positional argument that must be given: once, or once and more.
  void require(const std::string& name, std::string& value, const std::string& help);
  void require(const std::string& name, std::vector<std::string>& values, const std::string& help);

 private:
  CLI::App& app_;
};

}  // namespace entente
