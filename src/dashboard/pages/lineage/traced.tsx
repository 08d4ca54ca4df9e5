import type { InputOf } from '../../../app/operations.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { byKind, countsInWords, detailOf, kindLabels, pageOf, type Node } from './lineage-words.ts';
import { Picture } from './picture.tsx';

/** Rows of a kind that are shown: the answer of the API has all. */
const rowsShown = 200;

/** The picture of a lineage, and the same as tables. */
export function Traced({ start, direction }: InputOf<'lineage.trace'>) {
  const environment = useEnvironment();
  const found = useAnswer('lineage.trace', { start, direction });
  return (
    <Answered query={found} what="the lineage">
      {({ graph }) => (
        <>
          <Section
            title={countsInWords(graph.nodes)}
            note="From files on the left to what was made of them. What was asked for has a heavy border. Each box leads to its page."
          >
            <Picture start={start} direction={direction} graph={graph} />
          </Section>
          {byKind(graph.nodes)
            .filter(([kind]) => kind !== 'conditioned')
            .map(([kind, nodes]) => (
              <Section
                key={kind}
                title={nodes.length === 1 ? capital(kindLabels[kind].one) : `${nodes.length} ${kindLabels[kind].many}`}
                {...(nodes.length > rowsShown ? { note: `The first ${rowsShown} of ${nodes.length}.` } : {})}
              >
                <DataTable
                  caption={`Lineage: ${kindLabels[kind].many}`}
                  columns={columnsIn(environment)}
                  rows={nodes.slice(0, rowsShown)}
                  keyOf={({ id }) => id}
                  minWidth={560}
                />
              </Section>
            ))}
        </>
      )}
    </Answered>
  );
}

function columnsIn(environment: string): readonly Column<Node>[] {
  return [
    {
      name: 'What',
      kind: 'wide',
      by: ({ title }) => title,
      show: (node) => {
        const to = pageOf(environment, node);
        return to === undefined ? node.title : <PageLink to={to}>{node.title}</PageLink>;
      },
    },
    { name: 'More', kind: 'wide', show: detailOf },
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
