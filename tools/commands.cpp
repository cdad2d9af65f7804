#include "tools/command.h"

namespace entente {

std::vector<std::unique_ptr<Command>> all_commands() {
  std::vector<std::unique_ptr<Command>> commands;
  commands.push_back(make_ingest_command());
  commands.push_back(make_load_command());
  commands.push_back(make_extract_command());
  commands.push_back(make_who_met_command());
  commands.push_back(make_relations_command());
  commands.push_back(make_neighbors_command());
  commands.push_back(make_path_command());
  commands.push_back(make_timeline_command());
  commands.push_back(make_actors_command());
  commands.push_back(make_top_command());
  commands.push_back(make_export_command());
  commands.push_back(make_status_command());
  commands.push_back(make_doctor_command());
  commands.push_back(make_duplicates_command());
  commands.push_back(make_reextract_command());
  commands.push_back(make_delete_command());
  commands.push_back(make_backup_command());
  commands.push_back(make_restore_command());
  commands.push_back(make_analyze_command());
  commands.push_back(make_explain_command());
  commands.push_back(make_evaluate_command());
  return commands;
}

}  // namespace entente
