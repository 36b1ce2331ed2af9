import type { TSESTree } from "@typescript-eslint/utils";
import { propertyName } from "../property-name.js";
import type { TypedServices } from "../ts-types.js";
import { hasMember, isAny } from "../typed/type-tests.js";

/** Whether the options of `runAsync` may hold `maxDocuments`, which streams do not take; also where that cannot be told. */
export function limitsDocuments(services: TypedServices | null, call: TSESTree.CallExpression): boolean {
  const [, options] = call.arguments;
  if (options === undefined) return false;
  if (options.type === "ObjectExpression" && options.properties.every((one) => one.type === "Property" && propertyName(one.key, one.computed) !== null)) {
    return options.properties.some((one) => one.type === "Property" && propertyName(one.key, one.computed) === "maxDocuments");
  }
  if (services === null) return true;
  const type = services.getTypeAtLocation(options);
  return isAny(type) || hasMember(services.program.getTypeChecker(), type, "maxDocuments");
}
