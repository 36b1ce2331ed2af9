/** One form in which a kind can be made. */
export interface Variant {
  /** Its option on the command line, without the hyphens; the first variant of a kind needs none. */
  readonly name: string;
  /** Folder of its templates, below `templates/`. */
  readonly templates: string;
  /** What the thing is, in a few words without full stop; `words` is its name with spaces. */
  readonly describe: (words: string) => string;
}

/** A line, or several, that a list has to get so that what is made is known there. */
export interface Insertion {
  /** From the root of the workspace. */
  readonly path: string;
  /** The text of the line above which the insertion goes; it stands in the file once. */
  readonly marker: string;
  /** With placeholders, as in a template. */
  readonly text: string;
}

/** The package that is made for a thing of its own. */
export interface PackageShape {
  /** What comes before the name, in the folder's name as in that of the package. */
  readonly prefix: string;
  /** See `tools/checks/layers.ts`. */
  readonly layer: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

/** One kind of thing that can be generated. */
export interface Kind {
  /** In messages, such as `a sink`. */
  readonly article: string;
  readonly variants: readonly [Variant, ...Variant[]];
  /** Null where files are added to a package that exists; then the paths of templates are from the root of the workspace. */
  readonly package: PackageShape | null;
  /** The package that the changeset names; null for the one that is made. */
  readonly changes: string | null;
  /** Names of things that exist. */
  readonly known: readonly string[];
  readonly insertions: readonly Insertion[];
  /** What remains to be done with it, in one line. */
  readonly next: string;
}
