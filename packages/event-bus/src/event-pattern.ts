import type { EventOf, EventType, PipelineEvent, UnknownEvent } from "@sluice/core-events";

/** An event type, or one with `*` for any characters, such as `Document*`. */
export type EventPattern = EventType | "*" | (string & {});

type Glob<Pattern extends string> = Pattern extends `${infer Head}*${infer Rest}` ? `${Head}${string}${Glob<Rest>}` : Pattern;
type Known<Pattern extends string> = string extends Pattern ? PipelineEvent : EventOf<Extract<EventType, Glob<Pattern>>>;

/** The events of this release that a pattern matches; `UnknownEvent` where it matches none of them. */
export type EventsMatching<Pattern extends string> = [Known<Pattern>] extends [never] ? UnknownEvent : Known<Pattern>;

/**
 * A function that says whether an event type matches one of the patterns. It takes linear time per pattern.
 *
 * @throws {TypeError} If there is no pattern, or one is empty or holds a space.
 * @example
 * ```ts
 * const matches = matcherOf(["Document*", "RunFailed"]);
 * assert.ok(matches("DocumentFailed") && !matches("RunStarted"));
 * ```
 */
export function matcherOf(patterns: string | readonly string[]): (type: string) => boolean {
  const list = typeof patterns === "string" ? [patterns] : patterns;
  if (list.length === 0) throw new TypeError("Cannot match event types: expected at least one pattern, received none");
  const tests = list.map(testOf);
  return (type) => tests.some((test) => test(type));
}

function testOf(pattern: string): (type: string) => boolean {
  if (typeof pattern !== "string" || pattern === "" || /\s/.test(pattern)) {
    throw new TypeError(`Cannot match event types: expected an event type or a pattern such as Document*, received ${JSON.stringify(pattern)}`);
  }
  const [head = "", ...rest] = pattern.split("*");
  const tail = rest.pop();
  if (tail === undefined) return (type) => type === pattern;
  return (type) => type.length >= head.length + tail.length && type.startsWith(head) && type.endsWith(tail) && holds(type.slice(head.length, type.length - tail.length), rest);
}

/** Whether the parts occur in the text one behind the other; taking the first place each time leaves most for the others. */
function holds(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}
