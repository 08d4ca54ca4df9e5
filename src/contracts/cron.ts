/** Values from `start` to `end`, both included, `step` apart. */
export interface CronRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** The five fields of a cron expression. Days of the week count from Sunday, 0. */
export interface CronFields {
  readonly minute: readonly CronRange[];
  readonly hour: readonly CronRange[];
  readonly dayOfMonth: readonly CronRange[];
  readonly month: readonly CronRange[];
  readonly dayOfWeek: readonly CronRange[];
}

/** A cron expression that cannot be used. */
export class CronError extends Error {
  override readonly name = 'CronError';
  readonly expression: string;

  constructor(expression: string, fault: string) {
    super(`"${expression}" is not a cron expression: ${fault}`);
    this.expression = expression;
  }
}

interface FieldRule {
  readonly field: keyof CronFields;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Names for the values from `from` on. */
  readonly names?: readonly string[];
}

/** The fields in the order they are written. */
const cronFieldRules: readonly FieldRule[] = [
  { field: 'minute', text: 'minute', from: 0, to: 59 },
  { field: 'hour', text: 'hour', from: 0, to: 23 },
  { field: 'dayOfMonth', text: 'day of the month', from: 1, to: 31 },
  {
    field: 'month',
    text: 'month',
    from: 1,
    to: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  {
    field: 'dayOfWeek',
    text: 'day of the week',
    from: 0,
    to: 6,
    names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  },
];

/**
 * Reads a cron expression of five fields: minute, hour, day of the month, month, day of the week; each `*`, a value, a range
 * `1-5`, either with a step `1-31/2`, or a list of these between commas. Months and weekdays can also be written with their first
 * three letters; 7 is Sunday too. Throws `CronError`; also where the days of the month and of the week are both restricted, which
 * cron takes as "either" and Temporal as "both".
 */
export function parseCron(expression: string): CronFields {
  const texts = expression.trim().split(/\s+/);
  if (texts.length !== cronFieldRules.length || expression.trim() === '') {
    const given = expression.trim() === '' ? 0 : texts.length;
    throw new CronError(expression, `it has ${given} fields, not five: minute, hour, day of month, month, day of week`);
  }
  const fields = Object.fromEntries(
    cronFieldRules.map((rule, index) => [rule.field, parseField(expression, rule, texts[index] ?? '')]),
  ) as Record<keyof CronFields, readonly CronRange[]>;
  if (texts[2] !== '*' && texts[4] !== '*') {
    throw new CronError(expression, 'name days of the month or days of the week, and leave the other "*"');
  }
  return fields;
}

/** An expression again, values as numbers. */
export function cronText(fields: CronFields): string {
  return cronFieldRules
    .map(({ field, from, to }) => {
      const parts = fields[field].map(({ start, end, step }) => {
        const every = start === from && end === to;
        const range = every ? '*' : start === end ? String(start) : `${start}-${end}`;
        return step > 1 ? `${range}/${step}` : range;
      });
      return parts.join(',');
    })
    .join(' ');
}

function parseField(expression: string, rule: FieldRule, text: string): readonly CronRange[] {
  return text.split(',').flatMap((part) => parsePart(expression, rule, part));
}

const partPattern = /^(?:\*|(?<start>\w+)(?:-(?<end>\w+))?)(?:\/(?<step>\d{1,2}))?$/;

function parsePart(expression: string, rule: FieldRule, part: string): readonly CronRange[] {
  const groups = partPattern.exec(part)?.groups;
  if (!groups) throw new CronError(expression, `its ${rule.text} "${part}" cannot be read`);
  const { start: startText, end: endText, step: stepText } = groups;
  const step = stepText === undefined ? 1 : Number(stepText);
  if (step < 1 || step > rule.to) throw new CronError(expression, `its ${rule.text} has a step of ${step}`);
  if (startText === undefined) return [{ start: rule.from, end: rule.to, step }];
  const start = parseValue(expression, rule, startText);
  // A step from one value on goes to the end of the field.
  const end = endText === undefined ? (step > 1 ? rule.to : start) : parseValue(expression, rule, endText);
  if (end < start) throw new CronError(expression, `its ${rule.text} "${part}" runs backwards`);
  return rule.field === 'dayOfWeek' ? withoutSeven({ start, end, step }) : [{ start, end, step }];
}

/** Sunday is 7 as well as 0: `5-7` is Friday, Saturday and Sunday. */
function withoutSeven({ start, end, step }: CronRange): readonly CronRange[] {
  if (end < 7) return [{ start, end, step }];
  const sunday = { start: 0, end: 0, step: 1 };
  if (start === 7) return [sunday];
  return (7 - start) % step === 0 ? [sunday, { start, end: 6, step }] : [{ start, end: 6, step }];
}

function parseValue(expression: string, rule: FieldRule, text: string): number {
  const named = rule.names?.indexOf(text.toLowerCase()) ?? -1;
  const value = named === -1 ? Number(/^\d{1,2}$/.test(text) ? text : Number.NaN) : rule.from + named;
  const to = rule.field === 'dayOfWeek' ? 7 : rule.to;
  if (!(value >= rule.from && value <= to)) {
    throw new CronError(expression, `its ${rule.text} "${text}" is not within ${rule.from} to ${to}`);
  }
  return value;
}
