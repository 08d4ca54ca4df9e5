import { cxxCompiler } from './compiler.mjs';
import { findOnPath } from './command.mjs';
import { describe } from './errors.mjs';
import { commands } from './locations.mjs';

/**
 * @typedef {object} DoctorRow
 * @property {string} title
 * @property {'found' | 'missing' | 'broken'} status
 * @property {boolean} needed a needed row that isn't `found` makes the doctor's exit code 1
 * @property {string} version
 * @property {string} where
 * @property {string} advice what it is for, or what to do about it
 */

/** Programs the fall-backs run; none is needed while the vendors' hosts can be reached. */
const FALL_BACK_TOOLS = [
  { title: 'pip', names: ['pip3', 'pip'], advice: "serves to get libtensorflow, where the vendor's host is closed" },
  { title: 'Go', names: ['go'], advice: "serves to get the Temporal CLI, where the vendor's hosts are closed" },
  {
    title: 'Java',
    names: ['java'],
    advice: "serves to get the time-skipping server, where the vendor's host is closed",
  },
  {
    title: 'Maven',
    names: ['mvn'],
    advice: "serves to get the time-skipping server, where the vendor's host is closed",
  },
];

/** @type {Readonly<Record<import('./part.mjs').Purpose, string>>} the command that sets up what a purpose needs */
const COMMANDS = {
  node: commands.setUp,
  jobs: commands.setUp,
  start: commands.setUp,
  test: 'npm test',
  stack: 'npm run test:stack',
  mlflow: 'npm run setup:mlflow',
  deploy: 'npm run setup:deploy',
};

/**
 * Looks at every part and really uses those that are there. Changes nothing.
 * @param {readonly import('./part.mjs').Part[]} parts
 * @param {import('./part.mjs').SetupContext} context
 * @returns {Promise<DoctorRow[]>}
 */
export async function examine(parts, context) {
  const partRows = await Promise.all(parts.map((part) => examinePart(part, context)));
  const built = parts.map(({ neededFor }) =>
    ['start', 'test', 'stack'].some((purpose) => neededFor.includes(/** @type {any} */ (purpose))),
  );
  const allThere = partRows.every(({ status }, i) => !built[i] || status === 'found');
  return [
    ...partRows,
    compilerRow(!allThere),
    ...FALL_BACK_TOOLS.map(({ title, names, advice }) => toolRow(title, names, advice)),
  ];
}

/**
 * @param {import('./part.mjs').Part} part
 * @param {import('./part.mjs').SetupContext} context
 * @returns {Promise<DoctorRow>}
 */
async function examinePart(part, context) {
  const needed = part.neededFor.includes('start');
  const { ready, version = '', where = '', source, problem } = await part.inspect(context);
  const row = { title: part.title, needed, version, where };
  if (!ready) {
    const [purpose = 'start'] = part.neededFor;
    return { ...row, status: 'missing', advice: `${problem}; \`${COMMANDS[purpose]}\` provides it` };
  }
  try {
    await part.prove(context);
    return { ...row, status: 'found', advice: source === undefined ? '' : `source: ${source}` };
  } catch (error) {
    return { ...row, status: 'broken', advice: `${describe(error)}; delete ${where} and run \`${commands.setUp}\`` };
  }
}

/**
 * @param {boolean} needed
 * @returns {DoctorRow}
 */
function compilerRow(needed) {
  const row = { title: 'C++ compiler', needed, version: '' };
  try {
    return { ...row, status: 'found', where: cxxCompiler(), advice: '' };
  } catch (error) {
    return { ...row, status: 'missing', where: '', advice: describe(error) };
  }
}

/**
 * @param {string} title
 * @param {readonly string[]} names
 * @param {string} advice
 * @returns {DoctorRow}
 */
function toolRow(title, names, advice) {
  const where = names.map((name) => findOnPath(name)).find((path) => path !== undefined);
  if (where === undefined) return { title, status: 'missing', needed: false, version: '', where: '', advice };
  return { title, status: 'found', needed: false, version: '', where, advice: '' };
}
