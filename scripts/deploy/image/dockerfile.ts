/** One instruction of a Dockerfile. */
interface Instruction {
  /** In capitals. */
  readonly name: string;
  readonly text: string;
}

/** What follows one `FROM`. */
export interface Stage {
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

/** The stages of a Dockerfile, without comments, continued lines put together. */
export function readStages(dockerfile: string): readonly Stage[] {
  const lines = dockerfile
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: { base: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name = '', text = ''] = /^\s*(\w+)\s+(.*)$/.exec(line) ?? [];
    if (name.toUpperCase() === 'FROM') stages.push({ base: text, instructions: [] });
    // What is in front of the first stage are arguments for it.
    else stages.at(-1)?.instructions.push({ name: name.toUpperCase(), text });
  }
  return stages;
}

/** Folders that are written to on a read-only root file system. */
const writable = ['/tmp', '/var/lib/shelfcast'];

/** What the last stage does not keep of what the documentation promises of the image. */
export function dockerfileFaults(dockerfile: string): readonly string[] {
  const last = readStages(dockerfile).at(-1);
  if (!last) return ['there is no FROM'];
  const all = (name: string): readonly string[] =>
    last.instructions.filter((one) => one.name === name).map(({ text }) => text);
  const faults: string[] = [];
  if (last.base !== '${BASE_IMAGE}') faults.push(`the base ${last.base} cannot be chosen by argument`);
  const user = all('USER').at(-1);
  if (user === undefined || !/^[1-9]\d{3,}:[1-9]\d{3,}$/.test(user)) {
    faults.push(
      `USER ${user ?? 'of the base'} is no number of an unprivileged user and group, which a cluster can check`,
    );
  }
  for (const name of ['ENTRYPOINT', 'CMD']) {
    if (!all(name).at(-1)?.startsWith('['))
      faults.push(`${name} is no list, so a shell would keep signals from the process`);
  }
  if (all('ADD').length > 0) faults.push('ADD may fetch something that nothing pins; COPY does not');
  for (const text of all('RUN')) {
    if (/\b(apt-get|npm|pip3?|curl|wget)\b/.test(text))
      faults.push(`RUN ${text}: what is installed belongs in the build stage`);
  }
  for (const text of all('ENV')) {
    for (const [, name = '', path = ''] of text.matchAll(/(\w*CACHE\w*)=(\S+)/g)) {
      if (!writable.some((folder) => path.startsWith(folder)))
        faults.push(`${name}=${path} is written to and is not writable`);
    }
  }
  return faults;
}
