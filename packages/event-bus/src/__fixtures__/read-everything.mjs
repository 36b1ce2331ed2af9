// Reads a log and prints what it has seen. node read-everything.mjs '{ "directory", "options" }'
import { fileLogReader } from "@sluice/event-bus";

const { directory, options = {} } = JSON.parse(process.argv[2]);
const begun = performance.now();
let [count, first, last, isOrdered] = [0, 0, 0, true];
for await (const { offset, event } of fileLogReader(directory).read(options)) {
  if (count === 0) first = offset;
  else isOrdered &&= offset === last + 1 && event.sequence === offset;
  last = offset;
  count += 1;
}
const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ count, first, last, isOrdered, ms: Math.round(performance.now() - begun), peakRssMb }));
