#pragma once

#include <string>
#include <vector>

#include "tools/console.h"

namespace entente {

// What `entente actors members NAME` is asked.
struct MembersOptions {
  std::vector<std::string> words;  // "members" and the name
  std::string data;                // --data
  std::string format;              // of the table
};

// Whether a command line that starts with these words asks for members, not for a pattern.
bool is_members_question(const std::vector<std::string>& words);

// Prints the members of an organisation and what the named actor is itself a member of, with the
// days that are known. Reads the table of actors, no store.
ExitCode print_members(const MembersOptions& options, const Console& console);

}  // namespace entente
