import { expect, test } from "vitest";
import { sampleResult } from "../testing/sample-result.js";
import { githubReport } from "./github-report.js";

test("githubReport() is one workflow command for each site that remains and each file that was not seen", async () => {
  expect(githubReport(await sampleResult()).split("\n")).toEqual([
    "::notice file=a dir/one.ts,line=2,col=1,title=REWRITE_LOOP::fetchAll would be rewritten (loop).",
    "::notice file=a dir/one.ts,line=3,col=2,title=REWRITE_LOOP::fetchAll would be rewritten (loop).",
    "::warning file=two.ts,line=1,col=11,title=NOT_A_CALL::fetchAll: it is not called here. Call it.",
    "::warning file=four.ts,title=ENCODING::it is not UTF-8; convert it to have it migrated",
    "",
  ]);
});

test("githubReport() escapes what would end a property, a command or a line", async () => {
  const report = githubReport(await sampleResult({ "a,b:c%\n::stop::.ts": "const f = fetchAll;" }));
  expect(report).toBe("::warning file=a%2Cb%3Ac%25%0A%3A%3Astop%3A%3A.ts,line=1,col=11,title=NOT_A_CALL::fetchAll: it is not called here. Call it.\n");
});
