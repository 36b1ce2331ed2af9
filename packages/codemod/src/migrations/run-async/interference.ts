import { dirname } from "node:path";
import type { PackageIdentity } from "../../analysis/package-identity.js";
import type { Outcome } from "../../model.js";
import { SUGGESTIONS } from "./leftovers.js";

/**
 * Code that makes `runAsync` do something else than the package says: a subclass that replaces it, an object that stands in
 * for a pipeline, an assignment to one instance or to the prototype, a proxy, or a test double.
 */
export interface Interference {
  readonly kind: "override" | "stand-in" | "patch" | "prototype" | "proxy" | "double";
  readonly path: string;
  readonly isTest: boolean;
}

/** What matters about a site when somebody interferes. */
export interface Exposure {
  readonly path: string;
  /** Whether the receiver is an instance that the file itself makes of the class itself. */
  readonly isExact: boolean;
}

/** Whether sites can be reached by code that interferes: in their file, or anywhere in packages that are connected. */
export class InterferenceMap {
  readonly #found: readonly Interference[];
  readonly #identity: PackageIdentity;

  constructor(found: readonly Interference[], identity: PackageIdentity) {
    this.#found = found;
    this.#identity = identity;
  }

  /** The outcome, or a leftover without any edit if a rewrite could go round what somebody has put in the way. */
  apply(outcome: Outcome, exposure: Exposure): Outcome {
    if (outcome.action === "keep") return outcome;
    const found = this.#found.find((interference) => this.#reaches(interference, exposure));
    if (found === undefined) return outcome;
    const reason = found.kind === "double" || found.kind === "stand-in" || found.isTest ? "TEST_DOUBLE" : "OVERRIDDEN";
    return { action: "leftover", reason, message: messageFor(found, found.path === exposure.path), suggestion: SUGGESTIONS[reason] };
  }

  #reaches({ kind, path, isTest }: Interference, { path: at, isExact }: Exposure): boolean {
    if ((kind === "override" || kind === "stand-in" || kind === "proxy") && isExact) return false;
    if (path === at) return true;
    if (isTest || kind === "double" || (kind === "patch" && isExact)) return false;
    return this.#areConnected(path, at);
  }

  /** Whether values can get from one file to the other: in one package, or where one package asks for the other. */
  #areConnected(left: string, right: string): boolean {
    const [one, other] = [this.#identity.manifestOf(left), this.#identity.manifestOf(right)];
    if (one === undefined || other === undefined) return one === other || dirname(left) === dirname(right);
    if (one.directory === other.directory) return true;
    return one.dependencies.has(other.name ?? "") || other.dependencies.has(one.name ?? "");
  }
}

function messageFor({ kind }: Interference, isHere: boolean): string {
  const place = isHere ? "this file" : "this project";
  if (kind === "override") return `A subclass in ${place} overrides the method, and the receiver may be an instance of it`;
  if (kind === "stand-in") return `An object in ${place} stands in for a pipeline, and the receiver may be it`;
  if (kind === "proxy") return `A proxy in ${place} stands in front of a pipeline, and the receiver may be it`;
  if (kind === "double") return `A test double in ${place} replaces the method`;
  return `Code in ${place} assigns to the method${kind === "prototype" ? " of the class" : ""}`;
}
