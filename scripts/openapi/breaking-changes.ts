/** A schema of a document, as far as it is compared. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >;
}

/** As much of an OpenAPI document as is compared. */
export interface ComparedDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

/** Which way something goes: what clients send may be taken more widely, what they get may become narrower; not the other way round. */
type Way = 'sent' | 'answered';

/** What a client of the document before would stumble over, a sentence each; additions are none. */
export function breakingChanges(before: ComparedDocument, after: ComparedDocument): readonly string[] {
  return Object.entries(before.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, old]) => {
      const place = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      return now ? changesOf(old, now).map((change) => `${place}: ${change}`) : [`${place} is gone`];
    }),
  );
}

function changesOf(before: Described, after: Described): readonly string[] {
  return [
    ...parameterChanges(before.parameters ?? [], after.parameters ?? []),
    ...schemaChanges('sent', 'body', bodyOf(before), bodyOf(after)),
    ...Object.entries(before.responses).flatMap(([status, old]) => {
      const now = after.responses[status];
      if (!now) return [`it no longer answers ${status}`];
      return schemaChanges('answered', 'answer', schemaIn(old.content), schemaIn(now.content));
    }),
  ];
}

function parameterChanges(before: readonly Parameter[], after: readonly Parameter[]): readonly string[] {
  const same = (one: Parameter) => (other: Parameter) => other.name === one.name && other.in === one.in;
  return [
    ...before.flatMap((old) => {
      const now = after.find(same(old));
      return now ? schemaChanges('sent', old.name, old.schema, now.schema) : [`the parameter ${old.name} is gone`];
    }),
    ...after
      .filter((now) => now.required === true && before.find(same(now))?.required !== true)
      .map(({ name }) => `the parameter ${name} is needed now`),
  ];
}

function bodyOf({ requestBody }: Described): Schema | undefined {
  return schemaIn(requestBody?.content);
}

function schemaIn(content: Readonly<Record<string, { readonly schema?: Schema }>> | undefined): Schema | undefined {
  return content?.['application/json']?.schema;
}

function schemaChanges(way: Way, place: string, before: Schema = {}, after: Schema = {}): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, now] = [optionsOf(before), optionsOf(after)];
  if (old.length > 1 || now.length > 1) return optionChanges(way, place, old, now);
  if (!isWithin(way, before.type, after.type)) {
    return [`${place} is ${after.type ?? 'anything'} now, and was ${before.type ?? 'anything'}`];
  }
  return [
    ...valueChanges(way, place, before, after),
    ...propertyChanges(way, place, before, after),
    ...(before.items && after.items ? schemaChanges(way, `${place}[]`, before.items, after.items) : []),
    ...entryChanges(way, place, before, after),
  ];
}

function optionsOf(schema: Schema): readonly Schema[] {
  return schema.anyOf ?? schema.oneOf ?? [schema];
}

/** Each thing that could be sent still can be, in one form or another; each that is answered is one that could be before. */
function optionChanges(
  way: Way,
  place: string,
  before: readonly Schema[],
  after: readonly Schema[],
): readonly string[] {
  const [these, those] = way === 'sent' ? [before, after] : [after, before];
  return these.flatMap((one) => {
    const fits = those.some((other) => {
      const [old, now] = way === 'sent' ? [one, other] : [other, one];
      return schemaChanges(way, place, old, now).length === 0;
    });
    if (fits) return [];
    return [way === 'sent' ? `${place} can no longer be ${shortly(one)}` : `${place} can now be ${shortly(one)}`];
  });
}

function isWithin(way: Way, before: string | undefined, after: string | undefined): boolean {
  if (before === after) return true;
  const [narrow, wide] = way === 'sent' ? [before, after] : [after, before];
  return wide === undefined || (narrow === 'integer' && wide === 'number');
}

function valueChanges(way: Way, place: string, before: Schema, after: Schema): readonly string[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  if (way === 'sent') {
    if (!now) return [];
    if (!old) return [`${place} can only be ${now.join(', ')} now`];
    const gone = old.filter((value) => !now.includes(value));
    return gone.map((value) => `${place} can no longer be ${value}`);
  }
  // A new value of an answer is an addition that clients have to expect; one that goes leaves code that waits for it waiting.
  const gone = old && now ? old.filter((value) => !now.includes(value)) : [];
  return gone.map((value) => `${place} is never ${value} any more`);
}

function valuesOf({ enum: values, const: only }: Schema): readonly string[] | undefined {
  return (values ?? (only === undefined ? undefined : [only]))?.map((value) => JSON.stringify(value));
}

function propertyChanges(way: Way, place: string, before: Schema, after: Schema): readonly string[] {
  const [old, now] = [before.properties ?? {}, after.properties ?? {}];
  const [oldNeeds, nowNeeds] = [new Set(before.required), new Set(after.required)];
  return [
    ...Object.entries(old).flatMap(([name, schema]) => {
      const next = now[name];
      if (!next) return after.properties || way === 'answered' ? [`${place}.${name} is gone`] : [];
      return schemaChanges(way, `${place}.${name}`, schema, next);
    }),
    ...(way === 'sent'
      ? [...nowNeeds].filter((name) => !oldNeeds.has(name)).map((name) => `${place}.${name} is needed now`)
      : [...oldNeeds]
          .filter((name) => !nowNeeds.has(name) && name in now)
          .map((name) => `${place}.${name} may be left out now`)),
  ];
}

/** Of records by any name. */
function entryChanges(way: Way, place: string, before: Schema, after: Schema): readonly string[] {
  const [old, now] = [before.additionalProperties, after.additionalProperties];
  return typeof old === 'object' && typeof now === 'object' ? schemaChanges(way, `${place}[…]`, old, now) : [];
}

function shortly({ type, enum: values, const: only, properties }: Schema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (values) return values.map((value) => JSON.stringify(value)).join(', ');
  return properties ? `an object of ${Object.keys(properties).join(', ')}` : (type ?? 'something else');
}
