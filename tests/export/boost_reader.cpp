// Prints what boost::read_graphml makes of a GraphML file, as one line of JSON in the form that
// readers.py compares. Boost gives no ids: nodes and edges come in the order of the file.
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

using Attributes = std::map<std::string, std::string>;
using Graph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, Attributes, Attributes>;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;
using Edge = boost::graph_traits<Graph>::edge_descriptor;

// One named attribute of nodes or edges, kept as text whatever its type in the file.
template <typename Key>
class AnyAttribute : public boost::dynamic_property_map {
 public:
  AnyAttribute(Graph& graph, std::string name) : graph_(graph), name_(std::move(name)) {}
  boost::any get(const boost::any&) override { return {}; }
  std::string get_string(const boost::any&) override { return {}; }
  void put(const boost::any& key, const boost::any& value) override {
    std::ostringstream out;
    if (const auto* text = boost::any_cast<std::string>(&value)) out << *text;
    if (const auto* number = boost::any_cast<int>(&value)) out << *number;
    if (const auto* number = boost::any_cast<double>(&value)) out << *number;
    graph_[boost::any_cast<Key>(key)][name_] = out.str();
  }
  const std::type_info& key() const override { return typeid(Key); }
  const std::type_info& value() const override { return typeid(std::string); }

 private:
  Graph& graph_;
  std::string name_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  Graph graph;
  boost::dynamic_properties properties(
      [&](const std::string& name, const boost::any& key,
          const boost::any&) -> boost::shared_ptr<boost::dynamic_property_map> {
        if (key.type() == typeid(Vertex))
          return boost::make_shared<AnyAttribute<Vertex>>(graph, name);
        if (key.type() == typeid(Edge)) return boost::make_shared<AnyAttribute<Edge>>(graph, name);
        return nullptr;  // attributes of the graph itself
      });
  std::ifstream in(argv[1], std::ios::binary);
  boost::read_graphml(in, graph, properties);
  nlohmann::json nodes = nlohmann::json::array();
  nlohmann::json edges = nlohmann::json::array();
  for (const auto vertex : boost::make_iterator_range(boost::vertices(graph))) {
    nodes.push_back(graph[vertex]);
  }
  for (const auto edge : boost::make_iterator_range(boost::edges(graph))) {
    nlohmann::json json = graph[edge];
    json["@source"] = boost::source(edge, graph);
    json["@target"] = boost::target(edge, graph);
    edges.push_back(json);
  }
  std::cout << nlohmann::json{{"nodes", nodes}, {"edges", edges}}.dump() << '\n';
}
