import type { ts } from "ts-morph";
import { CodemodError } from "../codemod-error.js";
import type { Project, SourceText } from "../model.js";
import { fullProgram } from "./full-program.js";
import { importsBehind } from "./imports-behind.js";
import { type MemberTarget, type MemberUse, memberUses } from "./member-uses.js";
import { isDeclarationFile, NarrowProgram } from "./narrow-program.js";
import { OwningConfigs } from "./owning-configs.js";
import { PackageIdentity } from "./package-identity.js";
import { type BrokenFile, parseFiles, TOO_DEEP } from "./parse-files.js";
import { type Receiver, ReceiverTypes } from "./receiver-types.js";

/** A use together with the program that understands it; valid only during the visit, as programs are dropped after use. */
export interface SettledUse {
  readonly use: MemberUse;
  readonly receiver: Receiver;
  readonly checker: ts.TypeChecker;
  readonly types: ReceiverTypes;
}

/** What makes a settlement. */
export interface SettleOptions<Result> {
  readonly target: MemberTarget;
  /** Members whose receiver is worth a program of the whole configuration, if nothing smaller tells it. */
  readonly decisive: ReadonlySet<string>;
  /** Declarations that are read where the package is not installed; without them that is an error. */
  readonly standIn?: string;
  /** Called once for each use whose receiver was looked at, unsettled ones included. */
  visit(settled: SettledUse, configs: OwningConfigs): Result | undefined;
  /** Called once for each file that could be read. */
  inspect(file: ts.SourceFile, types: ReceiverTypes, checker: ts.TypeChecker): void;
}

/** What came out of the files of a project. */
export interface Settlement<Result> {
  readonly results: readonly Result[];
  readonly broken: readonly BrokenFile[];
  readonly configs: OwningConfigs;
  readonly identity: PackageIdentity;
}

/** A use by its receiver, as far as it is known. */
interface OpenUse {
  readonly use: MemberUse;
  receiver: Receiver;
}

/** How often more imports are followed before a program of everything is made instead. */
const MAX_ROUNDS = 12;

/**
 * Finds every use of a class's members and tells whose they are, with as little compiling as will do: the files alone and the
 * package's declarations; then the imports that open receivers come from; then, for those still open, the whole program of
 * their configuration, one at a time.
 *
 * @throws {CodemodError} `PACKAGE_NOT_FOUND` if files import the package, none finds it, and there is no stand-in.
 */
export function settleUses<Result>(project: Project, options: SettleOptions<Result>): Settlement<Result> {
  const { sources, broken } = parseFiles(project.files.filter(({ path }) => !isDeclarationFile(path)));
  const configs = new OwningConfigs(project.root, [...sources.keys()]);
  const identity = new PackageIdentity();
  const texts = new Map(project.files.map((file) => [file.path, file]));
  const settling = new Settling(project.root, configs, identity, options);
  const { results, tooDeep } = settling.settle(sources);
  const deep = tooDeep.map((path) => ({ file: texts.get(path) as SourceText, message: TOO_DEEP })); // a path of the project's own files
  return { results, broken: [...broken, ...deep], configs, identity };
}

class Settling<Result> {
  readonly #root: string;
  readonly #configs: OwningConfigs;
  readonly #identity: PackageIdentity;
  readonly #options: SettleOptions<Result>;

  constructor(root: string, configs: OwningConfigs, identity: PackageIdentity, options: SettleOptions<Result>) {
    this.#root = root;
    this.#configs = configs;
    this.#identity = identity;
    this.#options = options;
  }

