import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { InputOf } from '../../../app/operations.ts';
import { send } from '../../api/send.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Answered } from '../../parts/answered.tsx';
import { countsInWords, pageOf, type Graph } from './lineage-words.ts';

interface Props extends InputOf<'lineage.trace'> {
  readonly graph: Graph;
}

/** The lineage as the server draws it; each box that has a page is a link to it. */
export function Picture({ start, direction, graph }: Props) {
  const drawn = useQuery({
    queryKey: ['lineage picture', start, direction],
    queryFn: async ({ signal }) => {
      const response = await send('/api/v1/lineage/picture', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'image/svg+xml' },
        body: JSON.stringify({ start, direction }),
        signal,
      });
      return response.text();
    },
  });
  return (
    <Answered query={drawn} what="the picture">
      {(svg) => <Drawn svg={svg} graph={graph} />}
    </Answered>
  );
}

function Drawn({ svg, graph }: { readonly svg: string; readonly graph: Graph }) {
  const environment = useEnvironment();
  const [, navigate] = useLocation();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const picture = pictureOf(svg);
    if (!picture) return;
    const pages = new Map(graph.nodes.map((node) => [encodeURIComponent(node.id), node] as const));
    // The names that Graphviz gives boxes and arrows would show as tooltips.
    for (const title of picture.querySelectorAll('title')) title.remove();
    for (const box of picture.querySelectorAll('g.node')) {
      const node = pages.get(box.id);
      const page = node && pageOf(environment, node);
      if (page !== undefined) asLink(box, { page, label: node!.title }, navigate);
    }
    place.current?.replaceChildren(picture);
  }, [svg, graph, environment, navigate]);
  return (
    <div
      className="lineage scrolls panel"
      role="group"
      aria-label={`Picture of the lineage: ${countsInWords(graph.nodes)}; the tables below have the same`}
      tabIndex={0}
      ref={place}
    />
  );
}

/** The drawing as an element, without anything that could run. */
function pictureOf(svg: string): SVGElement | undefined {
  const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml');
  if (documentElement.localName !== 'svg') return undefined;
  for (const element of documentElement.querySelectorAll('script, foreignObject')) element.remove();
  return document.importNode(documentElement, true) as unknown as SVGElement;
}

function asLink(
  box: Element,
  { page, label }: { readonly page: string; readonly label: string },
  navigate: (to: string) => void,
): void {
  const link = document.createElementNS('http://www.w3.org/2000/svg', 'a');
  link.setAttribute('href', page);
  // What is read out has what is seen, or who speaks to their browser cannot name it.
  const seen = [...box.querySelectorAll('text')].map(({ textContent }) => textContent.trim()).join(' ');
  link.setAttribute('aria-label', `${label}: ${seen}`);
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(page);
  });
  box.replaceWith(link);
  link.append(box);
}
