import { metricCatalogue } from "@sluice/metrics";
import { type Panel, PANEL_ROWS, type PanelQuery, type PanelRow } from "./panels.ts";

const COLUMNS = 24;
const SIZES = { stat: { width: 4, height: 5 }, timeseries: { width: 8, height: 8 }, heatmap: { width: 8, height: 8 } } as const;
const DATASOURCE = { type: "prometheus", uid: "${datasource}" };

type Json = Readonly<Record<string, unknown>>;

/** The dashboard as Grafana imports it, as text. */
export function dashboardJson(): string {
  const dashboard = {
    uid: "sluice-ingestion",
    title: "Sluice ingestion",
    description: "Runs of Sluice: outcomes, rates, backpressure, sources, checkpoints. Written by tools/docs/generate.ts from the metric catalogue.",
    tags: ["sluice"],
    editable: true,
    graphTooltip: 1,
    refresh: "30s",
    schemaVersion: 39,
    time: { from: "now-6h", to: "now" },
    timezone: "",
    templating: { list: variables() },
    annotations: { list: [runAnnotation()] },
    panels: panels(PANEL_ROWS),
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}

function variables(): Json[] {
  const series = metricCatalogue.runs.name;
  const query = (name: string, label: string): Json => ({
    name, type: "query", datasource: DATASOURCE, query: { query: `label_values(${series}, ${label})`, refId: name }, refresh: 2, includeAll: true, multi: true, allValue: ".*", current: { text: "All", value: "$__all" },
  });
  return [{ name: "datasource", type: "datasource", query: "prometheus", current: {} }, query("job", "job"), query("adapter", "adapter")];
}

/** A mark where a run has failed. */
function runAnnotation(): Json {
  return {
    name: "Failed runs", enable: true, iconColor: "red", datasource: DATASOURCE, titleFormat: "{{adapter}} failed", textFormat: "{{reason}}",
    expr: `increase(${metricCatalogue.runs.name}{job=~"$job", adapter=~"$adapter", outcome="failed"}[1m]) > 0`,
  };
}

/** Gives every panel its place: a heading per row, below it the panels from left to right. */
function panels(rows: readonly PanelRow[]): Json[] {
  const placed: Json[] = [];
  let y = 0;
  for (const row of rows) {
    placed.push({ id: placed.length + 1, type: "row", title: row.title, collapsed: false, gridPos: { x: 0, y, w: COLUMNS, h: 1 }, panels: [] });
    y += 1;
    let x = 0;
    let height = 0;
    for (const panel of row.panels) {
      const size = SIZES[panel.kind];
      if (x + size.width > COLUMNS) {
        x = 0;
        y += height;
        height = 0;
      }
      placed.push({ id: placed.length + 1, ...panelJson(panel), gridPos: { x, y, w: size.width, h: size.height } });
      x += size.width;
      height = Math.max(height, size.height);
    }
    y += height;
  }
  return placed;
}

function panelJson({ title, description, kind, unit, queries }: Panel): Json {
  const heatmap = kind === "heatmap" ? { options: { calculate: false, yAxis: { unit } } } : {};
  return {
    type: kind, title, description, datasource: DATASOURCE,
    targets: queries.map((query, index) => target(query, index, kind)),
    fieldConfig: { defaults: { unit, min: 0, ...(unit === "percentunit" && { max: 1 }) }, overrides: [] },
    ...heatmap,
  };
}

function target({ expr, legend }: PanelQuery, index: number, kind: Panel["kind"]): Json {
  return { refId: String.fromCharCode(65 + index), datasource: DATASOURCE, expr, legendFormat: legend, instant: kind === "stat", range: kind !== "stat", format: kind === "heatmap" ? "heatmap" : "time_series" };
}