  /** Settles files together; where the compiler runs out of stack, by halves, until the file that is too deep stands alone. */
  settle(sources: ReadonlyMap<string, ts.SourceFile>): { readonly results: readonly Result[]; readonly tooDeep: readonly string[] } {
    if (sources.size === 0) return { results: [], tooDeep: [] };
    try {
      return { results: this.#settleTogether(sources), tooDeep: [] };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    if (sources.size === 1) return { results: [], tooDeep: [...sources.keys()] };
    const entries = [...sources].map(([path, source]) => [path, reparsed(source)] as const);
    const half = Math.ceil(entries.length / 2);
    const parts = [entries.slice(0, half), entries.slice(half)].map((part) => this.settle(new Map(part)));
    return { results: parts.flatMap(({ results }) => results), tooDeep: parts.flatMap(({ tooDeep }) => tooDeep) };
  }

  #settleTogether(sources: ReadonlyMap<string, ts.SourceFile>): readonly Result[] {
    const { target, standIn } = this.#options;
    const members = new Set(target.members);
    const open: OpenUse[] = [...sources.values()].flatMap((source) => memberUses(source, members)).map((use) => ({ use, receiver: { kind: "unknown" } }));
    const narrow = new NarrowProgram({
      root: this.#root, files: sources, configs: this.#configs, identity: this.#identity, packageName: target.packageName,
      ...(standIn === undefined ? {} : { standIn: { path: STAND_IN_PATH, text: standIn } }),
    });
    this.#settleNarrowly(narrow, open);
    const types = this.#types(narrow.checker);
    for (const source of sources.values()) this.#options.inspect(source, types, narrow.checker);
    const hopeful = open.filter(({ use, receiver }) => receiver.kind === "unknown" && this.#options.decisive.has(use.member) && isWorthwhile(use) && this.#isOpen(use, narrow));
    const isHopeful = new Set(hopeful);
    const results = open.filter((one) => !isHopeful.has(one)).map((one) => this.#options.visit({ ...one, checker: narrow.checker, types }, this.#configs));
    return [...results, ...this.#settleFully(hopeful)].filter((result) => result !== undefined);
  }

  /** Whether a program of everything could tell more: the trace of the type ends at an unknown name or import. */
  #isOpen({ receivers }: MemberUse, narrow: NarrowProgram): boolean {
    const traces = receivers.map((node) => importsBehind(node, narrow.checker));
    return traces.some(({ wanted, isOpen }) => isOpen || wanted.some(({ file, specifier }) => !narrow.isUntyped(file, specifier)));
  }

  #settleNarrowly(narrow: NarrowProgram, uses: readonly OpenUse[]): void {
    let open = uses;
    for (let round = 0; round < MAX_ROUNDS && open.length > 0; round += 1) {
      const { checker } = narrow;
      const types = this.#types(checker);
      for (const one of open) one.receiver = receiverOf(one.use, types);
      if (round === 0) this.#requirePackage(narrow);
      open = open.filter(({ receiver }) => receiver.kind === "unknown");
      const wanted = open.flatMap(({ use }) => use.receivers.flatMap((node) => importsBehind(node, checker).wanted));
      if (wanted.filter(({ file, specifier }) => narrow.want(file, specifier)).length === 0) return;
    }
  }

  #requirePackage(narrow: NarrowProgram): void {
    const { target, standIn } = this.#options;
    const [first, ...others] = narrow.withoutPackage;
    if (first === undefined || narrow.hasPackage || standIn !== undefined) return;
    const where = others.length === 0 ? first : `${first} and ${others.length} more`;
    const message = `Cannot tell whose methods are called: expected ${target.packageName} to be installed with its types, received imports of it that lead nowhere, in ${where}`;
    throw new CodemodError(message, { code: "PACKAGE_NOT_FOUND", paths: narrow.withoutPackage });
  }

  #settleFully(uses: readonly OpenUse[]): readonly (Result | undefined)[] {
    const byConfig = Map.groupBy(uses, ({ use }) => this.#configs.of(use.name.getSourceFile().fileName)?.path);
    return [...byConfig.values()].flatMap((group) => this.#settleWithConfig(group));
  }

  #settleWithConfig(group: readonly OpenUse[]): readonly (Result | undefined)[] {
    const files = [...new Set(group.map(({ use }) => use.name.getSourceFile().fileName))];
    const [file = ""] = files;
    const program = fullProgram({ root: this.#root, config: this.#configs.of(file), files });
    const checker = program.getTypeChecker();
    const types = this.#types(checker);
    const members = new Set(this.#options.target.members);
    const found = new Map(files.map((path) => [path, new Map(usesOf(program.getSourceFile(path), members).map((use) => [use.name.getStart(), use]))]));
    return group.map(({ use }) => {
      const twin = found.get(use.name.getSourceFile().fileName)?.get(use.name.getStart()) ?? use;
      return this.#options.visit({ use: twin, receiver: twin === use ? { kind: "unknown" } : receiverOf(twin, types), checker, types }, this.#configs);
    });
  }

  #types(checker: ts.TypeChecker): ReceiverTypes {
    return new ReceiverTypes(checker, this.#options.target, this.#identity, STAND_IN_PATH);
  }
}

const STAND_IN_PATH = "/stand-in/index.d.ts";

function usesOf(source: ts.SourceFile | undefined, members: ReadonlySet<string>): readonly MemberUse[] {
  return source === undefined ? [] : memberUses(source, members);
}

/** Uses that stand for themselves; names in strings, types and object literals are only ours if something near says so. */
function isWorthwhile({ form }: MemberUse): boolean {
  return form === "access" || form === "element" || form === "binding";
}

/** An argument belongs to whichever of the values before it has such a member. */
function receiverOf(use: MemberUse, types: ReceiverTypes): Receiver {
  const found = use.receivers.map((node) => types.at(node, use));
  return found.find(({ kind }) => kind === "ours") ?? found.find(({ kind }) => kind !== "foreign") ?? { kind: "foreign" };
}

/** The same file without what a compiler that ran out of stack may have left in it. */
function reparsed({ fileName, text }: ts.SourceFile): ts.SourceFile {
  const again = parseFiles([{ path: fileName, text }]).sources.get(fileName);
  if (again === undefined) throw new Error(`Cannot parse ${fileName} again`);
  return again;
}
