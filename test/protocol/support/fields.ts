import { isJsonObject, type Json, type JsonObject } from '../../../core/index.js';
import { type Schema, schemaAt } from './specification.js';

/** The paths of all fields that a schema names: `type`, `user.nick`, `members[].wires`. */
export function documentedFields(schema: Schema, path = ''): string[] {
  const { properties = {}, items } = schemaAt(schema);
  const below = Object.entries(properties).flatMap(([name, field]) => [
    path + name,
    ...documentedFields(field, `${path}${name}.`),
  ]);
  return items === undefined ? below : [...below, ...documentedFields(items, `${path.slice(0, -1)}[].`)];
}

/** The paths of a frame's fields, down to where its schema says that anything goes. */
export function fieldsOf(value: Json | JsonObject, schema: Schema, path = ''): string[] {
  const { properties, items } = schemaAt(schema);
  if (Array.isArray(value) && items !== undefined) {
    return value.flatMap((item: Json) => fieldsOf(item, items, `${path.slice(0, -1)}[].`));
  }
  if (properties === undefined || !isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, field]) => [
    path + name,
    ...fieldsOf(field, properties[name] ?? {}, `${path}${name}.`),
  ]);
}
