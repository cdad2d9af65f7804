#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tools/console.h"
#include "tools/option_table.h"

namespace entente {

// What --help says of a command.
struct CommandInfo {
  std::string name;
  std::string summary;   // one line
  std::string examples;  // whole command lines, one a line
};

// One subcommand of the program: says what it takes, then runs once.
class Command {
 public:
  virtual ~Command() = default;
  virtual CommandInfo info() const = 0;
  virtual void declare(OptionTable& options) = 0;
  virtual ExitCode run(const Console& console) = 0;
};

// The commands, one a file, in the order of --help.
std::unique_ptr<Command> make_ingest_command();
std::unique_ptr<Command> make_extract_command();
std::unique_ptr<Command> make_who_met_command();
std::unique_ptr<Command> make_relations_command();
std::unique_ptr<Command> make_neighbors_command();
std::unique_ptr<Command> make_path_command();
std::unique_ptr<Command> make_timeline_command();
std::unique_ptr<Command> make_actors_command();
std::unique_ptr<Command> make_top_command();
std::unique_ptr<Command> make_export_command();
std::unique_ptr<Command> make_status_command();
std::unique_ptr<Command> make_load_command();
std::unique_ptr<Command> make_doctor_command();
std::unique_ptr<Command> make_duplicates_command();
std::unique_ptr<Command> make_reextract_command();
std::unique_ptr<Command> make_delete_command();
std::unique_ptr<Command> make_backup_command();
std::unique_ptr<Command> make_restore_command();
std::unique_ptr<Command> make_analyze_command();
std::unique_ptr<Command> make_explain_command();
std::unique_ptr<Command> make_evaluate_command();

std::vector<std::unique_ptr<Command>> all_commands();

}  // namespace entente
