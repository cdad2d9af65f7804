#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>

#include "graph/export/csv.h"
#include "graph/export/graphml.h"
#include "graph/export/jsonl.h"
#include "graph/export/text_sink.h"
#include "tools/command.h"
#include "tools/output_file.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

// The part of a store that is exported: relations that the selection admits, and their ends.
class ExportSource {
 public:
  ExportSource(const Store& store, const Selection& selection)
      : records_(store), selection_(selection) {}

  Result<void> each_edge(const std::function<void(const RelationRecord&)>& take) {
    if (selection_.is_empty) return {};
    return records_.scan(selection_.filter, [&](const RelationRecord& record) {
      if (selection_.admits(record)) take(record);
      return true;
    });
  }

  // By id.
  Result<void> each_node(const std::function<void(const Actor&)>& take) {
    std::set<std::string> ids;
    auto done = each_edge([&](const RelationRecord& record) {
      ids.insert(record.subject.id);
      ids.insert(record.object.id);
    });
    if (!done.ok()) return done;
    for (const std::string& id : ids) {
      auto actor = records_.actor(id);
      if (!actor.ok()) return actor.error();
      take(*actor);
    }
    return {};
  }

 private:
  RecordReader records_;
  const Selection& selection_;
};

Result<void> write_graphml(ExportSource& source, const TextSink& sink) {
  GraphmlWriter writer(sink);
  writer.begin();
  auto nodes = source.each_node([&](const Actor& actor) { writer.node(actor); });
  if (!nodes.ok()) return nodes;
  auto edges = source.each_edge([&](const RelationRecord& record) { writer.edge(record); });
  if (edges.ok()) writer.end();
  return edges;
}

Result<void> write_jsonl(ExportSource& source, const TextSink& sink) {
  return source.each_edge([&](const RelationRecord& record) { sink(to_json_line(record) + "\n"); });
}

Result<void> write_csv_nodes(ExportSource& source, const TextSink& sink) {
  sink(csv_node_header());
  return source.each_node([&](const Actor& actor) { sink(csv_node_row(actor)); });
}

Result<void> write_csv_edges(ExportSource& source, const TextSink& sink) {
  sink(csv_edge_header());
  return source.each_edge([&](const RelationRecord& record) { sink(csv_edge_row(record)); });
}

using Writer = Result<void> (*)(ExportSource&, const TextSink&);

Result<void> write_file(const std::string& path, Writer writer, ExportSource& source) {
  auto file = OutputFile::create(path);
  if (!file.ok()) return file.error();
  auto done = writer(source, [&](std::string_view bytes) { file->write(bytes); });
  return done.ok() ? file->commit() : done;
}

class ExportCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"export", "Write the graph for other programs: GraphML, CSV or JSON Lines",
            "entente export --format graphml --out graph.graphml --db store\n"
            "entente export --format csv --out tables/ --leaders --from 2022 --db store\n"
            "entente export --format jsonl --db store | jq -r .evidence.text"};
  }

  void declare(OptionTable& options) override {
    options.add("--format", format_, "graphml (default), csv or jsonl");
    options.add("--out", out_,
                "file to write, for csv a folder (nodes.csv, edges.csv); - = stdout");
    selection_.declare_ends(options);
    selection_.declare_kinds(options);
    selection_.declare_rest(options);
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    const Writer writer = find_writer();
    if (writer == nullptr) {
      return console.fail({Error::Code::kUsage, "'" + format_ + "' is no export format; use " +
                                                    "graphml, csv or jsonl"});
    }
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    auto selection = resolve(selection_, **store, console);
    if (!selection.ok()) return console.fail(selection.error());
    ExportSource source(**store, *selection);
    auto done = write(console, writer, source);
    return done.ok() ? ExitCode::kDone : console.fail(done.error());
  }

 private:
  Writer find_writer() const {
    if (format_ == "graphml") return write_graphml;
    if (format_ == "jsonl") return write_jsonl;
    if (format_ == "csv") return write_csv_edges;
    return nullptr;
  }

  Result<void> write(const Console& console, Writer writer, ExportSource& source) const {
    if (out_.empty() || out_ == "-") {
      return writer(source, [&](std::string_view bytes) { console.out << bytes; });
    }
    if (format_ != "csv") return write_file(out_, writer, source);
    std::error_code error;
    std::filesystem::create_directories(out_, error);
    if (error) {
      return Error{Error::Code::kIo, "cannot create folder '" + out_ + "': " + error.message()};
    }
    auto nodes = write_file(out_ + "/nodes.csv", write_csv_nodes, source);
    return nodes.ok() ? write_file(out_ + "/edges.csv", write_csv_edges, source) : nodes;
  }

  SelectionOptions selection_;
  StoreOption store_;
  std::string format_ = "graphml";
  std::string out_;
};

}  // namespace

std::unique_ptr<Command> make_export_command() { return std::make_unique<ExportCommand>(); }

}  // namespace entente
