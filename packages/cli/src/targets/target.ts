import { collectSecrets, redactUrl } from "@sluice/core-events";
import * as z from "zod";

/** One place that documents go to, with absolute paths, as it stands among the settings of a run. */
export const targetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("jsonl"), path: z.string(), gzip: z.boolean() }),
  z.object({ kind: z.literal("sqlite"), path: z.string(), table: z.string() }),
  z.object({
    kind: z.literal("postgres"),
    /** The URL, or `env:NAME`, which is where it is. */
    url: z.string(),
    table: z.string(),
    /** Whether the URL had a password, which is not stored. */
    isPasswordMissing: z.boolean().optional(),
  }),
  z.object({ kind: z.literal("stdout") }),
]);

/** @see {@link targetSchema} */
export type Target = Readonly<z.infer<typeof targetSchema>>;

/** What `--sink` accepts. */
export const TARGET_PATTERN = /^(jsonl:.+|sqlite:.+|postgres:(?:env:[A-Za-z_]\w*(?:#\w+)?|postgres(?:ql)?:\/\/.+)|postgres(?:ql)?:\/\/.+|stdout|ndjson:-)$/s;
/** The same in words. */
export const TARGET_FORMS = '"jsonl:PATH", "jsonl:PATH.gz", "sqlite:PATH", "postgres:URL", "postgres:env:NAME" or "stdout"';

const DEFAULT_TABLE = "documents";
const TABLE = /^(.*)#([A-Za-z_]\w*)$/s;

/** Reads a text that {@link TARGET_PATTERN} has passed. Behind `#` may stand a table. */
export function parseTarget(text: string): Target {
  if (text === "stdout" || text === "ndjson:-") return { kind: "stdout" };
  const kind = text.slice(0, text.indexOf(":"));
  const rest = text.slice(kind.length + 1);
  if (kind === "jsonl") return { kind, path: rest, gzip: rest.endsWith(".gz") };
  const place = kind === "sqlite" || rest.startsWith("env:") || rest.includes("://") ? rest : text; // a bare URL is its own prefix
  const [, before = place, table = DEFAULT_TABLE] = TABLE.exec(place) ?? [];
  return kind === "sqlite" ? { kind, path: before, table } : { kind: "postgres", url: before, table };
}

/** Whether documents go to standard output, where nothing can be cut back. */
export function isStdout({ kind }: Target): boolean {
  return kind === "stdout";
}

/** The file of a target, or `null` where it is none. */
export function pathOf(target: Target): string | null {
  return "path" in target ? target.path : null;
}

/** A target as people and checkpoints know it: without secrets, the same in every attempt. */
export function targetName(target: Target): string {
  if (target.kind === "stdout") return "stdout";
  const table = target.kind === "jsonl" || target.table === DEFAULT_TABLE ? "" : `#${target.table}`;
  if (target.kind !== "postgres") return `${target.path}${table}`;
  const url = target.url.startsWith("env:") ? null : URL.parse(target.url);
  return `postgres:${url === null ? target.url : `${url.host}${url.pathname}`}${table}`;
}

/** A target as it may be stored: a reference stays, a password goes. */
export function storableTarget(target: Target): Target {
  if (target.kind !== "postgres" || target.url.startsWith("env:")) return target;
  const url = URL.parse(target.url);
  if (url === null) return { ...target, url: redactUrl(target.url) };
  const isPasswordMissing = target.isPasswordMissing === true || url.password !== "";
  url.password = "";
  const hasSecretKeys = collectSecrets(url.href).some((secret) => secret !== decodeURIComponent(url.username));
  return { ...target, url: hasSecretKeys ? withoutSecretKeys(url) : url.href, ...(isPasswordMissing ? { isPasswordMissing } : {}) };
}

function withoutSecretKeys(url: URL): string {
  const { username } = url;
  url.username = "";
  const redacted = redactUrl(url.href);
  return username === "" ? redacted : redacted.replace("://", `://${username}@`);
}
