import type { Document } from "@sluice/core-events";
import { h } from "./h.js";

export function Table({ documents }: { readonly documents: readonly Document[] }): h.JSX.Element {
  return (
    <table>
      {documents.map(({ docId, title }) => (
        <tr id={docId}>
          <td>{title}</td>
        </tr>
      ))}
    </table>
  );
}

export function Phases({ phases }: { readonly phases: ReadonlyMap<number, number> }): h.JSX.Element {
  return <ul>{[...phases].map(([phase, count]) => <li>{`phase ${phase}: ${count}`}</li>)}</ul>;
}
