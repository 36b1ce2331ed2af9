import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { SluiceError } from "@sluice/core-events";
import { expect, test } from "vitest";
import { CERTIFICATE, MailReceiver, refusal } from "../testing/mail-receiver.js";
import { fired } from "../testing/sample-notices.js";
import { alerts } from "./alerts.js";
import { email, type EmailOptions } from "./email-channel.js";
import { loadNodemailer } from "./load-nodemailer.js";

const WHO = { host: "127.0.0.1", from: "Sluice <sluice@example.org>", to: ["ops@example.org", "team@example.org"] };

/** Sends one alert and says what went wrong. */
async function mail(options: Partial<EmailOptions> & { readonly port: number }, fields: Parameters<typeof fired>[0] = {}): Promise<{ errors: SluiceError[]; retried: number }> {
  const errors: SluiceError[] = [];
  const channels = [email({ ...WHO, ...options })];
  const alerting = alerts({ channels, groupWithinMs: 0, delivery: { initialDelayMs: 5, maxDelayMs: 10, maxAttempts: 3 }, lookFurther: "sluice status", onError: (error) => void errors.push(error) });
  alerting.notify(fired(fields));
  await alerting.flush();
  const retried = alerting.figures.channels[0]?.retried ?? 0;
  await alerting[Symbol.asyncDispose]();
  return { errors, retried };
}

test("an e-mail holds what an alert says, as plain text, to every recipient", async () => {
  await using server = await MailReceiver.start({ disabledCommands: ["STARTTLS"] });
  expect(await mail({ port: server.port }, { severity: "critical", lastError: "HTTP 503" })).toEqual({ errors: [], retried: 0 });
  const { from, to, text, secure } = server.received[0]!;
  expect([from, to, secure]).toEqual(["sluice@example.org", WHO.to, false]);
  for (const part of ["[sluice critical] stall: No document", "CRITICAL stall: No document has ended for 60 s", "2 completed, 1 failed", "Last error: HTTP 503", "Run r1 (jsonl)", "Look further: sluice status", "Auto-Submitted: auto-generated"]) {
    expect(text.replaceAll(/=\r\n|\r\n(?= )/g, "")).toContain(part);
  }
  expect(text).toMatch(/^Message-ID: <[0-9a-f-]{36}@example\.org>\r$/m);
});

test("with a login STARTTLS comes first, and the certificate is checked", async () => {
  await using server = await MailReceiver.start({ authOptional: false, onAuth: ({ username, password }, _session, done) => (password === "p4ss" ? done(null, { user: username }) : done(refusal(535, "no"))) });
  const auth = { user: "sluice", password: "p4ss" };
  expect((await mail({ port: server.port, auth, ca: CERTIFICATE })).errors).toEqual([]);
  expect(server.received).toMatchObject([{ secure: true, user: "sluice" }]);
  expect((await mail({ port: server.port, auth })).errors).toMatchObject([{ message: expect.stringMatching(/expected a certificate to trust/) as string, context: { attempts: 1 } }]);
});

test("a login is not sent to a server without STARTTLS", async () => {
  const logins: string[] = [];
  await using server = await MailReceiver.start({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true, onAuth: ({ username }, _session, done) => { logins.push(username ?? ""); done(null, { user: username }); } });
  const { errors } = await mail({ port: server.port, auth: { user: "sluice", password: "p4ss" } });
  expect([errors.length, logins, server.received]).toEqual([1, [], []]);
});

test("TLS from the first byte works", async () => {
  await using server = await MailReceiver.start({ secure: true });
  expect((await mail({ port: server.port, tls: "implicit", ca: CERTIFICATE })).errors).toEqual([]);
  expect(server.received).toMatchObject([{ secure: true }]);
});

test("E8 a wrong password is final, and does not show", async () => {
  await using server = await MailReceiver.start({ onAuth: ({ password }, _session, done) => done(refusal(535, `5.7.8 ${password} is wrong`)) });
  const { errors, retried } = await mail({ port: server.port, auth: { user: "sluice", password: "s3cr3t-p4ss" }, ca: CERTIFICATE });
  expect(errors).toMatchObject([{ code: "ALERT_UNDELIVERED", context: { status: 535, attempts: 1 } }]);
  expect([retried, JSON.stringify([errors, errors.map(String)]).includes("s3cr3t-p4ss")]).toEqual([0, false]);
});

test("4xx is temporary and tried again, with the same Message-ID", async () => {
  let attempts = 0;
  await using server = await MailReceiver.start({ disabledCommands: ["STARTTLS"], onMailFrom: (_address, _session, done) => (++attempts < 3 ? done(refusal(451, "greylisted")) : done()) });
  expect(await mail({ port: server.port })).toEqual({ errors: [], retried: 2 });
  expect([attempts, server.received.length]).toEqual([3, 1]);
});

test("5xx is final, and says what the server said", async () => {
  await using server = await MailReceiver.start({ disabledCommands: ["STARTTLS"], onMailFrom: (_address, _session, done) => done(refusal(550, "not from here")) });
  const { errors, retried } = await mail({ port: server.port });
  expect([retried, errors[0]?.message]).toEqual([0, expect.stringMatching(/^Cannot deliver an alert to email: expected the server to take it, received 550 .*not from here$/)]);
});

test("a recipient that is refused is told, though others have the message", async () => {
  await using server = await MailReceiver.start({ disabledCommands: ["STARTTLS"], onRcptTo: ({ address }, _session, done) => (address.startsWith("ops") ? done(refusal(550, "unknown")) : done()) });
  const { errors } = await mail({ port: server.port });
  expect(errors).toMatchObject([{ message: expect.stringContaining("expected every recipient to be accepted, received 1 of 2") as string }]);
  expect(server.received).toMatchObject([{ to: ["team@example.org"] }]);
});

test("P6 a server that says nothing is left after the timeout, and its connection closed", async () => {
  const closed = Promise.withResolvers<void>();
  const server = createServer((socket) => socket.on("close", () => closed.resolve()).on("error", () => undefined).resume()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { errors, retried } = await mail({ port, timeoutMs: 80 });
  expect([retried, errors[0]?.message]).toEqual([2, expect.stringContaining("within 80 ms")]);
  await closed.promise;
  server.close();
});

test("a connection that is refused is tried again", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  const { errors, retried } = await mail({ port });
  expect([retried, errors[0]?.message]).toEqual([2, expect.stringMatching(/no answer \(\w+\) \(3 attempts\)$/)]);
});

test("what a run says cannot add a header", async () => {
  await using server = await MailReceiver.start({ disabledCommands: ["STARTTLS"] });
  await mail({ port: server.port }, { message: "bad\r\nBcc: all@example.org", runId: "r1\r\nX-Evil: 1" });
  expect(server.received[0]?.to).toEqual(WHO.to);
  expect(server.received[0]?.text.split("\r\n\r\n")[0]).not.toMatch(/^(Bcc|X-Evil):/m);
});

test("nodemailer that is not installed is named", async () => {
  const missing = Object.assign(new Error("Cannot find package 'nodemailer' imported from x"), { code: "ERR_MODULE_NOT_FOUND" });
  await expect(loadNodemailer(() => Promise.reject(missing))).rejects.toMatchObject({ code: "DEPENDENCY_MISSING", message: expect.stringContaining("npm install nodemailer") as string });
});

test.each([{ to: [] }, { from: "nobody" }, { to: ["a@b.c\r\nBcc: d@e.f"] }, { port: 0 }, { timeoutMs: -1 }])("%o is the caller's mistake", (options) => {
  expect(() => email({ ...WHO, ...options })).toThrow(/Cannot send alerts/);
});
