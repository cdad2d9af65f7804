#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "ingest/document.h"

namespace entente {

// A treebank file in CoNLL-U as documents, for tests and measurements. The sentences' texts are
// joined by a blank, by an empty line where the treebank marks a paragraph; multiword tokens count
// as their words. Empty nodes are left out.
struct TreebankDocument {
  std::string id;
  std::string text;
  std::vector<Sentence> sentences;
  std::vector<std::string> misc;  // last column of every word, in order
};

inline std::vector<std::string> split_fields(const std::string& line, char separator) {
  std::vector<std::string> fields;
  for (std::size_t at = 0;;) {
    const std::size_t end = line.find(separator, at);
    fields.push_back(line.substr(at, end == std::string::npos ? end : end - at));
    if (end == std::string::npos) break;
    at = end + 1;
  }
  return fields;
}

class TreebankReader {
 public:
  std::vector<TreebankDocument> read(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) read_line(line);
    finish_sentence();
    return std::move(documents_);
  }

 private:
  void read_line(const std::string& line) {
    if (line.rfind("# newdoc", 0) == 0) {
      documents_.emplace_back().id = line.substr(line.find('=') + 2);
    } else if (line.rfind("# newpar", 0) == 0) {
      is_new_paragraph_ = true;
    } else if (line.rfind("# text = ", 0) == 0) {
      begin_sentence(line.substr(9));
    } else if (line.empty()) {
      finish_sentence();
    } else if (line[0] != '#') {
      read_word(split_fields(line, '\t'));
    }
  }

  void begin_sentence(const std::string& text) {
    if (documents_.empty()) documents_.emplace_back();
    TreebankDocument& document = documents_.back();
    if (!document.text.empty()) document.text += is_new_paragraph_ ? "\n\n" : " ";
    is_new_paragraph_ = false;
    at_ = document.text.size();
    document.text += text;
    Sentence& sentence = document.sentences.emplace_back();
    sentence.span = {static_cast<std::uint32_t>(at_),
                     static_cast<std::uint32_t>(document.text.size())};
  }

  void read_word(const std::vector<std::string>& f) {
    if (f.size() < 10 || f[0].find('.') != std::string::npos) return;
    TreebankDocument& document = documents_.back();
    const std::size_t dash = f[0].find('-');
    if (dash != std::string::npos) {
      skip_blanks(document.text);
      until_ = std::stoi(f[0].substr(dash + 1));
      surface_end_ = at_ + f[1].size();
      return;
    }
    const int id = std::stoi(f[0]);
    if (id > until_) skip_blanks(document.text);
    Token& token = document.sentences.back().tokens.emplace_back();
    token.form = f[1];
    token.lemma = f[2];
    token.upos = parse_upos(f[3]);
    token.xpos = f[4];
    token.feats = f[5];
    token.head = std::stoi(f[6]) - 1;
    token.deprel = f[7];
    token.arc_probability = 1;
    std::size_t end = at_ + f[1].size();
    if (id == until_) end = surface_end_;
    token.span = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
    token.space_after = id >= until_ && f[9].find("SpaceAfter=No") == std::string::npos;
    at_ = end;
    document.misc.push_back(f[9]);
  }

  void finish_sentence() {
    until_ = 0;
    if (documents_.empty()) return;
  }

  void skip_blanks(const std::string& text) {
    while (at_ < text.size()) {
      const std::string two = text.substr(at_, 2);
      if (text[at_] == ' ') {
        ++at_;
      } else if (two == "\u00A0") {
        at_ += 2;
      } else {
        break;
      }
    }
  }

  static Upos parse_upos(const std::string& name) {
    for (int i = 0; i <= static_cast<int>(Upos::kVerb); ++i) {
      if (name == to_string(static_cast<Upos>(i))) return static_cast<Upos>(i);
    }
    return Upos::kX;
  }

  std::vector<TreebankDocument> documents_;
  bool is_new_paragraph_ = false;
  std::size_t at_ = 0;  // where the next word begins in the document's text
  int until_ = 0;       // last word of the current multiword token
  std::size_t surface_end_ = 0;
};

}  // namespace entente
