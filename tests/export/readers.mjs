// Prints what graphology (the loader of Gephi Lite) makes of a GraphML or GEXF file, as one line of
// JSON in the form that readers.py compares.
import {readFileSync} from 'node:fs';
import Graph from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';

const text = (value) => typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
const plain = (attributes) => Object.fromEntries(
  Object.entries(attributes).filter(([, v]) => v !== null && v !== undefined && v !== '')
    .map(([k, v]) => [k, text(v)]));

const path = process.argv[2];
const format = path.endsWith('.gexf') ? gexf : graphml;
const graph = format.parse(Graph, readFileSync(path, 'utf8'));
const nodes = {};
const edges = {};
graph.forEachNode((id, attributes) => { nodes[id] = plain(attributes); });
graph.forEachEdge((id, attributes, source, target) => {
  if (format === gexf) delete attributes.kind;  // GEXF's own; event_type says the same
  edges[id] = {...plain(attributes), '@source': source, '@target': target};
});
console.log(JSON.stringify({nodes, edges}));
