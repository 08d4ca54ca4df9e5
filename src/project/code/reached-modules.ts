import { createHash } from 'node:crypto';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { ModuleImport, ReadModule } from './read-module.ts';

/** Reads modules; `undefined` where there is no such file. */
export interface Modules {
  read(file: string): Promise<ReadModule | undefined>;
}

/** What is reached from some modules. */
export interface ReachedModules {
  /** Digest by path relative to the sources, with `/`; of a module that only passes names on, one for each name that is used: `index.ts#fit`. */
  readonly modules: ReadonlyMap<string, string>;
  readonly packages: ReadonlySet<string>;
}

/**
 * The modules that the roots use: by their imports, and by those of what they import. Of a module that only passes on what others export, what is
 * taken from it counts.
 *
 * @param roots relative to the sources
 */
export async function reachedModules(
  sources: string,
  roots: readonly string[],
  source: Modules,
): Promise<ReachedModules> {
  const modules = new Map<string, string>();
  const packages = new Set<string>();

  const use = async (file: string, names: ModuleImport['names']): Promise<void> => {
    const path = relative(sources, file).split(sep).join('/');
    if (modules.has(path)) return;
    const module = await source.read(file);
    // A text that only looks like an import leads nowhere; a real one that does stops Node itself.
    if (!module) return;
    if (module.passesOn && names) {
      for (const one of usedOf(module.passesOn, names)) {
        const at = `${path}#${one.name}`;
        if (modules.has(at)) continue;
        modules.set(at, `${one.from}#${one.original}`);
        await follow(file, { from: one.from, ...(one.original === '*' ? {} : { names: [one.original] }) });
      }
      return;
    }
    modules.set(path, module.digest);
    for (const one of module.imports) await follow(file, one);
  };
  const follow = async (importer: string, { from, names }: ModuleImport): Promise<void> => {
    if (/^\.{1,2}\//.test(from)) await use(resolve(dirname(importer), from), names);
    else if (!from.startsWith('node:')) packages.add(from);
  };

  for (const root of roots) {
    await use(join(sources, root), undefined);
    if (!modules.has(root)) throw new TypeError(`there is no module ${root} in ${sources}, which code-parts.ts names`);
  }
  return { modules, packages };
}

/** What is taken by name, and all that comes without a name where one of them is not among those. */
function usedOf(passesOn: NonNullable<ReadModule['passesOn']>, names: readonly string[]) {
  const named = passesOn.filter(({ name }) => names.includes(name));
  const isWhole = names.every((name) => named.some((one) => one.name === name));
  return isWhole ? named : [...named, ...passesOn.filter(({ name }) => name === '*')];
}

/** SHA-256 over modules: path and digest of each, in the order of their paths. */
export function hashOfModules(modules: ReachedModules['modules']): string {
  const hash = createHash('sha256');
  for (const path of [...modules.keys()].sort()) hash.update(`${path.length}:${path}${modules.get(path)!}\n`);
  return hash.digest('hex');
}
