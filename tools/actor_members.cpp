#include "tools/actor_members.h"

#include <algorithm>
#include <optional>

#include "graph/actor_table.h"
#include "tools/data_folder.h"
#include "tools/table.h"

namespace entente {
namespace {

// An id, with or without its prefix, or any name; the reading that has members or is one wins.
std::optional<ActorIndex> find_body(const ActorTable& actors, const std::string& name) {
  for (const char* prefix : {"", "org:", "state:", "group:", "person:"}) {
    if (const auto found = actors.find(prefix + name)) return found;
  }
  const std::vector<NameReading> readings = actors.lookup(name);
  for (const NameReading& reading : readings) {
    const bool known =
        !actors.members(reading.actor).empty() || !actors.memberships(reading.actor).empty();
    if (known) return reading.actor;
  }
  return readings.empty() ? std::nullopt : std::optional(readings.front().actor);
}

Cell day_cell(const std::optional<Date>& day) { return cell(day ? to_string(*day) : ""); }

}  // namespace

bool is_members_question(const std::vector<std::string>& words) {
  return !words.empty() && words.front() == "members";
}

ExitCode print_members(const MembersOptions& options, const Console& console) {
  if (options.words.size() != 2) {
    return console.fail(
        Error{Error::Code::kUsage, "name one organisation or state: entente actors members NATO"});
  }
  const auto format = parse_output_format(options.format, console);
  if (!format.ok()) return console.fail(format.error());
  const auto data = find_data_folder(options.data);
  if (!data.ok()) return console.fail(data.error());
  const auto actors = ActorTable::load(*data + "/actors");
  if (!actors.ok()) return console.fail(actors.error());
  const auto body = find_body(*actors, options.words[1]);
  if (!body) {
    return console.fail(Error{
        Error::Code::kNotFound,
        "the table of actors has no '" + options.words[1] + "'; try its acronym or full name"});
  }
  std::vector<Membership> rows = actors->members(*body);
  const std::vector<Membership> own = actors->memberships(*body);
  rows.insert(rows.end(), own.begin(), own.end());
  if (rows.empty()) console.say("no memberships of " + actors->actor(*body).id + " are known");
  TableWriter table(
      console, *format,
      {{"organization"}, {"member"}, {"since"}, {"until"}, {"organization_id"}, {"member_id"}});
  for (const Membership& row : rows) {
    const Actor& organization = actors->actor(row.organization);
    const Actor& member = actors->actor(row.member);
    table.add({cell(organization.name), cell(member.name), day_cell(row.from), day_cell(row.to),
               cell(organization.id), cell(member.id)});
  }
  table.finish();
  return ExitCode::kDone;
}

}  // namespace entente
