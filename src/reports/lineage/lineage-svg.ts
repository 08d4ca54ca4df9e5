import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { grouped } from './grouped-graph.ts';
import { condensed, type LineageGraph } from './lineage-graph.ts';
import { detailsOf } from './lineage-text.ts';

const colours: Readonly<Record<string, string>> = {
  file: '#eef2f7',
  dataset: '#e3f0e8',
  model: '#fdf0d9',
  forecast: '#e6e6fa',
  evaluation: '#f6e4ea',
};
/** Characters a line of a box holds. */
const lineLength = 38;

/** Boxes that a person can take in, and that are laid out in a moment. */
const mostBoxes = 80;

/**
 * A graph as a picture, from files on the left to what was made from them on the right; the requested node has a heavy border. Each box
 * has the id of its node, percent-encoded, and its kind as a class; beyond 80 boxes several nodes are one.
 */
export async function lineageSvg(graph: LineageGraph): Promise<string> {
  return (await Graphviz.load()).layout(dotOf(grouped(condensed(graph), mostBoxes)), 'svg', 'dot');
}

/** The graph in the language of Graphviz. */
function dotOf({ roots, nodes, edges }: LineageGraph): string {
  const places = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  return [
    'digraph lineage {',
    'rankdir=LR; bgcolor=white; nodesep=0.2; ranksep=0.7;',
    'node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11, color="#66728a", margin="0.15,0.08"];',
    'edge [color="#8a94a6", arrowsize=0.7];',
    ...nodes.map(({ id, kind, title, facts }) => {
      const details = Object.keys(facts).length === 0 ? '' : detailsOf(kind, facts);
      const lines = [title, ...details.split('; ')].filter((line) => line !== '').flatMap(wrapped);
      const heavy = roots.includes(id) ? ', penwidth=3' : '';
      const name = `id=${quoted(encodeURIComponent(id))}, class="kind-${kind}"`;
      return `${places.get(id)} [label=${quoted(lines.join('\n'))}, ${name}, fillcolor="${colours[kind] ?? 'white'}"${heavy}];`;
    }),
    ...edges.map(({ from, to }) => `${places.get(from)} -> ${places.get(to)};`),
    '}',
  ].join('\n');
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < lineLength) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
