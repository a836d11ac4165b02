import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { root } from '../../support/sources.js';

/** What of JSON Schema the file uses, as far as it says which fields there are. */
export interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
}

interface Reference {
  readonly $ref: string;
}

interface Operation {
  readonly action: 'receive' | 'send';
  readonly messages: readonly Reference[];
  readonly reply?: { readonly messages: readonly Reference[] };
}

/** The parts of docs/asyncapi.yaml that the tests look at. */
export interface Specification {
  readonly asyncapi: string;
  readonly channels: { readonly connection: { readonly messages: Readonly<Record<string, Reference>> } };
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly payload: Schema }>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

/** docs/asyncapi.yaml. */
export const specification = parse(readFileSync(join(root, 'docs/asyncapi.yaml'), 'utf8')) as Specification;

/** The names of all messages in the file. */
export const messageNames = Object.keys(specification.components.messages);

/** The name of an event's message: its type; where a command has that name, `Event` follows. */
export function eventNamed(type: string): string {
  return Object.hasOwn(specification.operations, type) && messageNames.includes(`${type}Event`) ? `${type}Event` : type;
}

const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
// The schemas lie in a document that is not one itself.
ajv.addVocabulary(Object.keys(specification));
ajv.addSchema(specification, 'asyncapi');

/** What is wrong with a frame for a message of that name; nothing when all is well. */
export function faultsOf(name: string, frame: unknown): string[] {
  const check = ajv.getSchema(`asyncapi#/components/messages/${name}/payload`);
  if (check === undefined) return [`there is no message ${name}`];
  if (check(frame) === true) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
}

/** What a JSON pointer of the file, such as `#/components/schemas/Ref`, leads to. */
export function resolve(pointer: string): unknown {
  let place: unknown = specification;
  for (const step of pointer.slice(2).split('/')) {
    if (typeof place !== 'object' || place === null) return undefined;
    place = (place as Record<string, unknown>)[step];
  }
  return place;
}

/** A schema with its `$ref` followed. */
export function schemaAt(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : schemaAt(resolve(schema.$ref) as Schema);
}
