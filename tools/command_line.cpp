#include "tools/command_line.h"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <utility>

#include <CLI/CLI.hpp>

namespace entente {
namespace {

constexpr const char* kAbout =
    "Reads news articles and builds a graph of who did what to whom, when, and according to which "
    "sentence.";
constexpr const char* kFooter =
    "Exit codes: 0 done (also when nothing was found), 1 failed, 2 wrong usage, 3 done but some\n"
    "input was skipped, 130 interrupted. 'entente COMMAND --help' shows examples.";

// One subcommand with its place in the parser.
struct Entry {
  std::unique_ptr<Command> command;
  CLI::App* app = nullptr;
};

std::string indented(const std::string& lines) {
  std::string out = "Examples:\n  ";
  for (const char c : lines) {
    out += c;
    if (c == '\n') out += "  ";
  }
  return out;
}

std::vector<Entry> declare_all(CLI::App& app) {
  std::vector<Entry> entries;
  for (auto& command : all_commands()) {
    const CommandInfo info = command->info();
    Entry entry{std::move(command), app.add_subcommand(info.name, info.summary)};
    entry.app->footer(indented(info.examples));
    OptionTable options(*entry.app);
    entry.command->declare(options);
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<std::string> names_of(const std::vector<Entry>& entries) {
  std::vector<std::string> names;
  for (const Entry& entry : entries) names.push_back(entry.app->get_name());
  return names;
}

ExitCode unknown_command(const std::string& word, const std::vector<std::string>& names,
                         const Console& console) {
  const std::string guess = closest_word(word, names);
  return console.fail(
      {Error::Code::kUsage, "there is no command '" + word + "'; " +
                                (guess.empty() ? "" : "did you mean '" + guess + "'? ") +
                                "'entente --help' lists the commands"});
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// What the command does not know: its first unknown option, else its first surplus argument.
ExitCode refuse_extras(const CLI::App& app, const std::string& command, const Console& console) {
  const std::vector<std::string> extras = app.remaining(true);
  const auto option = std::find_if(extras.begin(), extras.end(), [](const std::string& extra) {
    return !extra.empty() && extra.front() == '-';
  });
  const std::string see = "see 'entente" + (command.empty() ? "" : " " + command) + " --help'";
  if (option == extras.end()) {
    const std::string first = extras.empty() ? std::string() : extras.front();
    return console.fail({Error::Code::kUsage, "one argument too many: '" + first + "'; " + see});
  }
  const CLI::App* sub = command.empty() ? &app : app.get_subcommand(command);
  const std::string guess = closest_word(option->substr(0, option->find('=')), option_names(*sub));
  return console.fail(
      {Error::Code::kUsage, "there is no option '" + *option + "'; " +
                                (guess.empty() ? "" : "did you mean '" + guess + "'? ") + see});
}

ExitCode refuse(const CLI::ParseError& error, const std::string& command, const Console& console) {
  std::string what = error.what();
  while (!what.empty() && (what.back() == '\n' || what.back() == '.')) what.pop_back();
  const std::string about = command.empty() ? "entente" : "entente " + command;
  return console.fail({Error::Code::kUsage, what + "; see '" + about + " --help'"});
}

// "help" and "help COMMAND" mean --help.
void translate_help(std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front() != "help") return;
  arguments.erase(arguments.begin());
  arguments.resize(std::min<std::size_t>(arguments.size(), 1));
  arguments.emplace_back("--help");
}

std::string help_text(const CLI::App& app, const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {
    if (entry.app->parsed()) return entry.app->help("entente");
  }
  return app.help();
}

}  // namespace

std::string closest_word(const std::string& word, const std::vector<std::string>& known) {
  constexpr std::size_t kFarthest = 2;
  const auto distance = [](const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      for (std::size_t j = 1; j <= b.size(); ++j) {
        const std::size_t change = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, change});
        const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        if (is_swap) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
    return d[a.size()][b.size()];
  };
  std::string best;
  std::size_t least = kFarthest + 1;
  for (const std::string& candidate : known) {
    const std::size_t far = distance(word, candidate);
    if (far < least) {
      least = far;
      best = candidate;
    }
  }
  return best;
}

ExitCode run_command_line(std::vector<std::string> arguments, const Console& console) {
  CLI::App app(kAbout, "entente");
  app.footer(kFooter);
  app.set_version_flag("--version", std::string("entente ") + ENTENTE_VERSION);
  app.require_subcommand(0, 1);
  const std::vector<Entry> entries = declare_all(app);
  if (arguments.empty()) {
    console.err << app.help();
    return ExitCode::kUsage;
  }
  translate_help(arguments);
  const std::vector<std::string> names = names_of(entries);
  const std::string first = arguments.front();
  const bool is_known = std::find(names.begin(), names.end(), first) != names.end();
  if (!is_known && (first.empty() || first.front() != '-'))
    return unknown_command(first, names, console);
  try {
    std::reverse(arguments.begin(), arguments.end());  // as the package wants it
    app.parse(arguments);
  } catch (const CLI::CallForHelp&) {
    console.out << help_text(app, entries) << '\n';
    return ExitCode::kDone;
  } catch (const CLI::CallForVersion& version) {
    console.out << version.what() << '\n';
    return ExitCode::kDone;
  } catch (const CLI::ExtrasError&) {
    return refuse_extras(app, is_known ? first : std::string(), console);
  } catch (const CLI::ParseError& error) {
    return refuse(error, is_known ? first : std::string(), console);
  }
  for (const Entry& entry : entries) {
    if (entry.app->parsed()) return entry.command->run(console);
  }
  return ExitCode::kUsage;
}

}  // namespace entente
