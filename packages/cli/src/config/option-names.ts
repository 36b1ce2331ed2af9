import * as z from "zod";

/** The names that an object at a path below a schema may have; none where it is no object. */
export function optionNames(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const object = objectIn(schema);
  if (object === null) return [];
  const shape: Readonly<Record<string, z.core.$ZodType>> = object.shape;
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(shape);
  const child = shape[String(key)];
  return child === undefined ? [] : optionNames(child, rest);
}

/** The object behind what may be left out, or be something else instead. */
function objectIn(schema: z.core.$ZodType): z.ZodObject | null {
  if (schema instanceof z.ZodObject) return schema;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault) return objectIn(schema.def.innerType);
  if (!(schema instanceof z.ZodUnion)) return null;
  return schema.def.options.map(objectIn).find((object) => object !== null) ?? null;
}
