import { Script } from "node:vm";

/** `my-source` as `mySource`. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Whether a module can declare something of this name. */
export function isIdentifier(name: string): boolean {
  try {
    new Script(`"use strict"; const ${name} = async () => { await ${name}; };`);
    return true;
  } catch {
    return false; // a word of the language
  }
}
