import type { CheckStep } from "../check-step.ts";
import { outputLines, runCommand } from "../command.ts";

const REPORT = /^packages\/[^/]+\/api\/.+\.api\.md$/;
const CHANGESET = /^\.changeset\/.+\.md$/;
/** What `changeset version` writes: it takes changesets away and moves versions. */
const VERSIONS = /^packages\/[^/]+\/CHANGELOG\.md$/;

/** A commit that changes the public API brings its changeset along: each one not on origin yet, the newest, and the work tree. */
export const apiChangesets: CheckStep = {
  name: "changesets of API changes",
  async run({ root }) {
    if ((await git(root, ["rev-parse", "--git-dir"])) === null) return []; // a source archive has no history to look at
    const problems = missing("the uncommitted changes", await lines(root, ["status", "--porcelain", "--untracked-files=all", "--no-renames"]).then((found) => found.map((line) => line.slice(3))));
    for (const commit of await commits(root)) {
      const paths = await lines(root, ["show", "--no-renames", "--name-only", "--format=", commit]);
      problems.push(...missing(`commit ${commit.slice(0, 12)}`, paths));
    }
    return problems;
  },
};

function missing(what: string, paths: readonly string[]): string[] {
  const reports = paths.filter((path) => REPORT.test(path));
  if (reports.length === 0 || paths.some((path) => CHANGESET.test(path) || VERSIONS.test(path))) return [];
  return [`${what} changes the public API (${reports.join(", ")}) without a changeset; run npx changeset`];
}

async function commits(root: string): Promise<string[]> {
  const newer = (await git(root, ["rev-parse", "--verify", "--quiet", "origin/main"])) === null ? [] : await lines(root, ["rev-list", "--no-merges", "origin/main..HEAD"]);
  return newer.length > 0 ? newer : lines(root, ["rev-list", "--no-merges", "--max-count=1", "HEAD"]);
}

async function lines(root: string, parameters: readonly string[]): Promise<string[]> {
  const text = await git(root, parameters);
  if (text === null) throw new Error(`git ${parameters.join(" ")} failed`);
  return text.split("\n").filter((line) => line !== "");
}

/** What git prints, or null if it says no. */
async function git(root: string, parameters: readonly string[]): Promise<string | null> {
  const result = await runCommand("git", parameters, { cwd: root });
  if (result.code === null) throw new Error(outputLines(result).join("\n"));
  return result.code === 0 ? result.stdout : null;
}
