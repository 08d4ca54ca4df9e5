/** What has happened before a reader types a command: a page says it in words, or takes it for granted. */
export interface Preparation {
  readonly page: string;
  readonly before: string;
  readonly typed: string;
}

const sales = 'examples/orange-juice/landing/sales';

export const preparations: readonly Preparation[] = [
  // Challengers wait for a person in prod alone.
  {
    page: 'docs/commands.md',
    before: 'npm run shelfcast -- promotions list',
    typed: 'shelfcast request --env prod --region urban --wait',
  },
  // A file with a bad row arrives, and somebody corrects what was exported.
  {
    page: 'docs/quality.md',
    before: 'shelfcast quarantine show --source sales --reason unparsable-value',
    typed: `printf 'store,brand,week,logmove\\n2,1,158,oops\\n' > ${sales}/week-158-late.csv`,
  },
  {
    page: 'docs/quality.md',
    before: 'shelfcast quarantine reingest --source sales --file bad.csv',
    typed: `sed -i s/oops/8.75/ bad.csv; rm ${sales}/week-158-late.csv`,
  },
  // Something has to run that can be stopped: a cutoff that nothing was trained for yet.
  {
    page: 'docs/operations.md',
    before: 'shelfcast cancel urban --reason "wrong file in landing"',
    typed: 'shelfcast request --region urban --cutoff 1992-08-20 --retrain large/fast',
  },
];
