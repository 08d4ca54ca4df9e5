import { noteOf } from '../../src/project/option-notes/index.ts';
import { guides } from './guides.ts';
import { configurationOptions, type ConfigurationOption } from './options.ts';

/** Sections of the page, each with the beginnings of its options' paths. */
const sections: readonly (readonly [string, RegExp])[] = [
  ['Project', /^(name|weekStartsOn|horizonWeeks|landingDirectory|regions\[\]\.(name|timeZone)|formats|velocity\.)/],
  ['Sources', /^sources\[\]/],
  ['Drivers and features', /^(drivers|features)\./],
  ['Models', /^(members\.|seed|aim|ensemble\.)/],
  ['Backtest and gate', /^(backtest|gate)\./],
  ['Schedules and watching', /^(schedule|watch)\.|\.(schedule|watch)\./],
  ['Environments', /^environments\.<name>\.(promotion|approval)/],
  ['Drift, data changes, retention', /^(staleAfterDays|drift\.|dataChange\.|retention\.)/],
];

/** Options on which there is no note: of those the page cannot be written. */
export function optionsWithoutNote(): readonly string[] {
  return configurationOptions().flatMap(({ path }) => (noteOf(path) ? [] : [path]));
}

/** The text of docs/configuration.md. */
export function configurationPage(): string {
  const options = configurationOptions();
  const taken = new Set<ConfigurationOption>();
  const tables = sections.map(([title, paths]) => {
    const rows = options.filter((option) => paths.test(option.path) && !taken.has(option));
    rows.forEach((option) => taken.add(option));
    return `## ${title}\n\n${table(rows)}\n`;
  });
  const left = options.filter((option) => !taken.has(option)).map(({ path }) => path);
  if (left.length > 0) throw new TypeError(`no section of docs/configuration.md has ${left.join(', ')}`);
  return `# Configuration

Every option of \`shelfcast.config.ts\`. \`npm run docs:configuration\` generates this page from the schema and its notes in
\`src/project/option-notes\`; a test fails if the page is out of date.

An option whose default is **required** must be set. \`[]\` means each entry of a list, \`<name>\` each name. All errors in a
configuration are reported at once, each with its path.

${tables.join('\n')}
${guides}`;
}

function table(options: readonly ConfigurationOption[]): string {
  const rows = options.map((option) => {
    const note = noteOf(option.path);
    const cells = [
      `\`${option.path}\``,
      note?.range ?? option.range,
      note?.unit ?? '',
      defaultOf(option),
      `${note?.about ?? ''}. ${note?.when ?? ''}.`,
    ];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\t', '\\t')).join(' | ')} |`;
  });
  return [
    '| option | range | unit | default | what it is, when to change it |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function defaultOf({ path, isRequired, fallback }: ConfigurationOption): string {
  if (isRequired) return '**required**';
  if (fallback !== undefined) return `\`${fallback}\``;
  return noteOf(path)?.fallback ?? 'none';
}
