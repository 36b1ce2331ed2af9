import { Project, SyntaxKind } from "ts-morph";

/**
 * `node measure-ts-morph.ts <directory>`: finds the calls of `runAsync` on an `IngestionPipeline` as a codemod on ts-morph
 * does, with the whole project loaded; prints how many.
 */
const project = new Project({ tsConfigFilePath: `${process.argv[2] ?? "."}/tsconfig.json` });
let sites = 0;
for (const file of project.getSourceFiles()) {
  if (!file.getFullText().includes("runAsync")) continue;
  for (const access of file.getDescendantsOfKind(SyntaxKind.PropertyAccessExpression)) {
    if (access.getName() !== "runAsync") continue;
    const declarations = access.getNameNode().getSymbol()?.getDeclarations() ?? [];
    if (declarations.some((declaration) => declaration.getSourceFile().getFilePath().includes("/@sluice/pipeline/"))) sites += 1;
  }
}
process.stdout.write(`${JSON.stringify({ sites })}\n`);
