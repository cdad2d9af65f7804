#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "graph/export/csv.h"
#include "graph/export/dot.h"
#include "graph/export/gexf.h"
#include "graph/export/graphml.h"
#include "graph/export/jsonl.h"
#include "graph/export/text_sink.h"
#include "query/export_graph.h"
#include "query/record_loader.h"
#include "tools/command.h"
#include "tools/output_file.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

Result<void> write_jsonl(const Store& store, const Criteria& criteria, const TextSink& sink) {
  return RecordLoader(store).scan(criteria, [&](const EdgeRecord& record) {
    sink(to_json_line(record) + "\n");
    return true;
  });
}

// A table of nodes or of edges out of a graph's stream.
class CsvNodes final : public GraphWriter {
 public:
  using GraphWriter::GraphWriter;
  void begin() override { write(csv_node_header()); }
  void node(const Actor& actor) override { write(csv_node_row(actor)); }
  void edge(const EdgeRecord&) override {}
  void end() override { flush(); }
};

class CsvEdges final : public GraphWriter {
 public:
  using GraphWriter::GraphWriter;
  void begin() override { write(csv_edge_header()); }
  void node(const Actor&) override {}
  void edge(const EdgeRecord& record) override { write(csv_edge_row(record)); }
  void end() override { flush(); }
};

template <typename GraphFormat>
Result<void> write_graph(const Store& store, const Criteria& criteria, const TextSink& sink) {
  GraphFormat writer(sink);
  return export_graph(store, criteria, writer);
}

using Writer = Result<void> (*)(const Store&, const Criteria&, const TextSink&);

struct ExportFormat {
  std::string_view name;
  Writer write;
};
constexpr std::array kFormats = {
    ExportFormat{"graphml", write_graph<GraphmlWriter>},
    ExportFormat{"gexf", write_graph<GexfWriter>}, ExportFormat{"dot", write_graph<DotWriter>},
    ExportFormat{"csv", write_graph<CsvEdges>}, ExportFormat{"jsonl", write_jsonl}};

class ExportCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"export", "Write the graph for other programs: GraphML, GEXF, DOT, CSV, JSON Lines",
            "entente export --format graphml --out graph.graphml --db store\n"
            "entente export --format csv --out tables/ --leaders --from 2022 --db store\n"
            "entente export --group --out events.graphml --db store\n"
            "entente export --format jsonl --db store | jq -r .evidence.text"};
  }

  void declare(OptionTable& options) override {
    options.add("--format", format_, "graphml (default), gexf, dot, csv or jsonl");
    options.add("--out", out_,
                "file to write, for csv a folder (nodes.csv, edges.csv); - = stdout");
    selection_.declare_ends(options);
    selection_.declare_kinds(options);
    selection_.declare_group(options);
    selection_.declare_rest(options);
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    const auto* format = std::find_if(kFormats.begin(), kFormats.end(),
                                      [&](const auto& known) { return known.name == format_; });
    if (format == kFormats.end()) {
      return console.fail({Error::Code::kUsage, "'" + format_ + "' is no export format; use " +
                                                    "graphml, gexf, dot, csv or jsonl"});
    }
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    auto selection = resolve(selection_, **store, console);
    if (!selection.ok()) return console.fail(selection.error());
    if (selection->is_empty) return ExitCode::kDone;
    auto done = write(console, format->write, **store, selection->criteria);
    return done.ok() ? ExitCode::kDone : console.fail(done.error());
  }

 private:
  Result<void> write(const Console& console, Writer writer, const Store& store,
                     const Criteria& criteria) const {
    if (out_.empty() || out_ == "-") {
      return writer(store, criteria, [&](std::string_view bytes) { console.out << bytes; });
    }
    if (format_ != "csv") return write_file(out_, writer, store, criteria);
    std::error_code error;
    std::filesystem::create_directories(out_, error);
    if (error) {
      return Error{Error::Code::kIo, "cannot create folder '" + out_ + "': " + error.message()};
    }
    auto nodes = write_file(out_ + "/nodes.csv", write_graph<CsvNodes>, store, criteria);
    return nodes.ok() ? write_file(out_ + "/edges.csv", writer, store, criteria) : nodes;
  }

  static Result<void> write_file(const std::string& path, Writer writer, const Store& store,
                                 const Criteria& criteria) {
    auto file = OutputFile::create(path);
    if (!file.ok()) return file.error();
    auto done = writer(store, criteria, [&](std::string_view bytes) { file->write(bytes); });
    return done.ok() ? file->commit() : done;
  }

  SelectionOptions selection_;
  StoreOption store_;
  std::string format_ = "graphml";
  std::string out_;
};

}  // namespace

std::unique_ptr<Command> make_export_command() { return std::make_unique<ExportCommand>(); }

}  // namespace entente
