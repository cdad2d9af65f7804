// How well copies are found, on invented edits of real articles, and what it costs.
//   duplicates_eval [--limit N] [--list N] PATH...
// Reads N articles (default 1,000) into a store, then admits each edit of each article that leads
// and has 60 words, and counts whose copy it becomes. Edits of the second part of the table tell
// other news; there a copy is a mistake. --list prints every Nth of the near copies that the
// articles themselves contain, as JSON lines with both texts, for people to judge.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "ingest/reader/reader.h"
#include "storage/store.h"

namespace entente {
namespace {

using Words = std::vector<std::string>;
using Chance = std::mt19937_64;

Words words_of(const std::string& text) {
  Words out;
  std::size_t begin = 0;
  while ((begin = text.find_first_not_of(" \n\t", begin)) != std::string::npos) {
    const std::size_t end = std::min(text.find_first_of(" \n\t", begin), text.size());
    out.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

std::string joined(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

bool has_digit(const std::string& word) {
  return word.find_first_of("0123456789") != std::string::npos;
}

bool is_name(const std::string& word) { return word.front() >= 'A' && word.front() <= 'Z'; }

bool is_plain(const std::string& word) { return !has_digit(word) && !is_name(word); }

// What an edit needs: the words of the article, and strange words to put in.
struct Material {
  Words words;
  const Words& strange;
  Chance& chance;

  const std::string& strange_word() const { return strange[chance() % strange.size()]; }
};

Words with_changed(const Material& from, unsigned percent) {
  Words words = from.words;
  for (std::string& word : words) {
    if (from.chance() % 100 < percent) word = from.strange_word();
  }
  return words;
}

// As an editor does it: figures and names stay.
Words with_plain_changed(const Material& from, unsigned percent) {
  Words words = from.words;
  for (std::string& word : words) {
    if (!is_plain(word) || from.chance() % 100 >= percent) continue;
    do word = from.strange_word();
    while (!is_plain(word));
  }
  return words;
}

Words beginning(const Material& from, unsigned percent) {
  return {from.words.begin(),
          from.words.begin() + static_cast<std::ptrdiff_t>(from.words.size() * percent / 100)};
}

// A dateline and credit, and a notice of strange words behind the text.
Words with_notice(const Material& from, std::size_t length) {
  Words words = from.words;
  const Words dateline = {"GENEVA", "(Agency)", "-"};
  words.insert(words.begin(), dateline.begin(), dateline.end());
  for (std::size_t i = 0; i < length; ++i) words.push_back(from.strange_word());
  return words;
}

Words with_other(const Material& from, const std::function<bool(const std::string&)>& is_changed,
                 const std::function<std::string()>& other) {
  Words words = from.words;
  for (std::string& word : words) {
    if (is_changed(word)) word = other();
  }
  return words;
}

struct Edit {
  const char* name;
  bool is_copy;  // what a reader would say
  std::function<Words(const Material&)> make;
  std::ptrdiff_t figures = 0;  // how many an article must have
};

std::vector<Edit> edits() {
  const auto changed = [](unsigned percent) {
    return [percent](const Material& from) { return with_changed(from, percent); };
  };
  const auto edited = [](unsigned percent) {
    return [percent](const Material& from) { return with_plain_changed(from, percent); };
  };
  const auto cut = [](unsigned percent) {
    return [percent](const Material& from) { return beginning(from, percent); };
  };
  const auto notice = [](std::size_t length) {
    return [length](const Material& from) { return with_notice(from, length); };
  };
  const auto figures = [](const Material& from) {
    return with_other(from, has_digit, [&] { return std::to_string(from.chance() % 10000); });
  };
  const auto names = [](const Material& from) {
    return with_other(from, is_name, [&] { return "Q" + std::to_string(from.chance() % 10000); });
  };
  return {{"unchanged", true, changed(0)},
          {"5 % of the words replaced", true, changed(5)},
          {"10 % of the words replaced", true, changed(10)},
          {"20 % of the words replaced", true, changed(20)},
          {"5 % of the words but names and figures", true, edited(5)},
          {"10 % of the words but names and figures", true, edited(10)},
          {"20 % of the words but names and figures", true, edited(20)},
          {"cut to 70 %", true, cut(70)},
          {"cut to 50 %", true, cut(50)},
          {"cut to 30 %", true, cut(30)},
          {"dateline, notice of 20 words added", true, notice(20)},
          {"dateline, notice of 60 words added", true, notice(60)},
          {"all words replaced", false, changed(100)},
          {"all figures replaced (5 or more)", false, figures, 5},
          {"all names replaced", false, names}};
}

struct Score {
  std::size_t made = 0;
  std::size_t found = 0;  // as a copy of its original, either way round
  std::size_t wrong = 0;  // as a copy of another article
  double seconds = 0;     // in admit()
};

template <typename T>
T must(Result<T> result) {
  if (result.ok()) return std::move(*result);
  std::cerr << result.error().message << '\n';
  std::exit(1);
}

class Trial {
 public:
  Trial(Store& store, std::vector<Article> articles)
      : store_(store), articles_(std::move(articles)) {}

  // Returns the seconds it took.
  double admit_originals() {
    const auto begin = Clock::now();
    for (const Article& article : articles_) must(store_.admit(article));
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    for (const Article& article : articles_) {
      const auto standing = must(store_.standing(article.id));
      if (!standing || standing->copy_of) continue;
      Words words = words_of(article.text);
      strange_.insert(strange_.end(), words.begin(), words.end());
      if (words.size() >= kFewestWords) leaders_.push_back(&article);
    }
    return seconds;
  }

  Score score(const Edit& edit) {
    constexpr std::uint64_t kSeed = 20221125;
    Chance chance(kSeed);
    Score score;
    for (const Article* original : leaders_) {
      const Material material{words_of(original->text), strange_, chance};
      if (std::count_if(material.words.begin(), material.words.end(), has_digit) < edit.figures) {
        continue;
      }
      Article printing = *original;
      printing.id += "-edited";
      printing.source = "another paper";
      printing.url.clear();
      printing.text = joined(edit.make(material));
      judge(printing, original->id, score);
    }
    return score;
  }

  std::size_t leaders() const { return leaders_.size(); }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kFewestWords = 60;

  // Leaves the store as it was.
  void judge(const Article& printing, const std::string& original, Score& score) {
    const auto begin = Clock::now();
    const Admission admission = must(store_.admit(printing));
    score.seconds += std::chrono::duration<double>(Clock::now() - begin).count();
    const std::string other = admission.copy_of ? admission.copy_of->leader : admission.replaced;
    ++score.made;
    if (other == original) ++score.found;
    if (!other.empty() && other != original) ++score.wrong;
    must(store_.erase(printing.id));
  }

  Store& store_;
  std::vector<Article> articles_;
  std::vector<const Article*> leaders_;
  Words strange_;  // words of all articles
};

void list_near_copies(const Store& store, std::size_t step) {
  std::size_t count = 0;
  const auto list = [&](const StoredArticle& stored) {
    if (!stored.copy_of || stored.copy_of->kind != CopyKind::kNear || count++ % step != 0) {
      return true;
    }
    const auto copy = must(store.article(stored.article.id));
    const auto leader = must(store.article(stored.copy_of->leader));
    const nlohmann::json line = {{"copy", stored.article.id},
                                 {"leader", stored.copy_of->leader},
                                 {"likeness", stored.copy_of->likeness},
                                 {"copy_text", copy->text},
                                 {"leader_text", leader->text}};
    std::cout << line.dump() << '\n';
    return true;
  };
  if (const auto done = store.visit_articles(list); !done.ok()) std::exit(1);
}

void report(Trial& trial) {
  std::printf(
      "| edit | printings | found | under another article | ms each |\n|---|---|---|---|---|\n");
  for (const bool is_copy : {true, false}) {
    std::size_t wrong = 0;
    std::size_t right = 0;
    for (const Edit& edit : edits()) {
      if (edit.is_copy != is_copy) continue;
      const Score score = trial.score(edit);
      const auto made = static_cast<double>(std::max<std::size_t>(score.made, 1));
      std::printf("| %s%s | %zu | %.1f %% | %zu | %.2f |\n",
                  edit.is_copy ? "" : "other news: ", edit.name, score.made,
                  100 * static_cast<double>(score.found) / made, score.wrong,
                  1000 * score.seconds / made);
      right += score.found;
      wrong += score.wrong;
    }
    if (is_copy) {
      std::printf("precision of what was found: %.2f %%\n",
                  100 * static_cast<double>(right) /
                      static_cast<double>(std::max<std::size_t>(right + wrong, 1)));
    }
  }
}

std::vector<Article> read(const std::vector<std::string>& paths, std::size_t limit) {
  std::vector<Article> articles;
  const ReadSink sink{[&](ReadArticle&& article) {
                        articles.push_back(std::move(article.article));
                        return articles.size() < limit;
                      },
                      [](const SkippedInput&) {}};
  for (const std::string& path : paths) {
    if (articles.size() >= limit) break;
    must(read_articles(path, {}, sink));
  }
  return articles;
}

int run(const std::vector<std::string>& arguments) {
  std::size_t limit = 1000;
  std::size_t step = 0;
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--limit" && i + 1 < arguments.size()) {
      limit = std::stoul(arguments[++i]);
    } else if (arguments[i] == "--list" && i + 1 < arguments.size()) {
      step = std::stoul(arguments[++i]);
    } else {
      paths.push_back(arguments[i]);
    }
  }
  const auto folder =
      std::filesystem::temp_directory_path() / ("duplicates_eval_" + std::to_string(getpid()));
  auto store = must(open_rocks_store(folder.string(), OpenMode::kReadWrite));
  Trial trial(*store, read(paths, limit));
  const double seconds = trial.admit_originals();
  const auto counts = must(store->counts());
  const StoreInfo info = must(store->info());
  std::fprintf(
      stderr,
      "%llu articles admitted in %.2f s: %llu exact, %llu near copies, %llu older versions; "
      "%zu leaders of 60 words are edited\n",
      static_cast<unsigned long long>(counts.articles), seconds,
      static_cast<unsigned long long>(info.exact_copies),
      static_cast<unsigned long long>(info.near_copies),
      static_cast<unsigned long long>(info.older_versions), trial.leaders());
  if (step > 0) {
    list_near_copies(*store, step);
  } else {
    report(trial);
  }
  store.reset();
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) { return entente::run({argv + 1, argv + argc}); }
