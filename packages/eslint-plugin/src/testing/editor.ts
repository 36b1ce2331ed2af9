import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ApplyWorkspaceEditParams,
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { resolveTool } from "./resolve-tool.js";

/** A document open in an editor that talks to the ESLint language server. */
export interface OpenDocument {
  readonly text: string;
  /** What the editor underlines. */
  diagnostics(): Promise<readonly Diagnostic[]>;
  /** What the light bulb offers for a diagnostic. */
  quickFixes(diagnostic: Diagnostic): Promise<readonly CodeAction[]>;
  /** Picks one of the offers and applies the edit that the server sends. */
  apply(action: CodeAction): Promise<void>;
}

/** An editor session over standard input and output; ended when disposed. */
export interface Editor extends AsyncDisposable {
  open(path: string, text: string): Promise<OpenDocument>;
}

/** How long any answer of the server may take. */
const DEADLINE_MS = 20_000;

/** What the server asks its client for: the settings of an editor. */
const settings = {
  validate: "on",
  packageManager: "npm",
  useESLintClass: true,
  useFlatConfig: true,
  experimental: { useFlatConfig: false },
  codeAction: { disableRuleComment: { enable: false, location: "separateLine", commentStyle: "line" }, showDocumentation: { enable: false } },
  codeActionOnSave: { mode: "all" },
  format: false,
  quiet: false,
  onIgnoredFiles: "off",
  options: {},
  rulesCustomizations: [],
  run: "onType",
  problems: { shortenToSingleLine: false },
  nodePath: null,
};

/** Starts the server that editors start, with a project as its workspace folder. */
export async function openEditor(root: string): Promise<Editor> {
  const server = join(resolveTool("vscode-langservers-extracted"), "bin/vscode-eslint-language-server");
  const child = spawn(process.execPath, [server, "--stdio"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const folder = { uri: pathToFileURL(root).href, name: "app" };
  const edits: ApplyWorkspaceEditParams[] = [];
  connection.onRequest("workspace/configuration", ({ items }: { items: readonly unknown[] }) => items.map(() => ({ ...settings, workspaceFolder: folder })));
  connection.onRequest("workspace/applyEdit", (edit: ApplyWorkspaceEditParams) => {
    edits.push(edit);
    return { applied: true };
  });
  for (const request of ["eslint/noLibrary", "eslint/noConfig", "eslint/probeFailed", "client/registerCapability", "workspace/diagnostic/refresh"]) {
    connection.onRequest(request, () => null);
  }
  connection.listen();
  const ask = async <Answer>(method: string, params: unknown): Promise<Answer> => before(connection.sendRequest<Answer>(method, params), method);
  await ask("initialize", {
    processId: process.pid,
    rootUri: folder.uri,
    workspaceFolders: [folder],
    capabilities: { workspace: { configuration: true, applyEdit: true }, textDocument: { diagnostic: {}, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } } } },
  });
  await connection.sendNotification("initialized", {});

  return {
    async open(path, initial) {
      const uri = pathToFileURL(join(root, path)).href;
      let text = initial;
      let version = 1;
      await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "typescript", version, text } });
      return {
        get text() {
          return text;
        },
        async diagnostics() {
          const report = await ask<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri } });
          return report.kind === "full" ? report.items : [];
        },
        quickFixes: async (diagnostic) => ask("textDocument/codeAction", { textDocument: { uri }, range: diagnostic.range, context: { diagnostics: [diagnostic], only: ["quickfix"] } }),
        async apply({ command }) {
          if (command === undefined) throw new TypeError("Cannot apply the action: expected a command, received none");
          await ask("workspace/executeCommand", { command: command.command, arguments: command.arguments });
          const changed = edits.splice(0).flatMap(({ edit }) => editsOf(edit, uri));
          text = applyEdits(text, changed);
          version += 1;
          await connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
        },
      };
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => child.once("close", resolve));
      await ask("shutdown", null);
      await connection.sendNotification("exit");
      const kill = setTimeout(() => child.kill("SIGKILL"), 5000);
      await closed;
      clearTimeout(kill);
      connection.dispose();
    },
  };
}

async function before<Answer>(answer: Promise<Answer>, method: string): Promise<Answer> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Cannot wait for ${method} any longer: expected an answer within ${DEADLINE_MS} ms`)), DEADLINE_MS);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function editsOf({ changes = {}, documentChanges = [] }: ApplyWorkspaceEditParams["edit"], uri: string): readonly TextEdit[] {
  const versioned = documentChanges.flatMap((change) => ("textDocument" in change && change.textDocument.uri === uri ? change.edits : []));
  return [...(changes[uri] ?? []), ...versioned.filter((edit): edit is TextEdit => "newText" in edit)];
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split("\n");
  const offset = ({ line, character }: TextEdit["range"]["start"]): number => lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, character);
  const sorted = edits.toSorted((left, right) => offset(right.range.start) - offset(left.range.start));
  return sorted.reduce((result, { range, newText }) => result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)), text);
}
