import { createHash } from 'node:crypto';

/** One import of a module. */
export interface ModuleImport {
  /** As it is written: a relative path or a package. */
  readonly from: string;
  /** The names it takes; `undefined` where that could be any. */
  readonly names?: readonly string[];
}

/** What a version needs to know of a module. */
export interface ReadModule {
  /** SHA-256 of what it does: types, comments and layout do not count. */
  readonly digest: string;
  /** Its imports, with those that are made later, by `import()`. Imports of types are none. */
  readonly imports: readonly ModuleImport[];
  /**
   * Set where it only passes on what others export, `export { original as name } from '…'`. The name `*` is everything that the
   * other module exports.
   */
  readonly passesOn?: readonly { readonly name: string; readonly from: string; readonly original: string }[];
}

/** For code without superfluous spaces. A match within a text does no harm: it leads to no file. */
const namedImport = /\bimport\{([^}]*)\}from"([\w@./:-]+)"/g;
const anyImport = /\b(?:from|import)\(?(["'])([\w@./:-]+)\1/g;
const passedOn = /export(?:\{([^}]*)\}|\*)from"([\w@./:-]+)";?/g;

/** Reads a module of TypeScript or JavaScript after a compiler has removed what makes no difference when it runs. */
export async function readModule(text: string): Promise<ReadModule> {
  const code = await compiled(text);
  const rest = code.replaceAll(namedImport, '');
  const imports = [
    ...[...code.matchAll(namedImport)].map(([, names = '', from = '']) => ({
      from,
      names: namesIn(names).map(([name]) => name),
    })),
    ...[...rest.matchAll(anyImport)].map(([, , from = '']) => ({ from })),
  ];
  const isBarrel = code !== '' && code.replaceAll(passedOn, '') === '';
  const passesOn = [...code.matchAll(passedOn)].flatMap(([, names, from = '']) =>
    names === undefined
      ? [{ name: '*', from, original: '*' }]
      : namesIn(names).map(([original, name]) => ({ name, from, original })),
  );
  const digest = createHash('sha256').update(code).digest('hex');
  return { digest, imports, ...(isBarrel ? { passesOn } : {}) };
}

/** `a,b as c` */
function namesIn(list: string): readonly (readonly [name: string, as: string])[] {
  const names = list.split(',').filter((name) => name !== '');
  return names.map((name) => {
    const [original = '', as = original] = name.split(' as ');
    return [original, as];
  });
}

async function compiled(text: string): Promise<string> {
  // Loaded only where a module was not read before: it takes longer than all the rest.
  const { transform } = await import('@swc/core');
  const { code } = await transform(text, {
    swcrc: false,
    configFile: false,
    sourceMaps: false,
    // Takes out comments and spaces. Names and expressions stay as they are: `compress` and `mangle` are off.
    minify: true,
    module: { type: 'es6' },
    jsc: {
      target: 'esnext',
      parser: { syntax: 'typescript' },
      // As Node does it: an import that does not say `type` is made.
      transform: { verbatimModuleSyntax: true },
    },
  });
  return code.trim();
}
