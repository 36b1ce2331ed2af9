import { expect, test } from "vitest";
import { startPageServer } from "./page-server-process.ts";

interface Page {
  readonly totalCount?: number;
  readonly studies: readonly { readonly protocolSection: { readonly identificationModule: { readonly nctId: string } } }[];
  readonly nextPageToken?: string;
}

test("the page server hands out every study once, page by page, and stops when it is disposed", async () => {
  const ids: string[] = [];
  let url: string;
  {
    await using server = await startPageServer(1200);
    url = `http://127.0.0.1:${server.port}/api/v2/studies?pageSize=500&countTotal=true`;
    for (let token: string | undefined = ""; token !== undefined; ) {
      const page = (await (await fetch(token === "" ? url : `${url}&pageToken=${token}`)).json()) as Page; // our own server
      expect(page.totalCount).toBe(1200);
      ids.push(...page.studies.map((study) => study.protocolSection.identificationModule.nctId));
      token = page.nextPageToken;
    }
  }
  expect(new Set(ids).size).toBe(1200);
  expect(ids.at(-1)).toBe("NCT00001200");
  await expect(fetch(url)).rejects.toThrow();
});
