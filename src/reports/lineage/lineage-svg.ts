import { Graphviz } from '@hpcc-js/wasm-graphviz';
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

/** A graph as a picture, from files on the left to what was made from them on the right; the requested node has a heavy border. */
export async function lineageSvg(graph: LineageGraph): Promise<string> {
  return (await Graphviz.load()).layout(dotOf(condensed(graph)), 'svg', 'dot');
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
      const lines = [title, ...detailsOf(kind, facts).split('; ')].filter((line) => line !== '').flatMap(wrapped);
      const heavy = roots.includes(id) ? ', penwidth=3' : '';
      return `${places.get(id)} [label=${quoted(lines.join('\n'))}, fillcolor="${colours[kind] ?? 'white'}"${heavy}];`;
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
