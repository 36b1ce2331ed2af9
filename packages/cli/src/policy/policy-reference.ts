import { resolve } from "node:path";

/** A policy in a file of policies. */
export interface PolicyReference {
  readonly file: string;
  /** `null` for the only one of the file. */
  readonly name: string | null;
}

/** Reads `FILE.yaml` and `FILE.yaml#NAME`; `null` for the name of a policy that comes along. */
export function policyReference(text: string): PolicyReference | null {
  const [, file, name = ""] = /^(.*\.ya?ml)(?:#(.*))?$/is.exec(text) ?? [];
  return file === undefined ? null : { file, name: name === "" ? null : name };
}

/** The same with an absolute path. */
export function absolutePolicy<Policy>(policy: Policy, directory: string): Policy | string {
  const reference = typeof policy === "string" ? policyReference(policy) : null;
  return reference === null ? policy : referenceText({ ...reference, file: resolve(directory, reference.file) });
}

/** How a reference is written. */
export function referenceText({ file, name }: PolicyReference): string {
  return name === null ? file : `${file}#${name}`;
}
