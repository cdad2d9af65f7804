#pragma once

#include "graph/actor_table.h"
#include "graph/role_table.h"
#include "ingest/mention/first_names.h"

namespace entente {

// What finding and connecting mentions needs to know. All of it must outlive its users.
struct MentionKnowledge {
  const ActorTable& actors;
  const RoleTable& roles;
  const FirstNames& first_names;
};

}  // namespace entente
