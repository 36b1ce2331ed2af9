export { type LabelLimits } from "./meters/label-guard.js";
export { prometheusMetrics, type PrometheusMetrics, type PrometheusOptions } from "./prometheus/prometheus-metrics.js";
