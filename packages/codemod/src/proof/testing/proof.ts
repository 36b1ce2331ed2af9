import { CASES, type Contract, type Installed, layOut, openWorkspace } from "./corpus-workspace.js";
import type { MigratedFile } from "./migrate-corpus.js";
import { observeCases, type Observations } from "./observe-cases.js";
import { type CaseHeader, type CorpusFile, readCases } from "./read-cases.js";
import { typeErrors } from "./type-errors.js";

/** A file of the corpus that is a case. */
export type Case = CorpusFile & { readonly header: CaseHeader };

export const corpus = await readCases(CASES);

export const cases = corpus.filter((file): file is Case => file.header !== null);

/** The cases of a contract and everything that they import. */
export function filesOf(contract: Contract): readonly CorpusFile[] {
  return corpus.filter(({ header }) => header === null || header.contract === contract);
}

/** What the cases do as they stand, each on the release it was written for. */
export async function observeBefore(): Promise<ReadonlyMap<string, Observations>> {
  const observed = await Promise.all((["0.x", "1.x"] as const).map((contract) => observeOn(contract, filesOf(contract))));
  return new Map(observed.flatMap((map) => [...map]));
}

/** What these files do with a release installed. */
export async function observeOn(installed: Installed, files: readonly CorpusFile[]): Promise<ReadonlyMap<string, Observations>> {
  await using workspace = await openWorkspace(installed);
  await layOut(workspace.root, bytesOf(files));
  return await observeCases(workspace.root, files.filter(({ header }) => header !== null && header.notRun === null).map(({ path }) => path));
}

/** The type errors of these files with a release installed. */
export async function typeErrorsOn(contract: Contract, files: readonly CorpusFile[]): Promise<readonly string[]> {
  await using workspace = await openWorkspace(contract);
  await layOut(workspace.root, bytesOf(files));
  return await typeErrors(workspace.root);
}

/** The files as the codemod leaves them, without those of which `keep` says no. */
export function filesAfter(migrated: ReadonlyMap<string, MigratedFile>, keep: (file: MigratedFile) => boolean): readonly CorpusFile[] {
  return corpus.flatMap((file) => {
    const result = migrated.get(file.path);
    return result === undefined || (file.header !== null && !keep(result)) ? [] : [{ ...file, bytes: result.after }];
  });
}

function bytesOf(files: readonly CorpusFile[]): Map<string, Buffer> {
  return new Map(files.map(({ path, bytes }) => [path, bytes]));
}
