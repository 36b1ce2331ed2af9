import type { PackedPackage } from "./pack-packages.ts";
import type { WorkspacePackage } from "./workspace-package.ts";

/** What every step is given. */
export interface CheckContext {
  /** The workspace's folder, absolute. */
  readonly root: string;
  readonly packages: readonly WorkspacePackage[];
  /** The tarballs of the publishable packages; made when first asked for. */
  readonly packed: () => Promise<readonly PackedPackage[]>;
}

/** One named check of the workspace. */
export interface CheckStep {
  readonly name: string;
  /** @returns One line per problem; none if all is well. */
  run(context: CheckContext): Promise<readonly string[]>;
}
