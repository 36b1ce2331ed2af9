// Consumes in a process of its own, holds what it gets, and says so once.
const [subpath, call, options] = process.argv.slice(2);
const module = await import(new URL(`../../dist/${subpath}.js`, import.meta.url));
const transport = await module[call](JSON.parse(options));
for await (const { offset } of transport.consume({ group: "g", consumer: "dead", from: "start" })) {
  console.log(offset);
}
