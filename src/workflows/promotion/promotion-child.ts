import { WorkflowIdReusePolicy } from '@temporalio/workflow';
import type { BacktestSummary } from '../../contracts/cycle.ts';
import type { PromotionInput } from '../../contracts/promotion.ts';
import { pageLink, pagePaths } from '../../contracts/page-addresses.ts';
import { answering } from '../../contracts/priority.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { segmentName } from '../../contracts/segment.ts';
import { promotionId } from '../../contracts/workflow-ids.ts';
import { figuresTable } from './figures-text.ts';

/**
 * How the promotion of a challenger is started, regardless of who asks for it: under the one id that a version of an environment
 * has.
 *
 * @param pages address of the web application, where it is known
 */
export function promotionChild(input: PromotionInput, champion: BacktestSummary | undefined, pages?: string) {
  const { environment, cutoff, challenger, cycleId } = input;
  const { version, segment } = challenger;
  const name = segmentName(segment);
  return {
    workflowId: promotionId(environment, segment, version),
    args: [input] as [PromotionInput],
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    priority: { ...answering, fairnessKey: segment.region },
    staticSummary: `promotion · ${name} · cutoff ${cutoff}`,
    staticDetails: [
      `Challenger \`${version}\` of \`${cycleId}\``,
      '',
      figuresTable(challenger, champion),
      ...pageLink(pages, 'Decisions in Shelfcast', pagePaths.decisions(environment)),
    ].join('\n'),
    typedSearchAttributes: [
      { key: searchAttributes.region, value: segment.region },
      { key: searchAttributes.environment, value: environment },
      { key: searchAttributes.cycleWeek, value: cutoff },
      { key: searchAttributes.stage, value: 'promote' },
    ],
  };
}
