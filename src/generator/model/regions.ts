/** A sales region and its climate. */
export interface Region {
  readonly name: string;
  /** Two letters that its store numbers start with. */
  readonly code: string;
  readonly timeZone: string;
  /** First three digits of its zip codes. */
  readonly zipPrefix: string;
  /** Mean of the year, degrees Fahrenheit. */
  readonly meanTemperature: number;
  /** How far July lies above and January below it. */
  readonly amplitude: number;
  /** Share of days with rain. */
  readonly rainyShare: number;
}

const region = (
  name: string,
  code: string,
  timeZone: string,
  zipPrefix: string,
  [meanTemperature, amplitude, rainyShare]: readonly [number, number, number],
): Region => ({ name, code, timeZone, zipPrefix, meanTemperature, amplitude, rainyShare });

/** The regions in the order in which a grocer grows into them. */
export const allRegions: readonly Region[] = [
  region('midwest', 'MW', 'America/Chicago', '606', [50, 25, 0.33]),
  region('southeast', 'SE', 'America/New_York', '303', [63, 18, 0.31]),
  region('northeast', 'NE', 'America/New_York', '100', [54, 22, 0.34]),
  region('texas', 'TX', 'America/Chicago', '752', [67, 19, 0.22]),
  region('pacific-northwest', 'PN', 'America/Los_Angeles', '981', [53, 12, 0.42]),
  region('california-south', 'CS', 'America/Los_Angeles', '900', [65, 8, 0.1]),
  region('california-north', 'CN', 'America/Los_Angeles', '941', [58, 7, 0.18]),
  region('mountain', 'MT', 'America/Denver', '802', [51, 22, 0.24]),
  region('florida', 'FL', 'America/New_York', '331', [77, 7, 0.36]),
  region('great-lakes', 'GL', 'America/Detroit', '482', [50, 24, 0.36]),
  region('mid-atlantic', 'MA', 'America/New_York', '212', [56, 22, 0.31]),
  region('central-plains', 'CP', 'America/Chicago', '641', [55, 25, 0.28]),
  region('desert-southwest', 'DS', 'America/Phoenix', '850', [75, 19, 0.09]),
  region('new-england', 'EN', 'America/New_York', '021', [51, 22, 0.34]),
];
