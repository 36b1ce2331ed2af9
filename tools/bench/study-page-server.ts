import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * `node study-page-server.ts <studies> [bytes]` serves made-up studies of about 500 bytes, or of so many, in the page shape of ClinicalTrials.gov v2,
 * as fast as it can, on a free port of the loopback interface, which it prints. Ends with its stdin.
 */
const total = Number(process.argv[2]);
const SENTENCE = "A made-up study for measuring memory, long enough to look like the short ones of the registry. ";
const SUMMARY = SENTENCE.repeat(Math.max(2, Math.round((Number(process.argv[3] ?? 0) - 300) / SENTENCE.length)));

function study(number: number): unknown {
  const nctId = `NCT${String(number).padStart(8, "0")}`;
  return {
    protocolSection: {
      identificationModule: { nctId, briefTitle: `Made-up study ${number}`, organization: { fullName: "Loopback" } },
      statusModule: { overallStatus: "COMPLETED", startDateStruct: { date: "2020-01" } },
      descriptionModule: { briefSummary: SUMMARY },
      conditionsModule: { conditions: ["Cystic Fibrosis"] },
    },
    hasResults: false,
  };
}

function page(url: URL): string {
  const from = Number(url.searchParams.get("pageToken")?.slice(1) ?? 0);
  const size = Math.min(Number(url.searchParams.get("pageSize") ?? 10), 1000);
  const until = Math.min(from + size, total);
  const studies = Array.from({ length: until - from }, (_, index) => study(from + index + 1));
  return JSON.stringify({
    ...(url.searchParams.get("countTotal") === "true" ? { totalCount: total } : {}),
    studies,
    ...(until < total ? { nextPageToken: `t${until}` } : {}),
  });
}

const server = createServer((request, response) => {
  const body = page(new URL(request.url ?? "/", "http://localhost"));
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`); // a TCP server has an AddressInfo
});
process.stdin.resume().once("end", () => {
  server.close();
  server.closeAllConnections();
});
