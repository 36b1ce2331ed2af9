import type { Flags } from "../config/flags-to-config.js";

/** The modules that `--adapter-module` names, be it given once or several times. */
export function moduleFlags({ adapterModule }: Flags): string[] {
  if (typeof adapterModule === "string") return [adapterModule];
  return Array.isArray(adapterModule) ? (adapterModule as string[]) : []; // the parser of arguments gives nothing but text
}
