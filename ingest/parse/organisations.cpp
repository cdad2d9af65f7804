#include "ingest/parse/organisations.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.h"
#include "ingest/parse/name_extent.h"
#include "ingest/parse/name_labels.h"

namespace entente {
namespace {

using Names = OrganisationNames;

class OrganisationMarker {
 public:
  OrganisationMarker(Sentence& sentence, const Names& names)
      : tokens_(sentence.tokens), labels_(tokens_), extent_(tokens_, labels_, names) {}

  void mark() {
    if (!is_worth_it()) return;
    mend_ends();
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (extent_.has_use(i, Names::kHead | Names::kOf)) mark_head(i);
      if (extent_.has_use(i, Names::kFirm)) mark_firm(i);
    }
    for (std::size_t i = 0; i < tokens_.size();) i = mark_known(i);
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      if (extent_.has_use(i, Names::kThe)) mark_bare(i);
      if (extent_.has_use(i, Names::kThing)) clear_before(i);
      if (extent_.has_use(i, Names::kTitle)) clear_office(i);
      if (extent_.is_form(i, "(")) mark_letters(i);
    }
  }

 private:
  bool is_worth_it() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool known = extent_.word(i) != nullptr;
      if (known || labels_.type(i) == EntityType::kOrganization) return true;
    }
    return false;
  }

  // Labels an organisation unless a longer name or part of a person stands there.
  bool accept(Stretch at) {
    for (std::size_t i = at.first; i < at.last; ++i) {
      if (tokens_[i].entity != EntityType::kNone && holds_against(labels_.around(i), at))
        return false;
    }
    labels_.put_organisation(at);
    return true;
  }

  // Whether a name that the analyser marked stands and the organisation does not.
  bool holds_against(Stretch old, Stretch at) const {
    const EntityType type = tokens_[old.first].entity;
    if (!at.holds(old)) return type == EntityType::kPerson || old.holds(at);
    return type == EntityType::kOrganization && old.last == at.last && old.first > at.first &&
           !is_joined(old.first);
  }

  // "Risk Management & | Trading Corp."
  bool is_joined(std::size_t i) const {
    return i > 0 && (tokens_[i - 1].upos == Upos::kCconj || tokens_[i - 1].form == "-" ||
                     tokens_[i - 1].upos == Upos::kPart);
  }

  void mark_head(std::size_t i) {
    const std::size_t last = extent_.has_use(i, Names::kOf) ? extent_.end_after(i) : i + 1;
    const std::size_t first = extent_.begin_before(i);
    const auto is_proper = [&](std::size_t k) { return tokens_[k].upos == Upos::kPropn; };
    const bool sure =
        is_proper(i) || (i > first && is_proper(i - 1)) || (last > i + 1 && is_proper(last - 1));
    if (!sure) return;
    if (last > i + 1) {
      accept({first, last});
    } else if (first < i && extent_.has_use(i, Names::kHead) && !goes_on(i)) {
      accept({first, last});
    }
  }

  // "Court | Judge Wood" does not, "School | Board" does.
  bool goes_on(std::size_t i) const {
    const std::size_t next = i + 1;
    return extent_.is_part(next) && tokens_[next].upos == Upos::kPropn &&
           !extent_.has_use(next, Names::kTitle) && !labels_.begins(next) &&
           extent_.is_linked(i, next);
  }

  void mark_firm(std::size_t i) {
    if (i == 0) return;
    const std::size_t end = tokens_[i - 1].form == "," ? i - 1 : i;
    const std::size_t first = extent_.begin_before(end);
    if (first < end) accept({first, i + 1});
  }

  // "the Senate"
  void mark_bare(std::size_t i) {
    const bool the = tokens_[i - 1].form == "the" || tokens_[i - 1].form == "The";
    const bool free = tokens_[i].entity == EntityType::kNone;
    const bool noun = tokens_[i].upos == Upos::kPropn;
    const bool ends = i + 1 >= tokens_.size() || !is_upper_initial(tokens_[i + 1].form);
    if (the && free && noun && ends && !extent_.is_form(i + 1, "of") &&
        !extent_.is_form(i + 1, "-")) {
      labels_.set({i, i + 1}, EntityType::kOrganization);
    }
  }

  // "the Heroes | Act"
  void clear_before(std::size_t i) {
    const Token& t = tokens_[i];
    const Token& before = tokens_[i - 1];
    if (before.entity != EntityType::kOrganization || t.entity != EntityType::kNone) return;
    if (is_upper_initial(t.form) && before.head == static_cast<std::int32_t>(i)) {
      labels_.set(labels_.around(i - 1), EntityType::kNone);
    }
  }

  // "Turkish Defence | Minister": an office's field is no name; "Ministry of Defence" is.
  void clear_office(std::size_t i) {
    if (labels_.type(i - 1) != EntityType::kOrganization) return;
    if (!extent_.has_use(i - 1, Names::kField)) return;
    const Stretch name = labels_.around(i - 1);
    if (name.last != i) return;
    for (std::size_t k = name.first; k < name.last; ++k) {
      if (extent_.has_use(k, Names::kHead | Names::kOf)) return;
    }
    labels_.set(name, EntityType::kNone);
  }

  // "Housing Authority of New Orleans ( | HANO )"
  void mark_letters(std::size_t open) {
    if (tokens_[open - 1].entity != EntityType::kOrganization || !extent_.is_form(open + 2, ")"))
      return;
    const Token& letters = tokens_[open + 1];
    if (letters.entity == EntityType::kOrganization || !is_all_upper(letters.form)) return;
    const Stretch name = labels_.around(open - 1);
    std::string initials;
    for (std::size_t i = name.first; i < name.last; ++i) {
      if (is_upper_initial(tokens_[i].form)) initials.push_back(tokens_[i].form[0]);
    }
    if (initials == letters.form) labels_.set({open + 1, open + 2}, EntityType::kOrganization);
  }

  // Names that end in "of" lack something or have it too much.
  void mend_ends() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].entity != EntityType::kOrganization || !labels_.begins(i)) continue;
      Stretch name = labels_.around(i);
      const std::size_t end = name.last;
      while (name.last > name.first && is_joint(name.last - 1)) --name.last;
      if (name.last == end) continue;
      const std::size_t next = extent_.after_article(end);
      const bool more = extent_.is_form(end - 1, "of") || extent_.is_form(end - 1, "and");
      if (more && extent_.may_follow(next) && name.first < name.last) {
        labels_.put_organisation({name.first, extent_.end_of_run(next)});
      } else {
        labels_.set({name.last, end}, EntityType::kNone);
      }
    }
  }

  bool is_joint(std::size_t i) const {
    const Upos tag = tokens_[i].upos;
    return tag == Upos::kAdp || tag == Upos::kCconj || tag == Upos::kDet ||
           tokens_[i].form == "," || tokens_[i].form == "-";
  }

  // The place where the search goes on.
  std::size_t mark_known(std::size_t i) {
    if (extent_.word(i) == nullptr) return i + 1;
    for (const Names::Name& name : extent_.word(i)->names) {
      const std::size_t last = i + 1 + name.rest.size();
      if (last > tokens_.size() || !matches(name, i)) continue;
      switch (name.kind) {
        case Names::Kind::kName:
          return mark_name({i, last}) ? last : i + 1;
        case Names::Kind::kWord:
          if (is_clear({i, last})) return mark_name({i, last}) ? last : i + 1;
          return i + 1;
        case Names::Kind::kSite:
          if (!is_put_on(i)) return mark_name({i, last}) ? last : i + 1;
          relabel({i, last}, EntityType::kNone);
          return last;
        case Names::Kind::kPlace:
          relabel({i, last}, EntityType::kPlace);
          return last;
        case Names::Kind::kNation:
          relabel({i, last}, EntityType::kNationality);
          return last;
        case Names::Kind::kNot:
          relabel({i, last}, EntityType::kNone);
          return last;
      }
    }
    return i + 1;
  }

  // "a video on | YouTube"
  bool is_put_on(std::size_t i) const {
    return i > 0 && (tokens_[i - 1].form == "on" || tokens_[i - 1].form == "On");
  }

  bool matches(const Names::Name& name, std::size_t i) const {
    return std::equal(
        name.rest.begin(), name.rest.end(), tokens_.begin() + static_cast<std::ptrdiff_t>(i) + 1,
        [](const std::string& word, const Token& t) {
          return t.form == word || (t.upos == Upos::kPropn && capitalised(t.form) == word);
        });
  }

  void relabel(Stretch at, EntityType type) {
    if (tokens_[at.first].entity != EntityType::kOrganization) return;
    const Stretch old = labels_.around(at.first);
    if (old.first == at.first && old.last == at.last) labels_.set(at, type);
  }

  bool mark_name(Stretch at) {
    if (is_inside_longer(at) || (at.last == at.first + 1 && is_something_else(at.first)))
      return false;
    return accept(at);
  }

  // "WHO WANTS THIS", "a Saab", "Professor Eastman", "ISO 6400"
  bool is_something_else(std::size_t i) const {
    const Token& t = tokens_[i];
    const bool noun = t.upos == Upos::kPropn || t.upos == Upos::kNoun || t.upos == Upos::kAdj ||
                      t.upos == Upos::kX || t.upos == Upos::kIntj;
    if (!noun) return true;
    if (i + 1 < tokens_.size() && tokens_[i + 1].upos == Upos::kNum && extent_.is_linked(i, i + 1))
      return true;
    if (i == 0) return false;
    const Token& before = tokens_[i - 1];
    const bool one = (before.form == "a" || before.form == "A" || before.form == "an") &&
                     before.head == static_cast<std::int32_t>(i);
    return one || (t.entity == EntityType::kPerson && extent_.has_use(i - 1, Names::kTitle));
  }

  // "Air Force | Base", "Harrison | Ford": the known name is part of another's.
  bool is_inside_longer(Stretch at) const {
    const std::size_t next = at.last;
    const bool letters = at.last == at.first + 1 && is_all_upper(tokens_[at.first].form);
    if (!letters && extent_.is_part(next) && !extent_.has_use(next, Names::kTitle) &&
        tokens_[next].entity != EntityType::kPerson && extent_.is_linked(next - 1, next)) {
      return true;
    }
    if (at.first == 0) return false;
    const std::size_t before = at.first - 1;
    return extent_.is_part(before) && tokens_[before].upos == Upos::kPropn &&
           tokens_[at.first].deprel == "flat" &&
           tokens_[at.first].head <= static_cast<std::int32_t>(before);
  }

  // Nothing says that a word that is also an organisation is something else here.
  bool is_clear(Stretch at) const {
    const Token& token = tokens_[at.first];
    if (token.upos != Upos::kPropn) return false;
    if (token.entity == EntityType::kPerson) return is_listed(at);
    if (token.entity != EntityType::kNone) return false;
    if (at.first == 0) return token.deprel == "nmod:poss";
    const Token& before = tokens_[at.first - 1];
    const bool free = before.upos != Upos::kDet && before.upos != Upos::kAdj &&
                      before.upos != Upos::kPropn && before.upos != Upos::kNum;
    const bool ends = at.last >= tokens_.size() || !extent_.is_part(at.last);
    return free && ends;
  }

  // "Honeywell, | Dell and Sony": among organisations.
  bool is_listed(Stretch at) const {
    const Stretch whole = labels_.around(at.first);
    if (!at.holds(whole)) return false;
    const auto is_comma = [&](std::size_t i) {
      return extent_.is_form(i, ",") || extent_.is_form(i, "and");
    };
    return (at.first > 1 && is_comma(at.first - 1) && is_organisation(at.first - 2)) ||
           (is_comma(at.last) && is_organisation(at.last + 1));
  }

  bool is_organisation(std::size_t i) const {
    if (i >= tokens_.size()) return false;
    if (labels_.type(i) == EntityType::kOrganization) return true;
    return extent_.word(i) != nullptr && labels_.type(i) != EntityType::kPerson &&
           std::any_of(extent_.word(i)->names.begin(), extent_.word(i)->names.end(),
                       [](const auto& name) {
                         const bool known =
                             name.kind == Names::Kind::kName || name.kind == Names::Kind::kWord;
                         return known && name.rest.empty();
                       });
  }

  std::vector<Token>& tokens_;
  NameLabels labels_;
  NameExtent extent_;
};

}  // namespace

void mark_organisations(Sentence& sentence, const OrganisationNames& names) {
  OrganisationMarker(sentence, names).mark();
}

}  // namespace entente
