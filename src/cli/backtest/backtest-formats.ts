/** What `shelfcast backtest` writes. */
export const backtestFormats = ['table', 'json', 'csv', 'html'] as const;
export type BacktestFormat = (typeof backtestFormats)[number];
