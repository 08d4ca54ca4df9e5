/** The beginning of a name that a screen reader reads, or all of it. */
type Name = string | RegExp;

/** Something on a page, by its role and name, or a text. */
type Thing = { readonly role: 'link' | 'button' | 'tab' | 'heading' | 'table' | 'group' | 'img'; readonly name: Name };
type Click = Thing & { readonly role: 'link' | 'button' | 'tab' };

/** What somebody wants to know, and how they come to it from Today. */
export interface Question {
  readonly who: 'operations' | 'approver' | 'scientist' | 'data user' | 'business';
  readonly asks: string;
  /** Never more than three. */
  readonly clicks: readonly [] | readonly [Click] | readonly [Click, Click] | readonly [Click, Click, Click];
  /** What answers it. */
  readonly sees: Thing | { readonly text: Name };
}

const link = (name: Name): Click => ({ role: 'link', name });
const button = (name: Name): Click => ({ role: 'button', name });
const tab = (name: Name): Click => ({ role: 'tab', name });
const heading = (name: Name): Thing => ({ role: 'heading', name });
const group = (name: Name): Thing => ({ role: 'group', name });

/** A model by the first digits of its version, as lists have it. */
const aVersion = link(/^[0-9a-f]{8}$/);

/** What people ask of the pages; they start on Today. */
export const questions: readonly Question[] = [
  {
    ...{ who: 'operations', asks: 'Does every region have its forecast?', clicks: [] },
    sees: { text: /regions (has its|have their) forecast from the week of/ },
  },
  {
    ...{ who: 'operations', asks: 'Who paused south, and why?', clicks: [] },
    sees: { text: /stocktaking/ },
  },
  {
    ...{ who: 'operations', asks: 'What did each week do to each segment of north?', clicks: [link('north')] },
    sees: group('Segments by week'),
  },
  {
    ...{ who: 'operations', asks: 'Why did the last cycle of north run?', clicks: [link('north')] },
    sees: heading('Ledger'),
  },
  {
    ...{ who: 'operations', asks: 'What did the last cycle do?', clicks: [link('north'), link(/^Cycle of /)] },
    sees: heading('Segments'),
  },
  {
    ...{ who: 'operations', asks: 'How do I start a cycle?', clicks: [button(/^Request/)] },
    sees: { text: 'Train models again' },
  },
  {
    ...{ who: 'operations', asks: 'Which source is late?', clicks: [link('Data')] },
    sees: group('Freshness by region and source'),
  },
  {
    ...{ who: 'operations', asks: 'Which check failed, by which figure?', clicks: [link('Data'), tab('Checks')] },
    sees: group('Checks'),
  },
  {
    ...{ who: 'operations', asks: 'Does anything stand in for a champion?', clicks: [link('Monitoring')] },
    sees: group('What forecasts each segment'),
  },
  {
    ...{ who: 'operations', asks: 'How long do cycles take?', clicks: [link('Value and cost')] },
    sees: group('What cycles took'),
  },
  {
    ...{ who: 'approver', asks: 'Which models wait for me?', clicks: [link('Look at the figures and decide')] },
    sees: button('Approve'),
  },
  {
    ...{ who: 'approver', asks: 'Is the challenger better than the seasonal forecast?', clicks: [link(/^Decisions/)] },
    sees: group(/^Figures for/),
  },
  {
    ...{ who: 'approver', asks: 'What forecasts if I reject it?', clicks: [link(/^Decisions/)] },
    sees: { text: 'If rejected' },
  },
  {
    ...{ who: 'approver', asks: 'Who approved what, and why?', clicks: [link('Audit')] },
    sees: { text: /better on every figure/ },
  },
  {
    ...{ who: 'scientist', asks: 'How good was a model in its backtest?', clicks: [link('Models'), aVersion] },
    sees: heading('Backtest'),
  },
  {
    ...{
      who: 'scientist',
      asks: 'What was a model made of?',
      clicks: [link('Models'), aVersion, link(/^What it was made of/)],
    },
    sees: group(/^Picture of the lineage/),
  },
  {
    ...{ who: 'scientist', asks: 'Does a champion deliver what its backtest promised?', clicks: [link('Monitoring')] },
    sees: heading('Promised and achieved'),
  },
  {
    ...{ who: 'scientist', asks: 'Have the data drifted?', clicks: [link('Data'), tab('Drift')] },
    sees: { text: /drifted|Nothing to compare yet/ },
  },
  {
    ...{ who: 'data user', asks: 'What does a store sell of an item next week?' },
    clicks: [link('Forecasts'), button(/^Show store n1, item apples/)],
    sees: heading('Store n1, item apples'),
  },
  {
    ...{ who: 'data user', asks: 'Where is the file?', clicks: [link('Forecasts')] },
    sees: link(/^CSV/),
  },
  {
    ...{
      who: 'data user',
      asks: 'Which of my rows were set aside, and why?',
      clicks: [link('Data'), tab('Set aside')],
    },
    sees: { text: 'not a number' },
  },
  {
    ...{ who: 'data user', asks: 'What changed from one dataset to the next?' },
    clicks: [link('Data'), tab('Versions'), button('Compare')],
    sees: group('Rows by week'),
  },
  {
    ...{
      who: 'data user',
      asks: 'What was made of my data?',
      clicks: [link('Data'), link(/^Sources of north/), link(/^sales\//)],
    },
    sees: group(/^Picture of the lineage/),
  },
  {
    ...{
      who: 'business',
      asks: "Is it better than last year's sales as a forecast?",
      clicks: [link('Value and cost')],
    },
    sees: { text: "error, against last year's same week" },
  },
  {
    ...{ who: 'business', asks: 'Of which items do we order too much?', clicks: [link('Value and cost')] },
    sees: group('Most over-forecast items'),
  },
];
