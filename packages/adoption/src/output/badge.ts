import { makeBadge } from "badge-maker";
import { formatShare } from "./format-share.js";

/** The share as an SVG badge: red below 50 %, then yellow, green from 80 %, bright green when all is streaming. */
export function badge(share: number | null): string {
  const message = share === null ? "no sites" : formatShare(share);
  return `${makeBadge({ label: "streaming", message, color: colourOf(share), style: "flat" })}\n`;
}

function colourOf(share: number | null): string {
  if (share === null) return "lightgrey";
  if (share === 1) return "brightgreen";
  if (share >= 0.8) return "green";
  return share >= 0.5 ? "yellow" : "red";
}
