// Prints what graphology-graphml (the loader of Gephi Lite) makes of a GraphML file, as one line of
// JSON in the form that readers.py compares.
import {readFileSync} from 'node:fs';
import Graph from 'graphology';
import graphml from 'graphology-graphml';

const text = (value) => typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
const plain = (attributes) => Object.fromEntries(
  Object.entries(attributes).filter(([, v]) => v !== null && v !== undefined && v !== '')
    .map(([k, v]) => [k, text(v)]));

const graph = graphml.parse(Graph, readFileSync(process.argv[2], 'utf8'));
const nodes = {};
const edges = {};
graph.forEachNode((id, attributes) => { nodes[id] = plain(attributes); });
graph.forEachEdge((id, attributes, source, target) => {
  edges[id] = {...plain(attributes), '@source': source, '@target': target};
});
console.log(JSON.stringify({nodes, edges}));
