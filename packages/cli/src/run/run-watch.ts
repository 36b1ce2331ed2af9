import type { RunMonitor } from "@sluice/core-events";
import { type AlertFigures, type Alerts, alerts, type EventConsumer, type RuleNotice, type RuleTally, type RuleWatch, watchRules } from "@sluice/monitors";
import { displayPath } from "../output/display-path.js";
import { shellQuote } from "../output/shell-quote.js";
import { sluiceCommand } from "../report/sluice-command.js";
import type { Session } from "../session.js";
import { openChannels } from "../settings/open-channels.js";
import type { RunSettings } from "../settings/run-settings.js";
import { withoutUndefined } from "../settings/without-undefined.js";

/** What a watch over a run is made with. */
export interface RunWatchOptions {
  readonly settings: RunSettings;
  readonly stateDirectory: string | null;
  /** Secrets of the run, which show in no alert. */
  readonly secrets: readonly string[];
  readonly session: Session;
}

/** What rules and alerts have to say of a run that is over. */
export interface WatchReport {
  readonly rules: readonly RuleTally[];
  readonly alerts: AlertFigures | null;
}

/** The last alerts of a run that was interrupted must be out before the process is ended. */
const FLUSH_AFTER_SIGNAL_MS = 5_000;
/** Who waits longer wants to know what for. */
const SILENT_FLUSH_MS = 1_000;

/** The rules of a run, and the alerts that they lead to. */
export class RunWatch implements Disposable {
  /** What the run is to be given. */
  readonly monitors: readonly RunMonitor[];
  /** What the run's events are to be shown to; `null` without rules. */
  readonly observe: EventConsumer | null;
  /** What must not show: addresses, keys and passwords of channels. */
  readonly secrets: readonly string[];
  readonly #watch: RuleWatch | null;
  readonly #alerts: Alerts | null;
  readonly #session: Session;

  private constructor(session: Session, { watch, alerting, secrets }: { readonly watch: RuleWatch | null; readonly alerting: Alerts | null; readonly secrets: readonly string[] }) {
    this.#session = session;
    this.#watch = watch;
    this.#alerts = alerting;
    this.secrets = secrets;
    this.monitors = watch === null ? [] : [watch.monitor];
    this.observe = watch?.observe ?? null;
  }

  /** @throws {UsageError} If a channel's secret is not in the environment, or of no use. */
  static async open(options: RunWatchOptions): Promise<RunWatch> {
    const { settings, session } = options;
    if (settings.monitors.length === 0) return new RunWatch(session, { watch: null, alerting: null, secrets: [] });
    const [alerting, secrets] = await openAlerts(options);
    const watch = watchRules({
      rules: settings.monitors,
      onNotice: (notice) => {
        alerting?.notify(notice);
        if (!isShownAsEvent(notice, settings)) show(notice, session);
      },
    });
    return new RunWatch(session, { watch, alerting, secrets });
  }

  /** Sends the last alerts, within a limited time, and says how all of it went. */
  async close({ interrupted }: { readonly interrupted: boolean }): Promise<WatchReport> {
    this[Symbol.dispose]();
    const notice = setTimeout(() => this.#session.terminal.line("sending the last alerts", "dim"), SILENT_FLUSH_MS);
    await this.#alerts?.close(interrupted ? { withinMs: FLUSH_AFTER_SIGNAL_MS } : {});
    clearTimeout(notice);
    return { rules: this.#watch?.rules ?? [], alerts: this.#alerts?.figures ?? null };
  }

  [Symbol.dispose](): void {
    this.#watch?.[Symbol.dispose]();
  }
}

async function openAlerts({ settings, stateDirectory, secrets, session }: RunWatchOptions): Promise<[Alerts | null, readonly string[]]> {
  if (settings.alerts === null) return [null, []];
  const { io, terminal } = session;
  const { cooldownSeconds, groupBy, groupWithinSeconds } = settings.alerts;
  const opened = await openChannels(settings.alerts, io.env);
  const status = stateDirectory === null ? undefined : `${sluiceCommand(io)} status --state-dir ${shellQuote(displayPath(stateDirectory, io.cwd))}`;
  const alerting = alerts({
    channels: opened.channels,
    secrets,
    ...withoutUndefined({ groupBy, lookFurther: settings.alerts.lookFurther ?? status, cooldownMs: toMs(cooldownSeconds), groupWithinMs: toMs(groupWithinSeconds) }),
    onError: (error) => terminal.line(`! ${error.message}`, "warning"),
  });
  return [alerting, opened.secrets];
}

function toMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

/** A success rate over the whole run is a `ValidationWarning`, which has a line of its own; the end of a run has one, too. */
function isShownAsEvent({ type, kind, rule }: RuleNotice, { monitors }: RunSettings): boolean {
  if (kind === "run-completed" || kind === "run-failed") return true;
  if (type !== "RuleFired" || kind !== "success-rate") return false;
  return monitors.some((known) => known.rule === "success-rate" && (known.name ?? known.rule) === rule && known.windowDocuments === undefined && known.windowSeconds === undefined);
}

function show({ type, rule, message }: RuleNotice, { terminal }: Session): void {
  if (type === "RuleFired") terminal.line(`! ${rule}: ${message}`, "warning");
  else terminal.line(`✓ ${rule} is well again: ${message}`, "good");
}
